"""Files made to cost as much as they can while they stay within the default limits."""

from __future__ import annotations

from collections.abc import Callable

from dutykit.model.settings import Limits

SIZE = Limits().file_bytes
"""Every case is just below the default limit of bytes, or just below or above the one of nodes."""
NODES = Limits().nodes


def _filled(unit: str, head: str = "", tail: str = "", *, count: int = 10**9) -> bytes:
    """`head`, then `unit` as often as fits (at most `count` times), then `tail`."""
    room = SIZE - len(head.encode()) - len(tail.encode())
    return (head + unit * min(count, room // len(unit.encode())) + tail).encode()


def _numbered(unit: str, count: int, head: str = "", tail: str = "") -> bytes:
    """`head`, then `unit` with `{n}` numbered from 0, `count` times or until the size is reached."""
    parts, size = [head], len(head.encode()) + len(tail.encode())
    for number in range(count):
        part = unit.replace("{n}", str(number))
        size += len(part.encode())
        if size > SIZE:
            break
        parts.append(part)
    return "".join([*parts, tail]).encode()


def _records(unit: str, nodes: int, head: str, tail: str = "") -> bytes:
    """As many records of `nodes` nodes each as the limit lets through, which counts the end of a list or mapping too."""
    held = nodes + unit.replace("{n}", "").count("{") + unit.count("[")
    return _numbered(unit, (NODES - 3_030 if "a: 1" in head else NODES - 30) // held, head, tail)


_SUBMISSION = "unit: 甲局\ncycle: 2019\nstate: draft\nanswers:\n"
_ANSWER = _SUBMISSION + "- indicator: 1\n"


CASES: dict[str, Callable[[], bytes]] = {
    # shapes
    "block sequence of scalars": lambda: _filled("- a\n"),
    "block sequence, nodes at the limit": lambda: _filled("- a\n", count=NODES - 2),
    "flow sequence of scalars": lambda: _filled("a,", "[", "]"),
    "flow sequence, nodes at the limit": lambda: _filled("a,", "[", "]", count=NODES - 2),
    "flow sequence of empty sequences": lambda: _filled("[],", "[", "]"),
    "empty sequences, nodes at the limit": lambda: _filled("[],", "[", "]", count=NODES // 2 - 2),
    "empty mappings, nodes at the limit": lambda: _filled("{},", "[", "]", count=NODES // 2 - 2),
    "mappings of one key, nodes at the limit": lambda: _filled("{a: b},", "[", "]", count=NODES // 4 - 2),
    "deep flow mappings": lambda: _filled("{a: "),
    "deep flow sequences": lambda: _filled("["),
    "deep block mappings": lambda: "".join(" " * depth + "a:\n" for depth in range(2_700)).encode(),
    "deep block sequences": lambda: _filled("- "),
    "deep explicit keys": lambda: _filled("? "),
    "forty deep, again and again": lambda: _filled("[" * 38 + "]" * 38 + ",", "[", "]"),
    # keys
    "keys in one mapping": lambda: _numbered("k{n}: 1\n", NODES),
    "keys in one mapping, nodes at the limit": lambda: _numbered("k{n}: 1\n", NODES // 2 - 2),
    "the same key again and again": lambda: _filled("a: 1\n"),
    "the same key, nodes at the limit": lambda: _filled("a: 1\n", count=NODES // 2 - 2),
    "many keys, then one twice": lambda: _numbered("k{n}: 1\n", NODES // 2 - 9, tail="k1: 2\n"),
    "many keys, each twice": lambda: (
        _numbered("k{n}: 1\n", NODES // 4 - 9)[: SIZE // 2] .rpartition(b"\n")[0] + b"\n"
        + _numbered("k{n}: 1\n", NODES // 4 - 9)[: SIZE // 2].rpartition(b"\n")[0] + b"\n"
    ),
    "long keys": lambda: _numbered("k{n}" + "x" * 900 + ": 1\n", NODES),
    "one key as long as the file": lambda: _filled("x", "? ", "\n: 1\n"),
    "a possible key as long as the file": lambda: _filled("x"),
    "possible keys on every line": lambda: _filled("x\n"),
    "keys that are quoted and long": lambda: _filled('"' + "x" * 1020 + '": 1,', "{", "}"),
    # scalars
    "one plain scalar of many lines": lambda: _filled("x\n", "a:\n ").replace(b"\nx", b"\n x")[:SIZE],
    "one plain scalar": lambda: _filled("x", "a: "),
    "one quoted scalar of escapes": lambda: _filled("\\x41", 'a: "', '"'),
    "one quoted scalar of long escapes": lambda: _filled("\\U0001F600", 'a: "', '"'),
    "one quoted scalar of lone surrogates": lambda: _filled("\\ud800", 'a: "', '"'),
    "one quoted scalar of folded lines": lambda: _filled("\n", 'a: "', '"'),
    "one literal scalar of empty lines": lambda: _filled("\n", "a: |\n", "x"),
    "one literal scalar of short lines": lambda: _filled(" x\n", "a: |\n"),
    "one folded scalar of short lines": lambda: _filled(" x\n", "a: >\n"),
    "one folded scalar of Chinese": lambda: _filled(" 字\n", "a: >\n"),
    "an unclosed quote": lambda: _filled("x\n", 'a: "'),
    "unclosed quotes on many lines": lambda: _filled("a: 'b\n"),
    "unclosed brackets on many lines": lambda: _filled("a: [b\n"),
    "numbers as long as can be": lambda: _filled("9" * 40 + ",", "[", "]"),
    "decimals": lambda: _filled("1.5e99,", "[", "]", count=NODES - 2),
    "dates": lambda: _filled("2019-01-31,", "[", "]", count=NODES - 2),
    "an endless number": lambda: _filled("9", "a: "),
    "an endless exponent": lambda: _filled("9", "a: 1e"),
    # what is not data
    "comments": lambda: _filled("#\n", tail="a: 1\n"),
    "one comment": lambda: _filled("#", tail="\na: 1\n"),
    "blank lines": lambda: _filled("\n", tail="a: 1\n"),
    "carriage returns": lambda: _filled("\r", tail="a: 1\n"),
    "blanks": lambda: _filled(" ", tail="a: 1\n"),
    "tabs": lambda: _filled("\t", "a: ", tail="1\n"),
    "NUL bytes": lambda: bytes(SIZE),
    "documents": lambda: _filled("---\n"),
    "document ends": lambda: _filled("...\n", "a: 1\n"),
    "directives": lambda: _numbered("%TAG !a{n}! tag:x,2000:\n", NODES, tail="---\na: 1\n"),
    "unknown directives": lambda: _filled("%A b\n", tail="---\na: 1\n"),
    "GB18030": lambda: ("a: " + "中" * 1_300_000).encode("gb18030"),
    "UTF-16": lambda: ("a: " + "中" * 1_300_000).encode("utf-16"),
    "one wrong byte at the end": lambda: _filled("字\n", "a: |\n", "")[: SIZE - 9].replace(b"\n\xe5", b"\n \xe5") + b"\xff",
    # marks
    "anchors": lambda: _numbered("&a{n} x,", NODES - 2, "[", "]"),
    "anchors around one another": lambda: _numbered("- &a{n} [&b{n} [&c{n} []]]\n", NODES),
    "one anchor again and again": lambda: _filled("&a x,", "[", "]", count=NODES - 2),
    "long anchors": lambda: _numbered("&a{n}" + "x" * 900 + " b,", NODES, "[", "]"),
    "aliases": lambda: _filled("*a,", "[&a x,", "]"),
    "aliases that name nothing": lambda: _filled("*a,", "[", "]"),
    "tags": lambda: _filled("!a b,", "[", "]"),
    "long tags": lambda: _numbered("!" + "x" * 900 + " b,", NODES, "[", "]"),
    "tags with escapes": lambda: _filled("!%41 b,", "[", "]"),
    # what the records make of it
    "a list where a mapping should be": lambda: _filled("- 1\n", count=NODES - 2),
    "unknown keys at the top": lambda: _records("k{n}: 1\n", 2, ""),
    "unknown keys, long, at the top": lambda: _records("k{n}" + "x" * 60 + ": 1\n", 2, ""),
    "unknown keys in every answer": lambda: _records("- {indicator: 1, indikator: 2}\n", 5, _SUBMISSION),
    "answers without an indicator": lambda: _records("- {rating: met}\n", 3, _SUBMISSION),
    "answers that are numbers": lambda: _records("- 1\n", 1, _SUBMISSION),
    "answers of a wrong rating": lambda: _records("- {indicator: 1, rating: 好}\n", 5, _SUBMISSION),
    "answers to one indicator": lambda: _records("- {indicator: 1, rating: met, narrative: 做了。}\n", 7, _SUBMISSION),
    "answers to different indicators": lambda: _records("- {indicator: {n}, rating: met}\n", 5, _SUBMISSION),
    "answers as short as can be": lambda: _records("- {indicator: {n}}\n", 3, _SUBMISSION),
    "metrics": lambda: _records("    m{n}: 1\n", 2, _ANSWER + "  metrics:\n"),
    "metrics that are lists": lambda: _records("    m{n}: []\n", 2, _ANSWER + "  metrics:\n"),
    "scores that are lists": lambda: _records("- {indicator: {n}, score: []}\n", 5, _SUBMISSION),
    "evidence": lambda: _records("  - {title: 甲, file: e/{n}.pdf}\n", 5, _ANSWER + "  evidence:\n"),
    "problems": lambda: _records("  - {id: {n}, found_by: inspection, text: 甲}\n", 7, _ANSWER + "  problems:\n"),
    "faults that hide one another": lambda: _records(
        "- {indicator: [], evidence: [{a: 1}, {title: []}], problems: 1}\n", 13, _SUBMISSION
    ),
    "as many faults as are tried again": lambda: _numbered(
        "- {indicator: [], evidence: [{title: []}], problems: 1}\n", 500, _SUBMISSION
    ),
    "good answers after faults": lambda: _records(
        "- {indicator: {n}, rating: met}\n", 5, _SUBMISSION + "- {rating: a, a: 1}\n" * 500
    ),
    "units": lambda: _records("- {id: 局{n}, kind: department}\n", 5, "units:\n"),
    "units of a wrong kind": lambda: _records("- {id: 局{n}, kind: departmant}\n", 5, "units:\n"),
    "aliases of one unit": lambda: _records("别{n},", 1, "units: [{id: 甲, kind: office, aliases: [", "]}]"),
    "members of one group": lambda: _records("别{n},", 1, "units: []\ngroups: [{id: 甲, members: [", "]}]"),
    "members that are numbers": lambda: _records("{n},", 1, "units: []\ngroups: [{id: 甲, members: [", "]}]"),
    "settings of severity": lambda: _records("  r{n}: 好\n", 2, "severity:\n"),
}  # fmt: skip
"""Files by what is the matter with them."""
