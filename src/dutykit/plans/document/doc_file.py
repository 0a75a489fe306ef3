"""What LibreOffice has to convert first: Word documents in the old form, and OpenDocument."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

from dutykit.language import _
from dutykit.plans.document.docx_file import lines_of_docx
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import CONVERSION_BYTES, CONVERSION_SECONDS, FILE_BYTES
from dutykit.plans.grammar.record import Line
from dutykit.process.size import limit_memory

_OPTIONS = (
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
)
"""No macros, no links, and for whatever asks all the same a proxy that does not answer."""


def lines_of_doc(data: bytes, suffix: str = ".doc") -> list[Line]:
    """The lines of a document that LibreOffice can turn into docx. Raises DocumentError."""
    lines = lines_of_docx(_converted(data, suffix))
    if suffix == ".doc" and not any(line.cells for line in lines):
        from dutykit.plans.document.doc_text import lines_of_doc_text

        if text := lines_of_doc_text(data):
            beside = (line for line in lines if line.aside is not None)
            return [*text, *(replace(line, number=number) for number, line in enumerate(beside, len(text) + 1))]
    return lines


_HAN = re.compile("[\u4e00-\u9fff]")


def lines_of_rtf(data: bytes) -> list[Line]:
    """The lines of an RTF document. Raises DocumentError, also where it does not say how its letters are encoded."""
    lines = lines_of_doc(data, ".rtf")
    if not any(_HAN.search(line.text) for line in lines):
        raise DocumentError(
            _("RTF 文件中没有可识别的汉字，可能未注明文字编码"),
            _("用 Word 或 WPS 打开后另存为 {form}").format(form="docx"),
        )
    return lines


def lines_of_ods(data: bytes) -> list[Line]:
    """The rows of an OpenDocument spreadsheet. Raises DocumentError."""
    from dutykit.plans.document.xlsx_file import lines_of_xlsx

    return lines_of_xlsx(_converted(data, ".ods", "xlsx:Calc MS Excel 2007 XML"))


def _converted(data: bytes, suffix: str, form: str = "docx:MS Word 2007 XML") -> bytes:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise DocumentError(
            _("读取 {suffix} 文件需要 LibreOffice，本机未安装").format(suffix=suffix),
            _("用 Word 或 WPS 另存为 {form} 再导入，或安装 LibreOffice").format(form=form.partition(":")[0]),
        )
    with tempfile.TemporaryDirectory(prefix="dutykit-") as folder:
        home = Path(folder)
        source = home / f"plan{suffix}"
        source.write_bytes(data)
        profile = home / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), encoding="utf-8")
        command = [
            program,
            f"-env:UserInstallation={profile.as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            form,
            "--outdir",
            str(home / "out"),
            str(source),
        ]
        _run(command, home)
        made = home / "out" / f"plan.{form.partition(':')[0]}"
        if not made.is_file() or made.stat().st_size > FILE_BYTES:
            raise DocumentError(
                _("LibreOffice 无法打开该文件"), _("用 Word 或 WPS 打开后另存为 {form}").format(form=made.suffix[1:])
            )
        return made.read_bytes()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>\n'
        for path, name, value in _OPTIONS
    )
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<oor:items {space}>\n{items}</oor:items>\n'


def _run(command: list[str], home: Path) -> None:
    """Run LibreOffice in a group of its own, so that a hanging one is ended with all it started."""
    environment = {**os.environ, "HOME": str(home), "TMPDIR": str(home)}
    try:
        process = subprocess.Popen(  # noqa: S603 (the program found on the path, our own arguments)
            command,
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError(_("无法启动 LibreOffice：{reason}").format(reason=error.strerror or error)) from error
    limit_memory(CONVERSION_BYTES, process.pid)  # instead of this process's own limit
    try:
        process.wait(CONVERSION_SECONDS)
    except subprocess.TimeoutExpired:
        message = _("LibreOffice 转换超过 {seconds} 秒，已停止")
        raise DocumentError(message.format(seconds=CONVERSION_SECONDS)) from None
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it with all it started, where the system has groups of processes."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
