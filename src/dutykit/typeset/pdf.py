"""Sets a report's HTML as PDF; the only file that knows WeasyPrint."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import tempfile
import warnings
from collections.abc import Sequence
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from dutykit.patches.weasyprint_breaks import keep_together
from dutykit.patches.weasyprint_fonttools import rare_parts_when_called
from dutykit.patches.weasyprint_justification import justify_between_characters
from dutykit.patches.weasyprint_libraries import libraries_by_file_name
from dutykit.patches.weasyprint_types import types_by_their_own_words
from dutykit.process.garbage import collection_paused
from dutykit.typeset.archive import VARIANT, ends_in_carriage_return, make_archival
from dutykit.typeset.enclosure import Enclosure


class PdfLibraryMissingError(Exception):
    """A system library that WeasyPrint needs (pango, harfbuzz, fontconfig) is not there; `args[0]` states which."""


class UndrawnError(Exception):
    """Characters were left without a glyph; `args[0]` is the set of them."""


def pdf_bytes(html: str, fontconfig: str, enclosures: Sequence[Enclosure] = ()) -> bytes:
    """`html` as PDF/A-3a and PDF/UA-1, set with the fonts that the configuration `fontconfig` names and no others.

    Nothing is fetched: images must be data: URIs. Same input, same bytes. Raises PdfLibraryMissingError,
    UndrawnError and UnknownEnclosureError.
    """
    identifier = hashlib.sha256(html.encode()).digest()[:16]
    document = _laid_out(html, fontconfig)
    with collection_paused():
        undrawn: set[str] = set()

        def finish(made: Any, pdf: Any, padding: int) -> None:
            for font in made.fonts.values():
                undrawn.update(chr(code) if isinstance(code, int) else str(code) for code in font.missing)
            make_archival(pdf, enclosures, padding)

        for padding in count():
            finisher = partial(finish, padding=padding)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", ResourceWarning)  # WeasyPrint leaves its colour profile's file open
                data: bytes = document.write_pdf(pdf_identifier=identifier, pdf_variant=VARIANT, finisher=finisher)
            if not ends_in_carriage_return(data):  # one in a hundred files does
                break
    if undrawn:
        raise UndrawnError(frozenset(undrawn))
    return data


def page_numbers(html: str, fontconfig: str) -> dict[str, int]:
    """On which page each id of `html` is, laid out as `pdf_bytes` does it. Raises PdfLibraryMissingError."""
    pages = _laid_out(html, fontconfig).pages
    return {name: number for number, page in enumerate(pages, 1) for name in page.anchors}


def drawing_bytes(html: str, fontconfig: str) -> bytes:
    """`html` as a PDF to be turned into pictures: a character without a glyph is a box. Raises PdfLibraryMissingError."""
    data: bytes = _laid_out(html, fontconfig).write_pdf()
    return data


def _laid_out(html: str, fontconfig: str) -> Any:
    weasyprint, fonts, fetcher = _engine(fontconfig)
    with collection_paused():
        return weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher).render(font_config=fonts)


def load_engine(fontconfig: str) -> None:
    """Load WeasyPrint for the configuration `fontconfig`, ahead of a first report. Raises PdfLibraryMissingError."""
    _engine(fontconfig)


@cache
def _engine(fontconfig: str) -> tuple[Any, Any, Any]:
    """WeasyPrint, its font configuration and its fetcher; made once for each configuration in a process.

    fontconfig takes its configuration from a file named in the environment, and reads it both when
    WeasyPrint is imported and when the font configuration is made.
    """
    with tempfile.TemporaryDirectory(prefix="dutykit-") as folder:
        file = Path(folder, "fonts.conf")
        file.write_text(fontconfig, encoding="utf-8")
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            with (
                warnings.catch_warnings(),
                contextlib.redirect_stdout(io.StringIO()),
                collection_paused(),
                libraries_by_file_name(),
                rare_parts_when_called(),
            ):
                warnings.simplefilter("ignore")  # WeasyPrint warns and prints; we say it in our own words
                import weasyprint
                from weasyprint.text.fonts import FontConfiguration
                from weasyprint.urls import URLFetcher

                fonts = FontConfiguration()
                justify_between_characters()
                keep_together()
                types_by_their_own_words()
        except (ImportError, OSError) as error:
            raise PdfLibraryMissingError(str(error).partition("\n")[0]) from error
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before
    return weasyprint, fonts, URLFetcher(allowed_protocols=("data",), allow_redirects=False)
