"""A small report, and the same signed."""

from __future__ import annotations

import datetime as dt
from functools import partial

import pytest

from dutykit.reports.signing import appearance
from dutykit.reports.signing.sign import Key, Stamp, load_key, signed
from dutykit.typeset.pdf import pdf_bytes
from tests.certificates import PASSWORD, authority

WHEN = dt.datetime(2026, 5, 6, 1, tzinfo=dt.UTC)
HTML = """\
<!DOCTYPE html><html lang="zh-CN"><title>示例报告</title>
<style>body {{ font: 16pt/28.99pt "Noto Sans SC" }} @page {{ size: A4; margin: 37mm 26mm 35mm 28mm }} p {{ margin: 0 }}
.signature {{ margin-top: 57.98pt; padding-right: 63.16pt; text-align: right }}
.signature div {{ display: inline-block; text-align: center }} .annex {{ break-before: page }}</style>
<body><h1>示例报告</h1><p>正文。</p>{signature}<section class="annex"><h2 id="annex1">附件1 示例</h2><p>附件。</p></section>"""
SIGNATURE = '<div class="signature"><div id="signature"><p>示例教育督导室</p><p>2026年5月6日</p></div></div>'


def report(fontconfig: str, signature: str = SIGNATURE) -> bytes:
    return pdf_bytes(HTML.format(signature=signature), fontconfig)


@pytest.fixture(scope="session")
def document(fontconfig: str) -> bytes:
    return report(fontconfig)


@pytest.fixture(scope="session")
def key() -> Key:
    return load_key(authority().key, PASSWORD.encode())


@pytest.fixture(scope="session")
def stamp() -> Stamp:
    return Stamp(partial(appearance.frame, ["数字签名", "示例教育督导室"], ["2026年5月6日"]), None, "数字签名")


@pytest.fixture(scope="session")
def signed_document(document: bytes, key: Key, stamp: Stamp) -> bytes:
    return signed(document, key, WHEN, stamp)
