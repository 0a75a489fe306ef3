"""The name that dutykit signs under."""

from __future__ import annotations

MAKER = "dutykit"
