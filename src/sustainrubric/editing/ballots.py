"""Ballots made and put in their place: empty ones, cards for the second vote, those that came by mail."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from sustainrubric.base.errors import InvalidFile, RefusedToWrite, WrongUsage
from sustainrubric.base.text import as_known, counted, did_you_mean, quoted
from sustainrubric.check.file import checked, inspect, needed_assessment
from sustainrubric.disk.save import write_new
from sustainrubric.editing.user_file import open_for_session, save_once
from sustainrubric.interview.data import put
from sustainrubric.panel.skeleton import ballot_skeleton
from sustainrubric.panel.sources import panel_of, read_ballots, read_panel
from sustainrubric.panel.spread import panel_spread
from sustainrubric.panel.words import ballots_in
from sustainrubric.rating.check_ballot import check_ballot_of_panel
from sustainrubric.records.assessment import Assessment, Panel
from sustainrubric.records.ballot import Ballot
from sustainrubric.records.find_ballots import ballot_file, ballots_folder, files_beside, first_of_each
from sustainrubric.records.load import Loaded, load_bytes
from sustainrubric.yaml.front_matter import is_markdown
from sustainrubric.yaml.source import read_bytes


class _Arrived(NamedTuple):
    """A ballot that came by mail, checked, with its bytes as they came and the second vote as it is written."""

    file: str
    ballot: Ballot
    content: bytes
    again: object


def ballot_text(file: str, rater: str, form: str, *, again: bool = False) -> str:
    """An empty ballot as a page or as YAML; `again` is the page for the second vote, beside the first one.

    Raises:
        WrongUsage: the assessment has no panel, or it names no such rater, or nothing was voted yet.
    """
    loaded, assessment, rubric = needed_assessment(file)
    rater = rater_named(panel_of(assessment, loaded.file), rater, loaded.file)
    if form == "yaml":
        if again:
            raise WrongUsage("a second vote goes into the ballot that is there: `sustain panel vote --again`")
        return ballot_skeleton(assessment, rubric, rater)
    from sustainrubric.panel.ballot_page import ballot_page

    return ballot_page(assessment, rubric, rater, _first_vote(file, rater) if again else None)


def _first_vote(file: str, rater: str) -> Ballot:
    ballot = read_ballots(file).get(rater)
    if ballot is None:
        raise WrongUsage(f"the ballot of {rater} is not in yet; the second vote comes after the first")
    return ballot


def card_text(file: str, rater: str, *, reveal: bool = False) -> str:
    """One rater's own votes inside the group's distribution, as a page.

    Raises:
        WrongUsage: not all ballots are in yet and `reveal` is not set, the rater's own is not in, or there is
            no such rater.
    """
    from sustainrubric.panel.card import card_page

    files = read_panel(file)
    rater = rater_named(files.panel, rater, file)
    votes = files.votes
    spread = panel_spread(files.assessment, votes, files.rubric)
    if rater in spread.missing:
        raise WrongUsage(f"{ballots_in(spread)}; a rater sees the others' votes only after the own vote")
    if not spread.is_complete and not reveal:
        raise WrongUsage(
            f"{ballots_in(spread)}; make cards when all are, or go on without them with --reveal"
        )
    return card_page(files.assessment, files.rubric, spread, votes, rater)


def rater_named(panel: Panel, typed: str, file: str) -> str:
    """The rater that somebody means, in any case.

    Raises:
        WrongUsage: it is the facilitator, or nobody that the panel names.
    """
    rater = as_known(typed, [*panel.raters, *([panel.facilitator] if panel.facilitator else [])])
    if rater == panel.facilitator:
        raise WrongUsage(f"{rater} leads the panel of {file} and does not vote")
    if rater not in panel.raters:
        hint = did_you_mean(rater, panel.raters) or f"; it names {', '.join(panel.raters)}"
        raise WrongUsage(f"the panel of {file} has no rater {quoted(rater)}{hint}")
    return rater


def collect_ballots(
    file: str,
    ballots: Sequence[str],
    *,
    dry_run: bool,
    replace: bool,
    contents: Sequence[tuple[str, bytes]] = (),
) -> Iterator[str]:
    """Put ballots beside their assessment, all or none; gives what to tell. No level is in any message.

    `contents` are ballots that are in no file of their own, each with the name that messages call it.

    Raises:
        InvalidFile, Unreadable: a ballot cannot be read, is not valid, or belongs to another assessment.
        RefusedToWrite: a rater has another ballot there already.
    """
    loaded, assessment, rubric = needed_assessment(file)
    panel_of(assessment, file)
    come = [*((ballot, _ballot_bytes(ballot)) for ballot in ballots), *contents]
    arrived = [_checked(name, content, loaded, assessment) for name, content in come]
    _each_once(arrived)
    there = _there(file)
    wanted, second = [], []
    for each in arrived:
        target = there.get(each.ballot.rater) or ballot_file(file, each.ballot.rater)
        if _is_second_vote(each.ballot):
            if _adds_to(each.ballot, target, replace=replace):
                second.append((each, target))
            else:
                yield f"{each.ballot.rater}: {target} has this second vote already"
            continue
        if os.path.exists(target):
            if read_bytes(target) == each.content:
                yield f"{each.ballot.rater}: {target} is this very ballot already"
                continue
            if not replace:
                raise RefusedToWrite(
                    f"nothing was collected: {each.ballot.rater} has a ballot already, {target}; "
                    "--replace puts the new one in its place"
                )
        wanted.append((each, target))
    for each, target in wanted:
        if not dry_run:
            Path(ballots_folder(file)).mkdir(exist_ok=True)
            write_new(target, each.content, force=replace)
        answered = {*each.ballot.ratings, *each.ballot.stands_back} & set(rubric.elements)
        did = "would go to" if dry_run else "is in"
        yield f"{each.ballot.rater}: {len(answered)} of {len(rubric.elements)} elements; {did} {target}"
    for each, target in second:
        if not dry_run:
            yield from _add_second_vote(each.again, target)
        count = counted(len(each.ballot.again), "element")
        did = "would go into" if dry_run else "is in"
        yield f"{each.ballot.rater}: second vote on {count}; {did} {target}"
    if not dry_run:
        yield _how_many(file)


def _is_second_vote(ballot: Ballot) -> bool:
    """Whether it holds nothing but a second vote, as the page for that saves it."""
    return bool(ballot.again) and not ballot.ratings and not ballot.stands_back


def _adds_to(ballot: Ballot, target: str, *, replace: bool) -> bool:
    """Whether a second vote can go to the first one, False where it is there already.

    Raises:
        WrongUsage: the first one is not in.
        RefusedToWrite: there is another second vote.
    """
    if not os.path.exists(target):
        raise WrongUsage(f"nothing was collected: the first vote of {ballot.rater} is not in yet")
    there = inspect(target).model_as(Ballot).again
    if there == ballot.again:
        return False
    if there and not replace:
        raise RefusedToWrite(
            f"nothing was collected: {ballot.rater} has a second vote already, in {target}; "
            "--replace puts the new one in its place"
        )
    return True


def _add_second_vote(again: object, target: str) -> Sequence[str]:
    """Write a second vote into the ballot of the first one, and leave the rest of that as it is."""
    with open_for_session(target, session=False) as opened:
        return save_once(opened, put(opened.data, ("again",), again))


def _ballot_bytes(name: str) -> bytes:
    if is_markdown(name):
        raise WrongUsage(f"{name}: a ballot is a YAML file")
    return read_bytes(name)


def _checked(name: str, content: bytes, opened: Loaded, assessment: Assessment) -> _Arrived:
    # A ballot comes from anywhere; the instruments are those around the assessment.
    loaded = checked(replace(load_bytes(content, name), instruments=opened.instruments))
    ballot = loaded.model_as(Ballot)
    loaded = loaded.with_problems(check_ballot_of_panel(ballot, assessment, opened.file))
    errors = [found for found in loaded.problems if found.problem.code.severity == "error"]
    if errors:
        raise InvalidFile(name, errors)
    return _Arrived(name, ballot, content, loaded.document.data.get("again"))


def _each_once(arrived: Sequence[_Arrived]) -> None:
    seen: dict[str, str] = {}
    for each in arrived:
        rater = each.ballot.rater
        if rater in seen:
            raise WrongUsage(f"{seen[rater]} and {each.file} are both of {rater}; collect one of them")
        seen[rater] = each.file


def _there(file: str) -> dict[str, str]:
    """The files of the raters whose ballots are in; what is no ballot in order there is nobody's."""
    loaded = {name: inspect(name).model for name in files_beside(file)}
    return first_of_each({name: model for name, model in loaded.items() if isinstance(model, Ballot)})


def _how_many(file: str) -> str:
    try:
        files = read_panel(file)
    except InvalidFile as error:
        return f"not all ballots there are in order: {error}"
    spread = panel_spread(files.assessment, files.votes, files.rubric)
    return (
        f"{ballots_in(spread)}."
        if spread.is_complete
        else f"{ballots_in(spread)}; `sustain panel spread` shows the votes then."
    )


def own_ballot_file(file: str, rater: str) -> str:
    """Where a rater's ballot lies, or is to lie.

    Raises:
        InvalidFile, Unreadable: a ballot there cannot be read.
    """
    return _there(file).get(rater) or ballot_file(file, rater)
