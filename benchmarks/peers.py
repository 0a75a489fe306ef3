"""`dutykit validate` beside other checkers of structured text, on the same facts in each one's own form.

    python benchmarks/peers.py [--rounds 5] [--tools FOLDER]

Takes this repository's catalogue and sample submissions and writes them out as doorstop items and as StrictDoc documents:
one parent a indicator with its text, one child an answer with its narrative, linked to its indicator. doorstop and
StrictDoc are installed into virtual environments of their own below FOLDER (default: out/peers); check-jsonschema comes
with `make setup`. Every run is a process of its own, nothing is taken from dutykit's cache, and the rounds alternate.

What each looks for differs: check-jsonschema the shape alone; doorstop and StrictDoc shape and links; dutykit shape,
links and all its rules, with places.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dutykit.model.workspace import Workspace
from dutykit.workspace.assemble import load_workspace

REPOSITORY = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PEERS = ("doorstop", "strictdoc")


@dataclass
class Contender:
    """Something to time: commands that make one run, in a folder."""

    name: str
    folder: Path
    commands: list[list[str]]
    seconds: list[float] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)

    def run(self) -> None:
        """One run in new processes."""
        start = time.perf_counter()
        for command in self.commands:
            ended = subprocess.run(command, cwd=self.folder, capture_output=True, check=False)
            self.codes.add(ended.returncode)
        self.seconds.append(time.perf_counter() - start)


def main() -> int:
    """Install, translate, time, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, default=REPOSITORY / "out" / "peers")
    options = parser.parse_args()
    workspace = load_workspace(REPOSITORY).workspace
    if workspace is None:
        return 2
    tools = {name: _installed(name, options.tools.resolve()) for name in PEERS}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _write_doorstop(workspace, folder / "doorstop")
        _write_strictdoc(workspace, folder / "strictdoc")
        contenders = list(_contenders(folder, tools))
        for one in contenders:
            one.run()  # byte code and file cache
            one.seconds.clear()
        for _round in range(options.rounds):
            for one in contenders:
                one.run()
    first = statistics.median(contenders[0].seconds)
    answers = sum(len(one.answers) for one in workspace.submissions)
    print(f"{len(workspace.catalogue.by_id)} indicators, {answers} answers, {options.rounds} alternating rounds\n")
    width = max(len(one.name) for one in contenders)
    print(f"{'':{width}}  best s  median s  × dutykit  exit")
    for one in contenders:
        median, codes = statistics.median(one.seconds), ",".join(map(str, sorted(one.codes)))
        print(f"{one.name:{width}}  {min(one.seconds):6.3f}  {median:8.3f}  {median / first:9.2f}  {codes:>4}")
    return 0


def _installed(name: str, tools: Path) -> Path:
    """The command of a peer, installed from the registry into an environment of its own if it is not there."""
    command = tools / name / "bin" / name
    if not command.exists():
        subprocess.run([sys.executable, "-m", "venv", str(tools / name)], check=True)
        subprocess.run([str(tools / name / "bin" / "python"), "-m", "pip", "install", "-q", name], check=True)
    return command


def _contenders(folder: Path, tools: dict[str, Path]) -> Iterator[Contender]:
    dutykit = str(BIN / "dutykit")
    yield Contender("dutykit validate", REPOSITORY, [[dutykit, "validate", "--quiet", "--no-cache"]])
    files = {
        "catalogue": ["data/indicators.yaml"],
        "units": ["data/units.yaml"],
        "submission": [str(path) for path in sorted(REPOSITORY.glob("submissions/*/*.yaml"))],
    }
    commands = []
    for kind, names in files.items():
        schema = folder / f"{kind}.json"
        schema.write_bytes(subprocess.run([dutykit, "schema", kind], capture_output=True, check=True).stdout)
        commands.append([str(BIN / "check-jsonschema"), "--schemafile", str(schema), *names])
    yield Contender("check-jsonschema (3 schemas)", REPOSITORY, commands)
    # No level or review checks: the samples have neither; -F keeps it from writing while it checks.
    checks = [str(tools["doorstop"]), "-q", "-F", "-L", "-W", "-S"]
    yield Contender("doorstop", folder / "doorstop", [checks])
    export = [str(tools["strictdoc"]), "export", ".", "--formats", "json", "--output-dir", str(folder / "out")]
    # StrictDoc keeps what it parsed; every run begins without it, as dutykit's does.
    clear = [sys.executable, "-c", "import shutil,sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"]
    yield Contender("StrictDoc (export to JSON)", folder / "strictdoc", [[*clear, str(folder / "out")], export])


def _write_doorstop(workspace: Workspace, folder: Path) -> None:
    folder.mkdir()
    subprocess.run([shutil.which("git") or "git", "init", "-q"], cwd=folder, check=True)
    items = {key: entry.indicator.text for key, entry in workspace.catalogue.by_id.items()}
    _write_document(folder / "indicators", "IND", None, [(int(key), text, None) for key, text in items.items()])
    for number, submission in enumerate(workspace.submissions, 1):
        answers = [
            (int(one.indicator), one.narrative or "", f"IND{int(one.indicator):03}") for one in submission.answers
        ]
        _write_document(folder / f"unit{number:02}", f"U{number:02}A", "IND", answers)


def _write_document(
    folder: Path, prefix: str, parent: str | None, items: Sequence[tuple[int, str, str | None]]
) -> None:
    folder.mkdir()
    above = f"  parent: {parent}\n" if parent else ""
    head = f"settings:\n  digits: 3\n{above}  prefix: {prefix}\n  sep: ''\n"
    (folder / ".doorstop.yml").write_text(head, encoding="utf-8")
    for number, text, link in items:
        links = f"links:\n- {link}: null\n" if link else "links: []\n"
        words = "".join(f"  {line}\n" for line in text.splitlines()) or "  示例\n"
        body = f"level: {number}\n{links}normative: true\nref: ''\nreviewed: null\ntext: |\n{words}"
        path = folder / f"{prefix}{number:03}.yml"
        path.write_text(f"active: true\nderived: false\nheader: ''\n{body}", encoding="utf-8")


def _write_strictdoc(workspace: Workspace, folder: Path) -> None:
    folder.mkdir()
    parents = [
        f"[REQUIREMENT]\nUID: IND-{key}\nSTATEMENT: >>>\n{entry.indicator.text}\n<<<\n"
        for key, entry in workspace.catalogue.by_id.items()
    ]
    (folder / "indicators.sdoc").write_text("[DOCUMENT]\nTITLE: 指标\n\n" + "\n".join(parents), encoding="utf-8")
    for number, submission in enumerate(workspace.submissions, 1):
        children = [
            f"[REQUIREMENT]\nUID: U{number:02}-{one.indicator}\nSTATEMENT: >>>\n{(one.narrative or '示例').strip()}\n<<<\n"
            f"RELATIONS:\n- TYPE: Parent\n  VALUE: IND-{one.indicator}\n"
            for one in submission.answers
        ]
        text = f"[DOCUMENT]\nTITLE: {submission.unit}\n\n" + "\n".join(children)
        (folder / f"unit{number:02}.sdoc").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
