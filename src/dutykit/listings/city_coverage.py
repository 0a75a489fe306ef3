"""The coverage of several cities: summed by city, or each chapter and indicator compared across them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from dutykit.language import _
from dutykit.listings.cities import Cities, only_in_some
from dutykit.listings.coverage_table import By
from dutykit.output.table.ids import id_list
from dutykit.output.table.joined import Named
from dutykit.output.table.record import Cell, Column, Group, Share, Table

CityBy = Literal[By, "city"]
T = TypeVar("T")
_BESIDE = 7
"""Cities beside each other on a terminal of 80 columns."""
_PLACE: dict[By, int] = {"unit": 0, "chapter": 1, "indicator": 2}
"""Where each is among the tables of a city's coverage."""


@dataclass(frozen=True, slots=True)
class CityCoverage(Cities):
    """The coverage of several cities."""

    by: CityBy = "city"

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """The one asked for, then the others."""
        names: dict[CityBy, str] = {
            "city": _("按城市"),
            "unit": _("按单位"),
            "chapter": _("按一级指标"),
            "indicator": _("按指标"),
        }
        for by in sorted(names, key=lambda by: by != self.by):
            yield names[by], self._table(by)

    def screen_tables(self) -> Iterator[Table]:
        """The one asked for; one with a column a city in parts, as wide as a terminal is at least."""
        whole = self._table(self.by)
        yield from [whole] if self.by in {"city", "unit"} else _folded(whole, len(self.cities))

    def _table(self, by: CityBy) -> Table:
        if by == "city":  # whose rates are of different indicators where the catalogues differ
            return replace(self.by_city(), notes=compared(self._parts("indicator")).notes)
        if by == "unit":
            return self._joined([one.table for one in self._parts(by)])
        found = compared(self._parts(by))
        return replace(found, notes=(*found.notes, *self._unread()))

    def _parts(self, by: By) -> list[Named]:
        return [Named(one.name, one.sheets[_PLACE[by]][1]) for one in self.cities]

    def _unread(self) -> Iterator[str]:
        """Where less may be answered than is."""
        unread = [(one.name, count.value) for one in self.cities for count in one.counts if count.key == "unreadable"]
        named = _("、").join(f"{name} {count}" for name, count in unread if count)
        if named:
            yield _("无法读取、未计为已填报的项次：{cities}").format(cities=named)


def _folded(table: Table, cities: int) -> Iterator[Table]:
    """Parts of a table whose last columns are those of the cities and their sum; each part has the sum."""
    last = len(table.columns) - 1
    first = last - cities
    for start in range(first, last, _BESIDE):
        places = [*range(first), *range(start, min(start + _BESIDE, last)), last]

        def part(cells: Sequence[T], places: Sequence[int] = places) -> tuple[T, ...]:
            return tuple(cells[at] for at in places)

        yield replace(
            table,
            columns=part(table.columns),
            groups=tuple(replace(one, rows=tuple(map(part, one.rows))) for one in table.groups),
            total=part(table.total),
            notes=table.notes if start + _BESIDE >= last else (),
        )


def compared(parts: Sequence[Named]) -> Table:
    """A row for each chapter or indicator and a column for each city with the share answered, then the share of all.

    What has the same number and the same text in two cities is the same; what has not has a row of its own, and a note.
    """
    first = parts[0].table
    leads = [column for column in first.columns if column.kind == "text" and column.title != _("未填报的单位")]
    share = {one.name: next(at for at, c in enumerate(one.table.columns) if c.kind == "share") for one in parts}
    found: dict[tuple[str, ...], dict[str, Share]] = {}
    cells: dict[tuple[str, ...], tuple[Cell, ...]] = {}
    for name, table in parts:
        for row in table.rows():
            key = tuple(str(cell).strip() for cell in row[: len(leads)])
            cells.setdefault(key, row[: len(leads)])
            value = row[share[name]]
            if isinstance(value, Share):
                found.setdefault(key, {})[name] = value
    first_seen = {number: at for at, number in reversed([*enumerate(key[0] for key in found)])}
    keys = sorted(found, key=lambda key: first_seen[key[0]])  # what has one number and several texts stands together
    rows = tuple(
        (*cells[key], *(found[key].get(one.name) for one in parts), Share.of_all(found[key].values())) for key in keys
    )
    totals = {one.name: one.table.total[share[one.name]] for one in parts}
    all_of = [one for one in totals.values() if isinstance(one, Share)]
    return Table(
        title=first.title,
        columns=(*leads, *(Column(one.name, "share") for one in parts), Column(_("合计"), "share")),
        groups=(Group(rows),),
        total=(*(("",) * (len(leads) - 1)), _("合计"), *totals.values(), Share.of_all(all_of)),
        notes=tuple(_apart(found, [one.name for one in parts])),
    )


def _apart(found: Mapping[tuple[str, ...], Mapping[str, Share]], cities: Sequence[str]) -> Iterator[str]:
    """What could not be matched: numbers with several texts, and what only some of the cities have."""
    texts = Counter(key[0] for key in found)
    several = [number for number, count in texts.items() if count > 1]
    if several:
        yield _("编号相同而文字不同，分别列出：{ids}").format(ids=id_list(tuple(several)))
    numbers: dict[tuple[str, ...], dict[str, None]] = {}
    for number, *text in (key for key, having in found.items() if len(having) < len(cities)):
        numbers.setdefault(tuple(text), {})[number] = None
    renumbered = [_("、").join(those) for text, those in numbers.items() if text and len(those) > 1]
    if renumbered:
        yield _("文字相同而编号不同，分别列出：{ids}").format(ids=_("；").join(renumbered))
    for names, keys in only_in_some(found, cities).items():
        ids = id_list(tuple(key[0] for key in keys))
        yield _("只在{cities}：{ids}").format(cities=_("、").join(names), ids=ids)
