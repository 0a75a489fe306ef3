"""Why a unit is assigned an indicator, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.assess.reason import Reason
from dutykit.language import _
from dutykit.listings.matrix_table import chapter_heading, section_heading
from dutykit.model.office_words import role_word
from dutykit.model.workspace import Workspace
from dutykit.text.book_title import inside_book_marks


def reason_lines(workspace: Workspace, reason: Reason) -> Iterator[str]:
    """The answer first, then the indicator, then where it is written and what that rests on."""
    entry, unit = reason.entry, reason.asked.id
    assignment = reason.assignment
    indicator = entry.indicator
    if assignment is None:
        yield _("{unit}不承担指标 {indicator}。").format(unit=unit, indicator=indicator.id)
    elif reason.group is None:
        yield _("{unit}承担指标 {indicator}（{role}）：指标中直接写明。").format(
            unit=unit, indicator=indicator.id, role=role_word(assignment.role)
        )
    else:
        yield _("{unit}承担指标 {indicator}（{role}）：指标中写的是“{group}”，包括该单位。").format(
            unit=unit, indicator=indicator.id, role=role_word(assignment.role), group=reason.group.id
        )
    yield ""
    yield chapter_heading(entry.chapter_number, entry.chapter.title)
    yield section_heading(entry)
    yield _("{indicator}. {text}").format(indicator=indicator.id, text=indicator.text)
    yield ""
    if assignment is None:
        named = [one.name for one in workspace.responsibilities.assignments if one.indicator == indicator.id]
        if named:
            yield _("写明的单位：{units}").format(units=_("、").join(named))
        else:
            yield _("该指标未写明任何单位。")
        yield _("出处：{place}").format(place=indicator.place)
    else:
        yield _("写作“{name}”：{place}").format(name=assignment.name, place=assignment.place)
        if reason.group is not None and reason.membership is not None:
            yield _("列入“{group}”：{place}").format(group=reason.group.id, place=reason.membership)
    source = workspace.catalogue.source
    if source.number:
        yield _("依据：{number}《{title}》").format(number=source.number, title=inside_book_marks(source.title))
    else:
        yield _("依据：《{title}》").format(title=inside_book_marks(source.title))
