"""One unit's report by `dutykit report`, a whole process, beside a bare script that gives the same HTML to WeasyPrint.

The bare script reads the finished HTML from a file, sets it with the same fonts and writes the PDF: no YAML, no
templates, no look at what is drawn, no note of what was made. The runs alternate; the best of each counts.

    python -m benchmarks.report_one [--unit 市财政局] [--rounds 5]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import Cost, cost
from dutykit.reports.press.order import orders_for
from dutykit.reports.press.press import Press
from dutykit.shipped import shipped
from dutykit.typeset.fonts import fontconfig_file, own_fonts
from dutykit.typeset.proof import Proof
from dutykit.workspace.assemble import load_workspace

REPOSITORY = Path(__file__).resolve().parent.parent
BAR = 1.1
_BARE = """\
import sys
from pathlib import Path
import weasyprint
html = Path(sys.argv[1]).read_text(encoding="utf-8")
weasyprint.HTML(string=html).write_pdf(sys.argv[2], pdf_variant=sys.argv[3] if len(sys.argv) > 3 else None)
"""


def proof_of(root: Path, unit: str | None) -> Proof:
    """The report of `unit`, or of all, of a workspace as it goes to the printer."""
    workspace = load_workspace(root).workspace
    if workspace is None:
        raise SystemExit(f"{root} cannot be read")
    order = orders_for(workspace, [unit], medium="pdf", output="out/")[0]
    proof = Press(root, "pdf", None, workspace).proof(order)
    if not isinstance(proof, Proof):
        raise SystemExit(f"{unit}: {proof}")
    return proof


def font_environment(folder: Path) -> dict[str, str]:
    """An environment in which fontconfig knows dutykit's fonts only, as `dutykit report` has it."""
    path = folder / "fonts.conf"
    fonts = sorted({font.path.parent for font in own_fonts(shipped("fonts"))})
    path.write_text(fontconfig_file(fonts, folder / "fontconfig", with_system=False), encoding="utf-8")
    return os.environ | {"FONTCONFIG_FILE": str(path), "XDG_CACHE_HOME": str(folder / "cache"), "LANG": "zh_CN.UTF-8"}


def main() -> int:
    """Measure and print; 1 if the bar is not met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--unit", default="市财政局")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.html").write_text(proof_of(REPOSITORY, options.unit).html, encoding="utf-8")
        (folder / "bare.py").write_text(_BARE, encoding="utf-8")
        environment = font_environment(folder)
        commands = {
            "bare script": [sys.executable, folder / "bare.py", folder / "report.html", folder / "bare.pdf"],
            "bare script, PDF/A-3a": [
                sys.executable, folder / "bare.py", folder / "report.html", folder / "archive.pdf", "pdf/a-3a",
            ],
            "dutykit report": [
                sys.executable, "-m", "dutykit", "report", "--force", "-u", options.unit, "-o", folder / "ours.pdf",
            ],
        }  # fmt: skip
        runs: dict[str, list[Cost]] = {what: [] for what in commands}
        for turn in range(options.rounds + 1):
            for what, command in commands.items():
                run = cost(command, cwd=REPOSITORY, env=environment)
                if run.code:
                    raise SystemExit(f"{what}: exit {run.code}")
                if turn:  # the first warms byte code and font caches
                    runs[what].append(run)
    bare, archive, ours = (min(run.seconds for run in runs[what]) for what in commands)
    worked = [min(run.processor_seconds for run in runs[what]) for what in commands]
    print(
        f"{options.unit}, best of {options.rounds}: dutykit {ours:.2f} s; bare script {bare:.2f} s: {ours / bare:.2f}× "
        f"(bar {BAR}×); bare script that makes PDF/A-3a, too, {archive:.2f} s: {ours / archive:.2f}×; "
        f"processor time {worked[2]:.2f} s to {worked[0]:.2f} s: {worked[2] / worked[0]:.2f}×"
    )
    return int(ours > bare * BAR)


if __name__ == "__main__":
    sys.exit(main())
