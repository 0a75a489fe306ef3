"""What Windows cannot have a file at is refused by name; elsewhere such names are names like others."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal, writing_to
from dutykit.workspace.writing import windows_path
from dutykit.workspace.writing.output_file import write_output
from dutykit.workspace.writing.windows_path import LONGEST, check_path


@pytest.mark.parametrize("name", ["CON", "nul.pdf", "Aux.tar.gz", "com1", "LPT9.txt", "con .pdf", "COM¹"])
@pytest.mark.parametrize("form", ["{}", "out/{}", "{}/市财政局.pdf"])
def test_devices(name: str, form: str) -> None:
    path = Path(form.format(name))
    with pytest.raises(OSError, match="设备名") as caught:
        check_path(path, windows=True)
    assert name in str(caught.value)
    check_path(path, windows=False)


@pytest.mark.parametrize("name", ["a?.pdf", "甲:乙", "报告.", "报告 ", "a|b", '"a"'])
def test_letters_that_no_name_has(name: str) -> None:
    with pytest.raises(OSError, match="不能用作 Windows 的文件名"):
        check_path(Path("out") / name, windows=True)


@pytest.mark.parametrize("name", ["市财政局.pdf", "console.txt", "com.yaml", "a b.pdf", "..", "NULL.csv", "lpt10"])
def test_other_names(name: str) -> None:
    check_path(Path("out") / name, windows=True)


def test_length() -> None:
    here = len(str(Path.cwd())) + 1
    check_path(Path("长" * (LONGEST - here)), windows=True)
    with pytest.raises(OSError, match="260 个字符，超过 Windows 的上限 259 个"):
        check_path(Path("长" * (LONGEST + 1 - here)), windows=True)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_path.check_path, "__kwdefaults__", {"windows": True})
    path = tmp_path / "nul.pdf"
    with pytest.raises(Refusal, match="设备名"), writing_to(path):
        write_output(path, b"1")
    assert list(tmp_path.iterdir()) == []
