"""The examples of a rule: the same cases that test it."""

from __future__ import annotations

from dutykit.model.example import Example
from dutykit.model.settings import Limits
from dutykit.shipped import shipped
from dutykit.workspace.yaml.reader import read_yaml


def rule_examples(rule: str, most: int = 2) -> list[Example]:
    """At most `most` failing and one passing example of `rule`, for its page; none if it has no cases."""
    path = shipped("tests/cases") / f"{rule}.yaml"
    if not path.is_file():
        return []
    cases = read_yaml(path.read_bytes(), path.name, Limits()).value
    failing = [_example(one) for one in cases.get("fail", [])[:most]]
    passing = [_example(one) for one in cases.get("pass", [])[:1]]
    return [*failing, *passing]


def _example(case: dict[str, object]) -> Example:
    files, findings = case.get("files"), case.get("findings") or []
    if not isinstance(files, dict) or not isinstance(findings, list):
        raise TypeError("not a case")
    return Example(
        str(case["name"]),
        {name: text for name, text in files.items() if isinstance(text, str)},
        tuple((str(one["at"]), str(one["message"])) for one in findings),
    )
