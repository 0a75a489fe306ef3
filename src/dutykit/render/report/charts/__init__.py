"""The charts of reports, one kind a file."""

from dutykit.render.report.charts.bars import RATINGS, Bar, Kind, stacked_bars
from dutykit.render.report.charts.heat import HeatRow, heat_grid
from dutykit.render.report.charts.paired import Pair, paired_bars
from dutykit.render.report.charts.targets import TargetBar, target_bars
from dutykit.render.report.charts.years import YearRow, years

__all__ = [
    "RATINGS", "Bar", "HeatRow", "Kind", "Pair", "TargetBar", "YearRow", "heat_grid", "paired_bars", "stacked_bars",
    "target_bars", "years",
]  # fmt: skip
