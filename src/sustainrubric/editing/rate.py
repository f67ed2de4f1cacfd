"""What `sustain rate` does: put the answers into the file, all or none of them, save, and say what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sustainrubric.base.errors import RefusedToWrite, WrongUsage
from sustainrubric.base.problem import Code, LocatedProblem
from sustainrubric.base.text import quoted, tidied
from sustainrubric.check.text import as_text
from sustainrubric.editing.answers_file import AnswersFile
from sustainrubric.editing.rating_session import assessment_in
from sustainrubric.editing.user_file import UserFile, errors_of, open_for_session, save_once
from sustainrubric.interview.answers import Rejected
from sustainrubric.interview.data import Plain, drop, put
from sustainrubric.panel.sources import votes_waiting
from sustainrubric.rating.change_words import change_lines
from sustainrubric.rating.edit import AnswerRejected, RatingAnswers, element_named
from sustainrubric.rating.edit import rate as apply
from sustainrubric.rating.script import RatingScript
from sustainrubric.rating.sign_off import signed
from sustainrubric.rating.team import with_member
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.load import Loaded
from sustainrubric.terminal.console import note
from sustainrubric.yaml.rewrite import CannotEdit
from sustainrubric.yaml.writer import plain, with_lists


@dataclass(frozen=True)
class Given:
    """The options of one `sustain rate`, as typed."""

    level: str | None = None
    rationale: str | None = None
    dissent: str | None = None
    evidence: Sequence[str] = ()
    criteria: Sequence[str] = ()
    look_fors: Sequence[str] = ()
    target: str | None = None
    priority: str | None = None
    actions: Sequence[str] = ()
    unset: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        return all(value is None or value == () for value in vars(self).values())

    def answers(self) -> RatingAnswers:
        return RatingAnswers(
            level=self.level,
            rationale=self.rationale,
            dissent=self.dissent,
            criteria=_pairs(self.criteria, "--criterion", "1=strong"),
            look_fors=_pairs(self.look_fors, "--look-for", "L1=seen"),
            evidence=self.evidence,
            target=self.target,
            priority=self.priority,
            actions=self.actions,
            unset=self.unset,
        )


@dataclass(frozen=True)
class Beside:
    """What is recorded beside ratings: members of the team, and who signs all of it, on a day."""

    members: Sequence[str]
    sign: str | None
    day: date
    unsign: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.members and self.sign is None and not self.unsign


def record(
    file: str,
    element: str | None,
    given: Given,
    source: str | None,
    beside: Beside,
    *,
    backup: bool,
) -> None:
    """Put ratings into an assessment; a file that says all of it already keeps its bytes.

    Members of the team come first: actions may name them. Who signs stands by the file as it is then.

    Raises:
        WrongUsage: an answer cannot be taken; nothing was written.
        RefusedToWrite: the file cannot be saved, or a session is open on it.
    """
    wanted = _wanted(element, given, source, beside)
    with open_for_session(file, session=False, backup=backup) as opened:
        before = opened.data
        data, elements = _with_answers(opened, _with_members(before, beside.members), wanted)
        if beside.unsign:
            data = dict(drop(data, ("signed",)))
        if beside.sign is not None:
            data = _with_sign_off(opened, data, beside.sign, beside.day)
        found = _findings(opened, data, elements)
        waiting = votes_waiting(file, *assessment_in(opened))
        said = list(change_lines(before, plain(with_lists(data))))
        saved = save_once(opened, data) if said else ()
        news = [f"{line}; saved" for line in said] or [f"{file}: nothing to change"]
        for text in [*news, *saved, *map(as_text, found), *([waiting] if waiting else [])]:
            note(text)


def _wanted(element: str | None, given: Given, source: str | None, beside: Beside) -> AnswersFile:
    if source is not None:
        if element is not None or not given.is_empty:
            raise WrongUsage("--answers brings whole ratings; leave the element and the other options out")
        from sustainrubric.editing.answers_file import read_answers

        return read_answers(source)
    if element is None and not beside.is_empty and given.is_empty:
        return AnswersFile({})
    if element is None or given.is_empty:
        raise WrongUsage(
            "name an element and what to record of it, or a file of ratings with --answers FILE; "
            "`sustain help rate` has examples"
        )
    return AnswersFile({element: given.answers()})


def _with_members(data: Plain, members: Sequence[str]) -> Plain:
    for typed in members:
        outcome = with_member(data, typed)
        if isinstance(outcome, Rejected):
            raise WrongUsage(f"--member: {outcome.reason}; nothing was written")
        data = outcome
    return data


def _with_answers(opened: UserFile, data: Plain, wanted: AnswersFile) -> tuple[Plain, Mapping[str, str]]:
    """The data with all answers in it, and the elements they are about, each as it was typed."""
    _, rubric = assessment_in(opened)
    script = RatingScript(rubric, tuple(rubric.elements))
    elements: dict[str, str] = {}
    refused = []
    for typed, answers in wanted.ratings.items():
        named = element_named(rubric, typed)
        if not isinstance(named, Rejected) and named in elements:
            named = Rejected(f"{quoted(elements[named])} and {quoted(typed)} are one element; name it once")
        if isinstance(named, Rejected):
            refused.append(wanted.placed(typed, (), named.reason))
            continue
        elements[named] = typed
        outcome = apply(script, data, named, answers)
        if isinstance(outcome, tuple):
            for one in outcome:
                place = one.place if isinstance(one, AnswerRejected) else ()
                refused.append(wanted.placed(typed, place, one.reason))
        else:
            data = outcome
    if refused:
        raise WrongUsage("\n".join(refused) + "; nothing was written")
    return data, elements


def _with_sign_off(opened: UserFile, data: Plain, by: str, day: date) -> Plain:
    """The data with a sign-off of all of it; a file with errors is not one to stand by."""
    by = tidied(by)
    if not by.strip() or "\n" in by:
        raise WrongUsage("--sign: write who signs, by id or by name; nothing was written")
    meant = _meant(opened, data)
    errors = errors_of(meant)
    if errors:
        raise WrongUsage(f"not signed: {as_text(errors[0])}; mend that first; nothing was written")
    assert isinstance(meant.model, Assessment)
    result: Plain = put(data, ("signed",), signed(meant.model, by, day))
    return result


def _meant(opened: UserFile, data: Plain) -> Loaded:
    try:
        return opened.meant(data)
    except CannotEdit as error:
        raise RefusedToWrite(f"not saved: {error}") from error


def _findings(opened: UserFile, data: Plain, elements: Mapping[str, str]) -> list[LocatedProblem]:
    """What is to be said of the elements as they are to be rated; an error that was not there is refused."""
    meant = _meant(opened, data)
    before = {found.problem for found in opened.errors}
    for found in errors_of(meant):
        if found.problem not in before:
            raise WrongUsage(f"{found.problem.message}; nothing was written")
    return [
        found
        for found in meant.problems
        if _element_of(found) in elements or found.problem.code is Code.CHANGED_SINCE_SIGNED
    ]


def _element_of(found: LocatedProblem) -> str:
    path = found.problem.path
    return str(path[1]) if path[:1] == ("ratings",) and len(path) > 1 else ""


def _pairs(typed: Sequence[str], option: str, example: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair in typed:
        key, sign, value = (part.strip() for part in pair.partition("="))
        if not sign or not key or not value:
            raise WrongUsage(f"{option} {pair!r}: write it as {example}")
        if key in pairs:
            raise WrongUsage(f"{option} {key} is given twice")
        pairs[key] = value
    return pairs
