"""What the files around one say that is begun or opened: the round before, and whose files they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sustainrubric.base.errors import SustainError
from sustainrubric.records.assessment import Agency, Assessment
from sustainrubric.records.load import load
from sustainrubric.records.settings import agency_around
from sustainrubric.records.worksheet import Worksheet

_MOST_FILES = 200
_MOST_FOLDERS = 20
_OURS = re.compile(r"^kind: *(assessment|worksheet)\b", re.MULTILINE)
_SUFFIXES = (".yaml", ".yml")


def criteria_of_round(file: str, reform: str, round_id: str) -> Mapping[str, Mapping[str, str]]:
    """How the criteria of each element were marked in a round of the same reform; empty where it is not found.

    Only files in the same folder are looked at, and of these only what speaks of the round.
    """
    for other in _files(Path(file).absolute().parent, file):
        try:
            text = other.read_text(encoding="utf-8", errors="replace")
            if round_id not in text or "kind: assessment" not in text:
                continue
            model = load(str(other)).model
        except (OSError, SustainError):
            continue
        if isinstance(model, Assessment) and (model.reform.id, model.round.id) == (reform, round_id):
            ratings = model.ratings.items()
            return {element: dict(rating.criteria) for element, rating in ratings if rating.criteria}
    return {}


def agency_in_files(file: str) -> Agency | None:
    """The agency of a file around a new one: in its folder, in one beside that, or in the one above."""
    here = Path(file).absolute().parent
    for folder in (here, here.parent, *_folders(here.parent), *_folders(here)):
        for other in _files(folder, file):
            try:
                text = other.read_text(encoding="utf-8", errors="replace")
                if not _OURS.search(text):
                    continue
                model = load(str(other)).model
            except (OSError, SustainError):
                continue
            if isinstance(model, Assessment | Worksheet):
                return model.agency
    return None


def agency_of_new(file: str, name: str | None, state: str | None) -> dict[str, str]:
    """The agency of a new file: as named, else that of the `sustain.yaml` that holds there; empty where there is none.

    A state named beside no agency is that of the agency in `sustain.yaml`.
    """
    around = agency_around(file) if not name else None
    name = name or (around.name if around else None)
    state = state or (around.state if around else None)
    return {"name": name, **({"state": state} if state else {})} if name else {}


def _files(folder: Path, but: str) -> list[Path]:
    found = [
        entry for entry in _entries(folder) if entry.suffix in _SUFFIXES and entry.name != Path(but).name
    ]
    return [entry for entry in found[:_MOST_FILES] if entry.is_file()]


def _folders(folder: Path) -> list[Path]:
    found = [entry for entry in _entries(folder) if not entry.name.startswith(".") and entry.is_dir()]
    return found[:_MOST_FOLDERS]


def _entries(folder: Path) -> list[Path]:
    """What is in a folder, in order; nothing in the root of a disk, which is nobody's folder of work."""
    try:
        return sorted(folder.iterdir()) if folder.parent != folder else []
    except OSError:
        return []
