"""`dutykit sign` and `dutykit verify` as a user starts them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID

from tests.certificates import PASSWORD, ROOT, SIGNER, authority, key_for, made_authority
from tests.conftest import Dutykit
from tests.unit.reports.signing.conftest import report


@pytest.fixture(scope="module")
def document(fontconfig: str) -> bytes:
    return report(fontconfig)


@pytest.fixture
def folder(tmp_path: Path, document: bytes) -> Path:
    (tmp_path / "report.pdf").write_bytes(document)
    (tmp_path / "key.p12").write_bytes(authority().key)
    (tmp_path / "open.p12").write_bytes(authority().open_key)
    (tmp_path / "expired.p12").write_bytes(authority().expired)
    (tmp_path / "password.txt").write_text(PASSWORD + "\n", encoding="utf-8")
    (tmp_path / "ca.pem").write_bytes(authority().root)
    (tmp_path / "other.pem").write_bytes(made_authority("别家根证书").root)
    return tmp_path


def test_sign_and_verify(dutykit: Dutykit, folder: Path) -> None:
    before = (folder / "report.pdf").read_bytes()
    arguments = ("sign", "report.pdf", "--key", "key.p12", "--password-file", "password.txt")
    ran = dutykit(*arguments, env={"SOURCE_DATE_EPOCH": "1778029200"}, cwd=folder)
    assert (ran.code, ran.out, ran.err) == (0, "report.signed.pdf\n", f"已由{SIGNER}签名\n")
    assert (folder / "report.pdf").read_bytes() == before
    ran = dutykit("verify", "report.signed.pdf", "--trust", "ca.pem", cwd=folder)
    assert (ran.code, ran.err) == (0, "")
    for word in ("✓ 签名有效", SIGNER, "2026-05-06 09:00:00", "签名后未修改", f"{ROOT} 签发", "可信"):
        assert word in ran.out
    assert dutykit("verify", "report.signed.pdf", "--trust", "other.pem", cwd=folder).code == 1
    changed = bytearray((folder / "report.signed.pdf").read_bytes())
    changed[len(before) // 2] ^= 1
    (folder / "changed.pdf").write_bytes(changed)
    ran = dutykit("verify", "changed.pdf", "--trust", "ca.pem", "--format", "json", cwd=folder)
    assert ran.code == 1
    assert json.loads(ran.out)["valid"] is False
    ran = dutykit("verify", "report.pdf", cwd=folder)
    assert (ran.code, ran.out) == (1, "未签名\n")


def test_without_a_root_nothing_is_said_to_be_valid(dutykit: Dutykit, folder: Path) -> None:
    assert dutykit("sign", "report.pdf", "--key", "open.p12", "--as-of", "2026-05-06", cwd=folder).code == 0
    ran = dutykit("verify", "report.signed.pdf", cwd=folder)
    assert ran.code == 2
    assert "✓" not in ran.out
    assert "签名有效" not in ran.out
    assert "--trust" in ran.err
    ran = dutykit("verify", "report.signed.pdf", "--format", "json", cwd=folder)
    found = json.loads(ran.out)
    assert (ran.code, found["valid"], found["signatures"][0]["valid"]) == (2, None, None)


def test_a_certificate_for_something_else_does_not_sign(dutykit: Dutykit, folder: Path) -> None:
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    (folder / "tls.p12").write_bytes(key_for(None, usage))
    ran = dutykit("sign", "report.pdf", "--key", "tls.p12", cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "证书的用途是TLS，不是签署文件" in ran.err
    assert not (folder / "report.signed.pdf").exists()


def test_the_password_may_stand_in_the_environment_and_the_report_be_replaced(dutykit: Dutykit, folder: Path) -> None:
    arguments = ("sign", "report.pdf", "--key", "key.p12", "-o", "report.pdf", "--as-of", "2026-05-06", "--no-visible")
    ran = dutykit(*arguments, env={"DUTYKIT_KEY_PASSWORD": PASSWORD}, cwd=folder)
    assert ran.code == 2
    assert "已存在" in ran.err
    ran = dutykit(*arguments, "--overwrite", env={"DUTYKIT_KEY_PASSWORD": PASSWORD}, cwd=folder)
    assert (ran.code, ran.out) == (0, "report.pdf\n")
    assert "2026-05-06 00:00:00" in dutykit("verify", "report.pdf", cwd=folder).out


def _changes(data: bytes) -> dict[str, bytes]:
    """What may have become of a signed report."""
    page, contents = data.index(b"/MediaBox") + 12, data.index(b"/Contents <") + 12
    value = contents + len(data[contents : data.index(b">", contents)].rstrip(b"0")) - 20
    flipped = {"page": page, "der": contents, "xref": data.rindex(b"startxref") + 11}
    return {
        "signature": data[:value] + (b"1" if data[value] == ord("0") else b"0") + data[value + 1 :],
        **{name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for name, at in flipped.items()},
        "added": data + b"\n% more\n",
        "cut": data[:-100],
    }


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_was_changed_after_signing_is_said_before_all_else(dutykit: Dutykit, folder: Path, language: str) -> None:
    said = {
        "page": ("签名后被修改，与签名时的内容不一致", "changed after signing; differs from the signed content"),
        "signature": ("未修改，但签名本身被修改", "unchanged, but the signature itself was changed"),
        "der": ("签名后被修改或已损坏，无法完整读取", "changed or damaged after signing"),
        "xref": ("签名后被修改或已损坏，无法完整读取", "changed or damaged after signing"),
        "added": ("签名后被修改：增加了其他内容", "changed after signing: other content was added"),
        "cut": ("签名后被修改或已损坏，无法完整读取", "changed or damaged after signing"),
    }
    assert dutykit("sign", "report.pdf", "--key", "open.p12", "--no-visible", cwd=folder).code == 0
    for name, data in _changes((folder / "report.signed.pdf").read_bytes()).items():
        (folder / "changed.pdf").write_bytes(data)
        ran = dutykit("verify", "changed.pdf", "--trust", "ca.pem", "--lang", language, cwd=folder)
        assert (ran.code, ran.err) == (1, ""), name
        assert said[name][language == "en"] in ran.out.splitlines()[1], name
        assert "不可信" not in ran.out, name
        assert "not trusted" not in ran.out, name


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["report.pdf", "--key", "key.p12"], "要密码才能打开"),
        (["report.pdf", "--key", "key.p12", "--password-file", "ca.pem"], "密码错误"),
        (["report.pdf", "--key", "nowhere.p12"], "不存在"),
        (["report.pdf", "--key", "expired.p12"], "不在有效期内"),
        (["report.pdf", "--key", "open.p12", "--as-of", "yesterday"], "“yesterday”不是日期或时间"),
        (["report.pdf", "--key", "open.p12", "--page", "9"], "共 2 页"),
        (["report.pdf", "--key", "open.p12", "--seal-image", "ca.pem"], "不是完好的 PNG 或 JPEG 图片"),
        (["ca.pem", "--key", "open.p12"], "ca.pem 不是 PDF"),
        (["nowhere.pdf", "--key", "open.p12"], "不存在"),
    ],
)
def test_what_cannot_be_signed_is_said(dutykit: Dutykit, folder: Path, arguments: list[str], word: str) -> None:
    before = sorted(folder.iterdir())
    ran = dutykit("sign", *arguments, cwd=folder)
    assert ran.code == 2
    assert word in ran.err
    assert "Traceback" not in ran.err
    assert [path for path in sorted(folder.iterdir()) if path.name != ".cache"] == before


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["ca.pem"], "无法读取"),
        (["nowhere.pdf"], "不存在"),
        (["report.pdf", "--trust", "report.pdf"], "没有证书"),
        (["report.pdf", "--as-of", "2026-13-01"], "不是日期或时间"),
    ],
)
def test_what_cannot_be_verified_is_said(dutykit: Dutykit, folder: Path, arguments: list[str], word: str) -> None:
    ran = dutykit("verify", *arguments, cwd=folder)
    assert ran.code == 2
    assert word in ran.err
    assert "Traceback" not in ran.err


def test_what_is_no_pdf_is_said_before_anything_else(dutykit: Dutykit, folder: Path) -> None:
    (folder / "全市.html").write_text("<html></html>", encoding="utf-8")
    (folder / "全市.signed.pdf").write_bytes(b"")
    ran = dutykit("sign", "全市.html", "--key", "open.p12", cwd=folder)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("错误：全市.html 不是 PDF，只有 PDF 报告能签名\n处理建议：")
