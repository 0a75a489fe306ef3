"""Times the reading of a plan of one megabyte beside what any reader of it must do: decode it and cut it into lines.

The plan is the test data's real documents, one after another until there is a megabyte. The baseline also looks for
the word 单位 or 负责 in each line, as a search by hand would. The runs alternate, so that a busy moment hits both::

    python benchmarks/import_plan.py             # 5 rounds
    python benchmarks/import_plan.py --rounds 3

The command, from its start to the end of its JSON, is timed by the clock. Then come a megabyte of tiny tasks in several
forms, and lines of 100 kB that nearly are statements (tests/near_matches.py), each once: the slowest ones are shown.

Exits with 1 if a megabyte of real documents takes the command two seconds or more, or one of these lines as much of the
processor.
"""

from __future__ import annotations

import argparse
import gc
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import _lru_cache_wrapper
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.importing import proposed_files
from dutykit.plans.proposal import propose

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # the tests' own inputs
from tests.near_matches import PLANS

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
SIZE = 1_000_000
MOST = 2.0


def main() -> int:
    """Time both and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    data = _plan()
    jobs: dict[str, Callable[[bytes], object]] = {"lines with 单位 or 负责": _baseline, "dutykit import": _import}
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    commands: list[float] = []
    for _round in range(options.rounds):
        for name, job in jobs.items():
            _forget()
            start = time.process_time()
            job(data)
            seconds[name].append(time.process_time() - start)
        commands.append(_command(data))
    plan = read_plan(lines_of_document(data, ".txt"))
    parties = sum(len(task.parties) for task in plan.tasks)
    print(
        f"{len(data) / 1e6:.2f} MB, {len(plan.tasks)} tasks, {parties} assignments, {options.rounds} alternating rounds\n"
    )
    print(f"{'':24}  best s  median s  × baseline")
    first = statistics.median(seconds["lines with 单位 or 负责"])
    for name, times in seconds.items():
        median = statistics.median(times)
        print(f"{name:24}  {min(times):6.3f}  {median:8.3f}  {median / first:10.1f}")
    print(f"{'the command, by the clock':24}  {min(commands):6.3f}  {statistics.median(commands):8.3f}")
    tiny = sorted(((_seconds(text, suffix), name) for name, (suffix, text) in _tiny().items()), reverse=True)
    print("\na megabyte of tiny tasks:")
    for taken, name in tiny:
        print(f"{name:32}  {taken:6.3f} s")
    slowest = _near_matches()
    print("\nlines of 100 kB of near-matches, the slowest:")
    for taken, name in slowest[:5]:
        print(f"{name:32}  {taken:6.3f} s")
    return 0 if max(min(commands), slowest[0][0]) < MOST else 1


def _command(data: bytes) -> float:
    with TemporaryDirectory() as folder:
        plan = Path(folder, "plan.txt")
        plan.write_bytes(data)
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "dutykit", "import", str(plan), "--format", "json"],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
        return time.perf_counter() - start


def _forget() -> None:
    """Empty all caches of what was read before."""
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper):
            one.cache_clear()


def _near_matches() -> list[tuple[float, str]]:
    """How long each of them takes, the slowest first."""
    return sorted(((_seconds(text), name) for name, text in PLANS.items()), reverse=True)


def _seconds(text: str, suffix: str = ".txt") -> float:
    _forget()
    start = time.process_time()
    _import(text.encode(), suffix)
    return time.process_time() - start


def _tiny() -> dict[str, tuple[str, str]]:
    """Plans of a megabyte of tasks that are as short as can be, by their form, each with its suffix."""
    forms = {
        "verbs": (".txt", "甲方案\n一、甲\n", "{0}.做{1}。（市教育局负责）\n"),
        "names alone": (".txt", "甲方案\n一、甲\n", "{0}.做{1}。（市教育局、市财政局）\n"),
        "names that state nothing": (".txt", "甲方案\n一、甲\n", "{1}.做{1}。（市教育局）\n"),
        "labels": (".txt", "甲方案\n一、甲\n", "{0}.做{1}\n责任单位：市教育局\n"),
        "statements about what is above": (".txt", "甲方案\n一、甲\n", "{0}.做{1}。\n以上均由市教育局负责。\n"),
        "rows": (".csv", "序号,任务,责任单位\n", "{1},做{1},市教育局\n"),
        "labels in brackets": (".txt", "甲方案\n一、甲\n", "{0}.甲事。（责任单位：市教育局）\n"),
        "rows of Markdown": (
            ".md",
            "# 甲方案\n\n| 序号 | 任务 | 责任单位 |\n| --- | --- | --- |\n",
            "| {1} | 甲事 | 市教育局 |\n",
        ),
        "different names": (".txt", "甲方案\n一、甲\n", "{0}.甲事。（市{2}局负责）\n"),
        "different words that are no names": (".txt", "甲方案\n一、甲\n", "{0}.甲事。（第{1}中学负责）\n"),
    }
    made = {}
    for name, (suffix, head, task) in forms.items():
        count = SIZE // len(task.format(500, 10_000, _NAMES[10_000]).encode())
        made[name] = suffix, head + "".join(task.format(at % 999 + 1, at, _NAMES[at]) for at in range(count))
    return made


_NAMES = [
    "".join(letters)
    for letters in product("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃", repeat=3)
]
"""As many different ones as there may be tasks."""


def _plan() -> bytes:
    paths = [DATA / "panjin-2019.txt", *sorted((DATA / "plans").glob("*.txt"))]
    whole = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    return (whole * (SIZE // len(whole.encode()) + 1)).encode()


def _baseline(data: bytes) -> int:
    word = re.compile("单位|负责")
    return sum(word.search(line) is not None for line in data.decode().splitlines())


def _import(data: bytes, suffix: str = ".txt") -> object:
    return proposed_files(propose(read_plan(lines_of_document(data, suffix)), None, "plan"))


if __name__ == "__main__":
    sys.exit(main())
