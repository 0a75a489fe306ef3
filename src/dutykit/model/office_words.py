"""The office's words for the codes in files: one table for the screen, which translates, and reports, which do not."""

from __future__ import annotations

from dutykit.language import _, marked
from dutykit.model.cycle import LetterRule
from dutykit.model.history_entry import Action
from dutykit.model.letter import Color, Kind, Letter
from dutykit.model.role import Role
from dutykit.model.scoring import EventKind
from dutykit.model.submission import FoundBy, ProblemStatus, Rating, State
from dutykit.model.unit import UnitKind

STATES: dict[State, str] = {
    "draft": marked("草稿"),
    "submitted": marked("已报送"),
    "returned": marked("已退回"),
    "accepted": marked("已通过"),
}
NO_STATE = marked("未报送")
"""Where there is no submission."""
ROLES: dict[Role, str] = {
    "lead": marked("牵头单位"),
    "responsible": marked("责任单位"),
    "support": marked("配合单位"),
    "guide": marked("指导单位"),
}
SHORT_ROLES: dict[Role, str] = {
    "lead": marked("牵头"),
    "responsible": marked("责任"),
    "support": marked("配合"),
    "guide": marked("指导"),
}
RATINGS: dict[Rating, str] = {
    "met": marked("达到"),
    "partly": marked("部分达到"),
    "unmet": marked("未达到"),
    "not_applicable": marked("不适用"),
}
FOUND_BY: dict[FoundBy, str] = {
    "self_check": marked("自查"),
    "monitoring": marked("监测"),
    "inspection": marked("实地检查"),
}
PROBLEM_STATUSES: dict[ProblemStatus, str] = {
    "open": marked("未整改"),
    "in_progress": marked("整改中"),
    "done": marked("已整改待销号"),
    "closed": marked("已销号"),
}
KINDS: dict[UnitKind, str] = {
    "county": marked("县区政府"),
    "zone": marked("功能区管委会"),
    "department": marked("部门"),
    "office": marked("办事机构"),
}
"""In the order in which they are listed."""
EVENT_KINDS: dict[EventKind, str] = {
    "bonus": marked("加分"),
    "deduction": marked("扣分"),
    "downgrade": marked("降档"),
    "bar": marked("不得评优"),
    "veto": marked("一票否决"),
}
FILED, KEPT_BY_UNIT = marked("提交"), marked("留存备查")
"""How evidence is archived （归档方式）: its file is handed over, or the unit keeps it."""


ACTIONS: dict[Action, str] = {
    "submit": marked("报送"),
    "return": marked("退回"),
    "accept": marked("审核通过"),
    "carry_forward": marked("转入新年度"),
    "amend": marked("方案变更"),
    "merge": marked("合并"),
    "remind": marked("催办"),
}
"""What the entries of logs say was done."""
COLORS: dict[Color, str] = {
    "blue": marked("蓝色"),
    "orange": marked("橙色"),
    "red": marked("红色"),
}
"""The colours of reminder letters."""
LETTER_KINDS: dict[Kind | None, str] = {None: marked("催办函"), "order": marked("督查单")}
"""What reminder letters are called."""


def color_word(color: Color) -> str:
    """The colour of a letter in the language in use."""
    return _(COLORS[color])


def letter_name(letter: Letter | LetterRule) -> str:
    """A letter, or those of a rule, by colour and kind, in the language in use."""
    text = _("{color}催办函") if letter.kind is None else _("{color}督查单")
    return text.format(color=color_word(letter.color))


def letter_title(letter: Letter) -> str:
    """A letter by colour and kind, as papers and their files have it in any language: 蓝色催办函."""
    return f"{COLORS[letter.color]}{LETTER_KINDS[letter.kind]}"


def letter_words(letter: Letter) -> str:
    """A letter by its colour, kind and number, in the language in use."""
    return _("{letter}（{number}）").format(letter=letter_name(letter), number=letter_number(letter))


def letter_number(letter: Letter) -> str:
    """The document number of a letter, else its number in the year; of a draft that it has none."""
    if letter.number is None:
        return _("未编号")
    return letter.document or _("第{number}号").format(number=letter.number)


def action_word(action: Action) -> str:
    """What an entry of a log says was done, in the language in use."""
    return _(ACTIONS[action])


def state_word(state: State | None) -> str:
    """The state of a submission in the language in use; None is none."""
    return _(NO_STATE if state is None else STATES[state])


def role_word(role: Role) -> str:
    """A role in the language in use."""
    return _(ROLES[role])


def short_role_word(role: Role) -> str:
    """A role in the language in use, beside the name of a unit."""
    return _(SHORT_ROLES[role])


def rating_word(rating: Rating) -> str:
    """A unit's own rating in the language in use."""
    return _(RATINGS[rating])


def found_by_word(found_by: FoundBy) -> str:
    """How a problem was found, in the language in use."""
    return _(FOUND_BY[found_by])


def status_word(status: ProblemStatus) -> str:
    """How far a problem is resolved, in the language in use."""
    return _(PROBLEM_STATUSES[status])


def kind_word(kind: UnitKind) -> str:
    """What units of a kind are called together, in the language in use."""
    return _(KINDS[kind])


def event_kind_word(kind: EventKind) -> str:
    """What events of a kind do, in the language in use."""
    return _(EVENT_KINDS[kind])


def filing_word(*, kept_by_unit: bool) -> str:
    """How evidence is archived, in the language in use."""
    return _(KEPT_BY_UNIT if kept_by_unit else FILED)
