"""Formulas of derived metrics: element names, decimal numbers, + - * / and brackets; nothing else is ever run."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Context, Decimal
from typing import Literal, NamedTuple

LONGEST = 1_000
"""Characters of a formula; nobody writes a longer one."""

Fault = Literal["too_long", "unknown_name", "bad_character", "value_expected", "operator_expected", "bracket"]

_NUMBER = re.compile(r"[0-9]{1,40}(?:\.[0-9]{1,40})?")
_BOUNDARY = re.compile(r"[\s+\-*/()×÷（）＋－＊／]")
_WORD = re.compile(r"[^\s+\-*/()×÷（）＋－＊／]+")
_WEIGHT = {"+": 1, "-": 1, "*": 2, "/": 2, "negative": 3}
_PRINTED = {"*": "×", "/": "÷"}
_EXACT = Context(prec=60)  # values hold up to 40 digits


class FormulaError(Exception):
    """A formula that cannot be read: what is wrong, the words it is wrong at, and where they begin (from 0)."""

    def __init__(self, fault: Fault, words: str, offset: int) -> None:
        super().__init__(fault, words, offset)
        self.fault: Fault = fault
        self.words = words
        self.offset = offset


class ZeroDivisorError(Exception):
    """A formula divides by zero; `name` is the element that is zero, None where the divisor is calculated."""

    def __init__(self, name: str | None) -> None:
        super().__init__(name)
        self.name = name


class _Name(NamedTuple):
    name: str


_Step = Decimal | _Name | str
"""What to do next: push a number, push a named value, or apply an operator."""


class Formula(NamedTuple):
    """A formula that was read, in the order its steps are calculated."""

    steps: tuple[_Step, ...]

    @property
    def names(self) -> frozenset[str]:
        """The elements it uses."""
        return frozenset(step.name for step in self.steps if isinstance(step, _Name))

    def value(self, values: Mapping[str, Decimal | int]) -> Decimal:
        """What comes of it with `values`, to 60 digits. Raises ZeroDivisorError, and KeyError for a name not given."""
        stack: list[tuple[Decimal, str | None]] = []
        for step in self.steps:
            if isinstance(step, Decimal):
                stack.append((step, None))
            elif isinstance(step, _Name):
                stack.append((Decimal(values[step.name]), step.name))
            elif step == "negative":
                stack.append((_EXACT.minus(stack.pop()[0]), None))
            else:
                (right, name), (left, _name) = stack.pop(), stack.pop()
                stack.append((_applied(step, left, right, name), None))
        return stack.pop()[0]


def parse_formula(text: str, names: Collection[str]) -> Formula:
    """Read `text`, in which `names`, a set or mapping of them, may be. Raises FormulaError."""
    if len(text) > LONGEST:
        raise FormulaError("too_long", text[:20], 0)
    return Formula(tuple(_Parser(text, names).read()))


def printed(text: str, names: Collection[str]) -> str:
    """`text` with × and ÷ where it multiplies and divides, as an office writes it. Raises FormulaError."""
    parser = _Parser(text, names)
    parser.read()
    shown = [*text]
    for at in parser.operators:
        shown[at] = _PRINTED.get(shown[at], shown[at])
    return "".join(shown)


class _Parser:
    """Puts operators behind what they are applied to; with a stack of its own, so that depth costs none of Python's."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        self.names = names
        # Names that hold blanks or operators are not seen as one word; only those need to be tried.
        self.lengths = sorted({len(name) for name in names if _BOUNDARY.search(name) and name in text}, reverse=True)
        self.steps: list[_Step] = []
        self.waiting: list[tuple[str, int]] = []
        """Operators and open brackets, with their offsets."""
        self.operators: list[int] = []
        """The offsets of all operators."""
        self.value_next = True

    def read(self) -> list[_Step]:
        offset = 0
        while offset < len(self.text):
            one = self.text[offset]
            word = None if one.isspace() else self._word(offset)
            if word is not None:
                self._value(word, offset)
            elif one in "()":
                self._bracket(one, offset)
            elif not one.isspace():
                self._operator(one, offset)
            offset += len(word or one)
        if self.value_next:
            raise FormulaError("value_expected", "", max(len(self.text.rstrip()) - 1, 0))
        while self.waiting:
            operator, at = self.waiting.pop()
            if operator == "(":
                raise FormulaError("bracket", operator, at)
            self.steps.append(operator)
        return self.steps

    def _word(self, offset: int) -> str | None:
        """The longest name that is at `offset`, which may hold blanks and brackets; else the word there, if any."""
        for length in self.lengths:
            end = offset + length
            if self.text[offset:end] in self.names and (end == len(self.text) or _BOUNDARY.match(self.text, end)):
                return self.text[offset:end]
        found = _WORD.match(self.text, offset)
        return found.group() if found else None

    def _value(self, word: str, offset: int) -> None:
        if not self.value_next:
            raise FormulaError("operator_expected", word, offset)
        if word in self.names:
            self.steps.append(_Name(word))
        elif _NUMBER.fullmatch(word):
            self.steps.append(Decimal(word))
        else:
            raise FormulaError("unknown_name", word, offset)
        self.value_next = False

    def _bracket(self, one: str, offset: int) -> None:
        if one == "(":
            if not self.value_next:
                raise FormulaError("operator_expected", one, offset)
            self.waiting.append((one, offset))
            return
        if self.value_next:
            raise FormulaError("value_expected", one, offset)
        while self.waiting and self.waiting[-1][0] != "(":
            self.steps.append(self.waiting.pop()[0])
        if not self.waiting:
            raise FormulaError("bracket", one, offset)
        self.waiting.pop()

    def _operator(self, one: str, offset: int) -> None:
        if one not in _WEIGHT:
            raise FormulaError("bad_character", one, offset)
        self.operators.append(offset)
        if self.value_next:
            if one != "-":
                raise FormulaError("value_expected", one, offset)
            self.waiting.append(("negative", offset))
            return
        while self.waiting and _WEIGHT.get(self.waiting[-1][0], 0) >= _WEIGHT[one]:
            self.steps.append(self.waiting.pop()[0])
        self.waiting.append((one, offset))
        self.value_next = True


def _applied(operator: str, left: Decimal, right: Decimal, name: str | None) -> Decimal:
    match operator:
        case "+":
            return _EXACT.add(left, right)
        case "-":
            return _EXACT.subtract(left, right)
        case "*":
            return _EXACT.multiply(left, right)
        case _:
            if not right:
                raise ZeroDivisorError(name)
            return _EXACT.divide(left, right)
