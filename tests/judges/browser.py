"""Chromium, as Debian brings it, and axe-core in it: pages as a reader sees them, on a phone, on a desk and on paper."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dutykit.shipped import shipped
from dutykit.typeset.fonts import fontconfig_file, own_fonts

WIDTHS = (390, 1280)
"""CSS pixels of a phone and of a desk."""
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_RULES = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
"""All of WCAG 2.2 AA and the advice beyond it; the size of targets axe-core leaves out by itself."""


def chromium() -> str | None:
    """Where Chromium is; None where it is not there."""
    return shutil.which("chromium")


class Browser:
    """One Chromium with one page, which `opened` opens and closes."""

    def __init__(self, page: Any) -> None:
        from axe_playwright_python.sync_playwright import Axe

        self.page, self._axe = page, Axe()
        self.fetched: list[str] = []
        """The addresses of what was asked for beside files."""
        page.on("request", lambda one: None if one.url.startswith("file:") else self.fetched.append(one.url))

    def faults(self, file: Path, widths: Iterable[int] = WIDTHS) -> Iterator[str]:
        """What is wrong with the page `file` for a reader, at each of `widths`."""
        for width in widths:
            self.page.set_viewport_size({"width": width, "height": 844})
            self.page.goto(file.as_uri())
            across = self.page.evaluate("document.documentElement.scrollWidth")
            if across > width:
                yield f"{file.name} at {width}: {across} pixels across"
            if self.page.evaluate(
                "[...document.querySelectorAll('table')].some((one) => one.getBoundingClientRect().left < 0)"
            ):
                yield f"{file.name} at {width}: a table begins left of the page"
            for fault in self.violations():
                yield f"{file.name} at {width}: {fault}"

    def violations(self) -> Iterator[str]:
        """What axe has against the page as it is now."""
        for one in self._axe.run(self.page, options=_RULES).response["violations"]:
            where = "; ".join(str(node["target"]) for node in one["nodes"])
            yield f"{one['id']}: {where}"

    def printed(self, file: Path, to: Path) -> None:
        """Print the page `file` as Chromium's own command does, on the paper that it asks for."""
        self.page.goto(file.as_uri())
        self.page.pdf(path=to, prefer_css_page_size=True, tagged=True)


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    """A browser that knows dutykit's fonts alone and keeps what it writes in `folder`."""
    from playwright.sync_api import sync_playwright

    configuration = folder / "fonts.conf"
    fonts = sorted({font.path.parent for font in own_fonts(shipped("fonts"))})
    configuration.write_text(fontconfig_file(fonts, folder / "fontconfig", with_system=False), encoding="utf-8")
    environment: dict[str, str | float | bool] = {**os.environ, "FONTCONFIG_FILE": str(configuration)}
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            folder / "profile", executable_path=chromium(), headless=True, args=[*_FLAGS], env=environment
        )
        try:
            yield Browser(context.pages[0])
        finally:
            context.close()
