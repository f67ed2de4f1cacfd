"""A problem that proposes a word of the file shows what is hidden in it."""

from __future__ import annotations

from sustainrubric.check.file import inspect_bytes


def test_a_word_that_is_proposed_hides_nothing() -> None:
    text = (
        "kind: priorities\nformat: 1\nreforms: [{id: lite\u202eracy, name: A}]\n"
        "strategies: [{id: s, reform: literacy, name: B}]\n"
    )
    messages = [found.problem.message for found in inspect_bytes(text.encode(), "p.yaml").problems]
    assert any("did you mean lite\\u202eracy?" in message for message in messages)
    assert all(message.isprintable() for message in messages)
