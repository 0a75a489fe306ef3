"""`dutykit history verify`: do the logs and the submissions agree?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.commands.sign import PasswordFileOption, key_in
from dutykit.cli.commands.verify import TrustOption, signature_lines
from dutykit.cli.declaration import Command
from dutykit.cli.destination import TableFormatOption, destination
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import CycleOption, OutputOption, WorkspaceOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.cli.steps import UnitsArgument
from dutykit.language import _, plural
from dutykit.workspace.as_of import moment_of

COMMAND = Command(
    _("核对报送记录：每条是否衔接，与自评材料所记的校验值是否一致。"),
    examples=(
        "dutykit history verify",
        _("dutykit history verify 市财政局"),
        "dutykit history verify --head 8ab2854874ba",
        _("dutykit history verify -o 核对.json --key 督导室.p12"),
        _("dutykit history verify --against 核对.json --trust 根证书.pem"),
    ),
)


def history_verify(
    screen: Screen,
    units: UnitsArgument = None,
    head: Annotated[
        str | None,
        typer.Option(
            "--head", metavar=_("校验值"), help=_("已印发报告上的校验值：查它是哪一条记录，没有则记录已被改写")
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against", metavar=_("文件"), help=_("以前用 -o 核对.json 保存的核对结果：其中各条是否仍在记录中")
        ),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="KEY.p12", help=_("与 -o 同时使用：为核对结果签名，签名写入其旁的 .p7s 文件")),
    ] = None,
    password_file: PasswordFileOption = None,
    trust: TrustOption = None,
    cycle: CycleOption = None,
    output_format: TableFormatOption = None,
    output: OutputOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    from dutykit.listings.history import HistoryRequest
    from dutykit.listings.history_check import history_check

    if head is not None and against is not None:
        screen.fail(_("--head 和 --against 只能使用一个"))
    if (head is not None or against is not None) and (output_format is not None or output is not None):
        screen.fail(_("--head、--against 不能与 --format、-o 同时使用"), _("去掉 --format 和 -o"))
    if trust and against is None:
        screen.fail(_("{one} 只能与 {other} 同时使用").format(one="--trust", other="--against"))
    if key is not None and output is None:
        screen.fail(_("{one} 只能与 {other} 同时使用").format(one="--key", other="--output"))
    if against is not None:
        _of_anchor(screen, workspace, against, trust)
        return
    if head is not None:
        _of_hash(screen, workspace, head)
        return
    to = destination(screen, output_format, output)
    opened = open_workspace(to.screen, workspace)
    found = history_check(opened, HistoryRequest(tuple(units or ()), cycle))
    hold_gate(found.gaps, "history verify")
    opened_key = None if key is None else key_in(screen, key, password_file)
    to.write(opened, found)
    if opened_key is not None and output is not None:
        from dutykit.reports.signing.sealing import sign_beside

        to.screen.out(str(sign_beside(output, opened_key, moment_of(None))))
    if found.faulty:
        raise typer.Exit(FINDINGS)


def _of_hash(screen: Screen, workspace: Path | None, head: str) -> None:
    """Say which entry has the hash that a report prints."""
    from dutykit.listings.history_check import entries_with, entry_text
    from dutykit.model.layout import HISTORY_FOLDER

    opened = open_workspace(screen, workspace)
    found = entries_with(opened, head)
    for cycle, unit, entry in found:
        screen.out(entry_text(cycle, unit, entry))
    if not found:
        hold_gate(opened.gaps.of((HISTORY_FOLDER,)), "--head")
        screen.out(_("没有校验值为 {hash} 的记录：记录被删除、截去或重新计算").format(hash=head.strip()))
        raise typer.Exit(FINDINGS)


def _of_anchor(screen: Screen, workspace: Path | None, path: Path, trust: list[Path] | None) -> None:
    """Say whether all that was in the logs when the file was made still is, and with `trust` who signed the file."""
    from dutykit.listings.history_anchor import compared_with
    from dutykit.model.history_entry import short_hash
    from dutykit.model.layout import HISTORY_FOLDER

    if not trust:
        from dutykit.reports.signing.sealing import signature_beside

        if (signature_file := signature_beside(path)).exists():
            screen.say(_("注意：未核验签名 {file}；用 --trust 指定根证书，一并核验").format(file=signature_file))
    else:
        from dutykit.reports.signing.sealing import verify_beside

        signature = verify_beside(path, trust, moment_of(None))
        screen.out("\n".join(signature_lines(signature, color=screen.color(sys.stdout))))
        if not signature.valid:
            raise typer.Exit(FINDINGS)
    opened = open_workspace(screen, workspace)
    found = compared_with(opened, path)
    if found.lost:
        hold_gate(opened.gaps.of((HISTORY_FOLDER,), cycle=found.cycle), "--against")
    for unit, lost in found.lost:
        text = _("{unit} {cycle} 年度：当时的最后一条（{hash}）已不在记录中：记录被删除、截去或重新计算")
        screen.out(text.format(unit=unit or _("全年度"), cycle=found.cycle, hash=short_hash(lost)))
    kept = plural("{cycle} 年度：{count} 份记录完整，此后增加 {grown} 条", found.kept)
    screen.out(kept.format(cycle=found.cycle, count=found.kept, grown=found.grown))
    if found.lost:
        raise typer.Exit(FINDINGS)
