"""The recipes of docs/ci: the files are what each system takes, and their commands do what is said of them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from dutykit.model.settings import Limits
from dutykit.workspace.yaml.reader import read_yaml
from tests.conftest import REPOSITORY
from tests.unit.validate.formats.schemas import check_gitlab, junit_schema, read_commands, sarif_validator

RECIPES = REPOSITORY / "docs/ci"
TOOLS = Path(sys.executable).parent
STAND_INS = {
    "dutykit": f'exec "{sys.executable}" -m dutykit "$@"',
    "pip": '[ "$1" = install ]',
    "python3": "mkdir -p .venv/bin && : >.venv/bin/activate",
}
"""What would change the machine does nothing, and leaves what it would have made."""


@pytest.fixture
def city(tmp_path: Path) -> Path:
    """A workspace under git, with the stand-ins on the path."""
    folder = tmp_path / "全市"
    for name in ("data", "submissions", "evidence", "reviews"):
        shutil.copytree(REPOSITORY / name, folder / name)
    shutil.copy(REPOSITORY / "dutykit.yaml", folder)
    (tmp_path / "bin").mkdir()
    for name, script in STAND_INS.items():
        program = tmp_path / "bin" / name
        program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        program.chmod(0o755)
    run(folder, "git init -q && git config user.name 某 && git config user.email a@example.com && git add -A")
    return folder


def run(city: Path, command: str) -> subprocess.CompletedProcess[str]:
    environment = {
        "HOME": str(city.parent),
        "LANG": "en_US.UTF-8",
        "PATH": os.pathsep.join([str(city.parent / "bin"), os.environ["PATH"]]),
        "PYTHONPATH": str(REPOSITORY / "src"),
        "SOURCE_DATE_EPOCH": "1577000000",
    }
    shell = ["bash", "-eo", "pipefail", "-c", command]
    return subprocess.run(
        shell, cwd=city, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=300
    )


def break_it(city: Path) -> None:
    (city / "submissions/2019/市财政局.yaml").write_text("unit: 市财政局\ncycle: [\n", encoding="utf-8")


def recipe(name: str) -> dict[str, Any]:
    value: dict[str, Any] = read_yaml((RECIPES / name).read_bytes(), name, Limits()).value
    return value


@pytest.mark.parametrize(("name", "schema"), [("github.yml", "github-workflows"), ("gitlab.yml", "gitlab-ci")])
def test_the_system_takes_the_file(name: str, schema: str) -> None:
    command = [str(TOOLS / "check-jsonschema"), "--builtin-schema", f"vendor.{schema}", str(RECIPES / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout


def test_github(city: Path) -> None:
    steps = recipe("github.yml")["jobs"]["validate"]["steps"]
    commands = [one["run"] for one in steps if "run" in one]
    upload = steps[-1]
    assert upload["uses"].startswith("github/codeql-action/upload-sarif@")
    assert "!cancelled()" in upload["if"]  # findings are shown where there are any, not only where there are none
    assert f"hashFiles('{upload['with']['sarif_file']}') != ''" in upload["if"]  # a step before could have failed
    assert recipe("github.yml")["permissions"] == {"actions": "read", "contents": "read", "security-events": "write"}
    assert [run(city, one).returncode for one in commands] == [0, 0, 0]
    break_it(city)
    done = run(city, commands[1])
    assert done.returncode == 1
    assert [where["file"] for kind, where, _said in read_commands(done.stdout) if kind == "error"] == [
        "submissions/2019/市财政局.yaml"
    ]
    sarif = json.loads((city / upload["with"]["sarif_file"]).read_text(encoding="utf-8"))
    sarif_validator().validate(sarif)
    assert [one["level"] for one in sarif["runs"][0]["results"]].count("error") == 1
    assert run(city, commands[2]).returncode == 2  # what is missing is not known


def test_gitlab(city: Path) -> None:
    job = recipe("gitlab.yml")["validate"]
    whole = "\n".join(job["script"])
    assert job["artifacts"]["when"] == "always"
    reports = job["artifacts"]["reports"]
    assert run(city, whole).returncode == 0
    break_it(city)
    assert run(city, whole).returncode == 1
    found = check_gitlab((city / reports["codequality"]).read_text(encoding="utf-8"))
    assert "submissions/2019/市财政局.yaml" in {one["location"]["path"] for one in found}
    junit_schema().validate(city / reports["junit"])


def test_plain_shell(city: Path) -> None:
    script = f"sh {RECIPES / 'check.sh'}"
    assert run(city, script).returncode == 0
    assert run(city, f"FAIL_UNDER=100 {script}").returncode == 1
    break_it(city)
    assert run(city, script).returncode == 1
    junit_schema().validate(city / "findings.xml")


def test_pre_commit(city: Path) -> None:
    """The hook as our manifest has it; only where it comes from is another, as a test installs nothing."""
    pre_commit = TOOLS / "pre-commit"
    for kind, file in (("config", RECIPES / "pre-commit.yaml"), ("manifest", REPOSITORY / ".pre-commit-hooks.yaml")):
        done = run(city, f"{pre_commit} validate-{kind} {file}")
        assert done.returncode == 0, done.stdout
    [hook] = read_yaml((REPOSITORY / ".pre-commit-hooks.yaml").read_bytes(), "hooks", Limits()).value
    [source] = recipe("pre-commit.yaml")["repos"]
    assert source["hooks"] == [{"id": hook["id"]}]
    config = {"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}
    (city / ".pre-commit-config.yaml").write_text(json.dumps(config), encoding="utf-8")
    installed = run(city, f"{pre_commit} install && git add -A && git commit -qm 甲")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    break_it(city)
    refused = run(city, "git add -A && git commit -qm 乙")
    assert refused.returncode == 1
    assert "submissions/2019/市财政局.yaml" in refused.stderr + refused.stdout
