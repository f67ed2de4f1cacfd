"""The agency's own words are marked as being in its language, and stand apart from ours, part by part."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result
from tests.small import RATED, WORKSHEET

Sustain = Callable[..., Result]
MARKED = re.compile(r'<(\w+)[^>]* lang="es"[^>]*>([^<]*)<')
ACTIONS = "    actions:\n      - {what: Reunir al consejo, owner: mlopez, due: 2027-03-01}\n"


@pytest.fixture
def spanish(folder: Path) -> Path:
    text = RATED.replace("Early literacy standards", "Lectura temprana")
    Path("a.yaml").write_text(text + ACTIONS)
    Path("old.yaml").write_text(text.replace("2026", "2025").replace("emerging", "inadequate"))
    Path("w.yaml").write_text(WORKSHEET)
    Path("sustain.yaml").write_text("kind: settings\nformat: 1\nlanguage: es-MX\n".replace("-MX", ""))
    return folder


@pytest.mark.parametrize(
    ("arguments", "theirs"),
    [
        (
            ["report", "a.yaml"],
            ["Lectura temprana", "Two of five agencies share the agenda.", "Reunir al consejo"],
        ),
        (["report", "a.yaml", "--print", "summary"], ["Lectura temprana"]),
        (["diff", "old.yaml", "a.yaml"], ["Lectura temprana"]),
        (["trend", "old.yaml", "a.yaml"], ["Lectura temprana"]),
        (["plan", ".", "--today", "2027-01-01"], ["Reunir al consejo", "Lectura temprana"]),
    ],
)
def test_their_words_say_their_language_and_ours_stay_english(
    sustain: Sustain, spanish: Path, arguments: list[str], theirs: list[str]
) -> None:
    output = ["-o", "-"] if arguments[0] == "report" else ["--format", "html"]
    text = sustain(*arguments, *output, code=None).out
    assert '<html lang="en">' in text
    marked = {words for _, words in MARKED.findall(text)}
    assert set(theirs) <= marked
    assert not marked & {"Emerging", "Where it stands", "Align the policy agenda with priority reforms"}


def test_without_a_language_nothing_is_marked(sustain: Sustain, spanish: Path) -> None:
    Path("sustain.yaml").write_text("kind: settings\nformat: 1\n")
    assert sustain("report", "a.yaml", "-o", "-").out.count(" lang=") == 1


@pytest.mark.parametrize(
    "tag", ["es", "es-MX", "zh-Hant-TW", "sl-rozaj", "de-CH-1996", "en-a-bbb-x-a", "haw"]
)
def test_tags_of_languages_are_taken(sustain: Sustain, folder: Path, tag: str) -> None:
    Path("sustain.yaml").write_text(f"kind: settings\nformat: 1\nlanguage: {tag}\n")
    sustain("validate", "sustain.yaml")


@pytest.mark.parametrize("tag", ["spanish", "es_MX", '""', "e", '"es\\" onload=\\"x"', "12", "[es]"])
def test_what_is_none_is_refused_at_its_line(sustain: Sustain, folder: Path, tag: str) -> None:
    Path("sustain.yaml").write_text(f"kind: settings\nformat: 1\nlanguage: {tag}\n")
    out = sustain("validate", "sustain.yaml", code=1).out
    assert out.startswith("sustain.yaml:3:11: error")
    assert "is not the tag of a language" in out


def test_what_people_wrote_beside_an_id_does_not_turn_it_around(sustain: Sustain, folder: Path) -> None:
    """A name in Hebrew or Arabic would else swap places with the id and the date beside it."""
    Path("a.yaml").write_text(RATED + ACTIONS.replace("Reunir al consejo", "שלום"))
    for text in (
        sustain("report", "a.yaml", "-o", "-").out,
        sustain("plan", "a.yaml", "--format", "html", "--today", "2027-01-01").out,
    ):
        body = text.split("</style>")[1]
        assert body.count("שלום") == body.count("<bdi>שלום</bdi>")
