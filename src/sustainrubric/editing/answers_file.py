"""A file of answers for `sustain rate --answers`: ratings by element id, as in an assessment or in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sustainrubric.base.errors import InvalidFile
from sustainrubric.base.problem import Code, DocumentPath, Location, Problem
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.rating.edit import RatingAnswers
from sustainrubric.records.load import read_data
from sustainrubric.yaml.reader import Document

_TEXTS = ("level", "rationale", "dissent", "target", "priority")

_MAPPINGS = ("criteria", "look_fors")

_LISTS = ("evidence", "actions")

_KEYS = (*_TEXTS, *_MAPPINGS, *_LISTS)

# Whoever hands in a whole assessment means its ratings.
_ENVELOPE = "ratings"


@dataclass(frozen=True)
class AnswersFile:
    """Answers by element, as it was typed; `locate` finds the place of one of them, where they come from a file."""

    ratings: dict[str, RatingAnswers]
    locate: Callable[[str, DocumentPath], Location] | None = None

    def placed(self, element: str, place: DocumentPath, message: str) -> str:
        """A message with the place of the answer it is about before it."""
        if self.locate is None:
            return message
        at = self.locate(element, place)
        return f"{at.file}:{at.line}:{at.column}: {message}"


def read_answers(source: str) -> AnswersFile:
    """Answers by element id: mappings such as those below `ratings:`, or a level alone; or a table of them.

    Raises:
        Unreadable: the file cannot be opened.
        InvalidFile: it is no such file; carries every problem found.
    """
    if source.lower().endswith((".csv", ".tsv")):
        # Imported late: most answers are no table.
        from sustainrubric.editing.answers_table import read_table

        return AnswersFile(*read_table(source))
    document = read_data(source)
    data = document.data
    prefix: DocumentPath = ()
    if isinstance(data, dict) and isinstance(data.get(_ENVELOPE), dict):
        data, prefix = data[_ENVELOPE], (_ENVELOPE,)
    if not isinstance(data, dict) or not data:
        raise _invalid(
            document, [Problem(Code.NOT_A_MAPPING, "answers are a mapping from element ids to ratings")]
        )
    problems = [problem for each, rating in data.items() for problem in _check(rating, (*prefix, each))]
    if problems:
        raise _invalid(document, problems)

    def locate(element: str, place: DocumentPath) -> Location:
        return document.locate((*prefix, element, *place))

    return AnswersFile({each: _answers(rating) for each, rating in data.items()}, locate)


def _answers(rating: Any) -> RatingAnswers:
    if isinstance(rating, str):
        return RatingAnswers(level=rating)
    return RatingAnswers(**{key: value for key, value in (rating or {}).items() if value is not None})


def _check(rating: Any, path: DocumentPath) -> Iterator[Problem]:
    if rating is None or isinstance(rating, str):
        return
    if not isinstance(rating, dict):
        yield Problem(Code.WRONG_TYPE, "a rating is a mapping, or a level alone", path)
        return
    for key, value in rating.items():
        if key not in _KEYS:
            hint = did_you_mean(key, _KEYS) or f"; there are {', '.join(_KEYS)}"
            yield Problem(Code.UNKNOWN_KEY, f"a rating has no {quoted(key)}{hint}", (*path, key), "key")
        elif value is not None and not _fits(key, value):
            yield Problem(Code.WRONG_TYPE, f"{key} is {_expected(key)}", (*path, key))


def _fits(key: str, value: Any) -> bool:
    if key in _TEXTS:
        return isinstance(value, str)
    if key in _MAPPINGS:
        return isinstance(value, dict) and all(isinstance(entry, str) for entry in value.values())
    return isinstance(value, list) and all(isinstance(row, str | dict) for row in value)


def _expected(key: str) -> str:
    if key in _TEXTS:
        return "text"
    return "a mapping of words" if key in _MAPPINGS else "a list of rows"


def _invalid(document: Document, problems: list[Problem]) -> InvalidFile:
    return InvalidFile(document.source.file, [document.located(problem) for problem in problems])
