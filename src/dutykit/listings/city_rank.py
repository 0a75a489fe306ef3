"""The units of several cities in one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dutykit.language import _
from dutykit.listings.cities import Cities, City, only_in_some
from dutykit.listings.rank import Candidates, MetricKey, Rankings, RankRequest, ranked_by
from dutykit.listings.score_table import Unread
from dutykit.model.refusal import Refusal
from dutykit.output.table.record import Cell, Column, Group, Table

_APART = "\x1f"
"""Between the name of a city and that of its unit: in no name."""


@dataclass(frozen=True, slots=True)
class CityRankings(Cities):
    """The rankings of all cities' units."""

    together: Rankings
    notes: tuple[str, ...]
    """What could not be matched."""

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """All in one table."""
        for name, table in self.together.sheets():
            yield name, self._noted(_with_city(table))

    def screen_tables(self) -> Iterator[Table]:
        """One table each."""
        *others, last = self.together.screen_tables()
        yield from map(_with_city, others)
        yield self._noted(_with_city(last))

    def document(self) -> Mapping[str, object]:
        """The cities as a document, version 1: `cities` as others have it, `title`, and `rankings` of all together.

        These are as each city's are, with a `city` beside each `unit`. `notes` is what could not be matched.
        """
        together: Any = self.together.document()
        for ranking in together["rankings"]:
            ranking["places"] = [_place(one) for one in ranking["places"]]
        return {**Cities.document(self), **together, "notes": list(self.notes)}

    def _noted(self, table: Table) -> Table:
        return replace(table, notes=(*table.notes, *self.notes))


def city_rankings(cities: tuple[City, ...], request: RankRequest) -> CityRankings:
    """The units of `cities` ranked together. Raises Refusal where their scores follow different rules."""
    found = [one.found.candidates for one in cities]
    bases = {one.name: one.found.source for one in cities}
    if len(set(bases.values())) > 1:
        listed = [_("{name}：{text}").format(name=name, text=basis) for name, basis in bases.items()]
        text = _("各市评分办法不同，得分不能一并排名：{bases}").format(bases=_("；").join(listed))
        raise Refusal(text, _("用 dutykit score 并列各市得分"))
    differing = [one.name for one in cities if one.found.candidates.scoring != found[0].scoring]
    if differing:
        text = _("各市评分办法名称相同而内容不同，得分不能一并排名：{cities}与{first}不同")
        names = _("、").join(differing)
        raise Refusal(text.format(cities=names, first=cities[0].name), _("用 dutykit score 并列各市得分"))
    title, rankings = ranked_by(_together([one.name for one in cities], found), request)
    ranked = Rankings(title, cities[0].found.source, tuple(rankings))
    return CityRankings(cities, ranked, tuple(_unmatched([one.name for one in cities], found, request)))


def _unmatched(names: Sequence[str], found: Sequence[Candidates], request: RankRequest) -> Iterator[str]:
    """Metrics that are ranked apart, or that only some of the cities have."""
    if request.by != "metric":
        return
    having: dict[MetricKey, list[str]] = {}
    for name, one in zip(names, found, strict=True):
        for key in sorted(one.metrics, key=lambda key: (len(key.indicator), *map(str, key))):
            if request.metric is None or key.name == request.metric.strip():
                having.setdefault(key, []).append(name)
    counts = Counter((one.indicator, one.name) for one in having)
    several = [_metric(*key) for key, count in counts.items() if count > 1]
    if several:
        text = _("名称相同而指标内容或计量单位不同，分别排名：{metrics}")
        yield text.format(metrics=_("、").join(several))
    for cities, keys in only_in_some(having, names).items():
        metrics = _("、").join(_metric(one.indicator, one.name) for one in keys)
        yield _("只在{cities}：{ids}").format(cities=_("、").join(cities), ids=metrics)


def _metric(indicator: str, name: str) -> str:
    return _("指标 {id} {metric}").format(id=indicator, metric=name)


def _together(names: Sequence[str], found: Sequence[Candidates]) -> Candidates:
    """The candidates of all, each unit with its city before its name."""
    parts = [*zip(names, found, strict=True)]
    return Candidates(
        found[0].cycle,
        {_joined(city, unit): kind for city, one in parts for unit, kind in one.kinds.items()},
        frozenset(key for one in found for key in one.metrics),
        found[0].scoring,
        tuple(replace(score, unit=_joined(city, score.unit)) for city, one in parts for score in one.scores),
        tuple(replace(reading, unit=_joined(city, reading.unit)) for city, one in parts for reading in one.readings),
        Unread(_all(parts, lambda one: one.submissions), _all(parts, lambda one: one.reviews)),
    )


def _all(parts: Iterable[tuple[str, Candidates]], units: Callable[[Unread], Collection[str]]) -> frozenset[str]:
    return frozenset(_joined(city, unit) for city, one in parts for unit in units(one.unread))


def _joined(city: str, unit: str) -> str:
    return f"{city}{_APART}{unit}"


def _place(place: Mapping[str, object]) -> dict[str, object]:
    city, _apart, unit = str(place["unit"]).partition(_APART)
    return {"place": place["place"], "city": city, **place, "unit": unit}


def _with_city(table: Table) -> Table:
    """The table with the names of cities in a column of their own, before that of units."""
    at = table.head

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        city, _apart, unit = str(cells[at]).partition(_APART)
        return (*cells[:at], city, unit, *cells[at + 1 :])

    groups = tuple(Group(tuple(map(row, one.rows)), one.title) for one in table.groups)
    columns = (*table.columns[:at], Column(_("城市")), *table.columns[at:])
    return replace(table, columns=columns, groups=groups, head=at + 1)
