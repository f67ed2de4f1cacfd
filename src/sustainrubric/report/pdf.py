"""A page as PDF, printed by the Chromium that is installed; tagged, so that screen readers can follow it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from sustainrubric.base.errors import Unreadable
from sustainrubric.disk import system

PROGRAMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    # Windows puts none of them on PATH; Edge is on every one.
    os.path.expandvars(r"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"),
    os.path.expandvars(r"%ProgramFiles%\Google\Chrome\Application\chrome.exe"),
)

SECONDS = 120

_OPTIONS = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-extensions",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    # No name is looked up, whatever a template of somebody's own may hold.
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=127.0.0.1:9",
    "--no-pdf-header-footer",
    "--export-tagged-pdf",
    "--generate-pdf-document-outline",
)

_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)

_HEAD = re.compile(r"\s*(?:<!doctype[^>]*>)?(?:\s*<html[^>]*>)?(?:\s*<head[^>]*>)?", re.IGNORECASE)


def pdf_of(html: str) -> bytes:
    """Print a page.

    Raises:
        Unreadable: there is no Chromium, or it did not print.
    """
    program = _chromium()
    with tempfile.TemporaryDirectory(prefix="sustain-") as folder:
        page, printed = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(_with_policy(html), encoding="utf-8")
        command = [program, *_OPTIONS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={printed}"]
        if system.user_id() == 0:
            # Chromium's own sandbox does not start for root, as in a container.
            command.append("--no-sandbox")
        said = _run([*command, page.as_uri()], folder)
        if not printed.is_file():
            raise Unreadable(f"{program} did not print a PDF: {said or 'it gave no reason'}")
        return printed.read_bytes()


def _with_policy(html: str) -> str:
    """The page under the policy that our own pages have: no script runs, and no other file is read."""
    found = _HEAD.match(html)
    start = found.end() if found else 0
    return html[:start] + _POLICY + html[start:]


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if found is None:
        raise Unreadable(
            "a PDF is printed by Chromium, Chrome or Edge, and none was found; install one, "
            "or make the HTML report and print it from any browser"
        )
    return found


def _run(command: list[str], folder: str) -> str:
    """The last line that the program said."""
    environment = {**os.environ, "HOME": folder}
    try:
        done = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            stdin=subprocess.DEVNULL,
            env=environment,
        )
    except subprocess.TimeoutExpired:
        return f"it took longer than {SECONDS} seconds"
    except OSError as error:
        return str(error)
    lines = done.stderr.decode("utf-8", "replace").split("\n")
    return next((line for line in reversed(lines) if line.strip()), "")
