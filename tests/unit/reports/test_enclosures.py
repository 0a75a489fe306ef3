from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dutykit.model.workspace import Workspace
from dutykit.reports import enclosures
from dutykit.reports.enclosures import UnfitEvidenceError, evidence, manifest, sources
from dutykit.workspace.assemble import load_workspace

FILES = {
    "data/indicators.yaml": """\
title: 示例体系
source: {title: 示例文件, issuer: 示例机关}
chapters:
  - title: 第一部分
    sections:
      - title: 第一节
        indicators:
          - {id: 1, text: 甲事, responsible: [甲局]}
""",
    "data/units.yaml": "units:\n  - {id: 甲局, kind: department}\n",
}
SUBMISSION = "unit: 甲局\ncycle: 2019\nstate: submitted\nanswers:\n  - indicator: 1\n    rating: met\n    evidence:\n"

Make = Callable[..., Workspace]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """A workspace whose only answer has these pieces of evidence; their files hold what `files` says."""

    def made(*pieces: str, **files: bytes) -> Workspace:
        text = SUBMISSION + "".join(f"      - {{{piece}}}\n" for piece in pieces)
        for name, content in {**FILES, "submissions/2019/甲局.yaml": text}.items():
            path = tmp_path / "ws" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        for name, data in files.items():
            path = tmp_path / "ws/evidence" / f"{name}.bin"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        workspace = load_workspace(tmp_path / "ws").workspace
        assert workspace is not None
        return workspace

    return made


def _faults(workspace: Workspace) -> list[str]:
    with pytest.raises(UnfitEvidenceError) as caught:
        evidence(workspace, workspace.submissions)
    return [str(finding.place) + " " + finding.message.partition("：")[2] for finding in caught.value.args[0]]


def test_evidence_goes_along_once_however_often_it_is_named(make: Make) -> None:
    workspace = make(
        "title: 甲, file: evidence/a.bin",
        "title: 乙, file: evidence/a.bin",
        "title: 丙, kept_by_unit: true",
        a=b"%PDF-1.7",
    )
    (one,) = evidence(workspace, workspace.submissions)
    assert (one.name, one.data, one.relationship, one.media_type) == (
        "evidence/a.bin",
        b"%PDF-1.7",
        "Supplement",
        "application/pdf",
    )


def test_all_that_does_not_fit_is_said_at_once(make: Make, tmp_path: Path) -> None:
    (tmp_path / "secret.bin").write_bytes(b"secret")
    (tmp_path / "ws/evidence").mkdir(parents=True)
    (tmp_path / "ws/evidence/link.bin").symlink_to(tmp_path / "secret.bin")
    (tmp_path / "ws/evidence/folder.bin").mkdir()
    pieces = ("missing.bin", "../secret.bin", "link.bin", "folder.bin", f"a.bin, sha256: {'0' * 64}")
    workspace = make(*(f"title: 甲, file: evidence/{piece}" for piece in pieces), a=b"a")
    assert _faults(workspace) == [
        "submissions/2019/甲局.yaml:8:26 文件不存在",
        "submissions/2019/甲局.yaml:9:26 文件不在 evidence/ 下",
        "submissions/2019/甲局.yaml:10:26 文件不在 evidence/ 下",
        "submissions/2019/甲局.yaml:11:26 该路径不是文件",
        "submissions/2019/甲局.yaml:12:26 文件与登记的校验值（SHA-256）不一致",
    ]


def test_a_file_that_changed_since_it_was_looked_at_does_not_go_along(make: Make) -> None:
    workspace = make("title: 甲, file: evidence/a.bin", a=b"a")
    (workspace.root / "evidence/a.bin").write_bytes(b"b")
    assert _faults(workspace) == ["submissions/2019/甲局.yaml:8:26 文件正在被其他程序修改"]
    (workspace.root / "evidence/a.bin").unlink()
    assert _faults(workspace) == ["submissions/2019/甲局.yaml:8:26 文件或文件夹不存在"]


def test_a_report_carries_only_so_much(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = make(
        "title: 甲, file: evidence/a.bin",
        "title: 乙, file: evidence/b.bin",
        "title: 丙, file: evidence/a.bin",
        a=b"aaa",
        b=b"bb",
    )
    monkeypatch.setattr(enclosures, "MOST_BYTES", 5)
    assert len(evidence(workspace, workspace.submissions)) == 2
    monkeypatch.setattr(enclosures, "MOST_BYTES", 4)
    assert _faults(workspace) == ["submissions/2019/甲局.yaml:9:26 佐证材料合计超过 4 字节"]


def test_the_list_says_what_stands_on_disk(make: Make) -> None:
    workspace = make(
        "title: 甲, file: evidence/a.bin", "title: 乙, file: evidence/b.bin", "title: 丙, kept_by_unit: true", a=b"abc"
    )
    one = manifest(workspace, workspace.submissions, 2019, enclosed=True)
    digest = hashlib.sha256(b"abc").hexdigest()
    keys = ("unit", "indicator", "problem", "title", "kept_by_unit", "file", "state", "sha256", "size", "enclosed")
    assert one.relationship == "Data"
    assert json.loads(one.data) == {
        "version": 1,
        "cycle": 2019,
        "evidence": [
            dict(zip(keys, row, strict=True))
            for row in (
                ("甲局", "1", None, "甲", False, "evidence/a.bin", "present", digest, 3, True),
                ("甲局", "1", None, "乙", False, "evidence/b.bin", "missing", None, None, True),
                ("甲局", "1", None, "丙", True, None, None, None, None, False),
            )
        ],
    }


def test_the_sources_of_a_unit_and_of_the_city(make: Make) -> None:
    workspace = make("title: 甲, kept_by_unit: true")
    unit = sources(workspace, workspace.submissions, 2019, whole=False)
    assert [one.name for one in unit] == ["submissions/2019/甲局.yaml"]
    assert unit[0].data == (workspace.root / "submissions/2019/甲局.yaml").read_bytes()
    city = sources(workspace, workspace.submissions, 2019, whole=True)
    assert [one.name for one in city] == ["data/indicators.yaml", "data/units.yaml", "submissions/2019/甲局.yaml"]
