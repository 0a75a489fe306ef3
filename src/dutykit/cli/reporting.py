"""Making the reports that were asked for: opens the workspaces, starts what prints, says what was made."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.cli.interruption import Interruption
from dutykit.cli.opening import open_workspace
from dutykit.cli.progress import with_bar
from dutykit.cli.screen import FINDINGS, OK, Screen
from dutykit.language import _
from dutykit.model.refusal import Refusal
from dutykit.process.garbage import collection_paused

if TYPE_CHECKING:
    from dutykit.cli.reports_asked import ReportsAsked
    from dutykit.model.workspace import Workspace
    from dutykit.reports.press.batch import Batch
    from dutykit.reports.press.engine import Engine
    from dutykit.reports.press.order import Order
    from dutykit.reports.press.outcome import Made


def run_report(screen: Screen, asked: ReportsAsked) -> int:
    """Do what `dutykit report` was asked for; the exit code. Raises Refusal and Interruption."""
    if asked.kind == "list":
        _list_kinds(screen, asked.workspace)
        return OK
    from dutykit.workspace.as_of import day_of

    asked.check()
    day = day_of(asked.as_of)
    with _engine(asked) as engine, _interruptible(several=not asked.alone and not asked.watched):
        from dutykit.validate.validation import workspaces_of

        roots = list(workspaces_of(asked.workspace, asked.paths))
        run = _Run(screen, asked, day, roots, engine)
        return _watching(screen, roots[0], run.once) if asked.watched else run.once()


@contextmanager
def _interruptible(*, several: bool) -> Iterator[None]:
    """Ctrl-C while several reports are made does not undo those that are there."""
    try:
        yield
    except KeyboardInterrupt:
        if not several:
            raise
        raise Interruption(_("已中断；已生成的报告予以保留，重新运行可继续生成")) from None


def _engine(asked: ReportsAsked) -> AbstractContextManager[Engine | None]:
    """What prints: a cluster, else this machine's processes, which get ready now; None to start it when needed."""
    if not asked.prints_now:
        return nullcontext()
    if asked.scheduler is not None:
        from dutykit.reports.press.cluster import cluster_engine

        return cluster_engine(asked.scheduler)
    from dutykit.reports.press.engine import early_engine

    return early_engine(alone=asked.alone)


def _watching(screen: Screen, root: Path, make_once: Callable[[], int]) -> int:
    """Make the reports now and whenever the data or the templates of the workspace change; the last exit code."""
    from dutykit.cli.watch import watch
    from dutykit.workspace.inventory import TEMPLATES

    return watch(screen, root, make_once, (TEMPLATES,))


@dataclass(frozen=True, slots=True)
class _Run:
    """What stays the same from one making of the reports to the next."""

    screen: Screen
    asked: ReportsAsked
    day: dt.date
    """By which problems are late."""
    roots: list[Path]
    engine: Engine | None

    def once(self) -> int:
        """Make the reports; the exit code."""
        from dutykit.cli.reports_made import show_lengths, show_made

        asked = self.asked
        # What is imported and read now stays; with --watch it is read again.
        with collection_paused(keep=not asked.watched):
            batches, unreadable = self._batches()
        if asked.dump_context:
            self._dump(batches[0])
            return OK
        made = self._results(batches)
        too_long = asked.kind is not None and show_lengths(self.screen, batches, asked.medium, asked.cycle, self.day)
        code = show_made(self.screen, [made[order] for batch in batches for order in batch.orders], unreadable)
        return FINDINGS if too_long and code == OK else code

    def _batches(self) -> tuple[list[Batch], list[Path]]:
        """The reports to make of each workspace, and the workspaces that cannot be read at all."""
        from dutykit.reports.press.batch import Batch, batches_of
        from dutykit.workspace.root_names import names_of
        from dutykit.workspace.writing.output_file import usual_folder

        asked = self.asked
        notes: list[str] = []
        unreadable: list[Path] = []

        if len(self.roots) == 1:
            opened = open_workspace(self.screen, self.roots[0])
            orders, more = asked.orders(opened, asked.output)
            notes.extend(more)
            batches = [Batch(opened.root, tuple(orders), opened)]
        elif asked.together:
            batches = [asked.joint_batch(self.roots, self.day)]
        else:
            folder = usual_folder() if asked.output is None else Path(asked.output)
            names = dict(zip(self.roots, names_of(self.roots), strict=True))

            def orders_in(opened: Workspace, path: Path) -> list[Order]:
                text = _("{name}：{text}")
                try:
                    orders, more = asked.orders(opened, f"{path}{os.sep}")
                except Refusal as refusal:
                    refusal.message = text.format(name=names[opened.root], text=refusal.message)
                    raise  # with the findings that it may have
                notes.extend(text.format(name=names[opened.root], text=note) for note in more)
                return orders

            batches, unreadable = batches_of(self.roots, folder, orders_in)
        for note in dict.fromkeys(notes):
            self.screen.say(note)
        return batches, unreadable

    def _results(self, batches: list[Batch]) -> dict[Order, Made]:
        if not self.asked.issue:
            return {one.order: one for one in self._made(batches)}
        from dutykit.cli.issuing import issue_letters

        return issue_letters(self.screen, self.asked, batches[0], self._made)

    def _made(self, batches: list[Batch]) -> Iterator[Made]:
        from dutykit.reports.press.making import make_reports
        from dutykit.reports.word_form import word_form

        asked = self.asked
        results = make_reports(
            batches,
            medium=asked.medium,
            cycle=asked.cycle,
            as_of=self.day,
            force=asked.force,
            attach=asked.attach,
            engine=self.engine,
            form=None if asked.template is None else word_form(asked.template),
        )
        total = sum(len(batch.orders) for batch in batches)
        return with_bar(self.screen, results, _("生成报告"), total=total, name=_whose)

    def _dump(self, batch: Batch) -> None:
        """Write what the template of the one report asked for is given to the output, else to stdout."""
        from dutykit.output.saved_file import save
        from dutykit.reports.press.press import Press

        if len(batch.orders) != 1:
            raise Refusal(_("--dump-context 每次只能用于一份报告"), _("使用 --unit 单位，或 --city"))
        press = Press(batch.root, self.asked.medium, self.asked.cycle, batch.workspace, as_of=self.day)
        text = press.context(batch.orders[0])
        if self.asked.output is None:
            self.screen.out(text)
        else:
            save(Path(self.asked.output), f"{text}\n".encode())
            self.screen.out(self.asked.output)


def _list_kinds(screen: Screen, folder: Path | None) -> None:
    """The kinds of report of the workspace; dutykit's own where there is none."""
    from dutykit.reports.kind_text import kind_list
    from dutykit.reports.kinds import KINDS
    from dutykit.reports.kinds_of_workspace import changed_templates, kinds_of
    from dutykit.workspace.discover import WorkspaceNotFoundError, workspace_at

    try:
        root = workspace_at(folder)
        screen.out(kind_list(kinds_of(root).values(), changed_templates(root)))
    except WorkspaceNotFoundError:
        screen.out(kind_list(KINDS, frozenset()))


def _whose(made: Made) -> str:
    return made.order.name
