"""However a team wanders through a real file, it ends as the same answers given in order leave it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sustainrubric.base.errors import InvalidFile, RefusedToWrite
from sustainrubric.check.file import inspect_bytes
from sustainrubric.disk.save import Saver
from sustainrubric.editing import user_file
from sustainrubric.editing.new_assessment import write_assessment
from sustainrubric.editing.user_file import NotTaken, UserFile, difference, open_for_session
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.interview import interview
from sustainrubric.interview.data import Plain, drop, put
from sustainrubric.rating.script import RatingScript
from sustainrubric.records.layouts import layout_of
from sustainrubric.yaml.rewrite import CannotEdit
from tests.interview.wandering import in_order, walk
from tests.profiles import examples
from tests.small import HEAD, RATED

ELEMENTS = ("1.A.i", "1.B.ii")
SCRIPT = RatingScript(newest_rubric(), ELEMENTS)


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A bare file and a skeleton with a place for every rating."""
    skeleton = tmp_path_factory.mktemp("skeleton") / "a.yaml"
    answers = {
        "agency": {"name": "A"},
        "reform": {"id": "r", "name": "R"},
        "round": {"id": "1", "date": "2026-10-15"},
        "team": [{"id": "mlopez", "name": "M. Lopez"}, {"id": "rpatel", "name": "R. Patel"}],
    }
    write_assessment(str(skeleton), answers, newest_rubric())
    return {"bare": HEAD, "skeleton": skeleton.read_text(encoding="utf-8")}


class Memory(Saver):
    """A file that is held in memory, for thousands of saves."""

    def __init__(self, content: bytes) -> None:
        super().__init__(Path("a.yaml"), content, backup=False, warnings=())

    def save(self, content: bytes) -> tuple[str, ...]:
        self.content = content
        return ()


def opened(text: str) -> UserFile:
    loaded = inspect_bytes(text.encode(), "a.yaml")
    return UserFile(Memory(text.encode()), loaded, layout_of(loaded))


@pytest.mark.deep
@pytest.mark.parametrize("kind", ["bare", "skeleton"])
@given(data=st.data())
@settings(max_examples=examples(25))
def test_item_50_the_file_is_that_of_the_same_answers_in_order(
    texts: dict[str, str], kind: str, data: st.DataObject
) -> None:
    wandering = opened(texts[kind])
    states = data.draw(walk(SCRIPT, wandering.data))
    for state in states[1:]:
        wandering.save(state.data)
    straight = opened(texts[kind])
    end = in_order(SCRIPT, straight.data, states[-1].data)
    straight.save(end.data)
    assert inspect_bytes(wandering.saver.content, "a.yaml").model == straight.loaded.model


@pytest.mark.deep
@given(data=st.data())
@settings(max_examples=examples(25))
def test_undoing_everything_gives_back_the_very_file(texts: dict[str, str], data: st.DataObject) -> None:
    file = opened(texts["skeleton"])
    states = data.draw(walk(SCRIPT, file.data))
    for state in states[1:]:
        file.save(state.data)
    state = states[-1]
    while state.before is not None:
        undone = interview.undo(state)
        assert isinstance(undone, interview.State)
        state = undone
        file.save(state.data)
    assert file.saver.content.decode() == texts["skeleton"]


def test_undo_brings_back_a_comment_that_went_with_its_row() -> None:
    text = RATED + "    evidence:\n      - {what: Minutes}   # found by Ana\n"
    file = opened(text)
    before = file.data
    file.save(dict(drop(before, ("ratings", "1.A.i", "evidence"))))
    assert b"}   # found by Ana" not in file.saver.content
    file.save(before)
    assert file.saver.content.decode() == text


def level(data: Plain, value: Any) -> Plain:
    return dict(put(data, ("ratings", "1.A.i", "level"), value))


def test_what_cannot_be_spliced_is_an_answer_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise CannotEdit("set it in an editor")

    file = opened(RATED)
    monkeypatch.setattr(user_file, "rewrite", refuse)
    with pytest.raises(NotTaken, match="set it in an editor"):
        file.save(level(file.data, "strong"))


def test_what_would_leave_the_file_out_of_order_is_not_taken() -> None:
    file = opened(RATED)
    with pytest.raises(NotTaken, match=r"would not be in order any more: a\.yaml:11"):
        file.save(level(file.data, "excellent"))
    assert file.saver.content == RATED.encode()


def test_a_warning_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(RATED, encoding="utf-8")
    with open_for_session(str(path)) as file:
        file.saver.save = lambda content: ("not confirmed",)  # type: ignore[method-assign]
        assert file.save(level(file.data, "strong")) == ["not confirmed"]
        assert file.save(level(file.data, "exemplary")) == []


def test_a_file_that_vanished_leaves_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "a.yaml"
    path.write_text(RATED, encoding="utf-8")
    with open_for_session(str(path)) as file:
        path.unlink()
        with pytest.raises(RefusedToWrite, match="was removed") as error:
            file.save(level(file.data, "strong"))
    (copy,) = (tmp_path / "state" / "sustainrubric").glob("*.yaml")
    assert str(copy) in str(error.value)
    assert "level: strong" in copy.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["kind: [", "kind: assessment\n", HEAD.replace("@1.0.0", "@9.0.0")])
def test_a_file_nobody_could_edit_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidFile), open_for_session(str(path)):
        pass


def test_a_difference_is_the_lines_that_went_and_came() -> None:
    assert difference("a\nb\nc\n", "a\nB\nc\n") == ["-b", "+B"]
    assert len(difference("", "x\n" * 100)) == 40
