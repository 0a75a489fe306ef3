"""Where a workspace is, and which files of it there are to read."""

from __future__ import annotations

import os
import re
from pathlib import Path

from dutykit.language import _, reason_of
from dutykit.model.finding import Finding, Rule
from dutykit.model.layout import CATALOGUE_FILE, CYCLE
from dutykit.model.place import Place
from dutykit.model.refusal import Refusal
from dutykit.workspace.faults import FILE_UNREADABLE, LIMIT_EXCEEDED, PATH_OUTSIDE_WORKSPACE, fault
from dutykit.workspace.inventory import YAML_SUFFIXES, FileKind

DEEPEST = 16
"""How many folders deep submissions are looked for; one, the year's, is usual."""


class WorkspaceNotFoundError(Refusal):
    """No workspace at or above a folder."""


class FolderNotFoundError(Refusal):
    """There is no such folder."""


def workspace_at(folder: Path | None) -> Path:
    """The workspace the user names by `folder`, in which it may be; without one, that of the working folder.

    A folder that is not there is never skipped: the workspace above it is not the one that was meant.
    Raises FolderNotFoundError and WorkspaceNotFoundError.
    """
    if folder is not None and not os.path.isdir(folder):
        raise FolderNotFoundError(_("文件夹不存在：{path}").format(path=folder), _("检查文件夹名是否有误"))
    return find_workspace(folder or Path.cwd())


def find_workspace(start: Path) -> Path:
    """The nearest folder at or above `start` with `data/indicators.yaml`, as an absolute path.

    Raises WorkspaceNotFoundError if there is none.
    """
    folder = top = os.path.abspath(start)
    while not os.path.lexists(os.path.join(folder, CATALOGUE_FILE)):
        if (misnamed := _misnamed_catalogue(folder)) is not None:
            message = _("未找到 {file}，{folder} 中有 {name}").format(file=CATALOGUE_FILE, folder=folder, name=misnamed)
            raise WorkspaceNotFoundError(
                message, _("将 {file} 改名为 {name}").format(file=misnamed, name=CATALOGUE_FILE)
            )
        above = os.path.dirname(folder)
        if above == folder:
            raise WorkspaceNotFoundError(
                _("{folder} 及其上级文件夹均不是工作区（没有 data/indicators.yaml）").format(folder=top),
                _("在工作区中运行，或用 --workspace 指定；也可用 dutykit init 文件夹 新建工作区"),
            )
        folder = above
    return Path(folder)


def files_below(root: Path, below: str, suffixes: tuple[str, ...] = YAML_SUFFIXES) -> tuple[list[Path], list[Finding]]:
    """The files in the folder `below` and its folders whose names end so, sorted, and what of it cannot be looked into.

    Hidden files and folders are skipped, as are links to folders that are read anyway.
    """
    top = root / below
    if not is_inside(root, top):
        return [], [_finding(PATH_OUTSIDE_WORKSPACE, root, top, _("{file} 的实际位置在工作区之外，未读取"))]
    if top.is_symlink() and not top.exists():
        return [], [_finding(FILE_UNREADABLE, root, top, _("{file} 是链接，它指向的文件夹不存在"))]
    found: list[Path] = []
    findings: list[Finding] = []

    def unreadable(error: OSError) -> None:
        if error.filename != str(top) or not isinstance(error, FileNotFoundError):  # no folder: no submissions yet
            findings.append(unread_folder(root, error))

    for folder, folders, files in os.walk(top, onerror=unreadable, followlinks=False):
        entered = []
        for name in sorted(folders):
            path = Path(folder, name)
            if name.startswith("."):
                continue
            if is_read(name, suffixes):
                findings.append(_finding(FILE_UNREADABLE, root, path, _("{file} 是文件夹，不是文件，未读取")))
            elif len(path.parts) - len(top.parts) > DEEPEST:
                message = _("{file} 之下的文件夹超过 {limit} 层，未读取")
                findings.append(_finding(LIMIT_EXCEEDED, root, path, message, limit=str(DEEPEST)))
            elif not path.is_symlink():
                entered.append(name)
            elif not is_inside(top, path):
                message = _("{file} 是指向 {folder} 之外的链接，未读取")
                findings.append(_finding(PATH_OUTSIDE_WORKSPACE, root, path, message, folder=below))
        folders[:] = entered
        for name in files if folder == os.fspath(top) else ():
            if _YEAR.fullmatch(name):
                message = _("{file} 应为文件夹，却是文件或指向不存在之处的链接，未读取")
                findings.append(_finding(FILE_UNREADABLE, root, Path(folder, name), message))
        found.extend(Path(folder, name) for name in files if is_read(name, suffixes))
    return sorted(found), findings


def _misnamed_catalogue(folder: str) -> str | None:
    """The catalogue of what would be a workspace if its name had the right extension."""
    stem = CATALOGUE_FILE.removesuffix(YAML_SUFFIXES[0])
    ends = (*YAML_SUFFIXES[1:], f"{YAML_SUFFIXES[0]}.txt", ".txt")
    return next((stem + end for end in ends if os.path.isfile(os.path.join(folder, stem + end))), None)


_YEAR = re.compile(r"(?:19|2[0-9])[0-9]{2}")


def cycles_of(root: Path, kind: FileKind) -> list[int]:
    """The cycles there are files of `kind` of, whose `path` has one for each cycle; sorted. Raises OSError."""
    folder, _cycle, rest = kind.path.partition(CYCLE)
    suffix = rest.partition("/")[0]
    names: list[str] = []
    try:
        names = os.listdir(root / folder)
    except FileNotFoundError:
        if os.path.lexists(root / folder):  # a link to nowhere; without it nothing is over yet
            raise
    stems = (name.removesuffix(suffix) for name in names if name.endswith(suffix))
    return sorted(int(stem) for stem in stems if _YEAR.fullmatch(stem))


def is_read(name: str, suffixes: tuple[str, ...] = YAML_SUFFIXES) -> bool:
    """Whether a file of this name is read: it ends so, and is neither hidden nor an editor's copy."""
    return name.lower().endswith(suffixes) and not name.startswith((".", "~"))


def unread_folder(root: Path, error: OSError) -> Finding:
    """That a folder cannot be looked into."""
    message = _("无法读取文件夹 {file}：{reason}")
    return _finding(FILE_UNREADABLE, root, Path(error.filename), message, reason=reason_of(error))


def _finding(rule: Rule, root: Path, path: Path, message: str, **named: str) -> Finding:
    name = name_in_workspace(root, path)
    return fault(rule, Place(name, 1, 1), message.format(file=name, **named))


def name_in_workspace(root: Path, path: Path) -> str:
    r"""`path` relative to `root`, with forward slashes; the absolute path if it is not below it.

    Bytes of it that are no UTF-8 stand as \udcff and the like, so that the name is fit to be written anywhere.
    """
    try:
        name = path.relative_to(root).as_posix()
    except ValueError:
        name = path.as_posix()
    return name.encode("utf-8", "backslashreplace").decode()


def is_inside(root: Path, path: Path) -> bool:
    """Whether `path`, with every link followed, is below `root`."""
    real, real_root = os.path.realpath(path), os.path.realpath(root)
    return real == real_root or real.startswith(real_root.rstrip(os.sep) + os.sep)
