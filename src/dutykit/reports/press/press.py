"""Lays out one report after another of one workspace: calculates what it shows, fills in its template, writes it."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.check.plugin import PluginStoppedError, guarded, plain_values, stopped
from dutykit.language import _, reason_of
from dutykit.model.finding import Finding
from dutykit.model.record import Record
from dutykit.model.refusal import Refusal
from dutykit.model.workspace import Workspace
from dutykit.reports.context_json import context_json
from dutykit.reports.enclosures import UnfitEvidenceError, evidence, manifest, sources
from dutykit.reports.kinds import ReportKind
from dutykit.reports.kinds_of_workspace import kind_named, template_folders, template_unusable
from dutykit.reports.numbers import number_of
from dutykit.reports.press.order import EVALUATION, Order, all_units
from dutykit.reports.press.outcome import Made
from dutykit.reports.standing_of import standing_of
from dutykit.reports.views.standing import City
from dutykit.shipped import shipped
from dutykit.text.drawn import undrawn
from dutykit.typeset.enclosure import Enclosure
from dutykit.typeset.fonts import (
    FontFolderError,
    FontsMissingError,
    css_families,
    own_fonts,
    undrawable,
    workspace_font_files,
)
from dutykit.typeset.glyphs import glyph_findings
from dutykit.typeset.html import Medium, report_html
from dutykit.typeset.proof import Proof
from dutykit.typeset.report import Cover, Report
from dutykit.typeset.templates import TemplateFaultError
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.writing.output_file import write_output

if TYPE_CHECKING:
    from dutykit.reports.word_form import WordForm
    from dutykit.typeset.word.document import Notes


class Press:
    """Lays out reports of one workspace and cycle, loading and calculating things once."""

    def __init__(  # noqa: PLR0913 (each is asked for by its name)
        self,
        root: Path,
        medium: Medium,
        cycle: int | None,
        workspace: Workspace | None = None,
        *,
        as_of: dt.date | None = None,
        attach: bool = False,
        form: WordForm | None = None,
        cities: tuple[City, ...] = (),
    ) -> None:
        workspace = load_workspace(root).workspace if workspace is None else workspace
        if workspace is None:
            raise Refusal(_("无法读取指标体系或单位名录"), _("先运行 dutykit validate，改正所列错误"))
        self.workspace = workspace
        if cycle is None and workspace.cycle is None:
            raise Refusal(_("工作区中没有任何年度的填报文件"), _("用 --cycle 指定年度，或在 dutykit.yaml 中填写 cycle"))
        self.medium = medium
        self.attach = attach
        self.form = form
        year = workspace.cycle if cycle is None else cycle
        self.workspace = workspace = workspace.at(year)  # a cycle that is over is reported by what it was asked by
        self.standing = replace(standing_of(workspace, year or 0, as_of), cities=cities)
        try:
            own = own_fonts(shipped("fonts"))
            theirs = workspace_font_files(workspace.root, workspace.settings.font_folders)
        except (FontsMissingError, FileNotFoundError) as error:
            raise Refusal(
                _("dutykit 随附的字体不完整：{folder}").format(folder=error.args[0]),
                _("运行 dutykit doctor 查看补全方法"),
            ) from error
        except FontFolderError as error:
            raise _font_folder_unusable(error) from error
        wanted = workspace.settings.fonts
        self.fonts = css_families(own, wanted)
        self.font_files = theirs
        self.font_names = tuple(
            dict.fromkeys([*wanted.families, *(path.name for path in theirs), *(font.family for font in own)])
        )
        self.system_fonts = bool(wanted.families)
        self.font_folders = tuple(sorted({os.fspath(path.parent) for path in theirs}))
        self.templates = template_folders(workspace.root)

    def longest_first(self, orders: Iterable[Order]) -> list[Order]:
        """`orders` such that those which take longest are begun first, and none is left over for the end."""
        owed = self.workspace.responsibilities.by_unit
        return sorted(orders, key=lambda one: -len(owed.get(one.unit, ())) if one.unit else -(10**9))

    def proof(self, order: Order) -> Proof | Made:
        """What is to be printed, or what came of the order already. Raises Refusal for what stops all."""
        unreadable = self._unreadable(order)
        if unreadable:
            return Made(order, unreadable)
        try:
            if self.form is not None:
                return self.written(order, self._filled(order, self.form))
            enclosures = self._enclosures(order)
            kind, report = self.view(order, enclosures)
            folders, values = self._folders(kind), self._values(kind, order)
            html = report_html(report, self.fonts, folders, self.medium, kind.template, values=values)
        except UnfitEvidenceError as error:
            return Made(order, error.args[0])
        except TemplateFaultError as error:
            raise template_unusable(error, self._plugin_with(error.args[0], order)) from error
        if self.medium == "html":
            return self.passed_on(order, html.encode(), html)
        word = self._notes(report.cover) if self.medium == "docx" else None
        return Proof(html, self.font_folders, self.system_fonts, tuple(enclosures), word)

    def undrawable(self, proof: Proof) -> frozenset[str]:
        """The characters of `proof` that are known to have no glyph before it is printed."""
        # Which characters the system's fonts draw is known only when they have drawn them.
        return frozenset() if self.system_fonts or proof.word else self._undrawable(proof.html)

    def undrawn(self, order: Order, characters: frozenset[str]) -> Made:
        """The report is refused for `characters` that no font draws: where they are."""
        records = self._records(order.unit)
        return Made(order, tuple(glyph_findings(characters, records, self.workspace.sources, self.font_names)))

    def passed_on(self, order: Order, data: bytes, text: str) -> Made:
        """Write the report made of `order`, whose reader's machine draws its `text`."""
        made = self.written(order, data)
        return replace(made, undrawn=self._undrawable(text)) if made.written and not self.system_fonts else made

    def finished(self, order: Order, proof: Proof, data: bytes) -> Made:
        """Write what was printed from the `proof` of `order`."""
        return self.passed_on(order, data, proof.html) if proof.word else self.written(order, data)

    def written(self, order: Order, data: bytes) -> Made:
        """Write the report made of `order`, whole or not at all."""
        try:
            write_output(order.path, data)
        except OSError as error:
            reason = reason_of(error)
            return Made(order, failure=_("无法写入 {path}：{reason}").format(path=order.path, reason=reason))
        return Made(order)

    def _undrawable(self, text: str) -> frozenset[str]:
        try:
            return undrawable("".join(sorted(undrawn(text))), self.font_files)
        except FontFolderError as error:
            raise _font_folder_unusable(error) from error

    def view(self, order: Order, enclosed: Iterable[Enclosure] = ()) -> tuple[ReportKind, Report]:
        """What the report of `order` shows, with `enclosed` inside, and its kind. Raises Refusal."""
        kind = self._kind(order)
        unit = None if order.unit is None else self.workspace.register.by_id[order.unit]
        number = number_of(self.workspace, self.standing.cycle, order.unit, kind)
        names = frozenset(one.name for one in enclosed)
        standing = replace(self.standing, number=number, enclosed=names, reminder=order.reminder)
        return kind, kind.views[order.scope](standing, unit, self.fonts)

    def context(self, order: Order) -> str:
        """What the template of `order` is given, as JSON. Raises Refusal."""
        kind, report = self.view(order)
        return context_json(report, self.fonts, self.medium, kind.template, self._values(kind, order))

    def _folders(self, kind: ReportKind) -> list[Path]:
        """Where the templates of `kind` are looked for: the workspace's own first, dutykit's last."""
        return self.templates if kind.folder is None else [*self.templates[:-1], kind.folder, self.templates[-1]]

    def _plugin_with(self, template: str, order: Order) -> Path | None:
        """The folder of a plug-in that the `template` was taken from."""
        kind = self._kind(order)
        holder = next((folder for folder in self._folders(kind) if (folder / template).is_file()), None)
        return holder if holder == kind.folder else None

    def _values(self, kind: ReportKind, order: Order) -> Mapping[str, object]:
        """What the plug-in of `kind` gives its template. Raises Refusal if it fails."""
        values = kind.values
        if values is None:
            return {}
        try:
            return guarded(lambda: plain_values(values(self.workspace, self.standing.cycle, order.unit)))
        except PluginStoppedError as error:
            message, fix = stopped(kind.name, error)
            raise Refusal(message, fix) from error

    def _kind(self, order: Order) -> ReportKind:
        return kind_named(self.workspace.root, order.kind or EVALUATION[order.scope])

    def _enclosures(self, order: Order) -> list[Enclosure]:
        """What travels inside the report. Raises UnfitEvidenceError and Refusal."""
        kind = self._kind(order)
        if self.attach and not kind.encloses:
            message = _("{title}供其他单位或公众查看、填写，不附佐证材料").format(title=kind.title)
            raise Refusal(message, _("去掉 --attach"))
        if self.medium != "pdf" or not kind.encloses:
            return []
        units = all_units(self.workspace) if order.unit is None else [order.unit]
        submissions = [one for name in units if (one := self.standing.submission(name)) is not None]
        return [
            *sources(self.workspace, submissions, self.standing.cycle, whole=order.unit is None),
            manifest(self.workspace, submissions, self.standing.cycle, enclosed=self.attach),
            *(evidence(self.workspace, submissions) if self.attach else ()),
        ]

    def _filled(self, order: Order, form: WordForm) -> bytes:
        """The office's own `form` with its fields filled in."""
        try:
            from dutykit.typeset.word.official import filled_form
        except ImportError as error:
            raise _without_word() from error
        return filled_form(form.data, form.name, self.view(order, ())[1])

    def _notes(self, cover: Cover) -> Notes:
        """What a Word document states beside its pages."""
        try:
            from dutykit.typeset.word.document import Notes
            from dutykit.typeset.word.faces import face_names
        except ImportError as error:
            raise _without_word() from error
        return Notes(face_names(self.workspace.settings.fonts), cover.marks, cover.issuer, cover.created)

    def _unreadable(self, order: Order) -> tuple[Finding, ...]:
        """The findings on files that this report rests on and that could not be read in full."""
        units = None if order.unit is None else (order.unit,)
        needs = self._kind(order).needs
        gaps = self.workspace.gaps.of(needs, cycle=self.standing.cycle, units=units, earlier=True)
        return tuple(with_lines(self.workspace.gaps.findings(gaps), self.workspace.sources))

    def _records(self, unit: str | None) -> list[Record]:
        """The records a report takes its words from."""
        workspace = self.workspace
        units = all_units(workspace) if unit is None else [unit]
        canonical = workspace.register.canonical
        # Of earlier cycles too: their problems live on.
        submissions = [one for one in workspace.submissions if canonical.get(one.unit, one.unit) in units]
        reviews = [one for one in workspace.reviews if canonical.get(one.unit, one.unit) in units]
        office = [workspace.catalogue, workspace.register, workspace.settings, workspace.timetable]
        evaluation = workspace.evaluations.get(self.standing.cycle) if unit is None else None
        some = [one for one in (workspace.scoring, evaluation) if one is not None]
        return [*office, *submissions, *reviews, *some]


def _without_word() -> Refusal:
    return Refusal(_("未安装 {name}").format(name="python-docx"), "pip install 'dutykit[office]'")


def _font_folder_unusable(error: FontFolderError) -> Refusal:
    message = _("dutykit.yaml 的 font_folders 中的 {name} 无法使用").format(name=error.args[0])
    return Refusal(message, _("把 font_folders 改为工作区内的文件夹，其中的 otf、ttf、ttc 字体文件须完好"))
