"""What a signature looks like on the page: the office's own seal, or a frame that says who signed and when."""

from __future__ import annotations

import io
import warnings
from typing import Any

from dutykit.shipped import shipped
from dutykit.typeset.fonts import own_fonts
from dutykit.typeset.lettering import Lettering

MOST_BYTES, MOST_PIXELS = 10_000_000, 16_000_000
_RED = b"0.8 0.1 0.1"
_MARGIN, _BORDER = 5.0, 1.2
_LARGEST, _PITCH = 11.0, 15.0


class SealImageError(Exception):
    """The picture of the seal cannot be used; `args[0]` is "size", "pixels" or "unreadable"."""


def image(data: bytes, side: float) -> Any:
    """The picture of a seal, as large as fits in a square of `side` points; what is below shows through it.

    Raises SealImageError.
    """
    from PIL import Image, UnidentifiedImageError
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.content import ResourceType
    from pyhanko.pdf_utils.generic import pdf_name
    from pyhanko.pdf_utils.images import PdfImage
    from pyhanko.pdf_utils.layout import BoxConstraints

    class Ink(PdfImage):
        """A picture that darkens what is below it, as ink does."""

        def render(self) -> bytes:
            pdf: Any = generic  # half of it has no types
            state = pdf.DictionaryObject({pdf_name("/BM"): pdf_name("/Multiply")})
            self.set_resource(ResourceType.EXT_G_STATE, pdf_name("/Ink"), state)
            return b"/Ink gs " + super().render()

    if len(data) > MOST_BYTES:
        raise SealImageError("size")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            opened = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
            if opened.width * opened.height > MOST_PIXELS:
                raise SealImageError("pixels")
            transparent = "A" in opened.getbands() or "transparency" in opened.info
            drawn = opened.convert("RGBA" if transparent else "RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise SealImageError("unreadable") from error
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise SealImageError("pixels") from error
    scale = side / max(drawn.width, drawn.height)
    return Ink(drawn, name="Seal", box=BoxConstraints(drawn.width * scale, drawn.height * scale))


def frame(above: list[str], below: list[str], side: float) -> Any:
    """A red square of `side` points, with lines at its top and at its bottom: between them stand the name and the date.

    Raises UndrawnLetterError.
    """
    from pyhanko.pdf_utils.content import RawContent
    from pyhanko.pdf_utils.layout import BoxConstraints

    fonts = sorted(own_fonts(shipped("fonts")), key=lambda font: font.role != "hei")
    lettering = Lettering([font.path for font in fonts])
    content = [b"%s RG %s rg %g w" % (_RED, _RED, _BORDER)]
    content.append(b"%g %g %g %g re S" % (_BORDER / 2, _BORDER / 2, side - _BORDER, side - _BORDER))
    heights = [side - _MARGIN - _PITCH * (number + 0.75) for number in range(len(above))]
    heights += [_MARGIN + _PITCH * (number + 0.25) for number in reversed(range(len(below)))]
    for line, y in zip([*above, *below], heights, strict=True):
        shape = lettering.shape(line)
        size = min(_LARGEST, (side - 2 * _MARGIN) / max(shape.width, 1e-6))
        x = (side - shape.width * size) / 2
        content.append(b"q %g 0 0 %g %g %g cm %s f Q" % (size, size, x, y, shape.path))
    return RawContent(b"\n".join(content), box=BoxConstraints(side, side))
