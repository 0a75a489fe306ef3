"""`dutykit evidence verify`: are the files those that were registered, or those that were packed?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutykit.cli.declaration import Command
from dutykit.cli.opening import hold_gate, open_workspace
from dutykit.cli.options import CycleOption, UnitsOption, WorkspaceOption
from dutykit.cli.progress import with_bar
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _, plural

COMMAND = Command(
    _("核验佐证材料：工作区按登记的校验值，包按校验清单。"),
    examples=(
        "dutykit evidence verify",
        _("dutykit evidence verify 佐证材料-2019.zip"),
    ),
)


def evidence_verify(
    screen: Screen,
    packs: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar=_("佐证材料包").upper(), help=_("佐证材料包（.zip 或文件夹），不需要工作区；不指定则核验工作区")
        ),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code",
            metavar=_("校验值").upper(),
            help=_("打包时给出的总校验值；与包的不同则核验不通过，能发现连同校验清单一起被替换的包"),
        ),
    ] = None,
    unit: UnitsOption = None,
    cycle: CycleOption = None,
    workspace: WorkspaceOption = None,
) -> None:
    if packs and (unit or cycle or workspace):
        screen.fail(_("核验佐证材料包时不能使用 --unit、--cycle 和 --workspace"))
    if code is not None and len(packs or ()) != 1:
        screen.fail(_("--code 只能与一个佐证材料包同时使用"))
    whole = [_pack(screen, path, code) for path in packs or ()] or [
        _workspace(screen, workspace, tuple(unit or ()), cycle)
    ]
    if not all(whole):
        raise typer.Exit(FINDINGS)


def _pack(screen: Screen, path: Path, code: str | None) -> bool:
    """Say what became of a bundle; whether it is whole and, if given, the one with this `code`."""
    from dutykit.evidence.bag import NotABagError
    from dutykit.evidence.packing import bundle_report, payload_name
    from dutykit.evidence.table import size_text
    from dutykit.text.visible import visible

    try:
        found = bundle_report(path, lambda names: with_bar(screen, names, _("核验")))
    except NotABagError as error:
        screen.out(visible(_("{path}：无法核验：{reason}").format(path=path, reason=error.args[0])))
        return False
    whole = plural("{path}：完好，{count} 个文件，{size}", found.files)
    text = whole if found.is_whole else _("{path}：与校验清单不符")
    screen.out(visible(text.format(path=path, count=found.files, size=size_text(found.size))))
    faults = ((_("损坏"), found.damaged), (_("缺少"), found.missing), (_("多出"), found.added))
    for word, names in faults:
        for name in names:
            screen.out(visible(f"  {word} {payload_name(name)}"))
    if found.info.get("External-Description"):
        screen.say(visible(found.info["External-Description"]))
    if found.code is not None:
        screen.say(_("总校验值 {code}").format(code=found.code))
    if code is None:
        return found.is_whole
    is_same = found.code is not None and code.strip().lower() == found.code
    screen.out(_("  与给出的总校验值一致") if is_same else _("  与给出的总校验值不同，不是原来的佐证材料包"))
    return found.is_whole and is_same


def _workspace(screen: Screen, workspace: Path | None, units: tuple[str, ...], cycle: int | None) -> bool:
    """Say which evidence of the workspace is not as registered; whether there is none."""
    from dutykit.evidence.listing import EvidenceRequest, evidence_of
    from dutykit.evidence.table import fault_line, summary_lines
    from dutykit.text.visible import visible

    found = evidence_of(open_workspace(screen, workspace), EvidenceRequest(units, cycle))
    hold_gate(found.gaps, "evidence verify")
    for item in found.faulty:
        screen.out(visible(fault_line(item)))
    for line in summary_lines(found.items, found.unlisted):
        screen.say(visible(line))
    return not found.faulty
