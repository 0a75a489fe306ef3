"""The schemas agree with the records, and a workspace's own know its names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest

from dutykit.model.finding import Rule, Severity
from dutykit.model.workspace import Workspace
from dutykit.schemas.json_schema import SCHEMAS, json_schema
from dutykit.schemas.workspace_schema import workspace_schema
from dutykit.workspace.assemble import load_workspace

RULES = (Rule("some-rule", Severity.ERROR, "查什么", "为什么", "怎么改"),)
CATALOGUE = """\
title: 体系
source: {title: 文件, issuer: 机关}
chapters:
  - title: 章
    sections:
      - title: 节
        indicators:
          - {id: 1, text: 甲事, responsible: [各县], metrics: [{id: 率, unit: '%', elements: [{id: 数}]}]}
          - {id: "09", text: 乙事, responsible: [甲局]}
          - {id: A.1, text: 丙事, responsible: [甲局]}
"""
UNITS = """\
units:
  - {id: 甲局, kind: department, aliases: [甲(局)]}
  - {id: 乙县, kind: county}
  - {id: 丙区, kind: zone}
groups:
  - {id: 各县, members: [乙县]}
"""


def workspace(root: Path, catalogue: str = CATALOGUE, units: str = UNITS) -> Workspace:
    for name, text in (("indicators", catalogue), ("units", units)):
        path = root / f"data/{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    loaded = load_workspace(root).workspace
    assert loaded is not None
    return loaded


def faults(schema: dict[str, Any], value: object) -> list[str]:
    """Where a value breaks a schema."""
    jsonschema.Draft202012Validator.check_schema(schema)
    return sorted(error.json_path for error in jsonschema.Draft202012Validator(schema).iter_errors(value))


def submission(unit: str, *answers: dict[str, Any]) -> dict[str, Any]:
    return {"unit": unit, "cycle": 2019, "state": "draft", "answers": list(answers)}


@pytest.mark.parametrize("kind", SCHEMAS)
def test_an_optional_key_may_be_left_empty(kind: str) -> None:
    schema = json_schema(kind)
    assert jsonschema.Draft202012Validator.check_schema(schema) is None
    for definition in (schema, *schema.get("$defs", {}).values()):
        for field, described in definition["properties"].items():
            alone = {**described, "$defs": schema.get("$defs", {})}
            empty = jsonschema.Draft202012Validator(alone).is_valid(None)
            assert empty == (field not in definition.get("required", ())), field


def test_values_are_explained_one_by_one() -> None:
    rating = json_schema("submission")["$defs"]["Answer"]["properties"]["rating"]
    assert rating["enum"] == ["met", "partly", "unmet", "not_applicable", None]
    assert rating["enumDescriptions"] == ["达到", "部分达到", "未达到", "不适用（须说明理由）"]


def test_units_and_their_aliases(tmp_path: Path) -> None:
    schema = workspace_schema("submission", workspace(tmp_path), RULES)
    unit = schema["properties"]["unit"]
    assert unit["enum"] == ["甲局", "乙县", "丙区", "甲(局)"]
    assert unit["enumDescriptions"] == ["部门；简称：甲(局)", "县区政府", "功能区管委会", "甲局的简称"]
    assert faults(schema, submission("甲局")) == []
    assert faults(schema, submission("各县")) == ["$.unit"]


@pytest.mark.parametrize("name", ["甲局", "甲(局)"])
def test_a_unit_answers_what_it_owes(tmp_path: Path, name: str) -> None:
    schema = workspace_schema("submission", workspace(tmp_path), RULES)
    assert faults(schema, submission(name, {"indicator": "09"}, {"indicator": "A.1"})) == []
    assert faults(schema, submission(name, {"indicator": 1})) == ["$.answers[0].indicator"]


def test_an_indicator_is_named_by_number_or_text(tmp_path: Path) -> None:
    schema = workspace_schema("submission", workspace(tmp_path), RULES)
    for indicator in (1, "1"):
        assert faults(schema, submission("乙县", {"indicator": indicator, "metrics": {"率": 1, "数": None}})) == []
        wrong = submission("乙县", {"indicator": indicator, "metrics": {"绿": 1}})
        assert faults(schema, wrong) == ["$.answers[0].metrics"]
    assert faults(schema, submission("乙县", {"indicator": 9})) == ["$.answers[0].indicator"]


def test_what_a_faulty_file_may_name_is_not_held_to_a_list(tmp_path: Path) -> None:
    partly = workspace(tmp_path, units=UNITS + "  - {id: 各区, member: [丙区]}\n")
    assert partly.incomplete == {"data/units.yaml"}
    assert faults(workspace_schema("submission", partly, RULES), submission("丁局", {"indicator": 7})) == []
    assert workspace_schema("catalogue", partly, RULES) == json_schema("catalogue")


def test_settings_know_the_rules_and_allow_others(tmp_path: Path) -> None:
    schema = workspace_schema("settings", workspace(tmp_path), RULES)
    assert schema["properties"]["severity"]["properties"]["some-rule"]["description"] == "查什么"
    assert faults(schema, {"severity": {"some-rule": "off", "later-rule": "note"}}) == []
    assert faults(schema, {"severity": {"some-rule": "loud"}}) == ["$.severity['some-rule']"]


def test_a_register_without_anything(tmp_path: Path) -> None:
    empty = workspace(tmp_path, units="units: []\n")
    for kind in SCHEMAS:
        jsonschema.Draft202012Validator.check_schema(workspace_schema(kind, empty, ()))
