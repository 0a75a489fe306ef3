"""A submission comes from a name nobody knows."""

from __future__ import annotations

from collections.abc import Iterable

from dutykit.check.declare import check
from dutykit.check.guess import Guesses
from dutykit.check.walk import shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Related, Severity
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.unit import Group
from dutykit.model.workspace import Workspace

_MOST = 5
"""Members of a group that a message names."""


@check(Severity.ERROR)
def unknown_submitting_unit(workspace: Workspace) -> Iterable[Flaw]:
    """填报单位不在单位名录中。

    为什么：无法对应到单位的自评材料不计入任何单位：不作为已报送，该单位仍显示为未填报。

    处理建议：将 unit 改为 data/units.yaml 中的名称或简称；统称（如“各县区政府”）不能填报，须填写具体单位。
    """
    register = workspace.register
    if REGISTER_FILE in workspace.incomplete:
        return  # the name may be in what could not be read
    guesses = Guesses({name: key for name, key in register.canonical.items() if key in register.by_id})
    for submission in workspace.submissions:
        found = register.find(submission.unit)
        if found is None:
            message = _("填报单位“{name}”不在单位名录中").format(name=shortened(submission.unit))
            yield Flaw(submission.place_of("unit"), message, guesses.fix(submission.unit))
        elif isinstance(found, Group):
            message = _("“{name}”是统称，不能作为填报单位").format(name=shortened(submission.unit))
            group = Related(found.place_of("id"), _("“{name}”在这里定义").format(name=found.id))
            yield Flaw(submission.place_of("unit"), message, _members(found), (group,))


def _members(group: Group) -> str | None:
    names = [shortened(name) for name in group.members[:_MOST]]
    if not names:
        return None
    if len(group.members) > _MOST:
        return _("改为所含单位之一：{members}等").format(members=_("、").join(names))
    return _("改为所含单位之一：{members}").format(members=_("、").join(names))
