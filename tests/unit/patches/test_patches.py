"""Every patch says which library it changes, holds it to versions it was tried with, and has its own tests."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from pathlib import Path

import pytest

from dutykit import patches
from tests.conftest import REPOSITORY

NAMES = [one.name for one in pkgutil.iter_modules(patches.__path__)]


@pytest.mark.parametrize("name", NAMES)
def test_a_patch_is_bounded_and_tested(name: str) -> None:
    module = importlib.import_module(f"dutykit.patches.{name}")
    assert name.startswith(module.LIBRARY)
    assert "Upstream: " in (module.__doc__ or "")
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    (requirement,) = [one for one in wanted if re.split("[<>=]", one)[0] == module.LIBRARY]
    assert "<" in requirement
    assert Path(__file__).with_name(f"test_{name}.py").is_file()
