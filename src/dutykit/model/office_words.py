"""Office words for the codes of files, in the language in use."""

from __future__ import annotations

from dutykit.language import _
from dutykit.model.catalogue import Role
from dutykit.model.submission import State
from dutykit.model.unit import UnitKind


def state_word(state: State | None) -> str:
    """The state of a submission in the language in use; None is none."""
    match state:
        case "draft":
            return _("草稿")
        case "submitted":
            return _("已报送")
        case "returned":
            return _("已退回")
        case "accepted":
            return _("已通过")
        case None:
            return _("未报送")


def role_word(role: Role) -> str:
    """A role in the language in use."""
    words: dict[Role, str] = {
        "lead": _("牵头单位"),
        "responsible": _("责任单位"),
        "support": _("配合单位"),
        "guide": _("指导单位"),
    }
    return words[role]


KINDS: dict[UnitKind, str] = {
    "county": "县区政府",
    "zone": "功能区管委会",
    "department": "市直部门",
    "office": "办事机构",
}
