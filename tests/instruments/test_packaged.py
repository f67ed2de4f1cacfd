"""What we ship is found in a wheel and in a checkout, and an installation without it is told plainly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sustainrubric.base.errors import SustainError
from sustainrubric.instruments import shipped
from sustainrubric.instruments.shipped import instrument_path, instrument_versions, load_rubric, packaged
from tests.conftest import ROOT


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation of ours with nothing in it: the folder of the package."""
    package, checkout = tmp_path / "checkout" / "src" / "sustainrubric", tmp_path / "checkout"
    package.mkdir(parents=True)
    monkeypatch.setattr(shipped, "PACKAGE", package)
    monkeypatch.setattr(shipped, "_CHECKOUT", checkout)
    load_rubric.cache_clear()
    yield package
    load_rubric.cache_clear()


def place(root: Path, text: str | bytes, name: str = "sustainability/1.0.0.yaml") -> None:
    path = root / "rubric" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize("folder", ["rubric", "templates", "examples"])
def test_our_folders_are_found_in_the_checkout(folder: str) -> None:
    assert packaged(folder) == ROOT / folder


def test_what_is_in_the_wheel_goes_before_what_is_in_the_checkout(installation: Path) -> None:
    checkout = installation.parent.parent
    (checkout / "rubric").mkdir()
    assert packaged("rubric") == checkout / "rubric"
    (installation / "rubric").mkdir()
    assert packaged("rubric") == installation / "rubric"


@pytest.mark.usefixtures("installation")
@pytest.mark.parametrize("folder", ["rubric", "templates", "examples"])
def test_a_missing_folder_is_told_with_what_to_do(folder: str) -> None:
    with pytest.raises(
        SustainError, match=f"the folder '{folder}' is missing from this installation; install it"
    ):
        packaged(folder)


@pytest.mark.usefixtures("installation")
def test_without_the_rubrics_every_question_for_one_is_told_so() -> None:
    for question in (instrument_versions, lambda: load_rubric("sustainability@1.0.0")):
        with pytest.raises(SustainError, match="'rubric' is missing"):
            question()


@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff", b"kind: [", b"- a\n- list\n", b"a: 1\n---\nb: 2\n", b"a: &x b\n"]
)
def test_a_damaged_rubric_is_told_so(installation: Path, content: bytes) -> None:
    place(installation, content)
    with pytest.raises(
        SustainError, match=r"sustainability@1\.0\.0 of this installation is damaged; install"
    ):
        load_rubric("sustainability@1.0.0")


def test_a_rubric_that_is_cut_off_is_told_so(installation: Path) -> None:
    whole = (ROOT / "rubric/sustainability/1.0.0.yaml").read_bytes()
    place(installation, whole.partition(b"\ncategories:")[0])
    with pytest.raises(SustainError, match="damaged"):
        load_rubric("sustainability@1.0.0")


@pytest.mark.parametrize(
    "reference",
    ["other@1.0.0", "sustainability@9.0.0", "sustainability", "", "@", "sustainability@", "x/../y@1.0.0"],
)
def test_what_we_do_not_ship_is_none(reference: str) -> None:
    assert instrument_path(reference) is None
    assert load_rubric(reference) is None


def test_an_instrument_that_is_no_rubric_is_not_loaded_as_one() -> None:
    assert load_rubric("lea-process@1.0.0") is None


def test_versions_are_sorted_by_number_not_by_letter(installation: Path) -> None:
    for version in ("1.10.0", "1.9.0", "1.2.0"):
        place(installation, "", f"sustainability/{version}.yaml")
    place(installation, "", "SHA256SUMS")
    assert instrument_versions() == {"sustainability": ["1.2.0", "1.9.0", "1.10.0"]}


def test_a_rubric_is_read_once() -> None:
    assert load_rubric("sustainability@1.0.0") is load_rubric("sustainability@1.0.0")
