"""What `dutykit report` and `sign` do not make, or do not make in silence: nothing to say, no field, no signing body."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.certificates import authority
from tests.conftest import REPOSITORY, Dutykit
from tests.merged_unit import merged_unit

DAY = ("--as-of", "2027-06-01")
NO_ISSUER = "注意：dutykit.yaml 没有填写 report.issuer，报告没有发文机关署名，印章无处加盖；请填写后再生成正式报告\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return merged_unit(tmp_path)


def test_no_rectification_report_of_a_unit_without_problems(root: Path, dutykit: Dutykit) -> None:
    ran = dutykit("report", "-k", "rectification", "--all", "--format", "html", *DAY, "-o", "出", cwd=root)
    assert (ran.code, ran.out) == (
        0,
        "出/市文化局-整改报告.html\n出/市体育局-整改报告.html\n出/东山县政府-整改报告.html\n出/全市-整改报告.html\n",
    )
    assert "没有需要整改的问题，不生成整改报告：市教育局\n" in ran.err
    ran = dutykit("report", "-k", "rectification", "-u", "市教育局", *DAY, cwd=root)
    assert (ran.code, ran.err) == (
        2,
        "错误：没有需要整改的问题，不生成整改报告：市教育局\n处理建议：用 dutykit ledger 查看有问题的单位\n",
    )
    assert not (root / "out").exists()


@pytest.mark.parametrize("arguments", [("--city",), ("-k", "tasks", "-u", "市教育局"), ("--all",)])
def test_an_office_without_a_name_is_told_before_the_paper_is_out(
    root: Path, dutykit: Dutykit, arguments: tuple[str, ...]
) -> None:
    assert NO_ISSUER in dutykit("report", *arguments, "--format", "html", cwd=root).err
    (root / "dutykit.yaml").write_text("cycle: 2027\nreport: {issuer: 示例市教育局}\n", "utf-8")
    assert "report.issuer" not in dutykit("report", *arguments, "--format", "html", cwd=root).err


def test_a_unit_signs_its_own_report(root: Path, dutykit: Dutykit) -> None:
    assert "report.issuer" not in dutykit("report", "-u", "市教育局", "--format", "html", cwd=root).err


def test_a_seal_has_no_place_where_nobody_signs(root: Path, dutykit: Dutykit) -> None:
    (root / "key.p12").write_bytes(authority().open_key)
    key = ("--key", "key.p12", "--as-of", "2027-05-06")
    assert dutykit("report", "--city", "-o", "全市.pdf", "-q", cwd=root).code == 0
    ran = dutykit("sign", "全市.pdf", *key, "-o", "甲.pdf", cwd=root)
    assert (ran.code, ran.out) == (2, "")
    assert "错误：全市.pdf 中没有发文机关署名和成文日期，无处加盖印章\n处理建议：在 dutykit.yaml" in ran.err
    assert not (root / "甲.pdf").exists()
    for more in (("--page", "1"), ("--no-visible",)):
        assert dutykit("sign", "全市.pdf", *key, *more, "-o", "乙.pdf", "--overwrite", cwd=root).code == 0
    (root / "dutykit.yaml").write_text("cycle: 2027\nreport: {issuer: 示例市教育局}\n", "utf-8")
    for kind in (("-k", "rectification", "--city", *DAY), ("-k", "tasks", "-u", "市教育局")):
        assert dutykit("report", *kind, "-o", "丙.pdf", "-q", cwd=root).code == 0
        assert dutykit("sign", "丙.pdf", *key, "-o", "丁.pdf", "--overwrite", cwd=root).code == 0


def test_a_word_form_without_a_field_is_refused(dutykit: Dutykit, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("关于自评情况的报告")
    document.save(str(tmp_path / "plan.docx"))
    ran = dutykit("report", "-u", "市财政局", "--template", str(tmp_path / "plan.docx"), "-o", "x.docx", cwd=REPOSITORY)
    assert ran.code == 2
    assert "没有任何字段，填写后与原文件相同。在需要填写处写入字段，如 {{ report.cover.title }}" in ran.err
    assert not (REPOSITORY / "x.docx").exists()


@pytest.mark.parametrize(("settings", "said"), [("", False), ("narratives: {submission: 5000, answer: 2000}\n", True)])
def test_a_limit_that_nobody_set_is_on_no_paper(root: Path, dutykit: Dutykit, settings: str, *, said: bool) -> None:
    (root / "dutykit.yaml").write_text(f"cycle: 2027\n{settings}", "utf-8")
    for kind, words in (("tasks", ["5000字"]), ("form", ["2000字", "5000字"])):
        assert dutykit("report", "-k", kind, "-u", "市教育局", "-o", "纸.html", "-q", cwd=root).code == 0
        text = (root / "纸.html").read_text("utf-8")
        assert [word in text for word in words] == [said] * len(words)


def test_an_item_that_begins_with_a_figure_is_set_apart_from_its_number(root: Path, dutykit: Dutykit) -> None:
    path = root / "submissions/2026/东山县政府.yaml"
    path.write_text(path.read_text("utf-8").replace("text: 示例问题东-1不足", "text: 3所农村小学图书不足"), "utf-8")
    shutil.copy(path, root / "原.yaml")
    arguments = ("report", "-k", "rectification", "-u", "东山县政府", "--cycle", "2026", *DAY, "-o", "改.html", "-q")
    assert dutykit(*arguments, cwd=root).code == 0
    assert "1.　3所农村小学图书不足" in (root / "改.html").read_text("utf-8")
    dumped = dutykit(
        "report", "-k", "self-report", "-u", "东山县政府", "--cycle", "2026", "--dump-context", cwd=root
    ).out
    assert "1.3所" not in json.dumps(json.loads(dumped), ensure_ascii=False)
