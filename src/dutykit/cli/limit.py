"""The option for how far reviewers' scores may be apart."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from dutykit.language import _
from dutykit.model.refusal import Refusal

LimitOption = Annotated[
    str | None,
    typer.Option(
        "--limit",
        metavar=_("百分数").upper(),
        help=_("复核人之间得分相差超过分值的百分之几为分歧；默认按评分办法的 reviewer_difference，没有的为 10"),
    ),
]
_MOST = 100


def limit_meant(text: str | None) -> Decimal | None:
    """The per cent asked for. Raises Refusal for what is none."""
    if text is None:
        return None
    try:
        value = Decimal(text.strip().removesuffix("%"))
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or not 0 <= value <= _MOST:
        raise Refusal(_("“{text}”不是 0 至 100 之间的百分数").format(text=text), _("写成 10 或 12.5"))
    return value
