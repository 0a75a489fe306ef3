"""The charts of reports, one kind a file."""

from dutykit.typeset.charts.bars import RATINGS, Bar, Kind, stacked_bars
from dutykit.typeset.charts.heat import HeatRow, heat_grid, row_height
from dutykit.typeset.charts.paired import Pair, paired_bars
from dutykit.typeset.charts.targets import TargetBar, target_bars
from dutykit.typeset.charts.years import YearRow, years

__all__ = [
    "RATINGS", "Bar", "HeatRow", "Kind", "Pair", "TargetBar", "YearRow", "heat_grid", "paired_bars", "row_height",
    "stacked_bars", "target_bars", "years",
]  # fmt: skip
