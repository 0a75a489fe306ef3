"""`dutykit export oscal`: OSCAL documents of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.declaration import Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import AsOfOption, CycleOption, WorkspaceOption
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("OSCAL：指标体系、自评材料、复核结果和整改台账各为一个 JSON 文件。"),
    examples=("dutykit export oscal out/oscal", _("dutykit export oscal 交换 --cycle 2019 --as-of 2019-12-31")),
    more=_(
        "OSCAL 是美国国家标准与技术研究院（NIST）公布的合规数据交换格式。写入 catalog、profile、component-definition、"
        "assessment-plan、assessment-results 和 plan-of-action-and-milestones；没有问题的，不写最后一个。"
    ),
)


def export_oscal(
    screen: Screen,
    folder: Annotated[Path, typer.Argument(metavar=_("文件夹"), help=_("写入该文件夹；不存在则新建，同名文件被覆盖"))],
    cycle: CycleOption = None,
    as_of: AsOfOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.oscal.export import ACTIONS, oscal_documents
    from dutykit.output.saved_file import save_together
    from dutykit.text.visible import visible
    from dutykit.workspace.as_of import day_of, made_at
    from dutykit.workspace.asked_names import cycle_meant

    day = day_of(as_of)
    opened = open_workspace(screen, workspace)
    documents = oscal_documents(opened, cycle_meant(opened, cycle), day, made_at())
    for path in save_together(folder, documents):
        screen.out(visible(str(path)))
    if ACTIONS not in documents:
        screen.say(_("没有问题，因此没有写 {file}").format(file=ACTIONS))
        if (folder / ACTIONS).exists():
            screen.say(_("文件夹中的 {file} 是以前导出的，与其余各文件不符，请删去").format(file=ACTIONS))
