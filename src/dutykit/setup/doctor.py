"""What this machine lacks for dutykit: one diagnosis a thing, each with the command that fixes it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from dutykit.check.plugin import PluginFaultError, installed_names, plugin_named
from dutykit.language import _, plural
from dutykit.model.layout import ATTRIBUTES_FILE, CYCLE, TEMPLATE_FOLDER, unit_history_file
from dutykit.model.settings import FontRoles, Settings
from dutykit.setup.bundle import installed_bundle
from dutykit.setup.machine import LIBRARIES, Machine, extras, install_command
from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.discover import WorkspaceNotFoundError, is_inside, workspace_at
from dutykit.workspace.inventory import KINDS

State = Literal["ok", "advice", "lacking"]
"""`lacking`: a report, or everything, fails or looks wrong without it; `advice`: it goes on, less well."""

_NARROWEST = 80
"""Columns below which a grid in the terminal is no pleasure."""
_NAMED = 5
"""Faulty files that are named; there may be thousands."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at."""

    name: str
    """Lower-case words joined by hyphens; the same in every language."""
    title: str
    state: State
    detail: str = ""
    fix: str | None = None
    """A command to run, or a sentence where no command can fix it."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where dutykit's output goes, as the command line sees it."""

    encoding: str
    """What the locale says of text, in any spelling."""
    width: int | None
    """In columns; None if the output is no terminal."""


def examine(
    terminal: Terminal, folder: Path | None = None, *, full: bool = False, machine: Machine | None = None
) -> list[Diagnosis]:
    """Look at everything dutykit needs; with `full`, also at every byte of its own fonts.

    `folder` is the workspace whose settings count; without it the one around the working folder, if any.
    Raises WorkspaceNotFoundError if `folder` is given and none is there.
    """
    machine = machine or Machine()
    return [
        Diagnosis("python", "Python", "ok", ".".join(map(str, sys.version_info[:3]))),
        *_bundle(full=full),
        _yaml_parser(),
        _weasyprint(),
        *_libraries(machine),
        *_own_fonts(machine, full=full),
        _own_files(machine),
        *_extras(machine),
        *_plugins(),
        *_workspace(machine, folder),
        *_terminal(terminal),
        _cache(),
    ]


def _bundle(*, full: bool) -> Iterator[Diagnosis]:
    """Whether all files of the offline bundle are there; nothing where dutykit was not installed from one."""
    bundle = installed_bundle()
    if bundle is None:
        return
    title = _("离线安装包")
    faults = list(bundle.faults(full=full))
    if faults:
        shown = _("、").join(faults[:_NAMED])
        detail = plural("{count} 个文件缺失或已损坏：{files}", len(faults)).format(count=len(faults), files=shown)
        yield Diagnosis("bundle", title, "lacking", detail, _reinstall())
    else:
        yield Diagnosis("bundle", title, "ok", str(bundle.folder))


def _yaml_parser() -> Diagnosis:
    title = _("YAML 解析器")
    try:
        version = importlib.metadata.version("ruamel.yaml.clib")
    except importlib.metadata.PackageNotFoundError:
        return Diagnosis("yaml-parser", title, "lacking", _("未安装"), _pip("ruamel.yaml.clib"))
    if importlib.util.find_spec("_ruamel_yaml") is None:
        return Diagnosis(
            "yaml-parser", title, "lacking", _("已安装，但无法使用"), _pip("--force-reinstall ruamel.yaml.clib")
        )
    return Diagnosis("yaml-parser", title, "ok", f"ruamel.yaml.clib {version}")


def _weasyprint() -> Diagnosis:
    try:
        version = importlib.metadata.version("weasyprint")
    except importlib.metadata.PackageNotFoundError:
        return Diagnosis("weasyprint", "WeasyPrint", "lacking", _("未安装，不能生成 PDF"), _pip("'weasyprint>=70'"))
    major = version.split(".", maxsplit=1)[0]
    if major.isdecimal() and int(major) < 70:
        detail = _("版本 {version} 过旧，存在已知的安全漏洞").format(version=version)
        return Diagnosis("weasyprint", "WeasyPrint", "lacking", detail, _pip("'weasyprint>=70'"))
    return Diagnosis("weasyprint", "WeasyPrint", "ok", version)


def _libraries(machine: Machine) -> Iterator[Diagnosis]:
    lacking = [library for library in LIBRARIES if not machine.can_open(library.files)]
    fix = install_command(machine, lacking) if installed_bundle() is None else _reinstall()
    title = _("系统库 {name}")
    for library in LIBRARIES:
        shown = title.format(name=library.name)
        if library in lacking:
            yield Diagnosis(f"library-{library.name}", shown, "lacking", _("无法打开，不能生成 PDF"), fix)
        else:
            yield Diagnosis(f"library-{library.name}", shown, "ok")


def _extras(machine: Machine) -> Iterator[Diagnosis]:
    """The optional parts: without one some commands refuse to run, which nobody should learn on the last day."""
    uses = {
        "office": _("导入 Excel、Word、PDF 方案，收发填报表，生成 Excel 和 Word 文件"),
        "bag": _("佐证材料打包和核验（evidence pack、evidence verify）"),
        "sign": _("电子签名和验证（sign、verify）"),
        "dask": _("在多台机器上生成报告（report --engine dask）"),
    }
    for extra, packages in extras().items():
        lacking = [one for one in packages if not machine.is_installed(one)]
        name, title, use = f"extra-{extra}", _("可选组件 {name}").format(name=extra), uses.get(extra, "")
        if lacking:
            detail = _("未安装 {modules}，不能使用：{use}").format(modules=_("、").join(lacking), use=use)
            yield Diagnosis(name, title, "advice", detail, _pip(f"'dutykit[{extra}]'"))
        else:
            yield Diagnosis(name, title, "ok", use)


def _plugins() -> Iterator[Diagnosis]:
    for name in installed_names():
        title = _("插件 {name}").format(name=name)
        try:
            added = plugin_named(name)
        except PluginFaultError as error:
            yield Diagnosis(f"plugin-{name}", title, "lacking", *error.args)
        else:
            yield Diagnosis(f"plugin-{name}", title, "ok", _("、").join(one.name for one in added.rules))


def _own_fonts(machine: Machine, *, full: bool) -> Iterator[Diagnosis]:
    try:
        folder = machine.shipped("fonts")
        fonts = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))["fonts"]
        by_role: dict[str, list[dict[str, Any]]] = {}
        for font in fonts:
            by_role.setdefault(font["role"], []).append(font)
        for role, members in by_role.items():
            yield _own_font(folder, role, members, full=full)
    except (OSError, ValueError, KeyError, TypeError):
        yield Diagnosis("fonts", _("随附字体"), "lacking", _("无法读取字体清单"), _reinstall())


def _own_font(folder: Path, role: str, fonts: list[dict[str, Any]], *, full: bool) -> Diagnosis:
    name, title = f"font-{role}", _("随附字体：{role}").format(role=_role_title(role))
    for font in fonts:
        path = folder / font["file"]
        if not path.is_file():
            return Diagnosis(name, title, "lacking", _("缺少文件 {file}").format(file=font["file"]), _reinstall())
        if path.stat().st_size != font["size"] or (full and _sha256(path) != font["sha256"]):
            return Diagnosis(name, title, "lacking", _("文件 {file} 已损坏").format(file=font["file"]), _reinstall())
    return Diagnosis(name, title, "ok", _("、").join(str(font["family"]) for font in fonts))


def _own_files(machine: Machine) -> Diagnosis:
    title = _("随附模板和指标体系")
    for name in (TEMPLATE_FOLDER, *(kind.path for kind in KINDS if kind.required and CYCLE not in kind.path)):
        try:
            machine.shipped(name)
        except FileNotFoundError:
            return Diagnosis("shipped", title, "lacking", _("缺少文件 {file}").format(file=name), _reinstall())
    return Diagnosis("shipped", title, "ok")


def _workspace(machine: Machine, folder: Path | None) -> Iterator[Diagnosis]:
    """What the workspace's settings ask of the machine; nothing where there is no workspace."""
    try:
        root = workspace_at(folder)
    except WorkspaceNotFoundError:
        if folder is not None:
            raise
        return
    workspace = load_workspace(root).workspace
    if workspace is None:
        detail = _("无法读取指标体系或单位名录")
        yield Diagnosis("workspace", _("工作区"), "advice", detail, f"dutykit validate --workspace {root}")
        return
    yield Diagnosis("workspace", _("工作区"), "ok", str(root))
    yield from _named_fonts(machine, root, workspace.settings)
    yield from _git(machine, root)


def _git(machine: Machine, root: Path) -> Iterator[Diagnosis]:
    """Whether git keeps both sides of a log; nothing where the workspace is not under git."""
    merge = machine.git_attribute(root, "merge", unit_history_file(2019, "x"))
    if merge is None:
        return
    title = _("版本库合并报送记录")
    if merge == "union":
        yield Diagnosis("git-merge", title, "ok", ATTRIBUTES_FILE)
        return
    detail = _("两处续写的报送记录会产生合并冲突")
    fix = _("在工作区的 {file} 中加一行：{line}").format(
        file=ATTRIBUTES_FILE, line="history/**/*.jsonl text eol=lf merge=union"
    )
    yield Diagnosis("git-merge", title, "advice", detail, fix)


def _named_fonts(machine: Machine, root: Path, settings: Settings) -> Iterator[Diagnosis]:
    named = {role: getattr(settings.fonts, role) for role in FontRoles.model_fields if getattr(settings.fonts, role)}
    files: list[Path] = []
    for name in settings.font_folders:
        if not is_inside(root, root / name) or not (root / name).is_dir():
            detail = _("工作区中没有文件夹 {folder}").format(folder=name)
            fix = _("改正 dutykit.yaml 的 font_folders，或建立该文件夹并放入字体文件")
            yield Diagnosis("font-folder", _("工作区字体文件夹"), "lacking", detail, fix)
            continue
        files += sorted(path for path in (root / name).iterdir() if path.is_file())
    if not named:
        return
    known = machine.families(files)
    for role, families in named.items():
        title = _("工作区字体：{role}").format(role=_role_title(role))
        for family in families:
            name = f"workspace-font-{role}"
            if family.lower() in known:
                yield Diagnosis(name, title, "ok", family)
            else:
                detail = _("本机未安装字体“{family}”，报告将改用随附字体").format(family=family)
                fix = _("安装该字体，或把字体文件放入 dutykit.yaml 的 font_folders 所列文件夹")
                yield Diagnosis(name, title, "lacking", detail, fix)


def _terminal(terminal: Terminal) -> Iterator[Diagnosis]:
    title = _("终端编码")
    if terminal.encoding.lower().replace("-", "").replace("_", "") == "utf8":
        yield Diagnosis("encoding", title, "ok", "UTF-8")
    else:
        # On Windows file names do not depend on it.
        wrong: State = "lacking" if os.name == "posix" else "advice"
        detail = _("系统区域设置的编码为 {encoding}，不是 UTF-8，中文文件名和文字可能为乱码").format(
            encoding=terminal.encoding
        )
        yield Diagnosis("encoding", title, wrong, detail, "export LC_ALL=C.UTF-8")
    if terminal.width is not None:
        state: State = "ok" if terminal.width >= _NARROWEST else "advice"
        fix = None if state == "ok" else _("把终端窗口拉宽到 {columns} 列以上").format(columns=_NARROWEST)
        detail = _("{columns} 列").format(columns=terminal.width)
        yield Diagnosis("width", _("终端宽度"), state, detail, fix)


def _cache() -> Diagnosis:
    import platformdirs

    folder = Path(platformdirs.user_cache_dir("dutykit", appauthor=False))
    nearest = next(one for one in (folder, *folder.parents) if os.path.lexists(one))
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return Diagnosis("cache", _("缓存文件夹"), "ok", str(folder))
    detail = _("无法写入 {folder}").format(folder=folder)
    fix = _("把环境变量 XDG_CACHE_HOME 设为可写入的文件夹")
    return Diagnosis("cache", _("缓存文件夹"), "advice", detail, fix)


def _role_title(role: str) -> str:
    return {
        "fangsong": _("仿宋"),
        "kai": _("楷体"),
        "hei": _("黑体"),
        "song": _("宋体"),
        "xiaobiaosong": _("小标宋"),
        "symbols": _("符号"),
        "rare": _("生僻字"),
    }.get(role, role)


def _pip(what: str) -> str:
    """How to install `what`; a bundle has everything, and no pip to add to it."""
    if installed_bundle() is not None:
        return _("重新运行离线安装包中的 install.sh")
    return f"{sys.executable} -m pip install {what}"


def _reinstall() -> str:
    return _pip("--force-reinstall --no-deps dutykit")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
