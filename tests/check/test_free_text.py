"""Every text of every kind of file goes along to those who may read it, and is searched for names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sustainrubric.check.free_text import free_texts
from sustainrubric.records.load import load_bytes
from tests.filled import as_text, data_of

Golden = Callable[[str, str], None]


def filled() -> dict[str, dict[str, Any]]:
    """Files with a text in each field; a list has two, of which the second is not filled to the end."""
    assessment, worksheet, priorities = map(data_of, ("assessment", "worksheet", "priorities"))
    evidence = assessment["ratings"]["1.A.i"]["evidence"]
    evidence += [{"what": "Sensitive.what", "where": "Sensitive.where", "sensitive": True}, {"what": "Last"}]
    priorities["goals"].append({"id": "second", "name": "Second goal"})
    worksheet["process"]["select"]["steps"].append({"name": "Second step"})
    return {
        "assessment": assessment,
        "worksheet": worksheet,
        "priorities": priorities,
        "ballot": data_of("ballot"),
    }


@pytest.mark.parametrize("audience", ["team", "cabinet", "public"])
def test_the_texts_that_an_audience_reads_are_these(audience: Any, golden: Golden) -> None:
    found = [
        f"{kind} {'/'.join(map(str, text.path))}: {text.text}\n"
        for kind, data in filled().items()
        for text in free_texts(load_bytes(as_text(data).encode(), "a.yaml").model, audience)
    ]
    golden(f"check/texts-for-{audience}.txt", "".join(found))


def test_a_file_that_cannot_be_read_has_no_texts() -> None:
    assert list(free_texts(None, "public")) == []
