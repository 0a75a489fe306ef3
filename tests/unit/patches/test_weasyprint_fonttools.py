from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from dutykit.patches.weasyprint_fonttools import _RARE, _WhenCalled

_WHAT_IS_LOADED = f"""\
import sys
from dutykit.typeset.proof import get_ready
get_ready()
from weasyprint.pdf import fonts
print(type(fonts.subset).__name__, type(fonts.instantiateVariableFont).__name__, sys.modules.keys() & {{*{_RARE}}})
"""


def test_weasyprint_is_loaded_without_the_rare_parts() -> None:
    done = subprocess.run([sys.executable, "-c", _WHAT_IS_LOADED], capture_output=True, text=True, check=True)
    assert done.stdout == "_WhenCalled partial set()\n"


def test_what_is_called_of_a_rare_part_is_its_own() -> None:
    assert _WhenCalled("decimal").Decimal("1") == Decimal(1)
    with pytest.raises(AttributeError):
        _ = _WhenCalled("decimal").__path__


_WHAT_COMES_AFTER = f"""\
import sys
from importlib import import_module
from dutykit.patches.weasyprint_fonttools import _WhenCalled, rare_parts_when_called
with rare_parts_when_called():
    assert isinstance(import_module({_RARE[0]!r}), _WhenCalled)
assert not sys.modules.keys() & {{*{_RARE}}}
assert import_module({_RARE[0]!r}).Options().retain_gids is False
"""


def test_after_loading_nothing_stands_in_for_the_parts() -> None:
    """In a process of its own: fontTools cannot be loaded twice."""
    assert subprocess.run([sys.executable, "-c", _WHAT_COMES_AFTER], check=False).returncode == 0
