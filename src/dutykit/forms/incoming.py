"""The workbooks that came in: read, and assigned to the unit and the cycle that each is for."""

from __future__ import annotations

from pathlib import Path

from dutykit.forms.collection import Collected, Rejection
from dutykit.forms.workbook.file import RawWorkbook, read_workbook
from dutykit.forms.workbook.reading import Reading, read_form
from dutykit.forms.workbook.rows import catalogue_fingerprint
from dutykit.language import _, reason_of
from dutykit.model.finding import Severity
from dutykit.model.unit import Unit
from dutykit.model.workspace import Workspace
from dutykit.output.office_archive import MOST_FILE_BYTES, OfficeFileError
from dutykit.workspace.file_bytes import TooLargeError, file_bytes


def incoming(path: Path, workspace: Workspace, cycle: int | None, only: str | None) -> tuple[Collected, Reading | None]:
    """A workbook and its contents, for `cycle` and, if given, for the unit `only` (its id).

    `workspace` is the one of that cycle. None, with a rejection, if the file is not a form or not one that is wanted.
    """
    form = Collected(path)
    try:
        form.data = file_bytes(path, MOST_FILE_BYTES)
        book = _opened(path, form.data)
    except TooLargeError:
        text = _("文件超过 {limit} MB").format(limit=MOST_FILE_BYTES // 1_000_000)
        form.refuse(text, fix=_("删去表中的图片等内容，再交回"))
    except OfficeFileError as error:
        form.data = b""
        form.refuse(error.message, fix=error.fix)
    except OSError as error:
        form.refuse(_("读不出来：{reason}").format(reason=reason_of(error)))
    else:
        reading = read_form(book)
        unit = _unit(form, reading, workspace, only)
        if unit is not None:
            _check_cycle(form, reading, cycle)
            _note_base(form, reading, workspace)
            if not form.is_refused:
                form.unit, form.cycle = unit.id, cycle
                return form, reading
    return form, None


def _opened(path: Path, data: bytes) -> RawWorkbook:
    if path.suffix.lower() in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        raise OfficeFileError(
            _("可以带宏的格式（{suffix}），不收").format(suffix=path.suffix), _("另存为不含宏的 .xlsx 再交回")
        )
    return read_workbook(data)


def _unit(form: Collected, reading: Reading, workspace: Workspace, only: str | None) -> Unit | None:
    """The unit whose form this is; refuses what is not a form, of no known unit, or of another unit than asked for."""
    if not reading.rows:
        form.refuse(_("没有找到填报表：没有一张工作表有填报表的表头"), fix=_("表头不要改；用 dutykit form 做的表填写"))
        return None
    cell = reading.overview("unit")
    place, written = (None, None) if cell is None else (cell.place, cell.source.text)
    name = (None if reading.base is None else reading.base.identity.unit) or written or only
    if name is None:
        form.refuse(_("表里没有写是哪个单位的"), fix=_("用 --unit 指明"))
        return None
    unit = workspace.register.find(name)
    if not isinstance(unit, Unit):
        form.refuse(_("没有名为“{name}”的单位").format(name=name[:40]), place)
        return None
    if written is not None and workspace.register.canonical.get(written, written) != unit.id:
        text = _("这里写的是“{said}”，而这份表是做给{unit}的").format(said=written[:40], unit=unit.id)
        form.refuse(text, place, _("各单位用自己的表填；用 dutykit form 重新做表"))
    if only is not None and unit.id != only:
        form.refuse(_("这是{unit}的表，不是{wanted}的").format(unit=unit.id, wanted=only), place)
    return unit


def _check_cycle(form: Collected, reading: Reading, cycle: int | None) -> None:
    """Refuse the form of another cycle."""
    cell = reading.overview("cycle")
    place, written = (None, None) if cell is None else (cell.place, cell.source.text)
    made_for = None if reading.base is None else str(reading.base.identity.cycle)
    named = made_for or written
    if made_for is not None and written is not None and written.strip() != made_for:
        text = _("这里写的是“{said}”，而这份表是 {cycle} 年度的").format(said=written[:20], cycle=made_for)
        form.refuse(text, place, _("年度不要改；用 dutykit form 重新做表"))
    elif named is not None and cycle is not None and named != str(cycle):
        text = _("这是 {said} 年度的表，现在收的是 {cycle} 年度").format(said=named[:20], cycle=cycle)
        form.refuse(text, place, _("换本年度的表填；确要收那一年的，用 --cycle {said}").format(said=named[:20]))
    if cycle is None:
        form.refuse(_("不知道是哪个年度"), fix=_("用 --cycle 指明，或在 dutykit.yaml 中写 cycle"))


def _note_base(form: Collected, reading: Reading, workspace: Workspace) -> None:
    """Say so where it is not known what the form contained when it was made, or where the indicators are others now."""
    if reading.base is None:
        text = _("没有隐藏的“_dutykit”工作表，分不清哪些格子是单位改的：空着的按没有改，与现有内容不同的按冲突处理")
        form.rejections.append(Rejection(Severity.NOTE, text))
    elif reading.base.identity.catalogue != catalogue_fingerprint(workspace.catalogue):
        text = _("这份表是按另一版指标体系做的；只收内容没有变的指标")
        form.rejections.append(Rejection(Severity.WARNING, text))
