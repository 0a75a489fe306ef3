"""How soon a dashboard can be used: one city and fourteen, in a fresh Chromium, beside a bare page that holds as many bytes.

python -m benchmarks.dashboard [--runs 5]
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.nation import make_city
from tests.judges import browser

_USABLE = """() => {
    const cell = document.querySelector(".grid td button[tabindex='0']");
    if (!cell) return document.querySelector("#bare") !== null;
    const rows = () => document.querySelectorAll(".grid tbody tr").length, all = rows();
    const chapter = document.querySelectorAll("form.filters select")[1];
    cell.focus();
    const reached = document.activeElement === cell;
    chapter.selectedIndex = 1;
    chapter.dispatchEvent(new Event("change"));
    return reached && rows() > 0 && rows() < all;
}"""
"""The first cell takes the keys, and a filter changes the grid; of a bare page, that its end is there."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(1, 15):
            make_city(folder / f"city{number:02}", number)
        for count in (1, 14):
            cities = [f"city{number:02}" for number in range(1, count + 1)]
            words = ["dashboard", "-q", "--as-of", "2019-10-20", "-o", f"{count}.html", *cities]
            subprocess.run([sys.executable, "-m", "dutykit", *words], cwd=folder, check=True, stdout=subprocess.DEVNULL)
            page, bare = folder / f"{count}.html", folder / f"{count}-bare.html"
            size = page.stat().st_size
            line = "x" * 79 + "\n"
            bare.write_text(
                f"<!DOCTYPE html><title>x</title><script type=text/plain>{line * (size // 80)}</script><p id=bare>",
                encoding="ascii",
            )
            usable, base = (statistics.median(_seconds(one, folder, options.runs)) for one in (page, bare))
            print(f"{count} cities, {size / 1000:.0f} kB: usable after {usable:.2f} s; a bare page {base:.2f} s")


def _seconds(page: Path, folder: Path, runs: int) -> list[float]:
    found = []
    for run in range(runs):
        place = folder / f"{page.stem}-{run}"
        place.mkdir()
        with browser.opened(place) as opened:
            start = time.perf_counter()
            opened.page.goto(page.as_uri(), wait_until="commit")
            opened.page.wait_for_function(_USABLE)
            found.append(time.perf_counter() - start)
    return found


if __name__ == "__main__":
    main()
