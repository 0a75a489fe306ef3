"""A table with a column for each office, whose cells say what it does: 牵头, 配合, √."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dutykit.model.role import Role
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.vocabulary import LABEL_OF_UNITS, NOTHING, label_role, verb_role

_TITLES: dict[Role, str] = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位", "guide": "指导单位"}
_FULL = "★●■◆▲◎"
_HOLLOW = "☆○□◇△◯"
_MARKS = _FULL + _HOLLOW + "√✓✔◐"
_ANY_MARK = re.compile(f"[{_MARKS}]")
_SAYS = re.compile(
    rf"(?P<mark>[{_MARKS}])[”\"’」）)]?(?:号|标记|符号)?(?:的|代表|表示|表|为|是|指|[:：—\-－=＝])*(?P<label>{LABEL_OF_UNITS})"
    rf"|(?P<before>{LABEL_OF_UNITS})(?:以|用|标|标注|标记|为|[（(“\"：:])*(?P<behind>[{_MARKS}])"
)
"""●为牵头单位, 牵头单位用●表示."""


def roles_of_marks(lines: Iterable[Line]) -> dict[str, Role]:
    """What a document says that marks in the cells of its tables mean."""
    found: dict[str, Role] = {}
    for line in lines:
        if _ANY_MARK.search(line.text) is None or len(set(filter(None, line.cells))) > 1:
            continue
        for said in _SAYS.finditer(line.text):
            label = said["label"] or said["before"]
            if (role := label_role(label) or label_role(f"{label}单位")) is not None:
                found.setdefault(said["mark"] or said["behind"], role)
    return found


def without_offices(lines: Sequence[Line], said: Mapping[str, Role]) -> list[Line]:
    """The rows with a column for each role in place of those for offices; as they are where there are no two of these.

    `said` is what the document says that marks mean.
    """
    head = next((at for at, line in enumerate(lines) if len(set(filter(None, line.cells))) > 1), None)
    if head is None:
        return list(lines)
    titles = ["".join(cell.split()) for cell in lines[head].cells]
    below = lines[head + 1 :]
    offices = [at for at, title in enumerate(titles) if looks_like_body(title) and _is_marked(below, at)]
    if len(offices) < 2:
        return list(lines)
    marks = {**_unsaid({_cell(line, at) for line in below for at in offices if at < len(line.cells)}), **said}
    found = {_role(_cell(line, at), marks) for line in below for at in offices if at < len(line.cells)}
    roles = [role for role in _TITLES if role in found]
    rows = [_with_roles(line, titles, offices, roles, marks) for line in below]
    kept = tuple(cell for at, cell in enumerate(lines[head].cells) if at not in offices)
    return [*lines[:head], replace(lines[head], cells=(*kept, *(_TITLES[role] for role in roles))), *rows]


def _unsaid(cells: Iterable[str]) -> dict[str, Role]:
    """What two marks mean that nothing is said of: the full one leads beside the hollow one, a star beside all others."""
    used = {cell for cell in cells if len(cell) == 1 and cell in _MARKS}
    leads = used & {"★"} or used & set(_FULL)
    others = used - leads
    if len(leads) != 1 or not others or not (leads == {"★"} or others <= set(_HOLLOW)):
        return {}
    return {**dict.fromkeys(leads, "lead"), **dict.fromkeys(others, "support")}


def _is_marked(lines: Sequence[Line], at: int) -> bool:
    """Whether the cells of a column say what an office does, and nothing else, but for rows of one text."""
    rows = [line for line in lines if at < len(line.cells) and len(set(filter(None, line.cells))) > 1]
    cells = [cell for line in rows if (cell := _cell(line, at))]
    return bool(cells) and all(_role(cell, {}) is not None for cell in cells)


def _with_roles(
    line: Line, titles: Sequence[str], offices: Sequence[int], roles: Sequence[Role], marks: Mapping[str, Role]
) -> Line:
    named: dict[Role, list[str]] = {role: [] for role in roles}
    for at in offices:
        if at < len(line.cells) and (role := _role(_cell(line, at), marks)) is not None:
            named[role].append(titles[at])
    kept = tuple(cell for at, cell in enumerate(line.cells) if at not in offices)
    kept += ("",) * (len(titles) - len(offices) - len(kept))
    return replace(line, cells=(*kept, *("、".join(names) for names in named.values())))


def _cell(line: Line, at: int) -> str:
    cell = "".join(line.cells[at].split())
    return "" if NOTHING.fullmatch(cell) else cell


def _role(cell: str, marks: Mapping[str, Role]) -> Role | None:
    if len(cell) == 1 and cell in _MARKS:
        return marks.get(cell, "responsible")
    return verb_role(cell) or label_role(f"{cell}单位")
