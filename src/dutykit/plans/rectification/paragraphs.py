"""The paragraphs of a rectification plan: each begins a problem, goes on with one, or is a heading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.words.body import is_office
from dutykit.plans.grammar.words.outline import DEPTH, Level, Mark, heading_levels, mark_of
from dutykit.plans.rectification.draft import ITS_OWN, LISTS, Draft
from dutykit.plans.rectification.field import Field, Labelled, labelled
from dutykit.plans.rectification.heading import Heading
from dutykit.plans.rectification.record import OtherLineKind

_STRONG: frozenset[Field] = frozenset({"problem", "measure", "units"})
"""What only a problem has; the others may be of the document as a whole."""
_AHEAD = 200
"""Paragraphs that are looked at to know what one is."""
_TITLE_LONGEST = 60
_TITLE = re.compile(
    r"(?=.*(?:整改|问题))[^，。；：:]{6,60}(?:方案|清单|台账|任务书|分解表|整改表|任务分工)(?:[（(][^（）()]*[）)])?"
)


@dataclass(frozen=True, slots=True)
class _Paragraph:
    line: Line
    mark: Mark | None
    text: str
    """Behind the number, before the first label."""
    labels: tuple[Labelled, ...]
    stated: bool
    """Whether it states without a label who is responsible."""

    @property
    def numbers(self) -> set[int]:
        """Of its lines."""
        return set(range(self.line.number, self.line.number + self.line.joined + 1))

    @property
    def depth(self) -> int:
        """How deep its number is."""
        return DEPTH[self.mark.level] if self.mark is not None else 0


class Paragraphs:
    """Walks over the paragraphs once."""

    def __init__(self, lines: Sequence[Line], title: str) -> None:
        self.drafts: list[Draft] = []
        self.why: dict[int, OtherLineKind] = {}
        """Why lines are in no problem, where that is known."""
        self.restarts: list[Line] = []
        """Titles behind the first problem: another plan begins."""
        self.labels: list[str] = []
        self._root = Heading(0, title, "", set(), None)
        self._headings: list[Heading] = []
        self._top = self._root
        self._draft: Draft | None = None
        self._styles = heading_levels(lines)
        self._plan = title
        self._rest: list[Labelled] = []
        """What is in no problem of its own."""

    def take(self, lines: Sequence[Line]) -> None:
        """Take paragraphs that follow one another."""
        whole = [self._read(line) for line in lines if line.text.strip()]
        for at, one in enumerate(whole):
            self._paragraph(one, whole[at + 1 : at + 1 + _AHEAD])

    def close(self) -> None:
        """The problem that is open ends here."""
        self._draft = None

    @property
    def above(self) -> Heading:
        """The heading that is open."""
        return self._top

    def head(self, depth: int, text: str, number: str, lines: set[int]) -> Heading:
        """A heading begins."""
        self.close()
        while self._top.depth >= max(depth, 1):
            self._top = self._top.above or self._root
        heading = Heading(max(depth, 1), text, number, lines, self._top, shared=self._top.shared)
        self._top.children.append(heading)
        self._headings.append(heading)
        self._top = heading
        return heading

    def under(self, draft: Draft, heading: Heading) -> Draft:
        """The draft with what the headings above it say."""
        for one in heading.chain():
            one.has_problem = True
        office = next((one for one in heading.chain() if is_office(one.text)), None)
        named = next((one for one in heading.chain() if one.text and not one.groups and one is not office), None)
        if named is not None:
            draft.heading = named.text.strip("。：: ")
            draft.lines |= named.lines
        draft.above = [*(one.text for one in heading.chain()), self._plan]
        draft.shared = heading.shared
        if office is not None:
            draft.shared += (Labelled("units", "责任单位", office.text, line=min(office.lines)),)
        self.drafts.append(draft)
        return draft

    def finish(self) -> None:
        """What is a problem without any label, and why headings are in none."""
        listed = not self.drafts and self._root.lists
        for one in self._headings:
            chain = list(one.chain())
            leaf = not one.children and not one.has_problem
            named = listed or any(above.lists for above in chain[1:])
            if leaf and named and not any(above.excludes for above in chain[1:]):
                above = one.above or self._root
                draft = Draft(
                    min(one.lines),
                    one.depth,
                    one.number,
                    title=[one.text, *one.texts],
                    lines=one.lines | one.text_lines,
                )
                self.under(draft, above)
        self.drafts.sort(key=lambda draft: min(draft.lines))
        self._keep_beside()
        for one in self._headings:
            why: OtherLineKind = "heading" if one.has_problem else "unlabelled"
            for line in one.lines | one.text_lines:
                self.why.setdefault(line, why)

    def _keep_beside(self) -> None:
        """What stands on a line of a problem and is in none of its own parts is kept with it."""
        for draft in self.drafts:
            draft.inherit()
        first = {line: draft for draft in reversed(self.drafts) for line in draft.lines}
        written = [
            (text.strip("。：: "), line)
            for one in self._headings
            for text, lines in ((one.text, one.lines), *((text, one.text_lines) for text in one.texts))
            for line in sorted(lines & first.keys())[:1]
        ]
        for text, line in written:
            draft = first[line]
            if not any(text in part for part in (draft.heading, *draft.title, *draft.values("units"))):
                self._rest.append(Labelled("other", "说明", text, line=line))
        for label in self._rest:
            if label.line in first:
                first[label.line].parts.setdefault(label.field, []).append(label)

    def _read(self, line: Line) -> _Paragraph:
        text = line.text.strip()
        level: Level | None = self._styles.get(line.heading)
        mark = mark_of(text) or (Mark(level, "", 0, "") if level is not None else None)
        before, labels = labelled(text[mark.end :] if mark is not None else text, line.number)
        self.labels += [one.label for one in labels]
        stated = not labels and any(one.stated.names for one in statements_in(text))
        return _Paragraph(line, mark, before, tuple(labels), stated)

    def _paragraph(self, one: _Paragraph, following: Sequence[_Paragraph]) -> None:
        if self._is_title(one):
            return
        if one.mark is not None and (one.text or not one.labels):
            if self._numbered(one, one.mark, following):
                return
        elif one.text and not self._unnumbered(one, following):
            self._rest.append(Labelled("other", "说明", one.text, line=one.line.number))
        self._rest += [label for label in one.labels if not self._label(one, label, following)]

    def _is_title(self, one: _Paragraph) -> bool:
        """Whether another plan begins with this line."""
        if (one.mark is not None and one.mark.number) or one.labels or not _TITLE.fullmatch(one.text):
            return False
        goes_on = self._draft is not None and (self._draft.open in ITS_OWN or self._draft.waits)
        if goes_on or not self.drafts:
            return False
        self.close()
        self._top = self._root = Heading(0, one.text, "", set(), None)
        self._plan = one.text
        self.restarts.append(one.line)
        self.why[one.line.number] = "heading"
        return True

    def _numbered(self, one: _Paragraph, mark: Mark, following: Sequence[_Paragraph]) -> bool:
        """A number begins a heading, or it is in a list: then it is dealt with."""
        draft = self._draft
        if draft is not None and self._is_listed(one, mark, draft, following):
            self._list(draft, mark, one)
            return True
        if draft is not None and one.depth > draft.depth and not draft.parts.keys() & ITS_OWN and self._top.has_problem:
            self._govern(draft)
        heading = self.head(one.depth, one.text, mark.number, one.numbers)
        if one.stated:
            self._begin(heading)
            self.close()
        return False

    def _list(self, draft: Draft, mark: Mark, one: _Paragraph) -> None:
        """A number of a list; with units or a time of its own it is a part of the problem where others have theirs."""
        field = draft.open
        own = [label for label in one.labels if label.field in {"units", "deadline"}]
        stated = [label for name in ("units", "deadline") for label in draft.parts.get(name, [])]
        if own and stated and field == "measure" and any(label not in stated for label in own):
            draft = self._part_of(draft, one.line.number)
            draft.parts["measure"] = [Labelled("measure", "整改措施", "")]
            draft.open = "measure"
        draft.go_on(f"{mark.text}{one.text}", one.numbers)
        for label in one.labels:
            draft.add(label, one.numbers)
        draft.open, draft.listed = field, (one.depth, _place(mark.number))

    def _govern(self, draft: Draft) -> None:
        """Units and times below a heading, with more headings below: they are of each problem there."""
        self.drafts.remove(draft)
        self._top.has_problem = False
        own = [label for labels in draft.parts.values() for label in labels]
        above = [label for label in self._top.shared if label.field not in draft.parts]
        self._top.shared = (*above, *own)
        for label in own:
            self.why[label.line] = "heading"

    def _is_listed(self, one: _Paragraph, mark: Mark, draft: Draft, following: Sequence[_Paragraph]) -> bool:
        """Whether a number is that of a part of what the open problem states last."""
        if draft.waits:
            return one.depth > draft.depth or (draft.open in ITS_OWN and _place(mark.number) == 1)
        if draft.open not in LISTS or one.depth < draft.depth:
            return False
        depth, place = draft.listed
        goes_on = one.depth > depth or (one.depth == depth and _place(mark.number) == place + 1)
        if depth == 0:
            goes_on = _place(mark.number) in {1, _inline_place(draft) + 1}
        deeper = one.depth > draft.depth
        if one.labels:
            return deeper and one.labels[0].field not in {"problem", "measure"} and goes_on
        at = next((at for at, other in enumerate(following) if other.labels), None)
        if at is None or following[at].labels[0].field == "problem":
            return goes_on if one.depth <= draft.depth or at is not None else deeper
        if following[at].labels[0].field in draft.parts:  # the last number before it is a title
            return any(
                other.mark is not None and other.depth <= one.depth
                for other in following[: at + (1 if following[at].text else 0)]
            ) and (deeper or goes_on)
        return deeper or goes_on

    def _unnumbered(self, one: _Paragraph, following: Sequence[_Paragraph]) -> bool:
        """Text without a number; whether it is taken."""
        draft = self._draft
        beside = following[0].labels if following and following[0].mark is None and not following[0].text else ()
        first = next((label.field for label in one.labels or beside), None)
        if (
            draft is not None
            and not (draft.waits and draft.open in ITS_OWN)
            and draft.parts.keys() & ITS_OWN
            and first in draft.parts.keys() - {"problem"}
        ):
            above = self._top.above if self._top.depth >= draft.depth and draft.depth else self._top
            self._top = above or self._root
            self.head(max(draft.depth, self._top.depth + 1), one.text, "", one.numbers)
        elif draft is not None and (draft.open in LISTS or draft.waits):
            draft.go_on(one.text, one.numbers)
        elif draft is not None and is_office(one.text):  # whose problems follow
            self.head(max(1, draft.depth - 1), one.text, "", one.numbers)
        elif draft is None and self._top.depth and not self._top.has_problem:
            self._top.texts.append(one.text)
            self._top.text_lines |= one.numbers
        elif (
            draft is None
            and first in _STRONG - {"problem"}
            and len(one.text) <= _TITLE_LONGEST
            and one.text[-1] not in "：:"
        ):
            self.head(self._top.depth + 1, one.text, "", one.numbers)
        else:
            self.why[one.line.number] = "behind" if draft is not None else "unlabelled" if self.drafts else "preface"
            return False
        return True

    def _label(self, one: _Paragraph, label: Labelled, following: Sequence[_Paragraph]) -> bool:
        """A label and what it announces; whether it is taken."""
        draft = self._draft
        if label.field == "problem":
            if draft is None or self._is_another(draft, label):
                draft = self._own(one, label, following)
        elif draft is None:
            if not self._may_begin(label, one, following):
                return False
            draft = self._begin(self._top)
        elif label.field == "measure" and "measure" in draft.parts and draft.parts.keys() & {"units", "deadline"}:
            draft = self._part_of(draft, one.line.number)
        draft.add(label, one.numbers)
        return True

    def _is_another(self, draft: Draft, label: Labelled) -> bool:
        """Whether a label of a problem begins another one."""
        there = draft.parts.get("problem")
        if there is None:
            return bool(label.number) or "measure" in draft.parts
        return bool(label.number) or len(draft.parts) > 1 or there[-1].label == label.label

    def _own(self, one: _Paragraph, label: Labelled, following: Sequence[_Paragraph]) -> Draft:
        """A problem that begins with its own label."""
        top = self._top
        fresh = top.depth > 0 and not top.has_problem
        number = label.number or (one.mark.number if one.mark is not None else "")
        depth = one.depth or top.depth
        if fresh and not label.number and (one.mark is None or self._is_label_list(one, following)):
            number, depth = top.number, top.depth
        self._draft = self.under(Draft(one.line.number, depth, number), top)
        return self._draft

    @staticmethod
    def _is_label_list(one: _Paragraph, following: Sequence[_Paragraph]) -> bool:
        """1.问题描述： 2.整改措施： are the parts of one problem."""
        other = next((other for other in following if other.labels), None)
        return (
            other is not None
            and other.mark is not None
            and other.depth == one.depth
            and other.labels[0].field != "problem"
        )

    def _may_begin(self, label: Labelled, one: _Paragraph, following: Sequence[_Paragraph]) -> bool:
        """Whether a problem begins at a label other than its own."""
        if self._top.depth == 0 or self._top.has_problem:
            return label.field == "measure" and self._top.depth > 0
        if any(above.excludes for above in self._top.chain()):
            return False
        if label.field in _STRONG or any(other.field in _STRONG for other in one.labels):
            return True
        for other in following:
            if other.mark is not None and not other.labels:
                return False
            if other.labels and other.labels[0].field in _STRONG:
                return not other.labels[0].number
        return False

    def _begin(self, heading: Heading) -> Draft:
        """A problem whose heading is what is wrong; several headings without anything below are parts of the one above them."""
        above = heading.above or self._root
        parts = [heading]
        if (
            above.depth
            and not above.groups
            and len(above.children) > 1
            and not any(child.has_problem for child in above.children)
        ):
            parts, heading, above = above.children, above, above.above or self._root
        draft = Draft(min(heading.lines), heading.depth, heading.number)
        if parts[0] is heading:
            draft.title = [heading.text, *heading.texts]
        else:
            draft.title = [f"{heading.text.rstrip('。：:')}：", *heading.texts]
            for at, part in enumerate(parts, 1):
                draft.title += [f"{at}.{part.text}", *part.texts]
                part.has_problem = True
                draft.lines |= part.lines | part.text_lines
        draft.lines |= heading.lines | heading.text_lines
        self._draft = self.under(draft, above)
        heading.has_problem = True
        return draft

    def _part_of(self, draft: Draft, line: int) -> Draft:
        """Another measure of the same problem, with units and a time of its own."""
        kept: frozenset[Field] = frozenset({"problem", "goal"})
        known = {name: list(labels) for name, labels in draft.parts.items() if name in kept}
        part = replace(draft, line=line, is_part=True, title=list(draft.title), parts=known, lines={line}, open=None)
        self.drafts.append(part)
        self._draft = part
        return part


def _place(number: str) -> int:
    number = number.strip("（()）")
    if number.isdecimal():
        return int(number)
    return int(unicodedata.numeric(number, 0)) if len(number) == 1 else 0


def _inline_place(draft: Draft) -> int:
    """The last number of a list that stands in the open label's own line."""
    value = draft.parts[draft.open][-1].value if draft.open is not None else ""
    numbers = [int(one) for one in re.findall(r"(?:^|[。；;\s])(\d{1,2})[.．、](?!\d)", value)]
    return numbers[-1] if numbers else 0
