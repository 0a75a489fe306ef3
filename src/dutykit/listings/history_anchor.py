"""An earlier result of `history verify`, kept elsewhere: what it names must still be in the logs."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dutykit.language import _, reason_of
from dutykit.listings.history import courses
from dutykit.model.record import Text
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.workspace.file_bytes import TooLargeError, file_bytes

_LARGEST = 4_000_000
"""Bytes of such a file; one line for each of a thousand units is a tenth of that."""


class _Head(BaseModel):
    """What is read of a unit; the rest of the document says nothing that lasts."""

    model_config = ConfigDict(strict=True)

    unit: Text | None
    head: Text | None


class _Document(BaseModel):
    """As `HistoryCheck.document` makes it."""

    model_config = ConfigDict(strict=True)

    version: int = Field(ge=1, le=1)
    cycle: int
    units: tuple[_Head, ...]


class Compared(NamedTuple):
    """What became of the logs since."""

    cycle: int
    kept: int
    """Logs that still contain what was their last entry."""
    grown: int
    """Entries that were added to them."""
    lost: tuple[tuple[str | None, str], ...]
    """The units, None for the whole cycle, whose last entry is gone, with its hash."""


def compared_with(workspace: Workspace, path: Path) -> Compared:
    """Hold the logs against the result of `history verify --format json` in `path`. Raises Refusal."""
    document = _read(path)
    canonical = workspace.at(document.cycle).register.canonical
    now = {one.unit: [entry.hash for entry in one.entries] for one in courses(workspace, document.cycle)}
    kept, grown, lost = 0, 0, []
    for one in document.units:
        if one.head is None:
            continue
        hashes = now.get(None if one.unit is None else canonical.get(one.unit, one.unit), [])
        if one.head in hashes:
            kept += 1
            grown += len(hashes) - 1 - hashes.index(one.head)
        else:
            lost.append((one.unit, one.head))
    return Compared(document.cycle, kept, grown, tuple(lost))


def _read(path: Path) -> _Document:
    try:
        return _Document.model_validate_json(file_bytes(path, _LARGEST))
    except TooLargeError as error:
        raise Refusal(_("{path} 超过文件大小上限").format(path=path)) from error
    except OSError as error:
        raise Refusal(_("无法读取 {path}：{problem}").format(path=path, problem=reason_of(error))) from error
    except ValidationError as error:
        message = _("{path} 不是 dutykit history verify 的核对结果").format(path=path)
        raise Refusal(message, _("使用 dutykit history verify -o 核对.json 生成的文件")) from error
