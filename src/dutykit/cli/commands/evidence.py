"""`dutykit evidence`: the commands about evidence."""

from __future__ import annotations

from dutykit.cli.declaration import OFFICE, Family
from dutykit.language import _

FAMILY = Family(
    _("佐证材料：登记、编目、核验，打包并附校验清单。"),
    panel=OFFICE,
    modules=("evidence_add", "evidence_remove", "evidence_list", "evidence_verify", "evidence_pack"),
)
