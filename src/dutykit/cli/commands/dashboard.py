"""`dutykit dashboard`: one page that opens from disk and shows how a city, or several, stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.cities import WorkspacesArgument, workspaces_meant
from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.options import AsOfOption, CycleOption, WorkspaceOption, named_output
from dutykit.cli.progress import with_bar
from dutykit.cli.screen import Screen
from dutykit.language import _

COMMAND = Command(
    _("一屏：给领导看的一个网页文件，离线打开即可。"),
    panel=SHOW,
    examples=(
        _("dutykit dashboard -o 一屏.html"),
        _("dutykit dashboard 甲市 乙市 -o 全省.html"),
    ),
    more=_("从总览、责任与进展到问题台账，可以筛选，逐级查看到单位的填报内容；网页不访问网络，打印时只打印总览。"),
)


def dashboard(
    screen: Screen,
    workspaces: WorkspacesArgument = None,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar=_("文件"), help=_("写入该网页文件"), callback=named_output),
    ] = Path("dashboard.html"),
    as_of: AsOfOption = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.cities import Asked, cities_of, of_one_cycle
    from dutykit.listings.dashboard import DashboardRequest, city_facts
    from dutykit.listings.dashboard_page import dashboard_page
    from dutykit.output.formats import is_named_otherwise, unlike_name
    from dutykit.output.saved_file import save
    from dutykit.workspace.as_of import day_of
    from dutykit.workspace.discover import workspace_at

    if is_named_otherwise(output, "html"):
        screen.fail(*unlike_name(output, "html"))
    folder, several = workspaces_meant(workspace, workspaces)
    roots = several or [workspace_at(folder)]
    asked = Asked(city_facts, DashboardRequest(day_of(as_of), cycle), as_document=True)
    cities = tuple(with_bar(screen, cities_of(roots, asked), _("读取工作区"), total=len(roots)))
    of_one_cycle(cities)
    for one in cities:
        for remark in one.remarks:
            screen.say(_("注意：{text}").format(text=_("{name}：{text}").format(name=one.name, text=remark)))
    documents = [json.loads(one.document) for one in cities]
    if len(cities) > 1:  # the page of one city is the same whatever its folder is called
        documents = [{"city": one.name, **document} for one, document in zip(cities, documents, strict=True)]
    save(output, dashboard_page(documents).encode())
    screen.out(str(output))
