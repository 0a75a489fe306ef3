"""The workspace of one_form.py, and the form made from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.form_workspaces import FilledForm, made_form, make_workspace
from tests.unit.forms.one_form import SUBMISSION


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_workspace(tmp_path / "w", SUBMISSION)


@pytest.fixture
def form(root: Path) -> FilledForm:
    return FilledForm(made_form(root))
