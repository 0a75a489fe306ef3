"""A report laid out and ready for print: all that the process, or the machine, that prints it must be given."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from dutykit import __version__
from dutykit.process.garbage import keep_existing_objects
from dutykit.shipped import shipped
from dutykit.typeset.enclosure import Enclosure
from dutykit.typeset.fonts import FontsMissingError, fontconfig_file, own_fonts, system_font_stamp
from dutykit.typeset.pdf import PdfLibraryMissingError, load_engine, page_numbers, pdf_bytes
from dutykit.typeset.user_cache import user_cache

# fmt: off
_LIBRARIES = (
    "weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fonttools", "pillow", "pikepdf", "python-docx",
    "lxml", "pypdfium2",
)
# fmt: on
if TYPE_CHECKING:
    from dutykit.typeset.word.document import Notes

_one_at_a_time = Lock()  # WeasyPrint's fonts are not made for threads, which the workers of an engine may be


class OtherEditionError(Exception):
    """The printing process has another dutykit, or other fonts, than the one that laid the report out."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One report before it is printed. It names no file of the workspace but fonts, so it can go to any machine."""

    html: str
    font_folders: tuple[str, ...]
    """The workspace's own font folders, which the printing machine must have at the same place."""
    system_fonts: bool
    """Whether the system's fonts may be used after them."""
    enclosures: tuple[Enclosure, ...] = ()
    word: Notes | None = None
    """Of a Word document; None for a PDF."""

    @property
    def edition(self) -> str:
        """Of dutykit, its libraries and all fonts, on this machine."""
        return edition(self.font_folders, system_fonts=self.system_fonts)

    @property
    def key(self) -> str:
        """Tells it from every proof whose print would not be the same file."""
        parts = (self.edition, *self.font_folders, str(self.system_fonts), self.html, repr(self.word))
        digest = hashlib.sha256()
        for part in parts:
            data = part.encode("utf-8", "surrogatepass")
            digest.update(b"%d\0" % len(data))
            digest.update(data)
        for one in self.enclosures:
            notes = (one.name, one.relationship, one.description, one.media_type, hashlib.sha256(one.data).hexdigest())
            digest.update(repr(notes).encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


def printed(proof: Proof) -> bytes:
    """`proof` as PDF or Word document, on the machine where it was laid out. Raises what `pdf_bytes` raises."""
    fontconfig = _fontconfig(proof.font_folders, system_fonts=proof.system_fonts)
    with _one_at_a_time:
        if proof.word is None:
            return pdf_bytes(proof.html, fontconfig, proof.enclosures)
        from dutykit.typeset.word.document import word_bytes
        from dutykit.typeset.word.picture import pictures

        places = page_numbers(proof.html, fontconfig)  # Word states them only when somebody asks it to
        return word_bytes(proof.html, proof.word, places, pictures(proof.html, fontconfig))


def printed_elsewhere(proof: Proof, laid_out_with: str) -> bytes:
    """`proof`, laid out with that edition, printed on any machine. Raises OtherEditionError too."""
    if proof.edition != laid_out_with:
        raise OtherEditionError
    return printed(proof)


def get_ready() -> None:
    """Load what printing needs, before there is a proof; what is missing is stated when there is one."""
    with suppress(PdfLibraryMissingError, FontsMissingError):
        load_engine(_fontconfig((), system_fonts=False))
    keep_existing_objects()


def _fontconfig(font_folders: tuple[str, ...], *, system_fonts: bool) -> str:
    folders = sorted({font.path.parent for font in own_fonts(shipped("fonts"))} | {Path(one) for one in font_folders})
    return fontconfig_file(folders, user_cache("fontconfig-2"), with_system=system_fonts)


@cache
def edition(font_folders: tuple[str, ...], *, system_fonts: bool) -> str:
    """What the print of a report depends on beside its proof: the program, its libraries, the content of the fonts."""
    digest = hashlib.sha256(__version__.encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {_version(library)}\n".encode())
    package = Path(__file__).parents[1]
    files = [*sorted(package.rglob("*.py")), *(font.path for font in own_fonts(shipped("fonts")))]
    files += [path for folder in font_folders for path in sorted(Path(folder).iterdir()) if path.is_file()]
    for path in files:
        digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape"))
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    if system_fonts:
        digest.update(system_font_stamp().encode())
    return digest.hexdigest()


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(library)
    except PackageNotFoundError:
        return ""
