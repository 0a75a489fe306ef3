"""What a syntax error most likely is: where the parser noticed it, and the slip before it that explains it."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from dutykit.language import _
from dutykit.model.finding import Finding, Related
from dutykit.model.place import Place, SourceFile, split_lines
from dutykit.workspace.faults import YAML_SYNTAX, fault, shortened

# Keys of the files are words of ASCII letters; a text that runs on in the next line has none of these forms. They are
# compiled when an error asks for them.
_NO_BLANK = r"[ -]*([a-z_0-9]+):(?=[^\s:/])"
_FULL_WIDTH_COLON = r"[ -]*([a-z_0-9]+)："
_ODD_INDENT = r" *([\t\u3000\xa0\u2002-\u200a])"
_DASH_WITHOUT_BLANK = r" *-([a-z_0-9]+): "
_WIDE_DASH = r"([－﹣−–—])[ \u3000]*[a-z_0-9]+"
_TOO_FAR = r" +([a-z_0-9]+):(?= |$)"
_AFTER_QUOTES = r".*[^\s\"'].*[\"']"
_WIDE_COMMA = r"[，、；]"
_BLOCK_TEXT = r"( *(?:- +)*)[a-z_0-9]+: *[|>][+-]?\s*(?:#.*)?"
_CONFLICT = r"(?:<{7}|\|{7}|>{7}) .*|={7}|<{7}|>{7}"
"""What git writes between the versions of a part that it could not merge."""
_ODD_BREAK = "[\u2028\u2029\x85]"
_LOOK_BACK = 30
"""Lines before the one where the parser noticed an error that are looked at for its cause."""


def syntax_fault(source: SourceFile, error: MarkedYAMLError) -> Finding:
    """The finding for a syntax error; where a slip explains it, at the slip."""
    line, column = _reported(source, error)
    begin = error.context_mark.line + 1 if error.context_mark is not None else 1
    problem = str(error.problem or error).strip().split("\n")[0]
    slip = _slip(source, begin, line) or _slip_here(source, line, column, problem)
    if slip is not None:
        return fault(YAML_SYNTAX, *slip)
    related: tuple[Related, ...] = ()
    if error.context_mark is not None and error.context_mark.line + 1 < line:
        start = source.at(error.context_mark.line + 1, error.context_mark.column + 1)
        related = (Related(start, _("出错的部分从此处开始")),)
    message = _("不是正确的 YAML：{problem}").format(problem=syntax_problem(problem))
    return fault(YAML_SYNTAX, source.at(line, column), message, related=related)


def conflict_fault(source: SourceFile) -> Finding | None:
    """The finding for what git left where it could not merge two versions of a file; None if there is none."""
    lines = split_lines(source.text)
    marked = [number for number, line in enumerate(lines, 1) if re.fullmatch(_CONFLICT, line)]
    begun = next((number for number in marked if lines[number - 1].startswith("<<<<<<<")), None)
    if begun is None:
        return None
    message = _("有未解决的合并冲突：从此处到第 {last} 行是同一内容的不同版本")
    end = len(lines) - (not lines[-1])
    last = next((one for one in marked if one > begun and lines[one - 1].startswith(">>>>>>>")), end)
    fix = _("留下正确的内容，删去以 <<<<<<<、=======、>>>>>>> 开头的行")
    place = source.at(begun, 1, len(lines[begun - 1]))
    return fault(YAML_SYNTAX, place, message.format(last=last), fix)


def odd_break_fault(source: SourceFile) -> Finding:
    """The finding for a file with characters that cannot be read beside others that are in it."""
    for number, line in enumerate(split_lines(source.text), 1):
        match = re.search(_ODD_BREAK, line)
        if match is not None:
            return fault(YAML_SYNTAX, *_odd_break(source, number, match))
    raise ValueError(source.name)


def _odd_break(source: SourceFile, number: int, match: re.Match[str]) -> tuple[Place, str, str]:
    message = _("有行分隔符 U+{code:04X}，编辑器中不显示为换行").format(code=ord(match.group()))
    return source.at(number, match.start() + 1), message, _("删去该字符，或改为空格")


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
        if number == end and (match := re.search(_ODD_BREAK, line)):
            return _odd_break(source, number, match)
        if re.fullmatch(_CONFLICT, line):
            fix = _("留下正确的内容，删去以 <<<<<<<、=======、>>>>>>> 开头的行")
            return source.at(number, 1, len(line)), _("有合并冲突留下的标记"), fix
        if match := re.match(_DASH_WITHOUT_BLANK, line):
            place = source.at(number, match.start(1), 1 + len(match.group(1)))
            return place, _("“-”后缺少空格"), _("在“-”后加一个空格")
        if match := re.match(" *" + _WIDE_DASH, line):
            return _wide_dash(source.at(number, match.start(1) + 1), match.group(1))
        if match := re.match(_FULL_WIDTH_COLON, line):
            return _wide_colon(source.at(number, match.end(1) + 1), match.group(1))
        if match := re.match(_NO_BLANK, line):
            message = _("字段“{key}”的冒号后缺少空格").format(key=shortened(match.group(1)))
            return source.at(number, match.end(1) + 1), message, _("在冒号后加一个空格")
    return _text_without_indent(source, end)


def _slip_here(source: SourceFile, number: int, column: int, problem: str) -> tuple[Place, str, str] | None:
    """A slip that explains what the parser says of just this place."""
    line = source.line(number)
    before = line[: column - 1]
    if problem.startswith("mapping values are not allowed") and (match := re.match(_TOO_FAR, line)):
        above = next((source.line(one) for one in range(number - 1, 0, -1) if source.line(one).strip()), "")
        indent = len(above) - len(above.lstrip(" "))
        if match.end(1) == column - 1 and indent < match.start(1):
            message = _("“{key}”缩进过多，成了上一行文字的一部分").format(key=shortened(match.group(1)))
            place = source.at(number, match.start(1) + 1, len(match.group(1)))
            return place, message, _("与同一层的其他字段对齐；上一行的值是多行文字的，写在“|”下面")
    if problem == "did not find expected key" and re.fullmatch(_AFTER_QUOTES, before):
        return source.at(number, column), _("引号之后还有文字"), _("将全部文字写在一对引号之内，其中的引号用“”")
    if problem.startswith("did not find expected ','") and (commas := [*re.finditer(_WIDE_COMMA, line[:column])]):
        message = _("括号内用了全角的“{mark}”").format(mark=commas[-1].group())
        return source.at(number, commas[-1].start() + 1), message, _("改为半角逗号加一个空格；属于文字的，给文字加引号")
    return None


def _wide_dash(place: Place, dash: str) -> tuple[Place, str, str]:
    return place, _("列表项以“{dash}”开头").format(dash=dash), _("改为半角“-”加一个空格")


def _wide_colon(place: Place, key: str) -> tuple[Place, str, str]:
    message = _("字段“{key}”后是全角冒号").format(key=shortened(key))
    return place, message, _("将全角冒号改为半角冒号加一个空格")


def _text_without_indent(source: SourceFile, end: int) -> tuple[Place, str, str] | None:
    """A text under a `|` or `>` that is no further to the right than its key, so that the parser takes it for keys."""
    for number in range(end - 1, max(end - _LOOK_BACK, 0), -1):
        match = re.fullmatch(_BLOCK_TEXT, source.line(number))
        if match is None:
            continue
        below = next((one for one in range(number + 1, end + 1) if source.line(one).strip()), end)
        text = source.line(below)
        indent = len(text) - len(text.lstrip(" "))
        if not text.strip() or indent > len(match.group(1)):
            return None
        message = _("“|”或“>”之下的文字没有缩进")
        return source.at(below, indent + 1, len(text.strip())), message, _("将这段文字各行比字段名多缩进两个空格")
    return None


def key_slip(key: str, place: Place) -> tuple[Place, str, str] | None:
    """A slip because of which `key`, at `place`, is part of a key that nobody knows: place, message and fix."""
    if match := re.match(r"\s+", key):
        message = _("此处是{name}，不是缩进").format(name=_blank_name(match.group()[0]))
        return place._replace(length=len(match.group())), message, _("改用半角空格缩进")
    if re.match(r"-[a-z_0-9]+", key):
        return place, _("“-”后缺少空格"), _("在“-”后加一个空格")
    if match := re.match(_WIDE_DASH, key):
        return _wide_dash(place._replace(length=1), match.group(1))
    if key == "<<":
        return place, _("不支持 YAML 的合并键“<<”"), _("直接写出内容")
    return None


def text_slip(text: str, place: Place) -> tuple[Place, str, str] | None:
    """A slip because of which `text`, at `place`, is no fields: place, message and fix."""
    match = re.match(_FULL_WIDTH_COLON, text)
    return None if match is None else _wide_colon(place._replace(length=len(match.group())), match.group(1))


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
            "此处不能出现该字符（缩进只能用空格；以 @、` 或 % 开头的文字须加引号）"
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
        "found a tab character where an indentation space is expected": _("缩进中含有制表符"),
        "mapping keys are not allowed in this context": _("此处不能以“? ”开头（文字须加引号）"),
        "found unexpected document indicator": _("引号内的文字不能有以 --- 或 ... 开头的行"),
        "found an indentation indicator equal to 0": _("“|”或“>”后的数字不能是 0"),
        "did not find expected hexdecimal number": _("双引号中的 \\x、\\u、\\U 后应为十六进制数（路径请改用单引号）"),
        "found invalid Unicode character escape code": _("双引号中的转义不是有效的字符"),
        "did not find expected whitespace or line break": _("以 ! 开头的文字须加引号"),
        "did not find the expected '>'": _("以 ! 开头的文字须加引号"),
        "did not find expected '!'": _("以 ! 开头的文字须加引号"),
        "did not find URI escaped octet": _("以 ! 开头的文字须加引号"),
        "found an incorrect leading UTF-8 octet": _("以 ! 开头的文字须加引号"),
        "found an incorrect trailing UTF-8 octet": _("以 ! 开头的文字须加引号"),
        "found incompatible YAML document": _("不支持 %YAML 指令所写的版本，可删去该行"),
        "found extremely long version number": _("%YAML 指令的版本号不正确，可删去该行"),
        "did not find expected version number": _("%YAML 指令的版本号不正确，可删去该行"),
        "did not find expected digit or '.' character": _("%YAML 指令的版本号不正确，可删去该行"),
        "found unknown directive name": _("以 % 开头的行不是正确的指令（文字须加引号）"),
        "could not find expected directive name": _("以 % 开头的行不是正确的指令（文字须加引号）"),
        "found unexpected non-alphabetical character": _("以 % 开头的行不是正确的指令（文字须加引号）"),
        "did not find expected whitespace": _("以 % 开头的行不是正确的指令（文字须加引号）"),
        "found duplicate %TAG directive": _("%TAG 指令重复，可删去该行"),
        "did not find expected <stream-start>": _("无法读取文件的开头"),
        "control characters are not allowed": _("文件中含有不允许的控制字符"),
    }
    return known.get(problem, problem)


def _blank_name(character: str) -> str:
    return {"\t": _("制表符"), "\u3000": _("全角空格"), "\xa0": _("不换行空格")}.get(character, _("特殊空格"))
