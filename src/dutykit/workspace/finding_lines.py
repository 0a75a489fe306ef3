"""Findings in the order in which they are shown, each with the text of its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutykit.model.finding import Finding
from dutykit.model.place import Place, SourceFile


def with_lines(findings: Iterable[Finding], sources: Mapping[str, SourceFile]) -> list[Finding]:
    """`findings` sorted, each with the text of the line it is on, its related places too."""
    return sorted((_with_line(one, sources) for one in findings), key=lambda one: one.order)


def _with_line(finding: Finding, sources: Mapping[str, SourceFile]) -> Finding:
    related = tuple(one._replace(line=_line(one.place, sources)) for one in finding.related)
    return finding._replace(line=_line(finding.place, sources), related=related)


def _line(place: Place, sources: Mapping[str, SourceFile]) -> str:
    source = sources.get(place.file)
    return "" if source is None else source.line(place.line)
