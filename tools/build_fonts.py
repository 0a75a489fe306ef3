"""Rebuild ``src/dutykit/fonts`` and ``tests/data/tgh-8105.txt`` from Debian's and PyPI's packages.

The fonts are committed, so nobody needs this to use dutykit; it shows where every byte came from
and makes the same bytes again. It needs ``apt-get``, ``dpkg-deb``, ``pip`` and fontTools
(``FONTTOOLS`` names the release that the recorded hashes were made with)::

    python tools/build_fonts.py            # build; fail unless the bytes are those of fonts.json
    python tools/build_fonts.py --accept   # build; record what came out as the new truth
    python tools/build_fonts.py --keep DIR # keep the downloaded packages in DIR, use them again

Each source package is pinned by name, version and hash. 仿宋 (FandolFang) is copied unmodified;
every other font is cut down to ``wanted_characters`` without hinting and vertical layout, and set
to the line height of 仿宋. A cut font whose licence reserves its name gets another one.
"""

from __future__ import annotations

import argparse
import bz2
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import fontTools
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "src" / "dutykit" / "fonts"
TABLE = ROOT / "tests" / "data" / "tgh-8105.txt"

FONTTOOLS = "4.68.0"
TABLE_SIZE = 8105
LEVELS = ((3500, 1), (6500, 2), (TABLE_SIZE, 3))
RARE = "㛃䶮𬱖"
OFL = "OFL-1.1"
GPL_FONT = "GPL-3.0-only WITH Font-exception-2.0"

FEATURES = ["ccmp", "halt", "kern", "mark", "palt"]
"""The OpenType features kept: none for vertical text, none that swaps one glyph for another."""
ASCENT, DESCENT = 880, 120
DROPPED_TABLES = ["BASE", "DSIG", "VORG", "gasp", "vhea", "vmtx"]


@dataclass(frozen=True)
class Source:
    """One package of a registry, pinned."""

    registry: Literal["Debian", "PyPI"]
    name: str
    version: str
    sha256: str

    def __str__(self) -> str:
        """Name the package as a person would."""
        return f"{self.registry} {self.name} {self.version}"


@dataclass(frozen=True)
class Font:
    """One font file to make: what it is for, where it comes from and what it is called."""

    role: str
    file: str
    source: Source
    inside: str
    """Path of the font inside the package."""
    licence: str
    notice: str
    """Name of the licence file, ``LICENSE.<notice>.txt``."""
    face: str | None = None
    """The face of a collection, by PostScript name."""
    family: str | None = None
    """The new family name, where the licence reserves the old one."""
    fills: str | None = None
    """File of the font whose gaps this one fills, or EVERY_FONT: only those characters are kept."""
    whole: bool = False
    """Copied byte for byte."""


PYLOPDF = Source(
    "PyPI",
    "pylopdf-fonts-zh-cn",
    "0.1.1",
    "e2661ef3790cbe0f0f6aa5338b6859b7cd288ee75bc88cd4239c62cd025d4fb3",
)
NOTO_EXTRA = Source(
    "Debian",
    "fonts-noto-cjk-extra",
    "1:20220127+repack1-1",
    "5f6536c99f9b3d77a3c383c3f1544f6d49350e7f20832c4c979af0e33f603cb5",
)
NOTO_CORE = Source(
    "Debian",
    "fonts-noto-core",
    "20201225-1",
    "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba",
)
WENKAI = Source(
    "Debian",
    "fonts-lxgw-wenkai",
    "1.250+repack-1",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)
TEXLIVE = Source(
    "Debian",
    "texlive-lang-chinese",
    "2022.20230122-1",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
UNICODE = Source(
    "Debian",
    "unicode-data",
    "15.0.0-1",
    "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
SOURCES = (PYLOPDF, NOTO_EXTRA, NOTO_CORE, WENKAI, TEXLIVE, UNICODE)

NOTO_SERIF_EXTRA = "usr/share/fonts/opentype/noto/NotoSerifCJK-SemiBold.ttc"
WENKAI_FOLDER = "usr/share/fonts/truetype/lxgw-wenkai"
FANDOL_FONT = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
FANDOL_DOC = "usr/share/doc/texlive-doc/fonts/fandol"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"

FANGSONG = "FandolFang-Regular.otf"
SONG = "NotoSerifSC-Regular.otf"
EVERY_FONT = "*"
RECIPES = (
    Font("fangsong", FANGSONG, TEXLIVE, FANDOL_FONT, GPL_FONT, "Fandol", whole=True),
    Font(
        "fangsong",
        "DutykitWenKaiLight-Fill.ttf",
        WENKAI,
        f"{WENKAI_FOLDER}/LXGWWenKai-Light.ttf",
        OFL,
        "WenKai",
        family="Dutykit WenKai Light Fill",
        fills=FANGSONG,
    ),
    Font(
        "kai",
        "DutykitWenKai-Regular.ttf",
        WENKAI,
        f"{WENKAI_FOLDER}/LXGWWenKai-Regular.ttf",
        OFL,
        "WenKai",
        family="Dutykit WenKai",
    ),
    Font(
        "hei",
        "NotoSansSC-Regular.otf",
        PYLOPDF,
        "pylopdf_fonts_zh_cn/NotoSansSC-Regular.otf",
        OFL,
        "Noto",
    ),
    Font(
        "song",
        SONG,
        PYLOPDF,
        "pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf",
        OFL,
        "Noto",
    ),
    Font(
        "xiaobiaosong",
        "NotoSerifCJKsc-SemiBold.otf",
        NOTO_EXTRA,
        NOTO_SERIF_EXTRA,
        OFL,
        "Noto",
        face="NotoSerifCJKsc-SemiBold",
    ),
    Font(
        "symbols",
        "NotoSansSymbols2-Regular.ttf",
        NOTO_CORE,
        "usr/share/fonts/truetype/noto/NotoSansSymbols2-Regular.ttf",
        OFL,
        "Noto",
        fills=SONG,
    ),
    Font(
        "rare",
        "NotoSerifSC-Rare.otf",
        PYLOPDF,
        "pylopdf_fonts_zh_cn/NotoSerifSC-Regular.otf",
        OFL,
        "Noto",
        family="Dutykit Song Rare",
        fills=EVERY_FONT,
    ),
)

NOTO_NOTICE = """\
Noto Sans SC        © 2014-2021 Adobe (http://www.adobe.com/).
Noto Serif SC       © 2017-2024 Adobe (http://www.adobe.com/).
Noto Serif CJK SC   © 2017-2022 Adobe (http://www.adobe.com/).
Noto Sans Symbols2  Copyright 2017 Google Inc. All Rights Reserved.
Noto is a trademark of Google Inc. These copyright statements reserve no font name.

The files beside this notice are Modified Versions: cut down to the characters of Simplified
Chinese office work, without hinting and vertical layout, with an even line height, by
tools/build_fonts.py of dutykit. They stay under the licence below and are not covered by dutykit's
own.

"""
WENKAI_NOTICE = """\
LXGW WenKai 1.250   Copyright 2021-2023 LXGW (https://github.com/lxgw/LxgwWenKai)
                    with Reserved Font Names "霞鹜" and "LXGW".
Klee                Copyright 2020 The Klee Project Authors (https://github.com/fontworks-fonts/Klee)
                    Klee is a trademark of Fontworks Inc.

The files beside this notice are Modified Versions, so they bear another name (Dutykit WenKai,
Dutykit WenKai Light Fill): cut down to the characters of Simplified Chinese office work, without
hinting and vertical layout, with an even line height, by tools/build_fonts.py of dutykit. They stay
under the licence below and are not covered by dutykit's own.

"""
FANDOL_NOTICE = """\
FandolFang          Copyright © 2012-2013, the Fandol team (Clerk Ma & Jie Su).

FandolFang-Regular.otf beside this notice is a verbatim copy of the file in the Fandol fonts 0.3 as
Debian's texlive-lang-chinese carries them, where the README quoted first, the licence after it and
the font come from. It is a work of its own beside dutykit (mere aggregation), under the GNU General
Public License with the font exception that stands at the very end of this file; dutykit's own
licence does not cover it, and its licence does not reach dutykit. The OpenType file is the only
form in which the Fandol team publishes the font. Whoever changes it must say so, keep it under the
GPL, and carry the exception over if documents that embed it are to stay outside the GPL.

"""
TABLE_HEADER = """\
# The characters of 通用规范汉字表 (General Standard Chinese Characters, 5 June 2013).
# Source: the property kTGH of Unihan {unihan} as Debian's unicode-data {version} carries it, in the
# table's own order; © 2022 Unicode, Inc., under the Unicode License (see docs/en/fonts.md).
# Columns: code point, character, level (1: 3,500 common; 2: 3,000; 3: 1,605 of names and terms).
# Made by tools/build_fonts.py.
"""


def main(arguments: list[str] | None = None) -> int:
    """Build everything and compare it with, or record it in, ``fonts.json``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--accept", action="store_true", help="record the result as the new truth")
    parser.add_argument("--keep", type=Path, help="folder that keeps the downloaded packages")
    options = parser.parse_args(arguments)
    if fontTools.version != FONTTOOLS:
        say(f"fontTools {fontTools.version}, hashes were made with {FONTTOOLS}: bytes may differ")
    with tempfile.TemporaryDirectory(prefix="dutykit-fonts-") as scratch:
        unpacked = {s: unpack(s, Path(scratch), options.keep) for s in SOURCES}
        built = Path(scratch) / "built"
        built.mkdir()
        table = standard_table(unpacked[UNICODE])
        records = build_fonts(unpacked, built, table)
        write_licences(unpacked, built)
        manifest = json.dumps({"fonttools": fontTools.version, "fonts": records}, ensure_ascii=False, indent=2)
        (built / "characters.txt").write_text(ranges(set().union(*map(covered, built.glob("*.?tf")))), encoding="ascii")
        (built / "fonts.json").write_text(manifest + "\n", encoding="utf-8")
        (built / TABLE.name).write_text(render_table(table), encoding="utf-8")
        return publish(built, accept=options.accept)


def say(message: str) -> None:
    """Tell the person who builds."""
    print(message, file=sys.stderr)


def sha256(path: Path) -> str:
    """Hash a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


# --- packages ---------------------------------------------------------------------------------


def unpack(source: Source, scratch: Path, keep: Path | None) -> Path:
    """Download a package unless it was kept, verify its hash and unpack it into a folder."""
    shelf = (keep or scratch / "packages").resolve()
    shelf.mkdir(parents=True, exist_ok=True)
    if (archive := pick(source, shelf)) is None:
        download(source, shelf)
        if (archive := pick(source, shelf)) is None:
            raise SystemExit(f"{source}: what came does not have the sha256 {source.sha256}")
    folder = scratch / source.name
    if source.registry == "Debian":
        subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    else:
        with zipfile.ZipFile(archive) as wheel:
            wheel.extractall(folder)
    say(f"unpacked {source}")
    return folder


def pick(source: Source, folder: Path) -> Path | None:
    """Find the package in a folder, by its hash."""
    prefix = source.name if source.registry == "Debian" else source.name.replace("-", "_")
    found = sorted(folder.glob(f"{prefix}[-_]*"))
    return next((path for path in found if sha256(path) == source.sha256), None)


def download(source: Source, folder: Path) -> None:
    """Fetch one package with its registry's ordinary client."""
    if source.registry == "Debian":
        command = ["apt-get", "-q", "download", f"{source.name}={source.version}"]
    else:
        wanted = f"{source.name}=={source.version}"
        command = [sys.executable, "-m", "pip", "-q", "download", "--no-deps", wanted]
    subprocess.run(command, check=True, cwd=folder, stdout=sys.stderr)


# --- characters -------------------------------------------------------------------------------


def standard_table(unicode_data: Path) -> list[int]:
    """Read the 8,105 characters of 通用规范汉字表, in its own order."""
    order: dict[int, int] = {}
    text = bz2.decompress((unicode_data / UNIHAN).read_bytes()).decode("utf-8")
    for line in text.splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and fields[1] == "kTGH":
            order[int(fields[2].removeprefix("2013:"))] = int(fields[0].removeprefix("U+"), 16)
    if sorted(order) != list(range(1, TABLE_SIZE + 1)) or len(set(order.values())) != TABLE_SIZE:
        raise SystemExit(f"kTGH does not number {TABLE_SIZE} different characters")
    return [order[number] for number in sorted(order)]


def render_table(table: list[int]) -> str:
    """Write the table as a text file."""
    lines = [TABLE_HEADER.format(unihan=UNICODE.version.split("-")[0], version=UNICODE.version)]
    for number, code in enumerate(table, start=1):
        level = next(level for last, level in LEVELS if number <= last)
        lines.append(f"U+{code:04X}\t{chr(code)}\t{level}\n")
    return "".join(lines)


def wanted_characters(table: Iterable[int]) -> set[int]:
    """List what a subset keeps: 通用规范汉字表, GB 2312, and the signs that office work uses."""
    blocks = [
        (0x0020, 0x007E),  # ASCII
        (0x00A0, 0x00FF),  # Latin-1
        (0x0391, 0x03C9),  # Greek
        (0x2000, 0x206F),  # general punctuation
        (0x2070, 0x209F),  # superscripts and subscripts
        (0x20A0, 0x20BF),  # currency
        (0x2100, 0x218F),  # letter-like signs, Roman numerals, fractions
        (0x2190, 0x21FF),  # arrows
        (0x2200, 0x22FF),  # mathematics
        (0x2460, 0x24FF),  # enclosed numbers and letters
        (0x2500, 0x25FF),  # box drawing, blocks, geometric shapes
        (0x2600, 0x27BF),  # stars, ticks, dingbats
        (0x3000, 0x312F),  # CJK punctuation, kana, bopomofo
        (0x3220, 0x3247),  # ㈠ ㈱
        (0x3251, 0x325F),  # ㉑
        (0x3280, 0x32BF),  # ㊀ ㊤
        (0x3380, 0x33DF),  # ㎡
        (0xFE10, 0xFE4F),  # vertical and compatibility forms
        (0xFF01, 0xFF60),  # full width
        (0xFFE0, 0xFFE6),  # ￥
    ]
    characters = {code for first, last in blocks for code in range(first, last + 1)}
    characters.update(table)
    characters.update(map(ord, RARE))
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            characters.update(map(ord, bytes((lead, trail)).decode("gb2312", errors="ignore")))
    return characters


def rare_characters() -> set[int]:
    """List what names hold: all of GBK, and of GB 18030-2022 what its level 2 asks beside the table."""
    blocks = [(0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xFA0E, 0xFA29), (0xFE50, 0xFE6B)]
    return {code for first, last in blocks for code in range(first, last + 1)}


# --- fonts ------------------------------------------------------------------------------------


def build_fonts(unpacked: Mapping[Source, Path], built: Path, table: list[int]) -> list[dict[str, object]]:
    """Make every font and describe it."""
    wanted = wanted_characters(table)
    records = []
    for recipe in RECIPES:
        origin = unpacked[recipe.source] / recipe.inside
        target = built / recipe.file
        if recipe.whole:
            shutil.copyfile(origin, target)
        else:
            characters = wanted
            if recipe.fills == EVERY_FONT:
                characters = rare_characters().difference(*(covered(font) for font in built.glob("*.?tf")))
            elif recipe.fills:
                characters = wanted - covered(built / recipe.fills)
            cut(open_face(origin, recipe.face), characters, recipe, target)
        records.append(describe(recipe, target, table))
        say(f"{recipe.file}: {target.stat().st_size:,} bytes")
    return records


def covered(path: Path) -> set[int]:
    """List what a font draws."""
    return set(TTFont(path, lazy=True).getBestCmap())


def open_face(path: Path, face: str | None) -> Any:
    """Open a font, or the named face of a collection."""
    if face is None:
        return TTFont(path, recalcTimestamp=False, lazy=False)
    for font in TTCollection(path).fonts:
        if font["name"].getDebugName(6) == face:
            font.recalcTimestamp = False
            return font
    raise SystemExit(f"{path.name} has no face {face}")


def cut(font: Any, characters: set[int], recipe: Font, target: Path) -> None:
    """Write the font with these characters alone; the same input gives the same bytes."""
    options = subset.Options()
    options.layout_features = FEATURES
    options.drop_tables = [*options.drop_tables, *DROPPED_TABLES]
    options.hinting = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    options.canonical_order = True
    options.recalc_timestamp = False
    shrinker = subset.Subsetter(options)
    shrinker.populate(unicodes=sorted(characters))
    shrinker.subset(font)
    name_font(font, recipe)
    level(font)
    font.save(target, reorderTables=True)


def level(font: Any) -> None:
    """Give the font the same height above and below the baseline as FandolFang has.

    Mixed fonts then share one line: a character that falls back to another font, or a word set in
    another role, no longer pushes its line apart, and a page keeps its 22 lines.
    """
    if font["head"].unitsPerEm != 1000:
        raise SystemExit("the heights are given in thousandths of an em")
    header, metrics = font["hhea"], font["OS/2"]
    header.ascent = metrics.sTypoAscender = ASCENT
    header.descent = metrics.sTypoDescender = -DESCENT
    header.lineGap = metrics.sTypoLineGap = 0
    metrics.usWinAscent, metrics.usWinDescent = ASCENT, DESCENT


def name_font(font: Any, recipe: Font) -> None:
    """Say that the font was cut, and rename it where its licence reserves the name."""
    names = font["name"]
    if recipe.family:
        postscript = recipe.family.replace(" ", "") + "-Regular"
        names.names = [
            record for record in names.names if record.langID == 0x409 and record.nameID not in {16, 17, 21, 22, 25}
        ]
        version = names.getDebugName(5)
        texts = {1: recipe.family, 2: "Regular", 3: f"{recipe.family}:{version}"}
        for identity, text in {**texts, 4: recipe.family, 6: postscript}.items():
            names.setName(text, identity, 3, 1, 0x409)
        font["OS/2"].usWeightClass = 400
    origin = f"Cut down by dutykit from {Path(recipe.inside).name} of {recipe.source}."
    names.setName(origin, 10, 3, 1, 0x409)


def describe(recipe: Font, path: Path, table: list[int]) -> dict[str, object]:
    """Describe a finished font for ``fonts.json``."""
    font = TTFont(path, lazy=True)
    names, drawn = font["name"], set(font.getBestCmap())
    missing = [code for code in table if code not in drawn]
    families = [name for name in (names.getDebugName(16), names.getDebugName(1)) if name]
    if font["OS/2"].usWeightClass != 400:
        families.reverse()  # the name that stands for this weight alone
    record: dict[str, object] = {
        "file": recipe.file,
        "family": families[0],
        "other_families": families[1:],
        "role": recipe.role,
        "fills": recipe.fills,
    }
    return record | {
        "weight": font["OS/2"].usWeightClass,
        "version": (names.getDebugName(5) or "").split(";")[0].removeprefix("Version "),
        "licence": recipe.licence,
        "licence_file": f"LICENSE.{recipe.notice}.txt",
        "modified": not recipe.whole,
        "source": {
            "registry": recipe.source.registry,
            "package": recipe.source.name,
            "version": recipe.source.version,
            "path": recipe.inside,
        },
        "size": path.stat().st_size,
        "sha256": sha256(path),
        "characters": len(drawn),
        "covered_of_8105": TABLE_SIZE - len(missing),
        "missing_of_8105": len(missing),
        "missing": None if recipe.fills else "".join(map(chr, missing)),
    }


def ranges(codes: set[int]) -> str:
    """Write code points as ranges in hexadecimal digits, a line each."""
    found: list[list[int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return "".join(f"{first:x}\n" if first == last else f"{first:x}-{last:x}\n" for first, last in found)


# --- licences and publishing ------------------------------------------------------------------


def write_licences(unpacked: Mapping[Source, Path], built: Path) -> None:
    """Write each licence as its package carries it, under a line on what was done to the fonts."""
    wheel = next(unpacked[PYLOPDF].glob("*.dist-info/licenses/LICENSE"))
    ofl = wheel.read_text(encoding="utf-8").strip() + "\n"
    fandol = unpacked[TEXLIVE] / FANDOL_DOC
    readme = (fandol / "README").read_text(encoding="utf-8").strip()
    copying = gzip.decompress((fandol / "COPYING.gz").read_bytes()).decode("utf-8")
    rule = "\n\n" + "-" * 78 + "\n\n"
    texts = {
        "Noto": NOTO_NOTICE + ofl,
        "WenKai": WENKAI_NOTICE + ofl,
        "Fandol": FANDOL_NOTICE + readme + rule + copying.rstrip() + "\n",
    }
    for name, text in texts.items():
        (built / f"LICENSE.{name}.txt").write_text(text, encoding="utf-8")


def publish(built: Path, *, accept: bool) -> int:
    """Put the built files in their places if they are the recorded ones, or accepted as new."""
    differing = [
        path.name
        for path in sorted(built.iterdir())
        if not (there := place(path)).exists() or there.read_bytes() != path.read_bytes()
    ]
    recorded = FONTS / "fonts.json"
    known = json.loads(recorded.read_text(encoding="utf-8")) if recorded.exists() else {"fonts": []}
    hashes = {font["file"]: font["sha256"] for font in known["fonts"]}
    wrong = [font.file for font in RECIPES if hashes.get(font.file) != sha256(built / font.file)]
    if wrong and not accept:
        say("not the recorded bytes: " + ", ".join(wrong) + " (--accept records them)")
        return 1
    for path in sorted(built.iterdir()):
        place(path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place(path))
    say("changed: " + ", ".join(differing) if differing else "every file is the recorded one")
    return 0


def place(path: Path) -> Path:
    """Tell where a built file belongs."""
    return TABLE if path.name == TABLE.name else FONTS / path.name


if __name__ == "__main__":
    sys.exit(main())
