"""`dutykit evidence`: the commands about evidence."""

from __future__ import annotations

from dutykit.cli.declaration import OFFICE, Family
from dutykit.language import _

FAMILY = Family(
    _("佐证材料：登记、列目录、核对，打成能自证的包。"),
    panel=OFFICE,
    modules=("evidence_add", "evidence_list", "evidence_verify", "evidence_pack"),
)
