"""A name or number that things are found by holds full-width digits or letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from dutykit.check.declare import check
from dutykit.check.fixes.named import ids
from dutykit.check.walk import answers, shortened
from dutykit.language import _
from dutykit.model.finding import Flaw, Severity
from dutykit.model.place import Place
from dutykit.model.unit import Group, Unit
from dutykit.model.workspace import Workspace

_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")


@check(Severity.WARNING)
def full_width_id(workspace: Workspace) -> Iterable[Flaw]:
    """编号或名称中有全角的数字或字母。

    为什么：“９”和“9”看起来相同，却是两个编号：无法与指标对应，排序也会出错。

    处理建议：改成半角，各处写法保持一致。编号可由 dutykit validate --fix 自动改正。
    """
    for text, place in _ids(workspace):
        if _FULL_WIDTH.search(text):
            plain = _FULL_WIDTH.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
            message = _("“{name}”中有全角的数字或字母").format(name=shortened(text))
            yield Flaw(place, message, _("改成 {plain}").format(plain=shortened(plain)))


def _ids(workspace: Workspace) -> Iterator[tuple[str, Place]]:
    """The texts by which things are found, where they are defined and where answers use them."""
    everyone: tuple[Unit | Group, ...] = (*workspace.register.units, *workspace.register.groups)
    for one in everyone:
        yield one.id, one.place_of("id")
    for entry in workspace.catalogue.entries:
        for metric in entry.indicator.metrics:
            yield metric.id, metric.place_of("id")
            for element in metric.elements:
                yield element.id, element.place_of("id")
    for submission in workspace.submissions:
        yield submission.unit, submission.place_of("unit")
    for review in workspace.all_reviews:
        yield review.unit, review.place_of("unit")
    for _submission, answer in answers(workspace):
        for name in answer.metrics:
            yield name, answer.entry_place("metrics", name, of_key=True)
    for named in ids(workspace):
        if _FULL_WIDTH.search(named.text):
            yield named.text, named.place  # which takes longer to find
