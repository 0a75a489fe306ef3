from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.reports.press.order import orders_for
from dutykit.reports.press.press import Press
from dutykit.shipped import shipped
from dutykit.typeset import proof as proofs
from dutykit.typeset.proof import OtherEditionError, Proof, edition, printed_elsewhere
from dutykit.workspace.assemble import load_workspace

FILES = {
    "data/indicators.yaml": "title: 示例体系\nsource: {title: 示例文件, issuer: 示例机关}\nchapters:\n  - title: 第一部分\n"
    "    sections:\n      - title: 第一节\n        indicators:\n          - {id: 1, text: 甲事, responsible: [甲局, 乙局]}\n",
    "data/units.yaml": "units:\n  - {id: 甲局, kind: department}\n  - {id: 乙局, kind: department}\n",
    "dutykit.yaml": "font_folders: [字体]\nplace_name: 甲市\n",
    "submissions/2019/甲局.yaml": "unit: 甲局\ncycle: 2019\nstate: submitted\nanswers:\n"
    "  - {indicator: 1, rating: met, narrative: 甲。, evidence: [{title: 材料, file: evidence/1.pdf}]}\n",
    "submissions/2019/乙局.yaml": "unit: 乙局\ncycle: 2019\nstate: submitted\nanswers:\n"
    "  - {indicator: 1, rating: met, narrative: 乙。}\n",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        _write(tmp_path, name, text)
    (tmp_path / "字体").mkdir()
    shutil.copy(shipped("fonts") / "NotoSansSymbols2-Regular.ttf", tmp_path / "字体/甲.ttf")
    return tmp_path


def _write(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def proof(root: Path, unit: str | None) -> Proof:
    edition.cache_clear()  # a process makes many reports, and a font does not change meanwhile
    workspace = load_workspace(root).workspace
    assert workspace is not None
    (order,) = orders_for(workspace, [unit], medium="pdf", output="out/a.pdf")
    made = Press(root, "pdf", None, workspace).proof(order)
    assert isinstance(made, Proof)
    return made


def test_what_has_not_changed_has_the_same_key(root: Path) -> None:
    assert [proof(root, unit).key for unit in ("甲局", None)] == [proof(root, unit).key for unit in ("甲局", None)]


def _unlike(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


def _edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: _write(root, name, _unlike(FILES[name], old, new))


def _override_a_template(root: Path) -> None:
    text = (shipped("templates/report") / "parts.html.j2").read_text(encoding="utf-8")
    _write(root, "templates/report/parts.html.j2", _unlike(text, "<tbody>", "<tbody class=a>"))


def _replace_a_font(root: Path) -> None:
    shutil.copy(shipped("fonts") / "NotoSansSC-Regular.otf", root / "字体/甲.ttf")


@pytest.mark.parametrize(
    "change",
    [
        _edit("data/indicators.yaml", "甲事", "乙事"),
        _edit("dutykit.yaml", "甲市", "乙市"),
        _edit("dutykit.yaml", "place_name", "fonts: {song: [宋体]}\nplace_name"),
        _edit("submissions/2019/甲局.yaml", "甲。", "乙。"),
        lambda root: _write(root, "evidence/1.pdf", "%PDF-1.7"),
        lambda root: _write(root, "templates/report/page.css", "p { color: red }"),
        _override_a_template,
        _replace_a_font,
        lambda root: (root / "字体/甲.ttf").rename(root / "字体/乙.ttf"),
    ],
)
def test_whatever_a_report_rests_on_changes_its_key(root: Path, change: Callable[[Path], object]) -> None:
    before = proof(root, "甲局").key
    change(root)
    assert proof(root, "甲局").key != before


def test_another_units_words_change_the_citys_report_and_not_this_units(root: Path) -> None:
    before = {unit: proof(root, unit).key for unit in ("甲局", None)}
    name = "submissions/2019/乙局.yaml"
    _write(root, name, _unlike(FILES[name], "乙。", "丙。"))
    assert proof(root, "甲局").key == before["甲局"]
    assert proof(root, None).key != before[None]


def test_another_version_of_a_library_changes_the_key(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = proof(root, "甲局").key
    monkeypatch.setattr(proofs, "_version", lambda _library: "0")
    assert proof(root, "甲局").key != before


def test_a_machine_with_other_fonts_refuses_to_print(root: Path) -> None:
    made = proof(root, "甲局")
    before = made.edition
    _replace_a_font(root)
    edition.cache_clear()
    with pytest.raises(OtherEditionError):
        printed_elsewhere(made, before)
