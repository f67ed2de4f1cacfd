"""Wrong shapes, told so often and no more."""

from __future__ import annotations

from sustainrubric.records.load import MAX_PROBLEMS, load_bytes
from tests.small import HEAD


def test_the_same_wrong_shape_many_times_is_counted_not_listed() -> None:
    many = "".join(f"wrong{number}: 1\n" for number in range(MAX_PROBLEMS + 50))
    problems = load_bytes((HEAD + many).encode(), "a.yaml").problems
    assert len(problems) == MAX_PROBLEMS
    assert sum(found.problem.message.endswith("; and 50 more like it") for found in problems) == 1
