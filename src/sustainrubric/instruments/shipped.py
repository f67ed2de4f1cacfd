"""The instruments, templates and examples we ship: in the package, at the top of a checkout, or in a zip.

Our own files are made into models without validation: our tests validate them in full and a checksum pins
them, and pydantic's validators for the rubric would cost ten times what reading it costs.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sustainrubric.base.errors import SustainError
from sustainrubric.yaml.reader import parse
from sustainrubric.yaml.source import TextSource, decode, read_bytes

if TYPE_CHECKING:
    from pydantic import BaseModel

    from sustainrubric.base.model import Model
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition

PACKAGE = Path(__file__).resolve().parent.parent

_CHECKOUT = PACKAGE.parent.parent

M = TypeVar("M", bound="Model")

Built = TypeVar("Built", bound="BaseModel")

_KIND = re.compile(rb"^kind: ([a-z-]+)\s*$", re.MULTILINE)

_REFERENCE = re.compile(r"([a-z0-9-]+)@([0-9]+\.[0-9]+\.[0-9]+)")


def shipped(folder: str) -> Path | None:
    """A folder that belongs to us, such as `rubric`; None where the installation lacks it."""
    for root in (PACKAGE, _CHECKOUT):
        if (root / folder).is_dir():
            return root / folder
    unpacked = _unpacked()
    return unpacked / folder if unpacked is not None and (unpacked / folder).is_dir() else None


@cache
def _unpacked() -> Path | None:
    """The files of a zip that are no code, unpacked for as long as this process lives."""
    archive = next((above for above in PACKAGE.parents if above.is_file()), None)
    if archive is None:
        return None
    # Imported late: hardly anybody runs us from a zip.
    import atexit
    import shutil
    import tempfile
    import zipfile

    inside = PACKAGE.relative_to(archive).as_posix()
    place = tempfile.mkdtemp(prefix="sustain-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    with zipfile.ZipFile(archive) as files:
        ours = [
            name for name in files.namelist() if name.startswith(f"{inside}/") and not name.endswith(".py")
        ]
        files.extractall(place, ours)
    return Path(place) / inside


def built_unchecked(model: type[Built], data: dict[str, Any]) -> Built:
    """The model of data that is known to fit it; lists become tuples, as validation makes them.

    Raises:
        KeyError: a key is missing or is not of the model: the file was damaged.
    """
    missing = [name for name, field in model.model_fields.items() if field.is_required() and name not in data]
    if missing:
        raise KeyError(f"{model.__name__} without {missing[0]}")
    inner = _inner_models(model)
    values = {key: _value(inner[key], entry) for key, entry in data.items()}
    return model.model_construct(None, **values)


def model_in(annotation: Any) -> type[BaseModel] | None:
    """The model that an annotation such as `tuple[Element, ...]` is about, if any."""
    from pydantic import BaseModel

    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        found = model_in(inner)
        if found is not None:
            return found
    return None


@cache
def _inner_models(model: type[BaseModel]) -> dict[str, type[BaseModel] | None]:
    return {name: model_in(field.annotation) for name, field in model.model_fields.items()}


def _value(model: type[BaseModel] | None, entry: Any) -> Any:
    if isinstance(entry, list):
        return tuple(_value(model, item) for item in entry)
    return built_unchecked(model, entry) if model is not None and isinstance(entry, dict) else entry


def packaged(folder: str) -> Path:
    """One of our folders: `rubric`, `templates`, `schemas` or `examples`.

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
    # Looked up among what we ship: what somebody wrote is no path to try.
    if version not in instrument_versions().get(name, ()):
        return None
    return packaged("rubric") / name / f"{version}.yaml"


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
    # Imported late, here and above: a title is looked up without pydantic.
    from sustainrubric.instruments.rubric import Rubric

    return _model(Rubric, data, reference)


@cache
def load_worksheet_definition(reference: str) -> WorksheetDefinition | None:
    """As `load_rubric`, of a worksheet's definition."""
    data = _instrument(reference)
    if data is None or data.get("kind") != "worksheet-definition":
        return None
    # Imported late: most files are assessments.
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition

    return _model(WorksheetDefinition, data, reference)


def versions_of(kind: str) -> dict[str, list[str]]:
    """As `instrument_versions`, of the instruments of one kind: `rubric` or `worksheet-definition`."""
    return {
        name: versions
        for name, versions in instrument_versions().items()
        if _kind(f"{name}@{versions[-1]}") == kind
    }


def _kind(reference: str) -> str:
    """The kind that an instrument of ours names at its beginning; the rest of it is not read into data."""
    path = instrument_path(reference)
    found = _KIND.search(read_bytes(path)) if path is not None else None
    return found.group(1).decode() if found else ""


def _instrument(reference: str) -> dict[str, Any] | None:
    """The data of an instrument we ship, or None where we ship none of that name and version."""
    path = instrument_path(reference)
    return _data(path, reference) if path is not None else None


@cache
def _data(path: Path, reference: str) -> dict[str, Any]:
    source = decode(read_bytes(path), path.name)
    if isinstance(source, TextSource):
        document = parse(source)
        if document.complete and isinstance(document.data, dict):
            return document.data
    raise _damaged(reference)


def _model(model: type[M], data: dict[str, Any], reference: str) -> M:
    try:
        return built_unchecked(model, data)
    except KeyError as error:
        raise _damaged(reference) from error


def _damaged(reference: str) -> SustainError:
    return SustainError(f"the instrument {reference} of this installation is damaged; install it again")


def _version_key(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def newest_rubric() -> Rubric:
    """The newest version of the Sustainability Rubric."""
    rubric = load_rubric(f"sustainability@{instrument_versions()['sustainability'][-1]}")
    assert rubric is not None
    return rubric


def element_titles(reference: str) -> dict[str, str]:
    """The titles by id, in the instrument's order; none where we ship no such instrument."""
    match = _REFERENCE.fullmatch(reference)
    path = instrument_path(reference) if match else None
    if path is None:
        return {}
    source = decode(read_bytes(path), path.name)
    data: Any = parse(source).data if isinstance(source, TextSource) else None
    return {
        element["id"]: element["title"]
        for category in (data or {}).get("categories", ())
        for variable in category["variables"]
        for element in variable["elements"]
    }
