"""The rules of reading: what can be wrong with a file before any check looks at it."""

from __future__ import annotations

from dutykit.language import _
from dutykit.model.finding import Finding, Related, Rule, Severity
from dutykit.model.place import Place

FILE_UNREADABLE = Rule(
    "file-unreadable",
    Severity.ERROR,
    "文件或文件夹无法读取。",
    "无法读取的文件视为未报送，其中的内容均不采用。",
    "检查文件是否存在、是否为普通文件、当前用户有无读取权限。",
)
PATH_OUTSIDE_WORKSPACE = Rule(
    "path-outside-workspace",
    Severity.ERROR,
    "文件的实际位置在工作区之外。",
    "工作区之外的文件不受版本管理，也可能是不该读取的文件。",
    "将文件放入工作区，不使用指向外部的符号链接或 ../ 路径。",
)
LIMIT_EXCEEDED = Rule(
    "limit-exceeded",
    Severity.ERROR,
    "文件超过读取限额（大小、层数、节点数、引用次数、单个值的长度、文件数或校验结果数）。",
    "过大、过深的文件可能是误放或恶意构造的，读取会耗尽内存。",
    "拆分或清理文件；确有需要时在 dutykit.yaml 的 limits 中提高限额。",
)
NOT_UTF8 = Rule(
    "not-utf8",
    Severity.ERROR,
    "文件不是 UTF-8 编码。",
    "其他编码的汉字会被读错，因此不猜测、不转换。",
    "用编辑器把文件另存为 UTF-8（GB18030 文件可用 iconv -f GB18030 -t UTF-8 转换）。",
)
FILE_EMPTY = Rule(
    "file-empty",
    Severity.ERROR,
    "文件为空。",
    "空文件中没有可校验的内容。",
    "填写内容，或删除该文件；dutykit new 单位名 可以生成填报底稿。",
)
YAML_SYNTAX = Rule(
    "yaml-syntax",
    Severity.ERROR,
    "文件不是正确的 YAML。",
    "语法错误之后的内容无法读取，该文件的其他错误暂时无法报告。",
    "按校验结果标明的行、列改正；常见原因是缩进不齐、使用了制表符、引号或括号不成对、冒号后缺空格。",
)
SEVERAL_DOCUMENTS = Rule(
    "several-documents",
    Severity.ERROR,
    "一个文件中有多份 YAML 文档。",
    "只读取第一份，其余内容会被忽略。",
    "把各份文档分成单独的文件，删去分隔行 ---。",
)
DUPLICATE_KEY = Rule(
    "duplicate-key",
    Severity.ERROR,
    "同一层中同一字段出现两次。",
    "YAML 只采用其中一个，另一个的内容会丢失，且没有提醒。",
    "合并两处内容，只保留一个字段。",
)
KEY_NOT_TEXT = Rule(
    "key-not-text",
    Severity.ERROR,
    "字段名不是文字。",
    "列表或映射不能作为字段名。",
    "将字段名改为一个词。",
)
CUSTOM_TAG = Rule(
    "custom-tag",
    Severity.ERROR,
    "使用了 YAML 标签（!…）。",
    "标签可以让读取程序构造任意对象，因此一律不接受。",
    "删去标签；应为文字的，给值加引号。",
)
BAD_ALIAS = Rule(
    "bad-alias",
    Severity.ERROR,
    "引用（*名称）没有对应的锚点（&名称），或引用了自身。",
    "此类引用没有确定的内容。",
    "直接写出内容，不使用引用。",
)
MISSING_KEY = Rule(
    "missing-key",
    Severity.ERROR,
    "缺少必填字段。",
    "缺少该字段，其余内容无法使用。",
    "补充该字段；dutykit schema 可以查看每个文件的结构。",
)
UNKNOWN_KEY = Rule(
    "unknown-key",
    Severity.ERROR,
    "存在未知字段。",
    "可能是字段名有误，有误的字段不会被读取。",
    "按处理建议改正字段名，或删去该字段。",
)
WRONG_TYPE = Rule(
    "wrong-type",
    Severity.ERROR,
    "值的类型或取值不符合要求。",
    "类型不正确的值无法使用。",
    "按校验结果改正；文字含有冒号、井号，或形似数字、日期时，须加引号。",
)

RULES: tuple[Rule, ...] = (
    FILE_UNREADABLE,
    PATH_OUTSIDE_WORKSPACE,
    LIMIT_EXCEEDED,
    NOT_UTF8,
    FILE_EMPTY,
    YAML_SYNTAX,
    SEVERAL_DOCUMENTS,
    DUPLICATE_KEY,
    KEY_NOT_TEXT,
    CUSTOM_TAG,
    BAD_ALIAS,
    MISSING_KEY,
    UNKNOWN_KEY,
    WRONG_TYPE,
)


MOST_FINDINGS = 100
"""How many faults of reading are reported of one file; who has more fixes those first."""


def too_many(place: Place, more: int = 0) -> Finding:
    """The finding that closes a file's findings when there are MOST_FINDINGS; `more` are known but not listed."""
    if more:
        message = _("该文件的错误过多，仅列出前 {listed} 处，另有 {more} 处未列出")
    else:
        message = _("该文件的错误过多，仅列出前 {listed} 处，其后的内容未读取")
    return fault(
        LIMIT_EXCEEDED, place, message.format(listed=MOST_FINDINGS, more=more), _("先改正所列各处，再重新运行命令")
    )


def shortened(text: str, most: int = 60) -> str:
    """`text` from a file as a message may show it: cut where it is longer than `most` characters."""
    return text if len(text) <= most else text[: most - 1] + "…"


def fault(
    rule: Rule, place: Place, message: str, fix: str | None = None, *, related: tuple[Related, ...] = ()
) -> Finding:
    """A finding of one of these rules."""
    return Finding(rule.name, rule.severity, place, message, fix, related)
