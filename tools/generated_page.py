"""Writes a page of docs/ that is made from the code, or says that the one that is there is out of date."""

from __future__ import annotations

import sys
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def write_or_check(name: str, text: str, arguments: list[str]) -> int:
    """Write `text` as the page `name`, or with --check compare it; returns the exit code."""
    page = DOCS / name
    if "--check" in arguments:
        if page.exists() and page.read_text(encoding="utf-8") == text:
            return 0
        sys.stderr.write(f"docs/{name} is out of date (run make translate)\n")
        return 1
    page.write_text(text, encoding="utf-8")
    return 0
