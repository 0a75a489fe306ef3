"""The kinds of computer that a bundle is made for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of computer."""

    name: str
    """As in the bundle's name."""
    machine: str
    """As `uname -m` says it."""
    debian: str | None
    """Debian's name of the architecture; None where Python and the libraries do not come from Debian."""
    resolver: str
    """As `uv --python-platform` says it."""
    tags: tuple[str, ...]
    """The wheels that run there, as `pip --platform` says it."""
    python: str
    """The minor version of Python that the wheels are for."""

    @property
    def triplet(self) -> str:
        """Debian's folder of libraries."""
        return f"{self.machine}-linux-gnu"


def _manylinux(machine: str) -> tuple[str, ...]:
    """Up to the glibc of Debian 12, which the bundle brings along."""
    return (*(f"manylinux_2_{minor}_{machine}" for minor in range(36, 16, -1)), f"manylinux2014_{machine}")


SUITE = "bookworm"
"""The Debian whose Python and libraries are bundled; its Python is the oldest that dutykit is tested with."""

TARGETS = (
    Target("linux-x86_64", "x86_64", "amd64", "x86_64-manylinux_2_36", _manylinux("x86_64"), "3.11"),
    Target("linux-aarch64", "aarch64", "arm64", "aarch64-manylinux_2_36", _manylinux("aarch64"), "3.11"),
    # 3.13 is the newest that dutykit is tested with, and python.org has an installer of it.
    Target("windows-x86_64", "AMD64", None, "x86_64-pc-windows-msvc", ("win_amd64",), "3.13"),
)
