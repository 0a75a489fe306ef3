"""What the columns of a plan's table are for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dutykit.model.catalogue import Role
from dutykit.plans.grammar.vocabulary import LABEL, is_deadline_label, label_role

_NUMBER = re.compile(r"序号|编号|项次|No\.?|#|序", re.IGNORECASE)
_TEXT = re.compile(
    r".{0,6}(?:任务|内容|措施|举措|事项|指标|要求|要点|项目|工作|政策|条款|目标)(?:名称|内容|清单|分解|要求|及要求)?(?:[（(].*[）)])?"
)
_CHAPTER = re.compile(r"(?:一级指标|类别|分类|领域|板块|方面|类型|章节|大项|任务类别|工作类别|重点领域)")
_SECTION = re.compile(r"(?:二级指标|小类|子项|任务名称|重点任务|主要任务|总体任务)")
_LEAF = re.compile(
    r"(?:三级指标|具体(?:任务|措施|内容|举措|工作|事项)|工作(?:内容|措施|举措)|主要(?:内容|措施|举措)|任务(?:内容|举措|措施)|细化措施)"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table by what is in them, counted from 0."""

    roles: dict[int, Role]
    texts: tuple[int, ...]
    number: int | None = None
    chapter: int | None = None
    section: int | None = None
    deadline: int | None = None
    persons: tuple[int, ...] = ()

    def text_of(self, cells: Sequence[str]) -> str:
        """What is to be done, from a row's cells."""
        parts = [cells[at].strip() for at in self.texts if at < len(cells) and cells[at].strip()]
        return "。".join(part.rstrip("。") for part in dict.fromkeys(parts)) if len(parts) > 1 else "".join(parts)


def columns_of(cells: Sequence[str]) -> Columns | None:
    """What each column is for, if `cells` are a heading with at least one column of units; else None."""
    titles = ["".join(re.sub(r"[（(][^（）()]*[）)]$", "", cell.strip()).split()) for cell in cells]
    roles: dict[int, Role] = {}
    persons: list[int] = []
    deadline = number = chapter = section = None
    texts: list[int] = []
    leaves: list[int] = []
    for at, title in enumerate(titles):
        role = label_role(title)
        found = LABEL.fullmatch(title)
        if role is not None:
            roles[at] = role
        elif is_deadline_label(title):
            deadline = at
        elif found is not None and found["person"]:
            persons.append(at)
        elif _NUMBER.fullmatch(title):
            number = at
        elif _CHAPTER.fullmatch(title):
            chapter = at
        elif _LEAF.fullmatch(title):
            leaves.append(at)
        elif _SECTION.fullmatch(title):
            texts.append(at)
            section = at if section is None else section
        elif _TEXT.fullmatch(title):
            texts.append(at)
    if not roles or len([title for title in titles if title]) < 2:
        return None
    if leaves:
        return Columns(roles, tuple(leaves), number, chapter, section, deadline, tuple(persons))
    return Columns(roles, tuple(texts), number, chapter, None, deadline, tuple(persons))
