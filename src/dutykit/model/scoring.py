"""How a cycle is scored: points, levels, weights, events, grades （评分办法）. It differs by place and year: all data."""

from functools import cached_property
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from dutykit.model.catalogue import Catalogue, Entry
from dutykit.model.record import LIST, Id, Number, Record, Text
from dutykit.model.submission import Rating
from dutykit.text.numeral import chinese_numeral

Method = Literal["sum", "percent", "weighted"]
EventKind = Literal["bonus", "deduction", "downgrade", "bar", "veto"]
CredibilityMethod = Literal["by_item", "total", "ratio"]
PointsLevel = Literal["chapters", "sections", "indicators"]

NotNegative = Annotated[Number, Field(ge=0)]


class Points(Record):
    """How many points there are to get, at any level （分值）."""

    chapters: dict[str, NotNegative] = Field(default_factory=dict)
    """一级指标的分值，按序号，如 {1: 63}"""
    sections: dict[str, NotNegative] = Field(default_factory=dict)
    """二级指标的分值，按在全体系中的顺序（第几个二级指标），与来源文件的编号方式无关"""
    indicators: dict[str, NotNegative] = Field(default_factory=dict)
    """三级指标的分值，按指标编号"""

    def at(self, level: PointsLevel) -> dict[str, Number]:
        """The points given at `level`."""
        given: dict[str, Number] = getattr(self, level)
        return given


class Level(Record):
    """One level that an indicator can reach （A 完全落实、B 基本落实）."""

    id: Text
    """等级编号，如 A"""
    title: Text
    """等级名称，如 完全落实"""
    share: Annotated[Number, Field(ge=0, le=1)]
    """得分占分值的比例，0 到 1"""
    rating: Rating | None = None
    """对应的自评结论：met、partly、unmet"""


class Grade(Record):
    """A grade that a total gives （优秀、良好……）."""

    id: Text
    """等次名称，如 优秀"""
    min: Number | None = None
    """下限（含）；最低等次不写"""
    max: Number | None = None
    """上限（含）；不写则以上一等次的下限为止"""


class Event(Record):
    """Something that changes a total or a grade when it happens （加分、扣分、降档、不得评优、否决）."""

    id: Id
    """事项编号，供复核文件的 events 引用"""
    kind: EventKind
    """类别：bonus 加分、deduction 扣分、downgrade 降档、bar 不得评为某等次、veto 一票否决"""
    text: Text
    """事项"""
    points: NotNegative | None = None
    """每次加分或扣分的分值（bonus、deduction）"""
    most: NotNegative | None = None
    """该事项加分或扣分的上限"""
    grades: Annotated[int, Field(ge=1, le=20)] = 1
    """每次降档的档数（downgrade）"""
    grade: Text | None = None
    """等次：bar 不得评为的等次（及以上）；veto 直接定为的等次，不写则为最低等次"""


class Credibility(Record):
    """How far a self-score may be believed （自评可信度）."""

    method: CredibilityMethod
    """计算方法：by_item 1 − Σ|自评 − 复核|/Σ分值、total 1 − |自评总分 − 复核总分|/满分、ratio 复核总分/自评总分"""
    because: Text
    """依据"""


class Scoring(Record):
    """The scoring rules of a workspace (data/scoring.yaml)."""

    title: Text
    """评分办法名称"""
    basis: Text
    """依据：评分文件的名称和文号"""
    sample: bool = False
    """是否示例数据"""
    method: Method = "sum"
    """总分计算方法：sum 各项得分相加、percent 得分率折合百分、weighted 各一级指标得分率乘权重"""
    points: Points = Points.model_construct()
    """分值"""
    weights: dict[str, NotNegative] = Field(default_factory=dict)
    """一级指标的权重，按序号，合计 100（weighted）"""
    levels: Annotated[tuple[Level, ...], LIST] = ()
    """等级；未填写得分的，按等级折算"""
    events: Annotated[tuple[Event, ...], LIST] = ()
    """加分、扣分、降档、不得评优、一票否决等事项"""
    bonus_most: NotNegative | None = None
    """全部加分的上限"""
    grades: Annotated[tuple[Grade, ...], LIST] = ()
    """等次，从高到低"""
    decimals: Annotated[int, Field(ge=0, le=6)] = 1
    """总分保留的小数位数（四舍五入），等次按保留后的总分确定"""
    credibility: Credibility | None = None
    """自评可信度的计算方法"""
    difference: NotNegative | None = None
    """自评与复核的分差超过分值的百分之几时列出"""
    reviewer_difference: NotNegative | None = None
    """多名复核人的得分相差超过分值的百分之几时列为分歧；不写则为 10"""
    alert_below: Text | None = None
    """低于该等次时预警"""

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        """The events by id; where an id is taken twice, the first."""
        found: dict[str, Event] = {}
        for event in self.events:
            found.setdefault(event.id, event)
        return found

    @cached_property
    def level_by_id(self) -> dict[str, Level]:
        """The levels by id; where an id is taken twice, the first."""
        found: dict[str, Level] = {}
        for level in self.levels:
            found.setdefault(level.id, level)
        return found

    def level_of(self, rating: Rating | None) -> Level | None:
        """The level that a rating stands for."""
        return next((one for one in self.levels if rating is not None and one.rating == rating), None)

    @cached_property
    def ladder(self) -> tuple[Grade, ...]:
        """The grades from the highest to the lowest; one without a lower limit is the lowest."""
        return tuple(sorted(self.grades, key=lambda one: (one.min is not None, one.min or 0), reverse=True))

    @property
    def bare_basis(self) -> str:
        """The basis to be in brackets: without those it may have itself."""
        inner = self.basis[1:-1]
        bracketed = self.basis[:1] == "（" and self.basis[-1:] == "）" and not {"（", "）"} & set(inner)
        return inner if bracketed else self.basis


class PointsItem(NamedTuple):
    """What scores are counted against: an indicator with points, or a heading with points for all its indicators."""

    level: PointsLevel
    key: str
    """The indicator's id, or the heading's number."""
    points: Number
    reference: str = ""
    """What a heading is called by, as `Catalogue.section_references` writes it."""


def points_items(catalogue: Catalogue, scoring: Scoring | None) -> dict[str, PointsItem]:
    """The pot of each indicator that is scored, by its id: its own points, else its section's, else its chapter's.

    With levels and no points at all, each indicator counts one. Without scoring rules, the catalogue's points hold.
    """
    given = Points.model_construct() if scoring is None else scoring.points
    levels = () if scoring is None else scoring.levels
    found: dict[str, PointsItem] = {}
    bare = bool(levels) and not any(given.at(level) for level in ("chapters", "sections", "indicators"))
    bare = bare and all(entry.indicator.points is None for entry in catalogue.by_id.values())
    for key, entry in catalogue.by_id.items():
        item = _points_item(catalogue, entry, given)
        if item is not None:
            found[key] = item
        elif bare:
            found[key] = PointsItem("indicators", key, 1)
    return found


def indicator_points(entry: Entry, points: Points) -> Number | None:
    """The points of an indicator: as the scoring gives them, else as the catalogue does."""
    return points.indicators.get(entry.indicator.id, entry.indicator.points)


def _points_item(catalogue: Catalogue, entry: Entry, points: Points) -> PointsItem | None:
    own = indicator_points(entry, points)
    if own is not None:
        return PointsItem("indicators", entry.indicator.id, own)
    section, chapter = str(entry.section_number), str(entry.chapter_number)
    if section in points.sections:
        return PointsItem(
            "sections", section, points.sections[section], catalogue.section_references[entry.section_number - 1]
        )
    if chapter in points.chapters:
        return PointsItem("chapters", chapter, points.chapters[chapter], chinese_numeral(entry.chapter_number))
    return None
