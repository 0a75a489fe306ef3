"""The units of several cities in one order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dutykit.language import _
from dutykit.listings.cities import Cities, City
from dutykit.listings.rank import Candidates, Rankings, RankRequest, ranked_by
from dutykit.listings.score_table import Unread
from dutykit.model.refusal import Refusal
from dutykit.output.table.record import Cell, Column, Group, Table

_APART = "\x1f"
"""Between the name of a city and that of its unit: in no name."""


@dataclass(frozen=True, slots=True)
class CityRankings(Cities):
    """The rankings of all cities' units."""

    together: Rankings

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """All in one table."""
        yield from ((name, _with_city(table)) for name, table in self.together.sheets())

    def screen_tables(self) -> Iterator[Table]:
        """One table each."""
        yield from map(_with_city, self.together.screen_tables())


def city_rankings(cities: tuple[City, ...], request: RankRequest) -> CityRankings:
    """The units of `cities` ranked together. Raises Refusal where their scores follow different rules."""
    found = [one.found.candidates for one in cities]
    bases = {one.name: one.found.source for one in cities}
    if len(set(bases.values())) > 1:
        listed = [_("{name}：{text}").format(name=name, text=basis) for name, basis in bases.items()]
        text = _("各市评分办法不同，得分不能一并排名：{bases}").format(bases=_("；").join(listed))
        raise Refusal(text, _("用 dutykit score 并列各市得分"))
    title, rankings = ranked_by(_together([one.name for one in cities], found), request)
    return CityRankings(cities, Rankings(title, cities[0].found.source, tuple(rankings)))


def _together(names: Sequence[str], found: Sequence[Candidates]) -> Candidates:
    """The candidates of all, each unit with its city before its name."""
    parts = [*zip(names, found, strict=True)]
    return Candidates(
        found[0].cycle,
        {_joined(city, unit): kind for city, one in parts for unit, kind in one.kinds.items()},
        frozenset(name for one in found for name in one.metrics),
        found[0].scoring,
        tuple(replace(score, unit=_joined(city, score.unit)) for city, one in parts for score in one.scores),
        tuple(replace(reading, unit=_joined(city, reading.unit)) for city, one in parts for reading in one.readings),
        Unread(_all(parts, lambda one: one.submissions), _all(parts, lambda one: one.reviews)),
    )


def _all(parts: Iterable[tuple[str, Candidates]], units: Callable[[Unread], Collection[str]]) -> frozenset[str]:
    return frozenset(_joined(city, unit) for city, one in parts for unit in units(one.unread))


def _joined(city: str, unit: str) -> str:
    return f"{city}{_APART}{unit}"


def _with_city(table: Table) -> Table:
    """The table with the names of cities in a column of their own, before that of units."""
    at = table.head

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        city, _apart, unit = str(cells[at]).partition(_APART)
        return (*cells[:at], city, unit, *cells[at + 1 :])

    groups = tuple(Group(tuple(map(row, one.rows)), one.title) for one in table.groups)
    columns = (*table.columns[:at], Column(_("城市")), *table.columns[at:])
    return replace(table, columns=columns, groups=groups, head=at + 1)
