"""The catalogue of indicators as an OSCAL catalog: chapters and sections are groups, indicators are controls."""

from __future__ import annotations

from dutykit.model.catalogue import Catalogue, Element, Indicator, Metric
from dutykit.model.quantity import brief
from dutykit.model.role import ROLES
from dutykit.oscal.document import Json, props, some, title, token
from dutykit.text.oscal_markup import markup


def control_id(indicator: str) -> str:
    """The id of the control that an indicator is."""
    return token("indicator", indicator)


def statement_id(indicator: str) -> str:
    """The id of the text of that control."""
    return f"{control_id(indicator)}_smt"


def parameter_id(indicator: str, quantity: str) -> str:
    """The id of a metric, or of a number that a metric is calculated from."""
    return token(f"{control_id(indicator)}_prm", quantity)


def catalog(catalogue: Catalogue) -> Json:
    """The groups of the catalogue."""
    groups: list[Json] = []
    section_number = 0
    for number, chapter in enumerate(catalogue.chapters, 1):
        sections: list[Json] = []
        for section in chapter.sections:
            section_number += 1
            sections.append(
                some(
                    id=f"section-{section_number}",
                    **{"class": "section"},
                    title=title(section.title),
                    props=props({"note": section.note}),
                    controls=[_control(one) for one in section.indicators],
                )
            )
        groups.append(
            some(
                id=f"chapter-{number}",
                **{"class": "chapter"},
                title=title(chapter.title),
                props=props({"note": chapter.note}),
                groups=sections,
            )
        )
    return {"groups": groups}


def source_props(catalogue: Catalogue) -> list[Json]:
    """What the catalogue says of its document."""
    source = catalogue.source
    return props(
        {
            "source-title": source.title,
            "source-issuer": source.issuer,
            "source-number": source.number,
            "source-dated": source.dated,
            "source-published": source.published,
            "source-addressee": source.addressees,
            "source-note": source.note,
            "section-numbers": catalogue.section_numbers,
        }
    )


def _control(indicator: Indicator) -> Json:
    return some(
        id=control_id(indicator.id),
        **{"class": "indicator"},
        title=title(f"指标{indicator.id}"),
        params=[_parameter(indicator, one) for one in indicator.quantities.values()],
        props=[
            {"name": "label", "value": indicator.id},
            *props(
                {
                    **{role: indicator.named(role) for role in ROLES},
                    "inherited": indicator.inherited,
                    "open-ended": indicator.open_ended,
                    "deadline": indicator.deadline,
                    "points": None if indicator.points is None else brief(indicator.points),
                    "evidence-required": indicator.evidence_required,
                    "note": indicator.note,
                }
            ),
        ],
        parts=[{"id": statement_id(indicator.id), "name": "statement", "prose": markup(indicator.text)}],
    )


def _parameter(indicator: Indicator, quantity: Metric | Element) -> Json:
    stated: dict[str, object] = {"unit": quantity.unit}
    guidelines: list[Json] = []
    constraints: list[Json] = []
    if isinstance(quantity, Metric):
        target = quantity.target
        stated |= {"formula": quantity.formula, "element": tuple(one.id for one in quantity.elements)}
        if target is not None:
            stated["target-min"] = None if target.min is None else brief(target.min)
            stated["target-max"] = None if target.max is None else brief(target.max)
            constraints = [{"description": markup(target.because)}]
        if quantity.variation is not None:
            variation = quantity.variation
            stated |= {
                "variation-form": variation.form,
                "variation-weight": variation.weight,
                "variation-max": None if variation.max is None else brief(variation.max),
                "variation-because": variation.because,
            }
        if quantity.because is not None:
            guidelines = [{"prose": markup(quantity.because)}]
    return some(
        id=parameter_id(indicator.id, quantity.id),
        **{"class": "metric" if isinstance(quantity, Metric) else "element"},
        props=props(stated),
        label=title(quantity.id),
        constraints=constraints,
        guidelines=guidelines,
    )
