"""The message catalogues: collects what the code says, keeps the English beside it, compiles both.

python tools/messages.py            # update the .po with what the code says now, and compile
python tools/messages.py --check    # fail if a message has no English, or the compiled files are old
"""

from __future__ import annotations

import ast
import io
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, pofile
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "dutykit"
TEMPLATES = ROOT / "templates"
LOCALES = SOURCE / "locale"
ENGLISH = LOCALES / "en" / "LC_MESSAGES" / "dutykit.po"
CHINESE_TYPER = LOCALES / "zh" / "LC_MESSAGES" / "messages.po"

CHINESE = re.compile(r"[\u4e00-\u9fff，。：；（）、]")
RULES = ("src/dutykit/check/rules/", "src/dutykit/check/fixes/rules/")
EPOCH = datetime.fromtimestamp(0, UTC)
NAMED = re.compile(r"\{[^{}]*\}")


def messages() -> dict[str, tuple[str, bool]]:
    """Every message of the code with the file it stands in first, and whether it has a plural."""
    found: dict[str, tuple[str, bool]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        for text, has_plural in _of_module(ast.parse(path.read_text(encoding="utf-8")), name):
            found.setdefault(text, (name, has_plural))
    for path in sorted(TEMPLATES.rglob("*.j2")):
        name = path.relative_to(ROOT).as_posix()
        for match in re.finditer(r"""\b_\((["'])(.*?)\1\)""", path.read_text(encoding="utf-8")):
            found.setdefault(match.group(2), (name, False))
    return found


def _of_module(tree: ast.Module, name: str) -> Iterator[tuple[str, bool]]:
    docstrings = _docstrings(tree)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="_" | "plural" as function), args=[ast.Constant(value=str(text)), *_rest]):
                yield text, function == "plural"
            # A rule's page, a kind of report and the notes under a record's fields are translated where they are shown.
            case ast.Call(func=ast.Name(id="Rule" | "ReportKind"), args=list(arguments), keywords=list(named)):
                values = [*arguments, *(keyword.value for keyword in named)]
                yield from ((text, False) for one in values for text in _chinese(one))
            case ast.FunctionDef() if name.startswith(RULES):
                paragraphs = [" ".join(part.split()) for part in (ast.get_docstring(node) or "").split("\n\n")]
                for part in paragraphs:
                    if CHINESE.search(part):
                        yield re.sub("^(为什么：|怎么改：)", "", part).strip(), False
            case ast.Expr(value=ast.Constant(value=str(text))) if "/model/" in name and node not in docstrings:
                if CHINESE.search(text):
                    yield text, False


def _docstrings(tree: ast.Module) -> set[ast.AST]:
    """The statements that are docstrings: these are English, even where they quote a Chinese word."""
    return {
        node.body[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and ast.get_docstring(node, clean=False) is not None
    }


def _chinese(node: ast.expr) -> Iterator[str]:
    """The text of a constant that holds Chinese."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and CHINESE.search(node.value):
        yield node.value


def _forms(string: object) -> tuple[str, ...]:
    """The translation's forms as babel keeps them: a text, or a tuple of two."""
    return tuple(str(one or "") for one in string) if isinstance(string, tuple | list) else (str(string or ""),)


def _fault(text: str, forms: tuple[str, ...], *, has_plural: bool) -> str | None:
    """What is wrong with a translation: missing, or with other placeholders than the Chinese."""
    wanted = set(NAMED.findall(text))
    if not all(forms):
        return "no English"
    for form in forms:
        named = set(NAMED.findall(form))
        if named - wanted or (wanted - named and not has_plural):
            return "placeholders differ"
    return None


def catalogue() -> tuple[Catalog, list[str]]:
    """The English catalogue with just the messages there are, and what is wrong with it."""
    old = read_po(io.BytesIO(ENGLISH.read_bytes()), locale="en") if ENGLISH.exists() else Catalog(locale="en")
    new = Catalog(locale="en", project="dutykit", fuzzy=False, charset="utf-8")
    new.header_comment = "# English for what the code says in Chinese; made by tools/messages.py, translated by hand."
    wrong: list[str] = []
    for text, (name, has_plural) in messages().items():
        if not text:
            continue
        known = old.get(text)
        forms = _forms(known.string if known else "")
        if has_plural:
            forms = forms if len(forms) == 2 else (forms[0], forms[0])
            new.add((text, text), forms, locations=[(name, 0)])
        else:
            forms = forms[:1]
            new.add(text, forms[0], locations=[(name, 0)])
        fault = _fault(text, forms, has_plural=has_plural)
        if fault:
            wrong.append(f"{fault}: {text}  ({name})")
    return new, wrong


def _po_bytes(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalog, sort_output=False, width=0, omit_header=True, include_lineno=False)
    header = (
        f"{catalog.header_comment}\n"
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


def _mo_bytes(po: bytes) -> bytes:
    catalog = pofile.read_po(io.BytesIO(po))
    catalog.creation_date = catalog.revision_date = (
        EPOCH  # Babel's default is now: the bytes would change by the minute
    )
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Update and compile, or with --check compare; returns the exit code."""
    catalog, wrong = catalogue()
    po = _po_bytes(catalog)
    wanted = {
        ENGLISH: po,
        ENGLISH.with_suffix(".mo"): _mo_bytes(po),
        CHINESE_TYPER.with_suffix(".mo"): _mo_bytes(CHINESE_TYPER.read_bytes()),
    }
    if "--check" in arguments:
        wrong += [
            f"out of date: {path.relative_to(ROOT)} (run make messages)"
            for path, data in wanted.items()
            if not path.exists() or path.read_bytes() != data
        ]
    else:
        for path, data in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for line in wrong:
        sys.stderr.write(line + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
