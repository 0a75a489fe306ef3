"""Puts a signature's field into the tags of the document, for those who listen to it."""

from __future__ import annotations

from typing import Any


def tag_field(writer: Any, field: Any, page: Any, description: str) -> None:
    """Give the signature field `field` on `page` a form element at the end of the document's structure, if it has one.

    `writer` is an incremental writer; `field` and `page` are references.
    """
    from pyhanko.pdf_utils import generic

    pdf: Any = generic  # half of it has no types
    name = pdf.pdf_name
    if "/StructTreeRoot" not in writer.root:
        return
    tree = writer.root["/StructTreeRoot"]
    kids = tree["/K"]
    reference = kids.raw_get(0) if isinstance(kids, pdf.ArrayObject) else tree.raw_get("/K")
    top = reference.get_object()
    numbers = tree["/ParentTree"]
    if not isinstance(top["/K"], pdf.ArrayObject) or "/Nums" not in numbers:
        return
    content = pdf.DictionaryObject({name("/Type"): name("/OBJR"), name("/Obj"): field, name("/Pg"): page})
    element = writer.add_object(
        pdf.DictionaryObject(
            {
                name("/Type"): name("/StructElem"),
                name("/S"): name("/Form"),
                name("/P"): reference,
                name("/Pg"): page,
                name("/K"): writer.add_object(content),
                name("/Alt"): pdf.pdf_string(description),
            }
        )
    )
    top["/K"].append(element)
    writer.update_container(top)
    nums = numbers["/Nums"]
    key = pdf.NumberObject(max((int(nums[index]) for index in range(0, len(nums), 2)), default=-1) + 1)
    nums.extend([key, element])
    writer.update_container(nums)
    widget = field.get_object()
    widget["/StructParent"] = key
    writer.update_container(widget)
    if "/ParentTreeNextKey" in tree:
        tree["/ParentTreeNextKey"] = pdf.NumberObject(key + 1)
        writer.update_container(tree)
