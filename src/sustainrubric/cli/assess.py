"""`sustain assess`: the rating session."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

import typer

from sustainrubric.cli.shared_options import Backup, Only, Plain


class Criteria(StrEnum):
    TOGETHER = "together"
    EACH = "each"
    NONE = "none"


def assess(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="The assessment; a new one is begun if it is not there.")
    ],
    previous: Annotated[
        str | None,
        typer.Option("--previous", metavar="FILE", help="The round before, to show what was said last time."),
    ] = None,
    only: Only = None,
    ask: Annotated[
        list[str] | None,
        typer.Option(
            "--ask",
            metavar="WHAT",
            help="Only these, in this order: criteria, level, rationale, look-fors, evidence, target, actions; "
            "such as level,rationale.",
        ),
    ] = None,
    missing: Annotated[bool, typer.Option("--missing", help="Only what nobody has answered yet.")] = False,
    unrated: Annotated[bool, typer.Option("--unrated", help="Only elements that have no level yet.")] = False,
    criteria: Annotated[
        Criteria, typer.Option("--criteria", help="Ask for the criteria in one line, one by one, or not.")
    ] = Criteria.TOGETHER,
    no_criteria: Annotated[bool, typer.Option("--no-criteria", help="The same as --criteria none.")] = False,
    reference: Annotated[
        str | None,
        typer.Option(
            "--rubric",
            metavar="RUBRIC",
            help="For a new file: the rubric to rate with (default: sustainability).",
        ),
    ] = None,
    clock: Annotated[
        int | None,
        typer.Option(
            "--clock",
            metavar="MINUTES",
            min=1,
            max=1440,
            help="The length of the meeting: each prompt says what has passed and what that leaves.",
        ),
    ] = None,
    plain: Plain = False,
    backup: Backup = False,
) -> int:
    """Rate a reform element by element; every answer is saved at once, and the next start goes on there.

    A file that has answers opens with where each element stands, and asks what to do, unless an option
    says that. At every question: ? help, b back, s skip, j jump, l look-fors, d descriptors, u undo, q quit.
    """
    import time
    from datetime import date

    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.editing.rating_session import rating_script, run
    from sustainrubric.rating.element_status import Pace

    if no_criteria and criteria is Criteria.EACH:
        raise WrongUsage("--criteria each and --no-criteria exclude each other")
    asked = Criteria.NONE if no_criteria else criteria
    topics = _topics(ask, asked)
    began = time.monotonic()
    return run(
        file,
        lambda opened: rating_script(
            opened,
            file,
            only=only or (),
            unrated=unrated,
            topics=topics,
            unanswered=missing,
            criteria=asked.value,
            previous=previous,
        ),
        date.today(),
        overview=not (only or ask or unrated or missing),
        pace=Pace(clock, lambda: time.monotonic() - began) if clock else None,
        plain=plain,
        backup=backup,
        rubric=reference,
    )


def _topics(ask: list[str] | None, criteria: Criteria) -> Sequence[str]:
    """What is asked of each element: what --ask names, else everything.

    Raises:
        WrongUsage: --ask names what there is not, or contradicts --criteria.
    """
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.interview.answers import Rejected
    from sustainrubric.rating.topics import CRITERIA, TOPICS, topics_named

    if not ask:
        return TOPICS
    topics = topics_named(ask)
    if isinstance(topics, Rejected):
        raise WrongUsage(f"--ask: {topics.reason}")
    if criteria is Criteria.NONE or (criteria is Criteria.EACH and CRITERIA not in topics):
        raise WrongUsage(
            "--ask says already whether criteria are asked; leave --criteria or --no-criteria out"
        )
    return topics
