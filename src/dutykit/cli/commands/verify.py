"""`dutykit verify`: who signed a report, when, and whether anything changed since."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.options import MomentOption, TextFormatOption
from dutykit.cli.screen import FINDINGS, Screen
from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.reports.signing.verify import Signature

COMMAND = Command(
    _("核验报告的签名：签名人、签名时间、签名后有无修改。"),
    panel=SHOW,
    examples=(_("dutykit verify 市财政局.signed.pdf --trust 根证书.pem"),),
)

SCHEMA_VERSION = 1
TrustOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--trust",
        metavar="CA.pem",
        help=_("信任的根证书（签发机构的最上级证书，PEM 或 DER）；可重复使用；不指定则不核验证书是否可信"),
    ),
]


def verify(
    screen: Screen,
    document: Annotated[Path, typer.Argument(metavar="REPORT.pdf", help=_("要核验签名的报告（PDF）"))],
    trust: TrustOption = None,
    as_of: MomentOption = None,
    form: TextFormatOption = "text",
) -> None:
    from dutykit.reports.signing.sealing import verify as verified
    from dutykit.workspace.as_of import moment_of

    found = verified(document, trust or [], moment_of(as_of))
    verdicts = {one.valid for one in found} or {False}
    valid = False if False in verdicts else None if None in verdicts else True
    if form == "json":
        screen.out(_json(document, found, valid=valid))
    elif found:
        color = screen.color(sys.stdout)
        screen.out("\n".join(line for one in found for line in signature_lines(one, color=color)))
    else:
        screen.out(_("未签名"))
    if valid is None:
        screen.fail(
            _("未指定信任的根证书，不能确认签名人"),
            _("用 --trust 指定根证书（签发机构的最上级证书）；任何人都可以自制同名证书"),
        )
    if not valid:
        raise typer.Exit(FINDINGS)


def signature_lines(one: Signature, *, color: bool) -> list[str]:
    """A signature in words."""
    from dutykit.text.visible import visible
    from dutykit.workspace.as_of import BEIJING

    sign, code, head = {
        True: ("✓", "32", _("签名有效")),
        False: ("✗", "31", _("签名无效")),
        None: ("?", "33", _("签名后未修改，签名人未核验")),
    }[one.valid]
    if color:
        sign = f"\033[{code}m{sign}\033[0m"
    lines = [f"{sign} {head}　{visible(one.field)}".rstrip(), "  " + _("内容：{text}").format(text=_content(one))]
    if not one.signer:
        return [*lines, "  " + _("详情：{text}").format(text=visible(one.fault))]
    when = _("未注明") if one.signed_at is None else one.signed_at.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M:%S")
    return [
        *lines,
        "  " + _("签名人：{name}").format(name=visible(one.signer)),
        "  " + _("时间：{when}（北京时间，以签名人的计算机为准）").format(when=when),
        "  "
        + _("证书：{issuer} 签发，序列号 {serial}；{text}").format(
            issuer=visible(one.issuer), serial=one.serial, text=_trust(one)
        ),
    ]


def _content(one: Signature) -> str:
    """Whether the document is what was signed."""
    if not one.field and not one.signer:
        return _("签名后被修改或已损坏，无法完整读取")
    if not one.signer:
        return _("签名本身被修改，无法读取")
    if not one.intact:
        return _("签名后被修改，与签名时的内容不一致")
    if not one.genuine:
        return _("未修改，但签名本身被修改")
    return {
        "none": _("签名后未修改"),
        "signed": _("签名后只增加了其他签名"),
        "more": _("签名后被修改：增加了其他内容"),
        "unknown": _("签名未覆盖整个文件"),
    }[one.change]


def _trust(one: Signature) -> str:
    """Whether the certificate comes from a root that was named."""
    if not one.genuine:
        return _("签名已被修改，未核验证书")
    if one.unfit:
        return _("不可信：{reason}").format(reason=one.unfit)
    if one.trusted is None:
        return _("未核验是否可信，请用 --trust 指定根证书（签发机构的最上级证书）")
    return _("可信") if one.trusted else _("不可信：不是由指定的根证书签发，或不在有效期内")


def _json(document: Path, found: list[Signature], *, valid: bool | None) -> str:
    import json
    from dataclasses import asdict

    items = [
        {**asdict(one), "signed_at": one.signed_at and one.signed_at.isoformat(), "valid": one.valid} for one in found
    ]
    whole = {"version": SCHEMA_VERSION, "file": str(document), "valid": valid, "signatures": items}
    return json.dumps(whole, ensure_ascii=False, indent=2)
