"""Whatever the layout of a file, a patch does what it says, and no comment and no other line changes."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dutykit.model.place import MarkedMapping, MarkedSequence
from dutykit.model.settings import Limits
from dutykit.workspace.yaml.editor import UnsafeEditError
from dutykit.workspace.yaml.patch import patched
from dutykit.workspace.yaml.patches import DropItem, DropKey, Patch, PutItem, SetKey
from dutykit.workspace.yaml.reader import read_yaml

ODD = [
    *(
        "a",
        "a: b",
        "# c",
        "- d",
        "一\n二\n",
        "一\n\n二",
        " 前",
        "后 ",
        "",
        "\n",
        "x\n\n\n",
        "　缩进\n　二",
        "=1",
        "yes",
        "1",
    ),
    *(
        "1.5",
        "2019-01-02",
        "'",
        '"',
        "\\",
        "\t",
        "a\tb\nc",
        "a\r\nb",
        "\x85",
        "\u2028",
        "\ufeff",
        "😀",
        "null",
        "~",
        "{",
    ),
    *("[a]", "*a", "&a", "!a", "|", ">", "%", "@"),
]
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
  - a: 1 # 甲
    b: |-
      文

  # 第二项
  - a: 2
    b: '引'
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
]


def containers(value: object) -> list[MarkedMapping | MarkedSequence]:
    """All of them, the outermost first."""
    if isinstance(value, MarkedMapping):
        return [value, *(one for inner in value.values() for one in containers(inner))]
    if isinstance(value, MarkedSequence):
        return [value, *(one for inner in value for one in containers(inner))]
    return []


def draw_patch(data: st.DataObject, holder: MarkedMapping | MarkedSequence) -> Patch:
    if isinstance(holder, MarkedMapping):
        key = data.draw(st.sampled_from(list(holder)) if holder and data.draw(st.booleans()) else KEYS)
        if key in holder and data.draw(st.booleans()):
            return DropKey(holder, key)
        after = tuple(data.draw(st.lists(st.sampled_from(["unit", "note", "a", "x", "没有"]), max_size=2)))
        return SetKey(holder, key, data.draw(VALUES), after)
    if holder and data.draw(st.booleans()):
        return DropItem(holder, data.draw(st.integers(0, len(holder) - 1)))
    return PutItem(holder, data.draw(st.integers(0, len(holder))), data.draw(VALUES))


def about(patch: Patch) -> tuple[int, object]:
    match patch:
        case SetKey() | DropKey():
            return id(patch.holder), patch.key
        case DropItem():
            return id(patch.holder), patch.position
        case PutItem():
            return id(patch.holder), ("new", patch.before)


def comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#") and "不是注释" not in line]


def is_within(inner: object, outer: object) -> bool:
    return any(one is inner for one in containers(outer))


@settings(max_examples=200)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_a_patch_does_what_it_says_or_says_that_it_cannot(text: str, data: st.DataObject) -> None:
    limits = Limits()
    document = read_yaml(text.encode(), "x.yaml", limits)
    assert document.readable
    patches: list[Patch] = []
    for _number in range(data.draw(st.integers(1, 3))):
        patch = draw_patch(data, data.draw(st.sampled_from(containers(document.value))))
        if all(about(patch) != about(other) for other in patches):
            patches.append(patch)
    gone = [target(patch) for patch in patches if not isinstance(patch, PutItem)]
    assume(not any(is_within(patch.holder, one) for patch in patches for one in gone))
    try:
        after = patched(document, patches, limits)
    except UnsafeEditError:
        return
    assert after.readable
    # That it says what was asked for is what `patched` itself makes sure of; that nothing else is touched is not.
    if not any(isinstance(patch, DropItem | DropKey) or containers(target(patch)) for patch in patches):
        assert [one for one in comments(text) if one not in comments(after.source.text)] == []
    if text.count("\r\n"):
        assert after.source.text.count("\n") == after.source.text.count("\r\n")


def target(patch: Patch) -> object:
    """What stands where a patch changes something."""
    match patch:
        case SetKey() | DropKey():
            return patch.holder.get(patch.key)
        case DropItem():
            return patch.holder[patch.position]
        case PutItem():
            return None


@settings(max_examples=100)
@given(VALUES, KEYS)
def test_any_value_can_be_put_into_a_block(value: object, key: str) -> None:
    """Into the file as offices have it, every value goes, and comes back as it was."""
    limits = Limits()
    document = read_yaml("unit: 甲 # 注\nlist:\n  - a: 1\n".encode(), "x.yaml", limits)
    assume(key not in {"unit", "list"})
    patches: list[Patch] = [
        SetKey(document.value, key, value, ("unit",)),
        PutItem(document.value["list"], 1, value),
        SetKey(document.value["list"][0], "b", value),
    ]
    after = patched(document, patches, limits)
    assert exact(after.value[key]) == exact(value)
    assert exact(after.value["list"][1]) == exact(value)
    assert exact(after.value["list"][0]) == exact({"a": 1, "b": value})


def exact(value: object) -> object:
    if isinstance(value, dict):
        return {key: exact(one) for key, one in value.items()}
    if isinstance(value, list):
        return [exact(one) for one in value]
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    return (type(value).__name__, value)
