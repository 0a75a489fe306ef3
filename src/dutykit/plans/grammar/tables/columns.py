"""What the columns of a plan's table are for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dutykit.model.role import Role
from dutykit.plans.grammar.column_use import ColumnUse
from dutykit.plans.grammar.words.body import is_office, looks_like_body
from dutykit.plans.grammar.words.convention import LeadRule, lead_rule
from dutykit.plans.grammar.words.vocabulary import INNER_OFFICE, LABEL, is_deadline_label, label_role, verb_role

_ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "guide")

_BARE = re.compile("(?:[省市县区镇乡][级直])?(?:承办|责任|负责|主管|承担|落实|牵头|配合)")
"""What a column of units may be called where its title lacks its last word."""
_WHO = re.compile(
    "(?:[省市州盟县区][直级])?(?:单位|部门)(?:名称)?|[省市州盟县][直级]|县区|区县|市县|[科处股]室|(?:实施|工作)主体"
)
"""What it may be called beside tasks, where its cells name offices."""
_PLACES_DO = re.compile("(?:县区|区县|县市区|市县|旗县区?|乡镇|镇街|街道|园区|学校)(?:落实|实施|承担|执行)")
"""What one of units of other levels may be called beside one of departments, where its cells name them."""
_NUMBER = re.compile(r"序号|编号|项次|No\.?|#|序|任务编号", re.IGNORECASE)
_TEXT = re.compile(
    r".{0,10}(?:任务|内容|措施|举措|事项|指标|要求|标准|要点|项目|工作|政策|条款|目标)(?:名称|内容|清单|分解|要求|及要求|[及和与、](?:规模|目标|标准|措施|成效))?(?:[（(].*[）)])?"
)
_CHAPTER = re.compile(r"(?:一级指标|类别|分类|领域|板块|方面|类型|章节|大项|任务类别|工作类别|重点领域)")
_SECTION = re.compile(r"(?:二级指标|小类|子项|任务名称|重点任务|主要任务|总体任务)")
_LEAF = re.compile(
    r"(?:三级指标|具体(?:任务|措施|内容|举措|工作|事项)|工作(?:内容|措施|举措)|主要(?:内容|措施|举措)|(?:任务|工作|事项)(?:内容|举措|措施|描述)|细化措施)"
)
_BESIDE = re.compile(r"(?!.*(?:任务|内容|事项)[及和与、]).*(?:目标|成效|成果|要求|标准|来源|依据|备注|说明|文号)")
"""What stands beside a task where another column is the task."""
_GOAL = re.compile("(?!.*(?:任务|内容|事项)[及和与、]).*(?:目标|标准|成效|成果)")
"""What does so before it too."""
_ALSO = re.compile(r".*(?:任务|问题|事项|内容|措施|举措|工作)(?:[（(].*[）)])?")
"""What is the task where no other column but such a one is."""

_ASKED = re.compile(".*(?:要求|标准)")
"""What states the task itself where the column before it only names it (测评内容 | 测评标准)."""
_BRACKET = re.compile(r"[（(][^（）()]*[）)]$")
"""What follows the title itself."""
_LEADER = re.compile("[\u4e00-\u9fff]{1,6}领导")
"""包保领导, 牵头市领导."""
_PAIR = 2
"""A label with the office it announces."""
_STARS = "*＊★☆▲△●○"
"""What may stand at a title as it stands at the names below it."""
_NAME_LONGEST = 10
_HEADING_LONGEST = 24
BETWEEN_NAMES = re.compile(r"[、，,；;\s]+")
_LONGER = 2
"""How many times as long as its goals a task is, where its column's title does not say what it is."""
_MOSTLY = 0.6
"""Parts of a column's cells that name offices where it is one of units."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what is in them, counted from 0."""

    titles: tuple[str, ...]
    uses: tuple[ColumnUse, ...]
    rules: tuple[LeadRule | None, ...]
    """What the brackets in their titles say of who leads: 责任单位（排第一的为牵头单位）."""

    def at(self, *uses: ColumnUse) -> Sequence[int]:
        """The positions of the columns that are for one of these."""
        return _places(self.uses, uses)

    def roles(self) -> Sequence[tuple[int, Role]]:
        """The columns of units, each with the role it gives."""
        return _roles(self.uses)


@lru_cache(maxsize=256)  # asked of each row
def _places(uses: Sequence[ColumnUse], wanted: Sequence[ColumnUse]) -> Sequence[int]:
    return tuple(at for at, use in enumerate(uses) if use in wanted)


@lru_cache(maxsize=256)
def _roles(uses: Sequence[ColumnUse]) -> Sequence[tuple[int, Role]]:
    return tuple((at, role) for role in _ROLES for at in _places(uses, (role,)))


def columns_of(
    cells: Sequence[str],
    rows: Sequence[Sequence[str]] = (),
    given: Mapping[str, ColumnUse] | None = None,
    *,
    own_parts: bool = False,
) -> Columns | None:
    """What each column is for, if `cells` are a heading with at least one column of units; else None.

    `rows` are those below it: a column of names that are written once for several rows is a heading. `given` says of
    titles what they are for. With `own_parts`, parts of the issuer (责任科室) may be units beside others.
    """
    titles = tuple("".join(_BRACKET.sub("", cell.strip(_STARS + " \n")).split()) for cell in cells)
    if len([title for title in titles if title]) < 2:
        return None
    said = {"".join(title.split()): use for title, use in (given or {}).items()}
    uses: list[ColumnUse] = [said.get(title) or use_of(title) for title in titles]
    if "text" in uses and not any(use in _ROLES for use in uses):
        named = (at for at, title in enumerate(titles) if _WHO.fullmatch(title) and title not in said)
        for at in [at for at in named if _are_offices(rows, at)]:
            uses[at] = "responsible"
    places = (at for at, title in enumerate(titles) if _PLACES_DO.fullmatch(title) and title not in said)
    for at in [at for at in places if _are_offices(rows, at)]:
        uses[at] = "responsible"
    if not any(use in _ROLES for use in uses) or _are_cells(titles, uses):
        return None
    inner = [at for at, title in enumerate(titles) if INNER_OFFICE.search(title) and title not in said]
    if not own_parts and any(use in _ROLES and at not in inner for at, use in enumerate(uses)):
        for at in inner:
            uses[at] = "person" if uses[at] in _ROLES else uses[at]
    _divide_texts(uses, titles, rows, said)
    if "text" not in uses:
        named = (at for at, use in enumerate(uses) if use == "note" and titles[at] not in said)
        for at in [at for at in named if not _BESIDE.fullmatch(titles[at])][:1]:
            uses[at] = "text"
    return Columns(titles, tuple(uses), tuple(_rule(cell) for cell in cells))


def columns_without_units(cells: Sequence[str], rows: Sequence[Sequence[str]], text: int | None) -> Columns | None:
    """The same of a table whose tasks, in the column `text`, end with their statements (建学校。（责任单位：市教育局）).

    Without `text` one whose units stand above it. None where nothing else is beside the tasks.
    """
    titles = tuple("".join(_BRACKET.sub("", cell.strip()).split()) for cell in cells)
    uses: list[ColumnUse] = [use_of(title) for title in titles]
    text = uses.index("text") if text is None and "text" in uses else text
    if text is None or text >= len(uses) or any(use in _ROLES for use in uses):
        return None
    uses[text] = "text"
    if not {"deadline", "person", "note", "text"}.intersection(use for at, use in enumerate(uses) if at != text):
        return None
    _divide_texts(uses, titles, rows, {titles[text]: "text"})
    return Columns(titles, tuple(uses), (None,) * len(uses))


def units_unlabelled(rows: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """The titles of a table without a column of units, and those of columns whose cells nevertheless name offices."""
    head = next((at for at, row in enumerate(rows) if len(set(filter(None, row))) > 1), len(rows))
    titles = ["".join(cell.split()) for cell in rows[head]] if head < len(rows) else []
    found = []
    for at, title in enumerate(titles):
        cells = [row[at].strip() for row in rows[head + 1 :] if at < len(row) and row[at].strip()]
        offices = sum(all(looks_like_body(name) for name in BETWEEN_NAMES.split(cell) if name) for cell in cells)
        if title and not looks_like_body(title) and _MOSTLY * len(cells) < offices:
            found.append(title)
    return [title for title in titles if title], found


def _rule(title: str) -> LeadRule | None:
    bracket = _BRACKET.search(title.strip())
    return lead_rule(bracket[0][1:-1]) if bracket is not None else None


@lru_cache(maxsize=4096)  # asked of each cell
def _role(title: str) -> Role | None:
    return label_role(f"{title}单位" if _BARE.fullmatch(title) else title)


def is_title(cell: str) -> bool:
    """Whether a cell says what others are, wherever those stand."""
    title = "".join(cell.split())
    return use_of(title) not in {"note", "none"} or (len(title) <= _NAME_LONGEST and bool(_BESIDE.fullmatch(title)))


def use_of(title: str) -> ColumnUse:
    """What a column of this title is for, whatever is in it."""
    role = _role(title)
    found = LABEL.fullmatch(title)
    if role is not None:
        return role
    if is_deadline_label(title):
        return "deadline"
    if (found is not None and found["person"]) or _LEADER.fullmatch(title):
        return "person"
    if not title:
        return "none"
    if _NUMBER.fullmatch(title):
        return "number"
    if _CHAPTER.fullmatch(title):
        return "chapter"
    return "text" if _LEAF.fullmatch(title) or _SECTION.fullmatch(title) or _TEXT.fullmatch(title) else "note"


def _divide_texts(
    uses: list[ColumnUse], titles: Sequence[str], rows: Sequence[Sequence[str]], said: Mapping[str, ColumnUse]
) -> None:
    """Of several columns of text those that name a group of rows are headings, and those that stand beside are notes."""
    texts = [at for at, use in enumerate(uses) if use == "text" and titles[at] not in said]
    if texts and "text" not in said.values() and all(_BESIDE.fullmatch(titles[at]) for at in texts):
        other = _task_instead(uses, titles, rows, said, texts)
        if other is not None:
            uses[other] = "text"
            for at in texts:
                uses[at] = "note"
            return
    if "text" not in uses:  # “一件事”名称: whatever it is called, what stands beside the units is the task
        named = [at for at, use in enumerate(uses) if use == "note" and titles[at] not in said]
        named = [at for at in named if not _BESIDE.fullmatch(titles[at])] or named
        if named:
            uses[max(named, key=lambda at: _length(rows, at))] = "text"
        return
    leaves = [at for at in texts if _LEAF.fullmatch(titles[at])]
    if not leaves:
        leaves = [at for at in texts if not _BESIDE.fullmatch(titles[at])] or texts
    repeated = [at for at in texts if at != leaves[-1] and at < leaves[-1] and _is_written_for_several(rows, at)]
    for at in range(leaves[0] if leaves else 0):
        if uses[at] == "note" and titles[at] not in said and not _BESIDE.fullmatch(titles[at]) and _groups(rows, at):
            uses[at] = "section" if "chapter" in uses else "chapter"
    for at in texts:
        if at in repeated:
            uses[at] = "section"
        elif (
            at not in leaves
            and (at > leaves[0] or _GOAL.fullmatch(titles[at]))
            and not (_ASKED.fullmatch(titles[at]) and _are_names(rows, leaves[-1]))
        ):
            uses[at] = "note"


def _task_instead(
    uses: Sequence[ColumnUse],
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    said: Mapping[str, ColumnUse],
    goals: Sequence[int],
) -> int | None:
    """The column that is the task where those called so only state its goals: by its title, else by longer cells."""
    others = [
        at
        for at, use in enumerate(uses)
        if use == "note" and titles[at] not in said and at not in goals and not _BESIDE.fullmatch(titles[at])
    ]
    called = next((at for at in others if _ALSO.fullmatch(titles[at])), None)
    if called is not None or not others:
        return called
    longest = max(others, key=lambda at: _length(rows, at))
    return longest if _length(rows, longest) > _LONGER * max(_length(rows, at) for at in goals) else None


def _length(rows: Sequence[Sequence[str]], at: int) -> int:
    """How many characters the cells of a column have."""
    return sum(len(row[at].strip()) for row in rows if at < len(row) and len(set(row)) > 1)


def _are_names(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the cells of a column are names of tasks, too short to state them."""
    cells = [row[at].strip() for row in rows if at < len(row) and len(set(row)) > 1]
    return any(cells) and all(len(cell) <= _NAME_LONGEST and "。" not in cell for cell in cells)


def _groups(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column, whatever its title, names what several rows are of: short, and written once for them."""
    return _is_written_for_several(rows, at) and all(
        len(row[at].strip()) <= _HEADING_LONGEST for row in rows if at < len(row) and len(set(row)) > 1
    )


def does(cell: str) -> bool:
    """Whether a cell is only what an office does: 牵头, 责任."""
    return verb_role(cell) is not None or _BARE.fullmatch(cell) is not None


def _are_cells(titles: Sequence[str], uses: Sequence[ColumnUse]) -> bool:
    """Whether a row is not of titles but of an office with what it does: 市教育局 | 牵头, 责任单位 | 市教育局."""
    verbs = all(does(title) for title, use in zip(titles, uses, strict=True) if use in _ROLES)
    written = [title for title in titles if title]
    return any(is_office(title) for title in titles) and (verbs or len(set(written)) == _PAIR)


def _are_offices(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether all cells of a column are names of offices."""
    cells = [row[at].strip() for row in rows if at < len(row) and row[at].strip() and len(set(filter(None, row))) > 1]
    return bool(cells) and all(looks_like_body(name) for cell in cells for name in BETWEEN_NAMES.split(cell) if name)


def _is_written_for_several(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether cells of a column are the same in rows that follow one another, or empty below one that is not."""
    cells = [
        row[at].strip() if at < len(row) else "" for row in rows if len({cell for cell in row if cell.strip()}) > 1
    ]
    return any(first and (second == first or not second) for first, second in pairwise(cells))
