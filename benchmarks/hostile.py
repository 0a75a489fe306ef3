"""Time and memory that a command takes for each file made to take much of both.

Bounds: 10 s and 600 MB for a file, 2 s for a plan with a line of 100 kB. Memory is that of the largest process.

    python benchmarks/hostile.py            # all
    python benchmarks/hostile.py widths     # those with this in their names
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.measured import cost
from tests.hostile_files import hostile_pdfs, hostile_workbooks, long_lines

MOST_SECONDS, MOST_LINE_SECONDS, MOST_BYTES = 10, 2, 600_000_000
_GIVEN_UP = 120


def main(wanted: list[str]) -> int:
    """Print a line for each file; 1 if one is over the bounds."""
    plans = {**hostile_pdfs(), **{name: data for name, data in hostile_workbooks().items() if name.endswith(".xlsx")}}
    jobs = [("import", name, data, MOST_SECONDS) for name, data in plans.items()]
    jobs += [("collect", name, data, MOST_SECONDS) for name, data in hostile_workbooks().items()]
    jobs += [("import", name, data, MOST_LINE_SECONDS) for name, data in long_lines().items()]
    over = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        subprocess.run([sys.executable, "-m", "dutykit", "init", "-q", str(root / "w")], check=True)
        for command, name, data, most in jobs:
            if wanted and not any(one in name for one in wanted):
                continue
            path = root / name
            path.write_bytes(data)
            made = cost(
                [sys.executable, "-m", "dutykit", command, path], cwd=root / "w", memory=True, most_seconds=_GIVEN_UP
            )
            is_over = made.seconds > most or made.peak_bytes > MOST_BYTES
            over += is_over
            mark = "  over" if is_over else ""
            peak = made.peak_bytes / 1e6
            size = f"{len(data):>9} B{made.seconds:8.2f} s{peak:7.0f} MB"
            print(f"{command:8}{name:18}{size}  exit {made.code}{mark}", flush=True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
