"""Labels in a text, and what each announces: 责任单位：….; （牵头）…; 完成时限：…."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dutykit.model.role import Role
from dutykit.plans.grammar.words.bracket import Bracket, brackets
from dutykit.plans.grammar.words.remembered import remembered
from dutykit.plans.grammar.words.vocabulary import (
    ANY_LABEL,
    BLANK,
    COLON,
    COLON_SIGNS,
    LABEL,
    LABEL_OF_UNITS,
    label_role,
)

_WITH_STOP = re.compile(
    r"^(?P<label>\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?(?:责任|牵头|配合)(?:单位|部门))。(?=\s*[^\s。；]{2})"
)
_SPACED = re.compile(rf"(?:[\u4e00-\u9fff][ \u3000\xa0]{{1,4}}){{2,5}}[\u4e00-\u9fff](?=[ \u3000\xa0]*[{COLON_SIGNS}])")
_LABEL_ALONE = re.compile(rf"\s*[\[【〔（(]?(?P<whole>{ANY_LABEL})[\]】〕）)]?\s*[{COLON_SIGNS}]?\s*")
_VERB_LABEL = "落实|实施|督导"
"""牵头：甲；落实：乙 has verbs as labels that are none alone."""
_BEFORE = r"(?:^|(?<=[。；;，,、）)\]】〕\s:：—\-（(\[【〔{｛〖《<〈＜「『﹝﹙⦅⟦⟨︵●■◆•·▪▶➤→*＊★☆|｜])|(?<=\d[.．]))"
_FIRST = "".join(sorted(set(re.findall(r"[\u4e00-\u9fff]", ANY_LABEL + _VERB_LABEL))))
"""Characters that may begin a label: at any other the search fails at once."""
LABEL_WITH_COLON = re.compile(
    rf"(?=[{_FIRST}\[【〔［（(])(?:"
    rf"{_BEFORE}(?:[\[【〔（(]?(?P<whole>{ANY_LABEL}|{_VERB_LABEL})[\]】〕）)]?(?P<note>[（(][^（）()]{{2,30}}[）)])?{COLON}"
    rf"|(?P<said>{ANY_LABEL})(?:为|是)(?=[\u4e00-\u9fff*])(?!{ANY_LABEL}(?:[。；;，,]|$)))"
    rf"|(?:{_BEFORE}|(?=[\[【〔［]{ANY_LABEL}[\]】〕］][\u4e00-\u9fff\d]))[\[【〔［](?P<boxed>{ANY_LABEL})[\]】〕］]"
    rf"|(?:^|(?<=[。；;！？\s])|(?=[（(]{LABEL_OF_UNITS}(?<=..[位门构体方关])[）)][省市县区州各]))[（(](?P<round>{LABEL_OF_UNITS})[）)]"
    rf"(?={BLANK}[\u4e00-\u9fff]))"
)
"""A label that announces what follows it; never inside a sentence (各责任单位：)."""
_MAY_LABEL = re.compile(rf"[{COLON_SIGNS}【\[〔［）)为是]")


@remembered(longest=500)
def labels_in(text: str) -> Sequence[re.Match[str]]:
    """All that LABEL_WITH_COLON finds in `text`."""
    return tuple(LABEL_WITH_COLON.finditer(text)) if _MAY_LABEL.search(text) is not None else ()


@dataclass(frozen=True, slots=True)
class LabelledPart:
    """A label and what it announces."""

    label: str
    value: str
    note: str = ""
    """A bracket between the label and its colon."""


_MEMBERS = re.compile(rf"(?<=[，,；;。])[ \t\u3000]*成员单位(?={COLON})")
_LEAD = re.compile("牵头|主办|主责")


def with_members(text: str) -> str:
    """`text` with the members behind who leads them (牵头单位：…；成员单位：…) as those that support it."""
    lead = _LEAD.search(text)
    return text if lead is None else text[: lead.end()] + _MEMBERS.sub("配合单位", text[lead.end() :])


def label_of(mark: re.Match[str]) -> str:
    """The label that LABEL_WITH_COLON found, without blanks."""
    label = "".join((mark["whole"] or mark["boxed"] or mark["round"] or mark["said"]).split())
    return f"{label}单位" if label in _VERB_LABEL.split("|") else label


def labelled_parts(text: str, role: Role | None) -> Iterator[LabelledPart]:
    """The labels with what each announces; one in a bracket behind a name (市教育局（配合单位：…）) up to its end.

    With `role`, what is before the first label is one without a label.
    """
    closed = [one for one in brackets(text) if one.closed and one.depth == 0]
    starts = [one.start for one in closed]
    marks: list[tuple[re.Match[str], int, Bracket | None]] = []
    for mark in labels_in(text):
        at = bisect_right(starts, mark.start()) - 1
        around = closed[at] if at >= 0 and mark.end() <= closed[at].end else None
        if around is None or not _names_a_person(mark):  # 市教育局（联系人：…） is of the name
            marks.append((mark, mark.start() if around is None else min(mark.start(), around.start), around))
    if role is not None and (not marks or marks[0][1] > 0):
        yield LabelledPart("", text[: marks[0][1]] if marks else text)
    ends = [*(start for _mark, start, _around in marks[1:]), len(text)]
    outer = "" if role is not None else None
    for (mark, _start, around), end in zip(marks, ends, strict=False):  # without a mark there is nothing that could end
        label, note = label_of(mark), mark["note"] or ""
        if around is None:
            outer = label
            yield LabelledPart(label, text[mark.end() : end], note)
            continue
        yield LabelledPart(label, text[mark.end() : min(around.end, end)], note)
        if outer is not None and (rest := text[around.end + 1 : end].strip("、，, ")):
            yield LabelledPart(outer, rest)


def _names_a_person(mark: re.Match[str]) -> bool:
    found = LABEL.fullmatch(label_of(mark))
    return found is not None and found["person"] is not None


def joined_label(text: str) -> str:
    """`text` with labels that are set wide apart (责 任 单 位：) written together; 责任单位。 before units is 责任单位：."""
    text = _WITH_STOP.sub(r"\g<label>：", text)
    if " " not in text and "\u3000" not in text and "\xa0" not in text:
        return text
    return _SPACED.sub(lambda match: "".join(match.group().split()) if is_label(match.group()) else match.group(), text)


def is_label(text: str) -> bool:
    """Whether all of `text` is a label, however wide apart its characters are set."""
    return LABEL.fullmatch("".join(text.split())) is not None


def label_alone(text: str) -> str | None:
    """The label that a line consists of (责任单位：), with what it is about on the next line."""
    match = _LABEL_ALONE.fullmatch(text)
    if match is None:
        return None
    label = "".join(match["whole"].split())
    return label if label_role(label) is not None else None
