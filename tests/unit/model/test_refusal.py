from __future__ import annotations

from pathlib import Path

import pytest

from dutykit.model.refusal import Refusal, writing_to


def test_a_disk_that_refuses_is_a_refusal_that_names_the_path() -> None:
    with pytest.raises(Refusal) as caught, writing_to(Path("out")):
        raise OSError(28, "No space left on device")
    assert (caught.value.message, caught.value.fix) == ("无法写入 out：磁盘空间不足", None)
    assert str(caught.value) == caught.value.message


def test_what_is_not_an_oserror_passes() -> None:
    with pytest.raises(KeyError), writing_to(Path("out")):
        raise KeyError
