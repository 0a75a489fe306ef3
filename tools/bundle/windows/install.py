"""Installs dutykit from this folder into one's own account; started by install.cmd. Never run on Windows yet."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).parent


def faults(folder: Path) -> list[str]:
    """What is missing from `folder` or is not as its list of hashes says."""
    try:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ["缺少文件 SHA256SUMS"]
    found = []
    for line in lines:
        wanted, _, name = line.partition("  ")
        try:
            content = (folder / name).read_bytes()
        except OSError:
            found.append(f"缺少文件 {name}")
            continue
        if hashlib.sha256(content).hexdigest() != wanted:
            found.append(f"{name} 与校验值不符，可能传输不完整或被改动")
    if not lines or not lines[-1].endswith("  bundle.txt"):
        found.append("SHA256SUMS 不完整")
    return found


def install(folder: Path, place: Path) -> Path:
    """Install below `place`, each version in a folder of its own; the command, which is written last."""
    facts = dict(line.split("=", 1) for line in (folder / "bundle.txt").read_text(encoding="utf-8").splitlines())
    version = facts["version"]
    program = place / version
    venv.create(program, clear=True, with_pip=True)
    scripts = program / ("Scripts" if os.name == "nt" else "bin")
    pip = ("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--disable-pip-version-check")
    subprocess.run((scripts / "python", *pip, *sorted((folder / "wheels").glob("*.whl"))), check=True)
    command = place / "dutykit.cmd"
    command.write_text(f'@"%~dp0{version}\\Scripts\\dutykit.exe" %*\n', encoding="ascii", newline="\r\n")
    return command


def main() -> int:
    """Check, install, tell."""
    wrong = faults(HERE)
    if wrong:
        print(*(f"错误：{one}" for one in wrong), "没有写入任何文件。请重新复制安装包。", sep="\n", file=sys.stderr)
        return 2
    command = install(HERE, Path(os.environ["LOCALAPPDATA"]) / "dutykit")
    print(f"已安装：{command}\n把 {command.parent} 加入用户的 PATH 后可直接运行 dutykit。检查安装结果：dutykit doctor")
    return 0


if __name__ == "__main__":
    sys.exit(main())
