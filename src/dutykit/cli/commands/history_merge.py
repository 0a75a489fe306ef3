"""`dutykit history merge`: two versions of a log become one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.changing import ByOption, changing, hand, report_recovery
from dutykit.cli.declaration import Command
from dutykit.cli.options import AsOfOption, TextFormatOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.lifecycle.merging import Merged

COMMAND = Command(
    _("合并两处各自续写的报送记录，两边的记录全部保留。"),
    examples=("dutykit history merge", _("dutykit history merge history/2019/市财政局.jsonl 另一台计算机的.jsonl")),
    more=_(
        "不写文件的，合并工作区中所有有冲突的记录；写两个文件的，把第二个并入第一个。状态和校验值随之写入自评材料。"
    ),
)


def history_merge(
    screen: Screen,
    ours: Annotated[
        Path | None, typer.Argument(metavar=_("本处").upper(), help=_("工作区 history/ 中的一份报送记录"))
    ] = None,
    theirs: Annotated[
        Path | None, typer.Argument(metavar=_("另一处").upper(), help=_("另一处的同一份报送记录，可以在任何位置"))
    ] = None,
    by: ByOption = None,
    as_of: AsOfOption = None,
    output_format: TextFormatOption = "text",
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.lifecycle.merging import MergeRequest, merge_histories
    from dutykit.workspace.as_of import day_of

    with changing(workspace) as root:
        request = MergeRequest(hand(by, root), day_of(as_of), ours, theirs)
        merged = merge_histories(root, request, report_recovery(screen))
    if output_format == "json":
        from dutykit.lifecycle.merge_json import merge_document

        screen.out(json.dumps(merge_document(merged), ensure_ascii=False, indent=2))
    else:
        for line in _lines(merged):
            screen.out(line)
    if any(one.is_open for one in merged):
        raise typer.Exit(FINDINGS)


def _lines(merged: tuple[Merged, ...]) -> Iterator[str]:
    from dutykit.model.office_words import action_word, state_word

    if not merged:
        yield _("没有需要合并的报送记录")
    for one in merged:
        if one.unit is None:
            yield _("{cycle} 年度各单位共同的记录：{file}").format(cycle=one.cycle, file=one.file)
        elif one.state is None:
            yield _("{unit} {cycle} 年度：{file}").format(unit=one.unit, cycle=one.cycle, file=one.file)
        else:
            text = _("{unit} {cycle} 年度：{state}，{file}")
            yield text.format(unit=one.unit, cycle=one.cycle, state=state_word(one.state), file=one.file)
        words = ((_("两处重复，不计"), one.repeated), (_("与另一处矛盾，不计，请核对"), one.contradicting))
        for word, entries in words:
            for entry in entries:
                day = entry.on.isoformat()
                yield _("  {word}：{day} {action} {by}").format(
                    word=word, day=day, action=action_word(entry.action), by=entry.by
                )
        side = one.submission
        if side is not None and side.is_written:
            yield _("  已更新 {file}").format(file=side.file)
        if side is not None and side.trouble is not None:
            yield _("  {file}：{trouble}").format(file=side.file, trouble=side.trouble)
