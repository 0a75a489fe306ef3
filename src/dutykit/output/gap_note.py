"""A listing that states what could not be read of its data, in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dutykit.language import _, plural
from dutykit.model.gap import Gap
from dutykit.model.refusal import Refusal
from dutykit.output.listing import PLAIN, Listing, Look
from dutykit.output.table.record import Table, one_line

_MOST = 5
"""Gaps that a line names."""


def gap_line(gaps: Sequence[Gap]) -> str:
    """That the data was not read whole, and where."""
    return _("数据不完整，以上内容可能有误：{gaps}（运行 dutykit validate 查看全部）").format(gaps=named(gaps))


def named(gaps: Sequence[Gap]) -> str:
    """The first of them, and how many more there are."""
    text = _("；").join(one.text for one in gaps[:_MOST])
    more = len(gaps) - _MOST
    return text if more <= 0 else plural("{text}；另有 {count} 处", more).format(text=text, count=more)


def refuse_gaps(gaps: Sequence[Gap], what: str) -> None:
    """Raise Refusal if there are any: `what` rests on data that was not read whole."""
    if gaps:
        text = _("{what}所依据的数据不完整：{gaps}").format(what=what, gaps=named(gaps))
        raise Refusal(text, _("先按 dutykit validate 的校验结果改正"))


class WithGaps(Listing):
    """`listing` with the gaps that it has said in it: a line in tables, the key `incomplete` in JSON."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Those of the listing."""
        return self._listing.gaps

    def sheets(self) -> Iterator[tuple[str, Table]]:
        """Its tables, each with the line."""
        for name, table in self._listing.sheets():
            yield name, self._with_line(table)

    def screen_tables(self) -> Iterable[Table]:
        """Its tables for a screen, each with the line."""
        return map(self._with_line, self._listing.screen_tables())

    def document(self) -> Mapping[str, object]:
        """Its document with `incomplete`: `file`, `line` and `reason` of each gap; empty if all was read."""
        rows = [{"file": one.place.file, "line": one.place.line, "reason": one.reason} for one in self.gaps]
        return {**self._listing.document(), "incomplete": rows}

    def text(self, look: Look = PLAIN) -> str:
        """Its text, and the line below."""
        from dutykit.output.table.terminal import wrapped

        text = self._listing.text(look)
        if not self.gaps:
            return text
        return text + "".join(f"{line}\n" for line in wrapped(one_line(gap_line(self.gaps)), look.width))

    def markdown(self) -> str:
        """Its Markdown, and the line below."""
        from dutykit.output.table.markdown import escaped

        text = self._listing.markdown()
        return f"{text}\n{escaped(one_line(gap_line(self.gaps)))}\n" if self.gaps else text

    def calendar(self, replaced: Path | None = None) -> bytes:
        """Its dates. Raises Refusal if they are not all known."""
        refuse_gaps(self.gaps, _("日历"))
        return self._listing.calendar(replaced)

    def _with_line(self, table: Table) -> Table:
        if not self.gaps:
            return table
        line = gap_line(self.gaps)
        return replace(table, notes=(*table.notes, line), warning=line)
