"""Finds where the characters stand that no font draws."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dutykit.check.rules.character_without_glyph import character_without_glyph
from dutykit.check.written import named_character, written_places
from dutykit.language import _
from dutykit.model.finding import Finding, Severity
from dutykit.model.place import Place, SourceFile
from dutykit.model.record import Record

MOST_FINDINGS = 100
"""How many places of one report are reported; who has more fixes those first, or the fonts."""


def glyph_findings(
    missing: Iterable[str], records: Iterable[Record], sources: Mapping[str, SourceFile], fonts: Iterable[str]
) -> list[Finding]:
    """A finding for each value in `records` that holds one of the characters `missing`, and each such character.

    Where there are more than MOST_FINDINGS, the last finding counts the others.
    `fonts` are the names of the fonts that were tried, in that order.
    A character that is in no value comes from a template and is reported without a line.
    """
    tried = _("、").join(fonts)
    places = {*written_places(missing := frozenset(missing), records)}
    found = {character for _place, character in places}
    places.update((Place("templates/report", 1, 1), character) for character in missing - found)
    ordered = sorted(places)
    findings = [_finding(character, place, sources, tried) for place, character in ordered[:MOST_FINDINGS]]
    if len(ordered) > MOST_FINDINGS:
        findings.append(_others(ordered[MOST_FINDINGS][0], len(ordered) - MOST_FINDINGS, sources))
    return findings


def _others(place: Place, number: int, sources: Mapping[str, SourceFile]) -> Finding:
    message = _("现有字体不含的字符过多，仅列出前 {listed} 处，从此处起另有 {more} 处未列出")
    fix = _("先改正所列各处，再重新运行命令")
    text = message.format(listed=MOST_FINDINGS, more=number)
    return Finding(character_without_glyph.name, Severity.ERROR, place, text, fix, line=_line(sources, place))


def _finding(character: str, place: Place, sources: Mapping[str, SourceFile], tried: str) -> Finding:
    message = _("现有字体均不含{character}，已查找：{fonts}").format(character=named_character(character), fonts=tried)
    return Finding(character_without_glyph.name, Severity.ERROR, place, message, line=_line(sources, place))


def _line(sources: Mapping[str, SourceFile], place: Place) -> str:
    source = sources.get(place.file)
    return "" if source is None else source.line(place.line)
