"""The wheels of a bundle are those of the lock."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.bundle.target import TARGETS
from tools.bundle.wheels import WheelsError, hold_to_lock


def test_a_wheel_that_the_lock_does_not_name_is_refused(tmp_path: Path) -> None:
    hold_to_lock(tmp_path)
    (tmp_path / "evil-1-py3-none-any.whl").write_bytes(b"not what was locked")
    with pytest.raises(WheelsError, match=r"evil-1-py3-none-any\.whl"):
        hold_to_lock(tmp_path)


def test_wheels_for_a_newer_glibc_than_the_bundled_one_are_not_asked_for() -> None:
    [x86, arm, windows] = TARGETS
    assert x86.tags[0] == "manylinux_2_36_x86_64"
    assert arm.tags[-1] == "manylinux2014_aarch64"
    assert windows.tags == ("win_amd64",)
