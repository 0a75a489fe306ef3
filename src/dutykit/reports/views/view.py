"""What a report shows, as plain frozen data: templates lay it out and work nothing out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from dutykit.typeset.report import Cover, Heading


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A metric or one of its elements, against its target."""

    name: str
    is_element: bool
    unit: str
    value: str
    target: str
    verdict: str
    """达到、未达到、未填报、无法计算, or a dash where there is no target."""
    formula: str
    worked_out: bool = False
    """Whether the unit gave no number and the value is what the formula makes of its elements."""
    before: str = ""
    """The number of the round before, and which way it went since; empty where nothing is compared."""


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A line of the list of evidence （佐证材料目录）."""

    number: int
    indicator: str
    title: str
    filing: str
    """提交 or 留存备查."""
    file: str
    """The path in the workspace, with a word if it is not there; the renderer never opens it."""
    link: str = ""
    """What a link points to that opens the file inside the PDF; empty if it is not enclosed."""


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A line of the rectification ledger （整改台账）."""

    number: int
    unit: str
    indicator: str
    found_by: str
    text: str
    measure: str
    person: str
    due: str
    status: str
    overdue: bool
    """Whether it should have been put right before the report's day, and was not."""
    progress: str


@dataclass(frozen=True, slots=True)
class VerdictRow:
    """The unit's own word on an indicator beside the office's."""

    indicator: str
    own_rating: str
    rating: str
    own_score: str
    """Empty for none."""
    score: str
    """The office's; empty for none."""
    differs: bool
    remark: str
    anchor: str
    """Of the answer."""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit's totals, by its own word and by the office's."""

    rank: str
    """Empty where there is no ranking; a dash for a unit that is not ranked."""
    unit: str
    own: str
    reviewed: str
    own_grade: str
    grade: str
    credibility: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Units of one kind, the best first."""

    title: str
    rows: tuple[ScoreRow, ...]
    ranked: bool
    """Whether any of them has a place: not where the office reviewed none of the kind."""


@dataclass(frozen=True, slots=True)
class CarriedPart:
    """A problem that earlier rounds left open, and what became of it in this one."""

    number: int
    id: str
    cycle: str
    """The year it was found in."""
    indicator: str
    found_by: str
    text: tuple[str, ...]
    answered: bool
    """Whether the unit says anything of it in this round."""
    measure: tuple[str, ...]
    progress: tuple[str, ...]
    proof: str
    """Titles; empty for none."""
    person: str
    due: str
    status: str
    closing: str
    """When the office closed it and what it found; empty while it has not."""


@dataclass(frozen=True, slots=True)
class IndicatorPart:
    """One indicator in a unit's report."""

    id: str
    text: str
    role: str
    through: str
    """The group through which the unit owes it; empty if it is named itself."""
    answered: bool
    rating: str
    reason: str
    score: str
    points: str
    narrative: tuple[str, ...]
    metrics: tuple[MetricRow, ...]
    evidence: tuple[int, ...]
    """Numbers in the list of evidence."""
    problems: tuple[int, ...]
    """Numbers in the ledger."""
    anchor: str
    """What links to this indicator point at."""
    before: str = ""
    """The rating of the round before where it was another, like “2018年度部分达到”."""


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One unit's answer to an indicator, in short."""

    unit: str
    role: str
    answered: bool
    rating: str
    score: str
    gist: str


@dataclass(frozen=True, slots=True)
class CityIndicatorPart:
    """One indicator in the city's report: everyone's answers."""

    id: str
    text: str
    replies: tuple[ReplyRow, ...]
    anchor: str
    """What links to this indicator point at."""


@dataclass(frozen=True, slots=True)
class SectionPart:
    """A second-level heading and its indicators."""

    numeral: str
    title: str
    indicators: tuple[IndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class CitySectionPart:
    """A second-level heading and its indicators in the city's report."""

    numeral: str
    title: str
    indicators: tuple[CityIndicatorPart, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answers of each kind; owed = answered + missing + unreadable."""

    label: str
    owed: int
    answered: int
    met: int
    partly: int
    unmet: int
    not_applicable: int
    unrated: int
    """Of the missing: those with an answer that gives no rating."""
    missing: int
    unreadable: int
    rate: str
    """Answered of owed, in per cent."""
    state: str
    """Of a unit's submission; empty in a tally of something else."""


@dataclass(frozen=True, slots=True)
class ChapterPart:
    """A first-level heading in a unit's report."""

    numeral: str
    title: str
    sections: tuple[SectionPart, ...]


@dataclass(frozen=True, slots=True)
class CityChapterPart:
    """A first-level heading in the city's report."""

    numeral: str
    title: str
    sections: tuple[CitySectionPart, ...]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """How far a unit has answered each chapter."""

    unit: str
    cells: tuple[str, ...]
    """Answered of owed, like 5/6; a dash where the unit owes nothing."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """A line of the responsibility grid: one cell a unit."""

    id: str
    text: str
    cells: tuple[str, ...]
    answered: int
    owed: int
    anchor: str
    """Of the answers, further on in the report."""


@dataclass(frozen=True, slots=True)
class GridChapter:
    """The lines of one chapter in the grid."""

    numeral: str
    title: str
    rows: tuple[GridRow, ...]


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report."""

    kind: ClassVar[str] = "unit"

    cover: Cover
    headings: tuple[Heading, ...]
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    """What the reader must know first: nothing handed in, returned, a sample."""
    tally: Tally
    compared: str
    """How much rose or fell since the round before, in a sentence; empty where nothing is compared."""
    summary: tuple[str, ...]
    rating_chart: Markup
    metric_chart: Markup
    """Empty if no metric has both a number and a target."""
    year_charts: tuple[Markup, ...]
    """The metrics year over year; empty where there is no earlier year."""
    score_charts: tuple[Markup, ...]
    """The unit's own scores beside the office's, by indicator; empty without the office's."""
    chapters: tuple[ChapterPart, ...]
    missing: tuple[str, ...]
    """Ids of indicators without any answer."""
    unrated: tuple[str, ...]
    """Ids of indicators whose answer gives no rating."""
    strangers: tuple[str, ...]
    """Ids of indicators answered though the unit does not owe them."""
    next_steps: tuple[str, ...]
    carried: tuple[CarriedPart, ...]
    """Problems of earlier rounds, one by one."""
    verdicts: tuple[VerdictRow, ...]
    """The office's verdicts; empty for a unit that was not reviewed."""
    score: ScoreRow | None
    """None where nothing is scored."""
    score_notes: tuple[str, ...]
    """What the totals follow from and where the two differ much, a sentence each."""
    evidence: tuple[EvidenceRow, ...]
    problems: tuple[ProblemRow, ...]


@dataclass(frozen=True, slots=True)
class CityReport:
    """The report on all units."""

    kind: ClassVar[str] = "city"

    cover: Cover
    headings: tuple[Heading, ...]
    facts: tuple[Fact, ...]
    notices: tuple[str, ...]
    tally: Tally
    compared: str
    """How much rose or fell since the round before, in a sentence; empty where nothing is compared."""
    by_unit: tuple[Tally, ...]
    by_chapter: tuple[Tally, ...]
    chapter_chart: Markup
    heat_charts: tuple[Markup, ...]
    """The coverage by unit and chapter, a chart a page."""
    coverage_columns: tuple[str, ...]
    """The chapters, for the same as a table: Word shows no such chart."""
    coverage: tuple[CoverageRow, ...]
    total_charts: tuple[Markup, ...]
    """The units' own totals beside the office's; empty without the office's."""
    grid_units: tuple[str, ...]
    grid: tuple[GridChapter, ...]
    grid_spans: tuple[tuple[int, int], ...]
    """Which columns of the grid stand side by side: each from its first up to before its last."""
    grid_has_roles: bool
    """Whether the catalogue names leads or supports, so that the cells say the role."""
    chapters: tuple[CityChapterPart, ...]
    missing: tuple[Fact, ...]
    """Units with the indicators they have not answered."""
    rankings: tuple[Ranking, ...]
    """By reviewed total, those without one as well; empty where nobody has one."""
    alerts: tuple[Fact, ...]
    """What `dutykit alerts` lists, by unit; then what is of no single unit."""
    as_of: str
    """The day on which problems are late or not; empty where none was asked for."""
    problems: tuple[ProblemRow, ...]
