"""How a total comes about, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dutykit.assess.score import Account, Item, Side, Step, UnitScore, exact, exact_text
from dutykit.language import _
from dutykit.listings.matrix_table import chapter_heading
from dutykit.model.catalogue import Catalogue
from dutykit.model.scoring import Grade, PointsItem, Scoring
from dutykit.model.workspace import Workspace
from dutykit.output.table.ids import id_list


def account_lines(workspace: Workspace, scoring: Scoring, cycle: int, score: UnitScore, side: Side) -> Iterator[str]:
    """One side's sum: its lines, what is added, the rounding, the grade and what lowers it."""
    whose = side_word(side)
    yield _("{unit} {cycle} 年度得分（{side}）").format(unit=score.unit, cycle=cycle, side=whose)
    yield basis_line(scoring)
    account = score.account(side)
    if account is None:
        yield _("没有自评材料。") if side == "self" else _("没有复核文件。")
        return
    yield from _sum_lines(workspace.catalogue, account)
    if account.lacking:
        names = _("、").join(item_name(item.item) for item in account.lacking)
        yield _("以下项目尚未评分，无法计算总分：{names}").format(names=names)
        return
    if account.exact is None:
        yield _("没有可计分的项目（未填写分值，或该单位不承担指标）。")
        return
    yield from _total_lines(workspace.catalogue, scoring, account)
    yield from _grade_lines(scoring, account)
    if side == "reviewed" and score.credibility is not None:
        yield _("自评可信度 {value}%（{method}）").format(value=score.credibility, method=credibility_words(scoring))


def side_word(side: Side) -> str:
    """Whose scores they are."""
    return _("自评") if side == "self" else _("复核")


def basis_line(scoring: Scoring) -> str:
    """What the scores rest on."""
    text = _("评分办法：{title}（{basis}）").format(title=scoring.title, basis=scoring.bare_basis)
    return _("{text}（示例）").format(text=text) if scoring.sample and _("示例") not in scoring.basis else text


def item_name(item: PointsItem) -> str:
    """What an item is called."""
    match item.level:
        case "indicators":
            return _("指标 {id}").format(id=item.key)
        case "sections":
            return _("二级指标{number}").format(number=item.reference)
        case "chapters":
            return _("一级指标{number}").format(number=item.reference)


def credibility_words(scoring: Scoring) -> str:
    """The formula of the credibility in words; empty if the scoring has none."""
    if scoring.credibility is None:
        return ""
    match scoring.credibility.method:
        case "by_item":
            return _("1 − Σ|自评 − 复核| ÷ Σ分值")
        case "total":
            return _("1 − |自评总分 − 复核总分| ÷ 总分值")
        case "ratio":
            return _("复核总分 ÷ 自评总分")


def _sum_lines(catalogue: Catalogue, account: Account) -> Iterator[str]:
    chapters: dict[int, list[Item]] = {}
    for item in account.items:
        chapters.setdefault(item.chapter, []).append(item)
    for number, items in chapters.items():
        yield chapter_heading(number, catalogue.chapters[number - 1].title)
        for item in items:
            yield "  " + _item_line(item)
        if len(items) > 1:
            score = sum((item.score or Fraction(0) for item in items), Fraction(0))
            points = sum((item.points for item in items), Fraction(0))
            yield "  " + _("小计 {score} / {points}").format(score=exact_text(score), points=exact_text(points))
    text = _("合计 {score} / {points}")
    yield text.format(score=exact_text(account.score), points=exact_text(account.points))
    for item in account.left_out:
        yield _("不适用，不计入：{name}（{points} 分）").format(
            name=item_name(item.item), points=exact_text(item.points)
        )


def _item_line(item: Item) -> str:
    name = item_name(item.item)
    points = exact_text(item.points)
    scored = [part for part in item.parts if part.rating != "not_applicable"]
    if item.score is None:
        return _("{name}：未评 / {points}").format(name=name, points=points)
    score = exact_text(item.score)
    if item.item.level != "indicators":
        ids = id_list(tuple(part.indicator for part in scored))
        terms = " + ".join(exact_text(part.score) for part in scored if part.score is not None)
        return _("{name}，指标 {ids}：{terms} = {score} / {points}").format(
            name=name, ids=ids, terms=terms, score=score, points=points
        )
    level = scored[0].level
    if level is not None:
        return _("{name}：{level} 级 {score} / {points}").format(name=name, level=level, score=score, points=points)
    return _("{name}：{score} / {points}").format(name=name, score=score, points=points)


def _total_lines(catalogue: Catalogue, scoring: Scoring, account: Account) -> Iterator[str]:
    score, points = exact_text(account.score), exact_text(account.points)
    if scoring.method == "percent":
        rate = account.score / account.points * 100 if account.points else Fraction(0)
        yield _("得分率 {score} ÷ {points} × 100 {rate}").format(score=score, points=points, rate=_equals(rate))
    for share in account.shares:
        yield _("{chapter}：{score} ÷ {points} × 权重 {weight} {worth}").format(
            chapter=chapter_heading(share.chapter, catalogue.chapters[share.chapter - 1].title),
            score=exact_text(share.score),
            points=exact_text(share.points),
            weight=exact_text(share.weight),
            worth=_equals(share.worth),
        )
    for one in account.additions:
        word = _("加分") if one.points >= 0 else _("扣分")
        yield _("{word} {points}：{event}，{times} 次（{remark}）").format(
            word=word,
            points=exact_text(abs(one.points)),
            event=one.event.text,
            times=one.occurrence.times,
            remark=one.occurrence.remark,
        )
    if account.capped is not None:
        yield _("加分合计以 {most} 分为限").format(most=exact_text(account.capped))
    if account.exact is not None:
        yield _("总分 {exact}，保留 {decimals} 位小数：{total}").format(
            exact=exact_text(account.exact), decimals=scoring.decimals, total=account.total
        )


def _equals(value: Fraction) -> str:
    """`value` after the sign that states whether it is all of it."""
    shown = exact(value)
    return f"= {shown:f}" if Fraction(shown) == value else f"≈ {shown:f}"


def _grade_lines(scoring: Scoring, account: Account) -> Iterator[str]:
    if not scoring.grades:
        return
    if account.grade_by_total is None:
        yield _("{total} 分不在任何等次的范围内").format(total=account.total)
        return
    yield _("按总分：{grade}（{limits}）").format(
        grade=account.grade_by_total.id, limits=_limits(scoring, account.grade_by_total)
    )
    for step in account.steps:
        yield _("{event}（{remark}）：{change}").format(
            event=step.event.text, remark=step.occurrence.remark, change=step_words(step)
        )
    if account.grade is not None:
        yield _("等次：{grade}").format(grade=account.grade.id)


def step_words(step: Step) -> str:
    """What became of the grade."""
    if step.before == step.after:
        return _("仍为{grade}").format(grade=step.after.id)
    return _("{before} → {after}").format(before=step.before.id, after=step.after.id)


def _limits(scoring: Scoring, grade: Grade) -> str:
    ladder = scoring.ladder
    at = ladder.index(grade)
    if grade.min is not None and grade.max is not None:
        return _("{min} 至 {max} 分").format(min=grade.min, max=grade.max)
    if grade.min is not None:
        return _("{min} 分及以上").format(min=grade.min)
    above = ladder[at - 1].min if at else None
    return _("不到 {min} 分").format(min=above) if above is not None else _("不限")
