"""One run of `collect`: the open workspace, what was asked, and what is to be written in the one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dutykit.forms.collection import Collected, CollectRequest
from dutykit.forms.enclosure import Enclosure
from dutykit.forms.named_files import NewCopy
from dutykit.forms.workbook.changes import Decide
from dutykit.forms.workbook.file import RawWorkbook
from dutykit.workspace.writing.changed_file import ChangedFile
from dutykit.workspace.writing.transaction import OpenWorkspace, Write


@dataclass(frozen=True, slots=True)
class OpenedBook:
    """A workbook that was opened; what comes of it is stated in `form`."""

    form: Collected
    book: RawWorkbook
    archive: Sequence[Enclosure] = ()
    """All files of the archive it came in."""


@dataclass(slots=True)
class Run:
    """What the taking functions of all kinds of workbooks share."""

    opened: OpenWorkspace
    request: CollectRequest
    decide: Decide
    files: list[ChangedFile] = field(default_factory=list)
    """The files that people read, as they are to be written: shown as differences in a dry run."""
    records: list[Write] = field(default_factory=list)
    """What the program notes for itself, written with them."""
    copies: dict[str, NewCopy] = field(default_factory=dict)
    """The evidence files that came along and are to be copied into the workspace, by the names of their copies."""
    used: set[str] = field(default_factory=set)
    """Where the files are that came along and that a form names."""
