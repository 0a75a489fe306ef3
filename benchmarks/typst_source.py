"""A report's HTML as a Typst document with the same text, tables and pictures, to be set beside it."""

from __future__ import annotations

import json
from pathlib import Path

from lxml import etree, html

_HEAD = """\
#set document(title: {title})
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("FandolFang", "Dutykit WenKai Light Fill", "Noto Serif SC"), size: 16pt, lang: "zh", region: "cn")
#set par(leading: 13pt, spacing: 13pt, first-line-indent: (amount: 2em, all: true), justify: false)
#set table(stroke: 0.5pt, inset: 3pt)
#show table: set text(font: ("Noto Serif SC",), size: 10.5pt)
#show table: set par(leading: 4pt, first-line-indent: 0em)
#show heading: set text(font: ("Noto Sans SC",), size: 16pt, weight: "regular")
#show heading.where(level: 1): set text(font: ("Noto Serif CJK SC SemiBold",), size: 22pt)
"""


def typst_source(page: str, folder: Path) -> Path:
    """Write the Typst document that says what the HTML `page` says, and its pictures, into `folder`."""
    tree = html.fromstring(page)
    lines = [_HEAD.replace("{title}", json.dumps(tree.findtext(".//title") or "", ensure_ascii=False))]
    pictures = 0
    for element in tree.iter("h1", "h2", "h3", "h4", "p", "nav", "table", "svg", "{http://www.w3.org/2000/svg}svg"):
        if element.xpath("ancestor::table or ancestor::nav or ancestor::svg"):
            continue
        tag = etree.QName(element).localname
        if tag == "nav":
            lines.append("#outline(title: [目录])\n#pagebreak()")
        elif tag == "table":
            lines.append(_table(element))
        elif tag == "svg":
            pictures += 1
            name = f"picture{pictures}.svg"
            element.set("xmlns", "http://www.w3.org/2000/svg")
            (folder / name).write_bytes(etree.tostring(element))
            lines.append(f'#image("{name}", width: 100%)')
        elif tag == "p":
            lines.append(f"#par({_text(element)})")
        else:
            lines.append(f"#heading(level: {tag[1]}, {_text(element)})")
    path = folder / "report.typ"
    path.write_text("\n\n".join(lines), encoding="utf-8")
    return path


def _table(table: html.HtmlElement) -> str:
    rows = list(table.iter("tr"))
    columns = max(sum(int(cell.get("colspan", "1")) for cell in row) for row in rows)
    header = [row for row in rows if row.getparent().tag == "thead"]
    body = [row for row in rows if row.getparent().tag != "thead"]
    cells = [f"  table.header({', '.join(_cell(cell) for row in header for cell in row)})"] if header else []
    cells += [f"  {', '.join(_cell(cell) for cell in row)}" for row in body if len(row)]
    widths = ", ".join(["1fr"] * columns)
    return f"#table(columns: ({widths},),\n" + ",\n".join(cells) + ",\n)"


def _cell(cell: html.HtmlElement) -> str:
    span = int(cell.get("colspan", "1"))
    return f"table.cell(colspan: {span}, {_text(cell)})" if span > 1 else _text(cell)


def _text(element: html.HtmlElement) -> str:
    return "text(" + json.dumps(" ".join(element.text_content().split()), ensure_ascii=False) + ")"
