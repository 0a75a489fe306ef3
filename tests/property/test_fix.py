"""Whatever the layout of a file, a mend touches its own span, and a second run nothing."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.model.settings import Limits
from dutykit.validate.fix.fixing import fix_workspace
from dutykit.workspace.yaml.reader import read_yaml

BASE = Path(__file__).parents[1] / "cases" / "base"
FILE = "submissions/2019/市财政局.yaml"

COMMENT = st.sampled_from(["", " # 盘锦市", "  # １ 2019年3月1日", "\t# \u00a0x ", "   "])
BETWEEN = st.sampled_from(["", "", "\n", "# 注\n", "  # ２ 深\n", "\n# ---\n\n"])
QUOTE = st.sampled_from(["", "'", '"'])
VALUES: dict[str, list[tuple[str, str | None]]] = {
    "unit": [("市财政局", "市财政局"), ("示例市财政局", "市财政局"), ("市财政局\u00a0", "市财政局"), ("\u3000示例市财政局", "市财政局")],
    "cycle": [("2019", None), ("２０１９", None)],
    "submitted_on": [("2019-03-01", None), ("2019年3月1日", None), ("2019/3/1", None), ("2019.3.1", None), ("明天", "明天")],
    "indicator": [("1", "1"), ("１", "1"), ("\u00a01", "1"), ("１\u200b", "1")],
    "number": [("85.5", None), ("８５.５", None), ("约85", "约85"), ("85%", "85%")],
}  # fmt: skip
TYPED = {"cycle": "2019", "submitted_on": "2019-03-01", "number": "85.5"}


@st.composite
def values(draw: st.DrawFn, kind: str) -> tuple[str, str]:
    """A value as written, and as it is to be written afterwards."""
    before, after = draw(st.sampled_from(VALUES[kind]))
    quote = draw(QUOTE)
    if "\u200b" in before:
        quote = '"'
    return f"{quote}{before}{quote}", TYPED[kind] if after is None else f"{quote}{after}{quote}"


@st.composite
def submissions(draw: st.DrawFn) -> tuple[str, str]:
    """A submission, and what it is to read like after mending."""
    sides: tuple[list[str], list[str]] = ([], [])

    def say(before: str, after: str | None = None) -> None:
        sides[0].append(before)
        sides[1].append(before if after is None else after)

    def line(lead: str, kind: str) -> None:
        tail = draw(COMMENT) + "\n"
        before, after = draw(values(kind))
        say(f"{lead}{before}{tail}", f"{lead}{after}{tail}")
        say(draw(BETWEEN))

    say(draw(st.sampled_from(["", "\ufeff"])))
    say(draw(BETWEEN))
    line("unit:  ", "unit")
    line("cycle: ", "cycle")
    say("state: draft\n")
    line('"submitted_on":   ', "submitted_on")
    say("answers:\n")
    if draw(st.booleans()):
        dash = draw(st.sampled_from(["- ", "  - ", "    -   "]))
        line(f"{dash}indicator: ", "indicator")
        say(" " * len(dash) + "narrative: |\n" + " " * len(dash) + "  １ 示例市财政局 \u00a0\n")
        say(" " * len(dash) + "metrics:\n")
        line(" " * len(dash) + "  数值: ", "number")
    else:
        first, second = draw(values("indicator")), draw(values("number"))
        say(f" - {{indicator:   {first[0]} , narrative: '１ ', metrics: {{ 数值: {second[0]}}}}}\n",
            f" - {{indicator:   {first[1]} , narrative: '１ ', metrics: {{ 数值: {second[1]}}}}}\n")  # fmt: skip
    say(draw(BETWEEN))
    texts = ["".join(side) for side in sides]
    if draw(st.booleans()):
        texts = [text.rstrip("\n") for text in texts]
    if draw(st.booleans()):
        texts = [text.replace("\n", "\r\n") for text in texts]
    return texts[0], texts[1]


@settings(max_examples=150)
@given(submissions())
def test_the_mended_spans_and_nothing_else(texts: tuple[str, str]) -> None:
    before, after = texts
    assert read_yaml(before.encode(), FILE, Limits()).readable
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        shutil.copytree(BASE, root)
        path = root / FILE
        path.parent.mkdir(parents=True)
        path.write_bytes(before.encode())
        found = fix_workspace(root, dry_run=False)
        assert found.left == ()
        assert path.read_bytes().decode() == after
        assert bool(found.files) == (before != after)
        assert fix_workspace(root, dry_run=False).files == ()


YAML_LIKE = st.lists(
    st.sampled_from([*"abc:-#&*!|>'\"%{}[],? \n１9\u00a0.~", "\n  ", "- ", ": ", "\r\n", "unit: ", "市财政局", "示例市财政局",
                     "cycle: ", "'2019'", "answers:\n", "- indicator: ", "metrics: {", "file: ", "evidence:\n", "state: draft\n",
                     "submitted_on: 2019/3/1", "&a ", "*a", "evidence/市财政局/1-1.txt"]),
    max_size=40,
).map("".join)  # fmt: skip


HEADS = {
    FILE: "unit: 示例市财政局\ncycle: 2019\nstate: draft\n",
    "reviews/2019/市财政局.yaml": "unit: 示例市财政局\ncycle: 2019\nfindings:\n - {id: ２, indicator: １, text: x, found_by: monitoring}\n",
    "data/scoring.yaml": "title: 示例\nbasis: 示例\nweights: {１: ２}\nevents:\n - {id: ２, kind: veto, text: x}\n",
    "data/cycles.yaml": "cycles:\n - cycle: '2019'\n   stages: [{name: 自查自评, differs: [{units: [示例市财政局], due: 2019/5/1}]}]\n",
}


@settings(max_examples=200)
@given(st.sampled_from(sorted(HEADS)), YAML_LIKE)
def test_any_text_is_mended_to_something_that_stays(name: str, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "w"
        shutil.copytree(BASE, root)
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((HEADS[name] + text).encode())
        fix_workspace(root, dry_run=False)
        once = path.read_bytes()
        assert fix_workspace(root, dry_run=False).files == ()
        assert path.read_bytes() == once
