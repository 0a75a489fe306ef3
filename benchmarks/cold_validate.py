"""Times a cold `dutykit validate` on this repository beside check-jsonschema on the same files.

Cold: a new process for every run, and no result taken from the cache; byte code and the system's file cache are warm
for both, as they are for an installed program: all byte code goes to one folder that the first, untimed run fills. Where
the environment forbids byte code (PYTHONDONTWRITEBYTECODE), dutykit in a checkout is also timed as it then runs, its
sources compiled each time. The runs alternate, so that a busy moment of the machine hits both sides::

    python benchmarks/cold_validate.py            # 10 rounds
    python benchmarks/cold_validate.py --rounds 3 --workspace DIR

check-jsonschema takes one schema a process. So it is timed twice over: all the files (three processes, one a schema),
and the submissions alone (one process, its best case). It checks schemas only; dutykit also every rule.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
SUBMISSIONS_ONLY = "check-jsonschema, submissions only"


@dataclass
class Contender:
    """Something to time: the commands that make one run."""

    name: str
    commands: list[list[str]]
    environment: dict[str, str]
    seconds: list[float] = field(default_factory=list)
    codes: set[int] = field(default_factory=set)

    def run(self, workspace: Path) -> None:
        """One cold run."""
        start = time.perf_counter()
        codes = [
            subprocess.run(one, cwd=workspace, env=self.environment, capture_output=True, check=False).returncode
            for one in self.commands
        ]
        self.seconds.append(time.perf_counter() - start)
        self.codes.update(codes)


def main() -> int:
    """Time everything and print the table; 1 if dutykit could not run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--workspace", type=Path, default=REPOSITORY)
    options = parser.parse_args()
    workspace = options.workspace.resolve()
    with tempfile.TemporaryDirectory() as folder:
        compiled = {**os.environ, "PYTHONPYCACHEPREFIX": str(Path(folder, "byte code"))}
        compiled.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [str(BIN / "dutykit"), "validate", "--quiet", "--no-cache"]
        dutykit = Contender("dutykit validate", [command], compiled)
        contenders = [dutykit]
        if sys.dont_write_bytecode:
            contenders.append(Contender("dutykit validate, compiled each time", [command], dict(os.environ)))
        contenders += _baselines(workspace, Path(folder), compiled)
        for one in contenders:
            one.run(workspace)  # byte code and file cache
            one.seconds.clear()
        for _round in range(options.rounds):
            for one in contenders:
                one.run(workspace)
    _print_table(workspace, contenders)
    return 0 if dutykit.codes <= {0, 1} else 1


def _baselines(workspace: Path, folder: Path, environment: dict[str, str]) -> Iterator[Contender]:
    tool = BIN / "check-jsonschema"
    if not tool.exists():
        print("check-jsonschema is not installed: no baseline (make setup)")
        return
    files = {
        "catalogue": ["data/indicators.yaml"],
        "units": ["data/units.yaml"],
        "submission": [path.relative_to(workspace).as_posix() for path in _submissions(workspace)],
    }
    commands = {}
    for kind, names in files.items():
        if not names:
            continue
        schema = folder / f"{kind}.json"
        made = subprocess.run([str(BIN / "dutykit"), "schema", kind], capture_output=True, check=False)
        if made.returncode != 0:
            print(f"dutykit schema {kind} does not run: no baseline for it")
            continue
        json.loads(made.stdout)
        schema.write_bytes(made.stdout)
        commands[kind] = [str(tool), "--schemafile", str(schema), *names]
    if commands:
        yield Contender(
            f"check-jsonschema, all files ({len(commands)} processes)", list(commands.values()), environment
        )
    if "submission" in commands:
        yield Contender(SUBMISSIONS_ONLY, [commands["submission"]], environment)


def _submissions(workspace: Path) -> list[Path]:
    return sorted((workspace / "submissions").rglob("*.yaml"))


def _print_table(workspace: Path, contenders: list[Contender]) -> None:
    files = [workspace / "data/indicators.yaml", workspace / "data/units.yaml", *_submissions(workspace)]
    size = sum(path.stat().st_size for path in files if path.exists())
    print(f"{len(files)} files, {size / 1000:.0f} kB, {len(contenders[0].seconds)} alternating rounds\n")
    width = max(len(one.name) for one in contenders)
    print(f"{'':{width}}  best s  median s  × dutykit  exit")
    first = statistics.median(contenders[0].seconds)
    for one in contenders:
        median = statistics.median(one.seconds)
        codes = ",".join(str(code) for code in sorted(one.codes))
        print(f"{one.name:{width}}  {min(one.seconds):6.3f}  {median:8.3f}  {median / first:9.2f}  {codes:>4}")
    baseline = contenders[-1]
    if baseline.name == SUBMISSIONS_ONLY:
        print(f"\nTarget: dutykit at most 1.0 × {baseline.name}.")
        for one in contenders:
            if one.name.startswith("dutykit"):
                ratio = statistics.median(one.seconds) / statistics.median(baseline.seconds)
                print(f"{one.name}: {ratio:.2f} ×")


if __name__ == "__main__":
    sys.exit(main())
