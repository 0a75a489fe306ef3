"""`dutykit sign`: an electronic signature on a report."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutykit.cli.declaration import SHOW, Command
from dutykit.cli.options import MomentOption, named_output
from dutykit.cli.screen import Screen
from dutykit.language import _

if TYPE_CHECKING:
    from dutykit.reports.signing.sign import Key

COMMAND = Command(
    _("签署报告：电子签名（PAdES），印章盖在署名和日期上。"),
    panel=SHOW,
    examples=(
        _("dutykit sign out/市财政局.pdf --key 督导室.p12"),
        _("dutykit sign out/全市.pdf --key 督导室.p12 --seal-image 印章.png"),
    ),
)

_MOST_LETTERS = 10_000
PASSWORD_VARIABLE = "DUTYKIT_KEY_PASSWORD"  # noqa: S105 # the name of a variable, no password

KEY = typer.Option("--key", metavar="KEY.p12", help=_("私钥和证书：电子签名证书文件（PKCS#12，.p12、.pfx）"))
PasswordFileOption = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar=_("文件").upper(),
        help=_("私钥密码文件，第一行为密码；也可设置环境变量 DUTYKIT_KEY_PASSWORD，均未设置时在终端询问"),
    ),
]


def sign(
    screen: Screen,
    document: Annotated[Path, typer.Argument(metavar="REPORT.pdf", help=_("要签名的报告（PDF）"))],
    key: Annotated[Path, KEY],
    password_file: PasswordFileOption = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar=_("文件").upper(),
            help=_("写入该文件；默认 REPORT.signed.pdf"),
            callback=named_output,
        ),
    ] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help=_("允许覆盖已有的文件，包括报告本身"))] = False,
    seal_image: Annotated[
        Path | None,
        typer.Option("--seal-image", metavar=_("图片").upper(), help=_("印章图片（PNG 或 JPEG），按边长 42 毫米加盖")),
    ] = None,
    page: Annotated[
        int | None,
        typer.Option(
            "--page", min=1, metavar=_("页").upper(), help=_("盖在该页右下方；默认盖在署名和日期上，没有署名的须指定")
        ),
    ] = None,
    visible: Annotated[
        bool, typer.Option("--visible/--no-visible", help=_("在页面上显示签名；--no-visible 只签名不显示"))
    ] = True,
    as_of: MomentOption = None,
) -> None:
    from dutykit.reports.signing.sealing import Look
    from dutykit.reports.signing.sealing import sign as write_signed
    from dutykit.workspace.as_of import moment_of

    output = document.with_suffix(".signed.pdf") if output is None else output
    when = moment_of(as_of)
    opened = key_in(screen, key, password_file)
    look = Look(visible, seal_image, page)
    write_signed(document, opened, output, look=look, when=when, overwrite=overwrite)
    screen.say(_("已由{name}签名").format(name=opened.name))
    screen.out(str(output))


def key_in(screen: Screen, path: Path, password_file: Path | None) -> Key:
    """The key, with the password from the file, the environment or the person at the terminal."""
    from dutykit.reports.signing.sealing import KeyLockedError, open_key

    password = os.environ.get(PASSWORD_VARIABLE)
    if password_file is not None:
        try:
            with password_file.open(encoding="utf-8") as file:  # it may be a pipe
                password = file.readline(_MOST_LETTERS).rstrip("\r\n")
        except (OSError, UnicodeDecodeError):
            screen.fail(_("无法读取 {path}").format(path=password_file), _("改用 UTF-8 文本文件，第一行写密码"))
    try:
        return open_key(path, password)
    except KeyLockedError:
        if password is not None or not sys.stdin.isatty():
            raise
    return open_key(path, typer.prompt(_("私钥密码"), hide_input=True, err=True))
