"""A unit has two terms of one stage."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.cycle import Stage
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.place import Place
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace


@check(Severity.ERROR, whole=True)
def stage_unit_twice(workspace: Workspace) -> Iterable[Flaw]:
    """同一阶段中，同一单位或统称的不同时间（differs）出现两次。

    为什么：无法确定以哪个日期为准；提醒只采用第一处。单位自己的时间优先于其所在统称的时间，不视为重复。

    处理建议：只保留一处；一个单位在两个统称中且时间不同的，直接填写该单位的时间。
    """
    for one in workspace.timetable.cycles:
        register = workspace.at(one.cycle).register
        for stage in one.stages:
            names = [
                (meant, term.item_place("units", position))
                for term in stage.differs
                for position, name in enumerate(term.units)
                if (meant := register.find(name)) is not None  # unknown-stage-unit reports it
            ]
            direct: dict[str, Place] = {}
            through: dict[str, Place] = {}
            for meant, place in names:
                first = direct.setdefault(meant.id, place)
                if first != place:
                    yield _flaw(stage, meant.id, place, first)
            for meant, place in names:
                if isinstance(meant, Unit) or direct[meant.id] != place:
                    continue
                for member in dict.fromkeys(register.canonical.get(key, key) for key in meant.members):
                    first = through.setdefault(member, place)
                    if first != place and member not in direct:
                        yield _flaw(stage, member, place, first)


def _flaw(stage: Stage, unit: str, place: Place, first: Place) -> Flaw:
    message = _("“{stage}”的不同时间（differs）中，{unit}出现两次").format(stage=shortened(stage.name), unit=unit)
    return Flaw(place, message, related=(Related(first, _("第一次写在这里")),))
