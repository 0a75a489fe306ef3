"""`dutykit report --all` on two cores beside one process a report; a second run with nothing changed; memory.

python -m benchmarks.report_all [--rounds 3] [--cores 2]
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import cost
from dutykit.reports.press.order import all_units
from dutykit.workspace.assemble import load_workspace

REPOSITORY = Path(__file__).resolve().parent.parent
BAR, BAR_AGAIN, BAR_BYTES = 0.30, 1.0, 350_000_000


def main() -> int:
    """Measure and print; 1 if a bar is not met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, default=2)
    options = parser.parse_args()
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.cores])
    workspace = load_workspace(REPOSITORY).workspace
    if workspace is None:
        raise SystemExit("this repository cannot be read")
    base = [sys.executable, "-m", "dutykit", "report", "-q"]
    best: dict[str, float] = {}
    peak = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "LANG": "zh_CN.UTF-8"}

        def run(what: str, *arguments: str | Path, memory: bool = False) -> float:
            nonlocal peak
            made = cost([*base, *arguments], cwd=REPOSITORY, env=environment, memory=memory)
            if made.code:
                raise SystemExit(f"{what}: exit {made.code}")
            peak = max(peak, made.peak_bytes)
            return made.seconds

        single = [["-u", unit] for unit in all_units(workspace)] + [["--city"]]
        for turn in range(options.rounds):
            shutil.rmtree(folder / "out", ignore_errors=True)
            each = sum(run("one", "--force", *one, "-o", folder / "each/") for one in single)
            together = run("all", "--force", "--all", "-o", folder / "out/")
            again = run("again", "--all", "-o", folder / "out/")
            for what, seconds in (("each", each), ("all", together), ("again", again)):
                best[what] = min(best.get(what, seconds), seconds)
            print(f"  round {turn + 1}: one process a report {each:.2f} s, --all {together:.2f} s, again {again:.2f} s")
        run("memory", "--force", "--all", "-o", folder / "out/", memory=True)
    ratio = best["all"] / best["each"]
    print(f"{len(single)} reports, {options.cores} cores, best of {options.rounds}:")
    print(f"  one process a report   {best['each']:6.2f} s")
    print(f"  --all                  {best['all']:6.2f} s  {ratio:.3f}× (bar {BAR}×)")
    print(f"  --all, nothing changed {best['again']:6.2f} s  {best['again'] / best['all']:.3f}× (bar {BAR_AGAIN} s)")
    print(f"  largest process        {peak / 1e6:6.0f} MB (bar {BAR_BYTES / 1e6:.0f} MB)")
    return int(ratio > BAR or best["again"] > BAR_AGAIN or peak > BAR_BYTES)


if __name__ == "__main__":
    sys.exit(main())
