"""The words of messages and papers: one term for one thing, Chinese punctuation, plain English (a style sheet as rules)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

_HAN = r"[\u4e00-\u9fff]"
_PAPERS = ("reports", "typeset", "forms/workbook", "listings", "evidence")
"""Folders of the package whose Chinese outside `_()` is printed in papers or written in forms."""

PUNCTUATION = {
    "half-width punctuation": r"[\u4e00-\u9fff”）》][,;:!?]",
    "half-width brackets": rf"\([^()]*{_HAN}[^()]*\)",
    "a hyphen as minus": r"[\d\u4e00-\u9fff}] - [\d\u4e00-\u9fff{]",
    "straight quotes": rf"\"[^\"]*{_HAN}[^\"]*\"|'[^']*{_HAN}[^']*'",
    "a blank after full-width punctuation": r"(?<!\u3000)[，。；：、！？] ",  # ？ is a mark of the grid in its legend
}
"""What no Chinese sentence may contain."""
TERMS = {
    "读不出": "无法读取",
    "没有读全": "部分内容未读取",
    "打不开": "无法打开",
    "写不进": "无法写入",
    "(?<!评分)办法：": "处理建议：",
    "收下|没有收(?!录)|收回": "导入、未导入",
    "看看": "请检查",
    "多半": "可能",
    "编造": "示例",
    "放过": "豁免、不报告",
    "打回": "退回",
    "退回意见": "填报问题",
    "交回|交来|报齐": "报送",
    "重报": "重新报送",
    "照抄|拷贝": "复制",
    "改好|改到哪一步": "改正、整改进展",
    "成稿": "本报告成文之日",
    "自查自评报告": "自评报告",
    "教育督导问题整改台账": "问题整改台账",
    "填表说明|填写说明": "填报说明",
    "集体": "统称",
    "别名": "简称",
    "哈希|指纹|校验码": "校验值",
    "基线": "已知问题清单",
    "要素": "基础数据",
    "(?<!普惠性幼儿园)覆盖率": "填报率",
    "(?<!自评|佐证)材料": "自评材料、佐证材料",
    "上一轮|上轮|这一轮|往年": "上年度、本年度、以前年度",
    "未作结论|未自评": "未作自评结论",
    "待销号）|（待销号": "已整改待销号",
    "你们|人们|别人|谁": "各单位、本单位",
}
"""Each term that is not used, as a pattern, with the one to use."""
ALLOWED = {
    "一组“字段: 值”": "shows YAML, whose colon is half-width",
    "应为若干“字段: 值”，现为{given}": "shows YAML, whose colon is half-width",
    "或 - {title: …, kept_by_unit: true}（留存备查）": "shows YAML, whose lists have hyphens",
    "监测指标或要素": "a former title: forms sent out with it are accepted",
    "材料日期": "a former title: forms sent out with it are accepted",
}
PAPER = {
    "a blank beside a figure or a letter": rf"{_HAN} [0-9A-Za-z]|[0-9A-Za-z] {_HAN}",
    "a blank after the number of an item": rf"\d\. {_HAN}",
}
"""What a paper may not contain, which a screen may."""
ENGLISH = {
    r"\bmend(s|ed|ing)?\b": "fix",
    r"\bhand(s|ed)? (it )?in\b": "submit",
    r"\b(take|took|taken|takes) back\b": "return",
    r"\bput right\b": "resolve",
    r"\bow(e|es|ed|ing)\b": "is assigned",
    r"\bheirs?\b": "successor",
    r"(?<!there )\bis no (?!longer)": "is not a",
    r"\bworked out\b": "calculated",
    r"(?<!\{)\b(told|tells?)\b": "states",
    r"\bpassed over\b": "skipped",
    r"\bof want of\b|\bfor want of\b": "is missing",
    r"(?<!\w)'(?!dutykit\[)[^' ]+'(?!\w)": "curly quotes around a value",
}
"""Each pattern that English does not contain, with what to write."""


@pytest.fixture(scope="module")
def messages(repository: Path) -> Mapping[str, tuple[str, ...]]:
    """Every message with its English."""
    with (repository / "src/dutykit/locale/en/LC_MESSAGES/dutykit.po").open("rb") as file:
        catalogue = read_po(file, locale="en")
    found = {}
    for message in catalogue:
        if message.id:
            chinese = message.id if isinstance(message.id, str) else message.id[0]
            found[chinese] = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return found


@pytest.fixture(scope="module")
def printed(repository: Path) -> tuple[str, ...]:
    """The Chinese of papers and forms that is in no message: of the templates, and of the modules that fill them."""
    found: list[str] = []
    for path in sorted((repository / "templates/report").glob("*.j2")):
        found += _template_texts(path.read_text(encoding="utf-8"))
    for folder in _PAPERS:
        for path in sorted((repository / "src/dutykit" / folder).rglob("*.py")):
            if path.name not in {"scoring_preset.py", "settings_text.py"}:  # are YAML files to be filled in
                found += _module_texts(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(text for text in found if re.search(_HAN, text))


def _template_texts(source: str) -> Iterator[str]:
    """The texts of a template, and the strings inside its tags."""
    source = re.sub(r"\{#.*?#\}|<style>.*?</style>|\{% block style %\}.*?\{% endblock %\}", "", source, flags=re.DOTALL)
    for tag in re.findall(r"\{[{%].*?[}%]\}", source, re.DOTALL):
        yield from re.findall(r'"([^"]*)"', tag)
    yield from re.split(r"<[^<>]*>|\n", re.sub(r"\{[{%].*?[}%]\}", "\0", source, flags=re.DOTALL))


def _module_texts(tree: ast.Module) -> Iterator[str]:
    """The strings of a module but its docstrings, notes under fields, patterns and messages."""
    apart = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_" | "plural")):
                apart |= {id(one) for one in ast.walk(node)}
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
                apart |= {id(one) for one in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
            yield node.value


def _wrong(texts: Iterable[str], patterns: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (name, text)
        for text in texts
        if text not in ALLOWED
        for name, pattern in patterns.items()
        if re.search(pattern, text)
    ]


def test_punctuation_of_messages_is_chinese(messages: Mapping[str, tuple[str, ...]]) -> None:
    assert _wrong(messages, PUNCTUATION) == []


def test_punctuation_of_papers_is_chinese(printed: tuple[str, ...]) -> None:
    assert len(printed) > 300
    assert _wrong(printed, PUNCTUATION | PAPER) == []


def test_messages_use_the_terms_of_the_glossary(messages: Mapping[str, tuple[str, ...]]) -> None:
    assert _wrong(messages, {f"use {right}": wrong for wrong, right in TERMS.items()}) == []


def test_papers_use_the_terms_of_the_glossary(printed: tuple[str, ...]) -> None:
    assert _wrong(printed, {f"use {right}": wrong for wrong, right in TERMS.items()}) == []


def test_english_is_plain(messages: Mapping[str, tuple[str, ...]]) -> None:
    english = [text for forms in messages.values() for text in forms]
    patterns = {f"use {right}": f"(?i){wrong}" for wrong, right in ENGLISH.items()}
    assert _wrong(english, patterns) == []


def test_every_exception_is_needed(messages: Mapping[str, tuple[str, ...]], printed: tuple[str, ...]) -> None:
    assert [text for text in ALLOWED if text not in {*messages, *printed}] == []
