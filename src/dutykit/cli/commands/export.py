"""`dutykit export`: a workspace in the formats of other programs."""

from __future__ import annotations

from dutykit.cli.declaration import SHOW, Family
from dutykit.language import _

FAMILY = Family(_("导出为其他程序使用的标准格式。"), panel=SHOW, modules=("export_oscal",))
