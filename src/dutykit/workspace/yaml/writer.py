"""Values to YAML text."""

from __future__ import annotations

import io


def yaml_scalar(value: str | int) -> str:
    """`value` as a YAML scalar on one line, quoted only where it must be."""
    if isinstance(value, str) and not value.isprintable():
        # All line breaks there are must be escaped, also those that the library leaves as they are.
        escaped = (one if one.isprintable() and one not in '"\\' else f"\\U{ord(one):08X}" for one in value)
        return f'"{"".join(escaped)}"'
    from ruamel.yaml import YAML

    writer = YAML(typ="rt", pure=True)
    writer.width = 10**9
    buffer = io.StringIO()
    writer.dump([value], buffer)
    return buffer.getvalue().removeprefix("- ").rstrip("\n")
