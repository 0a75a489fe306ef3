"""Whatever a unit writes comes out as text in every kind of report, and nothing is fetched for it."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import socket
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

from dutykit.reports.kinds import KINDS, Scope
from dutykit.reports.views.standing import Standing
from dutykit.shipped import shipped
from dutykit.typeset.fonts import ROLES
from dutykit.typeset.html import Medium, report_html
from dutykit.typeset.pdf import pdf_bytes
from tests.unit.conftest import MakeStanding

ALL = [(kind.name, scope) for kind in KINDS for scope in kind.views]
EACH = [(kind.name, next(iter(kind.views))) for kind in KINDS]
"""Each template once."""
CANARY = "canary-that-is-in-no-report"
TAGS = frozenset(
    "html head meta title style body header aside h1 h2 h3 h4 h5 main section article nav figure figcaption p a div span "  # noqa: SIM905 (a list of a line each says no more)
    "strong br ul ol li table colgroup col thead tbody tr th td svg desc defs pattern rect path circle text g".split()
)


class _Listening:
    """A port of this machine that notices whether anyone came."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.socket.setblocking(False)
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def visited(self) -> bool:
        try:
            self.socket.accept()[0].close()
        except BlockingIOError:
            return False
        return True


@pytest.fixture
def listening() -> Iterator[_Listening]:
    made = _Listening()
    yield made
    made.socket.close()


@pytest.fixture
def hostile(tmp_path: Path, listening: _Listening) -> str:
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    file, url = canary.as_uri(), listening.url
    return (
        f"</p></td></style><script>alert(1)</script><link rel=attachment href={file}><link rel=stylesheet href={url}/a>"
        f"<style>@import '{url}/b'; p {{ display: none }}</style><img src={url}/c><a href=javascript:alert(1)>x</a>"
        f"<svg onload=alert(1)><script>alert(1)</script><image href={file} /></svg><iframe src={file}></iframe>"
        f"<!ENTITY x SYSTEM {file}>&x; {{{{ 7 * 7 }}}} {{% for a in b %}} ]]> --> \u202e倒\u202c \u200b零\ufeff宽 "
        f"url({url}/d) */ @page {{ size: 1mm }}"
    )


@pytest.fixture
def fetching(tmp_path: Path, listening: _Listening) -> str:
    """Little else, for what is set costs time."""
    canary = tmp_path / "canary.txt"
    canary.write_text(CANARY, encoding="utf-8")
    file, url = canary.as_uri(), listening.url
    return (
        f"</p></style><link rel=attachment href={file}><style>@import '{url}/b';</style><img src={url}/c>"
        f"<svg><image href={file} /></svg><a href=javascript:alert(1)>x</a><script>1</script>{{{{ 7 * 7 }}}}"
    )


def standing_of(make_standing: MakeStanding, text: str) -> Standing:
    """A workspace in which everything that is free text is `text`."""

    def submission(cycle: int) -> str:
        problem = {"id": f"p{cycle}", "found_by": "inspection", "status": "in_progress"}
        answer = {
            "indicator": 1,
            "rating": "not_applicable",
            "metrics": {text: 1},
            "evidence": [{"title": text, "file": text, "note": text}],
            "problems": [problem | dict.fromkeys(("text", "measure", "person", "progress"), text)],
        } | dict.fromkeys(("reason", "narrative"), text)
        returned = {"reason": text, "due": dt.date(2019, 6, 1)}
        head = {"unit": "甲局", "cycle": cycle, "state": "returned", "summary": text, "next_steps": text}
        return _yaml(head | {"returned": returned, "answers": [answer]})

    metric = {"id": text, "unit": text, "target": {"min": 2, "because": text}}
    indicator = {"id": 1, "text": text, "responsible": ["甲局"], "metrics": [metric]}
    chapters = [{"title": text, "sections": [{"title": text, "indicators": [indicator]}]}]
    return make_standing(
        catalogue=_yaml({"title": text, "source": {"title": text, "issuer": text}, "chapters": chapters}),
        register="units: [{id: 甲局, kind: department}]",
        settings=_yaml({"place_name": text, "report": {"issuer": text, "draft_mark": text, "classification": text}}),
        submission=submission(2019),
        earlier=submission(2018),
    )


def _yaml(value: object) -> str:
    """JSON is YAML; a date stands in it without quotes."""
    marked = json.dumps(value, ensure_ascii=False, default=lambda date: f"\0{date.isoformat()}")
    return re.sub(r'"\\u0000([-0-9]+)"', r"\1", marked)


class _Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: set[str] = set()
        self.handlers: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name in {"href", "src", "data", "action", "xlink:href"}:
                self.links.add(value or "")
            if name.startswith("on"):
                self.handlers.add(name)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(("name", "scope"), ALL)
def test_text_stays_text_in_html(make_standing: MakeStanding, hostile: str, name: str, scope: Scope) -> None:
    html = _html(standing_of(make_standing, hostile), name, scope, dict.fromkeys(ROLES, '"F"'), "html")
    reader = _Reader()
    reader.feed(html)
    assert reader.tags <= TAGS
    assert all(link.startswith("#") for link in reader.links)
    assert not reader.handlers
    style = html[html.index("<style>") : html.index("</style>")]
    assert "@import" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", style)
    assert "url(" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", style)
    assert not set("\u202e\u202c\u200b\ufeff") & set(html)
    if name not in {"form", "evidence"} or scope == "city":
        assert "<script>alert(1)</script>" in reader.text
    assert "{{ 7 * 7 }}" in reader.text


@pytest.mark.parametrize(("name", "scope"), EACH)
def test_nothing_is_fetched_for_a_pdf(
    make_standing: MakeStanding, fonts: dict[str, str], fetching: str, listening: _Listening, fontconfig: str,
    name: str, scope: Scope,
) -> None:  # fmt: skip
    data = pdf_bytes(_html(standing_of(make_standing, fetching), name, scope, fonts, "pdf"), fontconfig)
    assert not listening.visited()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams = [one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream) and _readable(one)]
        actions = {str(one["/S"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one}
    assert not any(CANARY.encode() in stream for stream in streams)
    assert not actions & {"/URI", "/JavaScript", "/Launch", "/GoToR", "/SubmitForm"}
    with pdfplumber.open(io.BytesIO(data)) as made:
        text = re.sub(r"\s", "", "".join(page.extract_text() for page in made.pages))
    if name != "overview":  # which shortens what is long
        assert "<script>1</script>" in text
        assert "{{7*7}}" in text


def test_a_line_of_100000_characters_is_set(make_standing: MakeStanding) -> None:
    text = "长" * 100_000
    standing = standing_of(make_standing, text)
    for name in ("unit", "rectification", "self-report"):
        assert text in _html(standing, name, "unit", dict.fromkeys(ROLES, '"F"'), "html")


def _readable(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") != "/Image"


def _html(standing: Standing, name: str, scope: Scope, fonts: dict[str, str], medium: Medium) -> str:
    unit = standing.workspace.register.by_id["甲局"] if scope == "unit" else None
    kind = next(one for one in KINDS if one.name == name)
    if name == "overview":  # is of a day, and of none but that
        standing = replace(standing, as_of=dt.date(2019, 12, 15))
    return report_html(kind.views[scope](standing, unit, fonts), fonts, [shipped("templates/report")], medium)
