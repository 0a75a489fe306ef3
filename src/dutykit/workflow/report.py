"""Make evaluation reports: choose which, work out what they show, lay them out, write each whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from dutykit.assess.coverage import coverage
from dutykit.language import Language, _, current_language, reason_of, use_language
from dutykit.load.assemble import load_workspace
from dutykit.load.atomic_file import write_atomically
from dutykit.load.discover import is_inside
from dutykit.model.finding import Finding
from dutykit.model.layout import CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE, SUBMISSIONS_FOLDER
from dutykit.model.likeness import closest
from dutykit.model.record import Record
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace
from dutykit.render.report.city_view import city_report
from dutykit.render.report.fonts import (
    FontFolderError,
    FontsMissingError,
    css_families,
    fontconfig_file,
    names_system_fonts,
    own_fonts,
    undrawable,
    workspace_font_files,
)
from dutykit.render.report.glyphs import glyph_findings
from dutykit.render.report.html import Medium, report_html
from dutykit.render.report.pdf import PdfLibraryMissingError, UndrawnError, pdf_bytes
from dutykit.render.report.standing import Standing
from dutykit.render.report.templates import TEMPLATE_FOLDER, TemplateFaultError
from dutykit.render.report.unit_view import unit_report
from dutykit.render.report.view import CityReport, UnitReport
from dutykit.shipped import shipped
from dutykit.workflow.validation import with_lines

OUTPUT_FOLDER = Path("out")


class ReportImpossibleError(Exception):
    """No report at all can be made; `args` are what is wrong and how to mend it, for the user."""


@dataclass(frozen=True, slots=True)
class Order:
    """One report to make."""

    unit: str | None
    """The unit's id; None for the report on all units."""
    path: Path
    """Where to write it."""

    @property
    def name(self) -> str:
        """Whose report it is, for the user."""
        return _("全市") if self.unit is None else self.unit


@dataclass(frozen=True, slots=True)
class Made:
    """What became of an order: written if there are neither findings nor a failure."""

    order: Order
    findings: tuple[Finding, ...] = ()
    """Why the data do not allow the report."""
    failure: str = ""
    """Why it could not be made or written though the data allow it."""

    @property
    def written(self) -> bool:
        """Whether the report is there."""
        return not self.findings and not self.failure


def unit_named(workspace: Workspace, name: str) -> Unit:
    """The unit that `name`, an id or an alias, means. Raises ReportImpossibleError."""
    register = workspace.register
    found = register.find(name)
    if isinstance(found, Unit):
        return found
    if isinstance(found, Group):
        message = _("{name}是一个集体，报告按单位出").format(name=name)
        raise ReportImpossibleError(message, _("请指明其中的单位：{names}").format(names="、".join(found.members)))
    known = [one for one, key in register.canonical.items() if key in register.by_id]
    likely = closest(name, known)
    fix = _("是不是 {name}？").format(name=likely) if likely else _("单位名称见 {file}").format(file=REGISTER_FILE)
    raise ReportImpossibleError(_("没有名为 {name} 的单位").format(name=name), fix)


def orders_for(
    workspace: Workspace, units: Iterable[str], *, city: bool, medium: Medium, output: str | None
) -> list[Order]:
    """An order for each of `units` (ids) and with `city` one for all units together, at its end.

    `output` is a folder if there are several, or if it is one already or has no extension, else the file. Raises
    ReportImpossibleError if a report would overwrite a file of the workspace.
    """
    subjects: list[str | None] = [*dict.fromkeys(units)]
    if city:
        subjects.append(None)
    path = OUTPUT_FOLDER if output is None else Path(output)
    if output is not None and len(subjects) == 1 and _names_a_file(output):
        orders = [Order(subjects[0], path)]
    else:
        taken: set[str] = set()
        orders = [Order(one, path / _file_name(one or "全市", medium, taken)) for one in subjects]
    own = {os.path.realpath(workspace.root / name) for name in workspace.sources}
    for order in orders:
        if os.path.realpath(order.path) in own:
            message = _("{path} 是工作区的数据文件，不能用报告覆盖").format(path=order.path)
            raise ReportImpossibleError(message, _("用 -o 另指一个文件"))
    return orders


def all_units(workspace: Workspace) -> list[str]:
    """The ids of the units that owe an indicator, in the register's order."""
    owing = workspace.responsibilities.by_unit
    return [unit for unit in workspace.register.by_id if unit in owing]


def make_reports(
    workspace: Workspace, orders: Sequence[Order], *, medium: Medium, cycle: int | None = None, workers: int = 0
) -> Iterator[Made]:
    """Make every report, giving word of each as it is done, in no particular order.

    A report that fails does not stop the others. `workers` processes share the work, by default as many
    as there are processors; one report is made in this process. Raises ReportImpossibleError.
    """
    if cycle is None and workspace.cycle is None:
        raise ReportImpossibleError(
            _("工作区里没有任何年度的填报"), _("用 --cycle 指明年度，或在 dutykit.yaml 中写 cycle")
        )
    workers = min(workers or _processors(), len(orders))
    if workers <= 1:
        press = _Press(workspace.root, medium, cycle, workspace)
        for order in orders:
            yield press.make(order)
        return
    yield from _in_parallel(workspace, orders, medium, cycle, workers)


def _in_parallel(
    workspace: Workspace, orders: Sequence[Order], medium: Medium, cycle: int | None, workers: int
) -> Iterator[Made]:
    from multiprocessing import get_context

    owed = workspace.responsibilities.by_unit
    longest_first = sorted(orders, key=lambda one: -len(owed.get(one.unit, ())) if one.unit else -(10**9))
    setup = (workspace.root, medium, cycle, current_language())
    left = deque(longest_first)
    suspects: set[Order] = set()  # what was being made when a worker died: tried once more, one at a time
    while left:
        dead: list[Order] = []
        at_once = 1 if suspects else workers
        # No more is handed over than is soon begun: so an interruption leaves nothing to cancel, which
        # ProcessPoolExecutor may wait on forever.
        with ProcessPoolExecutor(at_once, get_context("spawn"), _start_worker, setup) as pool:
            waiting: dict[Future[Made], Order] = {}
            while not dead:
                while left and len(waiting) < at_once + (not suspects):
                    order = left.popleft()
                    waiting[_submitted(pool, order)] = order
                if not waiting:
                    return
                done, _rest = wait(waiting, return_when=FIRST_COMPLETED)
                for future in sorted(done, key=lambda one: str(waiting[one].path)):
                    order = waiting.pop(future)
                    if isinstance(future.exception(), BrokenProcessPool):
                        dead.append(order)
                    else:
                        yield _outcome(future, order)
            dead += waiting.values()
        for order in dead:
            if order in suspects:
                yield Made(order, failure=_("制作报告的进程意外中止，可能是内存不足"))
            else:
                left.append(order)
        suspects.update(dead)


def _submitted(pool: ProcessPoolExecutor, order: Order) -> Future[Made]:
    try:
        return pool.submit(_make_in_worker, order)
    except BrokenProcessPool as error:  # a worker died while it made another report
        future: Future[Made] = Future()
        future.set_exception(error)
        return future


def _outcome(future: Future[Made], order: Order) -> Made:
    try:
        return future.result()
    except ReportImpossibleError:
        raise
    except Exception as error:  # noqa: BLE001 (our own bug in one report must not cost the others)
        return Made(order, failure=_("程序内部错误：{reason}").format(reason=f"{type(error).__name__}: {error}"))


_press: _Press | None = None
"""What a worker process keeps from one report to the next."""


def _start_worker(root: Path, medium: Medium, cycle: int | None, language: Language) -> None:
    global _press  # noqa: PLW0603 (a worker process is started once, for one workspace)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which stops us in good order
    use_language(language)
    _press = _Press(root, medium, cycle)


def _make_in_worker(order: Order) -> Made:
    if _press is None:
        raise RuntimeError("worker was not started")
    return _press.make(order)


class _Press:
    """Makes reports of one workspace and cycle, loading and working out things once."""

    def __init__(self, root: Path, medium: Medium, cycle: int | None, workspace: Workspace | None = None) -> None:
        # The findings of reading are kept by the loader, not by the workspace.
        loaded = load_workspace(root) if workspace is None or workspace.incomplete else None
        workspace = loaded.workspace if loaded else workspace
        if workspace is None:
            raise ReportImpossibleError(_("指标或单位文件读不出来"), _("先运行 dutykit validate 查看并改正"))
        self.workspace = workspace
        self.reading = with_lines(loaded.findings, loaded.sources) if loaded else []
        self.medium = medium
        year = workspace.cycle if cycle is None else cycle
        self.standing = _standing(workspace, year or 0)
        try:
            own = own_fonts(shipped("fonts"))
            theirs = workspace_font_files(workspace.root, workspace.settings.font_folders)
        except (FontsMissingError, FileNotFoundError) as error:
            raise ReportImpossibleError(
                _("dutykit 自带的字体不全：{folder}").format(folder=error.args[0]),
                _("运行 dutykit doctor 查看怎样补齐"),
            ) from error
        except FontFolderError as error:
            raise _font_folder_unusable(error) from error
        wanted = workspace.settings.fonts
        self.fonts = css_families(own, wanted)
        # Noto Sans SC draws all but the rarest characters: asked first, it is mostly the only one opened.
        self.font_files = [*sorted((font.path for font in own), key=lambda path: path.name != _FIRST_ASKED), *theirs]
        self.system_fonts = names_system_fonts(wanted)
        folders = sorted({path.parent for path in self.font_files})
        self.fontconfig = fontconfig_file(folders, _font_cache(), with_system=self.system_fonts)
        self.templates = _template_folders(workspace.root)

    def make(self, order: Order) -> Made:
        """Make and write one report. Raises ReportImpossibleError for what would stop every other one too."""
        unreadable = self._unreadable(order.unit)
        if unreadable:
            return Made(order, unreadable)
        try:
            data = self._data(order)
        except _UndrawableError as error:
            return Made(order, tuple(glyph_findings(error.args[0], self._records(order.unit), self.workspace.sources)))
        except TemplateFaultError as error:
            name, line, reason = error.args
            message = _("模板 {name} 第 {line} 行有错：{reason}").format(name=name, line=line, reason=reason)
            raise ReportImpossibleError(
                message, _("改正工作区的 templates/report，或删去它以使用自带的模板")
            ) from error
        except PdfLibraryMissingError as error:
            message = _("缺少制作 PDF 的系统库：{reason}").format(reason=error.args[0])
            raise ReportImpossibleError(
                message, _("运行 dutykit doctor 查看缺什么、怎样装；--format html 不需要它")
            ) from error
        except FontFolderError as error:
            raise _font_folder_unusable(error) from error
        try:
            write_atomically(order.path, data)
        except OSError as error:
            reason = reason_of(error)
            return Made(order, failure=_("{path} 写不进去：{reason}").format(path=order.path, reason=reason))
        return Made(order)

    def _data(self, order: Order) -> bytes:
        html = report_html(self._report(order.unit), self.fonts, self.templates, self.medium)
        missing = undrawable(html, self.font_files)
        # Which characters the system's fonts draw is known only when they have drawn them.
        if missing and not (self.system_fonts and self.medium == "pdf"):
            raise _UndrawableError(missing)
        if self.medium == "html":
            return html.encode()
        try:
            return pdf_bytes(html, self.fontconfig)
        except UndrawnError as error:
            raise _UndrawableError(error.args[0]) from error

    def _report(self, unit: str | None) -> UnitReport | CityReport:
        if unit is None:
            incomplete = sorted(name for name in self.workspace.incomplete if name.startswith(SUBMISSIONS_FOLDER + "/"))
            return city_report(self.standing, self.fonts, incomplete)
        return unit_report(self.standing, self.workspace.register.by_id[unit], self.fonts)

    def _unreadable(self, unit: str | None) -> tuple[Finding, ...]:
        """The findings on files that this report rests on and that could not be read in full."""
        incomplete = self.workspace.incomplete
        needed = {CATALOGUE_FILE, REGISTER_FILE, SETTINGS_FILE} & incomplete
        if unit is not None:
            submission = self.standing.submission(unit)
            needed |= {name for name in incomplete if self._is_of(name, unit)}
            needed |= {submission.file} & incomplete if submission else set()
        return tuple(finding for finding in self.reading if finding.place.file in needed)

    def _is_of(self, name: str, unit: str) -> bool:
        """Whether the file `name` is by its name and folder the submission of `unit` in this cycle."""
        path = PurePosixPath(name)
        if path.parts[0] != SUBMISSIONS_FOLDER or str(self.standing.cycle) not in path.parts[1:-1]:
            return False
        return self.workspace.register.canonical.get(path.stem, path.stem) == unit

    def _records(self, unit: str | None) -> list[Record]:
        """The records a report takes its words from."""
        workspace = self.workspace
        units = all_units(workspace) if unit is None else [unit]
        submissions = [one for name in units if (one := self.standing.submission(name)) is not None]
        return [workspace.catalogue, workspace.register, workspace.settings, *submissions]


class _UndrawableError(Exception):
    """`args[0]`: the characters that no font draws."""


_FIRST_ASKED = "NotoSansSC-Regular.otf"


def _standing(workspace: Workspace, cycle: int) -> Standing:
    pairs = coverage(workspace, cycle).pairs
    return Standing(workspace, cycle, {(pair.unit, pair.indicator): pair.status for pair in pairs})


def _font_folder_unusable(error: FontFolderError) -> ReportImpossibleError:
    message = _("dutykit.yaml 的 font_folders 中 {name} 不能用").format(name=error.args[0])
    return ReportImpossibleError(message, _("它应当是工作区内的文件夹，里面放完好的 otf、ttf 或 ttc 字体文件"))


def _template_folders(root: Path) -> list[Path]:
    """Where templates are looked for: in the workspace, then among dutykit's own."""
    own = root / TEMPLATE_FOLDER
    folders = [own] if own.is_dir() and is_inside(root, own) else []
    return [*folders, shipped(TEMPLATE_FOLDER)]


def _font_cache() -> Path:
    """A folder of this user's for fontconfig's cache; a temporary one where the usual place cannot be written."""
    from platformdirs import user_cache_path

    usual = user_cache_path("dutykit", appauthor=False) / "fontconfig"
    user = os.getuid() if hasattr(os, "getuid") else 0
    for folder in (usual, Path(tempfile.gettempdir(), f"dutykit-{user}-fontconfig")):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = os.lstat(folder)
        except OSError:
            continue
        owned = not hasattr(os, "getuid") or status.st_uid == user
        if owned and stat.S_ISDIR(status.st_mode) and os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="dutykit-fontconfig-"))


def _names_a_file(output: str) -> bool:
    return not output.endswith(("/", os.sep)) and bool(Path(output).suffix) and not Path(output).is_dir()


def _file_name(subject: str, medium: Medium, taken: set[str]) -> str:
    """A file name for `subject` that stays in its folder and is not yet in `taken`."""
    safe = "".join(
        "_" if character in '/\\:*?"<>|' or not character.isprintable() else character for character in subject
    )
    while len(safe.encode()) > 180:
        safe = safe[:-1]
    safe = safe.strip(". ") or "_"
    name, number = f"{safe}.{medium}", 1
    while name.casefold() in taken:
        number += 1
        name = f"{safe}-{number}.{medium}"
    taken.add(name.casefold())
    return name


def _processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
