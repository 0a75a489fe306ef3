from __future__ import annotations

import subprocess
import sys

from pydantic.plugin import _loader

MODEL = "from pydantic import BaseModel\nclass Model(BaseModel):\n    field: int\nassert Model(field=1).field == 1\n"
LOADED = "import sys\nprint('importlib.metadata' in sys.modules)\n"


def _run(code: str) -> str:
    run = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    return run.stdout.strip()


def test_models_are_built_without_the_search_for_plugins() -> None:
    assert (
        _run(f"from dutykit.patches.pydantic_plugins import without_plugins\nwithout_plugins()\n{MODEL}{LOADED}")
        == "False"
    )


def test_pydantic_itself_imports_what_the_search_needs() -> None:
    assert _run(f"import os\nos.environ['PYDANTIC_DISABLE_PLUGINS'] = '__all__'\n{MODEL}{LOADED}") == "True"
    assert callable(_loader.get_plugins)


def test_a_loader_that_is_there_stays() -> None:
    code = "import pydantic.plugin._loader as before\nfrom dutykit.patches.pydantic_plugins import without_plugins\n"
    assert _run(f"{code}without_plugins()\nimport sys\nprint(sys.modules[before.__name__] is before)") == "True"
