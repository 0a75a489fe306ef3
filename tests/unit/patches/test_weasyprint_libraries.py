from __future__ import annotations

import ctypes.util
import sys

import pytest

from dutykit.patches.weasyprint_libraries import libraries_by_file_name


@pytest.mark.skipif(sys.platform != "linux", reason="only there a library's file name is enough")
def test_no_library_is_searched_inside() -> None:
    search = ctypes.util.find_library
    with libraries_by_file_name():
        assert ctypes.util.find_library("c") is None
    assert ctypes.util.find_library is search


def test_weasyprint_itself_searches_for_names_of_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.text import ffi

    asked: list[str] = []
    monkeypatch.setattr(ctypes.util, "find_library", asked.append)
    assert ffi._dlopen(ffi.ffi, "name-elsewhere", "libpango-1.0.so.0", "libpango-1.0.0.dylib", allow_fail=True)
    assert asked == ["name-elsewhere"]
