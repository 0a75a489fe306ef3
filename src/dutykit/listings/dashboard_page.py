"""A dashboard as one HTML file that opens from disk and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape

from dutykit.language import _, current_language, plural
from dutykit.model.office_words import (
    PROBLEM_STATUSES,
    RATINGS,
    ROLES,
    rating_word,
    role_word,
    status_word,
)
from dutykit.shipped import shipped


def dashboard_page(cities: Sequence[Mapping[str, object]]) -> str:
    """The page of `cities`, each as `dashboard_document` describes it with its name as `city`.

    Its script and its style are named by their hashes in the page's policy: no other runs, whatever the data states. In the
    data no character can end the element that it is in.
    """
    folder = shipped("templates/dashboard")
    script = (folder / "dashboard.js").read_text(encoding="utf-8")
    style = (folder / "dashboard.css").read_text(encoding="utf-8")
    title = plural("{cycle} 年度履行教育职责评价（{count} 个城市）", len(cities))
    title = title if len(cities) > 1 else _("{cycle} 年度履行教育职责评价")
    title = title.format(cycle=cities[0]["cycle"], count=len(cities))
    policy = f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'"
    lines = (
        "<!DOCTYPE html>",
        f'<html lang="{"zh-CN" if current_language() == "zh" else "en"}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f"<title>{escape(title)}</title>",
        f"<style>{style}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{escape(title)}</h1></header>",
        "<main>",
        f"<noscript><p>{escape(_('请允许本页运行脚本；本页不访问网络。'))}</p></noscript>",
        '<div id="cities"></div>',
        '<div id="page"></div>',
        '<dialog id="details" aria-labelledby="details-title"><h2 id="details-title">…</h2></dialog>',
        "</main>",
        f'<script type="application/json" id="data">{_inert({"words": _words(), "cities": [*cities]})}</script>',
        f"<script>{script}</script>",
        "</body>",
        "</html>",
        "",
    )
    return "\n".join(lines)


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _inert(data: Mapping[str, object]) -> str:
    """`data` as JSON in which nothing can end a script element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _words() -> dict[str, object]:
    """What the page says, in the language in use."""
    return {
        "all": _("全部"),
        "answered": _("已填报"),
        "chapter": _("一级指标"),
        "chapter_legend": _("数字为项次。"),
        "chapters": _("各部分自评结论"),
        "cities": _("各市"),
        "city": _("城市"),
        "close": _("关闭"),
        "closed": _("已销号"),
        "coverage": _("填报率"),
        "day": _("日期"),
        "due": _("完成时限"),
        "evidence": _("佐证材料"),
        "full_marks": _("满分"),
        "grade": _("等次"),
        "grid": _("责任与进展"),
        "indicator": _("指标"),
        "is_overdue": _("，逾期"),
        "last": _("上年度"),
        "last_year": _("{cycle} 年度：{value}"),
        "late": _("逾期单位"),
        "late_problems": _("逾期最久的问题"),
        "late_units": _("逾期单位 {count} 个"),
        "ledger": _("问题整改台账"),
        "light_marks": {"red": "■", "yellow": "▲", "green": "●", "none": "○"},
        "lights": _("各单位进度"),
        "measure": _("整改措施"),
        "meta": _("{title} · {cycle} 年度 · 截至 {day} · 当前阶段：{stage}"),
        "metric": _("监测指标"),
        "next": _("下一时限"),
        "no_last_year": _("没有上年度的数据"),
        "no_progress": _("报送记录不足两日，暂无曲线。"),
        "no_scores": _("没有评分办法（data/scoring.yaml），不计算得分。"),
        "none": _("无。"),
        "none_of": _("{what}：无。"),
        "number": _("编号"),
        "off_target": _("未达目标值的监测指标"),
        "open_problems": _("未销号 {count} 个"),
        "over": _("分差超限"),
        "overdue": _("逾期问题"),
        "overview": _("总览"),
        "owed": _("应填报"),
        "own_total": _("自评总分"),
        "person": _("责任人"),
        "points": _("{score} 分"),
        "problem": _("问题"),
        "progress": _("报送进度"),
        "progress_text": _("到 {day} 已报送 {submitted} 个单位"),
        "ranking": _("得分"),
        "rating": _("自评结论"),
        "ratings": {"lacking": _("未填报或不适用"), **{str(one): rating_word(one) for one in RATINGS}},
        "reviewed_total": _("复核总分"),
        "roles": {one: role_word(one) for one in ROLES},
        "rows": _("共 {count} 行"),
        "sample": _("示例数据：所列内容均为示例，不反映任何单位的实际情况。"),
        "sample_mark": _("（示例）"),
        "search": _("查找"),
        "situations": {
            "undated": "—",
            "ahead": _("未开始"),
            "running": _("进行中"),
            "soon": _("临期"),
            "overdue": _("逾期"),
            "done": _("已完成"),
            "passed": _("已结束"),
            "unknown": _("无法读取"),
        },
        "state": _("状态"),
        "states": {
            "missing": _("未填报"),
            "unread": _("无法读取"),
            "returned": _("已退回"),
            "problem": _("有未整改的问题"),
            "lowered": _("复核低于自评"),
            "off": _("未达目标值"),
            "answered": _("已填报"),
        },
        "statuses": {one: status_word(one) for one in PROBLEM_STATUSES},
        "submitted": _("已报送单位"),
        "target": _("目标值"),
        "text": _("内容"),
        "total": _("合计"),
        "unit": _("单位"),
        "unread": _("以下内容未读取，有关数字可能不全：{files}"),
        "value": _("数值"),
        "verdict": _("复核结论"),
    }
