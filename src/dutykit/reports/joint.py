"""What a report on several workspaces together states of each: read by as many processes as there are processors."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dutykit.assess.round_figures import city_figures
from dutykit.assess.timeline import round_status
from dutykit.check.broken_logs import broken_logs
from dutykit.language import _
from dutykit.model.evaluation import Evaluation
from dutykit.model.gap import ASSIGNMENTS
from dutykit.model.refusal import Refusal
from dutykit.process.garbage import collection_paused
from dutykit.process.in_order import in_order
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.overview_lights import stage_cell
from dutykit.reports.views.overview_view import is_sample, late_problems, requests_of, unread_files
from dutykit.reports.views.standing import City, cover
from dutykit.workspace.asked_names import known_cycle
from dutykit.workspace.opening import open_workspace
from dutykit.workspace.root_names import names_of


class _Unread(NamedTuple):
    name: str
    message: str
    fix: str | None


def cities_of(roots: Sequence[Path], cycle: int | None, day: dt.date) -> Iterator[City]:
    """Each of the workspaces in `roots` on `day`; none is held on to.

    Raises Refusal that names every city of which nothing can be stated, and for cities that are at work on different years.
    """
    cities: list[City] = []
    unread: list[_Unread] = []
    for one in in_order(partial(_city, cycle, day), [*zip(names_of(roots), roots, strict=True)]):
        if isinstance(one, _Unread):
            unread.append(one)
        else:
            cities.append(one)
    if unread:
        text = _("；").join(_("{name}：{text}").format(name=one.name, text=one.message) for one in unread)
        raise Refusal(text, unread[0].fix)
    if len({one.figures.now.cycle for one in cities}) > 1:
        years = (_("{name} {cycle}").format(name=one.name, cycle=one.figures.now.cycle) for one in cities)
        raise Refusal(_("各工作区的年度不同：{cities}").format(cities=_("、").join(years)), _("用 --cycle 指定年度"))
    yield from cities


def _city(cycle: int | None, day: dt.date, named: tuple[str, Path]) -> City | _Unread:
    name, root = named
    with collection_paused():
        try:
            return _read(cycle, day, name, root)
        except Refusal as refusal:
            return _Unread(name, refusal.message, refusal.fix)


def _read(cycle: int | None, day: dt.date, name: str, root: Path) -> City:
    workspace, findings = open_workspace(root)
    if workspace is None:
        text = _("无法读取指标体系或单位名录：{reason}").format(reason=findings[0].message)
        raise Refusal(text, _("先按 dutykit validate 的校验结果改正"))
    year = known_cycle(workspace, cycle)
    then = workspace.at(year)
    gaps = then.gaps.of(ASSIGNMENTS, cycle=year)
    if gaps:
        text = _("{file} 的部分内容未读取").format(file=gaps[0].place.file)
        raise Refusal(text, _("先按 dutykit validate 的校验结果改正"))
    standing = standing_of(then, year, day)
    sample = is_sample(standing)
    status = round_status(then, year, day)
    letters = (entry.letter for unit in status.units for entry in unit.letters if entry.letter is not None)
    return City(
        name=name,
        figures=city_figures(then, year, day),
        stage=stage_cell(status),
        letters=Counter((one.color, one.kind) for one in letters),
        late=tuple(late_problems(standing, day)),
        requests=tuple(requests_of(then.evaluations.get(year, Evaluation()))),
        off_target=standing.alerts.off_target,
        unread=unread_files(standing),
        broken_logs=tuple(broken_logs(then, year)),
        marks=cover(standing, "", "", (), sample=sample).marks,
        sample=sample,
    )
