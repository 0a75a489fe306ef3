"""What a unit is told in its form of the changes of the plan since the year began."""

from __future__ import annotations

from collections.abc import Iterator

from dutykit.language import _
from dutykit.model.amendment import Amendment
from dutykit.model.submission import Submission
from dutykit.model.workspace import Workspace
from dutykit.text.day import date_words

_LONGEST = 200
"""Characters that are shown of an answer that was kept aside."""


def amendment_notes(workspace: Workspace, unit: str, cycle: int, submission: Submission | None) -> Iterator[str]:
    """A sentence for each change that concerns `unit` (its id), the latest first, then what was kept aside."""
    history = workspace.history.get(cycle)
    canonical = workspace.register.canonical
    for entry in reversed(history.amendments if history is not None else ()):
        for one in entry.changes or ():
            if unit in {canonical.get(name, name) for name in one.units}:
                yield _("{day}：{text}").format(day=date_words(entry.on), text=_sentence(one))
    for answer in submission.retired if submission is not None else ():
        said = " ".join((answer.narrative or "").split())
        text = _("指标{indicator}原填内容已留存，不再报送：{text}")
        shortened = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
        yield text.format(indicator=answer.indicator, text=shortened or _("（无文字说明）"))


def withdrawn(workspace: Workspace, unit: str, cycle: int) -> frozenset[str]:
    """The indicators that `unit` (its id) is no longer responsible for since the plan was amended: older forms ask for them."""
    history = workspace.history.get(cycle)
    canonical = workspace.register.canonical
    pairs = () if history is None else history.withdrawn
    gone = {key for name, key in pairs if canonical.get(name, name) == unit}
    return frozenset(key for key in gone if workspace.responsibilities.duty(unit, key) is None)


def former_wordings(workspace: Workspace, cycle: int) -> dict[str, frozenset[str]]:
    """The texts that an older form may have for each indicator, of which only the wording was corrected since."""
    history = workspace.history.get(cycle)
    found: dict[str, frozenset[str]] = {}
    for entry in history.amendments if history is not None else ():
        for one in entry.changes or ():
            if one.change == "wording" and one.before is not None:
                found[one.indicator] = found.get(one.indicator, frozenset()) | {one.before}
            elif one.change in {"reworded", "removed"}:
                found.pop(one.indicator, None)
    return found


def _sentence(one: Amendment) -> str:
    before, after = (" ".join((text or "").split()) for text in (one.before, one.after))
    match one.change:
        case "wording" if before:
            return _("指标{indicator}更正文字，已填内容不受影响。现为：{after}原为：{before}").format(
                indicator=one.indicator, after=after, before=before
            )
        case "wording":
            return _("指标{indicator}更正文字，已填内容不受影响。现为：{after}").format(
                indicator=one.indicator, after=after
            )
        case "reworded" if before:
            return _("指标{indicator}内容有修改，请核对已填内容。现为：{after}原为：{before}").format(
                indicator=one.indicator, after=after, before=before
            )
        case "reworded":
            return _("指标{indicator}内容有修改，请核对已填内容。现为：{after}").format(
                indicator=one.indicator, after=after
            )
        case "added":
            return _("新增指标{indicator}，请填报：{after}").format(indicator=one.indicator, after=after)
        case "assigned":
            return _("指标{indicator}改由本单位承担，请填报：{after}").format(indicator=one.indicator, after=after)
        case "removed":
            return _("指标{indicator}已取消，不再填报。{before}").format(indicator=one.indicator, before=before)
        case "released":
            return _("指标{indicator}不再由本单位承担，不再填报。{after}").format(indicator=one.indicator, after=after)
