"""A dashboard as one HTML file that opens from disk and fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping, Sequence
from html import escape

from dutykit.assess.timeline import LIGHTS
from dutykit.language import _, current_language, plural
from dutykit.listings.alerts import kind_words
from dutykit.listings.status import light_word
from dutykit.model.office_words import (
    KINDS,
    PROBLEM_STATUSES,
    RATINGS,
    ROLES,
    STATES,
    kind_word,
    rating_word,
    role_word,
    state_word,
    status_word,
)
from dutykit.output.table.record import StatusLight
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
        f'<header><h1>{escape(title)}</h1><nav id="parts" class="screen" aria-label="{escape(_("目录"))}"></nav></header>',
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
    text = text.encode(errors="backslashreplace").decode()  # half of a surrogate pair
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _words() -> dict[str, object]:
    """What the page says, in the language in use."""
    return {
        "alert_kinds": kind_words(),
        "alerts": _("预警"),
        "all": _("全部"),
        "all_closed": _("均已销号"),
        "all_submitted": _("均已报送"),
        "all_units": _("该项指标的各单位"),
        "answered_of": _("已填报 {answered}/{assigned} 项次"),
        "by_day": _("完成时限 {day}"),
        "by_indicator": _("各指标填报率"),
        "by_metric": _("各监测指标未达目标值的单位（未达/填报）"),
        "chapter": _("一级指标"),
        "chapter_legend": _("数字为项次。"),
        "chapters": _("各部分自评结论"),
        "cities": _("各市"),
        "cities_meta": _("{cycle} 年度 · 截至 {day}"),
        "city": _("城市"),
        "close": _("关闭"),
        "closed": _("问题销号"),
        "closed_on": _("{closed_on} 销号：{remark}"),
        "comma": _("，"),
        "comparison": _("各市比较"),
        "coordination": _("提请协调事项"),
        "coverage": _("填报率"),
        "cycle": _("年度"),
        "day": _("办理日期"),
        "days_late": _("逾期天数"),
        "difference": _("分差"),
        "differences": _("自评与复核分差最大的项目（不一致 {count} 项，超限 {over} 项）"),
        "due": _("完成时限"),
        "due_today": _("今日截止"),
        "evidence": _("佐证材料"),
        "evidence_file": _("{title}（{file}）"),
        "example": _("示例"),
        "found": _("{cycle} 年度提出（{found_by}）"),
        "found_on": _("{cycle} 年度提出（{found_by}，{on}）"),
        "full_marks": _("满分"),
        "grade": _("等次"),
        "grade_units": _("{grade} {units} 个"),
        "grades": _("{side}：{counts}"),
        "grid": _("责任与进展"),
        "grid_keys": _("在格中用方向键移动，按回车查看。"),
        "indicator": _("指标"),
        "is_overdue": _("，逾期"),
        "issued": _("发出日期"),
        "kind": _("预警类别"),
        "kinds": {str(one): kind_word(one) for one in KINDS},
        "last": _("上年度"),
        "last_year": _("{cycle} 年度：{value}"),
        "late_problems": _("逾期最久的问题（逾期共 {count} 个）"),
        "late_units": _("逾期单位 {count} 个"),
        "ledger": _("问题整改台账"),
        "letter": _("种类"),
        "letters": _("已发催办函（共 {count} 份）"),
        "letters_sent": _("已发函"),
        "letters_and_orders": _("已发催办函、督查单（共 {count} 份）"),
        "listed": _("、"),
        "lights": {one: StatusLight(one, light_word(one)).text for one in LIGHTS},
        "log_differs": _(
            "报送记录缺少或不完整：按报送记录已报送 {logged} 个单位，按填报文件已报送 {stated} 个；不一致的单位：{units}。"
        ),
        "measure": _("整改措施"),
        "meta": _("{title} · {cycle} 年度 · 截至 {day} · {stage}"),
        "metric": _("监测指标"),
        "metric_last": _("监测指标（上年度）"),
        "metric_line": _("{name} {value}（{last}）"),
        "no_last_year": _("没有上年度的数据"),
        "no_late_units": _("没有逾期单位"),
        "no_log": _("没有报送记录，无法按日列出。"),
        "no_problems": _("没有登记的问题"),
        "no_scores": _("没有评分办法（data/scoring.yaml），不计算得分。"),
        "no_stages": _("未填写时间节点"),
        "none": _("无。"),
        "none_of": _("{what}：无。"),
        "not_submitted": _("未报送 {count} 个"),
        "number": _("编号"),
        "off_target": _("未达目标值的监测指标（{count} 项）"),
        "only_in": _("只在{cities}：{ids}"),
        "open_count": _("未销号"),
        "open_problems": _("未销号 {count} 个"),
        "other_texts": _("编号相同而文字不同，分别列出：{ids}"),
        "over": _("分差超限"),
        "overdue": _("逾期问题"),
        "overdue_days": [plural("逾期 {count} 天", count) for count in (1, 2)],
        "overdue_with_earlier": _("含以前年度共 {count} 个；"),
        "overview": _("总览"),
        "own_score": _("自评得分"),
        "own_total": _("自评总分"),
        "partial": _("※ 有内容未读取，数字不完整。"),
        "person": _("责任人"),
        "place": _("名次"),
        "points": _("{score} 分"),
        "problem": _("问题"),
        "progress": _("报送进度"),
        "progress_lights": _("各单位进度"),
        "progress_made": _("整改进展"),
        "progress_text": _("到 {day} 已报送 {submitted} 个单位"),
        "proof": _("整改佐证材料"),
        "rank_kind": _("{title}：{kind}"),
        "ranking": _("得分与排名"),
        "rating": _("自评结论"),
        "ratings": {
            **{str(one): rating_word(one) for one in RATINGS},
            "unrated": _("未作自评结论"),
            "missing": _("未填报"),
            "unread": _("无法读取"),
        },
        "remark": _("说明"),
        "repeats": _("与 {cycle} 年度的问题 {id} 相近"),
        "rest": _("另有 {count} 行"),
        "reviewed_score": _("复核得分"),
        "reviewed_total": _("复核总分"),
        "role": _("分工"),
        "roles": {one: role_word(one) for one in ROLES},
        "rows": _("共 {count} 行"),
        "sample": _("示例数据：所列内容均为示例，不反映任何单位的实际情况。"),
        "scoring": _("评分办法：{title}（{basis}）"),
        "scoring_sample": _("评分办法：{title}（{basis}）（示例）"),
        "search": _("查找"),
        "section": _("二级指标"),
        "semicolon": _("；"),
        "situations": {
            "undated": _("未定"),
            "ahead": _("未开始"),
            "running": _("进行中"),
            "soon": _("临期"),
            "overdue": _("逾期"),
            "done": _("已完成"),
            "passed": _("已结束"),
            "unknown": _("无法读取"),
        },
        "soon_days": _("剩余 {count} 天"),
        "stage": _("阶段"),
        "stage_left": _("{stage}（{due} 截止，剩余 {count} 天）"),
        "stage_next": _("下一阶段：{stage}（{day} 开始，还有 {count} 天）"),
        "stage_now": _("当前阶段：{stages}"),
        "stage_over": _("{stage}（已过截止日期 {due}，部分单位另有截止日期）"),
        "stage_today": _("{stage}（今日 {due} 截止）"),
        "stages_over": _("各阶段均已截止"),
        "state": _("状态"),
        "stated": _("{name}：{value}"),
        "stated_in": _("{cycle} 年度填报：{text}"),
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
        "unit_role": _("{unit}（{role}）"),
        "unit_states": {**{str(one): state_word(one) for one in STATES}, "none": state_word(None)},
        "units_answers": _("各单位的填报和复核"),
        "unknown_units": _("{count} 个单位的填报文件无法读取"),
        "unproven": _("{day} 销号时没有整改佐证材料，不算销号"),
        "unread": _("以下内容未读取，有关数字可能不全："),
        "unread_file": _("{file} 第 {line} 行：{reason}"),
        "unread_light": "？" + _("不详"),
        "unread_of": _("，{count} 项次未读取"),
        "unread_state": _("无法读取"),
        "until": _("限期"),
        "value": _("数值"),
        "verdict": _("复核结论"),
        "with_earlier": _("含以前年度共 {closed}/{found}"),
    }
