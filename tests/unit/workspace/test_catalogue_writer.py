"""A catalogue and a register are written as a person would write them, and read back as they were."""

from __future__ import annotations

import datetime as dt

from dutykit.model.catalogue import Catalogue, Chapter, Indicator, Section, Source
from dutykit.model.settings import Limits
from dutykit.model.unit import Group, Register, Unit
from dutykit.workspace.catalogue_writer import catalogue_text, register_text
from dutykit.workspace.decode import decode
from dutykit.workspace.yaml.reader import read_yaml


def indicator(key: str, text: str, **fields: object) -> Indicator:
    return Indicator.model_validate({"id": key, "text": text, **fields})


CATALOGUE = Catalogue(
    title="示例: 方案",
    source=Source(
        title="示例方案",
        issuer="示例办",
        number="示教〔2027〕3号",
        dated=dt.date(2027, 1, 8),
        addressees=("甲, 乙", "丙"),
        note="照录",
    ),
    section_numbers="by_chapter",
    chapters=(
        Chapter(
            title="一",
            note="注",
            sections=(
                Section(
                    title="节",
                    note="注\n二",
                    indicators=(
                        indicator("7", "办好事。", lead=("甲",), responsible=("乙", "丙"), note="说明"),
                        indicator("A 1", "yes", inherited=("甲",), open_ended=True, deadline="2027年底前"),
                    ),
                ),
            ),
        ),
    ),
)
WRITTEN = """\
# 说明
#
# 两行

title: "示例: 方案"
source:
  title: 示例方案
  issuer: 示例办
  number: 示教〔2027〕3号
  dated: 2027-01-08
  addressees: ["甲, 乙", 丙]
  note: 照录
section_numbers: by_chapter

chapters:
  - title: 一
    note: 注
    sections:
      - title: 节
        note: |-
          注
          二
        indicators:
          - id: 7
            text: 办好事。
            lead: [甲]
            responsible: [乙, 丙]
            note: 说明
          - id: A 1
            text: "yes"
            inherited: [甲]
            open_ended: true
            deadline: 2027年底前
"""
REGISTER = Register(
    units=(
        Unit(id="甲", kind="department", aliases=("甲局", "甲[1]")),
        Unit(id="乙", kind="county", note="注"),
    ),
    groups=(Group(id="丙", members=("甲", "乙"), aliases=("丁",), note="注"), Group(id="戊", members=())),
)
UNITS = """\
units:
  - {id: 甲, kind: department, aliases: [甲局, "甲[1]"]}
  - id: 乙
    kind: county
    aliases: []
    note: 注

groups:
  - id: 丙
    members: [甲, 乙]
    aliases: [丁]
    note: 注
  - id: 戊
    members: []
"""


def test_a_catalogue() -> None:
    assert catalogue_text(CATALOGUE, ["说明", "", "两行"]) == WRITTEN
    assert decode(Catalogue, read_yaml(WRITTEN.encode(), "x.yaml", Limits()))[0] == CATALOGUE


def test_a_register() -> None:
    assert register_text(REGISTER) == UNITS
    assert decode(Register, read_yaml(UNITS.encode(), "x.yaml", Limits()))[0] == REGISTER
    assert register_text(Register(units=(), groups=()), ["说明"]) == "# 说明\n\nunits: []\n\ngroups: []\n"
