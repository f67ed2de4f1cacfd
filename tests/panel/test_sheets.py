"""The sheets of a kit, the ballot and the card as a reader finds them: every sentence and number kept whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from sustainrubric.instruments.shipped import load_worksheet_definition
from sustainrubric.pages.frame import Audience
from sustainrubric.panel.assessment_kit import sheets_of
from sustainrubric.panel.ballot_page import ballot_page
from sustainrubric.panel.card import card_page
from sustainrubric.panel.kit_formats import sheet_to_html, sheet_to_markdown, sheet_to_text
from sustainrubric.panel.kit_plan import KitPlan
from sustainrubric.panel.kit_worksheet import WorksheetKit, worksheet_sheets
from sustainrubric.panel.report_section import PanelSection, panel_section
from sustainrubric.panel.sheets import Sheet
from sustainrubric.panel.skeleton import ballot_skeleton
from sustainrubric.panel.spread import panel_spread
from sustainrubric.rating.votes import PanelVotes
from sustainrubric.records.load import load_bytes
from sustainrubric.records.settings import KitMinutes
from sustainrubric.records.worksheet import Worksheet
from tests.panel.small_panel import assessment_of, ballot, rubric, votes_of
from tests.rating.build import small_assessment

Golden = Callable[[str, str], None]

OF = rubric(3, 3, 2)
DAY = date(2026, 12, 1)
SIGNS = ("24213n3.", "24223321", "241.32b4")
RATINGS: dict[str, Any] = {
    "1.A.1": {
        "level": "emerging",
        "rationale": "So.",
        "evidence": [
            {"what": "Minutes", "where": "https://example.gov", "date": "2026-01-02"},
            {"what": "Law"},
        ],
        "actions": [
            {"what": "Ask", "owner": "m", "due": "2027-01-31", "status": "planned"},
            {"what": "Tell", "owner": "someone", "status": "under-way"},
            {"what": "Wait"},
            {"what": "Done with", "status": "done"},
        ],
        "decided": {"how": "unanimous", "date": "2026-11-30", "votes": {"emerging": 3}},
    },
    "2.A.1": {
        "level": "strong",
        "rationale": "So.",
        "dissent": "Some\ndiffer.",
        "decided": {
            "how": "chair", "votes": {"inadequate": 1, "strong": 3, "unknown": 2, "not-applicable": 0},
            "again": {"strong": 4},
        },
    },
}  # fmt: skip
TEAM = [{"id": "k", "name": "K. Bauer"}, {"id": "m", "name": "M. Lopez"}]
PREVIOUS = {
    "round": "2025-fall",
    "levels": {"1.A.1": "not-applicable", "2.A.1": "strong", "9.Z.9": "strong"},
    "rationales": {"2.A.1": "Last time so."},
}


def votes() -> PanelVotes:
    more: dict[int, dict[str, str]] = {0: {"evidence": "e"}, 1: {"again": ".3"}}
    return votes_of(
        OF, *(ballot(OF, f"r{at + 1}", signs, **more.get(at, {})) for at, signs in enumerate(SIGNS))
    )


def whole_plan(minutes: int = 180, settings: KitMinutes | None = None) -> KitPlan:
    """All ballots in, and everything in the file that a sheet shows."""
    found = votes()
    of = assessment_of(found, RATINGS, team=TEAM, previous=PREVIOUS)
    spread = panel_spread(of, found, OF)
    return KitPlan(
        file="our file.yaml", assessment=of, rubric=OF, raters=found.raters, minutes=minutes, start=9 * 60,
        settings=settings or KitMinutes(), day=DAY, spread=spread, votes=found.by_id,
    )  # fmt: skip


def bare_plan() -> KitPlan:
    """No panel, no day, nothing in the file."""
    return KitPlan("a.yaml", small_assessment({}), OF, (), 90, 13 * 60 + 30, KitMinutes())


def words(page: str) -> str:
    """What a page says, a line each; lines to write on, boxes and what is chosen are shown as signs."""
    page = re.sub(r"<(style|script|title|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = page.replace('<span class="line">', "____").replace('<span class="tick"', "\u2610<span")
    page = re.sub(r"<(\w+)[^>]*\b(checked|selected|data-own|aria-current)\b[^>]*>", r"(\2)", page)
    lines = (" ".join(line.split()) for line in re.sub(r"<[^>]*>", "\n", page).splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def shown(sheets: Iterable[Sheet], form: Callable[[Sheet], str]) -> str:
    return "".join(f"== {each.number} {each.name}: {each.title}\n{form(each)}" for each in sheets)


FORMS: dict[str, Callable[[Sheet], str]] = {
    "md": sheet_to_markdown,
    "page.txt": lambda sheet: words(sheet_to_html(sheet)),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("name", "plan"), [("whole", whole_plan), ("bare", bare_plan)])
def test_the_sheets_of_an_assessment(
    golden: Golden, name: str, plan: Callable[[], KitPlan], form: str
) -> None:
    golden(f"panel/kit-{name}.{form}", shown(sheets_of(plan()), FORMS[form]))


def worksheet(**parts: Any) -> Worksheet:
    head = {"kind": "worksheet", "format": 1, "worksheet": "lea-process@1.0.0", "agency": {"name": "Example"}}
    return Worksheet.model_validate({**head, "date": "2026-09-30", **parts})


WORKSHEETS = {
    "bare": worksheet(),
    "whole": worksheet(
        organize={
            "participants": [
                {"name": "A. Ferraro", "department": "Title I"},
                {"name": "R. Patel"},
            ],
            "documents": [{"title": "Guide", "why": "All plan by it"}, {"title": "Law"}],
        },
        process={"select": {"steps": [{"name": "Choose", "evidence": "Scores"}, {"name": "Tell"}]}},
        actions=[
            {"what": "Ask", "owner": "m", "due": "2027-01-31"},
            {"what": "Tell", "status": "under-way"},
            {"what": "Done with", "status": "done"},
        ],
    ),
}


@pytest.mark.parametrize("name", WORKSHEETS)
def test_the_sheets_of_a_worksheet(golden: Golden, name: str) -> None:
    definition = load_worksheet_definition("lea-process@1.0.0")
    assert definition is not None
    kit = WorksheetKit(
        file="our file.yaml",
        worksheet=WORKSHEETS[name],
        definition=definition,
        minutes=180,
        start=9 * 60,
        settings=KitMinutes(),
        day=DAY if name == "whole" else None,
    )
    chosen = [each for each in worksheet_sheets(kit) if name == "whole" or each.name != "cards"]
    golden(f"panel/kit-worksheet-{name}.md", shown(chosen, sheet_to_markdown))


def test_the_invitation_as_a_mail(golden: Golden) -> None:
    found = [next(iter(sheets_of(plan))) for plan in (whole_plan(), bare_plan(), whole_plan(60))]
    text = shown(found, sheet_to_text)
    assert max(map(len, text.splitlines())) <= 76
    golden("panel/invitation.txt", text)


def minutes_of(plan: KitPlan) -> list[str]:
    return [
        " ".join((block.title, block.text, *(" ".join((*row[:2], row[-1])) for row in block.rows)))
        for sheet in sheets_of(plan)
        if sheet.name == "agenda"
        for block in sheet.blocks
    ]


def test_an_agenda_that_does_not_fit_is_said_to_be_tight(golden: Golden) -> None:
    many = KitMinutes(split=60, scope=60, adjacent=60)
    golden(
        "panel/agendas.txt",
        "\n\n".join("\n".join(minutes_of(whole_plan(total, many))) for total in (60, 180, 300)),
    )


def test_an_element_without_criteria_has_a_minute() -> None:
    data = OF.model_dump(mode="json")
    data["categories"][0]["variables"][0]["elements"][0]["criteria"] = []
    of = type(OF).model_validate(data)
    plan = KitPlan("a.yaml", small_assessment({}), of, (), 300, 540, KitMinutes())
    assert "09:20 1 " in "\n".join(minutes_of(plan))


def test_the_first_ballot_the_second_and_the_card(golden: Golden) -> None:
    few = rubric(3)
    found = votes_of(few, ballot(few, "r1", "2.n"), ballot(few, "r2", "23u"), ballot(few, "r3", "4b1"))
    of = assessment_of(found, team=TEAM)
    spread = panel_spread(of, found, few)
    pages = [
        ballot_page(of, few, "r3"),
        ballot_page(of, few, "r3", found.ballots["r3"]),
        ballot_page(of, few, "r1", found.ballots["r1"]),
        card_page(of, few, spread, found, "r3"),
        card_page(of, few, spread, found, "r1"),
        ballot_page(small_assessment({}), rubric(1), "r1"),
        ballot_page(assessment_of(found), rubric(1), "r1"),
    ]
    golden("panel/pages.txt", "\n".join(map(words, pages)))


def said(found: PanelSection | None) -> str:
    """A section of a report, a line a part."""
    if found is None:
        return "nothing\n"
    lines = [found.sentence, *found.levels]
    for row in found.rows:
        counts = " ".join(f"{each.name} {each.count}{'*' * each.marked}" for each in row.counts)
        more = (row.words, row.spread, row.agreed, row.how, row.day, row.moved, row.dissent)
        lines.append(f"{row.id} {row.title}: {counts} | {' | '.join(more)}")
    lines += [f"{each.name}: {each.value} {each.words}" for each in found.figures]
    return "\n".join((*lines, *found.notes, ""))


AUDIENCES: tuple[Audience, ...] = ("team", "cabinet", "public")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_what_a_report_says_of_a_panel(golden: Golden, audience: Audience) -> None:
    more = {
        f"1.A.{place}": {
            "level": "strong", "rationale": "So.", "decided": {"how": how, "votes": {"emerging": 2, level: 3}}
        }
        for place, how, level in ((2, "majority", "strong"), (3, "consensus", "exemplary"))
    }  # fmt: skip
    asked = votes_of(OF, missing=tuple(f"r{place}" for place in range(1, 8)))
    many = {
        element: {"level": "strong", "rationale": "So.", "decided": {"how": "majority", "votes": counts}}
        for element, counts in zip(
            rubric(10).elements,
            [{"emerging": 1, "strong": 2}, {"exemplary": 3}, {"inadequate": 3}] * 4,
            strict=False,
        )
    }
    sections = (
        (assessment_of(asked, RATINGS | more), OF),
        (small_assessment({"1.A.1": RATINGS["1.A.1"], "1.A.2": "strong"}), OF),
        (small_assessment(many), rubric(10)),
        (small_assessment({"1.A.1": "strong"}), OF),
    )
    golden(
        f"panel/section-{audience}.txt", "\n".join(said(panel_section(*each, audience)) for each in sections)
    )


@pytest.mark.parametrize(
    "name", ["literacy", "2026", "true", "two\nlines", "a: b # c", "long words " * 12 + "end"]
)
def test_a_ballot_to_fill_in_names_the_reform_and_the_round_as_they_are(name: str) -> None:
    of = small_assessment(
        {}, reform={"id": name, "name": "Literacy"}, round={"id": f"{name} round", "date": "2026-10-15"}
    )
    found = load_bytes(ballot_skeleton(of, OF, "1e3").encode("utf-8"), "r.yaml").document.data
    assert (found["reform"], found["round"], found["rater"]) == (name, f"{name} round", "1e3")
    assert list(found["ratings"]) == list(OF.elements)
