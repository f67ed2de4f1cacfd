"""The examples as a person has them: without the engines, which no command reads, and what Python compiled of them."""

from __future__ import annotations

import shutil
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples"


def copy_examples(folder: Path) -> Path:
    """Copy the examples into a folder, which may be there already.

    What tests running beside this one compile must not be met here: it comes, goes, and differs.
    """
    ignored = shutil.ignore_patterns("engines", "__pycache__")
    return Path(shutil.copytree(EXAMPLES, folder, ignore=ignored, dirs_exist_ok=True))
