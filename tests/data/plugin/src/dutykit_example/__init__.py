"""A plug-in of dutykit: answers of a few words, and a report that counts them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dutykit import Flaw, Plugin, Severity, Workspace, rule


@rule(Severity.WARNING)
def example_short_narrative(workspace: Workspace) -> Iterable[Flaw]:
    """一项指标的工作措施与成效不足 20 字。

    为什么：几个字说不清做了什么、成效如何，复核时只能退回。

    处理建议：写明采取的措施、取得的成效和数据。
    """
    for submission in workspace.submissions:
        for answer in submission.answers:
            if len(answer.narrative or "") < 20:
                yield Flaw(answer.place, f"指标 {answer.indicator} 的工作措施与成效不足 20 字")


def values(workspace: Workspace, cycle: int, unit: str | None) -> Mapping[str, object]:
    """How many answers have fewer than 20 characters: of `unit`, or with None of all."""
    counted = [one for one in workspace.submissions if one.cycle == cycle and unit in {None, one.unit}]
    return {"count": sum(len(answer.narrative or "") < 20 for one in counted for answer in one.answers)}


plugin = Plugin(
    interface=1, rules=(example_short_narrative,), templates=Path(__file__).parent / "templates", values=values
)
