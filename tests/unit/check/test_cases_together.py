"""Each failing case beside a passing one of its rule: what is right in one item hides nothing in the next.

A case holds one item or few, so a rule that stops at the first item it has nothing to say of would pass all cases.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .cases import Case, all_cases, run_case

UNITS = ("市教育局", "市财政局", "东区政府", "西县政府")
IN_UNITS_FILES = ("submissions/", "reviews/")
ELSEWHERE = {
    "carried-problem-unanswered": "a problem answered twice is answered",
    "evidence-used-twice": "who used a file before depends on who is there",
    "id-card-number": "a number in a comment goes with the comment",
}
"""Rules whose passing cases change what their failing ones mean, and why."""

Files = dict[str, str | None]


def beside(passing: Case, failing: Case) -> Files | None:
    """The files of both, the passing case's under a unit that the other says nothing of; None if there is none."""
    texts = [text for name, content in failing.files.items() for text in (name, content or "")]
    free = [unit for unit in UNITS if not any(unit in text for text in texts)]
    own = [unit for unit in UNITS if any(unit in name for name in passing.files)]
    if len(own) != 1 or not free:
        return None
    renamed = {
        name.replace(own[0], free[0]): text and text.replace(own[0], free[0]) for name, text in passing.files.items()
    }
    return {**renamed, **failing.files}


def inside(passing: Case, failing: Case) -> Files | None:
    """The files of both, the passing case's answers before the other's in the same submission; None if they share none."""
    shared = {name for name in passing.files if name in failing.files}
    if not shared or any(not name.startswith("submissions/") for name in shared):
        return None
    joined = {name: _joined(passing.files[name] or "", failing.files[name] or "") for name in shared}
    return {**passing.files, **failing.files, **joined}


def _joined(first: str, second: str) -> str:
    yaml = YAML(typ="safe", pure=True)
    yaml.width, yaml.default_flow_style = 10_000, False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment] # ruamel's type is that of the default
    before, after = yaml.load(first), yaml.load(second)
    lists: dict[str, Any] = {key: value for key, value in before.items() if isinstance(value, list)}
    both = {key: [*lists.get(key, ()), *value] if isinstance(value, list) else value for key, value in after.items()}
    text = io.StringIO()
    yaml.dump({**lists, **both}, text)
    return text.getvalue()


def pairs() -> Iterator[Any]:
    cases = [one for one in all_cases() if one.rule not in ELSEWHERE]
    plain = [one for one in cases if not one.findings and not one.reading]
    for failing in (one for one in cases if one.findings):
        for passing in plain:
            if passing.rule == failing.rule and all(name.startswith(IN_UNITS_FILES) for name in passing.files):
                for way in (beside, inside):
                    files = way(passing, failing)
                    if files is not None:
                        yield pytest.param(
                            failing, files, id=f"{failing.rule}: {failing.name} {way.__name__} {passing.name}"
                        )


@pytest.mark.parametrize(("failing", "files"), list(pairs()))
def test_what_is_wrong_is_found_beside_what_is_right(failing: Case, files: Files, tmp_path: Path) -> None:
    found, _reading = run_case(Case(failing.rule, failing.name, files, (), ()), tmp_path)
    expected = Counter(one["message"] for one in failing.findings)
    assert not expected - Counter(one["message"] for one in found)
