"""Workspaces made in memory, for tests of what is worked out from them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dutykit.model.catalogue import Catalogue
from dutykit.model.submission import Submission
from dutykit.model.unit import Register
from dutykit.model.workspace import Workspace

SOURCE = {"title": "文件", "issuer": "机关", "number": "〔2019〕3号"}


def catalogue(*chapters: Mapping[str, Mapping[str, list[str]]]) -> Catalogue:
    """A chapter an argument: indicator ids with the names in each role."""
    return Catalogue.model_validate(
        {
            "title": "体系",
            "source": SOURCE,
            "chapters": [
                {
                    "title": f"章{number}",
                    "sections": [
                        {
                            "title": f"节{number}",
                            "indicators": [{"id": key, "text": f"事{key}", **roles} for key, roles in chapter.items()],
                        }
                    ],
                }
                for number, chapter in enumerate(chapters, 1)
            ],
        }
    )


REGISTER = Register.model_validate(
    {
        "units": [
            {"id": "甲局", "kind": "department", "aliases": ["甲"]},
            {"id": "乙局", "kind": "department"},
            {"id": "丙县", "kind": "county"},
            {"id": "丁县", "kind": "county"},
            {"id": "戊区", "kind": "zone"},
        ],
        "groups": [{"id": "各县", "members": ["丙县", "丁县"], "aliases": ["县"]}],
    }
)

CATALOGUE = catalogue(
    {"1": {"responsible": ["乙局", "甲"]}, "2": {"responsible": ["甲局", "各县"]}},
    {"3": {"lead": ["甲局"], "support": ["各县", "丙县", "甲局"]}},
)


def submission(unit: str, answers: Mapping[str, str | None], state: str = "submitted", cycle: int = 2019) -> Submission:
    """A submission with a rating (or None) for each indicator id."""
    given: list[dict[str, Any]] = [{"indicator": key, "rating": rating} for key, rating in answers.items()]
    return Submission.model_validate({"unit": unit, "cycle": cycle, "state": state, "answers": given})


def workspace(*submissions: Submission, incomplete: frozenset[str] = frozenset()) -> Workspace:
    """The workspace of these submissions."""
    return Workspace(Path("工作区"), CATALOGUE, REGISTER, submissions, incomplete=incomplete)
