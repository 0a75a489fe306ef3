"""Bundles that prove themselves: a folder with a list of the hashes of all it holds, in the BagIt form (RFC 8493)."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dutykit.language import _
from dutykit.model.refusal import Refusal

PAYLOAD = "data"
"""The folder in a bundle that its contents are in."""
_SEAL = "tagmanifest-sha256.txt"
_TAG_FILE_BYTES = 50_000_000
_TAG_FILES = re.compile(
    r"bagit\.txt|bag-info\.txt|package-info\.txt|fetch\.txt|(?:tag)?manifest-.+\.txt", re.IGNORECASE
)
_WEAK = frozenset({"md5", "sha1"})
"""Algorithms for which two files of one hash can be made."""
_LAST_LIST = re.compile(r"tagmanifest-.+\.txt")
"""The list of lists, which is in no list itself."""

Watched = Callable[[Sequence[str]], Iterable[str]]
"""Gives the names one by one, and may show how far they are."""


class NotABagError(Refusal):
    """What was given is not a bundle, or not one that may be opened, or cannot become one."""


@dataclass(frozen=True, slots=True)
class BagReport:
    """What became of a bundle since it was packed; names as they are in it, sorted."""

    files: int
    """How many files it lists in all, its own lists included."""
    size: int
    """Bytes of those that are there."""
    code: str | None
    """The hash of the last list, which stands for the whole bundle; None if it has no such list."""
    info: Mapping[str, str]
    """What the bundle says of itself."""
    damaged: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether all is as it was packed."""
        return not (self.damaged or self.missing or self.added)


def make_bag(folder: Path, info: Mapping[str, str]) -> str:
    """Turn `folder` into a bundle of what it holds, with `info` about itself; gives the hash that stands for it.

    `info` has to hold Bagging-Date: nothing of a bundle is to depend on the clock. Raises Refusal,
    also for names of files that its lists cannot hold, and OSError.
    """
    library = _library()
    library.make_bag(str(folder), dict(info), checksums=["sha256"])
    try:
        there = set(map(_plain, _files(folder)))
        odd = [name for name in _opened(library, folder).entries if _plain(name) not in there]
    except NotABagError as error:
        odd = [error.message]
    if odd:
        raise NotABagError(_("以下文件名含有不能打包的字符，请先改名：{names}").format(names=_("、").join(odd)))
    return _hash(folder / _SEAL, "sha256")


def look_through(folder: Path, watched: Watched = iter) -> BagReport:
    """Hold the bundle in `folder` against its lists. Raises Refusal, NotABagError if it is not a bundle, and OSError."""
    library = _library()
    _hold_to_rules(folder)
    bag = _opened(library, folder)
    entries = {str(name): dict(hashes) for name, hashes in bag.entries.items()}
    info = {str(key): _one(value) for key, value in bag.info.items()}
    if not any(name.startswith(f"{PAYLOAD}/") for name in entries) and not any(folder.glob("manifest-*.txt")):
        raise NotABagError(_("缺少校验清单 manifest-sha256.txt"))
    there = {_plain(name): name for name in _files(folder)}
    damaged, missing, size = [], [], 0
    for listed in watched(sorted(entries)):
        name = there.get(_plain(listed))
        if name is None:
            missing.append(listed)
            continue
        path = folder / name
        size += path.stat().st_size
        if any(_hash(path, algorithm) != wanted.lower() for algorithm, wanted in entries[listed].items()):
            damaged.append(listed)
    if not any(map(_LAST_LIST.fullmatch, there)):
        missing.append(_SEAL)
    known = {_plain(name) for name in entries}
    added = [name for key, name in there.items() if key not in known and not _LAST_LIST.fullmatch(name)]
    seal = folder / _SEAL
    return BagReport(
        len(entries),
        size,
        _hash(seal, "sha256") if seal.is_file() else None,
        info,
        tuple(damaged),
        tuple(missing),
        tuple(sorted(added)),
    )


def _opened(library: Any, folder: Path) -> Any:
    """The library's view of the bundle in `folder`. Raises NotABagError if its lists cannot be read or lead out of it."""
    try:
        bag = library.Bag(str(folder))
        bag.compare_manifests_with_fs()  # raises for names that lead out of the folder
    except (library.BagError, ValueError, LookupError, TypeError, AttributeError, OSError, zlib.error) as error:
        raise NotABagError(_("无法读取校验清单：{reason}").format(reason=error)) from error
    return bag


def _hold_to_rules(folder: Path) -> None:
    """Refuse what is no bundle, links, what is to be fetched, and lists that are too long. Raises NotABagError."""
    if not (folder / "bagit.txt").is_file():
        raise NotABagError(_("其中没有 bagit.txt，不是 dutykit evidence pack 生成的佐证材料包"))
    for parent, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(parent, name)
            if path.is_symlink():
                raise NotABagError(_("其中含有链接，未打开：{name}").format(name=path.relative_to(folder).as_posix()))
            if name in names and not path.is_file():
                raise NotABagError(
                    _("其中含有不是普通文件的内容：{name}").format(name=path.relative_to(folder).as_posix())
                )
    if (folder / "fetch.txt").exists():
        raise NotABagError(_("其中含有 fetch.txt，要从网络获取文件，未打开"))
    for path in folder.iterdir():
        if _TAG_FILES.fullmatch(path.name) and path.is_file():
            if path.stat().st_size > _TAG_FILE_BYTES:
                raise NotABagError(_("校验清单 {name} 过大，未打开").format(name=path.name))
            algorithm = path.stem.rpartition("manifest-")[2]
            if "manifest-" in path.name and (algorithm not in hashlib.algorithms_guaranteed or "shake" in algorithm):
                raise NotABagError(_("校验清单 {name} 使用的校验算法不受支持").format(name=path.name))
    lists = {path.stem.rpartition("-")[2] for path in folder.glob("manifest-*.txt")}
    if lists and lists <= _WEAK:
        message = _("校验清单只有 {names}，这类算法已不能防止篡改")
        raise NotABagError(message.format(names=_("、").join(sorted(one.upper() for one in lists))))


def _library() -> Any:
    """The library of those who wrote the form down; what it says on the way is not for the user."""
    try:
        import bagit
    except ImportError as error:
        raise Refusal(_("未安装佐证材料打包所需的程序库"), _("运行 pip install 'dutykit[bag]'")) from error
    logging.getLogger("bagit").setLevel(logging.CRITICAL + 1)
    return bagit


def _files(folder: Path) -> Iterator[str]:
    for parent, _folders, names in os.walk(folder):
        for name in names:
            yield Path(parent, name).relative_to(folder).as_posix()


def _plain(name: str) -> str:
    """A name without the ways in which systems write the same characters."""
    return unicodedata.normalize("NFC", name)


def _one(value: object) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def _hash(path: Path, algorithm: str) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.new(algorithm)).hexdigest()
