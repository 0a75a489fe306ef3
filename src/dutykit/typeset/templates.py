"""The templates of reports: where they are looked for, and the sandbox they run in."""

from __future__ import annotations

import base64
import mimetypes
import os
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from jinja2.exceptions import SecurityError
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing as jinja_missing
from markupsafe import Markup

from dutykit.language import _
from dutykit.shipped import shipped
from dutykit.text.clean import clean
from dutykit.text.length import most_width
from dutykit.text.likeness import closest
from dutykit.typeset.bounds import bounded
from dutykit.typeset.compiled import CompiledTemplates

_ASSET_BYTES = 5_000_000
TEMPLATE_BYTES = 1_000_000
_LONGEST_RUN = 1_000
_RUN = re.compile(rf"[^\s\u2e80-\uffff]{{{_LONGEST_RUN}}}")  # between Chinese characters a line breaks anyway


class TemplateFaultError(Exception):
    """A template could not be used; `args` are the template's name, the line (0 if not known) and the reason."""


class _ContainedLoader(FileSystemLoader):
    """Loads from one folder, and never follows a link out of it."""

    def get_source(self, environment: Any, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = contained_file([Path(folder) for folder in self.searchpath], template, TEMPLATE_BYTES)
        if path is None:
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def environment(folders: list[Path]) -> ImmutableSandboxedEnvironment:
    """The environment that templates run in: sandboxed, everything escaped, nothing undefined skipped.

    `folders` are looked through in turn: the workspace's own first. It is the same one, with its templates compiled,
    as long as the folders hold files of the same names.
    """
    names = (frozenset(os.listdir(folder)) if os.path.isdir(folder) else frozenset() for folder in folders)
    return _environment(tuple(folders), tuple(names))


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...], _listed: tuple[frozenset[str], ...]) -> ImmutableSandboxedEnvironment:
    loaders: list[BaseLoader] = [_ContainedLoader(folder) for folder in folders]
    made = _Sandbox(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=_Missing,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(shipped("templates/report")),
    )

    def asset(name: str) -> str:
        """An image beside the templates as a data: URI, so that a report never fetches anything."""
        path = contained_file([*folders], name, _ASSET_BYTES)
        kind = mimetypes.guess_type(name)[0]
        if path is None or kind is None or not kind.startswith("image/"):
            raise TemplateNotFound(name)
        return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode('ascii')}"

    made.globals.clear()  # no lipsum, range or cycler: a template lays out, it works nothing out
    made.globals["asset"] = asset
    for name in ("urlize", "pprint"):  # slow on what is long, and of no use in a report
        del made.filters[name]
    made.filters["css_string"] = css_string
    made.filters["width"] = most_width
    return made


def form_environment(shown: Callable[[object], object]) -> ImmutableSandboxedEnvironment:
    """The environment that the fields of an office's own form are calculated in; `shown` is what one then shows."""
    made = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=shown)
    made.globals.clear()
    return made


def contained_file(folders: list[Path], name: str, most_bytes: int) -> Path | None:
    """The regular file `name` in the first of `folders` that has it; None if none has.

    Raises TemplateFaultError if what is there leads out of the folder, is no file or has more than `most_bytes`: another
    one of that name must not take its place unseen.
    """
    try:
        pieces = split_template_path(name)
    except TemplateNotFound:
        return None
    for folder in folders:
        path = folder.joinpath(*pieces)
        if not os.path.lexists(path):
            continue
        real, real_folder = os.path.realpath(path), os.path.realpath(folder)
        if os.path.commonpath([real, real_folder]) != real_folder:
            raise TemplateFaultError(name, 0, _("是指向其他文件夹的链接，未使用"))
        if not os.path.isfile(real):
            raise TemplateFaultError(name, 0, _("不是普通文件，未使用"))
        if os.path.getsize(real) > most_bytes:
            raise TemplateFaultError(name, 0, _("文件超过 {limit} 字节，未使用").format(limit=most_bytes))
        return path
    return None


def css_string(text: str) -> Markup:
    """`text` as a CSS string that can end neither itself nor the style element."""
    kept = (one if one.isalnum() else f"\\{ord(one):x} " for one in clean(text))
    return Markup(f'"{"".join(kept)}"')  # noqa: S704 (all but letters and digits is escaped)


def rendered(made: ImmutableSandboxedEnvironment, name: str, context: dict[str, Any]) -> str:
    """The template `name` filled in. Raises TemplateFaultError, whatever goes wrong in the template."""
    try:
        with bounded():
            return made.get_template(name).render(context)
    except TemplateSyntaxError as error:
        at = name if error.name is None else error.name
        raise TemplateFaultError(at, error.lineno, error.message or type(error).__name__) from error
    except _FAULTS as error:
        at, line = _fault_of(error, name)
        raise TemplateFaultError(at, line, _reason(error)) from error


_FAULTS = (
    TemplateError, TimeoutError, MemoryError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError,
    RecursionError,
)  # fmt: skip


def _reason(error: BaseException) -> str:
    match error:
        case TimeoutError():
            return _("耗时过长，已停止")
        case MemoryError():
            return _("占用内存过多，已停止")
        case TemplateNotFound():
            return _("没有名为 {name} 的模板或图片").format(name=error.message)
        case _unforeseen:
            return str(error) or type(error).__name__


class _Missing(StrictUndefined):
    """What a template asks for and there is not; says so with the name most like it."""

    @property
    def _undefined_message(self) -> str:
        name, value = str(self._undefined_name), self._undefined_obj
        if self._undefined_hint:
            return self._undefined_hint
        if value is jinja_missing:
            return _("名称 {name} 未定义").format(name=name)
        known = [one.name for one in fields(value)] if is_dataclass(value) else []
        likely = closest(name, known)
        kind = type(value).__name__
        if likely:
            return _("{kind} 中没有字段 {name}，是否为 {likely}？").format(kind=kind, name=name, likely=likely)
        return _("{kind} 中没有字段 {name}").format(kind=kind, name=name)


class _Sandbox(ImmutableSandboxedEnvironment):
    """A template that calculates huge powers could not be stopped by anyone."""

    intercepted_binops = frozenset({"**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002 (as jinja calls it)
        raise SecurityError(_("模板中不能使用乘方运算"))


def _fault_of(error: BaseException, name: str) -> tuple[str, int]:
    """The template and line where `error` arose; jinja rewrites tracebacks to the templates' own files and lines."""
    at, line = name, 0
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if trace.tb_frame.f_globals.get("__jinja_template__") is not None or file.endswith((".j2", ".css")):
            line = trace.tb_lineno
            at = os.path.basename(file) if file.endswith((".j2", ".css")) else at
        trace = trace.tb_next
    return at, line


def _finalized(value: object) -> object:
    """What an expression gives, cleaned of invisible characters; a template's own markup stays unchanged."""
    if value is None:
        return ""
    return _breakable(clean(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def _breakable(text: str) -> str:
    """`text`; one that runs on without a place to break, as none but a hostile one does, gets such places.

    A line of 100,000 letters takes 100 seconds to set, broken up 2. No character is added to what is shown.
    """
    if len(text) < _LONGEST_RUN or not (runs := [run.end() for run in _RUN.finditer(text)]):
        return text
    pieces = [text[start:end] for start, end in pairwise([0, *runs, len(text)])]
    return Markup("<wbr>").join(pieces)
