"""The catalogue and the register of a new year in which units were merged, renamed or dissolved into others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dutykit.language import _
from dutykit.lifecycle.unit_merging.names import Pair, join_catalogue, join_register
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE
from dutykit.model.refusal import Refusal
from dutykit.model.unit import Register, Unit
from dutykit.model.workspace import Workspace
from dutykit.workspace.asked_names import known_unit
from dutykit.workspace.catalogue_writer import unit_value
from dutykit.workspace.edited_file import file_of
from dutykit.workspace.file_before import unsafe_edit
from dutykit.workspace.yaml.operations import PutItem, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml

Successions = Sequence[tuple[str, Sequence[str]]]
"""Each unit of the new year with the units it succeeds, by any of their names; the unit may be a new one."""


def succession_asked(texts: Sequence[str]) -> Successions:
    """What is meant by `NEW=OLD` and `NEW=OLD,OLD`. Raises Refusal."""
    found = []
    for text in texts:
        new, sign, olds = text.replace("＝", "=").partition("=")
        names = [one.strip() for one in olds.replace("，", ",").replace("、", ",").split(",")]
        if not sign or not new.strip() or not all(names):
            message = _("“{text}”不是“新单位=原单位”").format(text=text)
            raise Refusal(message, _("如 --succeed 东山县政府=东山县政府、西河县政府"))
        found.append((new.strip(), [one for one in names if one != new.strip()]))
    return found


def with_successions(workspace: Workspace, files: Mapping[str, bytes], successions: Successions) -> dict[str, bytes]:
    """`files`, what the new year's catalogue and register are where they changed, with the successions in them.

    The old units leave register, groups and assignments; the new ones state in `succeeds` whom they follow. Raises Refusal.
    """
    limits = workspace.settings.limits
    documents = {
        name: read_yaml(files.get(name, workspace.sources[name].data), name, limits)
        for name in (REGISTER_FILE, CATALOGUE_FILE)
    }
    try:
        for new, olds in successions:
            for old in olds:
                documents = _succeeded(workspace, documents, new, old)
    except UnsafeEditError:
        raise unsafe_edit(REGISTER_FILE, _("在新的单位名录中写明 succeeds，用 --units 指定")) from None
    return {**files, **{name: one.source.data for name, one in documents.items()}}


def _succeeded(workspace: Workspace, documents: dict[str, Document], new: str, old: str) -> dict[str, Document]:
    """The two files after the unit `new` took the place of `old`."""
    limits = workspace.settings.limits
    register = _register(documents)
    gone = known_unit(replace(workspace, register=register), old)
    if register.find(new) is None:
        file = file_of(documents[REGISTER_FILE])
        units = file.root["units"]
        file.add([PutItem(units, _position(register, gone), unit_value(Unit(id=new, kind=gone.kind)))])
        documents = {**documents, REGISTER_FILE: file.after(limits)}
        register = _register(documents)
    kept = known_unit(replace(workspace, register=register), new)
    gone = register.by_id[gone.id]
    if kept.id == gone.id:
        raise Refusal(_("“{one}”和“{other}”已经是同一单位").format(one=new, other=old))
    pair = Pair(kept, gone, register)
    files = {name: file_of(one) for name, one in documents.items()}
    list(join_register(files[REGISTER_FILE], pair, as_successor=True))  # both change the file as they go
    list(join_catalogue(files[CATALOGUE_FILE], pair))
    return {name: one.after(limits) if one.operations else one.document for name, one in files.items()}


def _register(documents: Mapping[str, Document]) -> Register:
    record = file_of(documents[REGISTER_FILE]).record
    assert isinstance(record, Register)  # noqa: S101 (for the type checker)
    return record


def _position(register: Register, unit: Unit) -> int:
    return next(at for at, one in enumerate(register.units) if one.id == unit.id)
