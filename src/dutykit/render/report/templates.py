"""The templates of reports: where they are looked for, and the sandbox they run in."""

from __future__ import annotations

import base64
import mimetypes
import os
import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from dutykit.language import _
from dutykit.render.report.bounds import bounded
from dutykit.render.report.words import clean

TEMPLATE_FOLDER = "templates/report"
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
    """The environment that templates run in: sandboxed, everything escaped, nothing undefined passed over.

    `folders` are looked through in turn: the workspace's own first. It is the same one, with its templates compiled,
    as long as the folders hold files of the same names.
    """
    names = (frozenset(os.listdir(folder)) if os.path.isdir(folder) else frozenset() for folder in folders)
    return _environment(tuple(folders), tuple(names))


@lru_cache(maxsize=16)
def _environment(folders: tuple[Path, ...], _listed: tuple[frozenset[str], ...]) -> ImmutableSandboxedEnvironment:
    loaders: list[BaseLoader] = [_ContainedLoader(folder) for folder in folders]
    made = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalized,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
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
    made.filters["css_string"] = css_string
    return made


def contained_file(folders: list[Path], name: str, most_bytes: int) -> Path | None:
    """The regular file `name` in the first of `folders` that has it; None if it is outside, missing or too large."""
    try:
        pieces = split_template_path(name)
    except TemplateNotFound:
        return None
    for folder in folders:
        path = folder.joinpath(*pieces)
        if not os.path.lexists(path):
            continue
        real, real_folder = os.path.realpath(path), os.path.realpath(folder)
        inside = os.path.commonpath([real, real_folder]) == real_folder
        if not inside or not os.path.isfile(real) or os.path.getsize(real) > most_bytes:
            return None
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
    except TimeoutError as error:
        raise TemplateFaultError(name, _line_of(error), _("太费时间，没有做完就停下了")) from error
    except MemoryError as error:
        raise TemplateFaultError(name, _line_of(error), _("太费内存，没有做完就停下了")) from error
    except TemplateError as error:
        line = getattr(error, "lineno", None) or _line_of(error)
        at = getattr(error, "name", None) or name
        raise TemplateFaultError(at, line, error.message or type(error).__name__) from error
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise TemplateFaultError(name, _line_of(error), str(error)) from error


def _finalized(value: object) -> object:
    """What an expression gives, cleaned of invisible characters; a template's own markup stays as it is."""
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


def _line_of(error: BaseException) -> int:
    """The line of the innermost template frame; jinja rewrites tracebacks to the templates' own lines."""
    line = 0
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals.get("__jinja_template__") is not None or trace.tb_frame.f_code.co_filename.endswith(
            (".j2", ".css")
        ):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
