"""What the check of the built documentation finds."""

from __future__ import annotations

from pathlib import Path

from tools.site.check import faults, main


def site(root: Path, body: str, style: str = "") -> list[str]:
    (root / "sub").mkdir()
    (root / "index.html").write_text(body, encoding="utf-8")
    (root / "sub/页.html").write_text("<h2 id='there'>x</h2>", encoding="utf-8")
    (root / "style.css").write_text(style, encoding="utf-8")
    return list(faults(root))


def test_a_site_that_leads_everywhere(tmp_path: Path) -> None:
    body = """<link href="style.css"><a id="here" href="#here">1</a><a href="sub/%E9%A1%B5.html#there">2</a>
        <a href="https://example.com/x">outside</a><a href="mailto:x@example.com">post</a>"""
    assert site(tmp_path, body) == []
    assert main(str(tmp_path)) == 0


def test_what_leads_nowhere_or_comes_from_a_network(tmp_path: Path) -> None:
    body = """<a href="gone.html">1</a><a href="sub/页.html#gone">2</a><a href="#gone">3</a>
        <script src="https://cdn.example.com/x.js"></script><link href="//example.com/f.css"><img src="gone.png">"""
    assert site(tmp_path, body, '@import "https://fonts.example.com/x";') == [
        "index.html: loads https://cdn.example.com/x.js from a network",
        "index.html: loads //example.com/f.css from a network",
        "index.html: gone.html does not exist",
        "index.html: sub/页.html#gone: the page has no such anchor",
        "index.html: #gone: the page has no such anchor",
        "index.html: gone.png does not exist",
        "style.css: a style loads from a network",
    ]
    assert main(str(tmp_path)) == 1
