from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder

from dutykit.model.settings import FontRoles
from dutykit.shipped import shipped
from dutykit.typeset.fonts import (
    ROLES,
    FontFolderError,
    FontsMissingError,
    characters,
    css_families,
    fontconfig_file,
    own_fonts,
    undrawable,
    workspace_font_files,
)


def _files() -> list[Path]:
    return [font.path for font in own_fonts(shipped("fonts"))]


def test_every_role_has_a_font_and_ends_with_all_others() -> None:
    own = own_fonts(shipped("fonts"))
    assert set(ROLES) <= {font.role for font in own}
    lists = css_families(own, FontRoles())
    assert len({len(names.split(", ")) for names in lists.values()}) == 1
    assert lists["kai"].startswith('"Dutykit WenKai"')


def test_the_offices_own_families_come_first() -> None:
    lists = css_families(own_fonts(shipped("fonts")), FontRoles(fangsong=("仿宋_GB2312",)))
    assert lists["fangsong"].startswith('"仿宋_GB2312", "FandolFang"')


def test_a_hostile_family_name_cannot_end_its_string() -> None:
    lists = css_families((), FontRoles(song=('a"; } </style><script>\n\\',)))
    assert lists["song"] == '"a\\22 \\3b  \\7d  \\3c \\2f style\\3e \\3c script\\3e \\5c "'


def test_rare_characters_and_emoji_are_told_apart() -> None:
    assert undrawable("盘锦市㛃䶮𬱖 abc，。“”", _files()) == frozenset()
    assert undrawable("甲😀\ue000", _files()) == {"😀", "\ue000"}


def test_all_8105_standard_characters_are_drawn(repository: Path) -> None:
    standard = "".join((repository / "tests/data/tgh-8105.txt").read_text(encoding="utf-8").split())
    assert undrawable(standard, _files()) == frozenset()


def test_a_missing_font_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(FontsMissingError):
        own_fonts(tmp_path)
    (tmp_path / "fonts.json").write_text('{"fonts": [{"file": "a.otf", "family": "A", "role": "kai"}]}')
    with pytest.raises(FontsMissingError):
        own_fonts(tmp_path)


def test_font_folders_stay_in_the_workspace(tmp_path: Path) -> None:
    inside = tmp_path / "ws"
    (inside / "fonts").mkdir(parents=True)
    (inside / "fonts" / "a.ttf").write_bytes(b"not a font")
    (inside / "link").symlink_to(tmp_path)
    assert workspace_font_files(inside, ["fonts"]) == [inside / "fonts" / "a.ttf"]
    (inside / "more").mkdir()
    (inside / "more/c.ttf").symlink_to("/etc/passwd")
    for name in ("..", "link", "missing", "/etc", "more"):
        with pytest.raises(FontFolderError):
            workspace_font_files(inside, [name])
    with pytest.raises(FontFolderError):
        undrawable("甲", [inside / "fonts" / "a.ttf"])


def test_the_fontconfig_file_escapes_paths() -> None:
    text = fontconfig_file([Path("/a<&b")], Path("/c"), with_system=False)
    assert "<dir>/a&lt;&amp;b</dir>" in text
    assert "/etc/fonts" not in text
    assert "/etc/fonts" in fontconfig_file([], Path("/c"), with_system=True)


def test_a_font_that_was_tampered_with_is_refused_by_name(tmp_path: Path) -> None:
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "a"])
    builder.setupCharacterMap({97: "a"})
    builder.setupPost()
    builder.setupMaxp()
    builder.save(tmp_path / "whole.ttf")
    whole = (tmp_path / "whole.ttf").read_bytes()
    assert characters(tmp_path / "whole.ttf") == {97}
    table = whole.index(b"cmap")
    start = int.from_bytes(whole[table + 8 : table + 12])
    for at in range(start, start + 40):
        path = tmp_path / f"{at}.ttf"
        path.write_bytes(whole[:at] + b"\xff\xff" + whole[at + 2 :])
        with suppress(FontFolderError):
            characters(path)
    with (tmp_path / "long.ttf").open("wb") as file:
        file.truncate(10_000_000_000)  # sparse: nothing is written
    with pytest.raises(FontFolderError, match=r"long\.ttf"):
        characters(tmp_path / "long.ttf")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as POSIX has them")
@pytest.mark.parametrize("name", ["a.ttf", "b", "deep/c.otf"])
def test_a_pipe_among_the_fonts_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / "fonts/deep").mkdir(parents=True)
    os.mkfifo(tmp_path / "fonts" / name)
    with pytest.raises(FontFolderError, match=f"fonts/{name}"):
        workspace_font_files(tmp_path, ["fonts"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes as POSIX has them")
def test_nobody_waits_for_a_pipe_that_became_a_font(tmp_path: Path) -> None:
    (tmp_path / "fonts").mkdir()
    os.mkfifo(tmp_path / "fonts/a.ttf")
    with pytest.raises(FontFolderError):
        characters(tmp_path / "fonts/a.ttf")
