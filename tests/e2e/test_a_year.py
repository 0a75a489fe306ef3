"""docs/a-year.md, walked through in a copy of this repository's workspace: its commands, files and outputs.

A ```yaml block says in its first line what its text is: `file=` the whole of a file, `end-of=` what is added to one,
`in=` a line that takes the place of the first with the same key. With --update-golden the outputs are written anew.
"""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit
from tests.e2e.test_readme import matches, steps

PAGE = REPOSITORY / "docs/a-year.md"
BLOCK = re.compile(r"```(console|yaml \S+)\n(.*?)```", re.DOTALL)


def test_the_year(dutykit: Dutykit, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    here = tmp_path / "repository"
    here.mkdir()
    for part in ("data", "submissions", "evidence", "reviews"):
        shutil.copytree(REPOSITORY / part, here / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", here)
    first = re.search(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert first is not None
    typed = subprocess.run(["sh", "-ec", f"{first[1]}pwd"], cwd=here, capture_output=True, check=True)
    root = Path(typed.stdout.decode().strip())
    assert {path.name for path in here.iterdir()} == {path.name for path in root.iterdir()}
    update = request.config.getoption("--update-golden")
    commands = 0

    def do(match: re.Match[str]) -> str:
        nonlocal commands
        kind, text = match.groups()
        if kind != "console":
            put(root, kind.removeprefix("yaml "), text)
            return match.group()
        block = []
        for command, shown in steps(text):
            words = shlex.split(command)
            assert words[0] == "dutykit", command
            ran = dutykit(*words[1:], cwd=root, env={"COLUMNS": "90"})
            got = "\n".join(line.rstrip() for line in (ran.out + ran.err).replace(str(root), ".").splitlines()) + "\n"
            got = got if got.strip() else ""
            if not update or matches(shown, got):
                assert matches(shown, got), f"$ {command}\n{got}"
                got = shown
            block.append(f"$ {command}\n{got}")
            commands += 1
        return f"```console\n{''.join(block)}```"

    updated = BLOCK.sub(do, PAGE.read_text(encoding="utf-8"))
    if update:
        PAGE.write_text(updated, encoding="utf-8")
    assert commands >= 15
    # In the end nothing is wrong, and the whole way stands in the log.
    assert dutykit("validate", cwd=root).code == 0
    log = (root / "history/2020.jsonl").read_text(encoding="utf-8")
    assert re.findall(r'"action": "(\w+)"', log) == ["carry_forward", "submit", "return", "submit", "accept"]


def put(root: Path, what: str, text: str) -> None:
    """Do to a file what a block says."""
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
    assert how == "in", what
    key = text.split(":", maxsplit=1)[0] + ":"
    lines = before.splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.startswith(key))
    path.write_text("".join([*lines[:at], text, *lines[at + 1 :]]), encoding="utf-8")
