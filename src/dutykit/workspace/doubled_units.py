"""Units that are most likely one, in words: before their forms are sent out, and before a plan adds one of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from dutykit.language import _
from dutykit.model.layout import REGISTER_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.settings import Limits
from dutykit.model.unit import Group, Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.decode import decode
from dutykit.workspace.file_before import unsafe_edit
from dutykit.workspace.yaml.answers import node_of
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import Operation, UnsafeEditError
from dutykit.workspace.yaml.reader import read_yaml
from dutykit.workspace.yaml.record_edits import names_edit

Pair = tuple[str, str]
"""A unit, or a group, that is new, and the one that it most likely is."""


def doubled_lines(workspace: Workspace) -> Iterator[str]:
    """A sentence for each pair of units that both have something to fill in."""
    owing = workspace.responsibilities.by_unit
    for one, other, _names in workspace.register.likely_doubles:
        if one.id in owing and other.id in owing:
            text = _(
                "“{one}”与“{other}”疑似同一单位，各有一份填报表；是同一单位的，先运行 dutykit unit merge {one} {other}"
            )
            yield text.format(one=one.id, other=other.id)


def new_doubles(old: Register, new: Register) -> tuple[Pair, ...]:
    """The units and groups that only `new` knows and that are most likely others under another name."""
    found = []
    for one, other, _names in new.likely_doubles:
        here, there = (one, other) if one.id not in old.canonical else (other, one)
        if here.id not in old.canonical:
            found.append((here.id, there.id))
    return tuple(found)


def refuse_doubles(pairs: Sequence[Pair], route: str = "") -> None:
    """Refuse to add what is most likely there: answers would be taken for ones that nobody owes. `route` is one way more."""
    for here, there in pairs:
        message = double_words((here, there))
        fix = _(
            "是同一单位的，用 dutykit form --office 生成工作簿，在“{there}”一行的简称中写明“{here}”并导入，再重新运行；"
            "确是另一单位的，加 --new-unit {here}"
        ).format(here=here, there=there)
        raise Refusal(message, fix + route.format(here=here, there=there))


def double_words(pair: Pair) -> str:
    """What is asked about a pair."""
    return _("新增的“{here}”与“{there}”疑似同一单位").format(here=pair[0], there=pair[1])


def with_distinct(data: bytes, old: Register, names: Collection[str], limits: Limits) -> bytes:
    """The register's file `data`, with the new units `names` stated not to be those whose names are like theirs.

    Raises Refusal.
    """
    document = read_yaml(data, REGISTER_FILE, limits)
    register, _findings, _complete = decode(Register, document)
    everyone: dict[str, Unit | Group] = {} if register is None else {**register.group_by_id, **register.by_id}
    for name in sorted(names):
        if name not in everyone or name in old.canonical:
            raise Refusal(_("“{name}”不是新增的单位").format(name=name), _("核对 --new-unit 后的单位名称"))
    operations: list[Operation] = []
    wanted: dict[str, tuple[str, ...]] = {}
    for here, there in () if register is None else new_doubles(old, register):
        if here in names or there in names:
            wanted[here] = (*wanted.get(here, ()), there)
    for here, others in wanted.items():
        one = everyone[here]
        stated = tuple(dict.fromkeys((*one.distinct_from, *others)))
        operations += names_edit(node_of(one), type(one), "distinct_from", stated)
    try:
        return edited(document, operations, limits).source.data
    except UnsafeEditError:
        raise unsafe_edit(REGISTER_FILE, _("先在名录中手工补充方案新提到的单位")) from None
