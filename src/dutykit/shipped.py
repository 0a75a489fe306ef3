"""Where the files that come with dutykit are: templates, fonts, the Panjin catalogue."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_REPOSITORY = _PACKAGE.parent.parent


def shipped(name: str) -> Path:
    """The file or folder `name` ("templates/report", "data/units.yaml", "fonts") that dutykit brings along.

    In an installed wheel all of them are inside the package; in a checkout, templates and data stand at
    the top of the repository. Raises FileNotFoundError if it is in neither place.
    """
    for base in (_PACKAGE / "shipped", _PACKAGE, _REPOSITORY):
        if (base / name).exists():
            return base / name
    raise FileNotFoundError(name)
