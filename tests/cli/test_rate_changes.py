"""`sustain rate` says what it changed, understands how people type, and does nothing the second time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Result
from tests.small import RATED

Sustain = Callable[..., Result]


@pytest.fixture
def file(folder: Path) -> Path:
    file = folder / "a.yaml"
    file.write_text(RATED, encoding="utf-8")
    return file


def data(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def rating(file: Path, element: str = "1.A.i") -> Any:
    return data(file)["ratings"].get(element)


CHANGES = [
    (["1.A.i", "strong"], "1.A.i: emerging -> strong; saved"),
    (["1.B.i", "strong"], "1.B.i: not rated -> strong; saved"),
    (["1.A.i", "--rationale", "Three."], "1.A.i: rationale changed; saved"),
    (["1.B.i", "--rationale", "Three."], "1.B.i: rationale added; saved"),
    (["1.A.i", "--dissent", "Two do not."], "1.A.i: dissent added; saved"),
    (["1.A.i", "--criterion", "2=strong"], "1.A.i: criterion 2 not rated -> strong; saved"),
    (["1.A.i", "--look-for", "L2=partly"], "1.A.i: look-for L2 not marked -> partly; saved"),
    (["1.A.i", "--evidence", "Agenda | here | 2026-08-01"], "1.A.i: evidence 'Agenda' added; saved"),
    (["1.A.i", "--target", "exemplary"], "1.A.i: target none -> exemplary; saved"),
    (["1.A.i", "--priority", "low"], "1.A.i: priority none -> low; saved"),
    (["1.A.i", "--action", "Convene | mlopez | 2027-03-01"], "1.A.i: action 'Convene' added; saved"),
    (["--member", "rpatel | R. Patel | Director"], "team: member 'R. Patel' added; saved"),
    (["1.A.i", "--unset", "rationale"], "1.A.i: rationale taken back; saved"),
    (["1.A.i", "--unset", "level"], "1.A.i: emerging -> not rated; saved"),
    (
        ["1.A.i", "strong", "--target", "exemplary", "--evidence", "Agenda"],
        "1.A.i: emerging -> strong, evidence 'Agenda' added, target none -> exemplary; saved",
    ),
]


@pytest.mark.parametrize(("arguments", "said"), CHANGES, ids=[said for _, said in CHANGES])
def test_every_change_is_told_and_made_once(
    file: Path, sustain: Sustain, arguments: list[str], said: str
) -> None:
    result = sustain("rate", "a.yaml", *arguments)
    assert result.err.splitlines()[0] == said
    assert result.out == ""
    once, when = file.read_bytes(), file.stat().st_mtime_ns
    again = sustain("rate", "a.yaml", *arguments, "--backup")
    assert again.err.splitlines()[0] == "a.yaml: nothing to change"
    assert "saved" not in again.err
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (once, when)
    assert not (file.parent / "a.yaml.bak").exists()


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        ([" 1.a.I ", "  STRONG\t"], {"level": "strong"}),
        (["1.A.I", "Not  Applicable", "--rationale", "No."], {"level": "not-applicable", "rationale": "No."}),
        (["1.A.i", "\u00a0Unknown"], {"level": "unknown"}),
        (
            ["1.A.i", "--target", " Exemplary", "--priority", "HIGH "],
            {"target": "exemplary", "priority": "high"},
        ),
        (["1.A.i", "--criterion", " 1 = Strong "], {"criteria": {"1": "strong"}}),
        (["1.A.i", "--criterion", "1.A.i.2=strong"], {"criteria": {"2": "strong"}}),
        (["1.A.i", "--look-for", "l1= Not seen"], {"look_fors": {"L1": "not-seen"}}),
        (["1.A.i", "--look-for", "1.a.i.l2=SEEN"], {"look_fors": {"L2": "seen"}}),
        (
            ["1.A.i", "--action", " Convene | M. LOPEZ | 2027-03-01 | Under-Way "],
            {"actions": [{"what": "Convene", "owner": "mlopez", "due": "2027-03-01", "status": "under-way"}]},
        ),
    ],
)
def test_case_and_blanks_make_no_difference(
    file: Path, sustain: Sustain, arguments: list[str], made: dict[str, Any]
) -> None:
    sustain("rate", "a.yaml", *arguments)
    assert {key: rating(file)[key] for key in made} == made


FULL = """\
    dissent: Two hold otherwise.
    criteria: {1: strong, 2: emerging}
    look_fors: {L1: seen}
    evidence:
      - {what: Agenda, where: here}  # kept
      - {what: Minutes}
    target: strong
    priority: high
    actions:
      - {what: Convene, status: done, id: council}
"""


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("target", "    target: strong\n"),
        (" Priority ", "    priority: high\n"),
        ("dissent", "    dissent: Two hold otherwise.\n"),
        ("rationale", "    rationale: Two of five agencies share the agenda.\n"),
        ("look-fors", "    look_fors: {L1: seen}\n"),
        ("look_for=l1", "    look_fors: {L1: seen}\n"),
        ("criterion=1", "1: strong, "),
        ("criterion=1.A.i.1", "1: strong, "),
        ("criteria", "    criteria: {1: strong, 2: emerging}\n"),
        ("evidence=minutes", "      - {what: Minutes}\n"),
        ("action=council", "    actions:\n      - {what: Convene, status: done, id: council}\n"),
        ("actions", "    actions:\n      - {what: Convene, status: done, id: council}\n"),
    ],
)
def test_what_is_taken_back_goes_and_nothing_else(
    file: Path, sustain: Sustain, typed: str, gone: str
) -> None:
    file.write_text(RATED + FULL, encoding="utf-8")
    sustain("rate", "a.yaml", "1.A.i", "--unset", typed)
    assert file.read_text(encoding="utf-8") == (RATED + FULL).replace(gone, "", 1)
    assert "nothing to change" in sustain("rate", "a.yaml", "1.A.i", "--unset", typed).err


def test_the_decision_of_a_panel_goes_with_its_level(file: Path, sustain: Sustain) -> None:
    file.write_text(RATED + "    decided: {how: chair, votes: {emerging: 1}}\n", encoding="utf-8")
    said = sustain("rate", "a.yaml", "1.A.i", "--unset", "level").err
    assert "1.A.i: emerging -> not rated, decided taken back; saved" in said
    assert rating(file) == {"rationale": "Two of five agencies share the agenda."}


def test_an_action_that_is_done_by_now_is_not_added_again(file: Path, sustain: Sustain) -> None:
    sustain("rate", "a.yaml", "1.A.i", "--action", "Convene | mlopez | 2027-03-01")
    done = file.read_text(encoding="utf-8").replace("status: planned", "status: done")
    file.write_text(done, encoding="utf-8")
    sustain("rate", "a.yaml", "1.A.i", "--action", "Convene | mlopez | 2027-03-01")
    assert file.read_text(encoding="utf-8") == done


def test_a_new_member_can_own_an_action_at_once(file: Path, sustain: Sustain) -> None:
    sustain("rate", "a.yaml", "1.A.i", "--member", "| José Núñez", "--action", "Convene | josenunez")
    assert data(file)["team"][-1] == {"id": "josenunez", "name": "José Núñez"}
    assert rating(file)["actions"][0]["owner"] == "josenunez"
    assert "nothing to change" in sustain("rate", "a.yaml", "--member", "| José Núñez").err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ["--member", "mlopez | Maria Lopes"],
            "'mlopez' is 'M. Lopez' in the team already; choose another id",
        ),
        (["--member", "m lopez | M"], "the id 'm lopez' is not letters, digits"),
        (["--member", "M. Lopez"], "a member is id | name | role, and 'M. Lopez' has 1 part"),
        (["--member", "x |"], "the name is missing"),
        (["1.A.i", "--unset", "tagret"], "did you mean target?"),
        (["1.A.i", "--unset", "target", "--target", "strong"], "target is given and taken back at once"),
        (["1.A.i", "--unset", "level=strong"], "take it back with --unset level"),
        (["1.A.i", "--dissent", "  "], "1.A.i dissent: there is no text in this"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    file: Path, sustain: Sustain, arguments: list[str], words: str
) -> None:
    result = sustain("rate", "a.yaml", *arguments, code=2)
    assert words in result.err
    assert "nothing was written" in result.err
    assert file.read_text(encoding="utf-8") == RATED


def test_a_reason_that_the_level_needs_cannot_be_taken_back(file: Path, sustain: Sustain) -> None:
    file.write_text(RATED.replace("emerging", "not-applicable"), encoding="utf-8")
    assert "say why" in sustain("rate", "a.yaml", "1.A.i", "--unset", "rationale", code=2).err


PASTED = "\ufeffFirst\tcell \r\nsoft\x0bbreak\u2028next\u00a0\r\n\u2022\tpoint  \r\n\tindented\r\n\r\n"
BLOCK = """\
    rationale: |-
      First\tcell
      soft
      break
      next
      \u2022\tpoint
          indented
"""


def test_pasted_text_is_a_readable_block(file: Path, sustain: Sustain) -> None:
    sustain("rate", "a.yaml", "1.A.i", "--rationale", PASTED)
    text = file.read_text(encoding="utf-8")
    assert text.endswith("    level: emerging\n" + BLOCK)
    assert sustain("validate", "a.yaml").code == 0
    assert "nothing to change" in sustain("rate", "a.yaml", "1.A.i", "--rationale", PASTED).err


def test_text_out_of_files_of_answers_becomes_the_same_block(file: Path, sustain: Sustain) -> None:
    Path("x.csv").write_text(f'id,rationale\n1.A.i,"{PASTED}"\n', encoding="utf-8", newline="")
    sustain("rate", "a.yaml", "--from", "x.csv")
    assert file.read_text(encoding="utf-8").endswith(BLOCK)
    file.write_text(RATED, encoding="utf-8")
    escaped = PASTED.encode("unicode_escape").decode().replace('"', '\\"')
    Path("x.yaml").write_text(f'1.A.i:\n  rationale: "{escaped}"\n', encoding="utf-8")
    sustain("rate", "a.yaml", "--from", "x.yaml")
    assert file.read_text(encoding="utf-8").endswith(BLOCK)


def test_a_block_also_where_the_rating_stands_in_brackets(file: Path, sustain: Sustain) -> None:
    file.write_text(RATED + "  1.B.i: {level: strong, target: strong}  # ours\n", encoding="utf-8")
    sustain("rate", "a.yaml", "1.B.i", "--rationale", "one\ntwo")
    made = (
        "  1.B.i:  # ours\n    level: strong\n    rationale: |-\n      one\n      two\n    target: strong\n"
    )
    assert file.read_text(encoding="utf-8") == RATED + made
