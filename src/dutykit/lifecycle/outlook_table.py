"""What a new cycle changes and loses, as tables and as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.assess.compare import Matched, Succession
from dutykit.language import _
from dutykit.lifecycle.carry_forward import CarriedForward
from dutykit.lifecycle.outlook import Outlook
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.text.numeral import chinese_numeral

VERSION = 1


def outlook_tables(done: CarriedForward) -> Iterator[Table]:
    """What is lost, then what changes otherwise; none where nothing does."""
    old, new = (_("{cycle} 年度").format(cycle=cycle) for cycle in (done.old, done.new))
    lost, rest = tuple(_lost(done.outlook)), tuple(_rest(done.outlook))
    if lost:
        yield Table(
            title=_("{new} 年度不再保留的内容").format(new=done.new),
            columns=(Column(_("变更事项")), Column(old, wide=True), Column(_("说明"))),
            groups=(Group(lost),),
        )
    if rest:
        yield Table(
            title=_("{old} 年度至 {new} 年度的变更").format(old=done.old, new=done.new),
            columns=(Column(_("变更事项")), Column(old, wide=True), Column(new, wide=True)),
            groups=(Group(rest),),
        )


def outlook_document(done: CarriedForward, *, dry_run: bool) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `old`, `new`: the cycles; `dry_run`: whether nothing was written; `losses`: whether anything is lost
    - `indicators`: those that go on: `old`, `new` (ids), `reworded`, `reassigned`; `added` and `removed`: `id`, `text`
    - `metrics_lost`: `indicator` (its old id) and `metric`; `points_lost`: `level`, `key`, `points` (as text)
    - `units`: `successions` (`kind`, `old`, `new`), `added`, `removed`, `members` (`group`, `left`, `came`)
    - `problems`: `without_heir` and `of_removed`: `cycle`, `unit`, `problem` and `text` or `indicator`
    - `drafts`: `unit`, `file`, `carried`; `files`: those that were or would be written
    """
    ahead, changes = done.outlook, done.outlook.changes
    return {
        "version": VERSION,
        "old": done.old,
        "new": done.new,
        "dry_run": dry_run,
        "losses": ahead.losses,
        "indicators": [
            {
                "old": one.old.indicator.id,
                "new": one.new.indicator.id,
                "reworded": one.is_reworded,
                "reassigned": one.is_reassigned,
            }
            for one in changes.matched
        ],
        "added": [{"id": one.indicator.id, "text": one.indicator.text} for one in changes.added],
        "removed": [{"id": one.indicator.id, "text": one.indicator.text} for one in changes.removed],
        "metrics_lost": [{"indicator": key, "metric": name} for key, name in ahead.metrics_lost],
        "points_lost": [{"level": one.level, "key": one.key, "points": str(one.points)} for one in ahead.points_lost],
        "units": {
            "successions": [
                {"kind": one.kind, "old": list(one.old), "new": list(one.new)} for one in changes.successions
            ],
            "added": list(changes.units_added),
            "removed": list(changes.units_removed),
            "members": [
                {"group": group, "left": list(left), "came": list(came)} for group, left, came in changes.members
            ],
        },
        "problems": {
            "without_heir": [{**key._asdict(), "text": text} for key, text in ahead.problems_without_heir],
            "of_removed": [{**key._asdict(), "indicator": indicator} for key, indicator in ahead.problems_of_removed],
        },
        "drafts": [{"unit": one.unit, "file": one.file, "carried": one.carried} for one in done.drafts],
        "files": list(done.written),
    }


def _lost(ahead: Outlook) -> Iterator[tuple[Cell, ...]]:
    for entry in ahead.changes.removed:
        yield _("取消的指标"), _("{id}. {text}").format(id=entry.indicator.id, text=entry.indicator.text), ""
    for key, name in ahead.metrics_lost:
        yield _("监测指标"), _("指标 {indicator}：{name}").format(indicator=key, name=name), ""
    for item in ahead.points_lost:
        name = {
            "indicators": _("指标 {key}").format(key=item.key),
            "sections": _("二级指标{key}").format(key=item.reference),
            "chapters": _("一级指标{key}").format(
                key=chinese_numeral(int(item.key)) if item.key.isdecimal() else item.key
            ),
        }[item.level]
        yield _("分值"), _("{name}：{points} 分").format(name=name, points=item.points), ""
    for unit in ahead.changes.units_removed:
        yield _("单位"), unit, _("不在新名录中，没有承接单位")
    for group, left, _came in ahead.changes.members:
        if left:
            yield _("统称"), _("{group}：{units}").format(group=group, units=_("、").join(left)), _("不再包括")
    for one, text in ahead.problems_without_heir:
        yield (
            _("未销号问题"),
            _("{unit} {problem}：{text}").format(unit=one.unit, problem=one.problem, text=text),
            _("不转入"),
        )


def _rest(ahead: Outlook) -> Iterator[tuple[Cell, ...]]:
    for one in ahead.changes.matched:
        if one.is_renumbered or one.is_reworded or one.is_reassigned:
            now = " ".join(filter(None, (one.new.indicator.text if one.is_reworded else "", _units(one))))
            yield _kind(one), _text(one.old.indicator.id, one.old.indicator.text), _text(one.new.indicator.id, now)
    for entry in ahead.changes.added:
        yield _("新增的指标"), "", _text(entry.indicator.id, entry.indicator.text)
    for key, indicator in ahead.problems_of_removed:
        name = _("{unit} {problem}").format(unit=key.unit, problem=key.problem)
        yield _("未销号问题"), name, _("指标 {indicator} 已取消，问题照常转入").format(indicator=indicator)
    for succession in ahead.changes.successions:
        yield _succession(succession), _("、").join(succession.old), _("、").join(succession.new)
    for unit in ahead.changes.units_added:
        yield _("新增的单位"), "", unit
    for group, _left, came in ahead.changes.members:
        if came:
            yield _("统称"), "", _("{group}：{units}").format(group=group, units=_("、").join(came))


def _kind(one: Matched) -> str:
    words = [
        word
        for word, holds in (
            (_("改编号"), one.is_renumbered),
            (_("改文字"), one.is_reworded),
            (_("改责任单位"), one.is_reassigned),
        )
        if holds
    ]
    return _("、").join(words)


def _text(key: str, text: str) -> str:
    return _("{id}. {text}").format(id=key, text=text)


def _units(one: Matched) -> str:
    away = [f"−{name}" for _role, name in one.taken_away]
    given = [f"＋{name}" for _role, name in one.given]
    return " ".join((*away, *given))


def _succession(one: Succession) -> str:
    return {"renamed": _("单位更名"), "merged": _("单位合并"), "split": _("单位拆分")}[one.kind]
