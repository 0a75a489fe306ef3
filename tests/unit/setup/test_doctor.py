"""What doctor says of a machine that lacks something; the machine is a made-up one."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dutykit.setup.doctor import Diagnosis, Terminal, examine
from dutykit.setup.machine import LIBRARIES, Machine, can_open, extras, git_attribute, is_installed
from dutykit.workspace.discover import FolderNotFoundError
from dutykit.workspace.git_files import attributes_text

WIDE = Terminal("UTF-8", 120)
FONT = b"not really a font"


@dataclass
class World:
    """A machine with everything, in a folder of its own, to take things away from."""

    folder: Path
    machine: Machine

    def examine(
        self, terminal: Terminal = WIDE, workspace: Path | None = None, *, full: bool = False
    ) -> list[Diagnosis]:
        return examine(terminal, workspace, full=full, machine=self.machine)

    def lacking(self, workspace: Path | None = None, *, full: bool = False) -> list[tuple[str, str, str | None]]:
        found = self.examine(workspace=workspace, full=full)
        return [(one.name, one.detail, one.fix) for one in found if one.state == "lacking"]


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "shipped"
    for name in ("templates/report", "data", "fonts"):
        (folder / name).mkdir(parents=True)
    for name in ("data/indicators.yaml", "data/units.yaml"):
        (folder / name).touch()
    (folder / "fonts" / "a.otf").write_bytes(FONT)
    font = {
        "file": "a.otf",
        "family": "A",
        "role": "kai",
        "size": len(FONT),
        "sha256": hashlib.sha256(FONT).hexdigest(),
    }
    (folder / "fonts" / "fonts.json").write_text(json.dumps({"fonts": [font]}), encoding="utf-8")

    def shipped(name: str) -> Path:
        if not (folder / name).exists():
            raise FileNotFoundError(name)
        return folder / name

    machine = Machine(
        can_open=lambda _names: True,
        which=lambda name: f"/usr/bin/{name}" if name == "apt-get" else None,
        families=lambda _files: frozenset({"仿宋_gb2312"}),
        shipped=shipped,
        git_attribute=lambda _folder, _attribute, _name: None,
        is_installed=lambda _name: True,
    )
    return World(folder, machine)


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[[str], Path]:
    def make(settings: str) -> Path:
        root = tmp_path / "office"
        (root / "data").mkdir(parents=True)
        (root / "data" / "indicators.yaml").write_text(
            "title: 示例\nsource: {title: 示例, issuer: 示例}\nchapters: []\n", encoding="utf-8"
        )
        (root / "data" / "units.yaml").write_text("units: []\n", encoding="utf-8")
        (root / "dutykit.yaml").write_text(settings, encoding="utf-8")
        return root

    return make


def test_nothing_lacks_where_everything_is(world: World) -> None:
    assert {one.state for one in world.examine(full=True)} == {"ok"}


@pytest.mark.parametrize(
    ("tool", "fix"),
    [
        ("apt-get", "sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0"),
        ("dnf", "sudo dnf install -y pango"),
        ("yum", "sudo yum install -y pango"),
        ("brew", "brew install pango"),
        (None, "用系统的软件包管理器安装：pango、pangoft2"),
    ],
)
def test_one_command_installs_all_libraries_that_lack(world: World, tool: str | None, fix: str) -> None:
    def opens(names: Iterable[str]) -> bool:
        return not any("libpango" in name for name in names)

    world.machine = replace(world.machine, can_open=opens, which=lambda name: name if name == tool else None)
    assert [(name, mend) for name, _detail, mend in world.lacking()] == [
        ("library-pango", fix),
        ("library-pangoft2", fix),
    ]


def test_libraries_are_those_weasyprint_opens() -> None:
    spec = importlib.util.find_spec("weasyprint")
    assert spec is not None
    assert spec.origin is not None
    source = (Path(spec.origin).parent / "text" / "ffi.py").read_text(encoding="utf-8")
    for library in LIBRARIES:
        for name in library.files:
            assert f"'{name}'" in source


@pytest.mark.parametrize(("module", "extra"), [("pyhanko", "sign"), ("bagit", "bag"), ("python-docx", "office")])
def test_an_optional_part_that_lacks_is_named_with_its_command(world: World, module: str, extra: str) -> None:
    world.machine = replace(world.machine, is_installed=lambda name: name != module)
    (found,) = [one for one in world.examine() if one.state == "advice"]
    assert (found.name, found.detail.partition("，")[0]) == (f"extra-{extra}", f"未安装 {module}")
    assert found.fix is not None
    assert found.fix.endswith(f"-m pip install 'dutykit[{extra}]'")


def test_the_optional_parts_are_those_of_the_project() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(extras()) == set(project["optional-dependencies"])
    assert {"pyhanko"} == set(extras()["sign"])
    assert is_installed("pytest")
    assert not is_installed("no-such-package-anywhere")


def test_a_library_that_is_not_there_does_not_open() -> None:
    assert not can_open(("libno-such-library-anywhere.so.0",))


def test_missing_font_file(world: World) -> None:
    (world.folder / "fonts" / "a.otf").unlink()
    [(name, detail, fix)] = world.lacking()
    assert (name, detail) == ("font-kai", "缺少文件 a.otf")
    assert fix is not None
    assert fix.endswith("-m pip install --force-reinstall --no-deps dutykit")


def test_cut_font_file(world: World) -> None:
    (world.folder / "fonts" / "a.otf").write_bytes(FONT[:-1])
    assert [detail for _name, detail, _fix in world.lacking()] == ["文件 a.otf 已损坏"]


def test_altered_font_file_shows_only_with_full(world: World) -> None:
    (world.folder / "fonts" / "a.otf").write_bytes(FONT.swapcase())
    assert world.lacking() == []
    assert [detail for _name, detail, _fix in world.lacking(full=True)] == ["文件 a.otf 已损坏"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"fonts": [{}]}', '{"fonts": 1}'])
def test_broken_font_list(world: World, text: str) -> None:
    (world.folder / "fonts" / "fonts.json").write_text(text, encoding="utf-8")
    assert [detail for _name, detail, _fix in world.lacking()] == ["无法读取字体清单"]


def test_missing_template(world: World) -> None:
    (world.folder / "templates" / "report").rmdir()
    assert [(name, detail) for name, detail, _fix in world.lacking()] == [("shipped", "缺少文件 templates/report")]


def test_family_the_workspace_names(world: World, workspace: Callable[[str], Path]) -> None:
    root = workspace("fonts: {fangsong: [仿宋_GB2312], xiaobiaosong: [方正小标宋简体]}\n")
    found = {one.name: one for one in world.examine(workspace=root)}
    assert found["workspace-font-fangsong"].state == "ok"
    assert found["workspace-font-xiaobiaosong"].state == "lacking"
    assert "方正小标宋简体" in found["workspace-font-xiaobiaosong"].detail


@pytest.mark.parametrize("folder", ["字体", "../shipped"])
def test_font_folder_that_is_not_in_the_workspace(world: World, workspace: Callable[[str], Path], folder: str) -> None:
    root = workspace(f"font_folders: [{folder}]\n")
    assert [(name, detail) for name, detail, _fix in world.lacking(root)] == [
        ("font-folder", f"工作区中没有文件夹 {folder}")
    ]


def test_files_of_a_font_folder_are_asked_for_their_families(world: World, workspace: Callable[[str], Path]) -> None:
    root = workspace("font_folders: [字体]\nfonts: {kai: [自有楷体]}\n")
    (root / "字体").mkdir()
    (root / "字体" / "k.ttf").touch()
    world.machine = replace(world.machine, families=lambda files: frozenset({"自有楷体"} if list(files) else ()))
    assert world.lacking(root) == []


def test_workspace_that_cannot_be_read_is_advice(world: World, workspace: Callable[[str], Path]) -> None:
    root = workspace("")
    (root / "data" / "units.yaml").unlink()
    [found] = [one for one in world.examine(workspace=root) if one.name == "workspace"]
    assert (found.state, found.fix) == ("advice", f"dutykit validate --workspace {root}")


def test_named_workspace_that_is_not_there(world: World, tmp_path: Path) -> None:
    with pytest.raises(FolderNotFoundError):
        world.examine(workspace=tmp_path / "nowhere")


def test_terminal(world: World) -> None:
    found = {one.name: one for one in world.examine(Terminal("GB18030", 60))}
    assert (found["encoding"].state, found["encoding"].fix) == ("lacking", "export LC_ALL=C.UTF-8")
    assert (found["width"].state, found["width"].detail) == ("advice", "60 列")
    assert "width" not in {one.name for one in world.examine(Terminal("utf8", None))}


def test_cache_that_cannot_be_made(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "taken"))
    [cache] = [one for one in world.examine() if one.name == "cache"]
    assert cache.state == "advice"


@pytest.mark.parametrize(("merge", "state"), [(None, None), ("union", "ok"), ("unspecified", "advice")])
def test_how_git_merges_logs(
    world: World, workspace: Callable[[str], Path], merge: str | None, state: str | None
) -> None:
    machine = replace(world.machine, git_attribute=lambda _folder, _attribute, _name: merge)
    found = {one.name: one for one in examine(WIDE, workspace("cycle: 2019\n"), machine=machine)}
    assert (found["git-merge"].state if "git-merge" in found else None) == state
    if state == "advice":
        assert "history/**/*.jsonl text eol=lf merge=union" in (found["git-merge"].fix or "")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
def test_git_is_asked(tmp_path: Path) -> None:
    name = "history/2019/x.jsonl"
    assert git_attribute(tmp_path, "merge", name) is None
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert git_attribute(tmp_path, "merge", name) == "unspecified"
    (tmp_path / ".gitattributes").write_text(attributes_text(), encoding="utf-8")
    assert git_attribute(tmp_path, "merge", name) == "union"
    assert git_attribute(tmp_path, "text", "evidence/甲局/1.txt") == "unset"
