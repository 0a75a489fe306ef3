"""`dutykit accept`: the office accepts a submission."""

from __future__ import annotations

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.steps import step
from dutykit.language import _

COMMAND = Command(
    _("审核通过：自评材料无错误且报送后未修改，改为已通过。"),
    panel=ROUND,
    examples=(
        _("dutykit accept 市财政局 --by 李四"),
        _("dutykit accept --group 各县区政府"),
        "dutykit accept --all",
    ),
    more=_("多个单位各自校验，能办理的一次全部写入，不能办理的逐个说明原因。"),
)

accept = step("accept")
