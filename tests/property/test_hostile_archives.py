"""Archives with any part of them broken: refused in words or read, never a traceback, and nothing is half taken."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.form_workspaces import FilledForm, collected, made_form, make_workspace

SUBMISSION = "unit: 甲局\ncycle: 2019\nstate: draft\n"


def packed(folder: Path) -> tuple[Path, bytes]:
    """A workspace, and an archive with its form and the file that the form names."""
    root = make_workspace(folder / "w", SUBMISSION, rules=False)
    form = FilledForm(made_form(root))
    form.fill("佐证材料", form.row("佐证材料"), 指标编号=1, 资料名称="材料", 归档方式="提交", 文件="材料.txt")
    path = form.save("甲局.xlsx")
    with zipfile.ZipFile(folder / "甲局.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "甲局.xlsx")
        archive.writestr("材料.txt", "材料" * 100)
    return root, (folder / "甲局.zip").read_bytes()


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_an_archive_broken_anywhere(data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root, whole = packed(folder)
        # From its end, where the list of files is; how long the form is differs from run to run.
        start = max(len(whole) - data.draw(st.one_of(st.integers(0, 400), st.integers(0, 20_000))), 0)
        end = min(start + data.draw(st.integers(0, 12)), len(whole))
        junk = data.draw(
            st.one_of(st.binary(max_size=12), st.sampled_from([b"\xff" * 4, b"\0" * 8, b"PK\x05\x06", b"../"]))
        )
        path = folder / "broken.zip"
        path.write_bytes(whole[:start] + junk + whole[end:])
        (form,) = collected(root, path).forms
        assert form.outcome in {"taken", "unchanged", "rejected"}
        text = (root / "submissions/2019/甲局.yaml").read_text(encoding="utf-8")
        if form.outcome != "taken":
            assert text == SUBMISSION
            assert not (root / "evidence").exists()
        for one in form.files:
            assert (root / one.file).read_text(encoding="utf-8") == "材料" * 100
