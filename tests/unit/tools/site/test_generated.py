"""The parts of the documentation that are made from the program."""

from __future__ import annotations

import re

import pytest

from dutykit.check.all_rules import all_rules
from dutykit.cli.app import module_names
from dutykit.reports.kinds import KINDS
from dutykit.schemas.json_schema import SCHEMAS
from tools.site.files import FILES
from tools.site.generated import PARTS, with_generated_parts


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_command_file_rule_and_kind_has_its_section(language: str) -> None:
    parts = {name: with_generated_parts(f"<!-- generated: {name} -->\n", language) for name in PARTS}
    headings = {name: re.findall(r"^## (.+)$", text, flags=re.MULTILINE) for name, text in parts.items()}
    assert headings["rules"] == [rule.name for rule in all_rules()]
    assert set(headings["files"]) == {FILES[name] for name in SCHEMAS}
    assert [kind.name for kind in KINDS] == headings["templates"][: len(KINDS)]
    first_words = {name.removeprefix("dutykit ").partition(" ")[0] for name in headings["commands"][:-1]}
    assert first_words == set(module_names())
    why = "**为什么**" if language == "zh" else "**Why**"
    assert parts["rules"].count(why) == len(all_rules())


def test_an_unknown_part_is_refused_and_links_of_a_whole_file_are_those_of_the_site() -> None:
    with pytest.raises(ValueError, match="nothing"):
        with_generated_parts("<!-- generated: nothing -->", "en")
    text = with_generated_parts("<!-- whole file: CONTRIBUTING.md -->", "en")
    assert text.startswith("# Contributing")
    assert "](architecture.md)" in text


def test_every_field_has_a_meaning_in_chinese() -> None:
    rows = [
        line.split(" | ")
        for name in ("files", "templates")
        for line in with_generated_parts(f"<!-- generated: {name} -->\n", "zh").splitlines()
        if line.startswith("| `")
    ]
    assert [row for row in rows if not re.search("[一-鿿]", row[-1])] == []
