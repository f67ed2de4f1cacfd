"""Several agencies, people with one id, owners who left, and calendars that are exported again."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sustainrubric.plan.calendar import plan_to_ics
from sustainrubric.plan.export import plan_to_csv, plan_to_json, shortlist_to_csv
from sustainrubric.plan.groups import grouped
from sustainrubric.plan.model import ActionPlan, RatedFile
from sustainrubric.plan.text import register, shortlist, table
from sustainrubric.plan.view import plan_to_html, plan_to_markdown, plan_view
from tests.plan.plans import assessment, made, worksheet

ROW = {"what": "x", "owner": "m", "due": "2027-03-01"}
GAP = {"1.A.1": {"level": "emerging", "target": "strong"}}


def team(name: str) -> list[dict[str, str]]:
    return [{"id": "m", "name": name}]


def of_agency(name: str, file: str) -> Any:
    return assessment({"1.A.1": [ROW]}, file=file, ratings=GAP, agency={"name": name}, team=team("M. Lopez"))


def test_the_agency_is_named_where_there_are_several_and_only_there() -> None:
    both = made(of_agency("North", "a"), of_agency("South", "b"), worksheet([ROW], agency={"name": "South"}))
    one = made(of_agency("North", "a"))
    for found, count in ((both, 2), (one, 0)):
        view = plan_view(found)
        texts = (
            "\n".join(line.wrapped(None) for line in register(view)),
            "\n".join(" ".join(row) for row in table(view)),
            "\n".join(line.wrapped(None) for line in shortlist(view, 9)),
            plan_to_markdown(view),
            re.sub(r"</?bdi>", "", plan_to_html(view)),
            plan_to_ics(found, found.actions).replace("\r\n ", ""),
        )
        for text in texts:
            assert (text.count("North: Literacy") > 0) == (count > 0)
    assert [heading for heading, _ in grouped(both.actions, "reform")] == [
        "North: Literacy", "South: Literacy", "South: LEA-process worksheet",
    ]  # fmt: skip


def owners(found: ActionPlan) -> list[tuple[str, int]]:
    return [(heading, len(inside)) for heading, inside in grouped(found.actions, "owner")]


def test_people_are_not_merged_because_they_share_an_id() -> None:
    one = assessment({"1.A.1": [ROW]}, team=team("Maria Lopez"))
    other = assessment({"1.A.1": [ROW]}, file="b", reform="data", team=team("Miguel Lopez"))
    assert owners(made(one, other)) == [("Maria Lopez", 1), ("Miguel Lopez", 1)]
    # Nobody knows the id here, and a team of another reform does not say whom it means.
    unknown = assessment({"1.A.1": [ROW]}, file="c", reform="math")
    assert ("m", 1) in owners(made(one, unknown))
    assert owners(made(of_agency("North", "a"), of_agency("South", "b"))) == [
        ("M. Lopez (North)", 1), ("M. Lopez (South)", 1),
    ]  # fmt: skip
    # In a worksheet an id counts that means one person.
    assert owners(made(one, other, worksheet([ROW])))[0] == ("m", 1)


def test_an_owner_who_left_the_team_is_told() -> None:
    old = assessment({"1.A.1": [ROW]}, file="old", day="2025-10-15", team=team("M. Lopez"))
    new = assessment({"1.A.1": [ROW]}, file="new", team=[{"id": "k", "name": "K. Bauer"}])
    found = made(old, new)
    assert [(one.owner_name, one.owner_left) for one in found.actions] == [("M. Lopez", "2026")]
    assert (
        "1 open action has an owner who is not on the team of the newest round: M. Lopez."
        in plan_view(found).remarks
    )
    assert '"owner_left": "2026"' in plan_to_json(found, None, open_only=False)
    stayed = assessment({"1.A.1": [ROW]}, file="new", team=[{"id": "ml", "name": "M. Lopez"}])
    assert made(old, stayed).actions[0].owner_left == ""


def test_the_shortlist_says_what_it_leaves_out_and_what_is_under_way() -> None:
    reached = assessment(file="b", reform="data", ratings={"1.A.1": {"level": "strong", "target": "strong"}})
    empty = assessment(file="c", reform="math", ratings={"1.A.1": {"target": "strong"}})
    aimless = assessment(file="d", reform="arts", ratings={"1.A.1": {"level": "strong"}})
    found = made(assessment({"1.A.1": [ROW]}, ratings=GAP), reached, empty, aimless)
    assert {one.reform_id: one.reason for one in found.left_out} == {
        "data": "every rated element has reached its target",
        "math": "nothing is rated",
        "arts": "no target is set",
    }
    assert (
        "Data, round 2026 (every rated element has reached its target)" in plan_view(found).shortlist_remark
    )
    assert [one.why.rpartition("; ")[2] for one in plan_view(found).shortlist] == ["1 open action"]
    assert "left out: no target is set" in shortlist_to_csv(found)


def test_a_share_of_weak_criteria_counts_more_than_their_number() -> None:
    few = {**GAP["1.A.1"], "criteria": {"1": "inadequate"}}
    many = {**GAP["1.A.1"], "criteria": {"1": "inadequate", "2": "inadequate", "3": "strong"}}
    found = made(assessment(ratings={"1.A.1": many, "1.A.2": few}))
    assert [place.element for place in found.shortlist] == ["1.A.2", "1.A.1"]


def event(calendar: str) -> dict[str, str]:
    inside = calendar.partition("BEGIN:VEVENT\r\n")[2].partition("END:VEVENT")[0]
    return dict(line.split(":", 1) for line in inside.replace("\r\n ", "").splitlines())


def test_a_calendar_that_is_exported_again_updates_its_events() -> None:
    def calendar(row: dict[str, str], day: date, before: str = "") -> str:
        found = made(assessment({"1.A.1": [row]}), today=day)
        return plan_to_ics(found, found.actions, before)

    first = calendar(ROW, date(2027, 1, 20))
    moved = {**ROW, "due": "2027-04-01"}
    later, same_day = calendar(moved, date(2027, 1, 21)), calendar(moved, date(2027, 1, 20), first)
    for again in (later, same_day):
        assert event(again)["UID"] == event(first)["UID"]
        assert int(event(again)["SEQUENCE"]) == int(event(first)["SEQUENCE"]) + 1
    assert event(later)["DTSTAMP"] == "20270121T000000Z"
    # What says the same keeps its revision and its day.
    assert calendar(ROW, date(2027, 2, 1), first) == first
    assert "SEQUENCE" in calendar(ROW, date(2027, 2, 1), "BEGIN:VEVENT\nUID:x\nSEQUENCE:" + "9" * 99)


def test_another_action_does_not_change_the_uid_of_the_first() -> None:
    many = [{"what": f"w{number}", "due": "2027-03-01"} for number in range(300)]
    alone = {one.what: one.uid for one in made(assessment({"1.A.1": many[:1]})).actions}
    assert alone.items() <= {one.what: one.uid for one in made(assessment({"1.A.1": many})).actions}.items()


def uids(*sources: RatedFile) -> dict[str, str]:
    return {one.what: one.uid for one in made(*sources).actions}


def test_an_event_keeps_the_uid_that_it_had_in_calendars_of_earlier_versions() -> None:
    # Another UID would put every event a second time into calendars that hold the first.
    assert uids(assessment({"1.A.1": ["w0"]})) == {"w0": "1.A.1-fgyd-krye47sdq68v"}
    written = assessment({"1.A.1": [{"what": "Said otherwise", "id": "1.A.1-fgyd"}]})
    assert uids(written) == {"Said otherwise": "1.A.1-fgyd-krye47sdq68v"}


def test_an_id_that_is_longer_because_of_another_reform_leaves_the_uid_alone() -> None:
    # The derived ids of these two begin with the same four letters.
    one, other = assessment({"1.A.1": ["w1743"]}), assessment({"1.A.1": ["w1974"]}, reform="data", file="b")
    together = made(one, other)
    assert {len(action.id) for action in together.actions} == {len("1.A.1-kqkvx")}
    assert uids(one, other) == uids(one) | uids(other)


def test_two_actions_of_one_element_whose_ids_begin_alike_have_two_uids() -> None:
    assert len(set(uids(assessment({"1.A.1": ["w376", "w1363"]})).values())) == 2


def test_csv_keeps_accents() -> None:
    found = made(assessment({"1.A.1": [ROW]}, team=team("José Núñez")))
    assert "José Núñez" in plan_to_csv(found, None, open_only=False)
