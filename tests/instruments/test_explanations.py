"""Every code has a page, and every example on a page is what the page says it is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sustainrubric
from sustainrubric.base.problem import Code
from sustainrubric.check.file import inspect_bytes
from sustainrubric.check.names_in_text import KnownNames
from sustainrubric.instruments.explanations import all_codes, explanation, explanations
from sustainrubric.instruments.shipped import load_rubric
from sustainrubric.records.load import load_bytes
from tests.small import BALLOT_HEAD, HEAD, PRIORITIES_HEAD, WORKSHEET_HEAD

PAGES = sorted((Path(sustainrubric.__file__).parent / "explanations").iterdir())
HEADINGS = ["## Wrong", "## Right", "## How to mend it"]
# Their examples show what cannot be typed, what is too long to be shown, or what one file does not say alone.
ONLY_SHOWN = {Code.NOT_UTF8, Code.FORBIDDEN_CHARACTER, Code.TOO_LARGE, Code.UNUSED_IGNORE}
ONLY_SHOWN |= {
    Code.NOT_AMONG_PRIORITIES,
    Code.RELEASED_CHANGED,
    Code.LOGO_UNUSABLE,
    Code.MAPPING_DOES_NOT_FIT,
}
ONLY_SHOWN |= {
    Code.UNKNOWN_RATER,
    Code.BALLOT_OF_ANOTHER,
    Code.RATER_TWICE,
    Code.COUNTS_DIFFER,
    Code.SEAL_BROKEN,
}
ONLY_SHOWN |= {code for code in Code if code.is_gate}
# What several files say together.
ONLY_SHOWN |= {
    Code.ROUND_TWICE,
    Code.REFORM_UNDER_TWO_IDS,
    Code.AGENCY_SPELLED_TWICE,
    Code.OVERLOOKED_FILE,
}
# Their examples are whole files.
WHOLE = {code for code in Code if code.startswith("SR26")}
WHOLE |= {
    Code.SECOND_DOCUMENT,
    Code.FRONT_MATTER,
    Code.NOT_A_MAPPING,
    Code.UNKNOWN_CODE,
    Code.COLOR_UNUSABLE,
}
OF_BALLOTS = {Code.VOTED_AND_STOOD_BACK, Code.BALLOT_ALL_ALIKE}
OF_WORKSHEETS = {code for code in Code if code.startswith(("SR22", "SR32"))} | {Code.UNKNOWN_ACTION_STEP}
OF_PRIORITIES = {code for code in Code if code.startswith(("SR24", "SR34"))}
OF_PRIORITIES |= {Code.STAKEHOLDER_NOT_WHOLE, Code.STAKEHOLDER_TWICE, Code.SUPPORT_WANTED_BELOW_NOW}
OF_PRIORITIES -= {Code.NOT_AMONG_PRIORITIES, Code.ACTION_ID_TWICE, Code.UNKNOWN_ACTION_STEP}
# Told by what makes a copy for the cabinet or the public, and not by a check of the file.
OF_COPIES = {Code.PERSON_NAMED, Code.SENSITIVE_NAMED}
SHOWN = [code for code in Code if code not in ONLY_SHOWN]


def example(code: Code, heading: str) -> str:
    page = explanation(code)
    assert page is not None
    found = re.search(rf"^## {heading}\n\n```yaml\n(.*?)^```$", page.text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def spliced(code: Code, text: str) -> str:
    """A small valid assessment or worksheet with the top-level keys of an example in place of its own."""
    if code in WHOLE:
        return text
    keys = re.findall(r"^(\w+):", text, re.MULTILINE)
    heads = ((OF_WORKSHEETS, WORKSHEET_HEAD), (OF_PRIORITIES, PRIORITIES_HEAD), (OF_BALLOTS, BALLOT_HEAD))
    head = next((head for codes, head in heads if code in codes), HEAD)
    own = re.split(r"^(?=\w)", head, flags=re.MULTILINE)
    return "".join(part for part in own if part.partition(":")[0] not in keys) + text


def codes_in(code: Code, heading: str) -> set[str]:
    file = "a.md" if code is Code.FRONT_MATTER else "a.yaml"
    content = spliced(code, example(code, heading)).encode()
    problems = list(inspect_bytes(content, file).problems)
    if code in OF_COPIES:
        names = KnownNames("public")
        names.add(load_bytes(content, file))
        problems += names.problems()
    return {found.problem.code.value for found in problems}


def test_every_code_has_a_page_and_every_page_a_code() -> None:
    assert [page.name for page in PAGES] == [f"{code}.md" for code in all_codes()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_a_title_and_its_three_parts_in_lines_that_fit(page: Path) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(rf"# {page.stem}: [A-Z][^.`]{{4,60}}", lines[0])
    assert [line for line in lines if line.startswith("## ")] == HEADINGS
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_rating_and_never_grade_or_mark(page: Path) -> None:
    words = set(re.findall(r"\w+", page.read_text(encoding="utf-8").lower()))
    assert not words & {"grade", "grades", "graded", "indicator", "indicators", "please"}


@pytest.mark.parametrize("code", SHOWN)
def test_the_wrong_example_has_the_problem(code: Code) -> None:
    assert code in codes_in(code, "Wrong")


@pytest.mark.parametrize("code", SHOWN)
def test_the_right_example_has_it_no_more_and_no_other_error(code: Code) -> None:
    left = codes_in(code, "Right")
    assert code not in left
    allowed = {"SR105"} if code in WHOLE else set()
    assert {other for other in left if not other.startswith("SR3")} <= allowed


def test_families_hold_every_code_once_in_order() -> None:
    assert [page.code.value for pages in explanations().values() for page in pages] == all_codes()


@pytest.mark.parametrize("code", ["SR999", "", "../SR301", "sr301", "SR301.md"])
def test_what_is_no_code_has_no_explanation(code: str) -> None:
    assert explanation(code) is None


@pytest.mark.parametrize("code", sorted(code for code in OF_PRIORITIES if code.startswith("SR34")))
def test_what_a_strong_plan_lacks_is_said_in_the_words_of_the_glossary(code: Code) -> None:
    page, rubric = explanation(code), load_rubric("sustainability@1.0.0")
    assert page is not None
    assert rubric is not None
    glossary = " ".join(" ".join(term.definition.split()) for term in rubric.glossary)
    quotes = re.findall("“([^”]+)”", " ".join(page.text.split()))
    assert quotes
    assert not [quote for quote in quotes if quote not in glossary]
    assert "Glossary of the Sustainability Rubric, Reform Support Network" in " ".join(page.text.split())
