"""How fast the reader is, beside draining the bare C event stream and ruamel's own loaders.

    python benchmarks/reader.py [FILE ...]      # default: this repository's submissions, about 1 MB of them

Prints megabytes a second of processor time of each (other work on the machine does not count), best of several
alternating rounds, and the ratios.
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from _ruamel_yaml import CParser
from ruamel.yaml import YAML

from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import read_yaml

ROUNDS = 25
LIMITS = Limits()
SIZE = 1_000_000
"""Bytes of input at the least; files are read again and again until they reach it."""


def drain(data: bytes) -> None:
    """Take every event of the C parser and drop it."""
    parser = CParser(data)
    while parser.get_event() is not None:
        pass
    parser.dispose()


def read(data: bytes) -> None:
    """dutykit's reader, with places."""
    if not read_yaml(data, "x.yaml", LIMITS).readable:
        raise SystemExit("a file of the benchmark does not read")


def load_c(data: bytes) -> None:
    """ruamel's safe loader over the C parser, without places."""
    YAML(typ="safe").load(io.BytesIO(data))


def load_round_trip(data: bytes) -> None:
    """ruamel's round-trip loader."""
    YAML(typ="rt").load(io.BytesIO(data))


def main(arguments: list[str]) -> None:
    """Measure and print."""
    paths = [Path(one) for one in arguments] or sorted(Path(__file__).parents[1].glob("submissions/*/*.yaml"))
    files = [path.read_bytes() for path in paths]
    total = sum(map(len, files))
    quick: list[tuple[str, Callable[[bytes], None]]] = [("drain C events", drain), ("dutykit reader", read)]
    slow: list[tuple[str, Callable[[bytes], None]]] = [
        ("ruamel safe, C", load_c),
        ("ruamel round trip", load_round_trip),
    ]
    repeat = -(-SIZE // total)
    best: dict[str, float] = {}
    for turn in range(ROUNDS):
        for name, function in quick if turn else [*quick, *slow]:
            times = 1 if (name, function) in slow else repeat
            start = time.process_time()
            for _time in range(times):
                for data in files:
                    function(data)
            seconds = (time.process_time() - start) / times
            best[name] = min(seconds, best.get(name, seconds))
    print(f"{len(files)} files, {total / 1e6:.2f} MB")
    for name, seconds in best.items():
        print(
            f"{name:<18} {total / 1e6 / seconds:7.2f} MB/s   {best['dutykit reader'] / seconds:6.3f} of the reader's time"
        )
    reader = best["dutykit reader"]
    print(f"reader / drain speed {best['drain C events'] / reader:.2f} (at least 0.8)")
    print(f"reader / round trip speed {best['ruamel round trip'] / reader:.1f} (at least 20)")


if __name__ == "__main__":
    main(sys.argv[1:])
