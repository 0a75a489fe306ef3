"""Show what units score, by their own word and by the office's, and how each total comes about."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dutykit.assess.score import Side, UnitScore, unit_scores
from dutykit.language import _
from dutykit.listings.score_json import score_document
from dutykit.listings.score_table import difference_table, score_table
from dutykit.listings.score_text import account_lines, basis_line
from dutykit.model.gap import EVERYTHING, Gap
from dutykit.model.layout import CATALOGUE_FILE, SCORING_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.scoring import Scoring
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import refuse_gaps
from dutykit.output.listing import Count, Listing
from dutykit.output.table.record import Table, one_line
from dutykit.workspace.asked_names import asked_units, cycle_meant, successor_remarks
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.scoring_preset import preset_text, presets
from dutykit.workspace.unreached_words import unreached_lines
from dutykit.workspace.writing.output_file import write_output
from dutykit.workspace.writing.transaction import OnRecovery, Write, ignore_recovery, transaction


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
    gaps: tuple[Gap, ...] = ()
    """What of its data could not be read."""
    remarks: tuple[str, ...] = ()

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The scores, then the differences between the two sides."""
        yield _("得分"), score_table(self.workspace, self.scoring, self.cycle, self.scores)
        yield _("分差"), difference_table(self.scoring, self.cycle, self.scores)

    def counts(self) -> Iterator[Count]:
        """The units, and how many of them have a total of each side."""
        yield Count("units", _("单位"), len(self.scores))
        sides: tuple[tuple[str, str, Side], ...] = (
            ("self_totals", _("有自评总分"), "self"),
            ("reviewed_totals", _("有复核总分"), "reviewed"),
        )
        for key, title, side in sides:
            accounts = (one.account(side) for one in self.scores)
            yield Count(key, title, sum(one is not None and one.total is not None for one in accounts))

    @property
    def basis(self) -> str:
        """The scoring rules."""
        return basis_line(self.scoring)

    @property
    def rules(self) -> Scoring:
        """The same whole."""
        return self.scoring

    def document(self) -> dict[str, object]:
        """As `score_document` describes it."""
        return score_document(self.workspace, self.scoring, self.cycle, self.scores)


def scored(workspace: Workspace, request: ScoreRequest) -> Scored:
    """The scores asked for. Raises Refusal."""
    cycle = cycle_meant(workspace, request.cycle)
    then = workspace.at(cycle)
    scoring = scoring_of(then, cycle)
    units = asked_units(then, request.units) or tuple(then.register.by_id)
    owing = then.responsibilities.by_unit
    found = unit_scores(then, scoring, cycle, [unit for unit in units if unit in owing])
    gaps = then.gaps.of(EVERYTHING, cycle=cycle, units=units)
    remarks = successor_remarks(then, request.units) if request.units else tuple(unreached_lines(then))
    return Scored(then, scoring, cycle, tuple(found), gaps, remarks)


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
    refuse_gaps(workspace.gaps.of((CATALOGUE_FILE,), cycle=workspace.cycle), _("评分办法模板中的指标"))
    return preset_text(name, workspace.catalogue)


def write_preset(workspace: Workspace, path: Path, name: str, on_recovery: OnRecovery = ignore_recovery) -> None:
    """Write the preset `name` to `path`, which may be the scoring rules of `workspace`.

    Raises Refusal where a file with any content is in the way, and OSError.
    """
    fix = _("用 -o 指定其他文件；确认不再需要原有文件的，先将其移走")
    if os.path.realpath(path) == os.path.realpath(workspace.root / SCORING_FILE):
        with transaction(workspace.root, "score --preset", on_recovery) as opened:
            there = opened.bytes_of(SCORING_FILE)
            if there is not None and there.strip():
                raise Refusal(_("已存在：{files}").format(files=SCORING_FILE), fix)
            text = preset(load_workspace(workspace.root).workspace or workspace, name)
            opened.write([Write(SCORING_FILE, there, text.encode())])
        return
    if os.path.lexists(path) and not (path.is_file() and path.stat().st_size == 0):
        raise Refusal(_("已存在：{files}").format(files=path), fix)
    write_output(path, preset(workspace, name).encode())


def scoring_of(workspace: Workspace, cycle: int) -> Scoring:
    """The scoring rules of `cycle`, as which `workspace` is. Raises Refusal if it has none."""
    if workspace.scoring is None:
        refuse_gaps(workspace.gaps.of((SCORING_FILE,), cycle=cycle), _("得分的计算"))
        message = _("没有评分办法：缺少 {file}").format(file=SCORING_FILE)
        fix = _(
            "用 dutykit score --preset list 列出可用的评分办法模板，选一种写入该文件（如 dutykit score --preset percent "
            "-o data/scoring.yaml），再按当地评分文件修改"
        )
        raise Refusal(message, fix)
    return workspace.scoring
