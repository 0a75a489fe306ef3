"""Several workspaces in one listing: a table with a column that names the city, and a table of what each city sums to."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from dutykit.language import _, plural
from dutykit.model.gap import Gap
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.output.gap_note import WithGaps
from dutykit.output.listing import Count, Listing
from dutykit.output.table.joined import Named, joined, sums
from dutykit.output.table.json import json_text
from dutykit.output.table.record import Cell, Column, Group, Share, Table
from dutykit.process.garbage import collection_paused
from dutykit.process.in_order import in_order
from dutykit.workspace.asked_names import nothing_of
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.root_names import names_of

VERSION = 1
K = TypeVar("K")


class Asked(NamedTuple):
    """What is asked of each city. All of it can be given to another process."""

    listing: Callable[[Workspace, Any], Listing]
    request: Any
    whole: str | None = None
    """A file that is no use read in part."""
    as_document: bool = False
    """Whether its document is wanted, beside its tables."""
    as_found: bool = False
    """Whether the listing itself is wanted, which must be small then."""
    judge: Callable[[Any], Iterable[str]] | None = None
    """Why a city does not pass the gate there is, in sentences; none if it does."""


@dataclass(frozen=True, slots=True)
class City:
    """What one city's workspace was found to hold."""

    name: str
    cycle: int | None
    is_known: bool
    """Whether it has anything of that cycle."""
    sheets: tuple[tuple[str, Table], ...]
    screen: tuple[Table, ...]
    basis: str
    rules: object
    counts: tuple[Count, ...]
    remarks: tuple[str, ...]
    gaps: tuple[Gap, ...]
    """What of its data could not be read; their places name the city before the file."""
    shortfalls: tuple[str, ...]
    document: str = ""
    """As JSON; empty where it was not asked for."""
    found: Any = None


class _Unread(NamedTuple):
    name: str
    message: str
    fix: str | None


def cities_of(roots: Sequence[Path], asked: Asked) -> Iterator[City]:
    """Each of the workspaces in `roots`, read by as many processes as there are processors; none is held on to.

    Raises Refusal that names every city of which nothing can be shown.
    """
    unread: list[_Unread] = []
    for one in in_order(partial(_city, asked), [*zip(names_of(roots), roots, strict=True)]):
        if isinstance(one, _Unread):
            unread.append(one)
        else:
            yield one
    if unread:
        text = _("；").join(_("{name}：{text}").format(name=one.name, text=one.message) for one in unread)
        raise Refusal(text, unread[0].fix)


def _city(asked: Asked, named: tuple[str, Path]) -> City | _Unread:
    name, root = named
    with collection_paused():
        try:
            return _read(asked, name, root)
        except Refusal as refusal:
            return _Unread(name, refusal.message, refusal.fix)


def _read(asked: Asked, name: str, root: Path) -> City:
    workspace, findings = open_workspace(root)
    if workspace is None:
        text = _("无法读取指标体系或单位名录：{reason}").format(reason=findings[0].message)
        raise Refusal(text, _("先按 dutykit validate 的校验结果改正"))
    if asked.whole is not None and asked.whole in workspace.incomplete:
        text = _("{file} 的部分内容未读取").format(file=asked.whole)
        raise Refusal(text, _("先按 dutykit validate 的校验结果改正"))
    found = asked.listing(workspace, asked.request)
    remarks = [*found.remarks]
    if findings:
        message = plural("读取时发现 {count} 处错误，部分内容未读取；请运行 dutykit validate 查看", len(findings))
        remarks.insert(0, message.format(count=len(findings)))
    cycle = asked.request.cycle or workspace.cycle
    return City(
        name,
        cycle,
        cycle is None or workspace.has(cycle),
        tuple(found.sheets()),
        tuple(found.screen_tables()),
        found.basis,
        found.rules,
        tuple(found.counts()),
        tuple(remarks),
        tuple(_at(name, one) for one in found.gaps),
        tuple(asked.judge(found)) if asked.judge is not None else (),
        json_text(WithGaps(found).document()) if asked.as_document else "",
        found if asked.as_found else None,
    )


def _at(city: str, gap: Gap) -> Gap:
    place = gap.place
    return Gap(gap.finding._replace(place=place._replace(file=f"{city}/{place.file}")))


@dataclass(frozen=True, slots=True)
class Cities(Listing):
    """The listings of several cities as one."""

    cities: tuple[City, ...]

    @property
    def remarks(self) -> Iterator[str]:
        """Those of each city, with its name."""
        for one in self.cities:
            for text in one.remarks:
                yield _("{name}：{text}").format(name=one.name, text=text)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Those of all cities."""
        return tuple(gap for one in self.cities for gap in one.gaps)

    @property
    def basis(self) -> str:
        """What all of them rest on."""
        return "" if any(self._bases()) else self.cities[0].basis

    def _bases(self) -> Iterator[str]:
        """Which cities rest on what, where not all rest on the same."""
        kinds: list[tuple[City, list[str]]] = []
        for one in self.cities:
            like = (names for first, names in kinds if (first.basis, first.rules) == (one.basis, one.rules))
            if (names := next(like, None)) is None:
                kinds.append((one, names := []))
            names.append(one.name)
        first_with = {first.basis: first for first, _names in reversed(kinds)}
        for first, names in kinds if len(kinds) > 1 else ():
            text = first.basis
            if (other := first_with[text]) is not first:
                text = _("{text}，内容与{name}的不同").format(text=text, name=other.name)
            yield _("{name}：{text}").format(name=_("、").join(names), text=text)

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """Each table of the cities as one with all of their rows, then what each city sums to."""
        for at, (name, _table) in enumerate(self.cities[0].sheets):
            yield name, self._joined([one.sheets[at][1] for one in self.cities])
        if self.cities[0].counts:
            yield _("按城市"), self.by_city()

    def screen_tables(self) -> Iterator[Table]:
        """The same, for a terminal."""
        for at in range(len(self.cities[0].screen)):
            yield self._joined([one.screen[at] for one in self.cities])
        if self.cities[0].counts:
            yield self.by_city()

    def _joined(self, tables: Sequence[Table]) -> Table:
        parts = [Named(one.name, table) for one, table in zip(self.cities, tables, strict=True)]
        table = joined(parts, _("城市"), self.basis)
        return replace(table, notes=(*self._bases(), *table.notes))

    def by_city(self) -> Table:
        """A row a city with what its listing sums to, and the sum of all."""
        kinds = {one.key: one for city in self.cities for one in city.counts}
        rows = [tuple(_cell(city, key) for key in kinds) for city in self.cities]
        return Table(
            title=_("{title}（按城市）").format(title=self.cities[0].screen[0].title),
            source=self.basis,
            columns=(
                Column(_("城市")),
                *(Column(one.title, "share" if isinstance(one.value, Share) else "number") for one in kinds.values()),
            ),
            groups=(Group(tuple((city.name, *row) for city, row in zip(self.cities, rows, strict=True))),),
            total=(_("合计"), *sums(rows)),
        )

    def document(self) -> Mapping[str, object]:
        """The cities as a document, version 1.

        `cities`: `city`, and what the command's document of that workspace has; `totals`: what they sum to, by the keys
        of each city's `totals`, a share as `part` and `whole`.
        """
        keys = list(dict.fromkeys(one.key for city in self.cities for one in city.counts))
        total = dict(zip(keys, sums([[_cell(city, key) for key in keys] for city in self.cities]), strict=True))
        return {
            "version": VERSION,
            "cities": [
                {
                    "city": one.name,
                    **json.loads(one.document),
                    "totals": {count.key: _plain(count.value) for count in one.counts},
                }
                for one in self.cities
            ],
            "totals": {key: _plain(value) for key, value in total.items()},
        }


def _cell(city: City, key: str) -> Cell:
    return next((one.value for one in city.counts if one.key == key), None)


def _plain(value: Cell) -> object:
    return {"part": value.part, "whole": value.whole} if isinstance(value, Share) else value


def only_in_some(found: Mapping[K, Collection[str]], cities: Sequence[str]) -> dict[tuple[str, ...], list[K]]:
    """What only some of `cities` have, by these; `found` names those that have each."""
    only: dict[tuple[str, ...], list[K]] = {}
    for key, having in found.items():
        if len(having) < len(cities):
            only.setdefault(tuple(one for one in cities if one in having), []).append(key)
    return only


def of_one_cycle(cities: Sequence[City]) -> None:
    """Raise Refusal where the cities are at work on different years, or some have nothing of the one that was asked for.

    Their numbers are not to be summed.
    """
    cycles = {one.cycle for one in cities}
    if len(cycles) > 1:
        text = _("各工作区的年度不同：{cities}").format(
            cities=_("、").join(_("{name} {cycle}").format(name=one.name, cycle=one.cycle) for one in cities)
        )
        raise Refusal(text, _("用 --cycle 指定年度"))
    unknown = [one for one in cities if not one.is_known]
    if unknown and unknown[0].cycle is not None:
        message, fix = nothing_of(unknown[0].cycle)
        raise Refusal(_("{name}：{text}").format(name=_("、").join(one.name for one in unknown), text=message), fix)
