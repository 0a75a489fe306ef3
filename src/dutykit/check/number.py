"""Ids that are whole numbers."""

from __future__ import annotations

import re

NUMBER = re.compile(r"0|[1-9][0-9]{0,17}")
"""An id that is a whole number as people write it; a longer row of digits is a code, not a number."""
