"""An OSCAL catalog as a plan: groups are chapters and sections, controls with a statement are indicators.

What dutykit itself wrote is read back from its own properties; of other catalogs nobody is named for anything.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from dutykit.language import _
from dutykit.model.catalogue import Element, Metric, Target, Variation
from dutykit.model.role import ROLES
from dutykit.plans.document.error import DocumentError
from dutykit.plans.grammar.record import Head, Heading, Left, Party, Plan, Stated, Task
from dutykit.text.clean import shortened
from dutykit.text.oscal_markup import NAMESPACE, plain_text

_OTHERS = frozenset(
    {
        "profile",
        "mapping-collection",
        "component-definition",
        "system-security-plan",
        "assessment-plan",
        "assessment-results",
        "plan-of-action-and-milestones",
    }
)
"""The OSCAL documents that are no catalog."""
_INSERT = re.compile(r"(?<!\\)\{\{\s*(?:insert:\s*param\s*,|param:)\s*([^\s{}]{1,200})\s*\}\}")
_DEEPEST = 20
_DEEPEST_INSERT, _LONGEST_INSERT = 3, 1_000
"""How deep parameters may insert each other, and how long what one is shown as may be."""


def plan_of_oscal(data: bytes) -> Plan:
    """The plan in an OSCAL catalog, with a line for each group and control in their order. Raises DocumentError."""
    try:
        document = json.loads(data)
    except UnicodeDecodeError as error:
        raise DocumentError(_("JSON 文件的编码不是 UTF-8"), _("另存为 UTF-8 编码")) from error
    except (ValueError, RecursionError) as error:
        raise DocumentError(_("不是完整的 JSON 文件"), _("重新导出 OSCAL 的 catalog")) from error
    catalog = _dict(document).get("catalog")
    if not isinstance(catalog, dict):
        other = next((name for name in sorted(_OTHERS) if name in _dict(document)), None)
        fix = _("导入 OSCAL 的 catalog")
        if other is not None:
            raise DocumentError(_("这是 OSCAL 的 {kind}，不是 catalog").format(kind=other), fix)
        raise DocumentError(_("JSON 文件不是 OSCAL 的 catalog"), fix)
    reader = _Reader(by_chapter=_own(catalog.get("metadata"), "section-numbers") == ["by_chapter"])
    reader.parameters(catalog.get("params"))
    reader.children(catalog, (), 0)
    if not reader.tasks:
        names = _("、").join(one.text for one in reader.left if one.whole)
        message = _("catalog 中没有可导入的指标：须为未撤销、有 statement（条文）的控制项")
        found = _("；现有控制项：{names}").format(names=shortened(names, 60)) if names else ""
        raise DocumentError(message + found, _("导入有条文的 catalog；只有 profile 的，先解析为 catalog"))
    return Plan(
        head=_head(_dict(catalog.get("metadata"))),
        tasks=tuple(reader.tasks),
        doubts=(),
        lines=reader.lines,
        left=tuple(reader.left),
        kept=frozenset(reader.kept),
        keeps_numbers=True,
    )


@dataclass
class _Reader:
    """Walks through the groups and controls."""

    by_chapter: bool
    tasks: list[Task] = field(default_factory=list)
    lines: dict[int, str] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    labels: dict[str, str] = field(default_factory=dict)
    """What a parameter is shown as where a text inserts it, before what it inserts itself is."""
    shown: dict[tuple[str, int], str] = field(default_factory=dict)
    """The same with that, by how deep it is inserted."""
    sections: int = 0

    def children(self, parent: Mapping[str, Any], above: tuple[Heading, ...], depth: int) -> None:
        """Read what is in a group, or the catalog. Raises DocumentError if it is too deep."""
        if depth > _DEEPEST:
            raise DocumentError(
                _("嵌套超过 {limit} 层").format(limit=_DEEPEST), _("减少 groups 或 controls 的嵌套层数")
            )
        for control in _dicts(parent.get("controls")):
            self._control(control, above, depth)
        for position, group in enumerate(_dicts(parent.get("groups")), 1):
            self.parameters(group.get("params"))
            self.sections += depth == 1
            number = str(self.sections if depth == 1 and not self.by_chapter else position)
            title = " ".join(plain_text(_text(group.get("title"))).split()) or _text(group.get("id"))
            number = number if group.get("class") in {"chapter", "section"} else ""  # others number in their titles
            heading = Heading(title, self._line(title), number, "\n".join(_own(group, "note")))
            self.children(group, (*above, heading), depth + 1)

    def parameters(self, found: Any) -> None:
        """Remember what parameters are shown as."""
        self.shown.clear()
        for one in _dicts(found):
            values = [_text(value) for value in _list(one.get("values"))]
            choices = [_text(value) for value in _list(_dict(one.get("select")).get("choice"))]
            shown = "、".join(filter(None, values)) or _text(one.get("label")) or "、".join(filter(None, choices))
            self.labels[_text(one.get("id"))] = shown or _text(one.get("id"))

    def _inserted(self, prose: str, depth: int = 0) -> str:
        """`prose` with parameters as what they are shown as, which can insert others; the id of one that is too long."""
        return _INSERT.sub(lambda match: f"[{self._shown(match[1], depth)}]", prose)

    def _shown(self, parameter: str, depth: int) -> str:
        if (parameter, depth) not in self.shown:
            label = self.labels.get(parameter, parameter)
            whole = self._inserted(label, depth + 1) if depth < _DEEPEST_INSERT else parameter
            self.shown[parameter, depth] = whole if len(whole) <= _LONGEST_INSERT else parameter
        return self.shown[parameter, depth]

    def _line(self, text: str) -> int:
        number = len(self.lines) + 1
        self.lines[number] = text
        return number

    def _control(self, control: Mapping[str, Any], above: tuple[Heading, ...], depth: int) -> None:
        if depth > _DEEPEST:
            raise DocumentError(
                _("嵌套超过 {limit} 层").format(limit=_DEEPEST), _("减少 groups 或 controls 的嵌套层数")
            )
        self.parameters(control.get("params"))
        name, title = _text(control.get("id")), plain_text(_text(control.get("title")))
        text = "\n".join(self._statements(_dicts(control.get("parts"))))
        number = self._line(text or f"{name} {title}".strip())
        withdrawn = any(one.get("name") == "status" and one.get("value") == "withdrawn" for one in _props(control))
        if withdrawn or not text:
            self.left.append(Left(number, "withdrawn" if withdrawn else "no_statement", f"{name} {title}".strip()))
        else:
            self.kept.update({number, *(one.line for one in above)})
            self.tasks.append(self._task(control, text, number, above))
        for one in _dicts(control.get("controls")):
            self._control(one, above, depth + 1)

    def _statements(self, parts: Iterable[Mapping[str, Any]], depth: int = 0, *, inside: bool = False) -> Iterator[str]:
        """The lines of the statement, those of its items with their labels."""
        for part in parts if depth <= _DEEPEST else ():
            if not inside and part.get("name") != "statement":
                continue
            label = next((_text(one.get("value")) for one in _props(part) if one.get("name") == "label"), "")
            prose = self._inserted(_text(part.get("prose")))
            if prose:
                yield f"{label} {plain_text(prose)}".strip()
            yield from self._statements(_dicts(part.get("parts")), depth + 1, inside=True)

    def _task(self, control: Mapping[str, Any], text: str, number: int, above: tuple[Heading, ...]) -> Task:
        label = [_text(one.get("value")) for one in _props(control) if one.get("name") == "label" and "ns" not in one]
        inherited = set(_own(control, "inherited"))
        parties = [
            Party(name, role, number, name in inherited) for role in ROLES for name in _own(control, role) if name
        ]
        is_ours = any(one.get("ns") == NAMESPACE for one in _props(control)) or control.get("class") == "indicator"
        return Task(
            text=text,
            line=number,
            parties=tuple(parties),
            chapter=above[0] if above else None,
            section=_joined(above[1:]),
            number=label[0] if is_ours and label else _text(control.get("id")),
            open_ended=_own(control, "open-ended") == ["true"],
            deadline=_first(control, "deadline"),
            note="\n".join(_own(control, "note")) or ("" if is_ours else plain_text(_text(control.get("title")))),
            stated=self._stated(control, number),
        )

    def _stated(self, control: Mapping[str, Any], number: int) -> Stated:
        """What is stated of the indicator beside its text and units; a metric that cannot be one is named."""
        params = _dicts(control.get("params"))
        units = {plain_text(_text(one.get("label"))): _first(one, "unit") for one in params}
        metrics = []
        for one in params:
            if one.get("class") == "metric":
                try:
                    metrics.append(_metric(one, units))
                except ValidationError:
                    label = _text(one.get("label")) or _text(one.get("id"))
                    self.left.append(Left(number, "column", label, whole=False))
        points = _number(_first(control, "points"))
        is_points = points is not None and points >= 0
        required = _own(control, "evidence-required") == ["true"]
        return Stated(points if is_points else None, required, tuple(metrics))


def _metric(param: Mapping[str, Any], units: Mapping[str, str | None]) -> Metric:
    """The metric that a parameter of ours is. Raises ValidationError."""
    constraints = [plain_text(_text(one.get("description"))) for one in _dicts(param.get("constraints"))]
    guidelines = [plain_text(_text(one.get("prose"))) for one in _dicts(param.get("guidelines"))]
    target = variation = None
    if constraints:
        least, most = _number(_first(param, "target-min")), _number(_first(param, "target-max"))
        target = Target.model_validate({"min": least, "max": most, "because": constraints[0]})
    form = _first(param, "variation-form")
    if form is not None:
        variation = Variation.model_validate(
            {
                "form": form,
                "weight": _first(param, "variation-weight"),
                "max": _number(_first(param, "variation-max")),
                "because": _first(param, "variation-because"),
            }
        )
    return Metric(
        id=plain_text(_text(param.get("label"))),
        unit=_first(param, "unit"),
        formula=_first(param, "formula"),
        elements=tuple(Element(id=name, unit=units.get(name)) for name in _own(param, "element")),
        target=target,
        variation=variation,
        because=guidelines[0] if guidelines else None,
    )


def _head(metadata: Mapping[str, Any]) -> Head:
    title = plain_text(_text(metadata.get("title")))
    source = _first(metadata, "source-title") or title
    parties = [_text(one.get("name")) for one in _dicts(metadata.get("parties"))]
    numbers = [_text(one.get("identifier")) for one in _dicts(metadata.get("document-ids"))]
    return Head(
        title=source,
        plan_title=title if title != source else "",
        issuer=_first(metadata, "source-issuer") or next(iter(parties), ""),
        number=_first(metadata, "source-number") or next(iter(numbers), ""),
        dated=_day(_first(metadata, "source-dated")),
        published=_day(_first(metadata, "source-published") or _text(metadata.get("published"))),
        addressees=tuple(_own(metadata, "source-addressee")),
    )


def _joined(headings: Sequence[Heading]) -> Heading | None:
    """The headings below the first as one."""
    if len(headings) < 2:
        return headings[0] if headings else None
    return Heading("：".join(one.title for one in headings), headings[-1].line, headings[0].number)


def _own(holder: Any, name: str) -> list[str]:
    """The values of our properties of that name."""
    props = _props(_dict(holder))
    return [_text(one.get("value")) for one in props if one.get("ns") == NAMESPACE and one.get("name") == name]


def _first(holder: Any, name: str) -> str | None:
    return next((one for one in _own(holder, name) if one), None)


def _props(holder: Mapping[str, Any]) -> list[dict[str, Any]]:
    return _dicts(holder.get("props"))


def _number(text: str | None) -> Decimal | None:
    with suppress(InvalidOperation):
        value = Decimal(text or "")
        return value if value.is_finite() and abs(value.adjusted()) < 30 else None
    return None


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def _text(value: Any) -> str:
    """A text as it is; nothing for what is none. Half of a surrogate pair is no character."""
    return value.strip().encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in _list(value) if isinstance(one, dict)]
