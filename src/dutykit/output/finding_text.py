"""Findings and rules as text for a terminal, with widths that count East Asian characters right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from dutykit.language import _, current_language, plural
from dutykit.model.finding import Finding, Rule, Severity
from dutykit.model.place import Place
from dutykit.text.visible import visible
from dutykit.text.widths import padded

if TYPE_CHECKING:
    from dutykit.model.example import Example

_USUAL_WIDTH = 100
"""Cells of a line of the screen, where nobody states how many there are."""
_LEAST_ROOM = 20
"""Cells of a code line that are shown on the narrowest screen."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


def severity_word(severity: Severity) -> str:
    """The severity in the language in use."""
    match severity:
        case Severity.ERROR:
            return _("错误")
        case Severity.WARNING:
            return _("警告")
        case _:
            return _("提示")


def finding_text(
    finding: Finding, *, color: bool = False, prefix: str = "", width: int = _USUAL_WIDTH, wrap: bool = False
) -> str:
    """A finding as `file:line:column severity rule message`, its line with a caret, related places and the fix.

    Lines of files are cut around the fault to `width` cells of the screen. With `wrap` sentences go on in further
    lines there; without, each is one line, as programs that read them expect.
    """
    severity, code = severity_word(finding.severity), _COLORS[finding.severity]
    where, label = visible(f"{prefix}{finding.place}"), _("处理建议：")
    paint = _painter(color=color)

    def sentence(text: str, plain: str = "", painted: str = "", indent: str = "") -> list[str]:
        first, *more = _lines(indent + visible(text), width if wrap else None, len(indent) + 4)
        return [first.replace(plain, painted, 1), *more]

    head = f"{where} {severity}"
    lines = sentence(
        f"{head} {finding.rule} {finding.message}", head, f"{paint(where, '1')} {paint(severity, f'1;{code}')}"
    )
    lines += _frame(finding.place, finding.line, code, width, color=color)
    for related in finding.related:
        lines += sentence(f"{_('另见')} {prefix}{related.place} {related.message}", indent="    ")
        lines += _frame(related.place, related.line, "2", width, color=color)
    if finding.fix:
        lines += sentence(label + finding.fix, label, paint(label, "32"), "    ")
    return "\n".join(lines)


def summary_text(findings: Iterable[Finding], files: int) -> str:
    """One line that counts the findings by severity."""
    counts = Counter(finding.severity for finding in findings)
    if not counts:
        return plural("校验 {files} 个文件，未发现错误", files).format(files=files)
    parts = [
        plural("{count} 处错误", counts[Severity.ERROR]).format(count=counts[Severity.ERROR]),
        plural("{count} 处警告", counts[Severity.WARNING]).format(count=counts[Severity.WARNING]),
        plural("{count} 处提示", counts[Severity.NOTE]).format(count=counts[Severity.NOTE]),
    ]
    return plural("校验 {files} 个文件：{counts}", files).format(files=files, counts=_("、").join(parts))


def statistics_text(findings: Iterable[Finding]) -> str:
    """How often each rule found something, most often first."""
    counts = Counter((finding.rule, finding.severity) for finding in findings)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0][0]))
    width = max(len(str(count)) for _rule, count in rows)
    return "\n".join(f"{count:>{width}}  {severity_word(severity)}  {rule}" for (rule, severity), count in rows)


def rule_list(rules: Iterable[Rule], width: int = _USUAL_WIDTH) -> str:
    """The rules with name, severity and what each finds, in lines of `width` cells."""
    from dutykit.output.table.terminal import wrapped

    rows = list(rules)
    name_width = max(len(rule.name) for rule in rows)
    severity_width = max(cell_len(severity_word(severity)) for severity in Severity)
    begin = name_width + severity_width + 4
    lines = []
    for rule in rows:
        first, *more = wrapped(_(rule.what), max(width - begin, _LEAST_ROOM), 0)
        lines.append(f"{rule.name:<{name_width}}  {padded(severity_word(rule.severity), severity_width)}  {first}")
        lines += [" " * begin + line for line in more]
    return "\n".join(lines)


def rule_page(rule: Rule, examples: Iterable[Example] = (), width: int = _USUAL_WIDTH) -> str:
    """A rule's page: name and severity, what, why, fix, and examples of what it finds and what it lets pass.

    All is in lines of `width` cells; what goes on in another line is indented there.
    """
    from dutykit.output.table.terminal import wrapped

    why, fix = _("为什么：{text}").format(text=_(rule.why)), _("处理建议：{text}").format(text=_(rule.fix))
    parts = [f"{rule.name} · {severity_word(rule.severity)}"]
    for text in (_(rule.what), why, fix):
        parts += ["", *wrapped(text, width, 0)]
    return "\n".join([*parts, *(line for example in examples for line in _example(example, width))])


def _example(example: Example, width: int) -> Iterator[str]:
    from dutykit.output.table.terminal import wrapped

    yield ""
    chinese = current_language() == "zh"
    title = _("报告：{name}") if example.findings else _("不报告：{name}")
    yield title.format(name=example.name) if chinese else title.partition("{")[0].rstrip()
    for name, text in example.files.items():
        yield f"  {name}"
        for line in text.splitlines():
            indent = len(line) - len(line.lstrip(" "))
            yield from (f"    | {part}" for part in wrapped(line, max(width - 6, _LEAST_ROOM), indent + 4))
    # The cases say in Chinese what they are and what is found in them; a reader of English gets the places.
    for place, message in example.findings:
        yield from wrapped(f"  → {place} {message}" if chinese else f"  → {place}", width)


def _lines(text: str, width: int | None, indent: int) -> list[str]:
    from dutykit.output.table.terminal import wrapped

    return [text] if width is None else wrapped(text, width, indent)


def _painter(*, color: bool) -> Callable[[str, str], str]:
    """A function that wraps a text in an ANSI colour code, or leaves it alone."""
    return (lambda text, code: f"\033[{code}m{text}\033[0m") if color else (lambda text, _code: text)


def _frame(place: Place, line: str, code: str, width: int, *, color: bool) -> list[str]:
    """The line a place is on and carets under it, in `width` cells; nothing for an empty line."""
    if not line or line.isspace():
        return []
    gutter = f"{place.line:>5} | "
    room = max(width - len(gutter), _LEAST_ROOM)
    start = min(place.column - 1, len(line))
    end = min(start + max(place.length, 1), max(len(line), start + 1))
    first, last = _shown_part(line.rstrip(), start, room)
    before, after = ("…" if first else ""), ("…" if last < len(line.rstrip()) else "")
    shown = before + visible(line[first:last].rstrip()) + after
    left = cell_len(before + visible(line[first:start]))
    carets = "^" * max(min(cell_len(visible(line[start : min(end, last)])), room - left), 1)
    paint = _painter(color=color)
    return [
        paint(gutter, "2") + shown,
        paint(" " * (len(gutter) - 2) + "| ", "2") + " " * left + paint(carets, code),
    ]


def _shown_part(line: str, start: int, room: int) -> tuple[int, int]:
    """Which part of a line is shown in `room` cells: all of it, else what is around `start`.

    A line of a megabyte is not to be measured a thousand times: no more is looked at than can be shown.
    """
    if len(line) <= room and cell_len(visible(line)) <= room:
        return 0, len(line)
    room -= 2  # for the marks that something was left out
    first = min(start, len(line))
    used = 0
    while first and used + cell_len(visible(line[first - 1])) <= room // 3:
        first -= 1
        used += cell_len(visible(line[first]))
    last = first
    used = 0
    while last < len(line) and used + cell_len(visible(line[last])) <= room:
        used += cell_len(visible(line[last]))
        last += 1
    while first and used + cell_len(visible(line[first - 1])) <= room:
        first -= 1
        used += cell_len(visible(line[first]))
    return first, last
