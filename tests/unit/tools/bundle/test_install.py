"""install.sh with a bundle of a few bytes: what it does, and what it refuses before anything is written."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tools.bundle.archive import pack_tar, write_sums

INSTALLER = REPOSITORY / "tools/bundle/install.sh"
WHEEL = "wheels/dutykit-1-py3-none-any.whl"
PYTHON = """#!/bin/sh
for argument; do shift; set -- "$@" "${argument#"${0%/bin/*}/"}"; done
echo "$*" >>"${0%/bin/*}/asked"
"""
"""Notes what it is asked to do."""
NAMESPACES = ("unshare", "--user", "--map-root-user", "--mount")
OWN_NAMESPACES = (
    shutil.which("unshare") is not None
    and subprocess.run([*NAMESPACES, "true"], check=False, capture_output=True).returncode == 0
)

pytestmark = pytest.mark.skipif(platform.system() != "Linux", reason="the bundle is for Linux")


@dataclass(frozen=True)
class Bundle:
    """An unpacked bundle, and a place to install it."""

    folder: Path
    prefix: Path

    def run(self, *arguments: str | Path, through: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
        command = [*through, "sh", str(self.folder / "install.sh"), *map(str, arguments), "--prefix", str(self.prefix)]
        return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=60)

    def refused(self, *arguments: str, through: Sequence[str] = ()) -> str:
        """What it says when it refuses; it has changed nothing."""
        before = names(self.prefix.parent)
        ran = self.run(*arguments, through=through)
        assert (ran.returncode, names(self.prefix.parent)) == (2, before), ran.stderr
        assert "处理建议：" in ran.stderr
        return ran.stderr


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def make(folder: Path, *, version: str = "1", machine: str = platform.machine(), kilobytes: int = 1) -> Path:
    runtime = folder.with_name(f"{folder.name}-runtime")
    for name, text in {
        "bin/python3": PYTHON,
        "bin/dutykit": f'#!/bin/sh\necho "dutykit {version}"\n',
        "lib/python3.11/os.py": "",
        "share/python-wheels/pip-1-py3-none-any.whl": "",
        "share/large": "x" * 300_000,
    }.items():
        path = runtime / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    (folder / "wheels").mkdir(parents=True)
    (folder / WHEEL).write_bytes(b"a wheel")
    shutil.copy(INSTALLER, folder)
    pack_tar(runtime, folder / "runtime.tar", top=".")
    facts = f"version={version}\nmachine={machine}\nkilobytes={kilobytes}\n"
    (folder / "bundle.txt").write_text(facts, encoding="utf-8")
    write_sums(folder)
    return folder


@pytest.fixture
def bundle(tmp_path: Path) -> Bundle:
    (tmp_path / "place").mkdir()
    return Bundle(make(tmp_path / "bundle"), tmp_path / "place" / "程 序")


def test_installs_upgrades_and_uninstalls(bundle: Bundle, tmp_path: Path) -> None:
    ran = bundle.run()
    command, program = bundle.prefix / "bin/dutykit", bundle.prefix / "lib/dutykit"
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "已安装 dutykit 1。\n" in ran.stdout
    assert f'export PATH="{bundle.prefix}/bin:$PATH"' in ran.stdout
    assert subprocess.run([command], capture_output=True, check=True).stdout == b"dutykit 1\n"
    asked = (program / "asked").read_text(encoding="utf-8")
    assert f"--no-index --no-deps --target lib/python3/dist-packages {bundle.folder / WHEEL}\n" in asked
    before = names(bundle.prefix)

    newer = Bundle(make(tmp_path / "newer", version="2"), bundle.prefix)
    workspace = bundle.prefix / "督导"
    workspace.mkdir()
    assert "已由 dutykit 1 改为 2。工作区中的数据没有改动。\n" in newer.run().stdout
    assert subprocess.run([command], capture_output=True, check=True).stdout == b"dutykit 2\n"
    assert names(bundle.prefix) == sorted([*before, "督导"])

    ran = subprocess.run(["sh", program / "install.sh", "uninstall"], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("已卸载 dutykit 2：")
    assert names(bundle.prefix) == ["督导"]
    assert "中没有安装 dutykit\n" in bundle.refused("uninstall")


def alter(folder: Path) -> None:
    (folder / WHEEL).write_bytes(b"A wheel")


def cut(folder: Path) -> None:
    with (folder / "runtime.tar").open("rb+") as file:
        file.truncate(1000)


def lose(folder: Path) -> None:
    (folder / WHEEL).unlink()


def cut_list(folder: Path) -> None:
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines(keepends=True)
    (folder / "SHA256SUMS").write_text("".join(lines[:-1]), encoding="utf-8")


def lose_list(folder: Path) -> None:
    (folder / "SHA256SUMS").unlink()


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (alter, f"错误：{WHEEL} 与校验值不符"),
        (cut, "错误：runtime.tar 与校验值不符"),
        (lose, f"错误：缺少文件 {WHEEL}\n"),
        (cut_list, "错误：SHA256SUMS 不完整\n"),
        (lose_list, "错误：缺少文件 SHA256SUMS"),
    ],
)
def test_damaged_bundle(bundle: Bundle, damage: object, said: str) -> None:
    assert callable(damage)
    damage(bundle.folder)
    assert said in bundle.refused()


def test_wrong_machine(bundle: Bundle, tmp_path: Path) -> None:
    other = Bundle(make(tmp_path / "other", machine="loongarch64"), bundle.prefix)
    assert f"本安装包用于 Linux loongarch64，这台计算机是 Linux {platform.machine()}" in other.refused()


def test_what_somebody_put_there_is_kept(bundle: Bundle) -> None:
    assert bundle.run().returncode == 0
    added = bundle.prefix / "lib/dutykit/督导/dutykit.yaml"
    added.parent.mkdir()
    added.touch()
    for arguments in ((), ("uninstall",)):
        assert str(added) in bundle.refused(*arguments)


@pytest.mark.parametrize("name", ["lib/dutykit", "bin/dutykit"])
def test_what_another_installer_put_there_is_kept(bundle: Bundle, name: str) -> None:
    (bundle.prefix / name).parent.mkdir(parents=True)
    (bundle.prefix / name).touch()
    assert "但不是由 install.sh 安装的，没有改动" in bundle.refused()


def test_after_an_installation_that_was_killed(bundle: Bundle) -> None:
    assert bundle.run().returncode == 0
    library = bundle.prefix / "lib"
    (library / ".dutykit.new").mkdir()
    with subprocess.Popen(["true"]) as ended:
        (library / ".dutykit.new/pid").write_text(str(ended.pid), encoding="utf-8")
    (library / "dutykit").rename(library / ".dutykit.old")
    assert "已重新安装 dutykit 1。" in bundle.run().stdout
    assert names(library)[0] == "dutykit"

    (library / ".dutykit.new").mkdir()
    with installing() as other:
        (library / ".dutykit.new/pid").write_text(str(other), encoding="utf-8")
        for arguments in ((), ("uninstall",)):
            said = bundle.refused(*arguments)
            assert f"另一个安装正在进行（进程 {other}）" in said
            assert f"删除 '{library}/.dutykit.new' 后重新运行" in said


@contextmanager
def installing() -> Iterator[int]:
    """A process that looks like an installation."""
    command = [sys.executable, "-c", "input()", "install.sh"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield process.pid
        finally:
            process.communicate(b"\n")


@pytest.mark.parametrize("pid", ["own", "1", "", "x"])
def test_a_number_that_another_process_has_now_blocks_nothing(bundle: Bundle, pid: str) -> None:
    left = bundle.prefix / "lib/.dutykit.new"
    left.mkdir(parents=True)
    (left / "pid").write_text(str(os.getpid()) if pid == "own" else pid, encoding="utf-8")
    assert "已安装 dutykit 1。" in bundle.run().stdout
    assert not left.exists()


def test_uninstall_after_an_installation_that_was_killed(bundle: Bundle) -> None:
    library = bundle.prefix / "lib"
    (library / ".dutykit.new/share").mkdir(parents=True)
    ran = bundle.run("uninstall")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert f"删除了上次安装中断留下的 {library}/.dutykit.new。" in ran.stdout
    assert not library.exists()

    assert bundle.run().returncode == 0
    (library / "dutykit").rename(library / ".dutykit.old")
    (library / ".dutykit.new").mkdir()
    assert bundle.run("uninstall").stdout.startswith("已卸载 dutykit 1：")
    assert not library.exists()


@pytest.mark.parametrize("name", ["程 序", """a "b" 'c' `d`&e"""])
def test_the_commands_it_prints_can_be_pasted(bundle: Bundle, name: str) -> None:
    there = Bundle(bundle.folder, bundle.prefix.with_name(name))
    lines = [line.strip() for line in there.run().stdout.splitlines()]
    (export,) = (line for line in lines if line.startswith("export PATH="))
    by_label = dict(line.split("：", 1) for line in lines if "：" in line)
    for command, said in (
        (by_label["检查安装结果"], "dutykit 1"),
        (f"{export}; command -v dutykit", f"{there.prefix}/bin/dutykit"),
        (by_label["卸载"], "已卸载 dutykit 1"),
    ):
        assert said in subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout
    assert not there.prefix.joinpath("lib").exists()


def test_without_home_and_prefix(bundle: Bundle) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "HOME"}
    command = ["sh", str(bundle.folder / "install.sh")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, env=environment)
    assert ran.returncode == 2
    assert ran.stderr.startswith("错误：没有设置环境变量 HOME，不能确定安装位置\n处理建议：用 --prefix ")


@pytest.mark.skipif(not OWN_NAMESPACES, reason="no user namespaces here")
def test_prefix_without_permission(bundle: Bundle) -> None:
    bundle.prefix.parent.chmod(0o555)
    try:  # root may write everywhere, but not in a namespace where it is somebody else
        said = bundle.refused(through=("unshare", "--map-user=1000"))
    finally:
        bundle.prefix.parent.chmod(0o755)
    assert f"没有写入 {bundle.prefix.parent} 的权限" in said


@pytest.mark.skipif(not OWN_NAMESPACES, reason="no user namespaces here")
@pytest.mark.parametrize(
    ("kilobytes", "said"), [(9999, "可用空间为 0 MB，安装需要 10 MB"), (1, "安装未完成，没有留下文件")]
)
def test_full_disk(bundle: Bundle, tmp_path: Path, kilobytes: int, said: str) -> None:
    large = Bundle(make(tmp_path / "large", kilobytes=kilobytes), bundle.prefix)
    script = 'mount -t tmpfs -o size=64k tmpfs "$0" && { "$@"; code=$?; find "$0" -mindepth 1; exit $code; }'
    ran = large.run(through=(*NAMESPACES, "sh", "-c", script, str(bundle.prefix.parent)))
    assert (ran.returncode, ran.stdout.splitlines()[1:]) in ((2, []), (2, ["解开 Python 和系统库……"])), ran
    assert said in ran.stderr
