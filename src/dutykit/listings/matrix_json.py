"""The responsibility grid as a JSON document, version 1."""

from __future__ import annotations

from dutykit.assess.matrix import GridRow, Matrix
from dutykit.model.responsibility import Assignment
from dutykit.model.unit import Group
from dutykit.model.workspace import Workspace

VERSION = 1


def matrix_document(workspace: Workspace, grid: Matrix) -> dict[str, object]:
    """The document; keys are only ever added within a version.

    - `version`: 1
    - `title`, `document_number`: of the catalogue and its source
    - `expanded`: whether groups are spread into their members
    - `units`: the columns, in order: `id`, `kind` ("group", or a unit's kind), `members` of a group, `total`,
      `by_chapter` (counts by the chapter's number) and `indicators` (ids)
    - `chapters`: `number`, `title`, `total` and `indicators`, each with `id`, `text`, `section` (`number`, as it is shown, `title`)
      and `assignments` (`unit`, a column's id, and `role`: "lead", "responsible", "support" or "guide")
    - `total`: all assignments shown; `without_duties`: ids of the units that have no assignment at all
    - `without_unit`: assignments to a group that has no members: `indicator`, `name`, `file`, `line`, `column`
    - `unknown`: assignments to a name nobody knows: `indicator`, `name`, `file`, `line`, `column`
    """
    source = workspace.catalogue.source
    return {
        "version": VERSION,
        "title": workspace.catalogue.title,
        "document_number": source.number,
        "expanded": grid.expanded,
        "units": [
            {
                "id": one.id,
                "kind": "group" if isinstance(one, Group) else one.kind,
                **({"members": list(one.members)} if isinstance(one, Group) else {}),
                "total": len(grid.rows_of(one.id)),
                "by_chapter": {
                    str(number): sum(one.id in row.roles for row in rows) for number, _chapter, rows in grid.by_chapter
                },
                "indicators": [row.entry.indicator.id for row in grid.rows_of(one.id)],
            }
            for one in grid.columns
        ],
        "chapters": [
            {
                "number": number,
                "title": chapter.title,
                "total": sum(len(row.roles) for row in rows),
                "indicators": [_indicator(row) for row in rows],
            }
            for number, chapter, rows in grid.by_chapter
        ],
        "total": grid.total,
        "without_duties": [unit.id for unit in grid.idle],
        "unknown": [_nowhere(one, one.name) for one in grid.unknown],
        "without_unit": [_nowhere(one.assignment, one.name) for one in grid.unreached],
    }


def _nowhere(one: Assignment, name: str) -> dict[str, object]:
    """An assignment that reaches no unit."""
    place = one.place
    return {
        "indicator": one.indicator,
        "name": name,
        "file": place.file,
        "line": place.line,
        "column": place.column,
    }


def _indicator(row: GridRow) -> dict[str, object]:
    return {
        "id": row.entry.indicator.id,
        "text": row.entry.indicator.text,
        "section": {"number": row.entry.section_shown, "title": row.entry.section.title},
        "assignments": [{"unit": unit, "role": role} for unit, role in row.roles.items()],
    }
