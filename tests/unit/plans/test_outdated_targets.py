"""Targets that quote what an indicator said before."""

from __future__ import annotations

from dutykit.model.catalogue import Catalogue
from dutykit.plans.outdated_targets import outdated_targets
from dutykit.workspace.decode import decode
from tests.cycles import CATALOGUE_2017
from tests.unit.workspace.yaml.editing import read


def catalogue(text: str) -> Catalogue:
    found, _findings, _complete = decode(Catalogue, read(text))
    assert found is not None
    return found


def test_only_a_target_whose_words_went_is_named() -> None:
    old = catalogue(CATALOGUE_2017)
    raised = CATALOGUE_2017.replace(
        "text: 提高普惠性幼儿园覆盖率,普惠性幼儿园覆盖率达到80%", "text: 普惠性幼儿园覆盖率达到85%"
    )
    assert [*outdated_targets(old, catalogue(raised))] == [("3", "普惠性幼儿园覆盖率")]
    both = raised.replace("because: 普惠性幼儿园覆盖率达到80%", "because: 普惠性幼儿园覆盖率达到85%")
    assert [*outdated_targets(old, catalogue(both))] == []
    assert [*outdated_targets(old, old)] == []
    assert [*outdated_targets(old, catalogue(CATALOGUE_2017.replace("标准,按时", "标准，按时")))] == []
