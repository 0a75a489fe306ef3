"""Rectification evidence in one cell: a line for each item, its title and in brackets its file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from dutykit.forms.workbook.schema import FORM, form_sheet
from dutykit.model.submission import Evidence

_FILE = re.compile(r".*\.[A-Za-z][A-Za-z0-9]{0,7}")


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One evidence item as a line of a cell."""

    title: str
    file: str | None = None
    is_kept: bool = False

    def __str__(self) -> str:
        inner = self.file if self.file is not None else _kept() if self.is_kept else ""
        return f"{self.title}（{inner}）" if inner else self.title


def proof_cell(proof: Iterable[Evidence]) -> str | None:
    """The cell for these evidence items; read back it gives the same items."""
    return "\n".join(map(proof_line, proof)) or None


def proof_line(one: Evidence) -> str:
    """The line for this evidence item."""
    title = " ".join(one.title.split())
    file = None if one.file is None else " ".join(one.file.split())
    return plain_proof(str(ProofLine(title, file, one.kept_by_unit)))


def plain_proof(text: str, resolve: Callable[[str], str] = str) -> str:
    """The cell `text` as this program writes it, whatever the language and the way it was written in."""
    return "\n".join(map(str, proof_lines(text, resolve)))


def proof_lines(text: str, resolve: Callable[[str], str] = str) -> list[ProofLine]:
    """The evidence items of a cell; `resolve` gives the workspace's name of a file."""
    found = []
    for stated in text.split("\n"):
        line = " ".join(stated.split())
        if not line:
            continue
        one = _read(line)
        if one.file is not None and "\\" not in one.file:
            one = replace(one, file=resolve(one.file))
        found.append(one)
    return found


def _read(line: str) -> ProofLine:
    start = _bracket(line)
    inner = line[start + 1 : -1].strip() if start is not None else ""
    title = line[:start].strip() if start is not None else line
    if inner in FORM.words_of("evidence", "kept")["yes"] and title:
        return ProofLine(title, is_kept=True)
    if _FILE.fullmatch(inner):
        return ProofLine(title or PurePosixPath(inner).stem, inner)
    if _FILE.fullmatch(line) and " " not in line:
        return ProofLine(PurePosixPath(line).stem, line)
    return ProofLine(line)


def _bracket(line: str) -> int | None:
    """Where the bracket opens with which `line` ends."""
    depth = 0
    for at in range(len(line) - 1, -1, -1):
        depth += (line[at] in "）)") - (line[at] in "（(")
        if depth == 0:
            return at if at < len(line) - 1 else None
    return None


def _kept() -> str:
    return form_sheet("evidence").column("kept").words["yes"]
