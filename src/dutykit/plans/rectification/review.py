"""The problems of a rectification plan as tables to be looked over, and as a JSON document, version 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dutykit.language import _, plural
from dutykit.model.office_words import role_word
from dutykit.output.table.record import Cell, Column, Group, Table
from dutykit.plans.rectification.field import COLUMN_FIELDS, ColumnField
from dutykit.plans.rectification.merging import Placed
from dutykit.plans.rectification.record import FoundProblem, OtherLineKind, Question, Rectification
from dutykit.plans.review import aside_reasons, excerpt, left_lines

VERSION = 1


def column_words() -> dict[ColumnField, str]:
    """What the uses of columns are called, on the screen and after --columns."""
    words: dict[ColumnField, str] = {
        "number": _("编号"),
        "category": _("问题类别"),
        "problem": _("问题"),
        "measure": _("整改措施"),
        "goal": _("整改目标"),
        "units": role_word("responsible"),
        "support": role_word("support"),
        "person": _("责任人"),
        "deadline": _("完成时限"),
        "state": _("整改进展（照录在问题中）"),
        "other": _("其他（照录在问题中）"),
        "none": _("不采用"),
    }
    return {use: words[use] for use in COLUMN_FIELDS}


def review_tables(found: Rectification, placed: Placed | None) -> list[Table]:
    """What is to be looked over: columns, problems, questions and what was left out."""
    return [
        *([_columns(found)] if found.columns else []),
        _problems(found.problems, placed),
        *([_questions(found)] if found.questions else []),
        *([_left(found)] if found.left else []),
    ]


def counts_text(found: Rectification) -> str:
    """What became of the lines of the document, in a sentence."""
    return _("原文 {total} 行：{problems} 行列入问题，{head} 行是文件头，{left} 行未列入").format(
        total=sum(found.counts), **found.counts._asdict()
    )


def changes_texts(placed: Placed) -> Iterator[str]:
    """What of the problems that the reviews have already is to be changed, each in a sentence."""
    words = {
        "text": _("问题"),
        "measure": _("整改措施"),
        "person": _("责任人"),
        "due": _("完成时限"),
        "indicator": _("指标"),
    }
    for one in placed.problems:
        if one.changes:
            text = _("{unit} 的问题 {id} 已在复核文件中，按方案修改：{fields}")
            yield text.format(unit=one.unit, id=one.id, fields=_("、").join(words[name] for name in one.changes))


def question_text(one: Question) -> str:
    """What is uncertain and why, in a sentence."""
    return {
        "no_unit": _("未写责任单位；在方案中补充，或用 --unit 指定"),
        "no_text": _("未写明问题；在方案中补充"),
        "no_limit": _("未写整改时限"),
        "no_day": _("“{subject}”不是日期，照录在问题中，未填写完成时限"),
        "no_year": _("“{subject}”未写年份，照录在问题中，未填写完成时限；在方案中补充年份"),
        "days": _("“{subject}”写有几个日期，完成时限取最后一个，请核对"),
        "found_by": _("未写明是自查、监测还是实地检查发现的；用 --found-by 指定"),
        "state": _("“{subject}”照录在问题中；整改进展由单位填报，销号由督导室核查后办理"),
        "restart": _("“{subject}”像是另一份方案的标题，文件中可能有两份方案，问题统一编号，请核对"),
    }[one.kind].format(subject=" ".join(one.subject.split()))


def left_reason(kind: OtherLineKind) -> str:
    """Why a line is in no problem."""
    own: dict[OtherLineKind, str] = {
        "preface": _("第一个问题之前的文字"),
        "heading": _("标题或表头，只用于分组"),
        "unlabelled": _("未标明问题、整改措施或责任单位"),
        "behind": _("问题各项之后的文字"),
        "contacts": _("附件所列名单、联系方式，不是问题"),
        "footer": _("网页页脚"),
        "note": _("表格中的说明"),
    }
    return (own | aside_reasons())[kind]


def _columns(found: Rectification) -> Table:
    words = column_words()
    rows: dict[tuple[Cell, ...], None] = {(one.title, words[one.use]): None for one in found.columns}
    columns = (Column(_("表格中的列"), wide=True), Column(_("用途")))
    return Table(_("表格各列的用途（可用 --columns 列名=用途 更改）"), columns, (Group(tuple(rows)),))


def _problems(problems: Sequence[FoundProblem], placed: Placed | None) -> Table:
    """A row a problem and unit, also where it is not known which; without a workspace, a row a problem."""
    columns = (
        Column(_("编号")),
        Column(_("单位"), wide=True),
        *((Column(_("指标")),) if placed is not None else ()),
        Column(_("问题"), wide=True),
        Column(_("整改措施"), wide=True),
        Column(_("责任人")),
        Column(_("完成时限")),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in problems:
        row = (one.text, one.measure, one.person.partition("：")[2] or one.person, one.deadline)
        if placed is None:
            rows.append((one.number, _("、").join(one.units) or _("未写"), *row))
            continue
        rows += [
            (
                one.number,
                place.unit,
                _indicator_word(place.indicator, is_given=place.is_given or place.there is not None),
                *row,
            )
            for place in placed.problems
            if place.problem is one
        ]
        rows += [
            (one.number, _("{unit}（名录中没有）").format(unit=name), "", *row)
            for name, numbers in placed.unknown.items()
            if one.number in numbers
        ]
        rows += [
            (one.number, _("{unit}（未写所含单位）").format(unit=name), "", *row)
            for name, numbers in placed.empty.items()
            if one.number in numbers
        ]
        rows += [(one.number, _("未写"), "", *row) for nobodys in placed.nobodys if nobodys is one]
    return Table(
        plural("方案中的问题 {count} 个", len(problems)).format(count=len(problems)), columns, (Group(tuple(rows)),)
    )


def _questions(found: Rectification) -> Table:
    columns = (
        Column(_("行"), "number"),
        Column(_("编号")),
        Column(_("核对事项"), wide=True),
        Column(_("原文"), wide=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (one.line or None, one.number, question_text(one), excerpt(found.lines.get(one.line, ""), one.subject))
        for one in found.questions
    ]
    title = plural("需要核对 {count} 处", len(rows)).format(count=len(rows))
    return Table(title, columns, (Group(tuple(rows)),))


def _left(found: Rectification) -> Table:
    count = found.counts.left
    taken = found.kept | found.head
    title = plural("未列入 {count} 行", count).format(count=count)
    return left_lines(title, [(one.line, left_reason(one.kind), one.text, one.line not in taken) for one in found.left])


def _indicator_word(indicator: str | None, *, is_given: bool) -> str:
    if indicator is None:
        return _("请指定")
    return indicator if is_given else _("{indicator}（推定）").format(indicator=indicator)


def problems_document(found: Rectification, placed: Placed | None) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1; `title`: of the document, or null
    - `problems`: `number`, `line`, `text`, `measure`, `goal`, `person`, `deadline` (as written), `due` (ISO date or
      null), `units`, `support` (names as written), `others`, and `found_by` ("self_check", "monitoring", "inspection", or
      null where the document does not say)
    - `placed`: with a workspace, for each unit `number`, `unit` (its id), `id`, `indicator` (or null), `given` (false
      where it was worked out), `there` and `changes`, the fields of one that is there that are changed
    - `unknown`: names that are no unit of the workspace
    - `columns`: `table` (which of the document, from 1), `title` and `use` of each column of its tables
    - `lines`: how many lines that are not blank are in `problems`, in the `head`, and `left` out
    - `left`: `line`, `kind`, `reason` and `text` of each line that is left out
    - `review`: `line` (null for the document as a whole), `number` (of the problem, or null), `kind`, `message` and
      `source`, the line's text
    """
    return {
        "version": VERSION,
        "title": found.title or None,
        "problems": [
            {
                "number": one.number,
                "line": one.line,
                "text": one.text,
                "measure": one.measure or None,
                "goal": one.goal or None,
                "person": one.person or None,
                "deadline": one.deadline or None,
                "due": one.due.isoformat() if one.due else None,
                "units": list(one.units),
                "support": list(one.support),
                "others": one.others or None,
                "found_by": one.found_by,
            }
            for one in found.problems
        ],
        "placed": [
            {
                "number": one.problem.number,
                "unit": one.unit,
                "id": one.id,
                "indicator": one.indicator,
                "given": one.is_given,
                "there": one.there is not None,
                "changes": list(one.changes),
            }
            for one in (placed.problems if placed is not None else ())
        ],
        "unknown": [*placed.unknown, *placed.empty] if placed is not None else [],
        "columns": [{"table": one.table, "title": one.title, "use": one.use} for one in found.columns],
        "lines": found.counts._asdict(),
        "left": [
            {"line": one.line, "kind": one.kind, "reason": left_reason(one.kind), "text": one.text}
            for one in found.left
        ],
        "review": [
            {
                "line": one.line or None,
                "number": one.number or None,
                "kind": one.kind,
                "message": question_text(one),
                "source": found.lines.get(one.line, ""),
            }
            for one in found.questions
        ],
    }
