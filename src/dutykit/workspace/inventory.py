"""The kinds of files of a workspace: where each is, what record it contains, and which commands write it.

Everything that reads, watches, caches, fixes or writes files of a workspace goes through this list.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from dutykit.model.layout import (
    ATTRIBUTES_FILE,
    CATALOGUE_FILE,
    COLLECTED_FOLDER,
    CYCLE,
    EDITOR_EXTENSIONS,
    EDITOR_SETTINGS,
    EVALUATIONS_FOLDER,
    EVIDENCE_FOLDER,
    FOLDER,
    HISTORY_FILE,
    IGNORED_FILE,
    PENDING_FILE,
    REGISTER_FILE,
    REVIEWS_FOLDER,
    SCHEMA_FOLDER,
    SCORING_FILE,
    SETTINGS_FILE,
    SUBMISSIONS_FOLDER,
    TEMPLATE_FOLDER,
    TIMETABLE_FILE,
    UNIT_HISTORY_FOLDER,
    past_file,
)

if TYPE_CHECKING:  # the cache lists files without reading any
    from dutykit.model.record import Record

YAML_SUFFIXES = (".yaml", ".yml")


class FileKind(NamedTuple):
    """One kind of file."""

    name: str
    """Unique; for a kind with a schema, its name in `dutykit schema`."""
    path: str
    """Relative to the workspace: a file, or a folder with a `/` at its end.

    `{cycle}` in it stands for a year, `{folder}` for any folder.
    """
    record: str = ""
    """The module in dutykit.model and the class of the record in it; empty for a file that is not YAML."""
    field: str = ""
    """The field of `Workspace` with its record; for a folder, with the records of all its files; by cycle if it is yearly."""
    required: bool = False
    """Whether a folder is not a workspace without it."""
    is_read: bool = True
    """Whether `validate` reads every such file; it reads evidence only where an entry names it."""
    has_schema: bool = False
    """Whether people edit it: there is a JSON Schema for it, and `validate --fix` may fix it."""
    writers: tuple[str, ...] = ()
    """The commands that write it. Empty where only people do, or where it is no file of theirs."""
    deleters: tuple[str, ...] = ()
    """The commands that delete such files."""
    suffixes: tuple[str, ...] = ()
    """For a folder, the ends of the names of its files; empty for any."""
    deepest: int | None = None
    """For a folder, how many folders below it its files may be; None for any number."""

    @property
    def is_folder(self) -> bool:
        """Whether all files below `path` are of this kind."""
        return self.path.endswith("/")

    @property
    def is_yearly(self) -> bool:
        """Whether there is one such file for each cycle."""
        return not self.is_folder and CYCLE in self.path

    @property
    def globs(self) -> list[str]:
        """Its files as globs, relative to the workspace."""
        path = self.path.replace(CYCLE, "[0-9][0-9][0-9][0-9]").replace(FOLDER, "*")
        if not self.is_folder:
            return [path]
        below = ["**/"] if self.deepest is None else ["*/" * depth for depth in range(self.deepest + 1)]
        return [f"{path}{folders}*{suffix}" for folders in below for suffix in self.suffixes or ("",)]


_STEPS = ("submit", "return", "accept")
_BASIS = ("init", "import", "collect", "unit merge", "amend", "carry-forward", "validate --fix")
SETTINGS = FileKind(
    "settings",
    SETTINGS_FILE,
    "settings:Settings",
    "settings",
    has_schema=True,
    writers=_BASIS,
    deleters=("carry-forward",),
)
CATALOGUE = FileKind(
    "catalogue", CATALOGUE_FILE, "catalogue:Catalogue", "catalogue", required=True, has_schema=True, writers=_BASIS
)
REGISTER = FileKind("units", REGISTER_FILE, "unit:Register", "register", required=True, has_schema=True, writers=_BASIS)
TIMETABLE = FileKind(
    "cycles",
    TIMETABLE_FILE,
    "cycle:Timetable",
    "timetable",
    has_schema=True,
    writers=("collect", "unit merge", "validate --fix"),
)
SCORING = FileKind(
    "scoring",
    SCORING_FILE,
    "scoring:Scoring",
    "scoring",
    has_schema=True,
    writers=("score --preset", "collect", "amend", "carry-forward", "validate --fix"),
)
EVALUATIONS = FileKind(
    "evaluation",
    f"{EVALUATIONS_FOLDER}/{CYCLE}.yaml",
    "evaluation:Evaluation",
    "evaluations",
    has_schema=True,
    writers=("new", "collect", "validate --fix"),
)
SUBMISSIONS = FileKind(
    "submission",
    f"{SUBMISSIONS_FOLDER}/",
    "submission:Submission",
    "submissions",
    has_schema=True,
    writers=(
        "new",
        "collect",
        "evidence add",
        "evidence remove",
        "carry-forward",
        "amend",
        "unit merge",
        "validate --fix",
        "history merge",
        *_STEPS,
    ),
    deleters=("carry-forward", "unit merge"),
    suffixes=YAML_SUFFIXES,
)
REVIEWS = FileKind(
    "review",
    f"{REVIEWS_FOLDER}/",
    "review:Review",
    "reviews",
    has_schema=True,
    writers=("new", "collect", "review", "import", "unit merge", "validate --fix"),
    deleters=("unit merge",),
    suffixes=YAML_SUFFIXES,
    deepest=1,
)
INDIVIDUAL_REVIEWS = FileKind(
    "individual-review",
    f"{REVIEWS_FOLDER}/{FOLDER}/{FOLDER}/",
    "review:IndividualReview",
    "individual_reviews",
    has_schema=True,
    writers=("new", "collect", "unit merge", "validate --fix"),
    deleters=("unit merge",),
    suffixes=YAML_SUFFIXES,
)
PAST = tuple(
    one._replace(
        name=f"past-{one.name}",
        path=past_file(CYCLE, one.path),
        has_schema=False,
        writers=("carry-forward",),
        deleters=("carry-forward",),
    )
    for one in (CATALOGUE, REGISTER, SCORING, TIMETABLE, SETTINGS)
)
"""The copies of what a cycle that is over was asked by; `field` is one of `Past`."""
HISTORY = FileKind(
    "history", HISTORY_FILE, writers=("carry-forward", "amend", "history merge"), deleters=("carry-forward",)
)
UNIT_HISTORY = FileKind(
    "unit-history",
    f"{UNIT_HISTORY_FOLDER}/",
    writers=("history merge", "amend", "report", *_STEPS),
    suffixes=(".jsonl",),
)
IGNORED = FileKind("ignored", IGNORED_FILE, is_read=False, writers=("init", "import"))
ATTRIBUTES = FileKind("attributes", ATTRIBUTES_FILE, is_read=False, writers=("init", "import"))
COLLECTED = FileKind(
    "collected",
    f"{COLLECTED_FOLDER}/",
    is_read=False,
    writers=("collect", "unit merge"),
    deleters=("unit merge",),
    suffixes=(".jsonl",),
)
PENDING = FileKind("pending", PENDING_FILE)
EVIDENCE = FileKind(
    "evidence",
    f"{EVIDENCE_FOLDER}/",
    is_read=False,
    writers=("evidence add", "collect"),
    deleters=("evidence remove",),
)
TEMPLATES = FileKind("template", f"{TEMPLATE_FOLDER}/", is_read=False)
_INSTALLED = FileKind("schema", f"{SCHEMA_FOLDER}/", is_read=False, writers=("schema --install",))
SCHEMAS = _INSTALLED._replace(suffixes=(".schema.json",))
EDITOR = _INSTALLED._replace(name="editor-settings", path=EDITOR_SETTINGS)
EXTENSIONS = _INSTALLED._replace(name="editor-extensions", path=EDITOR_EXTENSIONS)

KINDS = (
    SETTINGS,  # first: its limits apply to the others
    CATALOGUE,
    REGISTER,
    TIMETABLE,
    SCORING,
    EVALUATIONS,
    *PAST,
    HISTORY,
    UNIT_HISTORY,
    PENDING,
    SUBMISSIONS,
    REVIEWS,
    INDIVIDUAL_REVIEWS,
    EVIDENCE,
    COLLECTED,
    TEMPLATES,
    SCHEMAS,
    EDITOR,
    EXTENSIONS,
    IGNORED,
    ATTRIBUTES,
)
"""All kinds there are."""
EDITED = tuple(kind for kind in KINDS if kind.has_schema)
"""Those that people edit."""


def kind_of(name: str) -> FileKind | None:
    """The kind of the file `name`, relative to the workspace; None for a file that is not one of its files."""
    top = name.partition("/")[0]
    kinds = _by_top().get(top.lower(), ()) if top.isascii() else KINDS
    return next((kind for kind in kinds if _is_of(kind, name)), None)


def is_edited(name: str) -> bool:
    """Whether the file `name`, relative to the workspace, is one that people edit."""
    kind = kind_of(name)
    return kind is not None and kind.has_schema


def edited_kind(name: str) -> FileKind:
    """The kind of the file `name`, which people edit. Raises ValueError for another file."""
    kind = kind_of(name)
    if kind is None or not kind.has_schema:
        raise ValueError(name)
    return kind


def record_of(kind: FileKind) -> type[Record]:
    """The class of the record in a file of `kind`, which has one."""
    module, _colon, name = kind.record.partition(":")
    found: type[Record] = getattr(importlib.import_module(f"dutykit.model.{module}"), name)
    return found


_SEGMENT = r"[^./\\\0][^/\\\0]*"


@cache
def _by_top() -> dict[str, list[FileKind]]:
    """The kinds by the first part of their paths: a pattern costs more to compile than most names need."""
    kinds: dict[str, list[FileKind]] = {}
    for kind in KINDS:
        kinds.setdefault(kind.path.partition("/")[0].lower(), []).append(kind)
    return kinds


def _is_of(kind: FileKind, name: str) -> bool:
    """Whether `name` is that of a file of `kind`, in any case of its letters, as some disks do not tell it."""
    if kind.is_folder or kind.is_yearly:
        return _pattern(kind).fullmatch(name) is not None
    return kind.path.casefold() == name.casefold()


@cache
def _pattern(kind: FileKind) -> re.Pattern[str]:
    r"""What the names of the files of `kind` match.

    In a folder, hidden files are not among them, nor those that editors and Office keep while a file is open.
    """
    path = re.escape(kind.path).replace(re.escape(CYCLE), "[0-9]{4}").replace(re.escape(FOLDER), _SEGMENT)
    ends = "|".join(map(re.escape, kind.suffixes))
    most = "*" if kind.deepest is None else f"{{0,{kind.deepest}}}"
    below = rf"(?:{_SEGMENT}/){most}[^.~/\\\0][^/\\\0]*(?:{ends})" if kind.is_folder else ""
    return re.compile(path + below, re.IGNORECASE)
