"""A province by one command: 14 cities of 22 reports each, then again with nothing changed.

python -m benchmarks.report_province [--cities 14]
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import cost
from benchmarks.nation import make_city


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cities", type=int, default=14)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cities = [folder / f"city{number:02}" for number in range(1, options.cities + 1)]
        for number, city in enumerate(cities, 1):
            make_city(city, number)
        environment = os.environ | {"XDG_CACHE_HOME": str(folder / "cache"), "LANG": "zh_CN.UTF-8"}
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "dutykit",
            "report",
            "-q",
            "--all",
            *cities,
            "-o",
            folder / "out/",
        ]
        first = cost(command, cwd=folder, env=environment, memory=True)
        again = cost(command, cwd=folder, env=environment)
        made = sum(1 for _path in folder.glob("out/*/*.pdf"))
    print(
        f"{options.cities} cities, {made} reports: {first.seconds:.1f} s, largest process {first.peak_bytes / 1e6:.0f} MB"
    )
    print(f"  again, nothing changed: {again.seconds:.1f} s, {again.seconds / first.seconds:.3f}×")
    return first.code or again.code


if __name__ == "__main__":
    sys.exit(main())
