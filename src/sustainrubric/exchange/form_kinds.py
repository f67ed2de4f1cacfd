"""The kinds of file that a form can be made of, and what a form that came back means for each."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from sustainrubric import __version__
from sustainrubric.base.errors import Unreadable, WrongUsage
from sustainrubric.base.text import did_you_mean, quoted
from sustainrubric.check.file import needed_worksheet, with_rubric
from sustainrubric.exchange.assessment_answers import Answers, choice, with_answers
from sustainrubric.exchange.assessment_form import assessment_form, choice_words, evidence_of
from sustainrubric.exchange.form_model import CellKey, Form
from sustainrubric.exchange.merge import CellChange, ItemCell
from sustainrubric.instruments.rubric_parts import is_below
from sustainrubric.interview.answers import Value
from sustainrubric.rating.rating_rows import members

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.interview.data import Plain
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.load import Loaded

# What a form is about, in the order in which a difference is told.
_SUBJECT = {
    "kind": "of the kind",
    "instrument": "of the instrument",
    "agency": "of the agency",
    "reform": "about the reform",
    "round": "of the round",
}

_LIST_ITEM = re.compile(r"(.+/)([1-9]\d*)((?:/[^/]+)?)")
"""The id of a worksheet's row that is one of a list: `organize/participants/2/role`."""


class FormKind(Protocol):
    """A file as it is now, with what a form needs of it."""

    def form(self) -> Form:
        """The form that would be made of the file now."""

    def item_of(self, key: CellKey) -> ItemCell | None:
        """Where a cell is one of an item in a list, such as an action: which."""

    def unit_of(self, key: CellKey) -> Hashable:
        """What names the cells that mean something only together; None for a cell by itself."""

    def written_as_ours(self, key: CellKey, text: str) -> str:
        """A word of a list as a form writes it, however it was typed; any other text as it is."""

    def answered(
        self, data: Plain, changes: Sequence[CellChange], texts: Mapping[CellKey, str], *, clearing: bool
    ) -> Answers:
        """The data with what came back in it."""


class AssessmentKind:
    def __init__(self, loaded: Loaded, elements: Sequence[str], *, actions: bool) -> None:
        _, self._assessment, self._rubric = with_rubric(loaded)
        self._data: Plain = loaded.document.data
        self._elements = elements
        self._actions = actions

    def form(self) -> Form:
        return assessment_form(
            self._assessment,
            self._data,
            self._rubric,
            elements=self._elements,
            actions=self._actions,
            version=__version__,
        )

    def item_of(self, key: CellKey) -> ItemCell | None:
        element, _, number = key.row.rpartition("#")
        return ItemCell(f"{element}#", int(number), "") if element and number.isdecimal() else None

    def unit_of(self, key: CellKey) -> Hashable:
        return evidence_of(key)

    def written_as_ours(self, key: CellKey, text: str) -> str:
        if key.column == "owner":
            names = {member: name for member, name in members(self._data).items() if name}
            return names.get(text.strip(), text)
        words = choice_words(key.column, self._rubric)
        return text if words is None else _as_listed(text, words)

    def answered(
        self, data: Plain, changes: Sequence[CellChange], texts: Mapping[CellKey, str], *, clearing: bool
    ) -> Answers:
        return with_answers(data, changes, texts, self._rubric, clearing=clearing)


class WorksheetKind:
    def __init__(self, loaded: Loaded) -> None:
        self._worksheet, self._definition = needed_worksheet(loaded)
        self._data: Plain = loaded.document.data

    def form(self) -> Form:
        # Imported late here and below: most forms are of assessments.
        from sustainrubric.exchange.worksheet_form import worksheet_form

        return worksheet_form(self._worksheet, self._data, self._definition, version=__version__)

    def item_of(self, key: CellKey) -> ItemCell | None:
        found = _LIST_ITEM.fullmatch(key.row)
        return ItemCell(found[1], int(found[2]), found[3]) if found else None

    def unit_of(self, key: CellKey) -> Hashable:
        return None

    def written_as_ours(self, key: CellKey, text: str) -> str:
        from sustainrubric.exchange.worksheet_form import worksheet_word

        return worksheet_word(key, text)

    def answered(
        self, data: Plain, changes: Sequence[CellChange], texts: Mapping[CellKey, str], *, clearing: bool
    ) -> Answers:
        from sustainrubric.exchange.worksheet_form import worksheet_answers

        return worksheet_answers(data, changes, texts, self._definition)


class BallotKind:
    """One rater's ballot; `data` is what its file says, or the head of one that is not there yet."""

    def __init__(
        self, assessment: Assessment, rubric: Rubric, rater: str, data: Plain, elements: Sequence[str]
    ) -> None:
        self._assessment = assessment
        self._rubric = rubric
        self._rater = rater
        self._data = data
        self._elements = elements

    def form(self) -> Form:
        from sustainrubric.exchange.ballot_form import ballot_form

        return ballot_form(
            self._assessment,
            self._data,
            self._rubric,
            self._rater,
            elements=self._elements,
            version=__version__,
        )

    def item_of(self, key: CellKey) -> ItemCell | None:
        return None

    def unit_of(self, key: CellKey) -> Hashable:
        return evidence_of(key)

    def written_as_ours(self, key: CellKey, text: str) -> str:
        from sustainrubric.exchange.ballot_form import vote_words

        return _as_listed(text, vote_words(self._rubric)) if key.column == "level" else text

    def answered(
        self, data: Plain, changes: Sequence[CellChange], texts: Mapping[CellKey, str], *, clearing: bool
    ) -> Answers:
        from sustainrubric.exchange.ballot_form import ballot_answers

        return ballot_answers(data, changes, texts, self._rubric, clearing=clearing)


def kind_of(loaded: Loaded, *, only: Sequence[str] = (), actions: bool = False) -> FormKind:
    """What a form of a file is made by; `only` are ids of elements, variables or categories.

    Raises:
        InvalidFile: the file has errors, or is of a kind that has no form.
        WrongUsage: an option does not fit the file.
    """
    if loaded.kind == "worksheet":
        if only or actions:
            raise WrongUsage("--only and --actions are for assessments; this is a worksheet")
        return WorksheetKind(loaded)
    _, _, rubric = with_rubric(loaded)
    return AssessmentKind(loaded, elements_below(rubric, only), actions=actions)


def kind_for(loaded: Loaded, about: Mapping[str, str]) -> FormKind:
    """As `kind_of`, of the same parts as a form that came back."""
    if loaded.kind == "worksheet":
        return WorksheetKind(loaded)
    _, _, rubric = with_rubric(loaded)
    # A form of another rubric asks about elements that this one may not have; `check_subject` says so.
    elements = [element for element in about.get("elements", "").split() if element in rubric.elements]
    return AssessmentKind(loaded, elements, actions=about.get("actions") == "yes")


def _as_listed(text: str, words: Mapping[str, str]) -> str:
    found = choice(text, words, "") if text.strip() else None
    return words[found.value] if isinstance(found, Value) else text


def check_subject(name: str, about: Mapping[str, str], file: str, now: Mapping[str, str]) -> None:
    """Refuse a form that is about something else than a file.

    Raises:
        Unreadable: it is of another kind, instrument, agency, reform or round; the message says which.
    """
    for key, words in _SUBJECT.items():
        theirs, ours = about.get(key, ""), now.get(key, "")
        if theirs != ours:
            raise Unreadable(f"{name}: is {words} {quoted(theirs)}, and {file} {words} {quoted(ours)}")


def elements_below(rubric: Rubric, only: Sequence[str]) -> list[str]:
    """The elements that ids of elements, variables or categories name, in the rubric's order."""
    if not only:
        return list(rubric.elements)
    found: set[str] = set()
    for part in only:
        below = [element for element in rubric.elements if is_below(element, part)]
        if not below:
            raise WrongUsage(
                f"--only: {rubric.reference} has no element, variable or category {quoted(part)}"
                f"{did_you_mean(part, rubric.elements)}"
            )
        found.update(below)
    return [element for element in rubric.elements if element in found]
