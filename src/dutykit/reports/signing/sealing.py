"""Sign a report and verify what was signed."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dutykit.language import _, reason_of
from dutykit.model.refusal import Refusal, writing_to
from dutykit.text.day import date_words
from dutykit.workspace.as_of import BEIJING
from dutykit.workspace.file_bytes import TooLargeError, file_bytes
from dutykit.workspace.foreign import TooMuchToReadError, read_foreign
from dutykit.workspace.writing.output_file import write_output

if TYPE_CHECKING:
    from dutykit.reports.signing.sign import Draw, Key
    from dutykit.reports.signing.verify import Signature

_DOCUMENT_BYTES, _KEY_BYTES = 1_000_000_000, 1_000_000
_COPIES = 8
"""Of a report in memory while it is signed or verified."""


class KeyLockedError(Refusal):
    """The key needs a password, or another one."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a signature shows on the page."""

    visible: bool = True
    image: Path | None = None
    """The picture of the office's seal; without one a frame says who signed and when."""
    page: int | None = None
    """Counted from 1; None for where the report wants the seal."""


def open_key(path: Path, password: str | None) -> Key:
    """The key in the PKCS#12 file `path`. Raises KeyLockedError and Refusal."""
    _demand_pyhanko()
    from dutykit.reports.signing.sign import EmptyKeyFileError, UnreadableKeyError, load_key

    try:
        return load_key(_read(path, _KEY_BYTES), None if password is None else password.encode())
    except UnreadableKeyError as error:
        if password is None:
            message = _("{path} 需要密码才能打开，或者不是电子签名证书文件（PKCS#12）").format(path=path)
        else:
            message = _("无法打开 {path}：密码错误，或者不是电子签名证书文件（PKCS#12）").format(path=path)
        fix = _("用 --password-file 指定存有密码的文件，或设置环境变量 DUTYKIT_KEY_PASSWORD")
        raise KeyLockedError(message, fix) from error
    except EmptyKeyFileError as error:
        message = _("{path} 中没有私钥及其证书").format(path=path)
        raise Refusal(message, _("重新导出证书，导出时选择“连同私钥”")) from error


def sign(  # noqa: PLR0913 # what the command asks for
    document: Path, key: Key, output: Path, *, look: Look, when: dt.datetime | None, overwrite: bool
) -> None:
    """Write `document` with a signature by `key` to `output`, whole or not at all. Raises Refusal.

    Signed at `when`, by default now: to say when it was signed is what a signature is for.
    """
    from dutykit.reports.signing import appearance
    from dutykit.reports.signing.place import NoPlaceError, NoSuchPageError
    from dutykit.reports.signing.sign import AlteredError, Stamp, UnreadablePdfError, signed
    from dutykit.typeset.lettering import UndrawnLetterError

    when = _fit_moment(key, when)
    data = _read(document, _DOCUMENT_BYTES)
    if b"%PDF-" not in data[:1024]:
        message = _("{path} 不是 PDF，只有 PDF 报告能签名").format(path=document)
        raise Refusal(message, _("先用 dutykit report 生成 PDF，再签名"))
    if os.path.exists(output) and not overwrite:  # Path's raises where a name is too long
        message = _("{path} 已存在").format(path=output)
        raise Refusal(message, _("用 -o 指定其他文件；确需替换的，加 --overwrite"))
    stamp = Stamp(
        _draw(look, key.name, when) if look.visible else None,
        None if look.page is None else look.page - 1,
        f"数字签名：{key.name}，{_day(when)}",
    )
    try:
        made = read_foreign(signed, data, key, when, stamp, copies=_COPIES)
    except TooMuchToReadError as error:
        raise _too_much(document, error) from error
    except appearance.SealImageError as error:
        reasons = {
            "pixels": _("像素过多，上限 {count} 个").format(count=appearance.MOST_PIXELS),
            "unreadable": _("不是完好的 PNG 或 JPEG 图片"),
        }
        message = _("印章图片 {path} 无法使用：{reason}").format(path=look.image, reason=reasons[error.args[0]])
        raise Refusal(message, None) from error
    except UndrawnLetterError as error:
        message = _("证书名称中有字体不支持的字：{code}").format(code=f"U+{ord(error.args[0]):04X}")
        raise Refusal(message, _("用 --seal-image 指定印章图片，或用 --no-visible 不显示印章")) from error
    except UnreadablePdfError as error:
        message = _("{path} 不是可以签名的 PDF：{reason}").format(path=document, reason=error.args[0])
        raise Refusal(message, _("用 dutykit report 重新生成")) from error
    except AlteredError as error:
        message = _("{path} 已有的签名不允许再次签名：{reason}").format(path=document, reason=error.args[0])
        raise Refusal(message, None) from error
    except NoSuchPageError as error:
        message = _("没有第 {page} 页，共 {count} 页").format(page=look.page, count=error.args[0])
        raise Refusal(message, None) from error
    except NoPlaceError as error:
        message = _("{path} 中没有发文机关署名和成文日期，无处加盖印章").format(path=document)
        fix = _(
            "在 dutykit.yaml 中填写 report.issuer，重新生成报告后再签名；或用 --page 指定加盖的页，用 --no-visible 不显示印章"
        )
        raise Refusal(message, fix) from error
    try:
        write_output(output, made)
    except OSError as error:
        message = _("无法写入 {path}：{reason}").format(path=output, reason=reason_of(error))
        raise Refusal(message, None) from error


def sign_beside(path: Path, key: Key, when: dt.datetime | None) -> Path:
    """Write the signature of the file `path` by `key` into a file beside it, which it gives. Raises Refusal."""
    from dutykit.reports.signing.detached import detached

    made, beside = detached(_read(path, _DOCUMENT_BYTES), key, _fit_moment(key, when)), signature_beside(path)
    with writing_to(beside):
        write_output(beside, made)
    return beside


def verify_beside(path: Path, trust: Sequence[Path], as_of: dt.datetime | None) -> Signature:
    """What is to be reported of the signature beside the file `path`; as `verify`. Raises Refusal."""
    _demand_pyhanko()
    from dutykit.reports.signing.detached import detached_signature

    signed, data = _read(signature_beside(path), _KEY_BYTES), _read(path, _DOCUMENT_BYTES)
    try:
        return read_foreign(detached_signature, signed, data, _roots(trust), as_of)
    except TooMuchToReadError as error:
        raise Refusal(_("{file}：{text}").format(file=signature_beside(path), text=error.message), None) from error


def signature_beside(path: Path) -> Path:
    """The file that a signature of `path` is in."""
    return path.with_name(f"{path.name}.p7s")


def _fit_moment(key: Key, when: dt.datetime | None) -> dt.datetime:
    """When is signed, by default now. Raises Refusal if `key` may not sign then."""
    when = dt.datetime.now(dt.UTC).replace(microsecond=0) if when is None else when
    if not key.not_before <= when <= key.not_after:
        message = _("证书有效期为{start}至{end}，签名时间为{when}，不在有效期内").format(
            start=_day(key.not_before), end=_day(key.not_after), when=_day(when)
        )
        raise Refusal(message, _("改用在有效期内的证书"))
    if key.unfit:
        raise Refusal(
            _("{name}的证书不能用于签名：{reason}").format(name=key.name, reason=key.unfit), _("改用签名证书")
        )
    return when


def verify(document: Path, trust: Sequence[Path], as_of: dt.datetime | None) -> list[Signature]:
    """What is to be reported of every signature of `document`, by the root certificates in the files `trust`.

    Raises Refusal.
    """
    _demand_pyhanko()
    from dutykit.reports.signing.verify import NotAPdfError, signatures

    roots = _roots(trust)
    try:
        data = _read(document, _DOCUMENT_BYTES)
        return read_foreign(signatures, data, roots if trust else None, as_of, copies=_COPIES)
    except TooMuchToReadError as error:
        raise _too_much(document, error) from error
    except NotAPdfError as error:
        message = _("无法读取 {path}：{reason}").format(path=document, reason=error.args[0])
        raise Refusal(message, _("检查该文件是否为 PDF、是否损坏")) from error


def _roots(trust: Sequence[Path]) -> list[Any]:
    """The certificates in the files `trust`. Raises Refusal."""
    from dutykit.reports.signing.verify import NotACertificateError, certificates

    roots: list[Any] = []
    for path in trust:
        try:
            roots += certificates(_read(path, _KEY_BYTES))
        except NotACertificateError as error:
            message = _("{path} 中没有证书").format(path=path)
            raise Refusal(message, _("改用 PEM 或 DER 格式的根证书（证书签发机构的证书）")) from error
    return roots


def _draw(look: Look, name: str, when: dt.datetime) -> Draw:
    """What draws the signature."""
    from dutykit.reports.signing import appearance

    if look.image is None:
        return partial(appearance.frame, ["数字签名", name], [_day(when)])
    return partial(appearance.image, _read(look.image, appearance.MOST_BYTES))


def _too_much(path: Path, error: TooMuchToReadError) -> Refusal:
    return Refusal(_("{file}：{text}").format(file=path, text=error.message), _("用 dutykit report 重新生成"))


def _day(when: dt.datetime) -> str:
    return date_words(when.astimezone(BEIJING).date())


def _read(path: Path, most: int) -> bytes:
    try:
        return file_bytes(path, most)
    except TooLargeError as error:
        message = _("{path} 过大：{size} 字节，上限 {most} 字节").format(path=path, size=error.args[0], most=most)
        raise Refusal(message, None) from error
    except OSError as error:
        reason = reason_of(error)
        raise Refusal(_("无法读取 {path}：{reason}").format(path=path, reason=reason), None) from error


def _demand_pyhanko() -> None:
    try:
        import pyhanko  # noqa: F401
    except ImportError as error:
        raise Refusal(_("未安装电子签名所需的程序库 pyHanko"), _("运行 pip install 'dutykit[sign]'")) from error
