"""The instruments, templates and examples we ship: inside the wheel, or at the top of a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sustainrubric.errors import SustainError
from sustainrubric.files.installed import shipped
from sustainrubric.files.text_source import TextSource, decode, read_bytes
from sustainrubric.files.trusted import trusted
from sustainrubric.files.yaml_source import parse
from sustainrubric.model.rubric import Rubric

if TYPE_CHECKING:
    from sustainrubric.model.base import Model
    from sustainrubric.model.worksheet_definition import WorksheetDefinition

M = TypeVar("M", bound="Model")


def packaged(folder: str) -> Path:
    """One of our folders: `rubric`, `templates` or `examples`.

    Raises:
        SustainError: the installation is broken.
    """
    found = shipped(folder)
    if found is not None:
        return found
    raise SustainError(f"the folder {folder!r} is missing from this installation; install it again")


def instrument_path(reference: str) -> Path | None:
    """The file of an instrument named as `sustainability@1.0.0`, or None where we ship none such."""
    name, _, version = reference.partition("@")
    path = packaged("rubric") / name / f"{version}.yaml"
    return path if path.is_file() else None


def instrument_versions() -> dict[str, list[str]]:
    """The versions we ship of each instrument, oldest first."""
    return {
        folder.name: sorted((file.stem for file in folder.glob("*.yaml")), key=_version_key)
        for folder in sorted(packaged("rubric").iterdir())
        if folder.is_dir()
    }


@cache
def load_rubric(reference: str) -> Rubric | None:
    """A rubric we ship, or None where we ship none of that name and version.

    Raises:
        SustainError: our own file is damaged.
    """
    data = _instrument(reference)
    if data is None or data.get("kind") != "rubric":
        return None
    return _model(Rubric, data, reference)


@cache
def load_worksheet_definition(reference: str) -> WorksheetDefinition | None:
    """As `load_rubric`, of a worksheet's definition."""
    data = _instrument(reference)
    if data is None or data.get("kind") != "worksheet-definition":
        return None
    # Imported late: most files are assessments.
    from sustainrubric.model.worksheet_definition import WorksheetDefinition

    return _model(WorksheetDefinition, data, reference)


def versions_of(kind: str) -> dict[str, list[str]]:
    """As `instrument_versions`, of the instruments of one kind: `rubric` or `worksheet-definition`."""
    return {
        name: versions
        for name, versions in instrument_versions().items()
        if (_instrument(f"{name}@{versions[-1]}") or {}).get("kind") == kind
    }


def _instrument(reference: str) -> dict[str, Any] | None:
    """The data of an instrument we ship, or None where we ship none of that name and version."""
    path = instrument_path(reference)
    if path is None:
        return None
    source = decode(read_bytes(path), path.name)
    if isinstance(source, TextSource):
        document = parse(source)
        if document.complete and isinstance(document.data, dict):
            return document.data
    raise _damaged(reference)


def _model(model: type[M], data: dict[str, Any], reference: str) -> M:
    try:
        return trusted(model, data)
    except KeyError as error:
        raise _damaged(reference) from error


def _damaged(reference: str) -> SustainError:
    return SustainError(f"the instrument {reference} of this installation is damaged; install it again")


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
