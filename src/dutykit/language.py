"""The language of every message: Chinese in the code, English from the gettext catalogue."""

from __future__ import annotations

import errno
import gettext
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")

LOCALES = Path(__file__).parent / "locale"
_NEUTRAL = {"", "C", "POSIX"}
_active: gettext.NullTranslations = gettext.NullTranslations()
_language: Language = "zh"


def language_of_locale(environment: Mapping[str, str] | None = None) -> Language:
    """The language the locale asks for.

    Read in gettext's own order (LANGUAGE, LC_ALL, LC_MESSAGES, LANG). A locale that names
    no language (C, POSIX, C.UTF-8, unset: the usual state of a server on a closed network)
    gets Chinese, the language of the offices this tool is for.
    """
    environment = os.environ if environment is None else environment
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        first = environment.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if first not in _NEUTRAL:
            return "zh" if first.lower().startswith("zh") else "en"
    return "zh"


def use_language(language: Language) -> None:
    """Make `language` the language of every later message of this process."""
    global _active, _language
    _language = language
    if language == "zh":
        _active = gettext.NullTranslations()
    else:
        _active = gettext.translation("dutykit", LOCALES, languages=[language], fallback=True)


def current_language() -> Language:
    """The language in use."""
    return _language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Make `language` the language of the messages made inside, and the one before it afterwards."""
    before = _language
    use_language(language)
    try:
        yield
    finally:
        use_language(before)


_SCREEN_BLANK = r"(?<=[\u4e00-\u9fff]) (?=[0-9A-Z{])|(?<=[0-9A-Z}]) (?=[\u4e00-\u9fff])"
"""A screen sets figures apart from Chinese by a blank; an official paper does not."""


class _Paper(gettext.NullTranslations):
    """Chinese as a paper prints it."""

    def gettext(self, message: str) -> str:
        return re.sub(_SCREEN_BLANK, "", message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 (Chinese has one form)
        return self.gettext(msgid1)


@contextmanager
def on_paper() -> Iterator[None]:
    """Chinese messages made inside are those of a paper: no blanks around figures; English stays unchanged."""
    global _active
    before = _active
    _active = _Paper() if _language == "zh" else before
    try:
        yield
    finally:
        _active = before


def is_on_paper() -> bool:
    """Whether messages are those of a Chinese paper now."""
    return isinstance(_active, _Paper)


def _(text: str) -> str:
    """`text` (Chinese, as it is in the code) in the language in use."""
    return _active.gettext(text) if text else ""


def marked(text: str) -> str:
    """`text` as it is, to be translated where it is shown; tools/messages.py collects it."""
    return text


def plural(text: str, count: int) -> str:
    """`text` in the language in use, in the form that goes with `count`; Chinese has one form."""
    return _active.ngettext(text, text, count)


def reason_of(error: OSError) -> str:
    """Why the system refused, in the language in use; what has no words here as the system states it."""
    known = {
        errno.ENOENT: _("文件或文件夹不存在"),
        errno.ENOTDIR: _("路径中有一段是文件，不是文件夹"),
        errno.EEXIST: _("已存在同名文件"),
        errno.EISDIR: _("该路径是文件夹"),
        errno.EACCES: _("无访问权限"),
        errno.EPERM: _("无访问权限"),
        errno.EROFS: _("磁盘为只读"),
        errno.ENOSPC: _("磁盘空间不足"),
        errno.EDQUOT: _("磁盘配额已用完"),
        errno.ENAMETOOLONG: _("文件名过长"),
        errno.ELOOP: _("符号链接循环"),
    }
    return known.get(error.errno or 0) or error.strerror or str(error)
