"""`dutykit unit`: the commands about the unit register."""

from __future__ import annotations

from dutykit.cli.declaration import OFFICE, Family
from dutykit.language import _

FAMILY = Family(
    _("单位名录：合并重复登记的单位。"),
    panel=OFFICE,
    modules=("unit_merge",),
)
