"""How Sphinx builds the pages of docs/zh and docs/en; `make docs` calls it once for each language.

Everything a page needs is in the built folder: no font, script or image comes from a network.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from dutykit import __version__  # noqa: E402 # the path to this repository comes first
from tools.site import search  # noqa: E402
from tools.site.generated import with_generated_parts  # noqa: E402

project = "dutykit"
author = "dutykit"
version = release = __version__
extensions = ["myst_parser"]
locale_dirs = [str(ROOT / "tools/site/locale")]
myst_heading_anchors = 4
nitpicky = True
suppress_warnings: list[str] = []

html_theme = "furo"
html_title = f"dutykit {__version__}"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
html_show_copyright = False
html_static_path = ["static"]
html_css_files = ["site.css"]
templates_path = ["sidebar"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "languages.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ]
}
html_use_index = False
"""There is no index of terms: nothing declares any."""

_FILE_BLOCK = re.compile(r"^```yaml (file|end-of|in)=(\S+)$", re.MULTILINE)
_FENCED = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
_CHINESE_BREAK = re.compile(r"(?<=[\u3001-\u9fff\uff01-\uff60“”])\n {0,4}(?=[\u3001-\u9fff\uff01-\uff60“”])")
"""A line break inside a Chinese sentence: a browser shows it as a blank, which Chinese does not have."""
_CAPTIONS = {
    "zh_CN": {"file": "{}", "end-of": "{}（在末尾添加）", "in": "{}（修改此处）"},
    "en": {"file": "{}", "end-of": "{} (add at the end)", "in": "{} (change here)"},
}


def _read(app: Any, _name: str, source: list[str]) -> None:
    """Put the generated parts into a page, and the name of its file above each block that a test writes to one."""
    captions = _CAPTIONS[app.config.language]
    text = with_generated_parts(source[0], "zh" if app.config.language == "zh_CN" else "en")
    text = "".join(part if part.startswith("```") else _CHINESE_BREAK.sub("", part) for part in _FENCED.split(text))
    source[0] = _FILE_BLOCK.sub(
        lambda match: f"```{{code-block}} yaml\n:caption: {captions[match[1]].format(match[2])}\n", text
    )


def setup(app: Any) -> None:
    """Called by Sphinx."""
    search.register()
    app.connect("source-read", _read)
