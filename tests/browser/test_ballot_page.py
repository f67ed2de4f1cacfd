"""The ballot page in a real Chromium: filled in with the keyboard, saved, opened again, collected."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sustainrubric.records.ballot import Ballot
from sustainrubric.records.load import load_bytes
from tests.browser.chromium import PHONE, WIDE, Visitor
from tests.panel.round import begin, elements, put

if TYPE_CHECKING:
    from tests.conftest import Result

    Sustain = Callable[..., Result]
    Open = Callable[..., Visitor]

pytestmark = pytest.mark.deep

HOSTILE = {
    "quotes": "\"It's\" 'fine' \\ back\\slash",
    "signs": "# not a comment: [a, b] {c: d} & * ! | > % @ `",
    "templates": "{{ 7 * 7 }} {% raw %} ${x} #{y}",
    "script": "<script>document.title = 'run'</script><img src=x onerror=alert(1)>",
    "separators": "one\u2028two\u2029three\u0085four",
    "controls": "a\u007fb\u0090c\ufeffd\u0001e\ufffff",
    "emoji": "👩‍🏫 ünïcode 漢字 \U0001d49c",
    "lone surrogates": "a\ud800b\udc00c",
    "yaml": "yes\nno\n- on\n~\n010\n2026-10-07\n--- \n...",
    "blanks": "  left and right  \n\n  ",
}


@pytest.fixture
def page_file(folder: Path, sustain: Sustain) -> Path:
    begin(folder, "r1", "r2")
    sustain("panel", "ballot", "a.yaml", "--rater", "r1", "-o", "r1.html")
    return folder / "r1.html"


def saved(visitor: Visitor, into: Path, name: str = "r1.yaml") -> str:
    """What the button Save downloads."""
    with visitor.page.expect_download() as waiting:
        visitor.page.click(".bar .save")
    waiting.value.save_as(into)
    assert waiting.value.suggested_filename == name
    return into.read_text(encoding="utf-8")


def choose(visitor: Visitor, element: str, value: str) -> None:
    visitor.ask(
        "([name, value]) => document.querySelector(`input[name='${name}'][value='${value}']`).click()",
        [element, value],
    )


def write(visitor: Visitor, element: str, text: str, part: str = "rationale") -> None:
    visitor.ask(
        """([id, part, text]) => {
          const area = document.querySelector(`[data-element='${id}'] [data-part=${part}]`);
          area.value = text;
          area.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        [element, part, text],
    )


def ballot_in(text: str) -> Ballot:
    loaded = load_bytes(text.encode(), "r1.yaml")
    assert isinstance(loaded.model, Ballot), loaded.problems
    return loaded.model


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_nothing_is_found_by_axe_and_nothing_is_asked_of_a_network(
    page_file: Path, visit: Open, size: tuple[int, int], scheme: str
) -> None:
    visitor = visit(page_file, size=size, color_scheme=scheme)
    for place, value in enumerate(
        ("inadequate", "emerging", "strong", "exemplary", "unknown", "stands-back")
    ):
        choose(visitor, elements()[place], value)
    visitor.open_all()
    assert visitor.axe() == []
    assert visitor.requests == [page_file.as_uri()]
    assert visitor.complaints == []
    assert visitor.ask("() => document.documentElement.scrollWidth") <= size[0]


def test_what_was_chosen_is_saved_opened_again_and_collected(
    page_file: Path, visit: Open, sustain: Sustain, folder: Path
) -> None:
    visitor = visit(page_file)
    first, second, third, *_ = elements()
    choose(visitor, first, "emerging")
    write(visitor, first, "Two of five agencies share it.")
    write(visitor, first, "Joint agenda\nMinutes of May", "evidence")
    visitor.ask(
        """id => {
          const mark = document.querySelector(`[data-element='${id}'] select`);
          mark.value = 'partly';
          mark.dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        first,
    )
    choose(visitor, second, "stands-back")
    choose(visitor, third, "unknown")
    assert visitor.page.inner_text("#done") == "3"
    text = saved(visitor, folder / "mail.yaml")
    ballot = ballot_in(text)
    rating = ballot.ratings[first]
    assert (rating.level, rating.rationale, dict(rating.look_fors)) == (
        "emerging", "Two of five agencies share it.", {"L1": "partly"},
    )  # fmt: skip
    assert [each.what for each in rating.evidence] == ["Joint agenda", "Minutes of May"]
    assert ballot.stands_back == (second,)
    assert ballot.ratings[third].level == "unknown"
    again = visit(page_file)
    again.page.set_input_files("#file", folder / "mail.yaml")
    again.page.wait_for_function("() => document.querySelector('#done').textContent === '3'")
    assert saved(again, folder / "again.yaml") == text
    sustain("panel", "collect", "a.yaml", "mail.yaml")
    assert (folder / "a.ballots" / "r1.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_saved_as_text_and_opened_again(
    page_file: Path, visit: Open, folder: Path, text: str
) -> None:
    visitor = visit(page_file)
    first = elements()[0]
    choose(visitor, first, "strong")
    # Lone surrogates cannot be handed over as text: they are made in the page.
    script = """([id, codes]) => {
      const area = document.querySelector(`[data-element='${id}'] [data-part=rationale]`);
      area.value = String.fromCodePoint(...codes);
      area.dispatchEvent(new Event('input', {bubbles: true}));
    }"""
    visitor.ask(script, [first, [ord(sign) for sign in text]])
    found = saved(visitor, folder / "mail.yaml")
    rationale = ballot_in(found).ratings[first].rationale
    expected = re.sub("\r\n?|[\u0085\u2028\u2029]", "\n", text)
    expected = re.sub(
        "[\ud800-\udfff]", "\ufffd", re.sub("[\u0000-\u0008\u000b-\u001f]", "", expected)
    ).strip()
    assert rationale == expected
    again = visit(page_file)
    again.page.set_input_files("#file", folder / "mail.yaml")
    again.page.wait_for_function("() => document.querySelector('#done').textContent === '1'")
    assert saved(again, folder / "again.yaml") == found
    assert again.page.title().startswith("Ballot of r1")


def test_it_can_be_filled_in_with_the_keyboard_alone(page_file: Path, visit: Open, folder: Path) -> None:
    visitor = visit(page_file, size=PHONE)
    keyboard = visitor.page.keyboard
    visitor.page.focus("#next")
    keyboard.press("Enter")
    # The first radio of the first element has the focus; the arrow chooses the next one.
    keyboard.press("ArrowDown")
    for _ in range(2):
        keyboard.press("Tab")
    focused = "() => document.activeElement.dataset.part || document.activeElement.className"
    assert visitor.ask(focused) == "rationale"
    keyboard.type("Typed, not clicked.")
    visitor.page.focus(".bar .save")
    with visitor.page.expect_download() as waiting:
        keyboard.press("Enter")
    waiting.value.save_as(folder / "mail.yaml")
    rating = ballot_in((folder / "mail.yaml").read_text(encoding="utf-8")).ratings[elements()[0]]
    assert (rating.level, rating.rationale) == ("emerging", "Typed, not clicked.")


def test_another_script_does_not_run(page_file: Path, visit: Open, folder: Path) -> None:
    text = page_file.read_text(encoding="utf-8")
    injected = text.replace(
        "</body>",
        "<script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\"></body>",
    )
    (folder / "evil.html").write_text(injected, encoding="utf-8")
    visitor = visit(folder / "evil.html")
    assert visitor.page.title() != "run"
    assert any("Content Security Policy" in said for said in visitor.complaints)
    changed = text.replace('"use strict";', '"use strict"; document.title = "run";')
    (folder / "changed.html").write_text(changed, encoding="utf-8")
    assert visit(folder / "changed.html").page.title() != "run"


FOREIGN = {
    "another rater": ('rater: "r1"', 'rater: "r2"'),
    "another round": ('round: "2026-fall"', 'round: "2025-fall"'),
    "by hand": ('level: "strong"', "level: strong"),
    "more than the page keeps": ("ratings:", 'seal: "00"\nratings:'),
    "no ballot": ("kind: ballot", "kind: seal"),
    "no such element": ('"1.A.i"', '"9.A.i"'),
}


@pytest.mark.parametrize("change", FOREIGN.values(), ids=FOREIGN)
def test_a_file_that_is_not_this_ballot_is_refused_and_nothing_lost(
    page_file: Path, visit: Open, folder: Path, change: tuple[str, str]
) -> None:
    visitor = visit(page_file)
    choose(visitor, elements()[0], "strong")
    text = saved(visitor, folder / "mail.yaml")
    (folder / "other.yaml").write_text(text.replace(*change), encoding="utf-8")
    visitor.page.set_input_files("#file", folder / "other.yaml")
    visitor.page.wait_for_function("() => document.querySelector('#status').classList.contains('trouble')")
    assert visitor.page.inner_text("#done") == "1"
    assert saved(visitor, folder / "after.yaml") == text


def test_leaving_unsaved_warns_and_leaving_saved_does_not(page_file: Path, visit: Open, folder: Path) -> None:
    visitor = visit(page_file)
    asked: list[str] = []

    def answer(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    visitor.page.on("dialog", answer)
    visitor.page.click(f"input[name='{elements()[0]}'][value=strong]")
    saved(visitor, folder / "mail.yaml")
    visitor.page.goto("about:blank")
    assert asked == []
    visitor.open(page_file)
    visitor.page.click(f"input[name='{elements()[0]}'][value=strong]")
    visitor.page.goto("about:blank")
    assert asked == ["beforeunload"]


class TestSecondVote:
    """The same page for the second vote: one's first one beside it, and a file that joins it."""

    @pytest.fixture
    def second(self, folder: Path, sustain: Sustain) -> Path:
        begin(folder, "r1", "r2")
        put(folder, r1="2" * 19, r2="3" * 19)
        sustain("panel", "ballot", "a.yaml", "--rater", "r1", "--again", "-o", "r1-again.html")
        return folder / "r1-again.html"

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
    def test_axe_finds_nothing(self, second: Path, visit: Open, size: tuple[int, int], scheme: str) -> None:
        visitor = visit(second, size=size, color_scheme=scheme)
        choose(visitor, elements()[0], "strong")
        visitor.open_all()
        assert visitor.axe() == []
        assert visitor.requests == [second.as_uri()]
        assert visitor.complaints == []
        assert visitor.ask("() => document.documentElement.scrollWidth") <= size[0]

    def test_what_was_chosen_is_saved_opened_again_and_joins_the_first_vote(
        self, second: Path, visit: Open, sustain: Sustain, folder: Path
    ) -> None:
        visitor = visit(second)
        choose(visitor, elements()[0], "strong")
        write(visitor, elements()[0], HOSTILE["script"])
        text = saved(visitor, folder / "mail.yaml", "r1-again.yaml")
        states = visitor.ask(
            "() => [...document.querySelectorAll('.contents .state')].map(one => one.textContent)"
        )
        assert states == ["strong", *["as before"] * 18]
        again = visit(second)
        again.page.set_input_files("#file", folder / "mail.yaml")
        again.page.wait_for_function("() => document.querySelector('#done').textContent === '1'")
        assert saved(again, folder / "again.yaml", "r1-again.yaml") == text
        sustain("panel", "collect", "a.yaml", "mail.yaml")
        ballot = ballot_in((folder / "a.ballots" / "r1.yaml").read_text(encoding="utf-8"))
        assert len(ballot.ratings) == 19
        assert ballot.again[elements()[0]].level == "strong"
        assert ballot.again[elements()[0]].rationale == HOSTILE["script"]

    def test_the_file_of_another_vote_is_refused(
        self, second: Path, visit: Open, sustain: Sustain, folder: Path
    ) -> None:
        sustain("panel", "ballot", "a.yaml", "--rater", "r1", "-o", "r1.html")
        files = {}
        for page, name in ((second, "r1-again.yaml"), (folder / "r1.html", "r1.yaml")):
            visitor = visit(page)
            choose(visitor, elements()[0], "strong")
            files[page] = folder / name
            saved(visitor, files[page], name)
        both = (
            files[folder / "r1.html"].read_text(encoding="utf-8")
            + 'again:\n  "1.A.i":\n    level: "strong"\n'
        )
        (folder / "both.yaml").write_text(both, encoding="utf-8")
        wrong = ((second, files[folder / "r1.html"], "first"), (folder / "r1.html", files[second], "second"))
        for page, file, vote in (*wrong, (folder / "r1.html", folder / "both.yaml", "second")):
            visitor = visit(page)
            visitor.page.set_input_files("#file", file)
            visitor.page.wait_for_function(
                "() => document.querySelector('#status').classList.contains('trouble')"
            )
            assert f"a file of the {vote} vote" in visitor.page.inner_text("#status")
            assert visitor.page.inner_text("#done") == "0"


def test_an_answer_can_be_taken_back(page_file: Path, visit: Open) -> None:
    visitor = visit(page_file)
    choose(visitor, elements()[0], "strong")
    visitor.page.click(f"[data-element='{elements()[0]}'] .clear")
    assert visitor.page.inner_text("#done") == "0"


def test_it_prints_as_a_ballot_on_paper(page_file: Path, visit: Open) -> None:
    visitor = visit(page_file)
    visitor.page.emulate_media(media="print")
    hidden = (
        "() => [...document.querySelectorAll('.bar, .contents, .tools')].every(one => !one.checkVisibility())"
    )
    assert visitor.ask(hidden)
    shown = (
        "() => [...document.querySelectorAll('fieldset, .why textarea')].every(one => one.checkVisibility())"
    )
    assert visitor.ask(shown)
