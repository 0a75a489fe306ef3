"""Changes a YAML text in the spans that the operations name, and leaves every other character as it is.

Nothing is trusted: the text that results is read again, and must contain exactly the values that were there before,
with the operations applied to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.block_edit import drop_edits, item_edit, key_edit
from dutykit.workspace.yaml.changes import Changes, outline
from dutykit.workspace.yaml.flow_edit import flow_edits
from dutykit.workspace.yaml.lines import TextLines
from dutykit.workspace.yaml.operations import (
    Drop,
    Holder,
    Operation,
    PutItem,
    RenameKey,
    Reorder,
    SetValue,
    UnsafeEditError,
    is_new,
)
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.reorder import reorder_edits
from dutykit.workspace.yaml.spans import Edit, Spans, is_flow
from dutykit.workspace.yaml.value_edit import rename_edit, set_edits


def edited(
    document: Document, operations: Sequence[Operation], limits: Limits, *, everywhere: bool = False
) -> Document:
    """The document as it reads after `operations`; those at one place are made in the order given.

    What YAML aliases repeat is only changed with `everywhere`, for it then changes in all places at once. Raises
    UnsafeEditError if the result cannot be had; `document` is not changed either way.
    """
    if not operations:
        return document
    if not everywhere and not {id(one.holder) for one in operations}.isdisjoint(_repeated(document.value)):
        raise UnsafeEditError
    changes = Changes(operations)
    known = {(one.rule, one.message) for one in document.findings}
    for text in _texts(document, operations, changes):
        after = read_yaml(text.encode(), document.source.name, limits)
        is_known = all((one.rule, one.message) in known for one in after.findings)
        if after.readable and is_known and outline(after.value) == outline(document.value, changes):
            return after
    raise UnsafeEditError


def _texts(document: Document, operations: Sequence[Operation], changes: Changes) -> Iterator[str]:
    """The text after the operations; several where the last line has no line break, as what is last then may need one."""
    lines = TextLines(document.source.text)
    spans = Spans(lines, document.value)
    edits = [*_edits(spans, operations, changes)]
    if lines.is_ended:
        yield _joined(lines.text, edits)
        return
    for more in ([], spans.ended_text()):
        text = _joined(lines.text, [*edits, *more]).removesuffix(lines.line_break)
        yield from (text, text + lines.line_break)


def _repeated(root: object) -> set[int]:
    """The containers that aliases repeat."""
    seen: set[int] = set()
    repeated: set[int] = set()

    def walk(value: object) -> None:
        if isinstance(value, MarkedMapping | MarkedSequence):
            (repeated if id(value) in seen else seen).add(id(value))
            for one in value.values() if isinstance(value, MarkedMapping) else value:
                walk(one)

    walk(root)
    return repeated


def _edits(spans: Spans, operations: Sequence[Operation], changes: Changes) -> Iterator[Edit]:
    flows: dict[int, Holder] = {}
    for one in operations:
        match one:
            case SetValue() if not is_new(one):
                yield from set_edits(spans, one)
            case RenameKey():
                yield rename_edit(one)
            case Reorder():
                yield from reorder_edits(spans, one)
            case _ if is_flow(one.holder):
                flows[id(one.holder)] = one.holder
            case SetValue():
                yield key_edit(spans, one, changes)
            case Drop():
                yield from drop_edits(spans, one, changes)
            case PutItem():
                yield item_edit(spans, one, changes)
    for holder in flows.values():  # last: what is put after an empty value comes after the value it gets
        yield from flow_edits(spans, holder, changes)


def _joined(text: str, edits: Sequence[Edit]) -> str:
    parts: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end, one.rank)):
        if edit.start < done:
            raise UnsafeEditError  # two operations change one span
        parts += (text[done : edit.start], edit.text)
        done = edit.end
    return "".join((*parts, text[done:]))
