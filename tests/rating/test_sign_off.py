"""A sign-off holds as long as the assessment says what was signed, and names what changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Result
from tests.small import RATED

Sustain = Callable[..., Result]

MORE = "  1.B.i: {level: strong, rationale: They agree.}\n"


@pytest.fixture
def file(folder: Path, sustain: Sustain) -> Path:
    """A signed assessment."""
    file = folder / "a.yaml"
    file.write_text(RATED + MORE, encoding="utf-8")
    said = sustain("rate", "a.yaml", "--sign", " m. lopez ", "--date", "2026-10-20").err
    assert said == "signed by mlopez on 2026-10-20; saved\n"
    return file


def signed(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["signed"]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(sustain: Sustain) -> str:
    return "".join(
        line for line in sustain("validate", "a.yaml", code=None).out.splitlines() if "SR370" in line
    )


def test_a_sign_off_stands_at_the_end_and_nothing_else_changes(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.startswith(RATED + MORE + "signed:\n  by: mlopez\n  date: 2026-10-20\n  of: sha256:")
    assert list(signed(file)["parts"]) == ["1.A.i", "1.B.i", "head", "team"]


def test_the_same_words_have_the_same_checksum_on_every_machine(file: Path) -> None:
    assert signed(file)["of"] == "sha256:f38255b3dafa4bf7ef010b3524759e9e533182acb7708adadf1864d11bed5dae"


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("level: emerging", "level: strong", "1.A.i"),
        ("They agree.", "They agree by now.", "1.B.i"),
        (MORE, "", "1.B.i"),
        (MORE, MORE + "  2.A.i: {level: strong, rationale: New.}\n", "2.A.i"),
        ("role: Chief of staff", "role: Director", "team"),
        ("date: 2026-10-15", "date: 2026-10-16", "the head of the file"),
        ("ratings:", "weights: {1.A.i: 2}\nratings:", "weights"),
    ],
)
def test_what_changed_since_is_named(file: Path, sustain: Sustain, old: str, new: str, parts: str) -> None:
    change(file, old, new)
    assert f"changed since 'mlopez' signed on 2026-10-20: {parts}; sign again" in told(sustain)
    assert told(sustain).startswith("a.yaml:")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ratings:", "# a remark\nratings:"),
        ("{level: strong, rationale: They agree.}", "{rationale: 'They agree.', level: strong}"),
        (MORE, MORE + "  2.A.i:\n    level:\n    evidence: []\n"),
        ("ratings:", "weights:\nratings:"),
    ],
)
def test_layout_comments_and_empty_places_are_no_change(
    file: Path, sustain: Sustain, old: str, new: str
) -> None:
    change(file, old, new)
    assert told(sustain) == ""


def test_a_changed_file_is_signed_again_and_an_unchanged_one_keeps_its_day(
    file: Path, sustain: Sustain
) -> None:
    assert "nothing to change" in sustain("rate", "a.yaml", "--sign", "mlopez", "--date", "2026-10-30").err
    said = sustain("rate", "a.yaml", "1.A.i", "strong").err
    assert "warning SR370 changed since 'mlopez' signed on 2026-10-20: 1.A.i" in said
    said = sustain("rate", "a.yaml", "1.A.i", "exemplary", "--sign", "R. Patel", "--date", "2026-11-01").err
    assert said.startswith("1.A.i: strong -> exemplary; saved\nsigned by R. Patel on 2026-11-01; saved\n")
    assert "SR370" not in said
    assert told(sustain) == ""
    assert sustain("rate", "a.yaml", "--unset", "signed").err == "sign-off taken back; saved\n"
    assert "signed" not in file.read_text(encoding="utf-8")


def test_a_file_with_errors_is_not_signed(file: Path, sustain: Sustain) -> None:
    change(file, "ratings:", "weights: {9.Z.i: 2}\nratings:")
    before = file.read_bytes()
    said = sustain("rate", "a.yaml", "--sign", "R. Patel", code=2).err
    assert "not signed: a.yaml:" in said
    assert "SR203" in said
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--sign", " "], "write who signs"),
        (["--date", "2026-01-01"], "--date is the day of --sign"),
        (["--sign", "x", "--date", "soon"], "is not a day"),
        (["--sign", "x", "--unset", "signed"], "given and taken back at once"),
    ],
)
def test_what_is_no_sign_off_is_refused(
    file: Path, sustain: Sustain, arguments: list[str], words: str
) -> None:
    assert words in sustain("rate", "a.yaml", *arguments, code=2).err


def test_reports_show_it_but_not_to_the_public(file: Path, sustain: Sustain) -> None:
    change(file, "level: emerging", "level: strong")
    for form in ("html", "markdown"):
        page = sustain("report", "a.yaml", "--format", form, "-o", "-").out
        assert "Signed by M. Lopez" in page.replace("<bdi>", "").replace("</bdi>", "")
        assert "changed since: 1.A.i" in page
        assert (
            "Signed by"
            not in sustain("report", "a.yaml", "--format", form, "--audience", "public", "-o", "-").out
        )


def test_the_next_round_begins_without_it(file: Path, sustain: Sustain) -> None:
    sustain("new", "assessment", "b.yaml", "--from", "a.yaml", "--round", "2027-fall", "--date", "2027-10-15")
    assert "signed" not in Path("b.yaml").read_text(encoding="utf-8")


def test_fmt_leaves_it_at_the_end(file: Path, sustain: Sustain) -> None:
    text = file.read_text(encoding="utf-8")
    at = text.index("signed:")
    file.write_text(text[at:] + text[:at], encoding="utf-8")
    sustain("fmt", "a.yaml")
    assert file.read_text(encoding="utf-8") == text
    assert told(sustain) == ""
