"""How large a document may be before it is refused, packed and unpacked."""

from __future__ import annotations

FILE_BYTES = 64 * 1024 * 1024
TEXT_BYTES = 16 * 1024 * 1024
"""Of a text or a web page: a plan of a thousand pages has two."""
PART_BYTES = 64 * 1024 * 1024
"""Of one stream of a PDF, unpacked."""
UNPACKED_BYTES = 256 * 1024 * 1024
PAGES = 2000
CELLS = 500_000
LINES = 400_000
CONVERSION_SECONDS = 60
"""How long LibreOffice may take to convert a document."""
CONVERSION_BYTES = 1_000_000_000
"""How much memory it may take for that."""
