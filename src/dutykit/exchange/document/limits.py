"""How large a document may be before it is refused, packed and unpacked."""

from __future__ import annotations

FILE_BYTES = 64 * 1024 * 1024
TEXT_BYTES = 16 * 1024 * 1024
"""Of a text or a web page: a plan of a thousand pages has two."""
PART_BYTES = 64 * 1024 * 1024
"""Of one part of a package, unpacked."""
UNPACKED_BYTES = 256 * 1024 * 1024
RATIO = 400
"""How many times larger than packed a part may be; XML of tables reaches some 60."""
PARTS = 5000
PAGES = 2000
CELLS = 500_000
LINES = 400_000
SECONDS = 120
"""How long another program may take to convert a document."""
