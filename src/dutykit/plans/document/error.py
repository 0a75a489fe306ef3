"""Why a document could not be read."""

from __future__ import annotations

from dutykit.model.refusal import Refusal


class DocumentError(Refusal):
    """A document cannot be read."""
