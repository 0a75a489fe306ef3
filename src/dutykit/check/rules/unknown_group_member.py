"""A group has a member nobody knows."""

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


@check(Severity.ERROR)
def unknown_group_member(workspace: Workspace) -> Iterable[Flaw]:
    """统称所含单位不在单位名录中，或其本身也是统称。

    为什么：无法对应的所含单位得不到任务，该统称的任务会缺少一个单位。

    处理建议：改为 data/units.yaml 中的单位名称或简称；统称不能包含统称，须直接列出单位。
    """
    register = workspace.register
    if REGISTER_FILE in workspace.incomplete:
        return  # the name may be in what could not be read
    guesses = Guesses({name: key for name, key in register.canonical.items() if key in register.by_id})
    for group in register.groups:
        for position, name in enumerate(group.members):
            found = register.find(name)
            place = group.item_place("members", position)
            if found is None:
                message = _("“{group}”所含单位“{name}”不在单位名录中").format(group=group.id, name=shortened(name))
                yield Flaw(place, message, guesses.fix(name))
            elif isinstance(found, Group):
                message = _("“{group}”所含的“{name}”也是统称，统称不能包含统称").format(
                    group=group.id, name=shortened(name)
                )
                inner = Related(found.place_of("id"), _("“{name}”在这里定义").format(name=found.id))
                yield Flaw(place, message, _("直接列出其所含单位"), (inner,))
