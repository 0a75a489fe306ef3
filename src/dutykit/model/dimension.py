"""What a formula comes to in units of measurement: yuan by yuan is a number, yuan and pupils do not add up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from dutykit.model.formula import Formula

Dimension = Mapping[str, int]
"""Each unit with its power, below zero where it divides; empty for a pure number."""

_PURE = frozenset({"%", "％", "‰", "倍", "比"})
"""Units that say how a pure number is written."""


class UnitsDifferError(Exception):
    """A formula adds or subtracts what has different units; `args` are the two, as text."""


def dimension_of(unit: str) -> Dimension:
    """The dimension of a unit as written, such as 元/人."""
    above, *below = (part.strip() for part in unit.replace("每", "/").split("/"))
    powers: dict[str, int] = {}
    for name, power in ((above, 1), *((name, -1) for name in below)):
        if name and name not in _PURE:
            powers[name] = powers.get(name, 0) + power
    return {name: power for name, power in powers.items() if power}


def formula_dimension(formula: Formula, units: Mapping[str, str | None]) -> Dimension | None:
    """The dimension of what comes of `formula` with elements in these units; None where a unit is not known.

    A number in the formula goes with anything it is added to. Raises UnitsDifferError.
    """
    stack: list[Dimension | None] = []
    constants: list[bool] = []
    for step in formula.steps:
        if isinstance(step, Decimal):
            stack.append({})
            constants.append(True)
        elif not isinstance(step, str):
            unit = units.get(step.name)
            stack.append(None if unit is None else dimension_of(unit))
            constants.append(False)
        elif step != "negative":
            right, left = stack.pop(), stack.pop()
            right_constant, left_constant = constants.pop(), constants.pop()
            if step in "+-":
                stack.append(_added(left, right, left_constant=left_constant, right_constant=right_constant))
            else:
                stack.append(_combined(left, right, 1 if step == "*" else -1))
            constants.append(left_constant and right_constant)
    return stack.pop()


def dimension_text(dimension: Dimension) -> str:
    """A dimension as people write a unit."""
    above = "·".join(name for name, power in sorted(dimension.items()) for _time in range(power))
    below = "".join(f"/{name}" for name, power in sorted(dimension.items()) for _time in range(-power))
    return f"{above or '1' if below else above}{below}"


def _added(
    left: Dimension | None, right: Dimension | None, *, left_constant: bool, right_constant: bool
) -> Dimension | None:
    if left is None or right is None:
        return None
    if left_constant or right_constant:
        return right if left_constant else left
    if dict(left) != dict(right):
        raise UnitsDifferError(dimension_text(left), dimension_text(right))
    return left


def _combined(left: Dimension | None, right: Dimension | None, sign: int) -> Dimension | None:
    if left is None or right is None:
        return None
    powers = dict(left)
    for name, power in right.items():
        powers[name] = powers.get(name, 0) + sign * power
    return {name: power for name, power in powers.items() if power}
