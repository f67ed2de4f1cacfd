"""Before a copy goes to the cabinet or the public: whether a text names somebody whom the files know (SR360, SR361).

A program cannot tell a name from any other word. It can tell the names that it knows: those of teams,
participants, owners of actions and raters, their ids and contacts, and evidence that is sensitive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.problem import Code, LocatedProblem, Location, Problem
from sustainrubric.base.text import normalized, quoted
from sustainrubric.check.free_text import FreeText, free_texts
from sustainrubric.records.find_ballots import files_beside
from sustainrubric.records.load import load
from sustainrubric.yaml.front_matter import is_markdown, parse_front_matter
from sustainrubric.yaml.reader import parse

if TYPE_CHECKING:
    from sustainrubric.pages.frame import Audience
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.records.load import Loaded
    from sustainrubric.records.worksheet import Worksheet
    from sustainrubric.yaml.reader import Document
    from sustainrubric.yaml.source import TextSource

_SHORTEST = 3
"""Letters of a family name, or of an id that is found whatever its capitals."""

_LINES = 60
"""How far below the place of a text a word of it is looked for."""

# A person's name and nothing else: `M. Lopez`, `Ana de la Cruz`; not `Office of Standards, room 2`.
_PERSON = re.compile(r"[^\W\d_][^\W\d_.'-]*\.?(?:[ .'-]+[^\W\d_][^\W\d_'-]*\.?){1,4}")

_WHO = {
    "public": "names are left out of a version for the public",
    "cabinet": "this version goes beyond the team",
}


class KnownNames:
    """The people and the sensitive evidence of all files that one product is made of."""

    def __init__(self, audience: Audience) -> None:
        self._audience = audience
        # Not the documents: a folder of ten thousand files would not leave room for them.
        self._files: list[tuple[TextSource, list[FreeText]]] = []
        self._whole: set[str] = set()
        self._exact: set[str] = set()
        self._names: set[str] = set()
        self._shown: set[str] = set()
        self._evidence: set[str] = set()

    def add(self, loaded: Loaded) -> Loaded:
        """Take in a file; for the team nothing is looked for, and nothing kept."""
        if self._audience != "team" and loaded.model is not None:
            self._files.append((loaded.document.source, list(free_texts(loaded.model, self._audience))))
            self._learn(loaded)
        return loaded

    def problems(self) -> list[LocatedProblem]:
        """Every text that names what is known, at its place, one for each word."""
        names = self._names - self._shown
        people = (
            _Phrases((self._whole | names) - self._shown),
            _Phrases(self._exact.union(*map(_family_name, names)), exact=True),
        )
        evidence = (_Phrases(self._evidence if self._audience == "public" else ()),)
        found: set[LocatedProblem] = set()
        for source, texts in self._files:
            named = [
                (code, text, word)
                for text in texts
                for code, phrases in ((Code.PERSON_NAMED, people), (Code.SENSITIVE_NAMED, evidence))
                for word in _words(phrases, " ".join(text.text.split()))
                if code is Code.PERSON_NAMED or not _is_left_out(text, word)
            ]
            if named:
                document = parse_front_matter(source) if is_markdown(source.file) else parse(source)
                found.update(_located(document, *one, self._audience) for one in named)
        return sorted(found, key=lambda one: one.sort_key)

    def _learn(self, loaded: Loaded) -> None:
        from sustainrubric.records.assessment import Assessment
        from sustainrubric.records.worksheet import Worksheet

        if isinstance(loaded.model, Assessment):
            self._learn_assessment(loaded.model, loaded.file)
        elif isinstance(loaded.model, Worksheet):
            self._learn_worksheet(loaded.model)

    def _learn_assessment(self, assessment: Assessment, file: str) -> None:
        self._shown |= {assessment.agency.name, assessment.reform.name}
        for member in assessment.team:
            self._learn_id(member.id)
            self._names.add(member.name)
        if assessment.panel is not None:
            for rater in (*assessment.panel.raters, assessment.panel.facilitator or ""):
                self._learn_id(rater)
        for rating in assessment.ratings.values():
            for action in rating.actions:
                self._learn_id(action.owner or "")
            for item in rating.evidence:
                if item.sensitive:
                    self._evidence |= {item.what, item.where or ""}
        for rater in _raters_beside(file):
            self._learn_id(rater)

    def _learn_worksheet(self, worksheet: Worksheet) -> None:
        for one in worksheet.organize.participants:
            self._names.add(one.name)
            self._whole.add(one.contact or "")
            self._shown.add(one.department or "")
        for step in worksheet.actions:
            # An owner may be an office, which the participants' departments show to everybody.
            self._names.add(step.owner or "")

    def _learn_id(self, word: str) -> None:
        if len(word) >= _SHORTEST:
            self._whole.add(word)
        elif any(letter.isdigit() for letter in word):
            self._exact.add(word)


def _family_name(name: str) -> set[str]:
    """The last word of what looks like the name of a person, else nothing."""
    family = name.split()[-1] if _PERSON.fullmatch(name) else ""
    return {family} if len(family) >= _SHORTEST and family[:1].isupper() else set()


def _is_left_out(text: FreeText, word: str) -> bool:
    """Whether a text is the evidence itself in another round, where it is left out as well."""
    return "evidence" in text.path and normalized(text.text) == normalized(word)


def _raters_beside(file: str) -> Iterator[str]:
    from sustainrubric.records.ballot import Ballot

    try:
        ballots = [load(name) for name in files_beside(file)]
    except Unreadable:
        return
    for loaded in ballots:
        if isinstance(loaded.model, Ballot):
            yield loaded.model.rater


class _Phrases:
    """Words and phrases to find in texts, each whole; without regard to capitals unless `exact`.

    They are looked up by their first word: the names of a large folder are many.
    """

    def __init__(self, words: Iterable[str], *, exact: bool = False) -> None:
        self._exact = exact
        self._by_first: dict[str, list[tuple[str, int]]] = {}
        for phrase in sorted({self._folded(_plain(" ".join(word.split()))) for word in words}):
            first = _WORD.search(phrase)
            if first is not None:
                self._by_first.setdefault(first.group(), []).append((phrase, first.start()))

    def found_in(self, text: str) -> Iterator[str]:
        """The phrases as the text has them, where it has them."""
        if not self._by_first:
            return
        plain = _plain(text)
        text = text if len(text) == len(plain) else plain
        folded = self._folded(plain)
        for word in _WORD.finditer(folded):
            for phrase, offset in self._by_first.get(word.group(), ()):
                start = word.start() - offset
                end = start + len(phrase)
                is_whole = not _is_word(folded[end : end + 1]) or not _is_word(phrase[-1:])
                if start >= 0 and folded[start:end] == phrase and is_whole:
                    yield text[start:end]

    def _folded(self, text: str) -> str:
        return text if self._exact else text.lower()


_WORD = re.compile(r"\w+")


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _words(phrases: Iterable[_Phrases], text: str) -> list[str]:
    """What the phrases find, each once and none that is a part of another."""
    found = list(dict.fromkeys(word for one in phrases for word in one.found_in(text)))
    folded = [normalized(word) for word in found]
    return [
        word
        for word, low in zip(found, folded, strict=True)
        if not any(low != other and low in other for other in folded)
    ]


def _plain(text: str) -> str:
    """Text without accents, capitals as they are: `López` is found as `Lopez`, and the other way round."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _located(document: Document, code: Code, text: FreeText, word: str, audience: Audience) -> LocatedProblem:
    if code is Code.PERSON_NAMED:
        message = f"{quoted(word)} stands in this text, and {_WHO[audience]}; write the role, or an office"
    else:
        message = (
            f"{quoted(word)} is evidence marked as sensitive, and this text names it; say it without that"
        )
    problem = Problem(code, message, text.path)
    return LocatedProblem(_place_of(document.source, document.located(problem).location, word), problem)


def _place_of(source: TextSource, start: Location, word: str) -> Location:
    """Where in a text of several lines the word stands; where the text begins, if a line break is in it."""
    for number in range(start.line, start.line + _LINES):
        line = _plain(source.line(number)).lower()
        before = start.column - 1 if number == start.line else 0
        column = line.find(_plain(word).lower(), before)
        if column >= 0:
            return Location(start.file, number, column + 1)
    return start
