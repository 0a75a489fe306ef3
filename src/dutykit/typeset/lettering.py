"""Lines of text as outlines, for a drawing that may not name a font."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


class UndrawnLetterError(Exception):
    """No font has a character; `args[0]` is that character."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A line of text whose letters are 1 high."""

    path: bytes
    """As PDF path operators, to be filled."""
    width: float


class Lettering:
    """Draws text with the first of some font files that has the character."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._files = tuple(files)

    def shape(self, text: str) -> Shape:
        """`text` on one line, from the origin to the right. Raises UndrawnLetterError."""
        from fontTools.pens.basePen import BasePen

        class Pen(BasePen):  # type: ignore[misc] # fontTools ships no types
            """Writes PDF path operators."""

            def __init__(self, glyphs: Any, scale: float, shift: float) -> None:
                super().__init__(glyphs)
                self.scale, self.shift = scale, shift
                self.operators: list[bytes] = []

            def _write(self, operator: bytes, *points: tuple[float, float]) -> None:
                numbers = [b"%.4f %.4f" % (x * self.scale + self.shift, y * self.scale) for x, y in points]
                self.operators.append(b" ".join([*numbers, operator]))

            def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 # fontTools' names
                self._write(b"m", pt)

            def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
                self._write(b"l", pt)

            def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
                self._write(b"c", *points)

            def _closePath(self) -> None:  # noqa: N802
                self._write(b"h")

        path, width = [], 0.0
        for character in text:
            glyphs, name, scale = self._glyph(character)
            pen = Pen(glyphs, scale, width)
            glyphs[name].draw(pen)
            path += pen.operators
            width += glyphs[name].width * scale
        return Shape(b" ".join(path), width)

    def _glyph(self, character: str) -> tuple[Any, str, float]:
        for file in self._files:
            glyphs, names, scale = _opened(file)
            if ord(character) in names:
                return glyphs, names[ord(character)], scale
        raise UndrawnLetterError(character)


@cache
def _opened(file: Path) -> tuple[Any, dict[int, str], float]:
    from fontTools.ttLib import TTFont

    font = TTFont(file)
    return font.getGlyphSet(), font.getBestCmap(), 1 / font["head"].unitsPerEm
