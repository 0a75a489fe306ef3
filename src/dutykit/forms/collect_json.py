"""What came of collecting workbooks, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from dutykit.forms.collection import Collected, Collection, Rejection
from dutykit.forms.workbook.changes import UNKNOWN, Conflict
from dutykit.forms.workbook.file import cell_name
from dutykit.forms.workbook.layout import FormValue
from dutykit.forms.workbook.reading import CellPlace


def collection_json(collection: Collection) -> str:
    """All that is stated of each workbook, and the files that were written."""
    notes = {
        "version": 1,
        "forms": [_form(one) for one in collection.forms],
        "written": [file.name for file in collection.files],
        "unused": list(collection.passed.unused),
        "temporary": collection.passed.temporary,
    }
    return json.dumps(notes, ensure_ascii=False, indent=2) + "\n"


def _form(form: Collected) -> dict[str, Any]:
    return {
        "file": form.place,
        "unit": form.unit or None,
        "cycle": form.cycle,
        "outcome": form.outcome,
        "handed_in": form.is_submitted,
        "state": form.state,
        "left_out": form.left_out,
        "evidence": [{"from": one.source, "file": one.file, "sha256": one.sha256} for one in form.files],
        "changes": [
            {"about": list(one.key), "before": _value(one.before), "after": _value(one.after), **_place(one.place)}
            for one in form.changes
        ],
        "new_rows": [
            {"about": [one.sheet, one.indicator], "cells": _values(one.cells), **_place(one.place)}
            for one in form.new_rows
        ],
        "lost_rows": [{"about": list(one.key), "cells": _values(one.cells)} for one in form.lost_rows],
        "conflicts": [_conflict(one) for one in form.conflicts],
        "rejections": [_rejection(one) for one in form.rejections],
    }


def _conflict(one: Conflict) -> dict[str, Any]:
    base = {} if one.base == UNKNOWN else {"base": _value(one.base)}
    return {
        "about": list(one.key), **base, "ours": _value(one.ours), "theirs": _value(one.theirs), **_place(one.place)
    }  # fmt: skip


def _rejection(one: Rejection) -> dict[str, Any]:
    return {
        "severity": one.severity.word,
        "message": one.message,
        "fix": one.fix,
        "rule": one.rule or None,
        "for_unit": one.is_for_unit,
        **_place(one.place),
    }


def _place(place: CellPlace | None) -> dict[str, Any]:
    return {"sheet": None if place is None else place.sheet, "cell": None if place is None else cell_name(place.at)}


def _value(value: FormValue) -> str | None:
    return None if value is None else str(value)


def _values(cells: Mapping[str, FormValue]) -> dict[str, str]:
    return {name: str(value) for name, value in cells.items() if value is not None}
