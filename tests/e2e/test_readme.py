"""Every command the README files show is run here, and what it prints is what they show.

In a ```console block each line that begins with `$ ` is a command, run in a copy of this
repository's workspace; the lines below it are its output. A line `…` stands for any number of lines.
With --update-golden the outputs are written anew (the lines that `…` stood for come back whole).
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Dutykit

BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)
LANGUAGES = {"README.md": "en_US.UTF-8", "README.zh-CN.md": "zh_CN.UTF-8"}
ELLIPSIS = "…"


def steps(block: str) -> list[tuple[str, str]]:
    """The commands of a block, each with the output shown under it."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def matches(shown: str, got: str) -> bool:
    pattern = "".join(
        "(?:.*\n)*?" if line.strip() == ELLIPSIS else re.escape(line) + "\n" for line in shown.splitlines()
    )
    return re.fullmatch(pattern, got) is not None


@pytest.mark.parametrize("name", sorted(LANGUAGES))
def test_readme(name: str, dutykit: Dutykit, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    root = tmp_path / "workspace"
    root.mkdir()
    for part in ("data", "submissions", "reviews", "evidence"):
        shutil.copytree(REPOSITORY / part, root / part)
    shutil.copy(REPOSITORY / "dutykit.yaml", root)
    (root / "tests/data").mkdir(parents=True)
    shutil.copy(REPOSITORY / "tests/data/panjin-2019.txt", root / "tests/data")
    path = REPOSITORY / name
    text = path.read_text(encoding="utf-8")
    update = request.config.getoption("--update-golden")
    commands = 0

    def run(match: re.Match[str]) -> str:
        nonlocal commands
        block = []
        for command, shown in steps(match.group()):
            words = shlex.split(command)
            assert words[0] == "dutykit", command
            ran = dutykit(*words[1:], cwd=root, env={"LANG": LANGUAGES[name], "COLUMNS": "90"})
            got = "\n".join(line.rstrip() for line in (ran.out + ran.err).replace(str(root), ".").splitlines()) + "\n"
            got = got if got.strip() else ""
            if not update or matches(shown, got):
                assert matches(shown, got), f"$ {command}\n{got}"
                got = shown
            block.append(f"$ {command}\n{got}")
            commands += 1
        return "".join(block)

    updated = BLOCK.sub(run, text)
    if update:
        path.write_text(updated, encoding="utf-8")
    assert commands >= 5


def test_both_say_the_same() -> None:
    """The two files have the same headings, commands and links in the same order."""
    shapes = []
    for name in sorted(LANGUAGES):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        levels = [len(line) - len(line.lstrip("#")) for line in text.splitlines() if line.startswith("#")]
        commands = [command for block in BLOCK.findall(text) for command, _shown in steps(block)]
        targets = [target for target in re.findall(r"\]\(([^)]+)\)", text) if not target.startswith("README")]
        makes = re.findall(r"^make \w+", text, flags=re.MULTILINE)
        shapes.append((levels, commands, targets, makes))
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("name", [*LANGUAGES, "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (REPOSITORY / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        assert (REPOSITORY / target).exists(), f"{name}: {target}"


def test_make_targets_exist() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for name in LANGUAGES:
        for target in re.findall(r"^make (\w+)", (REPOSITORY / name).read_text(encoding="utf-8"), flags=re.MULTILINE):
            assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE), target
