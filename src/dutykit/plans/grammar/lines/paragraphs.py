"""Lines of a document to paragraphs: broken statements joined, pasted text cut at its numbers, a page's footer named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dutykit.plans.grammar.lines.signature import is_signed
from dutykit.plans.grammar.record import Line
from dutykit.plans.grammar.statements.find import statements_in
from dutykit.plans.grammar.statements.names_alone import are_offices
from dutykit.plans.grammar.words.body import looks_like_body
from dutykit.plans.grammar.words.bracket import brackets
from dutykit.plans.grammar.words.label import LABEL_WITH_COLON, joined_label, label_alone, label_of
from dutykit.plans.grammar.words.names import names_of
from dutykit.plans.grammar.words.outline import mark_of
from dutykit.plans.grammar.words.vocabulary import ANY_LABEL, COLON, label_role
from dutykit.text.length import printed_width
from dutykit.text.numeral import chinese_numeral

_HAS_LABEL = re.compile("责任|牵头|配合|单位|部门|负责|指导|参与")
_PASTED = re.compile(
    r"(?<=[。；！）)\s])(?=[一二三四五六七八九十]{1,3}、|\d{1,2}[．、]|\d{1,2}\.(?!\d))"
    r"|(?<=[^第])(?=（[一二三四五六七八九十]{1,3}）)|(?<=[。；！）)\s])(?=[㈠-㈩⒈-⒛])|(?<=[\u4e00-\u9fff])(?=\d{1,2}[．.](?!\d))"
)
_FIRST_PASTED = re.compile(r"(?<=[^，,、一二三四五六七八九十第])(?=一、)")
_PASTED_MARKS = 3
"""Numbers inside one line from which on it is a text that lost its line breaks."""
_PASTED_STATEMENTS = 2
"""Statements in a line from which on its numbers are those of tasks, not of parts of one."""
_RUN_INTO = re.compile(r"\s*(?P<n>\d{1,3})\.(?=\d+[\u4e00-\u9fff])")
_PART = re.compile(r"\s*(?P<n>\d{1,2})[.．](?P<m>\d{1,2})(?![\d.．%％])[、 \u3000\xa0]{0,4}(?=[\u4e00-\u9fff“《])")
"""1.1 below 1., a part of it."""
_FOOTER = re.compile(
    r"\s*(?:版权所有|网站标识码|.{0,12}ICP备|.{0,8}公网安备|技术支持\s*[:：]|网站地图|建议使用|上一[篇条]\s*[:：]|下一[篇条]\s*[:：]|相关文档|相关链接|"
    r"【?(?:打印|关闭)|分享到|扫一扫|(?:主办|承办|维护|运维)(?:单位)?\s*[:：])"
)
_HOST = re.compile(r"\s*(?:主办|承办|协办)(?:单位)?\s*[:：]")
_OTHERWISE = re.compile("责任|牵头|负责")
"""How a plan assigns that does not do it by 主办单位."""
_OPENING, _CLOSING = re.compile(r"[（(【\[〔]"), re.compile(r"[）)】\]〕]")
_BRACKET_ABOVE = re.compile(r"[（(\[〔［][^（()）\[\]〔〕［］]+[）)\]〕］](?:$|[、，,；;])")
_SIGN = re.compile(rf"^\s*[●■◆◇▲△○□☆★※▶▷►➤→◎•▪◦√✓✔❖#>*＊]\s*(?=[（(【\[〔]?{ANY_LABEL}[）)】\]〕]?{COLON})")
"""A sign before a label that begins its line."""
_FOOTER_LINES = 12
"""Lines at the end among which a page's footer may begin."""
_MOST_BLANK = 2
_WRAPPED_LEAST = 12
"""Lines from which on a text may be one that was cut into lines."""
_WRAPPED_WIDTH = (16, 60)
_WRAPPED_PART = 0.4
"""Parts of the lines that are full ones there."""
_LACKING = 2.5
"""Letters that a full line may lack."""
_ENDS = frozenset("。；！？：）")
_OPENS = frozenset("（([【〔")


def paragraphs(lines: Sequence[Line]) -> list[Line]:
    """The paragraphs of a document. Each keeps the number of the line it begins on."""
    return list(_parts_apart(list(_numbers_apart(list(_whole(list(_unpasted(list(unwrapped(lines))))))))))


def unwrapped(lines: Sequence[Line]) -> Iterator[Line]:
    """A text whose lines were cut at one width, as from a PDF, with its paragraphs put together."""
    widths = [0.0 if line.cells or line.heading else printed_width(line.text.rstrip()) for line in lines]
    written = [width for width in widths if width]
    full = max(written, default=0.0) - _LACKING
    cut = [line.text for line, width in zip(lines, widths, strict=True) if width >= max(full, 1.0)]
    if (
        len(written) < _WRAPPED_LEAST
        or not _WRAPPED_WIDTH[0] <= full + _LACKING <= _WRAPPED_WIDTH[1]
        or len(cut) < _WRAPPED_PART * len(written)
        or 2 * sum(text.rstrip()[-1] in _ENDS for text in cut) > len(cut)
    ):
        yield from lines
        return
    paragraph: Line | None = None
    goes_on = False
    for line, width in zip(lines, widths, strict=True):
        begins = not width or line.text[:1].isspace()
        if not begins and LABEL_WITH_COLON.match(line.text) is not None:  # in a bracket it may begin a line too
            begins = paragraph is None or paragraph.text.rstrip()[-1:] not in _OPENS
        if not begins and mark_of(line.text) is not None:  # no number inside a sentence that fills its line
            begins = paragraph is None or paragraph.text.rstrip()[-1:] in _ENDS
        if paragraph is not None and goes_on and not begins:
            text = paragraph.text.rstrip() + line.text.strip()
            paragraph = replace(paragraph, text=text, joined=line.number - paragraph.number)
        else:
            if paragraph is not None:
                yield paragraph
            paragraph = line
        goes_on = width >= full or len(line.text.rstrip()) >= full + _LACKING
    if paragraph is not None:
        yield paragraph


def without_footer(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines of the document itself, and those of the web page around its end (主办单位：…, 版权所有…)."""
    written = [at for at, line in enumerate(lines) if line.text.strip()]
    hosts = [at for at in written if _HOST.match(lines[at].text)]
    is_page = len(hosts) == 1 or _are_of_a_page(lines, written, hosts)
    assigned = any(_OTHERWISE.search(line.text) for line in lines)
    for at in written[-_FOOTER_LINES:]:
        text = lines[at].text
        if lines[at].cells or not _FOOTER.match(text) or (_HOST.match(text) and not (is_page and assigned)):
            continue
        rest = [lines[one] for one in written if one >= at]
        if not any(mark_of(line.text) or line.cells for line in rest):
            return lines[:at], lines[at:]
    return lines, ()


def _are_of_a_page(lines: Sequence[Line], written: Sequence[int], hosts: Sequence[int]) -> bool:
    """Whether 主办单位：… and 承办单位：… are the last lines, behind a task that says otherwise who is responsible."""
    if not hosts or list(hosts) != list(written[-len(hosts) :]) or any("协办" in lines[at].text for at in hosts):
        return False
    task = next((at for at in reversed(written[: -len(hosts)]) if mark_of(lines[at].text)), 0)
    return any(_OTHERWISE.search(line.text) for line in lines[task : hosts[0]])


def _unpasted(lines: Sequence[Line]) -> Iterator[Line]:
    """A plan that was pasted as one paragraph is cut before its numbers."""
    for line in lines:
        if line.cells or len(line.text) < 40:
            yield line
            continue
        cuts = [match.start() for match in _PASTED.finditer(line.text)]
        first = _FIRST_PASTED.search(line.text)
        if first is not None and "二、" in line.text:
            cuts = sorted({*cuts, first.start()})
        cuts, is_plan = _in_sequence(line.text, cuts)
        if not is_plan and len(cuts) >= _PASTED_MARKS and len(statements_in(line.text)) < _PASTED_STATEMENTS:
            cuts = []
        if len(cuts) < _PASTED_MARKS:
            yield line
            continue
        for start, end in zip([0, *cuts], [*cuts, len(line.text)], strict=True):
            if piece := line.text[start:end].strip():
                yield replace(line, text=piece)


def _in_sequence(text: str, cuts: list[int]) -> tuple[list[int], bool]:
    """Of these places those whose numbers go on from one another, and whether 一、 and 二、 are among them."""
    kept: list[int] = []
    count = {"chapter": 0, "section": 0, "task": 0}
    for at in cuts:
        mark = mark_of(text[at : at + 12])
        if mark is None or mark.level not in count:
            continue
        for number in (count[mark.level] + 1, 1):
            if mark.number in {str(number), chinese_numeral(number)}:
                count[mark.level] = number
                kept.append(at)
                break
    return kept, count["chapter"] > 1


def _numbers_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """1.3所小学 is the first item where a second follows or it is one more than the item above; 1.3 is no number then."""
    before = 0
    for at, line in enumerate(lines):
        found = None if line.cells else _RUN_INTO.match(line.text)
        if found is None:
            mark = None if line.cells else mark_of(line.text)
            if mark is not None and mark.level == "task" and mark.number.isdecimal():
                before = int(mark.number)
            elif mark is not None and mark.level in {"chapter", "section"}:
                before = 0
            yield line
            continue
        number = int(found["n"])
        if number == before + 1 and (before or _next_number(lines, at) == number + 1):
            before = number
            yield replace(line, text=line.text[: found.end()] + " " + line.text[found.end() :])
        else:
            yield line


def _parts_apart(lines: Sequence[Line]) -> Iterator[Line]:
    """1.1制定 below 1. is a part of it, where a second follows."""
    number, part = -1, 0
    for at, line in enumerate(lines):
        found = None if line.cells else _PART.match(line.text)
        if found is not None and (int(found["n"]), int(found["m"])) == (number, part + 1):
            if part or _has_part(lines, at, number, 2):
                part += 1
                yield replace(line, text=f"{line.text[: found.end()]} {line.text[found.end() :]}")
                continue
        elif (mark := None if line.cells else mark_of(line.text)) is not None and mark.level != "item":
            number, part = int(mark.number) if mark.level == "task" and mark.number.isdecimal() else -1, 0
        yield line


def _has_part(lines: Sequence[Line], at: int, number: int, part: int) -> bool:
    """Whether a line soon behind this one begins with a number such as 1.2."""
    found = (_PART.match(line.text) for line in lines[at + 1 : at + 40] if not line.cells)
    return any(one is not None and (int(one["n"]), int(one["m"])) == (number, part) for one in found)


def _next_number(lines: Sequence[Line], at: int) -> int | None:
    for line in lines[at + 1 : at + 40]:
        if line.cells:
            continue
        if (found := re.match(r"\s*(\d{1,3})[.．、]", line.text)) is not None:
            return int(found[1])
    return None


def _whole(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with statements that were broken over several lines put together."""
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        text = line.text if line.cells else joined_label(_SIGN.sub("", line.text))
        if line.cells or not _HAS_LABEL.search(text):
            yield line if text == line.text else replace(line, text=text)
            continue
        taken = 0
        while 0 < (gap := _blank_lines(lines, at)) <= _MOST_BLANK and _names_go_on(text, lines[at + gap].text):
            at += gap
            text = text.rstrip() + lines[at].text.strip()
            at += 1
            taken += 1
        while at < len(lines) and taken < 4 and not lines[at].cells and _goes_on(text, lines[at].text):
            text = text.rstrip() + lines[at].text.strip()
            at += 1
            taken += 1
        if taken == 0 and (label := label_alone(text)) is not None:
            following = next((n for n in range(at, min(at + 3, len(lines))) if lines[n].text.strip()), None)
            if following is not None and not lines[following].cells and mark_of(lines[following].text) is None:
                text = f"{label}：{lines[following].text.strip()}"
                at = following + 1
        if (end := _end_of_offices(text, lines, at)) > at:
            text = "、".join([text.rstrip(), *(one.text.strip() for one in lines[at:end])])
            at = end
        last = lines[at - 1]
        joined = last.number + last.joined - line.number
        yield replace(line, text=text, joined=joined) if text != line.text else line


def _blank_lines(lines: Sequence[Line], at: int) -> int:
    """How many empty lines stand before a paragraph; 0 where none follows."""
    end = at
    while end < len(lines) and not lines[end].cells and not lines[end].text.strip():
        end += 1
    return end - at if end < len(lines) and not lines[end].cells else 0


def _names_go_on(text: str, following: str) -> bool:
    """Whether a list of units that ends in 、 goes on in a paragraph of names alone."""
    names = re.split("[、，,]", following.strip().rstrip("。；;）)"))
    return text.rstrip().endswith("、") and mark_of(following) is None and all(map(looks_like_body, names))


def _end_of_offices(text: str, lines: Sequence[Line], start: int) -> int:
    """Where the lines end that are nothing but offices below a label with some (责任单位：市教育局), without those that sign."""
    label = LABEL_WITH_COLON.match(text)
    if label is None or label_role(label_of(label)) is None:
        return start
    end = start
    while (
        end < len(lines) and _names_offices(lines[end]) and (end > start or are_offices(names_of(text[label.end() :])))
    ):
        end += 1
    if end > start and is_signed(lines[at].text for at in range(end, len(lines)) if lines[at].text.strip()):
        while end > start and looks_like_body(lines[end - 1].text.strip()):
            end -= 1
    return end


def _names_offices(line: Line) -> bool:
    return not line.cells and mark_of(line.text) is None and are_offices(names_of(line.text))


def _goes_on(text: str, following: str) -> bool:
    """Whether a statement at the end of `text` is finished on the line `following`."""
    if not following.strip() or mark_of(following) is not None:
        return False
    opened = [one for one in brackets(text) if not one.closed and one.depth == 0]
    if opened:
        tail = text[opened[-1].start :]
        closed = len(_CLOSING.findall(following)) > len(_OPENING.findall(following))
        return len(tail) < 300 and bool(_HAS_LABEL.search(tail)) and closed
    return (
        text.rstrip().endswith(("、", "，", ","))
        and any(found.end >= len(text.rstrip()) for found in statements_in(text))
        and not _HAS_LABEL.match(following.strip())
    )


def in_a_row(cell: str) -> str:
    """A cell's lines as one list: a line is a name of its own unless it only is the rest of the one above.

    A bracket that begins a line is of the name above; with a name behind it, of that.
    """
    row = ""
    for part in filter(None, (one.strip() for one in cell.split("\n"))):
        last = re.split("[、，,；;：:]", row)[-1]
        whole = (
            not last
            or looks_like_body(last.removesuffix("等"))
            or (not looks_like_body(last + part) and looks_like_body(part))
        )
        whole = whole and _BRACKET_ABOVE.match(part) is None
        if row and LABEL_WITH_COLON.match(part):
            row = f"{row.rstrip('、，,；;')}；{part}"
        else:
            row += part if not row or row[-1] in "、，,；;：:" or not whole else f"、{part}"
    return row
