"""Any sequence of amendments keeps every answer's text and every problem to be found, and the workspace valid."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.model.finding import Severity
from dutykit.model.refusal import Refusal
from dutykit.plans.amending.amend import AmendRequest, amend
from dutykit.workspace.assemble import load_workspace
from tests.cycles import begin, fill, opened, take

UNITS = ("市教育局", "市财政局", "市体育局", "市文化局", "东区政府", "西县政府")
NAMES = (*UNITS, "各县区政府")
TEXTS = ("统筹校舍安全改造。", "落实课后服务经费。", "开展学校食堂检查。", "建立教师轮岗制度。")

changes = st.lists(
    st.one_of(
        st.tuples(st.just("reword"), st.integers(0, 9), st.text("甲乙丙丁，。", min_size=1, max_size=4)),
        st.tuples(
            st.just("assign"), st.integers(0, 9), st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True)
        ),
        st.tuples(st.just("add"), st.sampled_from(TEXTS), st.sampled_from(NAMES)),
        st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    ),
    min_size=1,
    max_size=4,
)
steps = st.lists(st.tuples(changes, st.booleans(), st.sampled_from(UNITS)), min_size=1, max_size=3)


def changed(data: dict[str, Any], wanted: list[tuple[Any, ...]]) -> None:
    """Make the changes in a catalogue as YAML gives it."""
    sections = [section for chapter in data["chapters"] for section in chapter["sections"]]
    for kind, what, more in wanted:
        here = [(section, one) for section in sections for one in section["indicators"]]
        if kind == "add":
            ids = [one["id"] for _section, one in here]
            if what not in [one["text"] for _section, one in here]:
                new = max([100, *ids]) + 1
                sections[-1]["indicators"].append({"id": new, "text": what, "responsible": [more]})
            continue
        section, one = here[what % len(here)]
        if kind == "reword":
            one["text"] += more
        elif kind == "assign":
            one["responsible"] = ["各县区政府"] if "各县区政府" in more else list(more)
        elif len(here) > 1:
            section["indicators"].remove(one)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps)
def test_nothing_is_lost(wanted: list[tuple[list[tuple[Any, ...]], bool, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        begin(root)
        said: dict[str, set[tuple[str, str | None]]] = {}
        for number, unit in enumerate(UNITS[:5]):
            fill(root, unit, 2017, narrative=f"示例：第{number}份。")
            submission = opened(root).submission(unit, 2017)
            assert submission is not None
            said[unit] = {(one.indicator, one.narrative) for one in submission.answers}
            if number:
                take(root, "submit", unit, dt.date(2017, 5, 7))
        refused: list[str] = []
        problems = set(opened(root).rectification.by_key)
        for number, (plan, all_wording, unit) in enumerate(wanted):
            yaml = YAML(typ="safe", pure=True)
            data = yaml.load((root / "data/indicators.yaml").read_text(encoding="utf-8"))
            changed(data, plan)
            with (root.parent / "新.yaml").open("w", encoding="utf-8") as file:
                yaml.dump(data, file)
            day = dt.date(2017, 5, 10 + number)
            wording = None if all_wording else frozenset[str]()
            request = AmendRequest("示例督导员", day, indicators=root.parent / "新.yaml", wording=wording)
            try:
                amend(root, request)
            except Refusal as refusal:  # a text that came to be like another
                refused.append(refusal.message)
            submission = opened(root).submission(unit, 2017)
            if submission is not None and submission.state == "submitted":
                take(root, "return", unit, day, reason="补充", due=day)
        assert all("指标编号" in message for message in refused), refused
        loaded = load_workspace(root)
        workspace = loaded.workspace
        assert workspace is not None
        found = [*loaded.findings, *run_checks(workspace, CHECKS)]
        assert [one for one in found if one.severity is Severity.ERROR] == []
        for unit, texts in said.items():
            submission = workspace.submission(unit, 2017)
            assert submission is not None
            assert texts <= {(one.indicator, one.narrative) for one in submission.all_answers}
        assert problems <= set(workspace.rectification.by_key)
