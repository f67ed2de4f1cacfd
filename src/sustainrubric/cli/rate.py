"""`sustain rate`: record ratings without a dialogue."""

from __future__ import annotations

from typing import Annotated

import typer

from sustainrubric.cli.shared_options import Backup


def rate(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The assessment to change.")],
    element: Annotated[
        str | None, typer.Argument(metavar="[ELEMENT]", help="The element's id: 1.A.i.")
    ] = None,
    level: Annotated[
        str | None,
        typer.Argument(
            metavar="[LEVEL]", help="inadequate, emerging, strong, exemplary, unknown or not-applicable."
        ),
    ] = None,
    rationale: Annotated[str | None, typer.Option(metavar="TEXT", help="Why this level.")] = None,
    dissent: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What those say who see it differently.")
    ] = None,
    evidence: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ROW", help="'what | where | date | review by', dates as YYYY-MM-DD; may be repeated."
        ),
    ] = None,
    criterion: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER=LEVEL", help="A criterion's level, as 1=strong; may be repeated."),
    ] = None,
    look_for: Annotated[
        list[str] | None,
        typer.Option(metavar="L1=SEEN", help="L1=seen, partly or not-seen; may be repeated."),
    ] = None,
    target: Annotated[str | None, typer.Option(metavar="LEVEL", help="The level to reach.")] = None,
    priority: Annotated[
        str | None, typer.Option(metavar="high|medium|low", help="How much it matters.")
    ] = None,
    action: Annotated[
        list[str] | None, typer.Option(metavar="ROW", help="'what | owner | YYYY-MM-DD'; may be repeated.")
    ] = None,
    unset: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WHAT", help="Take back: target, criterion=1, evidence=WHAT, signed ...; may be repeated."
        ),
    ] = None,
    member: Annotated[
        list[str] | None,
        typer.Option(metavar="ROW", help="'id | name | role', added to the team; may be repeated."),
    ] = None,
    sign: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Sign the assessment as it then is: by id or name."),
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="YYYY-MM-DD", help="The day it is signed (default: today)."),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers",
            "--from",
            metavar="FILE",
            help="Many ratings out of a YAML file, a .csv or a .tsv; - is YAML on standard input.",
        ),
    ] = None,
    backup: Backup = False,
) -> None:
    """Record the rating of one element, or of many with --answers; nothing else in the file changes.

    Evidence and actions are added to those there; everything else replaces what was there. What the file
    says already is not written again.
    """
    from datetime import date

    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.cli.options import day_given
    from sustainrubric.editing.rate import Beside, Given, record

    given_day = day_given("--date", day)
    if given_day is not None and sign is None:
        raise WrongUsage("--date is the day of --sign; name who signs, too")
    taken_back = tuple(unset or ())
    unsign = [word for word in taken_back if word.strip().lower() == "signed"]
    if unsign and sign is not None:
        raise WrongUsage("the sign-off is given and taken back at once; leave one of them out")
    given = Given(
        level=level,
        rationale=rationale,
        dissent=dissent,
        evidence=tuple(evidence or ()),
        criteria=tuple(criterion or ()),
        look_fors=tuple(look_for or ()),
        target=target,
        priority=priority,
        actions=tuple(action or ()),
        unset=tuple(word for word in taken_back if word not in unsign),
    )
    beside = Beside(
        members=tuple(member or ()), sign=sign, day=given_day or date.today(), unsign=bool(unsign)
    )
    record(file, element, given, answers, beside, backup=backup)
