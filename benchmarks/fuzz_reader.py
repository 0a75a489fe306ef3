"""What a single file can cost at worst: every worst case within the default limits, in seconds and megabytes.

`python benchmarks/fuzz_reader.py` prints the table, `… worst NAME` only the cases whose name contains NAME; it exits
with 1 if one takes more than it may. The coverage-guided fuzzer is tests/fuzz/atheris_reader.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY))

SECONDS, MEGABYTES = 2.0, 200.0
"""What no single file may take."""


def worst(selected: str) -> int:
    """Measure each worst case in a process of its own and print a table; 1 if one is over what is allowed."""
    from tests.fuzz.worst_cases import CASES

    print(f"{'case':<42} {'KB':>6} {'read s':>7} {'records s':>9} {'all s':>6} {'MB':>5} {'findings':>8}")
    over = 0
    for name in CASES:
        if selected not in name:
            continue
        try:
            done = subprocess.run(
                [sys.executable, __file__, "one", name], check=False, capture_output=True, text=True, timeout=20
            )
        except subprocess.TimeoutExpired:
            print(f"{name:<42} over 20 s")
            over += 1
            continue
        if done.returncode:
            print(f"{name:<42} failed\n{done.stderr[-3000:]}")
            over += 1
            continue
        got = json.loads(done.stdout)
        mark = " !" if got["all"] > SECONDS or got["megabytes"] > MEGABYTES else ""
        over += bool(mark)
        print(
            f"{name:<42} {got['size'] / 1000:>6.0f} {got['read']:>7.2f} {got['records']:>9.2f} {got['all']:>6.2f} "
            f"{got['megabytes']:>5.0f} {got['findings']:>8}{mark}",
            flush=True,
        )
    print(f"{over} over {SECONDS} s or {MEGABYTES} MB")
    return int(bool(over))


def one(name: str) -> int:
    """Read one worst case as every kind of file it may be, and say as JSON what the costliest took."""
    import gc
    import os
    import resource
    import time

    from dutykit.model.settings import Limits
    from dutykit.schemas.json_schema import SCHEMAS
    from dutykit.workspace.decode import decode
    from dutykit.workspace.yaml.reader import read_yaml
    from tests.fuzz.worst_cases import CASES

    data = CASES[name]()
    for kind in SCHEMAS.values():
        decode(kind, read_yaml(b"a: 1\nb: [}", "f.yaml", Limits()))
        decode(kind, read_yaml(b"a: 1\nb: [1]\n", "f.yaml", Limits()))
    gc.collect()
    results = []
    for kind in SCHEMAS.values():
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            start = time.process_time()
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            document = read_yaml(data, "f.yaml", Limits())
            read = time.process_time()
            findings = list(document.findings)
            if document.readable:
                findings += decode(kind, document)[1]
            records = time.process_time()
            for finding in findings:
                document.source.line(finding.place.line)
            end = time.process_time()
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            told = {
                "size": len(data),
                "read": read - start,
                "records": records - read,
                "all": end - start,
                "megabytes": (after - before) / 1000,
                "findings": len(findings),
            }
            os.write(writing, json.dumps(told).encode())
            os._exit(0)
        os.close(writing)
        os.waitpid(child, 0)
        results.append(json.loads(os.read(reading, 10_000)))
        os.close(reading)
    print(json.dumps(max(results, key=lambda got: (got["all"], got["megabytes"]))))
    return 0


if __name__ == "__main__":
    command = sys.argv[1] if len(sys.argv) > 1 else "worst"
    name = sys.argv[2] if len(sys.argv) > 2 else ""
    sys.exit(one(name) if command == "one" else worst(name))
