"""Lets WeasyPrint name a C type without cffi reading all of the C types that it knows again.

WeasyPrint makes its C values by the name of their type, and a new name for each length of an array: some twenty while it
prints a report. For each name cffi has its C parser read declarations of all type names, of which the name has one: a
tenth of the time that the first report of a process takes to print.

Upstream: no issue is known; a comment in cffi's `Parser._parse` states that more efficiency is wanted.
"""

from __future__ import annotations

import re
from typing import Any

LIBRARY = "weasyprint"

_OF_A_NAME = "void __dummy("
"""What cffi reads a type's name as: the parameter of a function."""


def types_by_their_own_words() -> None:
    """From now on read a type's name beside the declarations of the words in it."""
    from weasyprint.text.ffi import ffi

    parser: Any = ffi._parser  # noqa: SLF001
    read = type(parser)._parse  # noqa: SLF001

    def parsed(source: str) -> Any:
        every = parser._declarations  # noqa: SLF001
        if source.startswith(_OF_A_NAME):
            words = {f"typedef {word}" for word in re.findall(r"\w+", source)}
            parser._declarations = {word: every[word] for word in words & every.keys()}  # noqa: SLF001
        try:
            return read(parser, source)
        finally:
            parser._declarations = every  # noqa: SLF001

    parser._parse = parsed  # noqa: SLF001
