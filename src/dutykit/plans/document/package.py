"""Office packages (docx, xlsx): looked over before anything of them is unpacked."""

from __future__ import annotations

from dutykit.language import _
from dutykit.output.office_archive import OfficeFileError, office_archive
from dutykit.plans.document.error import DocumentError
from dutykit.plans.document.limits import FILE_BYTES


def checked_package(data: bytes) -> frozenset[str]:
    """The names of the parts of a package that is safe to open. Raises DocumentError."""
    try:
        archive = office_archive(data, then=_("后重新导入"), most=FILE_BYTES)
    except OfficeFileError as error:
        raise DocumentError(*error.args) from error
    return frozenset(archive.parts)
