"""The commands that a page shows, run as a reader would type them, and held against the outputs shown.

A page is Markdown. Its blocks are run in order, by a shell, in one copy of this repository's workspace:

- ```console: each line that begins with `$ ` is a command; the lines below it are its output, where a line `…` stands
  for any number of lines. With --update-golden the outputs are written again; a line `…` stays where the lines around it do.
- ```sh: each line is run and must succeed; its output is not shown.
- ```yaml file=NAME: the whole of a file. end-of=NAME: what is added at the end of one. in=NAME: a line that takes the
  place of the first one with the same key.
- ```text fill=BOOK sheet=SHEET: what is filled in in a workbook: the heads of columns, then rows. A row that is there
  already, by its first cell or by those under a head with a star, gets the others; else it is a new one.

What would change the machine (`make`, `pip`, `python3 -m venv`) is a stand-in that does nothing; a test looks whether the
targets and extras exist.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.workbook_hand import Hand

BLOCK = re.compile(
    r"^```(console|sh|yaml (?:file|end-of|in)=\S+|text fill=\S+ sheet=\S+)\n(.*?)^```$", re.DOTALL | re.MULTILINE
)
ELLIPSIS = "…"
HASH = re.compile(r"\b[0-9A-Fa-f]{24,}\b")
"""Hashes and serial numbers, which are others in every run or version: pages show an ellipsis for them."""
LOCALES = {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}
COPIED = ("data", "submissions", "evidence", "reviews", "dutykit.yaml", "tests/data/panjin-2019.txt")
STAND_INS = {
    "dutykit": 'exec "$PYTHON" -S -E "$CLIENT" "$SERVER" "$@"',  # of tests/command_server.py
    "make": "mkdir -p .venv/bin && : >.venv/bin/activate",
    "python3": "mkdir -p .venv/bin && : >.venv/bin/activate",
    "pip": ":",
}


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown below it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def shown_commands(text: str) -> list[str]:
    """Every line of the page `text` that a reader is to type."""
    found = []
    for kind, block in BLOCK.findall(text):
        found += [command for command, _shown in steps(block)] if kind == "console" else []
        found += [line for line in block.splitlines() if line and not line.startswith("#")] if kind == "sh" else []
    return found


def matches(shown: str, got: str) -> bool:
    """Whether `got` is the output `shown`, with any lines for each line `…`."""
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == ELLIPSIS else re.escape(line) + "\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, got) is not None


def shortened(shown: str, got: str) -> str:
    """`got` with a line `…` for what `shown` leaves out, where the lines around it are still there."""
    old, new = shown.splitlines(), got.splitlines()
    for at in (number for number, line in enumerate(old) if line.strip() == ELLIPSIS and 0 < number < len(old) - 1):
        before, after = old[at - 1], old[at + 1]
        if before in new and after in new[new.index(before) + 1 :]:
            begin = new.index(before) + 1
            new[begin : new.index(after, begin)] = [old[at]]
    return "\n".join(new) + "\n" if new else ""


@dataclass
class Walk:
    """A reader who follows one page."""

    page: Path
    folder: Path
    """Empty; gets `repository`, where the reader begins, and what the commands need."""
    language: str
    update: bool
    """Write the outputs into the page."""
    server: str
    """The socket of the process that runs the commands."""
    others: Mapping[str, Callable[[Path], None]] = field(default_factory=dict)
    """What other people do in between: called with the folder the reader is in, before the first command with the key."""
    anew: bool = False
    """Begin each section (`## `) where the page began, whatever folder the one before led to."""
    here: Path = field(init=False)
    """The folder the reader is in; `cd` changes it."""

    def __post_init__(self) -> None:
        """Make the workspace and the stand-ins."""
        self.here = self.folder / "repository"
        self.here.mkdir()
        self._pending = dict(self.others)
        for name in COPIED:
            source, copy = REPOSITORY / name, self.here / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copy)(source, copy)
        bin_folder = self.folder / "bin"
        bin_folder.mkdir()
        for name, program in STAND_INS.items():
            stand_in = bin_folder / name
            stand_in.write_text(f"#!/bin/sh\n{program}\n", encoding="utf-8")
            stand_in.chmod(0o755)

    def follow(self) -> int:
        """Do all that the page says; how many commands were run. Fails where an output is not the one shown."""
        text = self.page.read_text(encoding="utf-8")
        begin = self.here
        updated = ""
        for section in re.split(r"^(?=## )", text, flags=re.MULTILINE):
            self.here = begin if self.anew else self.here
            updated += BLOCK.sub(self._do, section)
        if self.update and updated != text:
            self.page.write_text(updated, encoding="utf-8")
        return len(shown_commands(text))

    def _do(self, match: re.Match[str]) -> str:
        kind, block = match.groups()
        if kind == "console":
            return f"```console\n{''.join(self._step(*step) for step in steps(block))}```"
        if kind == "sh":
            for line in block.splitlines():
                code, output = self._run(line)
                assert code == 0, f"{self.page.name}:\n{line}\n{output}"
        elif kind.startswith("text "):
            book, sheet = re.fullmatch(r"text fill=(\S+) sheet=(\S+)", kind).groups()  # type: ignore[union-attr]
            fill(self.here / book, sheet, block)
        else:
            put(self.here, kind.removeprefix("yaml "), block)
        return match.group()

    def _step(self, command: str, shown: str) -> str:
        _code, got = self._run(command)
        got = HASH.sub(ELLIPSIS, got.replace(str(self.here), "."))
        lines = [line.rstrip() for line in got.splitlines()]
        got = "\n".join(lines) + "\n" if any(lines) else ""
        if matches(shown, got):
            return f"$ {command}\n{shown}"
        assert self.update, f"{self.page.name}:\n$ {command}\n{got}"
        return f"$ {command}\n{shortened(shown, got)}"

    def _run(self, command: str) -> tuple[int, str]:
        """The exit code and output of a command; afterwards the reader is where it led."""
        for key in [key for key in self._pending if key in command]:
            self._pending.pop(key)(self.here)
        where = self.folder / "where"
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"LANGUAGE", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "SOURCE_DATE_EPOCH"}
        }
        environment |= {
            "LANG": LOCALES[self.language],
            "COLUMNS": "90",
            "LOGNAME": "王五",  # who does what a page says without --by
            "XDG_CACHE_HOME": str(self.folder / "cache"),
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHON": sys.executable,
            "CLIENT": str(REPOSITORY / "tests/command_client.py"),
            "SERVER": self.server,
        }
        script = f"trap 'pwd >\"{where}\"' EXIT\n{command}\n"
        ran = subprocess.run(
            ["sh", "-c", script], cwd=self.here, env=environment, capture_output=True, check=False, timeout=300
        )
        self.here = Path(where.read_text(encoding="utf-8").strip())
        return ran.returncode, (ran.stdout + ran.stderr).decode("utf-8", "replace")


def fill(book: Path, sheet: str, table: str) -> None:
    """Fill in a sheet: the first line has the heads of columns, parted by `|`; those with a star say which row."""
    marked, *rows = [[cell.strip() for cell in line.split("|")] for line in table.splitlines()]
    hand = Hand(book)
    heads = [head.rstrip("*") for head in marked]
    keys = [head.rstrip("*") for head in marked if head.endswith("*")] or heads[:1]
    for row in rows:
        values = {head: _typed(cell) for head, cell in zip(heads, row, strict=True)}
        said = {head: values[head] for head in keys}
        (hand.put(sheet, said, values) if hand.says(sheet, said) else hand.add(sheet, values))
    hand.save()


def _typed(cell: str) -> object:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return dt.date.fromisoformat(cell)
    return int(cell) if cell.isdigit() else cell or None


def put(root: Path, what: str, text: str) -> None:
    """Do to a file of `root` what a YAML block says."""
    how, _equals, name = what.partition("=")
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if how == "file":
        path.write_text(text, encoding="utf-8")
        return
    before = path.read_text(encoding="utf-8")
    if how == "end-of":
        path.write_text(before + text, encoding="utf-8")
        return
    key = text.split(":", maxsplit=1)[0] + ":"
    lines = before.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(key))
    path.write_text("".join([*lines[:at], text, *lines[at + 1 :]]), encoding="utf-8")
