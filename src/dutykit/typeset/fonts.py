"""The fonts a report is set in: which files, which families for which role, which characters they draw."""

from __future__ import annotations

import contextlib
import html
import io
import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dutykit.workspace.file_bytes import file_bytes
from dutykit.workspace.foreign import read_foreign

if TYPE_CHECKING:  # a process that only prints need not load pydantic
    from dutykit.model.settings import FontRoles


ROLES = ("fangsong", "kai", "hei", "song", "xiaobiaosong")
"""The roles of GB/T 9704; every other font file only fills what these lack."""
_FILL_ORDER = ("fangsong", "song", "kai", "hei", "xiaobiaosong")
_SYSTEM_CONFIGURATION = "/etc/fonts/fonts.conf"
SHARED: Mapping[str, str] = {
    "FandolFang": "\u2022\u22ef\u30fb\ufe19",
    "Dutykit WenKai": "\u2011\u2012\u2219\u223c\u301c\ufe19",
    "Noto Sans SC": "\u2011\u2012\u2022\u2027\u2035\u2215\u22ef\u301c\u30fb",
    "Noto Serif SC": "\u2011\u2012\u2027\u2035\u2215\u22ef\u301c",
    "Noto Serif CJK SC SemiBold": "\u2011\u2012\u2027\u2035\u2215\u22ef\u301c",
}
"""Characters that a family draws with the glyph of a commoner one, and another family with a glyph of their own.

A glyph in a PDF is read back as one character: a report with · and • in one such font would give back one of them for
both. So these are left to the other families.
"""
_SUFFIXES = (".otf", ".ttf", ".ttc", ".otc")
_MOST_BYTES = 100_000_000
"""Of a font file; those of all Chinese characters have a third."""


class FontsMissingError(Exception):
    """The fonts that dutykit brings along are not all there; `args[0]` is the folder."""


class FontFolderError(Exception):
    """A folder or file of `font_folders` cannot be used; `args[0]` is its name as given."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font file of dutykit's own."""

    path: Path
    family: str
    role: str


@cache
def own_fonts(folder: Path) -> tuple[FontFile, ...]:
    """The fonts listed in `folder`/fonts.json. Raises FontsMissingError if one of them is not there."""
    try:
        listed = json.loads((folder / "fonts.json").read_text(encoding="utf-8"))["fonts"]
        fonts = tuple(FontFile(folder / one["file"], one["family"], one["role"]) for one in listed)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FontsMissingError(folder) from error
    if not fonts or any(not font.path.is_file() for font in fonts):
        raise FontsMissingError(folder)
    return fonts


def css_families(own: Iterable[FontFile], wanted: FontRoles) -> dict[str, str]:
    """The CSS font list of each role: the office's own families, the role's, then all others to fill gaps."""
    own = tuple(own)
    lists: dict[str, str] = {}
    for role in ROLES:
        order = (role, *(other for other in _FILL_ORDER if other != role), "symbols", "rare")
        ours = [font.family for one in order for font in own if font.role == one]
        theirs: tuple[str, ...] = getattr(wanted, role)
        lists[role] = ", ".join(_css_string(family) for family in dict.fromkeys((*theirs, *ours)))
    return lists


def fontconfig_file(folders: Sequence[Path], cache_folder: Path, *, with_system: bool) -> str:
    """A fontconfig configuration that knows only `folders`, and with `with_system` the system's fonts after them."""
    lines = ['<?xml version="1.0"?>', '<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">', "<fontconfig>"]
    lines += [f"<dir>{html.escape(str(folder))}</dir>" for folder in folders]
    lines += [_without(family, characters) for family, characters in SHARED.items()]
    lines.append(f"<cachedir>{html.escape(str(cache_folder))}</cachedir>")
    if with_system:
        lines.append(f'<include ignore_missing="yes">{_SYSTEM_CONFIGURATION}</include>')
    lines.append("</fontconfig>")
    return "\n".join(lines) + "\n"


def system_font_stamp() -> str:
    """Changes when a font of the system, as `fontconfig_file` includes them, comes, goes or is replaced."""
    try:
        text = Path(_SYSTEM_CONFIGURATION).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    data_home = os.environ.get("XDG_DATA_HOME") or os.path.expanduser("~/.local/share")
    stamps = []
    for prefix, named in re.findall(r"<dir(?:\s+prefix=\"(\w+)\")?[^>]*>([^<]+)</dir>", text):
        folder = os.path.join(data_home, named) if prefix == "xdg" else os.path.expanduser(named)
        for place, folders, names in os.walk(folder):
            folders.sort()
            for name in sorted(names):
                with contextlib.suppress(OSError):
                    status = os.stat(os.path.join(place, name))
                    stamps.append(f"{os.path.join(place, name)} {status.st_size} {status.st_mtime_ns}\n")
    return "".join(stamps)


def workspace_font_files(root: Path, names: Iterable[str]) -> list[Path]:
    """The font files in the folders that `font_folders` names, sorted.

    Raises FontFolderError for a folder that is not there or not in the workspace `root`, and for what is below it and is
    neither a folder nor a file there: fontconfig opens everything, and would wait for a pipe without end.
    """
    files: list[Path] = []
    real_root = os.path.realpath(root)
    for name in names:
        real = os.path.realpath(root / name)
        if not os.path.isdir(real) or os.path.commonpath([real, real_root]) != real_root:
            raise FontFolderError(name)
        for path in Path(real).rglob("*"):
            target = os.path.realpath(path)
            if os.path.commonpath([target, real_root]) != real_root or not (path.is_dir() or path.is_file()):
                raise FontFolderError(f"{name}/{path.relative_to(real).as_posix()}")
        files += sorted(path for path in Path(real).iterdir() if path.suffix.lower() in _SUFFIXES and path.is_file())
    return files


@cache
def characters(path: Path) -> frozenset[int]:
    """The code points a font file draws. Raises FontFolderError if it is no font."""
    try:
        return read_foreign(_characters, file_bytes(path, _MOST_BYTES), path.suffix.lower())
    except Exception as error:  # whatever a file that is no font sets off in fontTools
        raise FontFolderError(path.name) from error


def _characters(data: bytes, suffix: str) -> frozenset[int]:
    from fontTools.ttLib import TTCollection, TTFont

    opened = io.BytesIO(data)
    if suffix in {".ttc", ".otc"}:
        fonts = TTCollection(opened, lazy=True).fonts
        return frozenset(code for font in fonts for code in font.getBestCmap() or {})
    return frozenset(TTFont(opened, lazy=True).getBestCmap() or {})


def undrawable(text: str, files: Iterable[Path]) -> frozenset[str]:
    """The characters of `text` that none of the font files draws; files are opened only while some are left."""
    left = {character for character in set(text) if character != "\n"}
    for path in files:
        if not left:
            break
        drawn = characters(path)
        left = {character for character in left if ord(character) not in drawn}
    return frozenset(left)


def _without(family: str, shared: str) -> str:
    """A rule of fontconfig's by which `family` has not the characters `shared`."""
    numbers = "".join(f"<int>{ord(character)}</int>" for character in shared)
    return (
        f'<match target="scan"><test name="family"><string>{html.escape(family)}</string></test>'
        '<edit name="charset" mode="assign"><minus><name>charset</name>'
        f"<charset>{numbers}</charset></minus></edit></match>"
    )


def _css_string(family: str) -> str:
    """`family` as a CSS string that cannot end itself, a style element or the font list."""
    kept = "".join(
        character if character.isalnum() or character in " -_" else f"\\{ord(character):x} "
        for character in family
        if character.isprintable() and character != ","
    )
    return f'"{kept}"'
