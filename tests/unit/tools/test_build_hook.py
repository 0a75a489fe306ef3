"""What a build compiles of the message catalogues."""

from __future__ import annotations

import gettext
import os
from pathlib import Path

from tools.build_hook import compile_catalogues

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_a_catalogue_is_compiled_where_it_is_new_and_always_to_the_same_bytes(tmp_path: Path) -> None:
    source, target = tmp_path / "en" / "LC_MESSAGES" / "x.po", tmp_path / "en" / "LC_MESSAGES" / "x.mo"
    source.parent.mkdir(parents=True)
    source.write_text(f'{HEADER}msgid "错误"\nmsgstr "error"\n', encoding="utf-8")
    compile_catalogues(tmp_path)
    first = target.read_bytes()
    assert gettext.translation("x", tmp_path, languages=["en"]).gettext("错误") == "error"

    os.utime(target, ns=(0, 0))
    compile_catalogues(tmp_path)
    assert target.read_bytes() == first

    target.write_bytes(b"newer than its source")
    os.utime(source, ns=(0, 0))
    compile_catalogues(tmp_path)
    assert target.read_bytes() == b"newer than its source"
