"""The command reference, from the commands themselves: what each does, its arguments, options and examples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import typer

from dutykit.cli.app import application
from tools.site.words import head, row, word


def text() -> str:
    """A table of all commands by group, then a section for each, and last the options that all have."""
    commands = list(_commands(typer.main.get_command(application([], {})), "dutykit"))
    lines: list[str] = []
    for panel in dict.fromkeys(panel for _name, _command, panel in commands):
        lines += ["", f"**{panel}**", "", *head(word("命令", "Command"), word("用途", "Purpose"))]
        for name, command, panel_here in commands:
            if panel_here == panel:
                lines.append(row(f"[`{name}`](#{name.replace(' ', '-')})", command.help.partition("\n\n")[0]))
    shared: dict[str, str] = {}
    common = _common([command for _name, command, _panel in commands])
    for name, command, _panel in commands:
        lines += ["", f"## {name}", "", command.help.strip(), ""]
        rows = [row(*_cells(one)) for one in command.params if not getattr(one, "hidden", False)]
        shared |= {line: "" for line in rows if line in common}
        if own := [line for line in rows if line not in common]:
            lines += [*head(word("参数和选项", "Argument or option"), word("含义", "Meaning")), *own, ""]
        lines += ["```text", *re.findall(r"`([^`]+)`", command.epilog or ""), "```"]
    lines += ["", f"## {word('通用选项', 'Common options')}", ""]
    lines += [*head(word("选项", "Option"), word("含义", "Meaning")), *shared]
    return "\n".join(lines) + "\n"


def _commands(group: Any, prefix: str, panel: str = "") -> Iterator[tuple[str, Any, str]]:
    """Each command with its full name and the group that help shows it in."""
    # As in the overview of --help: by group, and the groups in the order of their first commands.
    panels = [command.rich_help_panel for command in group.commands.values()]
    for name, command in sorted(group.commands.items(), key=lambda item: panels.index(item[1].rich_help_panel)):
        panel_here = panel or command.rich_help_panel
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix} {name}", panel_here)
        else:
            yield f"{prefix} {name}", command, panel_here


def _common(commands: list[Any]) -> set[str]:
    """The rows of options that more than half of all commands have."""
    rows = [row(*_cells(one)) for command in commands for one in command.params]
    return {line for line in rows if rows.count(line) * 2 > len(commands)}


def _cells(param: Any) -> tuple[str, str]:
    """How a parameter is written, and what it means with its values and default."""
    names = (
        [param.metavar or param.name] if param.param_type_name == "argument" else [*param.opts, *param.secondary_opts]
    )
    written = ", ".join(f"`{name}`" for name in names)
    if param.param_type_name != "argument" and not param.is_flag and (param.metavar or not _choices(param)):
        written += f" {param.metavar or param.type_descriptor.annotation.__name__}"
    meaning = [param.help or ""]
    if choices := _choices(param):
        meaning.append(word("可选值：", "values: ") + word("、", ", ").join(f"`{one}`" for one in choices))
    if param.default not in (None, False, True, ()) and not callable(param.default):
        meaning.append(word(f"默认 `{param.default}`", f"default: `{param.default}`"))
    if param.required:
        meaning.append(word("必填", "required"))
    return written, word("；", "; ").join(part for part in meaning if part)


def _choices(param: Any) -> tuple[str, ...]:
    """The values that can be chosen from; none where any value can be given."""
    annotation = param.type_descriptor.annotation
    return get_args(annotation) if get_origin(annotation) is Literal else ()
