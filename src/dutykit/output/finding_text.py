"""Findings and rules as text for a terminal, with widths that count East Asian characters right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from dutykit.language import _, plural
from dutykit.model.finding import Finding, Rule, Severity
from dutykit.model.place import Place
from dutykit.text.visible import visible
from dutykit.text.widths import padded

if TYPE_CHECKING:
    from dutykit.model.example import Example

_WIDEST = 100
"""Columns of a code line that are shown; a longer line is cut around the fault."""

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


def finding_text(finding: Finding, *, color: bool = False, prefix: str = "") -> str:
    """A finding as `file:line:column severity rule message`, its line with a caret, related places and the fix."""
    frames = _frame(finding.place, finding.line, _COLORS[finding.severity], color=color)
    for related in finding.related:
        frames.append(f"    {_('另见')} {visible(f'{prefix}{related.place} {related.message}')}")
        frames += _frame(related.place, related.line, "2", color=color)
    text = f"{finding.rule} {finding.message}"
    return message_text(f"{prefix}{finding.place}", finding.severity, text, finding.fix, frames, color=color)


def message_text(  # noqa: PLR0913 (the parts of a message)
    where: str, severity: Severity, text: str, fix: str | None, frames: Iterable[str] = (), *, color: bool
) -> str:
    """A message as `where severity text`, then `frames` as they are, then the fix."""
    paint = _painter(color=color)
    word = paint(severity_word(severity), f"1;{_COLORS[severity]}")
    lines = [f"{paint(visible(where), '1')} {word} {visible(text)}", *frames]
    if fix:
        lines.append(f"    {paint(_('处理建议：'), '32')}{visible(fix)}")
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


def rule_list(rules: Iterable[Rule]) -> str:
    """One line a rule: name, severity, what it finds."""
    rows = list(rules)
    width = max(len(rule.name) for rule in rows)
    severity_width = max(cell_len(severity_word(severity)) for severity in Severity)
    return "\n".join(
        f"{rule.name:<{width}}  {padded(severity_word(rule.severity), severity_width)}  {_(rule.what)}" for rule in rows
    )


def rule_page(rule: Rule, examples: Iterable[Example] = ()) -> str:
    """A rule's page: name and severity, what, why, fix, and examples of what it finds and what it lets pass."""
    return "\n".join(
        (
            f"{rule.name} · {severity_word(rule.severity)}",
            "",
            _(rule.what),
            "",
            _("为什么：{text}").format(text=_(rule.why)),
            "",
            _("处理建议：{text}").format(text=_(rule.fix)),
            *(line for example in examples for line in _example(example)),
        )
    )


def _example(example: Example) -> Iterator[str]:
    yield ""
    title = _("报告：{name}") if example.findings else _("不报告：{name}")
    yield title.format(name=example.name)
    for name, text in example.files.items():
        yield f"  {name}"
        yield from (f"    | {line}" for line in text.splitlines())
    yield from (f"  → {place} {message}" for place, message in example.findings)


def _painter(*, color: bool) -> Callable[[str, str], str]:
    """A function that wraps a text in an ANSI colour code, or leaves it alone."""
    return (lambda text, code: f"\033[{code}m{text}\033[0m") if color else (lambda text, _code: text)


def _frame(place: Place, line: str, code: str, *, color: bool) -> list[str]:
    """The line a place is on and carets under it; nothing for an empty line."""
    if not line or line.isspace():
        return []
    start = min(place.column - 1, len(line))
    end = min(start + max(place.length, 1), max(len(line), start + 1))
    shift = 0
    if len(line) > _WIDEST or (
        len(line) > _WIDEST // 2 and cell_len(line) > _WIDEST
    ):  # a line of a megabyte is not to be measured a thousand times
        shift = max(0, start - 30)
        line = ("…" if shift else "") + line[shift : shift + 80] + ("…" if shift + 80 < len(line) else "")
        shift -= 1 if shift else 0
    before = visible(line[: start - shift])
    marked = visible(line[start - shift : end - shift])
    gutter = f"{place.line:>5} | "
    carets = "^" * max(cell_len(marked), 1)
    paint = _painter(color=color)
    return [
        paint(gutter, "2") + visible(line.rstrip()),
        paint(" " * (len(gutter) - 2) + "| ", "2") + " " * cell_len(before) + paint(carets, code),
    ]
