"""Numbered parts of tasks."""

from __future__ import annotations

from dutykit.plans.grammar.tree.duty_list import names_of_heading
from dutykit.plans.grammar.tree.group import closing_of
from dutykit.plans.grammar.tree.node import Node


def flatten_items(parent: Node) -> None:
    """（1）…（2）… are parts of the task they stand below; of a section only where the last alone has a statement."""
    if parent.has_parts and all(child.is_labelled for child in parent.children):
        parent.pieces += [piece for child in parent.children for piece in child.as_parts()]
        parent.children = []
    items = [child for child in parent.children if child.level == "item"]
    if not items or parent.level == "document" or (not parent.is_assigned and names_of_heading(parent)):
        return
    if parent.level != "task":
        assigned = [item for item in items if item.is_assigned]
        if assigned != items[-1:] or len(items) < 2 or closing_of(items[-1]):
            return
    for item in items:
        parent.pieces += item.as_parts()
    parent.children = [child for child in parent.children if child.level != "item"]
