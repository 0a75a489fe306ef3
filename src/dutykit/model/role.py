"""What a unit has to do with an indicator."""

from typing import Literal

Role = Literal["responsible", "lead", "support", "guide"]
ROLES: tuple[Role, ...] = ("lead", "responsible", "support", "guide")
"""The roles an assignment can have, the weightiest first."""
