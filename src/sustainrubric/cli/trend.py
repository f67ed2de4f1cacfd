"""`sustain trend`: how the ratings went over several rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.trends import Format

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.model.rated_round import RatedRound


def trend(
    paths: Annotated[
        list[str], typer.Argument(metavar="FILE... | FOLDER", help="Assessments, or a folder of them.")
    ],
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="OUT", help="Write it to a file.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT where it exists.")] = False,
) -> None:
    """Follow every part of the rubric over two or more rounds, reform by reform, in order of their dates.

    A round in which something was not rated stays a gap.
    """
    from sustainrubric.cli.trends import format_for, show_trends
    from sustainrubric.engine.trend import trend as follow

    chosen = format_for(form, output)
    trends = [follow(rounds) for rounds in _reforms(_rounds(paths))]
    show_trends(trends, form=chosen, output=output, inputs=paths, force=force)


def _rounds(paths: Sequence[str]) -> list[RatedRound]:
    """The assessments among the files; what else a folder holds is passed over."""
    from sustainrubric.cli.progress import with_progress
    from sustainrubric.cli.rounds import rated
    from sustainrubric.files.foreign import refused_if_foreign
    from sustainrubric.files.load import load_bytes
    from sustainrubric.files.repository import candidates, read

    rounds = []
    for candidate in with_progress(candidates(paths), "reading"):
        file = read(candidate)
        if file is None:
            continue
        loaded = load_bytes(refused_if_foreign(file.content, file.name), file.name)
        if candidate.named or loaded.kind == "assessment":
            rounds.append(rated(loaded))
    return rounds


def _reforms(rounds: Sequence[RatedRound]) -> list[list[RatedRound]]:
    """The rounds of each reform that has two or more."""
    from sustainrubric.cli.console import note
    from sustainrubric.engine.trend import by_reform
    from sustainrubric.errors import WrongUsage
    from sustainrubric.model.clean import quoted

    found = []
    for group in by_reform(rounds):
        reform = quoted(group[0].assessment.reform.id)
        if len(group) > 1:
            found.append(group)
        else:
            note(f"left out: the reform {reform} has one round here, and a trend needs two")
        ids = [one.assessment.round.id for one in group]
        for round_id in sorted({round_id for round_id in ids if ids.count(round_id) > 1}):
            note(f"the reform {reform} has the round {quoted(round_id)} more than once; all are shown")
    if not found:
        raise WrongUsage("a trend needs two or more rounds of one reform")
    return found
