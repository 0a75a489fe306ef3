"""The English catalogue: collects what the code and the templates say, and keeps the English beside it.

python tools/messages.py            # update the .po with what is said now, and compile
python tools/messages.py --check    # fail if the .po is out of date, or a message lacks its English or a placeholder
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "src" / "dutykit" / "locale" / "en" / "LC_MESSAGES" / "dutykit.po"
METHODS = (
    ("src/dutykit/**.py", "tools.message_extraction.extract_module"),
    ("templates/**.j2", "jinja2.ext.babel_extract"),
)
KEYWORDS = {"_": None, "marked": None, "plural": (1, 1)}  # Chinese has one form, which stands for both
_PLACEHOLDER = re.compile(r"\{([^{}:]*)[^{}]*\}")


def updated(old: bytes) -> Catalog:
    """The catalogue `old` with just the messages that there are now."""
    template = Catalog()
    for name, _line, text, _comments, _context in extract_from_dir(ROOT, METHODS, keywords=KEYWORDS):
        template.add(text, locations=[] if text in template else [(name, 0)])
    catalogue = read_po(io.BytesIO(old), locale="en")
    catalogue.update(template, no_fuzzy_matching=True)
    return catalogue


def po_bytes(catalogue: Catalog, header: bytes) -> bytes:
    """The `.po` file. It is sorted by message, so that branches that add messages seldom touch the same lines."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return header + b"\n\n" + body.getvalue()


def faults(catalogue: Catalog) -> Iterator[str]:
    """The messages without English, and those whose English has other placeholders than the Chinese."""
    for message in catalogue:
        if not message.id:
            continue
        chinese, *more = (message.id,) if isinstance(message.id, str) else message.id
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        wanted = set(_PLACEHOLDER.findall(chinese))
        found = [set(_PLACEHOLDER.findall(form)) for form in forms]
        if message.fuzzy or not forms or not all(forms):
            yield f"no English: {chinese}"
        # The singular may spell the number out.
        elif any(one - wanted or (wanted - one and not more) for one in found):
            yield f"placeholders differ: {chinese}"


def main(arguments: list[str]) -> int:
    """Update and compile, or with --check compare; returns the exit code."""
    sys.path.insert(0, str(ROOT))  # where the extraction method is
    from tools.build_hook import compile_catalogues

    old = ENGLISH.read_bytes()
    catalogue = updated(old)
    new = po_bytes(catalogue, old.partition(b"\n\n")[0])
    wrong = list(faults(catalogue))
    if "--check" not in arguments:
        ENGLISH.write_bytes(new)
        compile_catalogues()
    elif new != old:
        wrong.append(f"out of date: {ENGLISH.relative_to(ROOT)} (run make translate)")
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
