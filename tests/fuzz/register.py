"""The readers of files that come from elsewhere, each with what must hold for any bytes and what to begin with."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tests.fuzz.mutation import Mutate, in_archive, in_log, in_pdf, in_text, in_workbook


class Reader(NamedTuple):
    """What is fuzzed."""

    module: str
    """In tests/fuzz/readers; imported only for its own sake."""
    check: str
    """Its function that calls the reader. Raises for whatever is neither a value nor a refusal that the program handles."""
    begin: str | None = None
    """Its function that makes files as they should be; None where tests/fuzz/corpus has all."""
    mutate: Mutate | None = None
    """Changes an input within its structure; None where the fuzzer's own changes do."""
    libraries: Sequence[str] = ()
    """What is written in Python of what reads for it, to be instrumented beside dutykit."""

    def check_input(self, data: bytes) -> None:
        """Call the reader."""
        getattr(self._module, self.check)(data)

    def seeds(self) -> Iterable[bytes]:
        """What to begin with, beside what is in tests/fuzz/corpus."""
        made: Iterable[bytes] = () if self.begin is None else getattr(self._module, self.begin)()
        return made

    @property
    def _module(self) -> object:
        return importlib.import_module(f"tests.fuzz.readers.{self.module}")


READERS = {
    "yaml": Reader("yaml_file", "check_input"),
    "form-xlsx": Reader("form", "check_xlsx", "xlsx", in_workbook, ["openpyxl"]),
    "form-ods": Reader("form", "check_ods", "spreadsheets", in_workbook, ["openpyxl"]),
    "form-cells": Reader("form", "check_cells", "by_cells", in_text, ["openpyxl"]),
    "form-zip": Reader("form", "check_zip", "zips", in_archive, ["openpyxl"]),
    "plan-docx": Reader("plan", "check_docx", "docx", in_archive, ["docx"]),
    "plan-xlsx": Reader("plan", "check_xlsx", "xlsx", in_archive, ["openpyxl"]),
    "plan-xls": Reader("plan", "check_xls", None, in_text),
    "plan-doc": Reader("plan", "check_doc", None, in_text, ["olefile"]),
    "plan-odt": Reader("plan", "check_odt", "odt", in_archive, ["docx"]),
    "plan-pdf": Reader("plan", "check_pdf", "pdfs", in_pdf, ["pdfminer", "pdfplumber"]),
    "plan-html": Reader("plan", "check_html", "html", in_text),
    "plan-text": Reader("plan", "check_text", "texts", in_text, ["markdown_it"]),
    "bundle": Reader("bundle", "check_input", "zips", in_archive, ["bagit"]),
    "signed": Reader("signed", "check", "pdfs", in_pdf, ["pyhanko", "pyhanko_certvalidator", "asn1crypto"]),
    "pending": Reader("journal", "check_pending", "pending", in_text),
    "collected": Reader("journal", "check_collected", "kept", in_text),
    "history": Reader("journal", "check_history", "logs", in_log),
}
