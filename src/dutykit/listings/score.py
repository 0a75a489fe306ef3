"""Show what units score, by their own word and by the office's, and how each total comes about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dutykit.assess.score import Side, UnitScore, unit_scores
from dutykit.language import _
from dutykit.listings.score_json import score_document
from dutykit.listings.score_table import difference_table, score_table
from dutykit.listings.score_text import account_lines
from dutykit.listings.scoring_preset import preset_text, presets
from dutykit.model.layout import SCORING_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.scoring import Scoring
from dutykit.model.workspace import Workspace
from dutykit.output.listing import Listing
from dutykit.output.table.record import Table, one_line
from dutykit.workspace.asked_names import asked_units, cycle_meant


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """Which scores to show."""

    units: tuple[str, ...] = ()
    """Names, aliases or groups; empty for all."""
    cycle: int | None = None
    """None for the workspace's own."""


@dataclass(frozen=True, slots=True)
class Scored(Listing):
    """The scores of one cycle and the rules they follow."""

    workspace: Workspace
    """As that cycle sees it."""
    scoring: Scoring
    cycle: int
    scores: tuple[UnitScore, ...]

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The scores, then the differences between the two sides."""
        yield _("得分"), score_table(self.workspace, self.scoring, self.cycle, self.scores)
        yield _("分差"), difference_table(self.scoring, self.cycle, self.scores)

    def document(self) -> dict[str, object]:
        """As `score_document` describes it."""
        return score_document(self.workspace, self.scoring, self.cycle, self.scores)


def scored(workspace: Workspace, request: ScoreRequest) -> Scored:
    """The scores asked for. Raises Refusal."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    scoring = scoring_of(then)
    units = asked_units(then, request.units) or tuple(then.register.by_id)
    owing = then.responsibilities.by_unit
    found = unit_scores(then, scoring, cycle, [unit for unit in units if unit in owing])
    return Scored(then, scoring, cycle, tuple(found))


def explanation(found: Scored, side: Side | None) -> str:
    """How each total comes about, line by line; of one side, or of both where there are two."""
    parts: list[str] = []
    for one in found.scores:
        sides: Sequence[Side] = (side,) if side else ("self", "reviewed")
        for each in sides:
            account = one.account(each)
            if account is None and side is None and parts:
                continue
            lines = account_lines(found.workspace, found.scoring, found.cycle, one, each)
            parts.append("".join(f"{_shown(line)}\n" for line in lines))
    return "\n".join(parts)


def _shown(line: str) -> str:
    """A line as a terminal may be given it: what files say in it cannot move the cursor; its indentation stays."""
    text = line.lstrip(" ")
    return " " * (len(line) - len(text)) + one_line(text)


def preset(workspace: Workspace | None, name: str) -> str:
    """The text of a preset, for a workspace's own catalogue; of all their names for "list". Raises Refusal."""
    if name == "list":
        return "".join(f"{key}\t{text}\n" for key, text in presets().items())
    if name not in presets() or workspace is None:
        message = _("没有名为 {name} 的评分办法模板").format(name=name)
        raise Refusal(message, _("使用其中之一：{names}").format(names=_("、").join(presets())))
    return preset_text(name, workspace.catalogue)


def scoring_of(workspace: Workspace) -> Scoring:
    """The workspace's scoring rules. Raises Refusal if it has none."""
    if workspace.scoring is None:
        message = _("没有评分办法：缺少 {file}，或该文件无法读取").format(file=SCORING_FILE)
        fix = _("用 dutykit score --preset list 列出可用的评分办法模板，选一种写入该文件，再按当地评分文件修改")
        raise Refusal(message, fix)
    return workspace.scoring
