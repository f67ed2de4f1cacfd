"""`sustain rubric`: the instruments in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

Sustain = Callable[..., Result]


def test_list_names_instruments_and_every_element(
    sustain: Sustain, golden: Callable[[str, str], None]
) -> None:
    golden("rubric-list.txt", sustain("rubric", "list").out)


@pytest.mark.parametrize("wanted", ["1", "1.A", "3.B.ii", "3.B.ii.3", "3.B.ii.L1", "Target"])
def test_show_prints_all_there_is_of_a_part(
    wanted: str, sustain: Sustain, golden: Callable[[str, str], None]
) -> None:
    golden(f"rubric-show/{wanted}.txt", sustain("rubric", "show", wanted).out)


def test_show_finds_words_wherever_they_stand(sustain: Sustain) -> None:
    out = sustain("rubric", "show", "governance", "structure").out
    assert out.startswith("1 place with 'governance structure'")
    assert "3.C.i.L2" in out


def test_show_of_nothing_known_suggests_what_is_near(sustain: Sustain) -> None:
    assert "did you mean 3.D.iii?" in sustain("rubric", "show", "3.D.iiii", code=2).err


def test_path_is_a_file(sustain: Sustain) -> None:
    for instrument in ("sustainability", "sustainability@1.0.0", "lea-process"):
        assert Path(sustain("rubric", "path", instrument).out.strip()).is_file()


@pytest.mark.parametrize("reference", ["sustainabilty", "sustainability@9.9.9", "../x"])
def test_an_unknown_instrument_is_wrong_usage(reference: str, sustain: Sustain) -> None:
    sustain("rubric", "path", reference, code=2)
    sustain("rubric", "show", "1", "--rubric", reference, code=2)
