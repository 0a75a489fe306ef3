"""Validate workspaces: load each, run the checks, apply what the workspace decides, sort what was found."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from dutykit.language import _, current_language
from dutykit.model.evidence_file import EVIDENCE_BYTES, EvidenceFile
from dutykit.model.finding import Finding, Severity, Waived
from dutykit.model.refusal import Refusal
from dutykit.process.garbage import collection_paused, keep_existing_objects
from dutykit.process.size import processors
from dutykit.validate.capping import MOST, capped
from dutykit.workspace.as_of import day_of
from dutykit.workspace.discover import find_workspace, name_in_workspace, workspace_at
from dutykit.workspace.finding_lines import with_lines
from dutykit.workspace.inventory import kind_of

if TYPE_CHECKING:
    from concurrent.futures import Future

    from dutykit.model.workspace import Workspace
    from dutykit.process.pool import Pool
    from dutykit.validate.baseline import Baseline
    from dutykit.validate.cache import Content, Kept

Task = tuple[Path, list[Path]]
"""A workspace and the paths in it to report on; none means the whole of it."""

AHEAD = 4
"""Workspaces given to each process before the first of them is asked for."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a run of `validate` asks for, beside the places to look at."""

    select: frozenset[str] = frozenset()
    """Only these rules; all if empty."""
    ignore: frozenset[str] = frozenset()
    """Not these rules."""
    today: dt.date = field(default_factory=lambda: day_of(None))
    """The day waivers are measured against."""
    baseline: Baseline | None = None
    """Findings that are not reported; None to report all."""
    whole: bool = False
    """Whether all findings of a rule in a file are given, however many there are."""
    cache: Path | None = None
    """The folder results are kept in; None to keep none."""


class Validation(NamedTuple):
    """What validating one workspace found."""

    root: Path
    findings: tuple[Finding, ...]
    """Sorted by file, line, column and rule."""
    files: tuple[str, ...]
    """The files that were looked at, sorted."""
    unreadable: bool
    """Whether the catalogue or the units could not be read, so that nothing could be checked."""
    waived: tuple[Waived, ...] = ()
    """What a waiver let pass."""
    known: Mapping[str, int] = MappingProxyType({})
    """How often the baseline holds what was found, by fingerprint."""


def workspaces_of(workspace: Path | None, paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """The workspaces to validate, each with those of `paths` that are in it; none of them means the whole of it.

    Without paths the one at or above `workspace`, by default the working folder. Raises WorkspaceNotFoundError,
    FolderNotFoundError, and Refusal for a path that does not exist.
    """
    wanted: dict[Path, list[Path]] = {}
    for path in paths:
        absolute = Path(os.path.abspath(path))
        if not os.path.lexists(absolute):
            raise Refusal(_("文件或文件夹不存在：{path}").format(path=path))
        root = find_workspace(absolute) if workspace is None else workspace_at(workspace)
        if not absolute.is_relative_to(root):
            message = _("{path} 不在工作区 {folder} 之内").format(path=path, folder=root)
            raise Refusal(message, _("路径从当前文件夹写起；或去掉 --workspace"))
        wanted.setdefault(root, []).append(absolute)
    return wanted or {workspace_at(workspace): []}


def validate(wanted: Mapping[Path, list[Path]], request: Request | None = None) -> Iterator[Validation]:
    """Validate each workspace of `wanted` in turn, reporting on the paths given for it only.

    Several workspaces are shared out among the processors; results come in the order of `wanted`, each as soon as it
    and those before it are there, and nothing is held on to.
    """
    request = request or Request()
    tasks = list(wanted.items())
    workers = min(processors(), len(tasks))
    if workers <= 1:
        yield from (_from_cache(*task, request) or validate_one(*task, request) for task in tasks)
    else:
        yield from _in_parallel(tasks, request, workers)


def _in_parallel(tasks: list[Task], request: Request, workers: int) -> Iterator[Validation]:
    """Results that the cache has are read here, which is quicker than asking another process; the rest is shared out."""
    keep_existing_objects()
    waiting: deque[tuple[Task, Validation | Future[Validation]]] = deque()
    pool: Pool | None = None
    with ExitStack() as pools:
        for task in tasks:
            outcome: Validation | Future[Validation] | None = _from_cache(*task, request)
            if outcome is None:
                pool = pool or pools.enter_context(_pool(workers))
                outcome = pool.submit(validate_one, *task, request)
            waiting.append((task, outcome))
            while waiting and (len(waiting) >= workers * AHEAD or isinstance(waiting[0][1], Validation)):
                yield _outcome(*waiting.popleft(), request)
        while waiting:
            yield _outcome(*waiting.popleft(), request)


def _pool(workers: int) -> Pool:
    from dutykit.process.pool import Pool

    return Pool(workers, fork=True)


def _outcome(task: Task, outcome: Validation | Future[Validation], request: Request) -> Validation:
    """The result of a task; one whose process died is done again in this process."""
    if isinstance(outcome, Validation):
        return outcome
    from dutykit.process.pool import ProcessDiedError

    try:
        return outcome.result()
    except ProcessDiedError:
        return validate_one(*task, request)


def _from_cache(root: Path, selected: list[Path], request: Request) -> Validation | None:
    content = _content(root, request)
    kept = None if content is None else _kept(content, request)
    if content is None or kept is None:
        return None
    files = tuple(sorted(content.files))
    return _selected(Validation(root, kept.findings, files, unreadable=False, waived=kept.waived), selected, request)


def _content(root: Path, request: Request) -> Content | None:
    """What is in the workspace, where results are kept by it."""
    if request.cache is None:
        return None
    from dutykit.validate.cache import content_of

    chosen = (sorted(request.select), sorted(request.ignore), request.today.isoformat(), current_language())
    return content_of(root, repr(chosen))


def _kept(content: Content, request: Request) -> Kept | None:
    from dutykit.validate.cache import read_kept

    kept = None if request.cache is None else read_kept(request.cache, content)
    return kept if kept is not None and kept.evidence == _evidence_now(content.root, kept.evidence) else None


def validate_one(root: Path, selected: list[Path], request: Request) -> Validation:
    """Validate one workspace, without asking the cache first."""
    with collection_paused():
        return _selected(_checked(root, request), selected, request)


def _checked(root: Path, request: Request) -> Validation:
    """The whole workspace, read and checked; kept in the cache if it could be read."""
    from dutykit.validate.one_workspace import check_workspace

    content = _content(root, request)
    loaded, found, waived = check_workspace(root, request.select, request.ignore, request.today)
    findings = tuple(with_lines(found, loaded.sources))
    passed = {one.finding: one.reason for one in waived}
    lined = zip(sorted(passed, key=lambda one: one.order), with_lines(passed, loaded.sources), strict=True)
    waived = [Waived(finding, passed[plain]) for plain, finding in lined]
    workspace = loaded.workspace
    if content is not None and request.cache is not None and workspace is not None:
        from dutykit.validate.cache import Kept, keep

        if not workspace.settings.plugins:  # what a plug-in reads is not known
            keep(request.cache, content, Kept(findings, tuple(waived), _evidence_of(workspace)), loaded.sources)
    files = tuple(sorted({*loaded.sources, *(one.place.file for one in findings)}))
    return Validation(root, findings, files, workspace is None, tuple(waived))


def _selected(validation: Validation, selected: list[Path], request: Request) -> Validation:
    """Only what is asked for and not in the baseline."""
    findings, files, waived = validation.findings, validation.files, validation.waived
    names = {name_in_workspace(validation.root, path) for path in selected}
    if names and "." not in names:
        findings = tuple(one for one in findings if _is_within(one.place.file, names) or _is_below(one, names))
        files = tuple(one for one in files if _is_within(one, names))
        waived = tuple(one for one in waived if _is_within(one.finding.place.file, names))
    known: Counter[str] = Counter()
    if request.baseline is not None:
        new, known = request.baseline.without(findings)
        findings = tuple(new)
    if len(findings) > MOST and not request.whole:
        findings = tuple(capped(findings))
    return validation._replace(findings=findings, files=files, waived=waived, known=known)


def _evidence_now(root: Path, names: Collection[str]) -> dict[str, list[object]]:
    if not names:
        return {}
    from dutykit.workspace.evidence_files import evidence_file

    return {name: _evidence_plain(evidence_file(root, name, EVIDENCE_BYTES)) for name in names}


def _evidence_of(workspace: Workspace) -> dict[str, list[object]]:
    return {name: _evidence_plain(one) for name, one in workspace.evidence.items()}


def _evidence_plain(one: EvidenceFile) -> list[object]:
    return [one.state, one.sha256, one.size]


def _is_below(finding: Finding, names: set[str]) -> bool:
    """Whether what is asked for depends on the unread file or folder of `finding`: data, or a folder it is in."""
    file = finding.place.file
    kind = kind_of(file)
    is_shared = kind is not None and kind.has_schema and not (kind.is_folder or kind.is_yearly)
    if finding.severity is not Severity.ERROR or not (is_shared or any(name.startswith(f"{file}/") for name in names)):
        return False
    from dutykit.check.all_rules import firm_rules

    return finding.rule in firm_rules()


def covers(wanted: Mapping[Path, list[Path]], request: Request) -> Callable[[str, str], bool]:
    """Whether a run over `wanted` looks for the findings of a rule in a file, named as in its workspace."""
    names = {name_in_workspace(root, path) for root, paths in wanted.items() for path in paths}
    everywhere = "." in names or not all(wanted.values())

    def covered(rule: str, file: str) -> bool:
        is_asked = rule not in request.ignore and (not request.select or rule in request.select)
        return is_asked and (everywhere or _is_within(file, names))

    return covered


def _is_within(file: str, names: set[str]) -> bool:
    return any(file == name or file.startswith(name + "/") for name in names)
