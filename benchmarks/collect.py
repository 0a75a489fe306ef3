"""`dutykit collect` of the forms of every unit of this repository, each with one sentence added.

    python benchmarks/collect.py [--rounds 5] [--before 15e433f]

Baselines in the same run: reading the same workbooks and checking the workspace once, which is the least that collecting
takes; and the command at the commit before the forms were restructured, which checked the workspace four times per form.
That commit is checked out into a temporary work tree; without it only the first baseline is printed. The bar: at most
half of the time at that commit.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import openpyxl

REPOSITORY = Path(__file__).resolve().parent.parent
SHEET, COLUMN, HEADINGS = "自评", "工作措施与成效", 3


def main() -> int:
    """Make the forms, measure, print; 1 if collecting is over the bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--before", default="15e433f")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _source_of(options.before, Path(folder)) as old:
        root = _workspace(Path(folder) / "w")
        runs: dict[str, Callable[[], None]] = {}
        for name, source in {"collect": REPOSITORY / "src", f"collect at {options.before}": old}.items():
            if source is not None:
                forms = root / "forms" / str(len(runs))
                _forms(root, source, forms)
                runs[name] = partial(_run, root, source, "collect", forms, "--dry-run")
        first = root / "forms/0"
        runs["read the workbooks, check once (in this process)"] = partial(_read_and_check, root, first)
        seconds: dict[str, list[float]] = {name: [] for name in runs}
        for number in range(options.rounds + 1):
            for name, run in runs.items():
                start = time.perf_counter()
                run()
                if number:  # the first round warms the byte code and the system's file cache
                    seconds[name].append(time.perf_counter() - start)
        count = len(list(first.glob("*.xlsx")))
    print(f"{count} forms, {options.rounds} alternating rounds\n\n{'':52} best s  median s  collect is")
    medians = {name: statistics.median(taken) for name, taken in seconds.items()}
    for name, taken in seconds.items():
        print(f"{name:52} {min(taken):6.3f}  {medians[name]:8.3f}  {medians['collect'] / medians[name]:9.2f}×")
    before = medians.get(f"collect at {options.before}")
    return int(before is not None and medians["collect"] > before / 2)


@contextmanager
def _source_of(commit: str, folder: Path) -> Iterator[Path | None]:
    """The source folder at a commit, in a work tree that is removed afterwards; None where git does not have it."""
    tree = folder / "before"
    git = ["git", "-C", str(REPOSITORY), "worktree"]
    made = subprocess.run([*git, "add", "--detach", str(tree), commit], capture_output=True, check=False)
    if made.returncode != 0:
        print(f"git has no {commit}: without that baseline")
    try:
        yield tree / "src" if made.returncode == 0 else None
    finally:
        if made.returncode == 0:
            subprocess.run([*git, "remove", "--force", str(tree)], capture_output=True, check=False)


def _workspace(root: Path) -> Path:
    """The workspace of this repository, its submissions as drafts, so that forms can still change them."""
    root.mkdir()
    for name in ("data", "submissions", "evidence", "reviews"):
        if (REPOSITORY / name).exists():
            shutil.copytree(REPOSITORY / name, root / name)
    shutil.copy(REPOSITORY / "dutykit.yaml", root)
    for path in root.glob("submissions/*/*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("^state: .*", "state: draft", text, flags=re.MULTILINE), encoding="utf-8")
    return root


def _forms(root: Path, source: Path, folder: Path) -> None:
    """The forms as that source makes them, each with a sentence added to its first answer."""
    _run(root, source, "form", "--all", "-o", folder)
    for path in folder.glob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        sheet = book[SHEET]
        at = next(cell.column for cell in sheet[HEADINGS] if cell.value == COLUMN)
        cell = sheet.cell(HEADINGS + 1, at)
        cell.value = f"{cell.value or ''}另有材料补充。"
        book.save(path)


def _run(root: Path, source: Path, *arguments: str | Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(source), "LANGUAGE": "zh"}
    command = [sys.executable, "-m", "dutykit", *map(str, arguments)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")


def _read_and_check(root: Path, folder: Path) -> None:
    from dutykit.check.run import run_checks
    from dutykit.forms.workbook.file import read_workbook
    from dutykit.forms.workbook.reading import read_form
    from dutykit.workspace.opening import open_workspace

    for path in folder.glob("*.xlsx"):
        read_form(read_workbook(path.read_bytes()))
    workspace, _findings = open_workspace(root)
    if workspace is None:
        raise SystemExit("the workspace does not load")
    run_checks(workspace)


if __name__ == "__main__":
    sys.exit(main())
