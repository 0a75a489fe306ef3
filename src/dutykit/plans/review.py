"""What an import leaves to a person: each doubt in words, with the line it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dutykit.language import Language, _, current_language, plural
from dutykit.model.catalogue import Metric
from dutykit.model.office_words import role_word
from dutykit.model.role import ROLES, Role
from dutykit.output.table.record import Cell, Column, Group, Table, one_line
from dutykit.plans.column_words import use_word
from dutykit.plans.grammar.record import AsideKind, Doubt, DoubtKind, LeftKind
from dutykit.plans.proposal import Proposal
from dutykit.plans.quantities import quantities

_MOST_ROWS, _FIRST_ROWS = 400, 20
"""Rows of all tables from which on a screen has only so many of each."""
_LONGEST = 60
"""Characters of a source line that are shown around the words a doubt is about."""


def doubt_text(doubt: Doubt) -> str:
    """What is uncertain and why, in a sentence."""
    if doubt.kind in {"reworded", "alike"}:
        there, _equals, percent = doubt.detail.partition("=")
        text = _("任务 {number} 与指标 {id} 相似（{percent}）：是修改还是新增？{answer}")
        answer = (
            _("已按修改处理；新增的，用 --indicator {number}=new 指定")
            if doubt.kind == "reworded"
            else _("已按新增处理，指标 {id} 不变；修改的，用 --indicator {number}={id} 指定")
        ).format(number=doubt.subject, id=there)
        return text.format(number=doubt.subject, id=there, percent=percent, answer=answer)
    if doubt.kind == "convention":
        return {
            "first": _("按原文，列第一位的为牵头单位"),
            "comma": _("按原文，第一个逗号前的为牵头单位"),
            "star": _("按原文，带标记的为牵头单位"),
        }[doubt.detail]
    if doubt.kind == "inherited":
        text = _("按原文，第 {detail} 行各项均由“{subject}”落实，已列入各项")
        return text.format(detail=doubt.detail, subject=doubt.subject)
    if doubt.kind == "label":
        role = next(one for one in ROLES if one == doubt.detail)
        if role == "guide":
            text = _("“{label}”是检查而非承担任务的单位，按{role}处理，并写入说明，请核对")
        else:
            text = _("“{label}”按{role}处理，请核对")
        return text.format(label=doubt.subject, role=role_word(role))
    texts = _doubt_texts(current_language(), certain=doubt.certain)
    return texts[doubt.kind].format(subject=_short(doubt.subject), detail=_short(doubt.detail))


@lru_cache(maxsize=4)  # asked of each doubt
def _doubt_texts(_language: Language, *, certain: bool) -> Mapping[str, str]:
    """What is uncertain, or told, for kinds of doubts that are one sentence each."""
    return {
        "name": _("“{subject}”不像单位名称，请核对"),
        "bare": _("只写了单位名称（{subject}），未写牵头或配合，按责任单位处理，请核对"),
        "clauses": _("“{subject}”写在任务的句子里，按责任标注处理，请核对"),
        "restored": _("“{subject}”按同一名单补全为“{detail}”"),
        "comment": _("“{subject}”后的括注“{detail}”作为说明，不计入名称"),
        "alias": _("“{subject}”是“{detail}”的简称"),
        "open": _("名单未列全（有“等有关部门”之类的表述），已在指标中注明"),
        "unclosed": _("括号未闭合，读取至行末"),
        "prose": _("“{subject}”像是分工，但不是责任标注，未采用；确为分工的，请补充"),
        "star": _("“{subject}”标有星号，原文未作说明，按牵头单位处理，请核对"),
        "twice": _("“{subject}”在同一处出现两次，只记一次"),
        "unassigned": _("“{subject}”之下未写责任单位，未列为指标"),
        "loose": _("无法判断“{subject}”承担何种职责，未采用，请核对"),
        "head": _("未找到{subject}，请在指标体系的来源信息中补充"),
        "near": _("“{subject}”与“{detail}”相近，请核对是否为同一单位"),
        "joined": _("“{subject}”像是两个单位连写（{detail}），未拆分，请核对"),
        "restart": _("一级标题从“{subject}”起重新编号，文件中可能有两份方案，请核对；不需要的删去后再导入"),
        "cut": _("最后一行没有写完，文件可能不完整，请核对"),
        "titled": _("“{subject}”独占一行，按标题处理；确为任务的，请补充责任单位"),
        "untaken": _(
            "表格（列：{subject}）中未找到责任单位列，“{detail}”像是责任单位；用 --columns {detail}=责任单位 指定"
        ),
        "traditional": _("原文为繁体字，按对应的简体字识别；写入的文字和名称与原文一致"),
        "changes": _("文件中有修订标记，按接受全部修订后的文字读取"),
        "comments": _("文件中有批注，批注未读取"),
        "group": _("“{subject}”是统称，请在 data/units.yaml 的 members 中列出所含单位；units 中没有的单位，一并写入"),
        "person": _("“{subject}”是个人，写入该项的说明")
        if certain
        else _("“{subject}”中有个人，单位照列，原文写入该项的说明，请核对"),
        "alone": _("“{subject}”是个人，该项未写其他单位，暂按单位列入，请改为其所在单位"),
        "own": _("“{subject}”是发文单位（{detail}）的内设机构，按单位列入，请核对"),
        "part": _("“{subject}”是单位的内设机构，不列为单位，写入该项的说明，请核对"),
        "apart": _("“{subject}”是几个单位连写，按 {detail} 分别列入，请核对"),
        "governs": _("“{subject}”写在几项任务之前或之后，按第 {detail} 行各项均由其负责处理，请核对"),
        "above": _("“同上”按上一项任务的单位（{subject}）处理"),
        "list": _("括号中像是单位名单（{subject}），未标明责任，未采用；确为责任单位的，请补充"),
        "moved": _("内容相同的任务，编号与指标不同，保留指标原编号（方案中的编号→指标编号）：{subject}"),
        "renumbered": _("任务编号 {subject} 在各标题下各自编排，指标改为从 1 起连续编号")
        if certain
        else _("任务编号 {subject} 在同一标题下重复，指标改为从 1 起连续编号，请核对"),
    }


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"


def counts_text(proposal: Proposal) -> str:
    """What became of the lines of the document, in a sentence."""
    counts = proposal.plan.counts
    return _("原文 {total} 行：{catalogue} 行列入指标体系，{head} 行是文件头，{left} 行未列入").format(
        total=sum(counts), **counts._asdict()
    )


def review_tables(proposal: Proposal) -> list[Table]:
    """What to look at, by line; and what was decided by the document's own words."""
    places = [one for one in proposal.doubts if one.kind not in ABOUT_NAMES]
    asked = [one for one in places if not one.certain]
    told = [one for one in places if one.certain]
    found = []
    if asked:
        found.append(_doubts(proposal, asked, plural("需要核对 {count} 处", len(asked)).format(count=len(asked))))
    if told:
        title = plural("已按原文处理 {count} 处，无需核对", len(told)).format(count=len(told))
        found.append(_doubts(proposal, told, title))
    return found


def all_tables(proposal: Proposal) -> list[Table]:
    """Everything a person may look at, the questions before what only tells."""
    return [
        *([columns_table(proposal)] if proposal.plan.columns else []),
        *review_tables(proposal),
        *filter(None, [metrics_table(proposal)]),
        *([left_table(proposal)] if proposal.plan.left else []),
        units_table(proposal),
    ]


def summary(tables: Sequence[Table]) -> tuple[list[Table], bool]:
    """The tables as they fit on a few screens, and whether that is all of them: of long ones the first rows, with a count."""
    if sum(len(list(table.rows())) for table in tables) <= _MOST_ROWS:
        return list(tables), True
    return [_first_rows(table) for table in tables], False


def _first_rows(table: Table) -> Table:
    rows = list(table.rows())
    if len(rows) <= _FIRST_ROWS:
        return table
    title = _("{title}（列出前 {shown} 行，共 {count} 行）").format(
        title=table.title, shown=_FIRST_ROWS, count=len(rows)
    )
    return replace(table, title=title, groups=(Group(tuple(rows[:_FIRST_ROWS])),))


def _doubts(proposal: Proposal, doubts: list[Doubt], title: str) -> Table:
    columns = (Column(_("行"), "number"), Column(_("核对事项"), wide=True), Column(_("原文"), wide=True))
    rows: list[tuple[Cell, ...]] = [
        (one.line or None, doubt_text(one), excerpt(proposal.plan.lines.get(one.line, ""), one.subject))
        for one in doubts
    ]
    return Table(title, columns, (Group(tuple(rows)),))


def columns_table(proposal: Proposal) -> Table:
    """What each column of the document's tables is taken for."""
    columns = (Column(_("表格中的列"), wide=True), Column(_("用途")))
    rows: dict[tuple[Cell, ...], None] = {}
    for one in proposal.plan.columns:
        rows.setdefault((one.title, use_word(one.use)))
    return Table(_("表格各列的用途（可用 --columns 列名=用途 更改）"), columns, (Group(tuple(rows)),))


def metrics_table(proposal: Proposal) -> Table | None:
    """Quantities in the texts, as metrics to be confirmed; None if there are none."""
    found = quantities(proposal)
    if not found:
        return None
    columns = (
        Column(_("编号"), "number"),
        Column(_("指标")),
        Column(_("监测指标"), wide=True),
        Column(_("目标值")),
        Column(_("原文"), wide=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (number, one.indicator, one.metric.id, target_text(one.metric), one.metric.because)
        for number, one in enumerate(found, 1)
    ]
    title = plural("原文中有 {count} 个数量要求，可作监测指标；确认后用 --metrics 编号 写入", len(found))
    return Table(title.format(count=len(found)), columns, (Group(tuple(rows)),))


def target_text(metric: Metric) -> str:
    """What a metric must reach, with its unit."""
    target = metric.target
    if target is None:
        return ""
    sign, value = ("≥", target.min) if target.min is not None else ("≤", target.max)
    return f"{sign} {value}{metric.unit or ''}"


def left_reason(kind: LeftKind) -> str:
    """Why words of a document are not in the catalogue."""
    return _left_reasons(current_language())[kind]


@lru_cache(maxsize=2)  # asked of each line
def _left_reasons(_language: Language) -> Mapping[LeftKind, str]:
    own: dict[LeftKind, str] = {
        "preface": _("第一个标题之前的文字，未写责任单位"),
        "unassigned": _("未写责任单位"),
        "behind": _("责任标注之后的文字，未写责任单位"),
        "contacts": _("附件所列名单、联系方式，不是任务"),
        "footer": _("网页页脚"),
        "row": _("表格中未写责任单位的行"),
        "column": _("表格中未采用的列"),
        "rule": _("说明如何读取责任标注，已据以处理"),
        "no_statement": _("没有 statement（条文）的控制项，未列为指标"),
        "withdrawn": _("已撤销的控制项，未列为指标"),
    }
    return own | aside_reasons()


def aside_reasons() -> dict[AsideKind, str]:
    """Why words of a file are not part of its text."""
    return {
        "page": _("页眉、页脚"),
        "contents": _("目录"),
        "footnote": _("脚注、尾注"),
        "comment": _("批注"),
        "deleted": _("修订中已删除的文字"),
        "hidden": _("隐藏的文字"),
        "hidden_row": _("隐藏的行"),
        "hidden_column": _("隐藏的列"),
        "hidden_sheet": _("隐藏的工作表"),
        "drawing": _("图形中的文字"),
        "picture": _("图片，其中的文字无法读取"),
        "embedded": _("嵌入的文件，未读取"),
        "turned": _("竖排或旋转的文字"),
        "scan": _("该页没有可读取的文字，可能是扫描页"),
        "unmapped": _("该页有字体没有字符编码表，其中的文字无法识别"),
    }


def left_table(proposal: Proposal) -> Table:
    """What is not in the catalogue, with the reason; lines that follow one another with the same reason are one row."""
    left = proposal.plan.left
    count = len({one.line for one in left if one.whole})
    parts = len(left) - sum(one.whole for one in left)
    title = plural("未列入 {count} 行", count).format(count=count)
    if parts:
        title = _("{lines}，另有 {parts} 处只列入部分").format(lines=title, parts=parts)
    return left_lines(title, [(one.line, left_reason(one.kind), one.text, one.whole) for one in left])


def left_lines(title: str, left: Sequence[tuple[int, str, str, bool]]) -> Table:
    """Lines with the reason why they are left out, their words, and whether nothing of them is taken.

    Lines that follow one another with the same reason are one row.
    """
    columns = (Column(_("行")), Column(_("未列入原因"), wide=True), Column(_("原文"), wide=True))
    rows: list[tuple[Cell, ...]] = []
    for run in _runs(left):
        (first, reason, text, _whole), last = run[0], run[-1][0]
        lines = str(first) if first == last else f"{first}–{last}"
        text = one_line(text)
        rows.append((lines, reason, _short(text) + ("…" if len(run) > 1 and len(text) <= _LONGEST else "")))
    return Table(title, columns, (Group(tuple(rows)),))


def _runs(left: Sequence[tuple[int, str, str, bool]]) -> list[list[tuple[int, str, str, bool]]]:
    runs: list[list[tuple[int, str, str, bool]]] = []
    for one in left:
        last = runs[-1][-1] if runs else None
        line, reason, _text, whole = one
        if last is not None and whole and (last[1], last[3]) == (reason, whole) and line - last[0] <= 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


ABOUT_NAMES: frozenset[DoubtKind] = frozenset({"name", "restored", "comment", "alias", "near", "joined", "group"})
"""Doubts about a name, wherever it stands."""


def names_to_check(proposal: Proposal) -> dict[str, list[str]]:
    """What there is to know of each unit's name, each thing once: what it was made of, what it may mean."""
    found: dict[str, list[str]] = {}
    for one in proposal.doubts:
        if one.kind in ABOUT_NAMES:
            name = one.detail if one.kind in {"restored", "alias"} else one.subject
            said = found.setdefault(proposal.meant.get(name, name), [])
            if (text := _about_name(one)) not in said:
                said.append(text)
    return found


def _about_name(one: Doubt) -> str:
    return {
        "name": _("不像单位名称，请核对"),
        "restored": _("原文写“{subject}”，按同一名单补全"),
        "comment": _("原文注“{detail}”"),
        "alias": _("简称“{subject}”"),
        "near": _("与“{detail}”相近，请核对是否为同一单位"),
        "joined": _("像是两个单位连写（{detail}），未拆分，请核对"),
        "group": _("统称，请补充所含单位"),
    }[one.kind].format(subject=_short(one.subject), detail=_short(one.detail))


def names_asked(proposal: Proposal) -> int:
    """How many names there is a question about."""
    return len(
        {
            proposal.meant.get(one.detail if one.kind == "restored" else one.subject, one.subject)
            for one in proposal.doubts
            if one.kind in ABOUT_NAMES and not one.certain
        }
    )


def asked_count(proposal: Proposal) -> int:
    """How many places and names a person should look at."""
    places = sum(one.kind not in ABOUT_NAMES and not one.certain for one in proposal.doubts)
    return places + names_asked(proposal)


def units_table(proposal: Proposal) -> Table:
    """One row per unit or group: how often it is named in which role, whether it is new, and what to know of its name."""
    catalogue = proposal.catalogue
    counts: dict[str, Counter[Role]] = {}
    for entry in () if catalogue is None else catalogue.entries:
        for role in ROLES:
            for name in entry.indicator.named(role):
                counts.setdefault(name, Counter())[role] += 1
    used = [role for role in ROLES if any(one[role] for one in counts.values())]
    known = names_to_check(proposal)
    columns = (
        Column(_("单位")),
        *(Column(role_word(role), "number") for role in used),
        Column(_("单位名录")),
        *((Column(_("说明"), wide=True),) if known else ()),
    )
    names = [*(unit.id for unit in proposal.register.units), *(group.id for group in proposal.register.groups)]
    if len(names) > _MOST_ROWS:  # of a long table the first rows alone are on the screen
        names.sort(key=lambda name: name not in known)
    rows: list[tuple[Cell, ...]] = [
        (
            name,
            *(counts.get(name, Counter())[role] or None for role in used),
            _("新") if name in proposal.new else _("已有"),
            *((_("；").join(known.get(name, [])),) if known else ()),
        )
        for name in names
    ]
    title = plural("涉及单位 {count} 个", len(names)).format(count=len(names))
    if asked := names_asked(proposal):
        title = _("{units}，需要核对 {count} 个").format(units=title, count=asked)
    return Table(title, columns, (Group(tuple(rows)),))


def excerpt(line: str, subject: str) -> str:
    """The part of a source line that a doubt is about; where its words are not in it, the line's end."""
    text = one_line(line)
    if len(text) <= _LONGEST:
        return text
    at = text.find(subject) if subject else -1
    if at < 0:
        return "…" + text[-_LONGEST:]
    start = max(0, min(at - 15, len(text) - _LONGEST))
    return ("…" if start else "") + text[start : start + _LONGEST] + ("…" if start + _LONGEST < len(text) else "")
