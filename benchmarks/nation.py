"""`dutykit validate` over a whole nation: speed cold and cached, memory, and how time grows with the number of cities.

    python benchmarks/nation.py [--cities 333] [--keep FOLDER]

Makes CITIES workspaces of 21 submissions each (about 195 kB a city, 65 MB for 333) from this repository's samples,
then runs the real command on them in fresh processes and prints a table: MB/s cold on all cores and on one, the second
run with nothing changed, peak memory of the whole process tree's largest process. Then the same for commands that show
all cities as one table.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
PARTS = ("data/*.yaml", "submissions/2019/*.yaml", "reviews/2019/*.yaml")
SMALL = (1, 10, 50, 100, 200)
TABLES = ("coverage", "status", "ledger")
"""Commands that show all cities as one table."""


def make_city(folder: Path, number: int) -> int:
    """Write one city's workspace; returns its bytes of YAML."""
    size = 0
    for path in sorted(path for pattern in PARTS for path in REPOSITORY.glob(pattern)):
        target = folder / path.relative_to(REPOSITORY)
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = []
        for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
            # Evidence files are not copied: the nation measures YAML.
            if line.lstrip().startswith(("file: evidence", "sha256:")):
                lines.append(line[: len(line) - len(line.lstrip())] + "kept_by_unit: true\n" if "file:" in line else "")
            else:
                lines.append(line.replace("示例：", f"示例{number}：", 1))
        text = "".join(lines)
        target.write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


def run(cities: list[Path], cache: Path, *arguments: str, command: str = "validate") -> tuple[float, int, int]:
    """Seconds, peak KiB of the largest process, exit code of one `dutykit validate`, or `command`, over `cities`."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "LANG": "zh_CN.UTF-8"}
    words = [sys.executable, "-m", "dutykit", command, "-q", *arguments, *map(str, cities)]
    start = time.perf_counter()
    with (cache.parent / "out.txt").open("wb") as out:
        pid = os.posix_spawn(sys.executable, words, environment, file_actions=[(os.POSIX_SPAWN_DUP2, out.fileno(), 1)])
        _pid, status, _usage = os.wait4(pid, 0)
    seconds = time.perf_counter() - start
    # The command prints the largest of its own processes itself, where asked; wait4 sees the parent and its waited-for.
    return seconds, _usage.ru_maxrss, os.waitstatus_to_exitcode(status)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cities", type=int, default=333)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    base = options.keep or Path(tempfile.mkdtemp(prefix="dutykit-nation-"))
    try:
        cities = [base / "nation" / f"city{number:03}" for number in range(options.cities)]
        sizes = [make_city(city, number) for number, city in enumerate(cities)]
        print(f"{len(cities)} cities, {sum(sizes) / 1e6:.1f} MB, {os.cpu_count()} cores")
        print(
            f"{'cities':>6} {'MB':>7} {'cold s':>8} {'MB/s':>7} {'again s':>8} {'ratio':>6} {'no cache s':>10} {'peak MB':>8} exit"
        )
        for count in sorted({*(one for one in SMALL if one < len(cities)), len(cities)}):
            cache = base / f"cache{count}"
            cache.mkdir(exist_ok=True)
            megabytes = sum(sizes[:count]) / 1e6
            cold, peak, code = run(cities[:count], cache)
            again = min(run(cities[:count], cache)[0] for _round in range(3))
            bare, bare_peak, _code = run(cities[:count], cache, "--no-cache")
            print(
                f"{count:>6} {megabytes:>7.1f} {cold:>8.2f} {megabytes / cold:>7.1f} {again:>8.2f} {cold / again:>6.1f} "
                f"{bare:>10.2f} {max(peak, bare_peak) / 1024:>8.0f} {code:>4}"
            )
            shutil.rmtree(cache)
        for command in TABLES:
            seconds, peak, code = run(cities, base / "none", command=command)
            speed = sum(sizes) / 1e6 / seconds
            print(f"{command}: {seconds:.2f} s, {speed:.1f} MB/s, {peak / 1024:.0f} MB, exit {code}")
    finally:
        if options.keep is None:
            shutil.rmtree(base)


if __name__ == "__main__":
    main()
