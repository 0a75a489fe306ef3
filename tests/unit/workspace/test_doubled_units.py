"""Two forms for what is most likely one unit are told before they are sent out."""

from __future__ import annotations

from pathlib import Path

from dutykit.workspace.assemble import load_workspace
from dutykit.workspace.doubled_units import doubled_lines
from tests.office_tables import FILES, make_workspace

UNITS = FILES["data/units.yaml"].replace("id: 甲局", "id: 市人社局").replace("id: 乙局", "id: 市人力资源和社会保障局")


def lines(root: Path, catalogue: str) -> list[str]:
    workspace = load_workspace(make_workspace(root, units=UNITS, indicators=catalogue)).workspace
    assert workspace is not None
    return list(doubled_lines(workspace))


def test_both_get_a_form(tmp_path: Path) -> None:
    catalogue = FILES["data/indicators.yaml"].replace("甲局", "市人社局")
    both = catalogue.replace("乙局", "市人力资源和社会保障局")
    (line,) = lines(tmp_path / "both", both)
    assert "dutykit unit merge 市人社局 市人力资源和社会保障局" in line
    assert lines(tmp_path / "one", catalogue) == []
