"""The tests of layout find each fault on a page that has it, and none on one that has not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.shipped import shipped
from dutykit.typeset.pdf import pdf_bytes
from tests.page_layout import Fault, faults

HEAD = "<thead><tr><th>甲<th>乙<th>丙<th>丁<th>戊</thead>"
ROW = "<tr><td>一<td>二<td>三<td>四<td>五"
ROWS = f"<tbody>{ROW * 60}</tbody>"
CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 100" width="620" height="100" style="{style}">'
    '<text x="{x}" y="50" font-size="13">一个标签</text></svg>'
)
NEW = ' style="break-before: page"'
FILLED = "<p>满。</p>" * 18
GOOD = {
    "text": FILLED,
    "heading": f"<h2>题</h2>{FILLED}",
    "parts": f"<p>甲。</p><section{NEW}><h2>题</h2><p>乙。</p></section>",
    "signed": f"<p>甲。</p><p{NEW}>乙。</p><p>2019年5月20日</p>",
    "table": f"<p class=table-title>表1</p><table>{HEAD}{ROWS}</table>",
    "numbers": "<table style='width: 70mm'><tr><td>2019年12月31日<td>-123456.78<br>a-1</table>",
    "chart": f"<figure>{CHART.format(style='', x=10)}<figcaption>图1</figcaption></figure>",
}
BAD = {
    "outside": (
        f"<p style='margin-left: 150mm'>{'出' * 3}",
        "<p style='margin-left: 150mm; white-space: nowrap'>出界的话",
    ),
    "overlapping": ("<p>甲甲甲</p><p style='margin-top: -25pt'>乙乙乙</p>",),
    "clipped": (f"<figure>{CHART.format(style='overflow: hidden', x=590)}<figcaption>图1</figcaption></figure>",),
    "torn number": ("<table style='width: 12mm'><tr><td>-123456.78</table>",),
    "heading at foot": (f"{FILLED}<h3>题</h3><p{NEW}>甲。</p>", f"{FILLED}<h3>题</h3>"),
    "half empty": (f"<p>甲。</p><p{NEW}>乙。</p>",),
    "table without head": (
        f"<table>{HEAD.replace('<thead', '<thead style=display:table-row-group')}{ROWS}</table>",
        f"<p>甲。</p><table>{HEAD}</table>",
    ),
    "caption apart": (
        f"{FILLED}<figure style='break-inside: auto'>{CHART.format(style='', x=10)}<figcaption{NEW}>图1</figcaption></figure>",
        f"{FILLED}<p class=table-title>表1</p><table{NEW}>{HEAD}{ROWS}</table>",
    ),
}


def _faults(body: str, fontconfig: str, path: Path) -> list[Fault]:
    css = (shipped("templates/report") / "page.css").read_text(encoding="utf-8")
    cover = "<header class=cover><h1>题目</h1></header>"
    html = f"<html lang=zh><title>页</title><style>{css}</style><body>{cover}<main>{body}</main>"
    path.write_bytes(pdf_bytes(html, fontconfig))
    return faults(path)


@pytest.mark.parametrize("name", GOOD)
def test_what_is_in_place_is_no_fault(name: str, fontconfig: str, tmp_path: Path) -> None:
    assert _faults(GOOD[name], fontconfig, tmp_path / "page.pdf") == []


@pytest.mark.parametrize(("check", "body"), [(check, body) for check, bodies in BAD.items() for body in bodies])
def test_each_fault_is_found(check: str, body: str, fontconfig: str, tmp_path: Path) -> None:
    found = _faults(body, fontconfig, tmp_path / "page.pdf")
    assert check in {one.check for one in found}
    assert {one.page for one in found if one.check == check} <= {2, 3, 4}
