"""Whatever the layout of a file, an operation does what it says, and no comment and no other line changes.

Where it is refused, the reason is one of `reasons`; how often that may be is counted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.edit import edited
from dutykit.workspace.yaml.layout import Flow
from dutykit.workspace.yaml.operations import (
    Drop,
    Holder,
    Operation,
    PutItem,
    RenameKey,
    Reorder,
    SetValue,
    UnsafeEditError,
)
from dutykit.workspace.yaml.reader import Document, read_yaml
from dutykit.workspace.yaml.spans import key_event, value_event

LIMITS = Limits()
ODD = [
    *("", "a", "a: b", "a:", "a #b", "# c", "- d", " 前", "后 ", "=1", "~", "null", "yes", "on", "|", ">", "%", "@", "'", '"', "\\", "{"),
    *("1", "1.5", ".5", "1e5", "1_000", "0x1F", "-1", "+1", "2019-01-02", "[a]", "*a", "&a", "!a", "http://x/y#z", "a?"),
    *("一\n二\n", "一\n\n二", "\n", "x\n\n\n", "　缩进\n　二", "a\tb\nc", "a\r\nb", "a\n b\n", "一\n # c\n二\n", "😀\nnull", "\t"),
    *("\x85", "\u2028", "\ufeff", "😀", "《甲》，乙: 丙", "（一）[2021] 号", "Ａ", "①甲", "“乙”", "5年"),
]  # fmt: skip
TEXTS = st.one_of(st.sampled_from(ODD), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
SCALARS = st.one_of(
    TEXTS,
    st.integers(-(10**30), 10**30),
    st.decimals(-1000, 1000, places=2),
    st.booleans(),
    st.none(),
    st.dates(dt.date(1, 1, 1)),
)
KEYS = st.one_of(st.sampled_from(["title", "新 键", "1", "a: b", "yes", "null", "#"]), TEXTS.filter(bool))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(KEYS, inner, max_size=2),
    max_leaves=4,
)
FIXED = [
    *(None, "x", "一\n二\n", "a\n\nb", "a: b # c", 5, Decimal("1.50"), dt.date(2019, 1, 2), [], {}, Flow({"x": ["y", 1]})),
    *(["x", {"a": 1, "b": "一\n二\n"}, ["z"]], {"a": [1], "b": {"c": None}}),
]  # fmt: skip

DOCUMENTS = [
    """\
# 头
unit: 甲 # 一

note: |
  第一行

  # 不是注释
  第三行
# 尾注
list:
  # 第一项
  - a: 1 # 甲注
    b: |-
      文

  # 第二项
  - a: 2
    b: '引 # 不是注释'
  # 尾
last: 末 # 完
""",
    "unit: 甲\nlist:\n- a: 1\n  b:\n- a: 2\n  b: >+\n    折\n\n\nmore: {x: 1, y: [1, 2], z: }\nempty: []\nnone:\n",
    """\
unit: "双\\n引"
more:
    x: 1
    y:
        - 一
        - 二 # 注
    z: "多
      行"
list: [{a: 1}, {a: 2, b: c}]""",
    "unit: 甲\r\nnote: |+\r\n  文\r\n\r\nlist:\r\n  - a: 1\r\n\r\n  - a: 2\r\n",
    """\
more: {
  x: 1, # 甲
  y: [ 1,
    2 ],
  # 乙
  z: {} }
list:
  - - 1
    - 2
  -
    a: >
      折
      叠

    b: ~
note: |
  末""",
]
COMMENT = re.compile(r"(?:^|\s)(# ?[头一甲乙第尾注完].*)")


def comments(text: str) -> list[str]:
    """The comments of one of DOCUMENTS, or of what became of it."""
    return [found[1].strip() for line in text.splitlines() if "不是" not in line and (found := COMMENT.search(line))]


def containers(value: object) -> list[Any]:
    """All of them, the outermost first."""
    inner = value.values() if isinstance(value, MarkedMapping) else value if isinstance(value, MarkedSequence) else ()
    return [
        *([value] if isinstance(value, MarkedMapping | MarkedSequence) else []),
        *(x for i in inner for x in containers(i)),
    ]


def steps_of(holder: Holder) -> list[Any]:
    return list(holder) if isinstance(holder, MarkedMapping) else list(range(len(holder)))


def target(one: Operation) -> Any:
    """The value that an operation changes or removes."""
    match one:
        case SetValue() | Drop() if one.step in steps_of(one.holder):
            return one.holder[one.step]  # type: ignore[index] # a step of it
        case Reorder():
            return one.holder
    return None


# What a result must contain, worked out from plain values alone.


def plain(value: object) -> Any:
    """Lists, dictionaries and scalars that compare as YAML has them."""
    if isinstance(value, Flow):
        return plain(value.value)
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return (type(value).__name__, value)


def expected(value: Any, operations: Sequence[Operation]) -> Any:
    """The plain value of `value` after the operations, of which no two concern one step."""
    ours = [one for one in operations if one.holder is value]
    if isinstance(value, MarkedMapping):
        entries = {key: expected(one, operations) for key, one in value.items()}
        entries |= {str(one.step): plain(one.value) for one in ours if isinstance(one, SetValue)}
        names = {one.key: str(one.name) for one in ours if isinstance(one, RenameKey)}
        gone = {one.step for one in ours if isinstance(one, Drop)}
        return {names.get(key, key): one for key, one in entries.items() if key not in gone}
    if isinstance(value, MarkedSequence):
        items: list[Any] = [expected(one, operations) for one in value]
        for one in ours:
            if isinstance(one, SetValue):
                items[int(one.step)] = plain(one.value)
            elif isinstance(one, Reorder):
                items = [items[position] for position in one.order]
        puts = [one for one in ours if isinstance(one, PutItem)]
        dropped = {one.step for one in ours if isinstance(one, Drop)}
        found: list[Any] = []
        for position in range(len(items) + 1):
            found += [plain(one.value) for one in puts if one.before == position]
            found += [items[position]] if position < len(items) and position not in dropped else []
        return found
    return plain(value)


# Why an operation may be refused, found in the text and not by the engine.


def span(document: Document, one: Operation) -> str:
    """The lines from the step that an operation changes to the next node after it, or the next line of less indent."""
    lines = document.source.text.splitlines()
    holder: Any = one.holder
    step: Any = getattr(one, "step", getattr(one, "key", 0))
    if step not in steps_of(holder):
        return ""
    value = holder[step]
    first = (
        key_event(holder, step) if isinstance(holder, MarkedMapping) else value_event(holder, step)
    ).start_mark.line
    inside = {id(event) for part in containers(value) for event in (part.start, *part.events)}
    inside |= {id(value_event(holder, step))}
    later = [
        event.start_mark.line
        for part in containers(document.value)
        for event in part.events
        if id(event) not in inside and event.start_mark.line > first
    ]
    return "\n".join(lines[first : min(later, default=len(lines))])


def reasons(document: Document, operations: Sequence[Operation]) -> Iterator[str]:
    """Each reason that there is for refusing to do all of this."""
    text = document.source.text
    for number, one in enumerate(operations):
        is_flow = one.holder.start.flow_style  # type: ignore[attr-defined] # an event
        value = target(one)
        lost = bool(comments(span(document, one)))
        if isinstance(one, SetValue) and isinstance(value, MarkedMapping | MarkedSequence) and value and lost:
            yield "a comment inside the value would be lost"
        if isinstance(one, Drop):
            gone = [other for other in operations if isinstance(other, Drop) and other.holder is one.holder]
            put = any(isinstance(other, PutItem) and other.holder is one.holder for other in operations)
            if len(gone) == len(one.holder) and not is_flow and not put:
                yield "nothing would be left of a mapping or list"
            if one.step == next(iter(steps_of(one.holder)), None) and lost:
                yield "a comment behind a dash would be lost"
            if is_flow and comments(text[one.holder.start.start_mark.index :].partition("\n" + "list:")[0]):
                yield "a comment inside brackets would be lost"
        if isinstance(one, Drop | PutItem) and isinstance(one.holder, MarkedSequence) and not is_flow:
            start = one.holder.start.start_mark
            if text.splitlines()[start.line][: start.column].strip():
                yield "the first item is behind the dash of another list"
        if isinstance(one, Reorder):
            inside = "\n".join(text.splitlines()[one.holder.start.start_mark.line - 1 :])
            if comments(inside) or "|+" in inside or ">+" in inside:
                yield "a comment or blank line could belong to an item or not"
        if isinstance(one, RenameKey) and str(one.name) in one.holder:
            yield "the key would be there twice"
        if isinstance(one, Reorder) and not text.endswith("\n") and "|\n  末" in text:
            yield "the text at the end of the file would get a line break"
        for other in operations[:number]:
            if isinstance(other, Reorder) or isinstance(one, Reorder):
                yield "items are moved that change too"


def drops(one: Operation) -> list[Drop]:
    """What goes with the comments on its own lines: also each item of a list that becomes empty."""
    if isinstance(one, Drop):
        return [one]
    old = target(one)
    value = getattr(getattr(one, "value", None), "value", getattr(one, "value", None))
    return [Drop(old, at) for at in range(len(old))] if value == [] and isinstance(old, MarkedSequence) else []


def done(document: Document, operations: Sequence[Operation]) -> Document | None:
    """The result, checked; None if it is refused for a reason."""
    try:
        after = edited(document, operations, LIMITS)
    except UnsafeEditError:
        assert [*reasons(document, operations)], (document.source.text, operations)
        return None
    old, new = document.source.text, after.source.text
    assert plain(after.value) == expected(document.value, operations)
    assert read_yaml(new.encode(), "x.yaml", LIMITS).value == after.value
    dropped = [part for one in operations for part in drops(one)]
    lost = [line for one in dropped for line in comments(span(document, one))]
    assert not [one for one in comments(old) if one not in comments(new) and one not in lost]
    if "\r\n" in old:
        assert new.count("\n") == new.count("\r\n")
    return after


def singles(document: Document) -> Iterator[Operation]:
    """Every kind of operation at every place of a document."""
    for holder in containers(document.value):
        for step in steps_of(holder):
            yield Drop(holder, step)
            yield from (SetValue(holder, step, value) for value in FIXED)
        if isinstance(holder, MarkedMapping):
            yield from (SetValue(holder, "新", value, (after,)) for value in FIXED for after in (*holder, "没有"))
            yield from (RenameKey(holder, key, name) for key in holder for name in ("改名", 7, "a: b", "x"))
        else:
            yield from (PutItem(holder, at, value) for value in FIXED for at in range(len(holder) + 1))
            yield Reorder(holder, tuple(reversed(range(len(holder)))))


def test_every_single_operation_at_every_place() -> None:
    refused = total = 0
    for text in DOCUMENTS:
        document = read_yaml(text.encode(), "x.yaml", LIMITS)
        for one in singles(document):
            total += 1
            after = done(document, [one])
            refused += after is None
            if after is not None and isinstance(one, SetValue | Drop | RenameKey):
                step = getattr(one, "step", getattr(one, "key", 0))
                if step in steps_of(one.holder):
                    around(document, one, after)
    assert total > 1500
    assert refused / total <= 0.05, f"{refused} of {total} refused"


def around(document: Document, one: Operation, after: Document) -> None:
    """Assert that all lines before the one that changes, and all from the next node on, are as they were."""
    old, new = document.source.text, after.source.text
    part = span(document, one).replace("\n", "\r\n" if "\r\n" in old else "\n")
    before, found, rest = old.partition(part)
    assert found
    assert new.startswith(before.rstrip(" \r\n,-")), (new, before)
    assert new.endswith(rest.lstrip()), (new, rest)


@settings(max_examples=300)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_several_operations_at_once(text: str, data: st.DataObject) -> None:
    document = read_yaml(text.encode(), "x.yaml", LIMITS)
    assert document.readable
    operations: list[Operation] = []
    for _number in range(data.draw(st.integers(1, 4))):
        one = drawn(data, data.draw(st.sampled_from(containers(document.value))))
        if all(about(one) != about(other) for other in operations):
            operations.append(one)
    gone = [target(one) for one in operations if not isinstance(one, Reorder)]
    assume(not any(inner is one.holder for outer in gone for inner in containers(outer) for one in operations))
    new_names = [str(getattr(one, "name", getattr(one, "step", ""))) for one in operations]
    assume(len(set(new_names)) == len(new_names))
    event("refused" if done(document, operations) is None else "done")


def drawn(data: st.DataObject, holder: Holder) -> Operation:
    """An operation on a container."""
    if isinstance(holder, MarkedMapping):
        key = data.draw(st.sampled_from(list(holder)) if holder and data.draw(st.booleans()) else KEYS)
        kind = data.draw(st.integers(0, 5)) if key in holder else 5
        if kind < 2:
            return Drop(holder, key)
        if kind == 2:
            return RenameKey(holder, key, data.draw(KEYS))
        after = tuple(data.draw(st.lists(st.sampled_from(["unit", "note", "a", "x", "没有"]), max_size=2)))
        return SetValue(holder, key, data.draw(VALUES), after)
    match data.draw(st.integers(0, 5)) if holder else 5:
        case 0 | 1:
            return Drop(holder, data.draw(st.integers(0, len(holder) - 1)))
        case 2:
            return Reorder(holder, tuple(data.draw(st.permutations(range(len(holder))))))
        case 3:
            return SetValue(holder, data.draw(st.integers(0, len(holder) - 1)), data.draw(VALUES))
    return PutItem(holder, data.draw(st.integers(0, len(holder))), data.draw(VALUES))


def about(one: Operation) -> tuple[int, object]:
    match one:
        case SetValue() | Drop():
            return id(one.holder), one.step
        case RenameKey():
            return id(one.holder), one.key
        case PutItem():
            return id(one.holder), ("new", one.before)
        case Reorder():
            return id(one.holder), "order"


@settings(max_examples=150)
@given(VALUES, KEYS)
def test_any_value_can_be_put_into_a_block(value: object, key: str) -> None:
    """Into the file as offices have it, every value goes, and comes back as it was."""
    document = read_yaml("unit: 甲 # 注\nlist:\n  - a: 1\nflow: {x: []}\n".encode(), "x.yaml", LIMITS)
    assume(key not in {"unit", "list", "flow", "x"})
    after = edited(
        document,
        [
            SetValue(document.value, key, value, ("unit",)),
            PutItem(document.value["list"], 1, value),
            SetValue(document.value["list"][0], "b", value),
            SetValue(document.value["list"][0], "a", value),
            SetValue(document.value["flow"], key, value),
            PutItem(document.value["flow"]["x"], 0, value),
        ],
        LIMITS,
    )
    assert plain(after.value) == plain(
        {"unit": "甲", key: value, "list": [{"a": value, "b": value}, value], "flow": {"x": [value], key: value}}
    )
    assert [*after.value] == ["unit", key, "list", "flow"]
