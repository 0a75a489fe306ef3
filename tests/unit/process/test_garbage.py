from __future__ import annotations

import gc

import pytest

from dutykit.process.garbage import collection_paused


@pytest.mark.parametrize("keep", [False, True])
def test_collection_goes_on_as_before(*, keep: bool) -> None:
    frozen = gc.get_freeze_count()
    try:
        with collection_paused(keep=keep):
            assert not gc.isenabled()
            with collection_paused(keep=keep):
                assert not gc.isenabled()
            assert not gc.isenabled()
            assert gc.get_freeze_count() == frozen
        assert gc.isenabled()
        assert (gc.get_freeze_count() > frozen) == keep
    finally:
        gc.unfreeze()


def test_what_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collection_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
