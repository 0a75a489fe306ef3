"""Checks the built site: every link inside it leads to a page and an anchor, and nothing is loaded from a network.

python -m tools.site.check out/docs
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src", "video": "src"}
_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?\s*(?:https?:)?//", re.IGNORECASE)


class _Page(HTMLParser):
    """What a page links to and loads, and the anchors it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.anchors: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what one tag refers to."""
        values = {name: value for name, value in attrs if value is not None}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        elif tag in _LOADS and _LOADS[tag] in values:
            self.loads.append(values[_LOADS[tag]])


def faults(root: Path) -> Iterator[str]:
    """Each fault of the site in the folder `root`, in a sentence that begins with the file."""
    pages = {path: _Page(path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*.html"))}
    for path, page in pages.items():
        name = path.relative_to(root)
        yield from (f"{name}: loads {one} from a network" for one in page.loads if _is_remote(one))
        for target in (*page.links, *(one for one in page.loads if not _is_remote(one))):
            yield from (f"{name}: {fault}" for fault in _fault_of_link(target, path, pages))
    for path in sorted((*root.rglob("*.css"), *root.rglob("*.html"))):
        if _STYLE.search(path.read_text(encoding="utf-8")):
            yield f"{path.relative_to(root)}: a style loads from a network"


def _is_remote(target: str) -> bool:
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme in {"http", "https"}


def _fault_of_link(target: str, path: Path, pages: dict[Path, _Page]) -> Iterator[str]:
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return  # an address outside, which a closed network cannot look up
    there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not there.is_file():
        yield f"{target} does not exist"
    elif parts.fragment and there in pages and unquote(parts.fragment) not in pages[there].anchors:
        yield f"{target}: the page has no such anchor"


def main(folder: str) -> int:
    """Print the faults; 1 if there are any."""
    root = Path(folder).resolve()
    found = list(faults(root))
    sys.stderr.write("".join(f"{fault}\n" for fault in found))
    count = sum(1 for _path in root.rglob("*.html"))
    sys.stdout.write(f"{root}/index.html ({count} pages, {len(found)} faults)\n")
    return 1 if found or not count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
