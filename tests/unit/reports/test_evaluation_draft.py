from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.reports.evaluation_draft import create_evaluation
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.writing.transaction import transaction

FILE = "data/evaluations/2019.yaml"


def made(workspace: Workspace) -> Path:
    with transaction(workspace.root, "new") as files:
        return create_evaluation(files, workspace, None)


def test_a_draft_says_what_the_report_will_state_and_is_filled_in(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace()
    path = made(workspace)
    assert path == workspace.root / FILE
    text = path.read_text(encoding="utf-8")
    assert "#   2019年度应填报5项次，已填报2项次" in text
    assert "#   本年度登记问题1个，其中实地检查发现1个。整改状态为整改中1个。\n#   按" in text
    loaded = load_workspace(workspace.root)
    assert loaded.findings == ()
    assert loaded.workspace is not None
    assert loaded.workspace.evaluations[2019].overall is None
    path.write_text(text.replace("overall:", "overall: 总体较好。"), encoding="utf-8")
    filled = load_workspace(workspace.root).workspace
    assert filled is not None
    assert (filled.evaluations[2019].overall, filled.evaluations[2019].place.file) == ("总体较好。", FILE)


def test_what_the_office_wrote_is_never_written_over(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(evaluation="overall: 总体较好。\n")
    with pytest.raises(Refusal, match=FILE):
        made(workspace)
    assert (workspace.root / FILE).read_text(encoding="utf-8") == "overall: 总体较好。\n"


def test_no_draft_rests_on_data_that_was_not_read_whole(make_workspace: Callable[..., Workspace]) -> None:
    workspace = make_workspace(review="unit: 甲局\ncycle: 2019\nindicators: 1\n")
    with pytest.raises(Refusal, match="全市评价底稿"):
        made(workspace)
    assert not (workspace.root / FILE).exists()


def test_a_faulty_evaluation_stops_only_the_citys_report(make_workspace: Callable[..., Workspace]) -> None:
    from dutykit.model.gap import EVERYTHING
    from dutykit.reports.kinds import KINDS

    workspace = make_workspace(evaluation="overall: [1]\n")
    assert [(one.file, one.line) for one in (gap.place for gap in workspace.gaps.of(KINDS[1].needs, cycle=2019))] == [
        (FILE, 1)
    ]
    assert workspace.gaps.of(KINDS[1].needs, cycle=2018) == ()
    assert workspace.gaps.of(EVERYTHING, cycle=2019) == ()
