"""What each format's output is held against, and how it is read back."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import xmlschema
from jsonschema import Draft202012Validator

from dutykit.schemas.installation import FINDINGS_SCHEMA
from tests.conftest import REPOSITORY

SCHEMAS = REPOSITORY / "tests/data/schemas"

# The fields GitLab documents for Code Quality reports.
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "additionalProperties": False,
        "properties": {
            "description": {"type": "string"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "additionalProperties": False,
                "properties": {
                    "path": {"type": "string", "not": {"pattern": "^(/|\\./)"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "additionalProperties": False,
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


@cache
def sarif_validator() -> Draft202012Validator:
    """SARIF 2.1.0's own schema."""
    return Draft202012Validator(json.loads((SCHEMAS / "sarif-2.1.0.json").read_text(encoding="utf-8")))


@cache
def json_validator() -> Draft202012Validator:
    """Ours, made stricter: every key must be in it."""
    return Draft202012Validator(_closed(json.loads(FINDINGS_SCHEMA.read_text(encoding="utf-8"))))


@cache
def junit_schema() -> xmlschema.XMLSchema:
    """Jenkins' schema of JUnit results."""
    return xmlschema.XMLSchema(SCHEMAS / "junit-10.xsd")


def check_gitlab(text: str) -> list[dict[str, Any]]:
    """The entries of a GitLab report that is as GitLab wants it."""
    entries: list[dict[str, Any]] = json.loads(text)
    Draft202012Validator(GITLAB).validate(entries)
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints)
    return entries


def read_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as GitHub's runner reads them: name, properties, message."""
    found = []
    for line in re.split("\r\n|\r|\n", text.removesuffix("\n")) if text else []:
        match = re.fullmatch("::([a-z]+) (.*?)::(.*)", line, re.DOTALL)
        assert match, line
        properties = {}
        for pair in match[2].split(","):
            key, _equals, value = pair.partition("=")
            properties[key] = _unescape(value.replace("%3A", ":").replace("%2C", ","))
        found.append((match[1], properties, _unescape(match[3])))
    return found


def _unescape(text: str) -> str:
    return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")


def _closed(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: _closed(value) for key, value in schema.items()}
    if "properties" in closed and closed.get("type") == "object":
        closed.setdefault("additionalProperties", False)
    return closed
