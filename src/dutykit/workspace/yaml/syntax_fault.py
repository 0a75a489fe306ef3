"""What a syntax error most likely is: where the parser noticed it, and the slip before it that explains it."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from dutykit.language import _
from dutykit.model.finding import Finding, Related
from dutykit.model.place import Place, SourceFile
from dutykit.workspace.faults import YAML_SYNTAX, fault, shortened

# Keys of the files are words of ASCII letters; a text that runs on in the next line has none of these forms. They are
# compiled when an error asks for them.
_NO_BLANK = r"[ -]*([a-z_0-9]+):(?=[^\s:/])"
_FULL_WIDTH_COLON = r"[ -]*([a-z_0-9]+)："
_ODD_INDENT = r" *([\t\u3000\xa0\u2002-\u200a])"
_LOOK_BACK = 30
"""Lines before the one where the parser noticed an error that are looked at for its cause."""


def syntax_fault(source: SourceFile, error: MarkedYAMLError) -> Finding:
    """The finding for a syntax error; where a slip explains it, at the slip."""
    line, column = _reported(source, error)
    begin = error.context_mark.line + 1 if error.context_mark is not None else 1
    slip = _slip(source, begin, line)
    if slip is not None:
        return fault(YAML_SYNTAX, *slip)
    related: tuple[Related, ...] = ()
    if error.context_mark is not None and error.context_mark.line + 1 < line:
        start = source.at(error.context_mark.line + 1, error.context_mark.column + 1)
        related = (Related(start, _("出错的部分从此处开始")),)
    problem = syntax_problem(str(error.problem or error).strip().split("\n")[0])
    message = _("不是正确的 YAML：{problem}").format(problem=problem)
    return fault(YAML_SYNTAX, source.at(line, column), message, related=related)


def _reported(source: SourceFile, error: MarkedYAMLError) -> tuple[int, int]:
    """Where the parser noticed the error; past the end, the end of the last line that states something."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = source.text.count("\n") + 1
    if line > lines or (line == lines and not source.line(line)):
        line = lines
        while line > 1 and not source.line(line).strip():
            line -= 1
        column = len(source.line(line).rstrip()) + 1
    return line, column


def _slip(source: SourceFile, begin: int, end: int) -> tuple[Place, str, str] | None:
    """A slip that explains a syntax error noticed on line `end`: place, message and fix; the nearest first.

    The parser notices a missing colon or a wrong indent only further down.
    """
    for number in range(end, max(begin, end - _LOOK_BACK, 1) - 1, -1):
        line = source.line(number)
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if match := re.match(_ODD_INDENT, line):
            message = _("缩进中含有{name}").format(name=_blank_name(match.group(1)))
            place = source.at(number, match.start(1) + 1, len(match.group(1)))
            return place, message, _("改用半角空格缩进")
        if match := re.match(_FULL_WIDTH_COLON, line):
            message = _("字段“{key}”后是全角冒号").format(key=shortened(match.group(1)))
            place = source.at(number, match.end(1) + 1)
            return place, message, _("将全角冒号改为半角冒号加一个空格")
        if match := re.match(_NO_BLANK, line):
            message = _("字段“{key}”的冒号后缺少空格").format(key=shortened(match.group(1)))
            return source.at(number, match.end(1) + 1), message, _("在冒号后加一个空格")
    return None


def syntax_problem(problem: str) -> str:
    """What libyaml says of a syntax error, in the language in use; an unknown description as it is."""
    known = {
        "mapping values are not allowed in this context": _("此处不能出现“: ”（值中含有冒号时须加引号）"),
        "did not find expected key": _("缩进不一致，或缺少字段"),
        "did not find expected '-' indicator": _("列表项未对齐，或缺少“- ”"),
        "did not find expected ',' or ']'": _("方括号未成对，或缺少逗号"),
        "did not find expected ',' or '}'": _("花括号未成对，或缺少逗号"),
        "did not find expected node content": _("此处缺少内容"),
        "found character that cannot start any token": _(
            "此处不能出现该字符（缩进只能用空格；以 @ 或 ` 开头的文字须加引号）"
        ),
        "found unexpected end of stream": _("引号未成对，直到文件末尾"),
        "could not find expected ':'": _("字段名后缺少“: ”"),
        "block sequence entries are not allowed in this context": _("此处不能开始列表"),
        "found unknown escape character": _("双引号中有无法识别的转义 \\"),
        "did not find expected <document start>": _("此处的内容不属于任何一层（请检查缩进）"),
        "found undefined tag handle": _("使用了未定义的标签"),
        "did not find expected alphabetic or numeric character": _("以 * 或 & 开头的文字须加引号"),
        "did not find expected comment or line break": _("“|”或“>”后须换行，文字写在下一行并缩进"),
        "did not find expected tag URI": _("以 ! 开头的文字须加引号"),
        "found unexpected ':'": _("此处不能出现冒号（文字须加引号）"),
        "found duplicate %YAML directive": _("%YAML 指令重复"),
        "found a tab character that violates indentation": _("缩进中含有制表符"),
    }
    return known.get(problem, problem)


def _blank_name(character: str) -> str:
    return {"\t": _("制表符"), "\u3000": _("全角空格"), "\xa0": _("不换行空格")}.get(character, _("特殊空格"))
