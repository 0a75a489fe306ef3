"""The entry point: chooses the language, runs the command, turns what went wrong into an exit code."""

from __future__ import annotations

import gettext
import os
import signal
import sys
from collections.abc import Mapping, Sequence

from dutykit.cli.interruption import Interruption
from dutykit.cli.streams import READER_GONE, RawStream, ReaderGoneError, guard_streams, leave_streams
from dutykit.cli.utf8_mode import is_utf8, restart_in_utf8_mode
from dutykit.language import LOCALES, Language, _, language_of_locale, reason_of, use_language
from dutykit.patches.pydantic_plugins import without_plugins
from dutykit.process.garbage import collect_rarely, keep_existing_objects
from dutykit.process.held_signals import terminate
from dutykit.text.visible import visible


def language_of_arguments(arguments: Sequence[str], environment: Mapping[str, str] | None = None) -> Language:
    """The language that `--lang` asks for, else that of the locale in `environment`, by default this process's.

    Help texts need it before parsing.
    """
    for position, argument in enumerate(arguments):
        if argument == "--":
            break
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else None
        if argument == "--lang" and position + 1 < len(arguments):
            value = arguments[position + 1]
        if value == "zh":
            return "zh"
        if value == "en":
            return "en"
    return language_of_locale(environment)


def run() -> None:
    """Run the command line and exit: 0 nothing found, 1 something found, 2 could not run, 130 interrupted."""
    restart_in_utf8_mode()
    collect_rarely()
    language = language_of_arguments(sys.argv[1:])
    use_language(language)
    # typer takes its own words ("Usage:", "Missing argument") from gettext's default domain.
    os.environ["LANGUAGE"] = language
    without_plugins()
    gettext.bindtextdomain("messages", LOCALES)
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, terminate)
    nowhere = _open_closed_streams()
    stdout = guard_streams()
    if not is_utf8(sys.getfilesystemencoding()):  # it was started again, and that did not help
        _say_error(
            _("系统区域设置的编码是 {encoding}，不是 UTF-8，无法正确读取文件名").format(
                encoding=sys.getfilesystemencoding()
            )
        )
        sys.stderr.write(_("处理建议：{fix}").format(fix=_("设置环境变量 PYTHONUTF8=1 后重新运行")) + "\n")
        sys.exit(2)
    if nowhere:
        _say_error(_("标准输出已关闭，无法输出结果；未执行任何操作"))
        sys.stderr.write(_("处理建议：{fix}").format(fix=_("将 >&- 改为 >/dev/null，即可不输出结果")) + "\n")
        sys.exit(2)
    try:
        sys.exit(_run_to_the_end(stdout))
    except ReaderGoneError:
        leave_streams()
        sys.exit(READER_GONE)
    except (KeyboardInterrupt, Interruption) as stopped:
        sys.stderr.write((stopped.args[0] if isinstance(stopped, Interruption) else _("已中断")) + "\n")
        sys.exit(130)


def _open_closed_streams() -> bool:
    """Lead standard streams that were closed (`>&-`) to nowhere; whether stdout was one of them.

    Else Python has None for them, and the next file that is opened gets their number.
    """
    nowhere = sys.stdout is None
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115 # open till the end
    return nowhere


def _say_error(text: str) -> None:
    """Say on stderr why the command could not run."""
    sys.stderr.write(visible(_("错误：{text}").format(text=text)) + "\n")


def _run_to_the_end(stdout: RawStream) -> int:
    """Run the command and flush what it printed; an OSError that the command did not expect is reported in one line."""
    try:
        code = _run_command()
        sys.stdout.flush()
        sys.stderr.flush()
        keep_existing_objects()  # Python looks for garbage as it ends: the system takes all of it a moment later
    except OSError as error:
        if error is not stdout.failure:
            name, reason = error.filename2 or error.filename, reason_of(error)
            _say_error(_("{file}：{text}").format(file=name, text=reason) if name else reason)
            return 2
        _say_error(_("无法写入标准输出：{reason}").format(reason=reason_of(error)))
        leave_streams()
        return 2
    return code


def _run_command() -> int:
    """Parse the command line, run its command, and give its exit code."""
    import typer

    from dutykit.cli.app import application

    try:
        app = application(sys.argv[1:], os.environ)
        code = typer.main.get_command(app).main(prog_name="dutykit", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except Exception as error:
        if not hasattr(error, "exit_code") or not hasattr(error, "format_message"):
            raise
        if type(error).__name__ == "NoArgsIsHelpError":
            return 2  # the help has been shown
        from dutykit.cli.usage_error import usage_message

        context = getattr(error, "ctx", None)
        path = context.command_path if context is not None else "dutykit"
        _say_error(usage_message(error))
        sys.stderr.write(_("用法见 {command} --help").format(command=path) + "\n")
        return 2
    return code if isinstance(code, int) else 0
