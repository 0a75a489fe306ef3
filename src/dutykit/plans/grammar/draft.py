"""A plan while it is being read: its lines as a tree, and the tree cut into tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from dutykit.plans.grammar.column_use import ColumnUse, TableColumn
from dutykit.plans.grammar.lines.annex import with_annexes
from dutykit.plans.grammar.lines.contact_list import without_contacts
from dutykit.plans.grammar.lines.paragraphs import paragraphs, without_footer
from dutykit.plans.grammar.record import Doubt, Head, Left, Line
from dutykit.plans.grammar.tables.matrix import roles_of_marks
from dutykit.plans.grammar.tables.rows import TableRows
from dutykit.plans.grammar.tree.as_above import name_as_above
from dutykit.plans.grammar.tree.bare_list import settle_lists
from dutykit.plans.grammar.tree.closing_paragraph import without_closing
from dutykit.plans.grammar.tree.cutting import Cutter
from dutykit.plans.grammar.tree.duty_list import name_units
from dutykit.plans.grammar.tree.governing import govern
from dutykit.plans.grammar.tree.inner_offices import as_units, set_apart
from dutykit.plans.grammar.tree.items import flatten_items
from dutykit.plans.grammar.tree.named_tasks import give_to_named
from dutykit.plans.grammar.tree.node import Piece, Tree
from dutykit.plans.grammar.tree.task import TaskDraft
from dutykit.plans.grammar.tree.task_paragraphs import paragraphs_apart
from dutykit.plans.grammar.words.body import has_parts


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document holds, before its own rules are applied and names are completed."""

    tasks: Sequence[TaskDraft]
    doubts: Sequence[Doubt]
    prose: Sequence[Line]
    """Lines in which no statement was found."""
    left: Sequence[Left]
    kept: frozenset[int]
    """The lines that are in the catalogue, at least in part."""
    columns: Sequence[TableColumn]


def draft_of(lines: Sequence[Line], columns: Mapping[str, ColumnUse] | None, head: Head) -> Draft:
    """The tasks that `lines` hold; `columns` says of titles of table columns what they are for."""
    body, footer = without_footer(lines)
    body, contacts = without_contacts(body)
    body, annexes = with_annexes(body, head)
    tree = Tree(body, head.lines, annexes)
    rows = TableRows(tree, columns, roles_of_marks(body), own_parts=has_parts(head.issuer))
    for is_table, run in groupby(paragraphs(body), _table_of):
        if is_table:
            rows.table(list(run))
            continue
        for line in run:
            if line.text.strip():
                tree.paragraph(line)
    root = tree.root
    lists, unsaid = settle_lists(root)
    for node in root.all_nodes():
        flatten_items(node)
    give_to_named(root)
    name_units(root)
    cut = Cutter()
    cut.leave(without_closing(root), "behind")
    paragraphs_apart(root)
    cut.doubts += [*tree.doubts, *lists, *name_as_above(root), *govern(root)]
    cut.document(root)
    own = list(as_units(cut.tasks, head.issuer))
    for task in cut.tasks:
        set_apart(task)
    if own:
        names = "、".join(dict.fromkeys(name for _line, name in own))
        cut.doubts.append(Doubt(own[0][0], "own", names, head.issuer))
    if cut.tasks:
        cut.kept.update(line.number for line in (*rows.headings, *tree.repeated))
    else:
        cut.left += [Left(line.number, "row", line.text.strip()) for line in rows.headings]
    cut.left += rows.left
    cut.leave(_whole(contacts), "contacts")
    cut.leave(_whole(footer), "footer")
    return Draft(cut.tasks, cut.doubts, [*tree.prose, *unsaid], cut.left, frozenset(cut.kept), list(rows.columns))


def _whole(lines: Iterable[Line]) -> list[Piece]:
    return [Piece(line, line.text.strip()) for line in lines]


def _table_of(line: Line) -> int:
    """The table that a row is in, or an empty line between rows; 0 for text."""
    return line.table if line.cells or not line.text.strip() else 0
