"""The coverage-guided fuzzer: `python tests/fuzz/atheris_reader.py CORPUS -max_total_time=600` (needs atheris)."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris")  # in a virtual environment of its own

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
with atheris.instrument_imports(include=["dutykit", "tests.fuzz.reader_target"]):
    from tests.fuzz.reader_target import check_input


def one_input(data: bytes) -> None:
    """What the fuzzer calls."""
    check_input(data)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
