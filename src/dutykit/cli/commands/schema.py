"""`dutykit schema`: the JSON Schema of a file, or all of them put where editors find them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from dutykit.cli.changing import changing, report_recovery
from dutykit.cli.declaration import CHECK, Command
from dutykit.cli.opening import open_workspace
from dutykit.cli.options import WorkspaceOption
from dutykit.cli.screen import COULD_NOT_RUN, FINDINGS, Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("输出文件的格式定义（JSON Schema），供编辑器使用。"),
    panel=CHECK,
    examples=(
        "dutykit schema submission",
        "dutykit schema --install",
    ),
)


def schema(
    screen: Screen,
    kind: Annotated[
        Literal[
            "catalogue",
            "units",
            "submission",
            "review",
            "individual-review",
            "cycles",
            "scoring",
            "evaluation",
            "settings",
            "findings",
        ]
        | None,
        typer.Argument(
            metavar=_("类别"),
            help=_(
                "catalogue 指标体系、units 单位名录、submission 填报文件（默认）、review 复核、cycles 时间节点、"
                "scoring 评分办法、evaluation 全市评价、settings 设置、findings 校验结果"
            ),
        ),
    ] = None,
    install: Annotated[
        bool,
        typer.Option(
            "--install", help=_("将全部 Schema（文件结构说明）和编辑器设置写入工作区，编辑时可补全单位、指标并随时校验")
        ),
    ] = False,
    check: Annotated[
        bool, typer.Option("--check", help=_("与 --install 同时使用：只检查是否最新，不写入；需要更新时以 1 退出"))
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    if install:
        if kind is not None:
            screen.fail(_("--install 写入全部类别，不能再指定类别“{kind}”").format(kind=kind))
        _install(screen, workspace, check=check)
        return
    if check:
        screen.fail(_("--check 须与 --install 同时使用"))
    import json

    from dutykit.schemas.installation import findings_schema
    from dutykit.schemas.json_schema import json_schema

    if kind == "findings":
        screen.out(findings_schema())
        return
    screen.out(json.dumps(json_schema(kind or "submission"), ensure_ascii=False, indent=2))


def _install(screen: Screen, folder: Path | None, *, check: bool) -> None:
    from dutykit.schemas.installation import EXAMPLE_MODELINE, install_schemas
    from dutykit.workspace.writing.transaction import transaction

    by = "schema --install"
    with changing(folder) as root, transaction(root, by, report_recovery(screen), dry_run=check) as files:
        done = install_schemas(open_workspace(screen, root), files)
    for name in done.written:
        screen.out(name)
    count = len(done.written)
    for one in done.to_add:
        screen.say(_("{file} 已存在，未修改；请自行加入：").format(file=one.name))
        screen.say_lines(one.text)
    for one in done.refused:
        screen.say(_("{file} 是链接，或不在工作区的规定位置，无法写入").format(file=one.name))
    if check:
        if count:
            screen.say(plural("{count} 个文件需要更新；请运行 dutykit schema --install", count).format(count=count))
            raise typer.Exit(FINDINGS)
    elif count:
        screen.say(plural("已写入 {count} 个文件", count).format(count=count))
        screen.say(_("VS Code：打开该文件夹，安装推荐的 YAML 扩展即可"))
        screen.say(_("其他编辑器：在填报文件第一行写入 {line}").format(line=EXAMPLE_MODELINE))
        screen.say(_("单位或指标修改后，请再次运行 dutykit schema --install"))
    if not (count or done.to_add or done.refused):
        screen.say(_("已是最新，无需更新"))
    if done.refused:
        raise typer.Exit(COULD_NOT_RUN)
