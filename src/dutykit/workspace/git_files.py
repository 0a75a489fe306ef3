"""What git is told of a new workspace: which files it leaves alone, and how it merges and checks out the others."""

from __future__ import annotations

import os
from pathlib import Path

from dutykit.language import _
from dutykit.model.layout import ATTRIBUTES_FILE, IGNORED_FILE


def ignored_text() -> str:
    """The text of a new .gitignore: what is made anew at any time, and what a write leaves that is under way."""
    return "\n".join(
        (
            "# " + _("生成的报告、填报表等，随时可以重新生成"),
            "/out/",
            "# " + _("写入过程中的临时文件"),
            ".dutykit.lock",
            ".dutykit.pending",
            ".*.tmp",
            ".dutykit-run-*/",
            "",
        )
    )


def attributes_text() -> str:
    """The text of a new .gitattributes.

    A log is only added to, so lines of two places are both kept; evidence is checked byte by byte, so no line break in
    it changes with the machine.
    """
    return "\n".join(
        (
            "# " + _("记录只追加：两台计算机各自续写的，两边都保留，再运行 dutykit history merge 合并"),
            "history/**/*.jsonl text eol=lf merge=union",
            "collected/**/*.jsonl text eol=lf merge=union",
            "# " + _("各台计算机的换行一致"),
            "*.yaml text eol=lf",
            "# " + _("佐证材料逐字节核验，不改动换行"),
            "evidence/** -text",
            "",
        )
    )


def git_files_where_none(folder: Path) -> dict[str, str]:
    """The .gitignore and the .gitattributes of a new workspace in `folder`, by name; not those that are there already."""
    texts = {IGNORED_FILE: ignored_text(), ATTRIBUTES_FILE: attributes_text()}
    return {name: text for name, text in texts.items() if not os.path.lexists(folder / name)}
