"""What an import leaves to a person: each doubt in words, with the line it is about."""

from __future__ import annotations

from collections import Counter

from dutykit.language import _, plural
from dutykit.model.catalogue import ROLES, Role
from dutykit.model.office_words import role_word
from dutykit.output.table.record import Cell, Column, Group, Table, one_line
from dutykit.plans.grammar.record import Doubt
from dutykit.plans.proposal import Proposal

_LONGEST = 60
"""Characters of a source line that are shown around the words a doubt is about."""


def doubt_text(doubt: Doubt) -> str:
    """What is uncertain and why, in a sentence."""
    texts = {
        "name": _("“{subject}”不像单位名称，请核对"),
        "bare": _("括号中只有单位名称（{subject}），未写职责，按责任单位处理，请核对"),
        "restored": _("“{subject}”按同一名单补全为“{detail}”"),
        "comment": _("“{subject}”后的括注“{detail}”作为说明，不计入名称"),
        "alias": _("“{subject}”是“{detail}”的简称"),
        "open": _("名单未列全（有“等有关部门”之类的表述），记为 open_ended"),
        "unclosed": _("括号未闭合，读取至行末"),
        "prose": _("“{subject}”像是分工，但不是责任标注，未采用；确为分工的，请补充"),
        "star": _("“{subject}”标有星号，原文未作说明，按牵头单位处理，请核对"),
        "twice": _("“{subject}”在同一处出现两次，只记一次"),
        "unassigned": _("“{subject}”之下未写责任单位，未列为指标"),
        "loose": _("无法判断“{subject}”承担何种职责，未采用，请核对"),
        "head": _("未找到{subject}，请在 source 中补充"),
        "near": _("“{subject}”与“{detail}”相近，请核对是否为同一单位"),
        "joined": _("“{subject}”像是两个单位连写（{detail}），未拆分，请核对"),
        "group": _("“{subject}”是统称，请在 units.yaml 中补充所含单位"),
        "person": _("“{subject}”是个人，未列入"),
    }
    if doubt.kind == "convention":
        return {
            "first": _("按原文，列第一位的为牵头单位"),
            "comma": _("按原文，第一个逗号前的为牵头单位"),
            "star": _("按原文，带标记的为牵头单位"),
        }[doubt.detail]
    if doubt.kind == "inherited":
        reach = {"after": _("以下各项"), "before": _("以上各项"), "all": _("各项")}[doubt.detail]
        return _("按原文，{reach}均由“{subject}”落实，记为 inherited").format(reach=reach, subject=doubt.subject)
    return texts[doubt.kind].format(subject=_short(doubt.subject), detail=_short(doubt.detail))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def review_table(proposal: Proposal) -> Table:
    """A row a doubt: the line, what to look at, the words of the line."""
    columns = (Column(_("行"), "number"), Column(_("核对事项"), wide=True), Column(_("原文"), wide=True))
    doubts = [*(one for one in proposal.doubts if not one.certain), *(one for one in proposal.doubts if one.certain)]
    rows: list[tuple[Cell, ...]] = [
        (one.line or None, doubt_text(one), excerpt(proposal.plan.lines.get(one.line, ""), one.subject))
        for one in doubts
    ]
    asked = sum(not one.certain for one in doubts)
    title = plural("需要核对 {count} 处", asked).format(count=asked)
    return Table(title, columns, (Group(tuple(rows)),))


def units_table(proposal: Proposal) -> Table:
    """One row per unit or group: how often it is named in which role, and whether it is new."""
    catalogue = proposal.catalogue
    counts: dict[str, Counter[Role]] = {}
    for entry in () if catalogue is None else catalogue.entries:
        for role in ROLES:
            for name in entry.indicator.named(role):
                counts.setdefault(name, Counter())[role] += 1
    used = [role for role in ROLES if any(one[role] for one in counts.values())]
    columns = (
        Column(_("单位")),
        *(Column(role_word(role), "number") for role in used),
        Column(_("单位名录"), wide=True),
    )
    names = [*(unit.id for unit in proposal.register.units), *(group.id for group in proposal.register.groups)]
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            *(counts.get(name, Counter())[role] or None for role in used),
            _("新") if name in proposal.new else _("已有"),
        )
        for name in names
    ]
    title = plural("涉及单位 {count} 个", len(names)).format(count=len(names))
    return Table(title, columns, (Group(tuple(rows)),))


def excerpt(line: str, subject: str) -> str:
    """The part of a source line that a doubt is about; where its words are not in it, the line's end."""
    text = one_line(line)
    if len(text) <= _LONGEST:
        return text
    at = text.find(subject) if subject else -1
    if at < 0:
        return "…" + text[-_LONGEST:]
    start = max(0, min(at - 15, len(text) - _LONGEST))
    return ("…" if start else "") + text[start : start + _LONGEST] + ("…" if start + _LONGEST < len(text) else "")
