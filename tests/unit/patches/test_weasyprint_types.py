from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from dutykit.patches.weasyprint_types import types_by_their_own_words
from dutykit.typeset.pdf import _engine


def test_a_type_is_read_beside_its_own_words_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _engine(f"<fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    from weasyprint.text.ffi import ffi

    types_by_their_own_words()
    parser, read = ffi._parser, []
    cparser = import_module("cffi.cparser")
    real = cparser._get_parser()

    class Watched:
        def parse(self, source: str) -> Any:
            read.append(source.count("typedef "))
            return real.parse(source)

    monkeypatch.setattr(cparser, "_get_parser", Watched)
    made = ffi.typeof("hb_codepoint_t[12345]")
    assert (made.cname, made.length, made.item) == ("uint32_t[12345]", 12345, ffi.typeof("hb_codepoint_t"))
    assert ffi.typeof("PangoRectangle **").item.item.fields == ffi.typeof("PangoRectangle").fields
    few = max(read)
    type(parser)._parse(parser, "void __dummy(\nint\n);")  # as cffi reads it
    assert (few, read[-1]) < (6, 50)
    assert read[-1] > 10 * few
