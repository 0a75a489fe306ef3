"""An evidence file is not of the kind its name says."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from dutykit.check.declare import check
from dutykit.check.walk import all_evidence, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.workspace import Workspace

_WORD_FILES = frozenset({"doc", "docx", "rtf"})
"""Word opens them whatever they are called, and WPS writes its own files in both forms."""
_SHEETS = frozenset({"doc", "xlsx"})  # "doc" stands for the container that .xls and .ppt are in too
_SLIDES = frozenset({"doc", "pptx"})
_ZIPS = frozenset({"zip", "docx", "xlsx", "pptx", "ofd"})
_FILMS = frozenset({"mp4", "mov"})
_PLAIN = frozenset({"txt", "csv", "md"})
_FAMILIES: dict[str, frozenset[str]] = {
    **{
        name: frozenset({name}) for name in ("pdf", "png", "gif", "bmp", "rar", "7z", "gz", "rtf", "wav", "avi", "webp")
    },
    **dict.fromkeys(("jpg", "jpeg", "jpe"), frozenset({"jpg"})),
    **dict.fromkeys(("tif", "tiff"), frozenset({"tif"})),
    **dict.fromkeys(("doc", "wps"), _WORD_FILES),
    **dict.fromkeys(("xls", "et"), _SHEETS),
    **dict.fromkeys(("ppt", "dps"), _SLIDES),
    **{name: frozenset({name, "zip"}) for name in ("docx", "xlsx", "pptx", "ofd")},
    "zip": _ZIPS,
    **dict.fromkeys(("mp4", "mov", "m4v"), _FILMS),
    **dict.fromkeys(_PLAIN, frozenset[str]()),
}
"""The kinds a file of each extension may be; of extensions that are not here nothing is said."""


@check(Severity.WARNING)
def evidence_type_mismatch(workspace: Workspace) -> Iterable[Flaw]:
    """佐证材料的内容与扩展名不符。

    为什么：扩展名不对的文件打不开，或者被别的程序打开；也可能是放错了文件。

    怎么改：用对应的程序另存为正确的格式，或把扩展名改成与内容一致（file 和文件名一起改）。
    """
    for _submission, evidence in all_evidence(workspace):
        found = workspace.evidence.get(evidence.file or "")
        if found is None or found.state != "present":
            continue
        extension = PurePosixPath(found.path).suffix.lower().removeprefix(".")
        family = _FAMILIES.get(extension)
        if family is None or found.kind == extension or found.kind in family:
            continue
        if found.kind is None:
            if extension in _PLAIN:
                continue  # a text has no first bytes of its own
            message = _("佐证材料“{title}”的扩展名是 .{extension}，内容不是这种格式：{file}")
        else:
            message = _("佐证材料“{title}”的扩展名是 .{extension}，内容却是 {kind} 格式：{file}")
        text = message.format(
            title=shortened(evidence.title), extension=extension, kind=found.kind, file=shortened(found.path, 80)
        )
        yield Flaw(evidence.place_of("file"), text)
