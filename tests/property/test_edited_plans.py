"""Plans that real ones become by slips of the hand and of copying are read, and each of their lines is accounted for."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.plans.document.register import lines_of_document
from dutykit.plans.grammar.reading import read_plan
from dutykit.plans.json_document import import_document
from dutykit.plans.proposal import propose
from dutykit.plans.rectification.reading import read_rectification

DATA = Path(__file__).parents[1] / "data"
PLANS = [path.read_text("utf-8") for path in (DATA / "panjin-2019.txt", *sorted((DATA / "plans").glob("*.txt")))]
WORDS = [
    *(
        "（",
        "）",
        "【",
        "】",
        "《",
        "》",
        "<",
        ">",
        "，",
        "。",
        "；",
        "：",
        "、",
        "——",
        "|",
        "\n",
        "\t",
        "①",
        "1.",
        "一、",
        "（一）",
    ),
    *(
        "责任单位：",
        "牵头单位：",
        "领导：",
        "由",
        "牵头",
        "配合",
        "等",
        "和",
        "无",
        "同上",
        "除外",
        "附件",
        "2027年",
        "局",
        "市",
    ),
    *("市教育局", "市政府", "各县", "有关部门", "以上任务由", "第1、2项"),
]
EDIT = st.tuples(
    st.sampled_from(["insert", "delete", "replace", "repeat", "join", "break"]),
    st.floats(0, 1, exclude_max=True),
    st.sampled_from(WORDS),
    st.sampled_from(WORDS),
    st.integers(1, 40),
)
Edit = tuple[str, float, str, str, int]


def edited(text: str, edits: list[Edit]) -> str:
    for how, where, word, other, size in edits:
        at = int(where * len(text))
        if how == "insert":
            text = text[:at] + word + text[at:]
        elif how == "delete":
            text = text[:at] + text[at + min(size, 4) :]
        elif how == "replace":
            text = text[:at] + text[at:].replace(word, other, 2)
        elif how == "repeat":
            text = text[:at] + text[at : at + size] * 2 + text[at + size :]
        elif how == "join":
            text = text[:at] + text[at:].replace("\n", "", 1)
        else:
            text = f"{text[:at]}\n{text[at:]}"
    return text


PART = st.builds(
    lambda plan, where, size: PLANS[plan][int(where * len(PLANS[plan])) :][:size],
    st.integers(0, len(PLANS) - 1),
    st.floats(0, 1, exclude_max=True),
    st.integers(100, 1500),
)


@settings(max_examples=60)
@given(PART, st.lists(EDIT, max_size=30))
def test_an_edited_plan_is_read(part: str, edits: list[Edit]) -> None:
    lines = lines_of_document(f"方案\n{edited(part, edits)}".encode(), ".txt")
    plan = read_plan(lines)
    assert sum(plan.counts) == sum(bool(text.strip()) for text in plan.lines.values())
    import_document(propose(plan, None, "方案"))
    read_rectification(lines)
