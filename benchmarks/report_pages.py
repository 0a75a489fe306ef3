"""Pages a second at 10, 50, 100 and 300 pages; beside it Typst with the same content and Chromium with the same HTML.

    python -m benchmarks.report_pages [--pages 10 50 100 300] [--rounds 3]

Each is a process of its own that turns a file into a PDF; dutykit's prints the finished proof as `report` does. Typst
sets the same text, tables and pictures from a document of its own, without what only CSS asks for.
"""

from __future__ import annotations

import argparse
import pickle
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from benchmarks.measured import cost
from benchmarks.report_one import font_environment, proof_of
from benchmarks.report_workspaces import one_unit
from benchmarks.typst_source import typst_source
from dutykit.shipped import shipped
from dutykit.typeset.proof import Proof

BAR = 0.8
PAGES_AN_INDICATOR = 1.2
_OURS = """\
import pickle, sys
from pathlib import Path
from dutykit.typeset.proof import printed
Path(sys.argv[2]).write_bytes(printed(pickle.loads(Path(sys.argv[1]).read_bytes())))
"""
_TYPST = """\
import sys
import typst
typst.compile(sys.argv[1], output=sys.argv[2], font_paths=[sys.argv[3]], ignore_system_fonts=True)
"""
_CHROMIUM = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-pdf-header-footer")  # fmt: skip


def contenders(proof: Proof, folder: Path) -> dict[str, list[str | Path]]:
    """The command of each for one report; its PDF is `name`.pdf in `folder`."""
    (folder / "proof").write_bytes(pickle.dumps(proof))
    (folder / "report.html").write_text(proof.html, encoding="utf-8")
    (folder / "ours.py").write_text(_OURS, encoding="utf-8")
    (folder / "typst.script").write_text(_TYPST, encoding="utf-8")
    source = typst_source(proof.html, folder)
    found: dict[str, list[str | Path]] = {
        "dutykit": [sys.executable, folder / "ours.py", folder / "proof", folder / "dutykit.pdf"],
        "typst": [sys.executable, folder / "typst.script", source, folder / "typst.pdf", shipped("fonts")],
    }
    if browser := shutil.which("chromium"):
        found["chromium"] = [
            browser, *_CHROMIUM, f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={folder / 'chromium.pdf'}", (folder / "report.html").as_uri(),
        ]  # fmt: skip
    return found


def best(command: Sequence[str | Path], folder: Path, rounds: int) -> tuple[float, int]:
    """The quickest of some runs, and the largest memory of one more."""
    environment = font_environment(folder)
    seconds = []
    for _round in range(rounds):
        shutil.rmtree(folder / "profile", ignore_errors=True)
        run = cost(command, cwd=folder, env=environment)
        if run.code:
            raise SystemExit(f"exit {run.code}: {command}")
        seconds.append(run.seconds)
    return min(seconds), cost(command, cwd=folder, env=environment, memory=True).peak_bytes


def main() -> int:
    """Measure and print; 1 if large reports are too slow a page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[10, 50, 100, 300])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    speeds: dict[int, float] = {}
    print(f"{'':10} {'pages':>6} {'s':>7} {'pages/s':>8} {'× dutykit':>9} {'peak MB':>8} {'PDF kB':>7}")
    for wanted in options.pages:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            root = one_unit(folder / "workspace", max(1, round(wanted / PAGES_AN_INDICATOR) - 4))
            first = 0.0
            for what, command in contenders(proof_of(root, "示例1局"), folder).items():
                seconds, peak = best(command, folder, options.rounds)
                path = folder / f"{what}.pdf"
                with pikepdf.open(path) as pdf:
                    pages = len(pdf.pages)
                first = first or seconds
                if what == "dutykit":
                    speeds[wanted] = pages / seconds
                print(
                    f"{what:10} {pages:>6} {seconds:>7.2f} {pages / seconds:>8.1f} {seconds / first:>9.2f} "
                    f"{peak / 1e6:>8.0f} {path.stat().st_size / 1000:>7.0f}",
                    flush=True,
                )
    if {50, 300} <= speeds.keys():
        ratio = speeds[300] / speeds[50]
        print(f"pages a second at 300 pages are {ratio:.2f}× those at 50 (bar {BAR}×)")
        return int(ratio < BAR)
    return 0


if __name__ == "__main__":
    sys.exit(main())
