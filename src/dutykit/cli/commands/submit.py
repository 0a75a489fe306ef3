"""`dutykit submit`: a unit hands its submission in."""

from __future__ import annotations

from dutykit.cli.declaration import ROUND, Command
from dutykit.cli.steps import step
from dutykit.language import _

COMMAND = Command(
    _("报送：自评材料无错误的，改为已报送并记入报送记录。"),
    panel=ROUND,
    examples=(
        _("dutykit submit 市财政局 --by 张三"),
        _("dutykit submit 市财政局 市公安局 --on 2019-05-07"),
        "dutykit submit --all",
    ),
    more=_("多个单位各自校验，能办理的一次全部写入，不能办理的逐个说明原因。"),
)

submit = step("submit")
