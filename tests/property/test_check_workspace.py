"""Whatever stands in a workspace, the checks name places that exist, say it twice alike, and never raise."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dutykit.check.run import run_checks
from dutykit.model.place import Place
from dutykit.workspace.assemble import Loaded, load_workspace


def mostly(usual: st.SearchStrategy[Any], rare: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Nine times the usual, once the rare."""
    return st.integers(0, 9).flatmap(lambda drawn: rare if drawn == 9 else usual)


NAMES = mostly(
    st.sampled_from(["甲局", "乙局", "各县"]),
    st.sampled_from(["甲局别名", "甲居", "丙县", "各现", "甲局、乙局", " ", "/", "é", "a\nb", "{x}"]),
)
IDS = mostly(
    st.sampled_from([1, 2, 3]),
    st.sampled_from([0, 5, -1, 10**30, "1", "01", "２", "指标2", "A", "{indicator}", "9" * 5000]),  # also no int()
)
NUMBERS = st.one_of(
    st.integers(-3, 100),
    st.sampled_from([10**39, Decimal("1E+99"), Decimal("-1E-99"), Decimal("4.50"), Decimal(0)]),
)
DATES = st.dates(dt.date(2018, 1, 1), dt.date(2020, 12, 31))
TEXTS = st.sampled_from(["示例。", " ", "\n", "{title}", "长" * 500, "<script>", "\u2028\u0085"])
NARRATIVES = st.one_of(
    TEXTS,
    st.sampled_from(["甲局说明了情况。" * 20, "乙局说明了情况。" * 20, "\u200b\ue000\uf9d0\u2f45\ufffd\u202e"]),
    st.sampled_from(["张某 138 0013 8000", "13800138000元", "110000199902280000", "11000019990228000X"]),
)
VALUES = st.one_of(NUMBERS, st.sampled_from(["85%", "８５", "约 10 人", "", True, None, "1" * 5000, "NaN", "Infinity"]))
QUANTITIES = mostly(st.sampled_from(["覆盖率", "总数"]), st.sampled_from(["复盖率", "x", ""]))
FORMULAS = st.one_of(
    st.sampled_from(
        ["总数 / 覆盖率 * 100", "总数 / (总数 - 总数)", "-总数", "(总数", "", "总数×2", "1" * 41, "(" * 3000]
    ),
    st.text(st.sampled_from("总数 +-*/().1÷\n"), max_size=12),
)
WRONG: st.SearchStrategy[Any] = st.sampled_from([[], {}, None, "错", -1])


def record(required: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]]) -> Any:
    """A mapping of these keys, now and then with a value of a wrong kind."""
    plain = st.fixed_dictionaries(required, optional=optional)
    keys = [*required, *optional]
    broken = st.tuples(plain, st.sampled_from(keys), WRONG).map(lambda drawn: {**drawn[0], drawn[1]: drawn[2]})
    return mostly(plain, mostly(plain, broken))


def few(items: Any, most: int = 3) -> Any:
    return st.lists(items, max_size=most)


METRIC = record(
    {"id": QUANTITIES},
    {
        "unit": mostly(st.just("%"), TEXTS),
        "formula": FORMULAS,
        "elements": few(record({"id": QUANTITIES}, {"unit": TEXTS})),
        "target": record({"because": TEXTS}, {"min": NUMBERS, "max": NUMBERS}),
    },
)
INDICATOR = record(
    {"id": IDS, "text": TEXTS},
    {
        "lead": few(NAMES),
        "responsible": few(NAMES),
        "support": few(NAMES),
        "points": st.integers(0, 10),
        "metrics": few(METRIC),
        "evidence_required": st.booleans(),
    },
)
CATALOGUE = few(INDICATOR, 6).map(
    lambda indicators: {
        "title": "体系",
        "source": {"title": "文件", "issuer": "机关"},
        "chapters": [{"title": "章", "sections": [{"title": "节", "indicators": indicators}]}],
    }
)
UNITS = [{"id": "甲局", "kind": "department", "aliases": ["甲局别名"]}, {"id": "乙局", "kind": "office"}]
GROUPS = [{"id": "各县", "members": ["丙县", "乙局"]}]
REGISTER = mostly(
    st.just({"units": [*UNITS, {"id": "丙县", "kind": "county"}], "groups": GROUPS}),
    record(
        {"units": few(record({"id": NAMES, "kind": st.just("department")}, {"aliases": few(NAMES)}), 5)},
        {"groups": few(record({"id": NAMES, "members": few(NAMES)}, {"aliases": few(NAMES)}))},
    ),
)
EVIDENCE = record(
    {"title": TEXTS},
    {
        "file": st.sampled_from(
            ["evidence/有.txt", "evidence/无.txt", "../x", "evidence", "a\\b", "\0", " ", "有.txt/里"]
        ),
        "sha256": mostly(st.just("0" * 64), st.just("x")),
        "kept_by_unit": st.booleans(),
        "date": DATES,
        "note": TEXTS,
    },
)
PROBLEM = record(
    {"id": IDS, "found_by": st.sampled_from(["self_check", "monitoring", "inspection"]), "text": TEXTS},
    {
        "measure": TEXTS,
        "due": DATES,
        "status": st.sampled_from(["open", "in_progress", "done", "closed"]),
        "closed_on": DATES,
    },
)
ANSWER = record(
    {"indicator": IDS},
    {
        "rating": st.sampled_from(["met", "partly", "unmet", "not_applicable"]),
        "reason": TEXTS,
        "score": NUMBERS,
        "text_fingerprint": mostly(TEXTS, st.just("sha256:0")),
        "narrative": NARRATIVES,
        "metrics": st.dictionaries(QUANTITIES, VALUES, max_size=3),
        "evidence": few(EVIDENCE),
        "problems": few(PROBLEM),
    },
)
SUBMISSION = record(
    {
        "unit": NAMES,
        "cycle": mostly(st.just(2019), st.sampled_from([2018, 0, -1, 10**20])),
        "state": st.sampled_from(["draft", "submitted", "returned", "accepted"]),
    },
    {
        "answers": few(ANSWER, 5),
        "submitted_on": DATES,
        "summary": NARRATIVES,
        "returned": record({"reason": TEXTS, "due": DATES}, {}),
    },
)
FILES = st.sampled_from(
    [f"submissions/{name}.yaml" for name in ("2019/甲局", "2019/乙局", "2018/甲局", "丙县", "2019/深/处/é", "2019/..x")]
)
WORKSPACES = st.tuples(CATALOGUE, REGISTER, st.dictionaries(FILES, SUBMISSION, max_size=4))


@settings(max_examples=200)
@given(WORKSPACES)
def test_any_workspace(drawn: tuple[Any, Any, dict[str, Any]]) -> None:
    catalogue, register, submissions = drawn
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        written = {"data/indicators.yaml": catalogue, "data/units.yaml": register, **submissions}
        for name, value in written.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(yaml(value), encoding="utf-8")
        (root / "evidence").mkdir()
        (root / "evidence/有.txt").write_text("有", encoding="utf-8")
        loaded, again = load_workspace(root), load_workspace(root)
    if loaded.workspace is None or again.workspace is None:
        assert loaded.findings
        return
    found = run_checks(loaded.workspace)
    assert found == run_checks(loaded.workspace) == run_checks(again.workspace)
    assert sorted(one.order for one in found) == [one.order for one in sorted(found, key=lambda one: one.order)]
    for finding in found:
        assert finding.message
        for place in (finding.place, *(one.place for one in finding.related)):
            assert exists(place, loaded), finding


def exists(place: Place, loaded: Loaded) -> bool:
    """Whether there is such a line and column, with as many characters as the place claims."""
    source = loaded.sources[place.file]
    line = source.line(place.line)
    return bool(line) and place.column >= 1 and place.column - 1 + place.length <= max(len(line), place.column)


def yaml(value: object, indent: str = "") -> str:
    """`value` as YAML, an entry a line, so that places differ by line and by column."""
    inner = indent + " "
    match value:
        case dict():
            entries = [f"{inner}{json.dumps(key)}: {yaml(item, inner)}" for key, item in value.items()]
            return "{\n" + ",\n".join(entries) + "}" if entries else "{}"
        case list():
            items = [f"{inner}{yaml(item, inner)}" for item in value]
            return "[\n" + ",\n".join(items) + "]" if items else "[]"
        case str():
            return json.dumps(value, ensure_ascii=len(value) % 2 == 0)
        case None | bool():
            return json.dumps(value)
        case _:
            return str(value)
