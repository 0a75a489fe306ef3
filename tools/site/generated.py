"""The parts of pages that are not in docs/: `<!-- generated: NAME -->` is one made from the program.

`<!-- whole file: NAME -->` is a file at the top of the repository, with its links as the site has them.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PARTS = ("api", "commands", "files", "rules", "templates")
"""Each is a module of this folder with a function `text` that gives Markdown in the language in use."""
_MARK = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)


_FILE = re.compile(r"^<!-- whole file: (\S+) -->$", re.MULTILINE)
_LINK = re.compile(r"\]\((?:docs/(?:en|zh)/)?([\w-]+)(?:\.zh-CN)?\.md")


def with_generated_parts(page: str, language: str) -> str:
    """`page` with each mark replaced by the part it names; raises ValueError for a part that does not exist."""
    page = _FILE.sub(lambda match: _file(match[1]), page)
    return _MARK.sub(lambda match: _part(match[1], language), page)


def _file(name: str) -> str:
    """The text of a file at the top; a link to a page or to another such file leads to the page of its name."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return _LINK.sub(lambda match: f"]({match[1].lower()}.md", text)


@cache
def _part(name: str, language: str) -> str:
    """One part; made in a process of its own, because help texts get their language when they are imported."""
    if name not in PARTS:
        raise ValueError(name)
    program = (
        f"from dutykit.language import use_language; use_language({language!r}); "
        f"import sys; from tools.site.{name} import text; sys.stdout.buffer.write(text().encode())"
    )
    made = subprocess.run([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, check=True)
    return made.stdout.decode()
