"""What an amendment changes, as a table and as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _, plural
from dutykit.model.amendment import Amendment, AmendmentKind
from dutykit.model.office_words import state_word
from dutykit.output.table.ids import id_cell
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.plans.amending.outcome import Amended, Concern, Fate, Line
from dutykit.plans.outdated_targets import outdated_text
from dutykit.workspace.doubled_units import double_words

VERSION = 1


def kind_word(kind: AmendmentKind) -> str:
    """What a change is called."""
    return {
        "wording": _("仅文字更正"),
        "reworded": _("内容修改"),
        "added": _("新增指标"),
        "removed": _("取消指标"),
        "assigned": _("新承担"),
        "released": _("不再承担"),
    }[kind]


def amend_table(done: Amended) -> Table:
    """A row for each change and what becomes of the answers, with the units that it concerns."""
    columns = (
        Column(_("指标")),
        Column(_("变更")),
        Column(_("单位"), wide=True),
        Column(_("填报内容的处理"), wide=True),
    )
    rows = tuple(row for line in done.lines for row in _rows(line))
    return Table(
        title=_("{cycle} 年度方案变更").format(cycle=done.cycle),
        columns=columns,
        groups=(Group(rows),),
        notes=tuple(_notes(done)),
    )


def amend_document(done: Amended, *, dry_run: bool) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `cycle`; `dry_run`: whether nothing was written
    - `changes`: `indicator`, `change` ("wording", "reworded", "added", "removed", "assigned", "released"), `before`,
      `after` (texts or null), `old`, `new` (fingerprints or null) and `units`: `unit`, `state` (or null),
      `answer` ("kept", "confirm", "retired", "empty", "next_form", "send_back", "none"), `open_problems` (a number)
    - `left`: ids of indicators that the plan does not have and that stay; `others`: ids of those of which something
      else changes; `units_added`, `units_removed`; `files`: those that were or would be written
    - `points_dropped`: ids of removed indicators whose points go; `without_points`: ids of new ones that have none
    - `doubles`: new units (`unit`) that most likely are others (`like`); nothing is written while there are any
    """
    return {
        "version": VERSION,
        "cycle": done.cycle,
        "dry_run": dry_run,
        "changes": [
            {
                **line.amendment.model_dump(exclude={"units"}),
                "units": [
                    {"unit": one.unit, "state": one.state, "answer": one.fate, "open_problems": one.open_problems}
                    for one in line.concerns
                ],
            }
            for line in done.lines
        ],
        "left": list(done.left),
        "others": list(done.others),
        "units_added": list(done.units_added),
        "units_removed": list(done.units_removed),
        "files": list(done.written),
        "points_dropped": list(done.points_dropped),
        "without_points": list(done.without_points),
        "doubles": [{"unit": here, "like": there} for here, there in done.doubles],
    }


def _rows(line: Line) -> Iterator[tuple[Cell, ...]]:
    one = line.amendment
    fates: dict[Fate, list[Concern]] = {}
    for concern in line.concerns:
        fates.setdefault(concern.fate, []).append(concern)
    head: tuple[Cell, ...] = (id_cell(one.indicator), kind_word(one.change))
    if not fates:
        yield (*head, "", "")
    for fate, concerns in fates.items():
        names = _("、").join(
            _("{unit}（{state}）").format(unit=each.unit, state=state_word(each.state)) for each in concerns
        )
        yield (*head, names, _fate(fate, one, sum(each.open_problems for each in concerns)))


def _fate(fate: Fate, one: Amendment, problems: int) -> str:
    text = {
        "kept": _("视为对新内容的填报，状态不变"),
        "confirm": _("单位在下次填报表中核对确认"),
        "retired": _("移出填报内容，原文留存"),
        "empty": _("未填写，移出"),
        "next_form": _("列入下次填报表"),
        "send_back": _("已报送，需用 dutykit return 退回后补充"),
        "none": "" if one.change in {"wording", "reworded"} else _("没有填报内容"),
    }[fate]
    if not problems:
        return text
    return text + plural("；未销号问题 {count} 个仍列入台账", problems).format(count=problems)


def _notes(done: Amended) -> Iterator[str]:
    yield from map(double_words, done.doubles)
    words = {
        _("新方案中没有、保持不变的指标：{names}（确已取消的，用 --remove 指定）"): done.left,
        _("另有其他修改（标题、监测指标、说明等）的指标：{names}"): done.others,
        _("新增的单位：{names}"): done.units_added,
        _("从单位名录中删去的单位：{names}"): done.units_removed,
    }
    words[_("一并删去评分办法中取消的指标的分值：{names}（用 dutykit validate 核对分值合计）")] = done.points_dropped
    words[_("没有分值的新增指标：{names}（其他指标有分值；用 dutykit form --office 在“分值”表中填写）")] = (
        done.without_points
    )
    for text, names in words.items():
        if names:
            yield text.format(names=_("、").join(names))
    if done.outdated:
        yield outdated_text(done.outdated)
    reworded = [line.amendment.indicator for line in done.lines if line.amendment.change == "reworded"]
    if reworded:
        text = _("只是更正文字、不影响已填内容的，用 --wording-only 指定，如 --wording-only {id}")
        yield text.format(id=",".join(reworded))
