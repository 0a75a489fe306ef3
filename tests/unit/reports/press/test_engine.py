from __future__ import annotations

import sys
from types import ModuleType

import pytest

from dutykit.process.pool import Bounds
from dutykit.reports.press.engine import early_engine


def _has_imported(name: str) -> bool:
    return name in sys.modules


@pytest.mark.skipif(sys.platform != "linux", reason="only there is it a copy")
def test_what_prints_has_what_this_process_has_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "imported_by_hand", ModuleType("imported_by_hand"))
    monkeypatch.setattr("dutykit.reports.press.engine.BOUNDS", Bounds())  # a copy of this process is large at once
    with early_engine(alone=True) as engine:
        assert engine.executor.submit(_has_imported, "imported_by_hand").result()
