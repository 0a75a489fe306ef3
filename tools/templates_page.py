"""Writes docs/templates.md: what each kind of report gives its template, from the views' own fields and their notes.

python -m tools.templates_page            # write it
python -m tools.templates_page --check    # fail if it is out of date
"""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from dutykit.language import _, use_language
from dutykit.reports.kinds import KINDS, ReportKind
from tools.generated_page import write_or_check

HEAD = """\
# 报告模板 · Report templates

由 `tools/templates_page.py` 从代码生成，不要手改。
Made from the code by `tools/templates_page.py`; do not edit.

一种报告由一个模板（Jinja，`templates/report/种类.html.j2`）排版。工作区自己的 `templates/report/` 先于 dutykit 自带的：

- 同名文件替换自带的模板；自带的样式在 `page.css`（版式）和 `screen.css`（屏幕）中，也可以替换。
- 新文件就是一种新的报告，`dutykit report --kind list` 会列出来。第一行可以写注释
  `{# title: 督办函; view: rectification #}`：叫什么、用哪一种报告的内容；不写 `view` 就用评价报告的内容。
- 以 `_` 开头的文件只供其他模板引用。图片放在同一文件夹，用 `{{ asset("章.png") }}`。
- `dutykit report -u 单位 --dump-context` 输出模板能用的全部内容；`--watch` 在保存模板时重新出报告。

A kind of report is laid out by one template (Jinja, `templates/report/KIND.html.j2`). A workspace's own
`templates/report/` goes before dutykit's:

- a file of the same name replaces dutykit's; the styles are `page.css` (print) and `screen.css`, which can be replaced too;
- a new file is a new kind of report, shown by `dutykit report --kind list`. Its first line may be a comment
  `{# title: 督办函; view: rectification #}`: what it is called and whose content it shows, by default that of the
  evaluation reports;
- a file whose name begins with `_` is for other templates to include. Images stand beside them: `{{ asset("seal.png") }}`;
- `dutykit report -u UNIT --dump-context` shows all a template can use; `--watch` makes the report again on every save.

Templates run in Jinja's sandbox. What is not there is an error that names the file and the line, everything is escaped,
nothing is fetched, and time and memory are bounded. `base.html.j2` is the frame, with the blocks `style`, `cover`,
`contents`, `notices` and `body`; `parts.html.j2` holds the tables that several reports share.

封面和落款的日期不早于报告里的任何内容：自查自评报告取报送、退回和复核日期中最晚的；全市评价报告和整改报告还看正文印出的
“截至”之日（`--as-of`，不写是当天）；公示稿取报送和销号日期中最晚的；目录取报送日期。都没有就不印日期。

The date on a cover and in a signature is never before anything the report contains: of a unit's evaluation report the
latest of the days it was handed in, sent back and reviewed; of the city's and of the rectification report also the day that
they print (`--as-of`, by default today); of the self-report the latest of the days it was handed in and problems were closed;
of the catalogue of evidence the day it was handed in. Where there is none, no date is printed.

Every template has `report` (below), `fonts` (CSS font lists by role: fangsong, kai, hei, song, xiaobiaosong) and
`medium` (`"pdf"` or `"html"`).
"""


def page() -> str:
    """The whole page."""
    lines = [HEAD]
    shown: dict[type[Any], None] = {}
    for kind in KINDS:
        view = _view(kind)
        lines += [f"## {kind.name} · {kind.title}", "", _english(kind), "", *_table(view)]
        for one in _nested(view):
            shown.setdefault(one)
    lines += ["## Records", "", "What the fields above are made of.", ""]
    for one in sorted(shown, key=lambda record: record.__name__):
        lines += [f"### {one.__name__}", "", inspect.getdoc(one) or "", "", *_table(one)]
    return "\n".join(lines).rstrip() + "\n"


def _english(kind: ReportKind) -> str:
    use_language("en")
    try:
        return f"{kind.purpose} · {_(kind.title)}: {_(kind.purpose)} ({'; '.join(kind.views)})"
    finally:
        use_language("zh")


def _view(kind: ReportKind) -> type[Any]:
    """The record that a kind's function gives, which names its kind."""
    for module in list(sys.modules.values()):
        for one in vars(module).values() if module.__name__.startswith("dutykit.reports.views") else ():
            if isinstance(one, type) and is_dataclass(one) and getattr(one, "kind", None) == kind.name:
                return one
    raise LookupError(kind.name)


def _table(record: type[Any]) -> Iterator[str]:
    notes = _notes(record)
    hints = get_type_hints(record)
    yield "| field | type | what it is |"
    yield "| --- | --- | --- |"
    for one in fields(record):
        yield f"| `{one.name}` | {_type(hints[one.name])} | {notes.get(one.name, '')} |"
    yield ""


def _type(hint: Any) -> str:
    arguments = get_args(hint)
    if get_origin(hint) is tuple:
        if arguments[-1] is ...:
            return f"list of {_type(arguments[0])}"
        return f"({', '.join(_type(one) for one in arguments)})"
    if arguments:
        return " or ".join(_type(one) for one in arguments)
    return {"Markup": "drawing", "NoneType": "nothing", "str": "text"}.get(hint.__name__, str(hint.__name__))


def _notes(record: type[Any]) -> dict[str, str]:
    """The notes that stand under the fields in the source."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(record))).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101 (the source of a class is one)
    found = {}
    for before, after in zip(body.body, body.body[1:], strict=False):
        match before, after:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split()).replace("|", "\\|")
            case _:
                pass
    return found


def _nested(hint: Any) -> Iterator[type[Any]]:
    """The records that the fields of `hint` hold, and theirs."""
    for one in get_type_hints(hint).values() if is_dataclass(hint) else get_args(hint):
        if is_dataclass(one) and isinstance(one, type):
            yield one
        yield from _nested(one)


if __name__ == "__main__":
    sys.exit(write_or_check("templates.md", page(), sys.argv[1:]))
