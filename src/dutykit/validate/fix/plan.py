"""Calculates, in memory, what of a workspace can safely be fixed and how its files read afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from dutykit.check.fixes.fix import Fix, FixFunction, Subject
from dutykit.check.fixes.register import CLASHES, STAGES
from dutykit.check.register import CHECKS
from dutykit.check.run import run_checks
from dutykit.language import _
from dutykit.model.finding import Finding
from dutykit.model.place import Path, Place, place_of_path
from dutykit.model.workspace import Workspace
from dutykit.validate.fix.settled import is_of_past, settled
from dutykit.workspace.assemble import Loaded
from dutykit.workspace.decode import decode
from dutykit.workspace.inventory import edited_kind, is_edited, record_of
from dutykit.workspace.rebuilding import rebuilt
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.operations import RenameKey, UnsafeEditError
from dutykit.workspace.yaml.reader import Document, read_yaml

Wanted = Callable[[str], bool]
"""Whether a rule, by its name, is to fix anything."""

_ROUNDS = 20
"""How often one stage is repeated at most; what is fixed lets little else be seen."""


@dataclass(frozen=True, slots=True)
class MadeFix:
    """One fix."""

    rule: str
    place: Place
    """Where the value stood before."""
    message: str


@dataclass(frozen=True, slots=True)
class Left:
    """A fix that was not made, because it might do harm."""

    rule: str
    place: Place
    message: str
    reason: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One file's fixes, and its data before and after them, without a byte order mark."""

    name: str
    fixes: tuple[MadeFix, ...]
    old: bytes
    new: bytes


class _Key(NamedTuple):
    """What tells a fix from all others of a run."""

    name: str
    path: Path
    rule: str


@dataclass(frozen=True, slots=True)
class _File:
    """A file as it is so far."""

    document: Document
    fixes: tuple[Fix, ...] = ()
    """Those made so far."""


_Files = Mapping[str, _File]


def plan_fixes(loaded: Loaded, only: Collection[str], wanted: Wanted) -> tuple[list[Planned], list[Left]]:
    """The files to write, sorted by name, and what is left unchanged; see `fix_workspace` for `only` and `wanted`."""
    if loaded.workspace is None:
        return [], []  # without the catalogue and the units nothing is certain
    return _Plan(loaded.workspace, only, wanted).planned()


class _Plan:
    """The fixes of one workspace."""

    def __init__(self, workspace: Workspace, only: Collection[str], wanted: Wanted) -> None:
        settings = workspace.settings
        self._workspace = workspace
        self._only = only
        self._wanted = wanted
        self._off = {rule for rule, word in settings.severity.items() if word == "off"}
        self._left: dict[_Key, Left] = {}
        self._old = {
            name: read_yaml(source.data, name, settings.limits)
            for name, source in sorted(workspace.sources.items())
            if is_edited(name)
        }
        self._settled = settled(workspace, self._old)
        for name in self._settled.over:
            self._old.pop(name, None)

    def planned(self) -> tuple[list[Planned], list[Left]]:
        """All fixes, after as many attempts as it takes to leave out those that would collide."""
        files: _Files = {name: _File(document) for name, document in self._old.items()}
        values, identities, *others = STAGES
        start = self._fixed(files, self._workspace, values)
        files, workspace = self._fixed(*start, identities)
        while clashes := list(_clashing(*start, files, workspace)):
            for name, fix in clashes:
                self._leave(name, fix, _("修改后会与其他内容冲突，须由人工确定"))
            files, workspace = self._fixed(*start, identities)
        for stage in others:
            files, workspace = self._fixed(files, workspace, stage)
        found = [self._planned(name, file) for name, file in files.items() if file.fixes]
        return found, sorted(self._left.values(), key=lambda one: (one.place, one.rule))

    def _planned(self, name: str, file: _File) -> Planned:
        fixes = [MadeFix(fix.rule, self._old_place(name, fix), fix.message) for fix in file.fixes]
        fixes.sort(key=lambda one: (one.place, one.rule))
        return Planned(name, tuple(fixes), self._old[name].source.data, file.document.source.data)

    def _fixed(self, files: _Files, workspace: Workspace, stage: tuple[FixFunction, ...]) -> tuple[_Files, Workspace]:
        """The files and the workspace after all fixes of one stage."""
        for _round in range(_ROUNDS):
            after = {name: self._applied(name, file, workspace, stage) for name, file in files.items()}
            changed = [name for name, file in after.items() if file is not files[name]]
            if not changed:
                break
            files, workspace = after, rebuilt(workspace, {name: after[name].document for name in changed})
        return files, workspace

    def _applied(self, name: str, file: _File, workspace: Workspace, stage: tuple[FixFunction, ...]) -> _File:
        """The file after what `stage` fixes in it; what cannot be fixed safely is left."""
        if not file.document.readable or (self._only and not is_within(name, self._only)):
            return file
        subject = Subject(record_of(edited_kind(name)), name, file.document.value, workspace)
        found: dict[tuple[Path, bool], Fix] = {}  # of several fixes of one value the first; the others come after it
        for function in stage:
            for fix in function(subject):
                if not self._is_wanted(fix.rule) or _Key(name, fix.path, fix.rule) in self._left:
                    continue
                if fix.is_identity and is_of_past(subject, fix.path):
                    continue  # the names in it are those of its time
                if name not in self._settled.submitted and self._settled.has(subject, fix):
                    self._leave(name, fix, _("已报送或已结束年度的文件中也使用该值，在此修改会造成不一致"))
                else:
                    found.setdefault((fix.path, _of_key(fix)), fix)
        if name in self._settled.submitted:
            for fix in found.values():
                self._leave(name, fix, _("已报送，修改后与报送内容不一致；确需修改的，先退回"))
            return file
        fixes = self._safe(file.document, list(found.values()), workspace)
        return _File(self._after(file.document, fixes, workspace), (*file.fixes, *fixes)) if fixes else file

    def _is_wanted(self, rule: str) -> bool:
        return rule not in self._off and self._wanted(rule)

    def _safe(self, document: Document, fixes: list[Fix], workspace: Workspace) -> list[Fix]:
        """Those of `fixes` that can be made together."""
        if not fixes:
            return []
        try:
            self._after(document, fixes, workspace)
        except UnsafeEditError:
            if len(fixes) > 1:
                half = len(fixes) // 2
                first = self._safe(document, fixes[:half], workspace)
                second = self._safe(document, fixes[half:], workspace)
                # Each half is safe: if both together are not, the second waits for the next round.
                both = [*first, *second]
                return both if self._is_safe(document, both, workspace) else first or second
            reason = _("无法保证其余内容不变")
            if not document.source.data.endswith((b"\n", b"\r")):  # what is last would get a line break, or lose it
                reason = _("文件末尾没有换行，无法保证其余内容不变；在文件末尾加一个换行后重新运行")
            self._leave(document.source.name, fixes[0], reason)
            return []
        return fixes

    def _is_safe(self, document: Document, fixes: list[Fix], workspace: Workspace) -> bool:
        try:
            self._after(document, fixes, workspace)
        except UnsafeEditError:
            return False
        return True

    def _after(self, document: Document, fixes: list[Fix], workspace: Workspace) -> Document:
        """The document after `fixes`. Raises UnsafeEditError, also if reading it finds a fault that was not there."""
        after = edited(document, [fix.change for fix in fixes], workspace.settings.limits, everywhere=True)
        kind = record_of(edited_kind(document.source.name))
        if not _faults(decode(kind, after)[1]) <= _faults(decode(kind, document)[1]):
            raise UnsafeEditError
        return after

    def _old_place(self, name: str, fix: Fix) -> Place:
        return _place(self._old[name], fix.path, of_key=_of_key(fix))

    def _leave(self, name: str, fix: Fix, reason: str) -> None:
        key = _Key(name, fix.path, fix.rule)
        self._left[key] = Left(fix.rule, self._old_place(name, fix), fix.message, reason)


def is_within(name: str, only: Collection[str]) -> bool:
    """Whether the file `name` is one of the files, or in one of the folders, named in `only`."""
    return any(one in {".", name} or name.startswith(one + "/") for one in only)


def _clashing(before: _Files, old: Workspace, after: _Files, new: Workspace) -> Iterator[tuple[str, Fix]]:
    """The fixes of ids and names that now mean the same as another, and did not before; each with its file."""
    fixed = {
        _begin(_place(after[name].document, _path_after(fix), of_key=_of_key(fix))): (name, fix)
        for name, file in after.items()
        for fix in file.fixes
        if fix.is_identity
    }
    if not fixed:
        return
    stood = {(one.rule, place) for one in _clashes(old) for place in _places(one)}
    stated: set[int] = set()
    for finding in _clashes(new):
        for place in _places(finding):
            if place not in fixed:
                continue
            name, fix = fixed[place]
            place_before = _begin(_place(before[name].document, fix.path, of_key=_of_key(fix)))
            if (finding.rule, place_before) not in stood and id(fix) not in stated:
                stated.add(id(fix))
                yield name, fix


def _clashes(workspace: Workspace) -> list[Finding]:
    return run_checks(workspace, [one for one in CHECKS if one.name in CLASHES])


def _faults(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((one.rule, one.message) for one in findings)


def _of_key(fix: Fix) -> bool:
    return isinstance(fix.change, RenameKey)


def _path_after(fix: Fix) -> Path:
    """The path of the value after the fix, which may have renamed a key."""
    if isinstance(fix.change, RenameKey):
        return (*fix.path[:-1], str(fix.change.name))
    return fix.path


def _place(document: Document, path: Path, *, of_key: bool) -> Place:
    return place_of_path(document.value, path, key=of_key) or document.source.at(1, 1)


def _places(finding: Finding) -> Iterator[Place]:
    yield _begin(finding.place)
    for related in finding.related:
        yield _begin(related.place)


def _begin(place: Place) -> Place:
    """The place without its length, which a fix may change."""
    return place._replace(length=1)
