"""Ten thousand problems listed, beside only parsing the same files with ruamel's C parser.

    python benchmarks/ledger.py [--problems 10000]

The bar: the command, from its start to its last line, in under a second; what is worked out per problem is told apart.
"""

from __future__ import annotations

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dutykit.assess.ledger import LedgerChoice, ledger
from dutykit.listings.ledger import LedgerListing
from dutykit.model.settings import Limits
from dutykit.output.formats import listing_bytes
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.yaml.reader import read_yaml

UNITS, CYCLES, ROUNDS = 50, (2018, 2019), 3
_STATUSES = ("open", "in_progress", "done", "closed")
_WORDS = (
    "生均经费",
    "教师编制",
    "校车安全",
    "控辍保学",
    "学前教育",
    "职业教育",
    "图书配备",
    "体育场地",
    "食品卫生",
    "特殊教育",
)


def main() -> None:
    """Make the workspace, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--problems", type=int, default=10_000)
    problems: int = parser.parse_args().problems
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = _workspace(root, problems)
        files = sorted(root.glob("submissions/*/*.yaml"))
        parsed = _best(lambda: [read_yaml(path.read_bytes(), path.name, Limits()) for path in files])
        loaded = _best(lambda: load_workspace(root))
        workspace = load_workspace(root).workspace
        if workspace is None:
            raise SystemExit("the workspace does not load")
        day = dt.date(2019, 11, 1)
        found = ledger(workspace, day, LedgerChoice())
        del workspace.__dict__["rectification"]  # so that it is worked out within the measure
        begin = time.perf_counter()
        found = ledger(workspace, day, LedgerChoice())
        worked = time.perf_counter() - begin
        shown = _best(lambda: listing_bytes(LedgerListing(workspace, found), "table"))
        listed = _best(lambda: listing_bytes(LedgerListing(workspace, found), "csv"))
        command = [sys.executable, "-m", "dutykit", "ledger", "--format", "csv", "--as-of", "2019-11-01", "-w", folder]
        whole = _best(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))
    print(f"{len(found.entries):,} problems in {len(files)} files, {size / 1e6:.1f} MB")
    print(f"parsing alone (baseline)       {parsed:6.2f} s   1.0")
    for name, seconds in (
        ("loading the workspace", loaded),
        ("working the ledger out", worked),
        ("as a table", shown),
        ("as CSV", listed),
        ("the whole command, CSV", whole),
    ):
        print(
            f"{name:30} {seconds:6.2f} s {seconds / parsed:5.1f}   {seconds / len(found.entries) * 1e6:5.0f} µs a problem"
        )


def _best(job: Callable[[], object]) -> float:
    seconds = []
    for _round in range(ROUNDS):
        begin = time.perf_counter()
        job()
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def _workspace(root: Path, problems: int) -> int:
    """Write a workspace with so many problems; the bytes of its submissions."""
    (root / "data").mkdir()
    names = ", ".join(f"单位{number}" for number in range(UNITS))
    (root / "data/indicators.yaml").write_text(
        "title: 体系\nsource: {title: 文件, issuer: 机关}\nchapters:\n  - title: 章\n    sections:\n      - title: 节\n"
        f"        indicators:\n          - {{id: 1, text: 事, responsible: [{names}]}}\n",
        encoding="utf-8",
    )
    units = "".join(f"  - {{id: 单位{number}, kind: department}}\n" for number in range(UNITS))
    (root / "data/units.yaml").write_text("units:\n" + units, encoding="utf-8")
    each, size = problems // UNITS // len(CYCLES), 0
    for cycle in CYCLES:
        (root / f"submissions/{cycle}").mkdir(parents=True)
        for unit in range(UNITS):
            lines = [f"unit: 单位{unit}", f"cycle: {cycle}", "state: accepted", "answers:", "  - indicator: 1"]
            lines += ["    rating: partly", "    narrative: 说明。", "    problems:"]
            for number in range(each):
                lines += _problem(cycle, unit, number)
            text = "\n".join(lines) + "\n"
            size += len(text.encode())
            (root / f"submissions/{cycle}/单位{unit}.yaml").write_text(text, encoding="utf-8")
    return size


def _problem(cycle: int, unit: int, number: int) -> list[str]:
    word, other = _WORDS[(unit + number) % len(_WORDS)], _WORDS[(unit * 7 + number // 10) % len(_WORDS)]
    text = f"第{number}所学校的{word}与{other}没有按规定落实，台账不全、责任不清。"
    return [
        f"      - id: {cycle}-单位{unit}-{number}",
        "        found_by: self_check",
        f"        text: {text}",
        f"        measure: 对照规定逐项落实{word}，每月通报一次。",
        "        person: 示例",
        f"        due: {cycle}-{number % 12 + 1:02}-20",
        f"        status: {_STATUSES[number % 3]}",
        "        progress: 正在办理。",
    ]


if __name__ == "__main__":
    main()
