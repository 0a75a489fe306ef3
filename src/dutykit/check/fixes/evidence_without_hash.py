"""Writes down the hash of an evidence file that is there."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.check.fixes.fix import Fix, Subject
from dutykit.language import _
from dutykit.model.place import MarkedMapping, MarkedSequence, Path
from dutykit.model.submission import Submission
from dutykit.workspace.yaml.operations import SetValue


def evidence_without_hash(subject: Subject) -> Iterator[Fix]:
    """Fixes evidence-without-hash, on the line after the file's."""
    if subject.kind is not Submission:
        return
    seen: set[int] = set()
    for path, entry in _entries(subject.root):
        file = entry.get("file")
        found = subject.workspace.evidence.get(file) if isinstance(file, str) else None
        if found is None or found.state != "present" or found.sha256 is None or id(entry) in seen:
            continue
        seen.add(id(entry))
        if entry.get("sha256") is None:
            message = _("补充 {file} 的校验值（SHA-256）").format(file=found.path)
            change = SetValue(entry, "sha256", found.sha256, ("file",))
            yield Fix("evidence-without-hash", (*path, "file"), message, change)


def _entries(root: object) -> Iterator[tuple[Path, MarkedMapping]]:
    """Every evidence entry of a submission as read, also of one that is no record yet."""
    for path, answer in _items(root, "answers", ()):
        yield from _items(answer, "evidence", path)
        for inner, problem in _items(answer, "problems", path):
            yield from _items(problem, "proof", inner)
    for path, carried in _items(root, "carried", ()):
        yield from _items(carried, "proof", path)


def _items(parent: object, key: str, path: Path) -> Iterator[tuple[Path, MarkedMapping]]:
    """The mappings in the list `key` of `parent`, which is at `path`."""
    items = parent.get(key) if isinstance(parent, MarkedMapping) else None
    for position, item in enumerate(items if isinstance(items, MarkedSequence) else ()):
        if isinstance(item, MarkedMapping):
            yield (*path, key, position), item
