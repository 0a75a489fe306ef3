"""Which kinds of file go by which extension."""

from __future__ import annotations

_WORD_FILES = frozenset({"doc", "docx", "rtf"})
"""Word opens them whatever they are called, and WPS writes its own files in both forms."""
_SHEETS = frozenset({"doc", "xlsx"})  # "doc" stands for the container that .xls and .ppt are in too
_SLIDES = frozenset({"doc", "pptx"})
_ZIPS = frozenset({"zip", "docx", "xlsx", "pptx", "ofd"})
_FILMS = frozenset({"mp4", "mov"})
_PLAIN = frozenset({"txt", "csv", "md"})
_FAMILIES: dict[str, frozenset[str]] = {
    **{
        name: frozenset({name}) for name in ("pdf", "png", "gif", "bmp", "rar", "7z", "gz", "rtf", "wav", "avi", "webp")
    },
    **dict.fromkeys(("jpg", "jpeg", "jpe"), frozenset({"jpg"})),
    **dict.fromkeys(("tif", "tiff"), frozenset({"tif"})),
    **dict.fromkeys(("doc", "wps"), _WORD_FILES),
    **dict.fromkeys(("xls", "et"), _SHEETS),
    **dict.fromkeys(("ppt", "dps"), _SLIDES),
    **{name: frozenset({name, "zip"}) for name in ("docx", "xlsx", "pptx", "ofd")},
    "zip": _ZIPS,
    **dict.fromkeys(("mp4", "mov", "m4v"), _FILMS),
    **dict.fromkeys(_PLAIN, frozenset[str]()),
}
"""The kinds a file of each extension may be; of extensions that are not here nothing is stated."""


def agrees(extension: str, kind: str | None) -> bool:
    """Whether a file of `kind`, by its first bytes, may be called so; True for extensions of which nothing is known.

    None is a file whose first bytes say nothing, as those of a plain text do.
    """
    family = _FAMILIES.get(extension)
    if family is None or kind == extension:
        return True
    return extension in _PLAIN if kind is None else kind in family
