"""`dutykit history`: the commands about the submission log."""

from __future__ import annotations

from dutykit.cli.declaration import ROUND, Family
from dutykit.language import _

FAMILY = Family(
    _("报送记录：查看、核对，合并两处的记录。"),
    panel=ROUND,
    modules=("history_show", "history_verify", "history_merge"),
)
