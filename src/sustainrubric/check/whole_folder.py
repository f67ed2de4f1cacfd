"""A folder as a whole: what no file by itself shows, told at each of the places (SR334, SR330 to SR332)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.problem import Code, DocumentPath, Finding, Location, Problem
from sustainrubric.base.text import listed, normalized, one_line, quoted
from sustainrubric.check.many import FileFindings, Subject, finding_in
from sustainrubric.records.find import overlooked
from sustainrubric.records.load import load
from sustainrubric.yaml.source import STANDARD_INPUT_SHOWN

_ALIKE = 0.85
"""How alike two names of agencies are, from 0 to 1, to be taken for two spellings of one."""

_NAMED = 3
"""Other files that a message names."""

_MOST = 20
"""Files told of that are one and the same; somebody who has more has copied a folder."""

About = tuple[str, Subject]
"""A file and what it is about."""


def check_folder(looked: Sequence[FileFindings], folders: Sequence[str]) -> Iterator[Finding]:
    """What the files say together; `folders` are those that were looked through."""
    about = sorted(
        (each.file, each.subject)
        for each in looked
        if each.subject is not None and each.file != STANDARD_INPUT_SHOWN
    )
    yield from _rounds_twice(about)
    yield from _reforms_under_two_ids(about)
    yield from _agencies_spelled_twice(about)
    for path, kind in overlooked(folders):
        message = (
            f"this file says that it is of the kind {kind}, but only names that end in .yaml, .yml, .md or "
            ".markdown are looked at: rename it, or delete it if it is a copy"
        )
        yield as_finding_at(path, Problem(Code.OVERLOOKED_FILE, message))


def as_finding_at(file: str, problem: Problem) -> Finding:
    """A finding about a file as a whole."""
    return Finding(Location(file, 1, 1), problem.code, problem.code.severity, problem.message)


def _rounds_twice(about: Sequence[About]) -> Iterator[Finding]:
    def key(subject: Subject) -> object:
        return normalized(subject.agency), subject.reform.casefold(), subject.round.casefold()

    for files in _together(about, key):
        for file, subject in files[:_MOST]:
            others = [other for other, _ in files if other != file]
            message = (
                f"the round {quoted(subject.round)} of {quoted(subject.reform)} stands in {_named(others)} too; "
                "keep one of the files, or give each round an id of its own"
            )
            yield from _told(file, Problem(Code.ROUND_TWICE, message, ("round", "id")))


def _reforms_under_two_ids(about: Sequence[About]) -> Iterator[Finding]:
    for files in _together(about, lambda one: (normalized(one.agency), normalized(one.reform_name))):
        yield from _differing(
            files, "the reform", lambda one: one.reform, Code.REFORM_UNDER_TWO_IDS, ("reform", "id")
        )
    for files in _together(about, lambda one: (normalized(one.agency), one.reform.casefold())):
        if len({normalized(subject.reform_name) for _, subject in files}) > 1:
            yield from _differing(
                files, "the reform", lambda one: one.reform, Code.REFORM_UNDER_TWO_IDS, ("reform", "id")
            )


def _agencies_spelled_twice(about: Sequence[About]) -> Iterator[Finding]:
    states: dict[str, str] = {}
    for _, subject in about:
        states.setdefault(subject.agency, subject.state)
    alike = {
        name
        for one, other in combinations(sorted(states), 2)
        if _is_same_agency(one, other, states)
        for name in (one, other)
    }
    files = [(file, subject) for file, subject in about if subject.agency in alike]
    yield from _differing(
        files, "the agency", lambda one: one.agency, Code.AGENCY_SPELLED_TWICE, ("agency", "name")
    )


def _is_same_agency(one: str, other: str, states: dict[str, str]) -> bool:
    if states[one] and states[other] and states[one].casefold() != states[other].casefold():
        return False
    return SequenceMatcher(None, normalized(one), normalized(other)).ratio() >= _ALIKE


def _differing(
    files: Sequence[About], what: str, word: Callable[[Subject], str], code: Code, path: DocumentPath
) -> Iterator[Finding]:
    """The files whose word for one thing is not that of the most, and the first that has that one."""
    words = [word(subject) for _, subject in files]
    if len(set(words)) < 2:
        return
    most = max(sorted(set(words)), key=words.count)
    first = next(file for file, subject in files if word(subject) == most)
    for file, subject in files:
        other = most if word(subject) != most else next(each for each in words if each != most)
        if word(subject) != most or file == first:
            where = first if word(subject) != most else next(f for f, s in files if word(s) == other)
            message = (
                f"{what} is {quoted(word(subject))} here and {quoted(other)} in {one_line(where)}; "
                "write it alike everywhere, or they are taken for two"
            )
            yield from _told(file, Problem(code, message, path))


def _together(about: Sequence[About], key: Callable[[Subject], object]) -> Iterator[list[About]]:
    """Files with one key, where there are two or more."""
    found: dict[object, list[About]] = defaultdict(list)
    for file, subject in about:
        found[key(subject)].append((file, subject))
    return (files for files in found.values() if len(files) > 1)


def _named(files: Iterable[str]) -> str:
    shown = [one_line(file) for file in files]
    more = len(shown) - _NAMED
    return listed([*shown[:_NAMED], f"{more} more"] if more > 0 else shown)


def _told(file: str, problem: Problem) -> Iterator[Finding]:
    """A problem at its place in a file, which is read again: few files have such a problem."""
    try:
        loaded = load(file)
    except Unreadable:
        yield as_finding_at(file, problem)
    else:
        yield finding_in(loaded.document.located(problem), loaded)
