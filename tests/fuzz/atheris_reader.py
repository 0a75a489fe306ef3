"""The coverage-guided fuzzer of all readers of files that come from elsewhere.

    python tests/fuzz/atheris_reader.py READER FOLDER -max_total_time=600

READER is a name in tests/fuzz/register.py; the inputs are kept in FOLDER, and what goes wrong in FOLDER/findings, a file for
each place in the code, so that the run goes on. It needs atheris, in a virtual environment of its own. What it finds goes,
as small as can be, into tests/fuzz/corpus/READER, which every test run reads again. Limit its memory (`ulimit -v`).
"""

from __future__ import annotations

import hashlib
import importlib
import random
import resource
import sys
import time
import traceback
from pathlib import Path
from typing import Any

atheris: Any = importlib.import_module("atheris")

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
from tests.fuzz.register import READERS  # noqa: E402 # found there

CORPUS = Path(__file__).parent / "corpus"
SECONDS, KILOBYTES = 10, 600_000
"""What reading one input may take."""


def main(name: str, folder: Path, options: list[str]) -> None:
    """Fuzz a reader."""
    findings = folder / "findings"
    inputs = folder / "inputs"
    for path in (inputs, findings):
        path.mkdir(parents=True, exist_ok=True)
    reader = READERS[name]
    with atheris.instrument_imports(include=["dutykit", *reader.libraries]):
        for seed in [*reader.seeds(), *(path.read_bytes() for path in (CORPUS / name).glob("*"))]:
            (inputs / hashlib.sha256(seed).hexdigest()[:12]).write_bytes(seed)
            reader.check_input(seed)  # much is imported only where it is used

    def one_input(data: bytes) -> None:
        start, before = time.process_time(), _kilobytes()
        try:
            reader.check_input(data)
        except Exception as error:  # noqa: BLE001 # that is what is looked for
            _keep(findings, _where(error), data, "".join(traceback.format_exception(error)))
        if (taken := time.process_time() - start) > SECONDS:
            _keep(findings, "slow", data, f"{taken:.1f} s")
        if (grown := _kilobytes() - before) > KILOBYTES:
            _keep(findings, "large", data, f"{grown} kB")

    def mutated(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311 # nothing secret: what to break
        assert reader.mutate is not None
        return reader.mutate(data, chance, lambda one: bytes(atheris.Mutate(one, len(one) + 40)))[:most]

    more = {} if reader.mutate is None else {"custom_mutator": mutated}
    limits = (
        "-max_len=500000",
        "-len_control=0",
        "-timeout=60",
        "-rss_limit_mb=0",
        "-report_slow_units=1000",
        "-print_final_stats=1",
    )
    arguments = [sys.argv[0], str(inputs), f"-artifact_prefix={findings}/", *limits, *options]
    atheris.Setup(arguments, one_input, **more)
    atheris.Fuzz()


def _kilobytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _where(error: Exception) -> str:
    """The kind of an error and the last place in dutykit that it came through."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "/dutykit/" in one.filename]
    place = f"{Path(frames[-1].filename).stem}-{frames[-1].lineno}" if frames else "tests"
    return f"{type(error).__name__}-{place}"


def _keep(findings: Path, name: str, data: bytes, words: str) -> None:
    """Keep the smallest input that does this."""
    path = findings / f"{name}.bin"
    if not path.exists() or len(data) < path.stat().st_size:
        path.write_bytes(data)
        path.with_suffix(".txt").write_text(words, encoding="utf-8", errors="backslashreplace")
        sys.stderr.write(f"FINDING {name}, {len(data)} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
