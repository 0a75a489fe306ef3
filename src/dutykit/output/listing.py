"""What a table command found, in the shapes that the formats write."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dutykit.output.table.record import Share, Table

if TYPE_CHECKING:
    from dutykit.model.gap import Gap
    from dutykit.model.settings import FontRoles


@dataclass(frozen=True, slots=True)
class Look:
    """How a listing looks where it is text or a printed page."""

    width: int = 100
    """Cells of a line of text."""
    color: bool = False
    replaced: Path | None = None
    """The file that it is written to; None for a screen."""
    fonts: FontRoles | None = None
    """The office's own families; None for dutykit's alone."""


PLAIN = Look()


class Count(NamedTuple):
    """A number that a listing comes to, and that can be summed over several."""

    key: str
    """Its name in a document."""
    title: str
    value: int | Share


class Listing(ABC):
    """What a table command found. All its texts are in the language in use."""

    @abstractmethod
    def sheets(self) -> Iterable[tuple[str, Table]]:
        """Its tables for a file, each with a name; a format that has one table takes the first."""

    @property
    def remarks(self) -> Iterable[str]:
        """What to tell the user beside it, such as that a unit asked for has another name now."""
        return ()

    @property
    def basis(self) -> str:
        """What it rests on, such as a day, as far as several listings can share it; empty for nothing."""
        return ""

    @property
    def rules(self) -> object:
        """What `basis` is the name of, to tell two of one name apart; None for nothing."""
        return None

    def screen_tables(self) -> Iterable[Table]:
        """Its tables for a terminal, one below the other."""
        return (self.main,)

    def counts(self) -> Iterable[Count]:
        """What it comes to, in numbers; none where they mean nothing when they are summed."""
        return ()

    @abstractmethod
    def document(self) -> Mapping[str, object]:
        """It as a JSON document, whose keys the method that makes it describes."""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What of the data it shows could not be read."""
        return ()

    @property
    def main(self) -> Table:
        """The first table of a file."""
        return next(iter(self.sheets()))[1]

    def text(self, look: Look = PLAIN) -> str:
        """It for a terminal."""
        from dutykit.output.table.terminal import terminal_text

        return "\n".join(terminal_text(table, width=look.width, color=look.color) for table in self.screen_tables())

    def markdown(self) -> str:
        """It as Markdown."""
        from dutykit.output.table.markdown import markdown_text

        return markdown_text(self.main)

    def calendar(self, replaced: Path | None = None) -> bytes:
        """Its dates as an iCalendar file, the next after that which is `replaced`. Raises TypeError where it has none."""
        raise TypeError(type(self).__name__, replaced)
