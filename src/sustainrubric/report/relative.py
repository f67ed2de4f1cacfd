"""Names of files as services want them: relative to the top of what was checked out, with slashes."""

from __future__ import annotations

import os
from urllib.parse import quote


def relative(file: str, root: str) -> str:
    """A file that is named from the current folder, named from `root`."""
    return os.path.relpath(os.path.abspath(file), root).replace(os.sep, "/")


def relative_uri(file: str, root: str) -> str:
    """As `relative`, as a URI: everything but letters, digits and slashes is percent-encoded."""
    return quote(os.fsencode(relative(file, root)), safe="/")
