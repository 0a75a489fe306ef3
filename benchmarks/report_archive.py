"""What it costs to make a report fit for the archive and for everyone: PDF/A-3a and PDF/UA-1 beside a plain PDF.

The same HTML, in one process: WeasyPrint's own plain `write_pdf`, untagged, and dutykit's, tagged, with both standards
named, header scopes, the source YAML and the list of evidence inside. Layout counts in both. The best of each counts.

    python -m benchmarks.report_archive [--unit 市教育局] [--rounds 3]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.report_one import REPOSITORY, proof_of
from dutykit.shipped import shipped
from dutykit.typeset import pdf
from dutykit.typeset.fonts import fontconfig_file, own_fonts

BAR = 1.15


def main() -> int:
    """Measure and print; 1 if the bar is not met."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--unit", default="市教育局")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    worst = 0.0
    print(f"{'report':<8}{'plain s':>9}{'archival s':>12}{'ratio':>7}{'plain kB':>10}{'archival kB':>13}")
    with tempfile.TemporaryDirectory() as cache:
        folders = sorted({font.path.parent for font in own_fonts(shipped("fonts"))})
        fontconfig = fontconfig_file(folders, Path(cache), with_system=False)
        weasyprint, fonts, fetcher = pdf._engine(fontconfig)  # noqa: SLF001 (the same engine for both)
        for unit, label in ((options.unit, "unit"), (None, "city")):
            proof = proof_of(REPOSITORY, unit)

            plain = partial(_plain, weasyprint.HTML(string=proof.html, url_fetcher=fetcher), fonts)
            archival = partial(pdf.pdf_bytes, proof.html, fontconfig, proof.enclosures)
            (one, small), (other, large) = _best(plain, options.rounds), _best(archival, options.rounds)
            print(f"{label:<8}{one:>9.2f}{other:>12.2f}{other / one:>7.2f}{small / 1e3:>10.0f}{large / 1e3:>13.0f}")
            worst = max(worst, other / one)
    print(f"worst {worst:.2f}× (bar {BAR}×)")
    return int(worst > BAR)


def _plain(document: Any, fonts: Any) -> bytes:
    data: bytes = document.write_pdf(font_config=fonts)
    return data


def _best(make: Callable[[], bytes], rounds: int) -> tuple[float, int]:
    """The processor time of the quickest of `rounds` runs after a first one, and the size of what is made."""
    seconds = []
    size = len(make())
    for _round in range(rounds):
        begun = time.process_time()
        size = len(make())
        seconds.append(time.process_time() - begun)
    return min(seconds), size


if __name__ == "__main__":
    sys.exit(main())
