"""Each failing case beside a passing one of its rule: what is right in one item hides nothing in the next.

A case holds one item or few, so a rule that stops at the first item it has nothing to say of would pass all cases.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from .cases import Case, all_cases, run_case

UNITS = ("市教育局", "市财政局", "东区政府", "西县政府")
NAMED = (*UNITS, "各县区政府")
OF_UNITS = ("submissions/", "reviews/")
NESTED = {"sections", "indicators", "stages"}
"""Lists that are joined in the first of the items that hold them: one catalogue, one year."""
ELSEWHERE = {
    "carried-problem-unanswered": "a problem answered twice is answered",
    "circular-succession": "who succeeds whom depends on all units",
    "evidence-used-twice": "who used a file before depends on who is there",
    "id-card-number": "a number in a comment goes with the comment",
    "missing-lead": "whether leads are named at all depends on the whole catalogue",
    "numbering-gap": "a number is right or wrong by those before it",
    "overlapping-grades": "a grade is right or wrong by its neighbours",
}
"""Rules whose passing cases change what their failing ones mean, and why."""

Files = dict[str, str | None]


def beside(passing: Case, failing: Case) -> Files | None:
    """The files of both, the passing case's under a unit that the other does not name; None if there is none."""
    if not all(name.startswith(OF_UNITS) for name in passing.files):
        return None
    texts = [text for name, content in failing.files.items() for text in (name, content or "")]
    free = [unit for unit in UNITS if not any(unit in text for text in texts)]
    own = [unit for unit in UNITS if any(unit in name for name in passing.files)]
    if len(own) != 1 or not free:
        return None
    renamed = {
        name.replace(own[0], free[0]): text and text.replace(own[0], free[0]) for name, text in passing.files.items()
    }
    return {**renamed, **failing.files}


def in_a_submission(passing: Case, failing: Case) -> Files | None:
    """The files of both, the passing case's answers before the other's in the same submission; None if they share none."""
    shared = {name for name in passing.files if name in failing.files}
    if (
        not shared
        or not all(name.startswith(OF_UNITS) for name in passing.files)
        or any("reviews/" in name for name in shared)
    ):
        return None
    return {**passing.files, **failing.files, **{name: _joined(passing, failing, name, {}) for name in shared}}


def in_data(passing: Case, failing: Case) -> Files | None:
    """The files of both, the passing case's items, under other names, before the other's; None if they share no data."""
    shared = {
        name for name, text in failing.files.items() if name.startswith("data/") and text and passing.files.get(name)
    }
    if not shared:
        return None
    trees = {name: _yaml().load(text) for name, text in passing.files.items() if text and name.endswith(".yaml")}
    names = {name: f"{name}甲" for tree in trees.values() for name in _names(tree) if name not in NAMED}
    renamed = {
        name: _text(_renamed(trees[name], names)) if name in trees else text for name, text in passing.files.items()
    }
    return {**renamed, **failing.files, **{name: _joined(passing, failing, name, names) for name in shared}}


def _yaml() -> YAML:
    yaml = YAML(typ="safe", pure=True)
    yaml.width, yaml.default_flow_style = 10_000, False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment] # ruamel's type is that of the default
    return yaml


def _text(tree: object) -> str:
    text = io.StringIO()
    _yaml().dump(tree, text)
    return text.getvalue()


def _joined(passing: Case, failing: Case, name: str, names: Mapping[str | int, str]) -> str:
    return _text(_both(_renamed(_yaml().load(passing.files[name]), names), _yaml().load(failing.files[name])))


def _both(first: Any, second: Any) -> Any:
    """The second tree with the items of the first one's lists before its own."""
    match first, second:
        case dict(), dict():
            lists = {key: value for key, value in first.items() if isinstance(value, list) and key not in second}
            return {**lists, **{key: _both(first.get(key), value) for key, value in second.items()}}
        case [dict() as one, *ones], [dict() as other, *others] if NESTED & set(other):
            return [_both(one, other), *ones, *others]
        case list(), list():
            return [*first, *second]
    return second


def _names(tree: object) -> Iterator[str | int]:
    """The ids, names and titles in a tree."""
    if isinstance(tree, dict):
        yield from (value for key in ("id", "name", "title") if isinstance(value := tree.get(key), str | int))
    for item in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from _names(item)


def _renamed(tree: Any, names: Mapping[str | int, str], key: object = None) -> Any:
    match tree:
        case dict():
            return {
                names.get(one, one) if one not in {"id", "name", "title"} else one: _renamed(item, names, one)
                for one, item in tree.items()
            }
        case list():
            return [_renamed(item, names, key) for item in tree]
        case str() if key == "formula":
            for name in sorted((name for name in names if isinstance(name, str)), key=len, reverse=True):
                tree = tree.replace(name, names[name])
            return tree
        case str() | int() if not isinstance(tree, bool):
            return names.get(tree, tree)
    return tree


def pairs() -> Iterator[Any]:
    """Each failing case with each passing one of its rule, in the ways that they can be put together."""
    cases = [one for one in all_cases() if one.rule not in ELSEWHERE]
    for failing in (one for one in cases if one.findings):
        for passing in (one for one in cases if one.rule == failing.rule and not one.findings and not one.reading):
            for way in (beside, in_a_submission, in_data):
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
