"""The installed schemas as the real yaml-language-server understands them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOSITORY, Dutykit, MadeOnce
from tests.e2e.conftest import npm_installed

LOCKED = Path(__file__).parent / "language_server"
UNITS = 22


class Server:
    """A language server spoken to over its standard streams, as an editor does."""

    def __init__(self, script: Path, root: Path, settings: dict[str, Any]) -> None:
        self.root = root
        self.settings = {
            "yaml": {
                "schemas": settings,
                "hover": True,
                "completion": True,
                "validate": True,
                "schemaStore": {"enable": False},
            }
        }
        self.process = subprocess.Popen(
            ["node", str(script), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self.process.stdin
        assert self.process.stdout
        self.to, self.back = self.process.stdin, self.process.stdout
        self.number = 0
        self.reports: dict[str, list[dict[str, Any]]] = {}
        self.files = 0
        self.guard = threading.Timer(120, self.process.kill)  # a server that hangs fails the test, not the run
        self.guard.daemon = True
        self.guard.start()
        folder = {"uri": root.as_uri(), "name": root.name}
        documents = {
            "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
            "hover": {"contentFormat": ["markdown"]},
            "publishDiagnostics": {},
        }
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}, "textDocument": documents}
        self.ask("initialize", processId=os.getpid(), rootUri=root.as_uri(), workspaceFolders=[folder],
                 capabilities=capabilities, locale="zh-cn")  # fmt: skip
        self.tell("initialized")
        self.tell("workspace/didChangeConfiguration", settings=self.settings)

    def close(self) -> None:
        self.guard.cancel()
        self.process.kill()
        self.process.wait()
        self.to.close()
        self.back.close()

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == self.number and "method" not in message:
                return message["result"]
            self._answer(message)

    def diagnostics(self, name: str, text: str) -> list[dict[str, Any]]:
        """What the server says of a file that holds `text`, once opened."""
        return self._opened(name, text)[1]

    def _opened(self, name: str, text: str) -> tuple[str, list[dict[str, Any]]]:
        """Open `text` as a new file: a report does not say which version of a file it is about."""
        self.files += 1
        uri = (self.root / str(self.files) / name).as_uri()
        self.tell("textDocument/didOpen", textDocument={"uri": uri, "languageId": "yaml", "version": 1, "text": text})
        while uri not in self.reports:
            self._answer(self._receive())
        return uri, self.reports[uri]

    def at(self, what: str, name: str, text: str) -> Any:
        """The answer to completion or hover where a `|` stands in `text`."""
        before, after = text.split("|")
        uri, _reported = self._opened(name, before + after)
        line = before.count("\n")
        position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        return self.ask(f"textDocument/{what}", textDocument={"uri": uri}, position=position)

    def completions(self, name: str, text: str) -> dict[str, str]:
        """The labels offered, each with its explanation."""
        items = self.at("completion", name, text)["items"]
        return {one["label"]: _plain(one.get("documentation", "")) for one in items}

    def hover(self, name: str, text: str) -> str:
        return _plain(self.at("hover", name, text)["contents"])

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.to.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self.to.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self.back.readline().strip():
            key, _, value = line.partition(b":")
            if key.lower() == b"content-length":
                length = int(value)
        assert length, "the server is gone"
        message: dict[str, Any] = json.loads(self.back.read(length))
        return message

    def _answer(self, message: dict[str, Any]) -> None:
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            self.reports[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message:
            result = None
            if method == "workspace/configuration":
                result = [self.settings.get(item.get("section", ""), {}) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})


def _plain(documentation: Any) -> str:
    return str(documentation["value"]) if isinstance(documentation, dict) else str(documentation)


@pytest.fixture(scope="session")
def server_script(made_once: MadeOnce) -> Path:
    """The server's script: DUTYKIT_YAML_LANGUAGE_SERVER names it, or npm installs the locked one."""
    named = os.environ.get("DUTYKIT_YAML_LANGUAGE_SERVER")
    if named:
        return Path(named)
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("no Node.js: the schemas are not tried in the real yaml-language-server")
    folder = made_once("language-server", lambda folder: npm_installed(LOCKED, folder))
    return folder / "node_modules/yaml-language-server/bin/yaml-language-server"


@pytest.fixture
def root(tmp_path: Path, dutykit: Dutykit) -> Path:
    """A workspace of the Panjin catalogue with its schemas installed."""
    assert dutykit("init", "工作区 一").code == 0
    ran = dutykit("schema", "--install", cwd=tmp_path / "工作区 一")
    assert ran.code == 0, ran.err
    return tmp_path / "工作区 一"


@pytest.fixture
def server(server_script: Path, root: Path) -> Iterator[Server]:
    """The server as VS Code starts it: with the settings that were installed."""
    settings = json.loads((root / ".vscode/settings.json").read_text(encoding="utf-8"))
    running = Server(server_script, root, settings["yaml.schemas"])
    yield running
    running.close()


SUBMISSION = "submissions/2019/某.yaml"
HEAD = "unit: 市财政局\ncycle: 2019\nstate: draft\nanswers:\n"


def test_a_unit_is_offered_and_a_wrong_one_marked(server: Server) -> None:
    offered = server.completions(SUBMISSION, "unit: 市|\ncycle: 2019\nstate: draft\n")
    assert offered["市财政局"] == "部门；简称：盘锦市财政局"
    assert offered["盘锦市财政局"] == "市财政局的简称"
    assert "各县区政府" not in offered
    assert len([name for name, about in offered.items() if "的简称" not in about]) == UNITS
    (wrong,) = server.diagnostics(SUBMISSION, "cycle: 2019\nunit: 市财证局\nstate: draft\n")
    assert wrong["range"] == {"start": {"line": 1, "character": 6}, "end": {"line": 1, "character": 10}}
    assert wrong["message"] == "不是单位名录（data/units.yaml）中的名称"
    assert server.diagnostics(SUBMISSION, "unit: 盘锦市财政局\ncycle: 2019\nstate: draft\n") == []


def test_fields_and_values_are_explained(server: Server) -> None:
    hover = server.hover(SUBMISSION, HEAD + "  - indicator: 9\n    rat|ing: met\n")
    assert "自评结论" in hover
    assert "`partly`: 部分达到" in hover
    offered = server.completions(SUBMISSION, HEAD + "  - indicator: 9\n    rating: |\n")
    assert offered["unmet"] == "未达到"
    keys = server.completions(SUBMISSION, HEAD + "  - indicator: 9\n    |\n")
    assert keys["narrative"] == "工作措施与成效"
    assert "indicator" not in keys


def test_a_unit_is_offered_its_own_indicators(server: Server) -> None:
    offered = server.completions(SUBMISSION, HEAD + "  - indicator: |\n")
    assert len(offered) == 15
    assert offered["9"].startswith("落实推进国家和省重大教育政策")
    (wrong,) = server.diagnostics(SUBMISSION, HEAD + "  - indicator: 1\n")
    assert wrong["message"] == "市财政局不承担该项指标"
    assert wrong["range"]["start"] == {"line": 4, "character": 15}
    assert server.diagnostics(SUBMISSION, HEAD + '  - indicator: "9"\n') == []


def test_a_metric_is_offered_and_explained(server: Server) -> None:
    head = "unit: 市教育局\ncycle: 2019\nstate: draft\nanswers:\n  - indicator: 3\n    metrics:\n"
    offered = server.completions(SUBMISSION, head + "      |\n")
    assert list(offered) == ["听取中小学校党建工作汇报次数", "中小学校党组织书记集中培训次数"]
    assert "单位：次；不低于 1" in offered["听取中小学校党建工作汇报次数"]
    (wrong,) = server.diagnostics(SUBMISSION, head + "      听取汇报次数: 3\n")
    assert wrong["range"]["start"] == {"line": 6, "character": 6}
    assert wrong["message"] == "该指标没有此监测指标或基础数据"


def test_the_catalogue_names_units_and_groups(server: Server, root: Path) -> None:
    name = "data/indicators.yaml"
    text = (root / name).read_text(encoding="utf-8")
    assert server.diagnostics(name, text) == []
    place = "responsible: [市教育局]"
    offered = server.completions(name, text.replace(place, "responsible: [|]", 1))
    assert "统称，所含单位：双台子区政府、兴隆台区政府、大洼区政府、盘山县政府" in offered["各县区政府"]
    (wrong,) = server.diagnostics(name, text.replace(place, "responsible: [教育局]", 1))
    assert wrong["message"].startswith("不是单位名录")


def test_units_and_settings(server: Server, root: Path) -> None:
    units = (root / "data/units.yaml").read_text(encoding="utf-8")
    assert server.diagnostics("data/units.yaml", units) == []
    assert "市教育局" in server.completions("data/units.yaml", units + "  - id: 各局\n    members:\n      - |\n")
    # A unit just added to this file is no fault of it.
    assert server.diagnostics("data/units.yaml", units.replace("members: [", "members: [新区政府, ", 1)) == []
    offered = server.completions("dutykit.yaml", "severity:\n  |\n")
    assert "unknown-indicator" in offered
    assert "级别" not in offered["unknown-indicator"]
    assert server.diagnostics("dutykit.yaml", (root / "dutykit.yaml").read_text(encoding="utf-8")) == []


def test_a_skeleton_and_the_samples_are_without_a_mark(server: Server, root: Path, dutykit: Dutykit) -> None:
    for unit in ("市教育局", "盘山县政府"):
        assert dutykit("new", unit, cwd=root).code == 0
        name = f"submissions/2019/{unit}.yaml"
        text = (
            (root / name).read_text(encoding="utf-8").partition("\n")[2]
        )  # without the modeline: opened a folder deeper
        assert server.diagnostics(name, text) == []
    samples = sorted((REPOSITORY / "submissions/2019").glob("*.yaml"))
    assert samples
    for path in samples:
        assert server.diagnostics("submissions/2019/样.yaml", path.read_text(encoding="utf-8")) == [], path.name


def test_a_modeline_stands_for_the_settings(server_script: Path, root: Path) -> None:
    from dutykit.schemas.installation import EXAMPLE_MODELINE, modeline

    assert modeline(root, SUBMISSION) == EXAMPLE_MODELINE
    running = Server(server_script, root, {})
    try:
        text = "unit: 市财证局\ncycle: 2019\nstate: draft\n"
        assert running.diagnostics(SUBMISSION, text) == []
        line = EXAMPLE_MODELINE.replace("../../", "../../../")  # the file is opened one folder deeper
        (wrong,) = running.diagnostics(SUBMISSION, f"{line}\n{text}")
        assert wrong["range"]["start"] == {"line": 1, "character": 6}
    finally:
        running.close()
