"""`sustain history`: the trend of one file, out of git alone."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import Unreadable
from sustainrubric.cli.shared_options import Force, Output
from sustainrubric.cli.trend import TrendFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.disk.revisions import FileVersion, Repository
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.rounds.model import RatedRound, Trend


def history(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE | FOLDER", help="An assessment that git keeps, or a folder of them."),
    ],
    tags: Annotated[bool, typer.Option("--tags", help="A point for each tag, not for each commit.")] = False,
    until: Annotated[str, typer.Option("--until", metavar="REV", help="The revision to end with.")] = "HEAD",
    form: Annotated[
        TrendFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Follow the ratings of one file through git: a point for each commit that changed one.

    Nothing is checked out. Renames are followed as far as the file is about the same reform of the same
    agency; of a merged branch the merge counts. The first point is the first version that rates an element.
    """
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.one_file import assessments_in
    from sustainrubric.cli.trend import format_for, show_trends
    from sustainrubric.terminal.console import note

    chosen_format = format_for(form, output)
    if file == "-":
        raise WrongUsage("git keeps files, and not what is on standard input; name a file")
    files = assessments_in([file])
    trends = []
    for each in files:
        try:
            trends.append(_history_of(each, until, tags=tags))
        except NoHistory as error:
            if len(files) == 1:
                raise
            note(f"left out: {error}")
    if not trends:
        raise NoHistory(
            f"{file}: git has no version of an assessment in it; `git add` and `git commit` them first"
        )
    show_trends(trends, form=chosen_format, output=output, inputs=files, force=force)


class NoHistory(Unreadable):
    """Git has no version of a file that says anything."""


def _history_of(file: str, until: str, *, tags: bool) -> Trend:
    """The trend of one file.

    Raises:
        NoHistory: git has none of it.
    """
    from sustainrubric.disk.revisions import repository_and_path, resolve, tagged, versions
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.rounds.sources import ways_for
    from sustainrubric.rounds.subject import from_first_rating
    from sustainrubric.rounds.trend import trend as follow
    from sustainrubric.terminal.console import note
    from sustainrubric.yaml.why_unreadable import what_is_there

    repository, path = repository_and_path(file)
    head = resolve(repository, until)
    chosen = versions(repository, head, path)
    if not chosen:
        why = "; `git add` and `git commit` it first" if os.path.lexists(file) else what_is_there(file)
        raise NoHistory(f"{file}: git has no commit of this file on the way to {until}{why}")
    finder = InstrumentFinder()
    newest = None
    if tags:
        names = dict.fromkeys(name for version in reversed(chosen) for name in version.paths)
        # What a tag has under an older name counts only where it is about what the file is about now.
        newest = next(iter(_readable(repository, chosen[-1:], finder)), None)
        chosen = tagged(repository, head, list(names))
    rounds = _changed(from_first_rating(_of_one_reform(_readable(repository, chosen, finder), newest)))
    if not rounds:
        raise NoHistory(
            f"{file}: no version that git has of it can be read as an assessment; "
            "`sustain validate` says what is wrong with a file"
        )
    if repository.shallow:
        note("this clone is shallow: its history is cut off; `git fetch --unshallow` brings the rest")
    ways = ways_for([], finder, file).between_or_by_words
    return follow(rounds, ways)


def _readable(
    repository: Repository, chosen: Sequence[FileVersion], finder: InstrumentFinder
) -> list[RatedRound]:
    """The versions that are sound assessments; says how many are not."""
    from sustainrubric.base.text import counted
    from sustainrubric.disk.revisions import contents
    from sustainrubric.terminal.console import note, with_progress

    rounds, broken = [], []
    found = contents(repository, chosen)
    for _, (version, content) in zip(with_progress(chosen, "reading"), found, strict=True):
        one = _rated(content, version, repository.folder, finder)
        if one is not None:
            rounds.append(one)
        elif content is not None:
            broken.append(version.name)
    if broken:
        note(f"left out: {counted(len(broken), 'version')} with errors ({', '.join(broken[:5])})")
    return rounds


def _rated(
    content: bytes | None, version: FileVersion, top: str, finder: InstrumentFinder
) -> RatedRound | None:
    import os
    from dataclasses import replace

    from sustainrubric.base.errors import InvalidFile
    from sustainrubric.disk.read import why_replaced
    from sustainrubric.rounds.sources import rated_round

    if content is None or why_replaced(content):
        return None
    try:
        one = rated_round(content, version.paths[0], place=os.path.join(top, version.paths[0]), finder=finder)
    except InvalidFile:
        return None
    return replace(one, name=version.name, day=version.day, author=version.author, message=version.subject)


def _of_one_reform(rounds: Sequence[RatedRound], newest: RatedRound | None) -> Sequence[RatedRound]:
    """The newest versions that are about one reform; says where the file was about another one before.

    `newest` says which reform that is, else the last of the rounds.
    """
    from sustainrubric.base.text import one_line, quoted
    from sustainrubric.records.agency_names import RENAMED
    from sustainrubric.rounds.subject import of_one_reform
    from sustainrubric.terminal.console import note

    found = of_one_reform(rounds, newest)
    if found.other is not None:
        before, now = found.other, newest or rounds[-1]
        is_reform = before.assessment.reform.id != now.assessment.reform.id
        what = (
            f"the reform {quoted(before.assessment.reform.id)}"
            if is_reform
            else f"the agency {quoted(before.agency.name)}{RENAMED}"
        )
        note(f"left out: {one_line(before.name)} and what is before it, which is about {what}")
    return found.rounds


def _changed(rounds: Sequence[RatedRound]) -> list[RatedRound]:
    """The first of the rounds, and each that rates an element otherwise than the one before."""
    from sustainrubric.rating.score import score

    kept, before = [], None
    for one in rounds:
        card = score(one.assessment, one.rubric)
        now = [(element.id, element.level, element.given) for element in card.elements]
        if now != before:
            kept.append(one)
        before = now
    return kept
