"""`sustain score`: what the ratings of an assessment, or the answers of a worksheet, add up to."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import InvalidFile, Unreadable, WrongUsage
from sustainrubric.base.text import clean, missing_words, nothing_there, one_line
from sustainrubric.cli.shared_options import Force, Output, Partial
from sustainrubric.terminal.console import (
    complain,
    note,
    table,
    terminal_width,
    with_progress,
    write,
    write_data,
)
from sustainrubric.terminal.output import form_for, written_to
from sustainrubric.yaml.source import STANDARD_INPUT

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.rating.scorecard import Scorecard
    from sustainrubric.records.find import Candidate
    from sustainrubric.records.load import Loaded
    from sustainrubric.records.read_folder import Unread
    from sustainrubric.worksheet.model import Inventory
    from sustainrubric.worksheet.text import TextTable

_MOST = 100

# The matrix, whose cells are short.
_ALL_NUMBERS = frozenset(range(1, 7))


class ScoreFormat(StrEnum):
    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MARKDOWN = "markdown"


def score(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Assessments, worksheets or folders; - is standard input."),
    ],
    form: Annotated[
        ScoreFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    explain: Annotated[
        bool,
        typer.Option("--show-work", "--explain", help="Show how every number comes about, step by step."),
    ] = False,
    output: Output = None,
    force: Force = False,
    partial: Partial = False,
) -> int:
    """Score assessments: distribution, majority level, mean with bounds, coverage, distance to targets.

    Of a worksheet: how far each step is filled, what covers the recommended steps, the gaps. Of a folder: every
    assessment in it. Of several files that are named, those that can be read are scored, and the command ends
    with 3.
    """
    from sustainrubric.base.text import counted

    chosen = ScoreFormat(form_for(form, output, list(ScoreFormat)))
    if explain and chosen is not ScoreFormat.TABLE:
        raise WrongUsage(f"--show-work makes text, not {chosen.value}; name the file .txt")
    assessments, worksheets, missing, code = _read(paths, partial=partial)
    if assessments and worksheets:
        raise WrongUsage("assessments and worksheets add up to different things; score them apart")
    with written_to(output, inputs=paths, force=force):
        _say_missing(missing, chosen)
        # Programs get a list for the same question, however many files are found.
        several = len(paths) > 1 or _is_folder(paths[0])
        if worksheets:
            show_worksheets(worksheets, chosen, missing, explain=explain, several=several)
        elif assessments:
            _show_assessments(assessments, chosen, missing, explain=explain, several=several)
    weak = sum(len(loaded.problems) for loaded in (*assessments, *worksheets))
    if weak:
        note(f"{counted(weak, 'warning')} in these files; `sustain validate` shows them")
    return code


def _say_missing(files: Sequence[str], form: ScoreFormat) -> None:
    """What the scores are without, above those that people read; JSON has a key for it, CSV names its files."""
    if not (said := missing_words(files, "assessments")):
        return
    if form is ScoreFormat.TABLE:
        write(f"{said}\n")
    elif form is ScoreFormat.MARKDOWN:
        from sustainrubric.base.escaping import inert

        write_data(f"{inert(said)}\n\n")
    note(said)


def _is_folder(path: str) -> bool:
    return path != STANDARD_INPUT and os.path.isdir(path)


def _read(asked: Sequence[str], *, partial: bool) -> tuple[list[Loaded], list[Loaded], tuple[str, ...], int]:
    """The assessments, the worksheets, the files of folders that cannot be used; 3 where one that is named cannot.

    The worksheets of a folder are passed over where it has assessments.

    Raises:
        Unreadable: nothing was found, or a file in a folder cannot be used and `partial` is not set.
    """
    from sustainrubric.base.text import counted
    from sustainrubric.check.file import checked
    from sustainrubric.check.text import told
    from sustainrubric.records.find import candidates
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.records.read_folder import Unread, read_folder, refuse_what_looks_whole

    finder = InstrumentFinder()
    named = {path for path in asked if not _is_folder(path)}
    missing, code = [], 0
    found: dict[str, list[Loaded]] = {"assessment": [], "worksheet": []}
    every: Iterable[Candidate] = chain.from_iterable(candidates([path]) for path in asked)
    if len(asked) > 1:
        # A file that is named twice is scored twice, but not again as one of a folder.
        every = (one for one in every if one.named or one.name not in named)
    for each in read_folder(
        with_progress(every, "reading"), tuple(found), lambda loaded: checked(loaded, finder)
    ):
        loaded = each if isinstance(each, Unread) else _usable(each)
        if not isinstance(loaded, Unread):
            found[loaded.kind or ""].append(loaded)
            continue
        for line in told(loaded):
            complain(line, prefix="")
        if loaded.file in named:
            code = Unreadable.exit_code
        else:
            missing.append(loaded)
    if not partial:
        refuse_what_looks_whole(missing, "the scores were not worked out")
    if found["assessment"] and any(loaded.file not in named for loaded in found["worksheet"]):
        passed = [loaded for loaded in found["worksheet"] if loaded.file not in named]
        found["worksheet"] = [loaded for loaded in found["worksheet"] if loaded.file in named]
        note(
            f"{counted(len(passed), 'worksheet')} passed over; `sustain score {passed[0].file}` says how far it is"
        )
    if not any(found.values()) and not code and not missing:
        raise Unreadable(nothing_there(asked, "assessment or worksheet"))
    return found["assessment"], found["worksheet"], tuple(one.file for one in missing), code


def _usable(loaded: Loaded) -> Loaded | Unread:
    """A file without errors that is an assessment or a worksheet."""
    from sustainrubric.check.file import needed_worksheet, with_rubric
    from sustainrubric.records.read_folder import Unread

    try:
        if loaded.kind == "worksheet":
            needed_worksheet(loaded)
        else:
            with_rubric(loaded)
    except InvalidFile as error:
        return Unread(loaded.file, str(error), error.problems)
    return loaded


def _show_assessments(
    opened: Sequence[Loaded], form: ScoreFormat, missing: Sequence[str], *, explain: bool, several: bool
) -> None:
    from sustainrubric.check.file import with_rubric
    from sustainrubric.rating.score import score as work_out
    from sustainrubric.rating.working import working

    scores: list[tuple[str, Scorecard]] = []
    used: dict[str, Rubric] = {}
    for loaded in opened:
        _, assessment, rubric = with_rubric(loaded)
        scores.append((loaded.file, work_out(assessment, rubric)))
        used[rubric.reference] = rubric
        if explain:
            write("\n".join([_title(scores[-1][1]), "", *working(scores[-1][1], assessment, rubric)]))
    if not explain:
        _print(scores, form, missing, several=several)
        _print_credits(used.values(), form)


def _print_credits(rubrics: Collection[Rubric], form: ScoreFormat) -> None:
    """Whose words own rubrics are, below what people read; other formats carry numbers alone."""
    if form not in (ScoreFormat.TABLE, ScoreFormat.MARKDOWN) or not any(rubric.is_own for rubric in rubrics):
        return
    from sustainrubric.base.escaping import inert
    from sustainrubric.pages.credits import own_credits

    for line in own_credits(rubrics):
        write("")
        write(inert(line) if form is ScoreFormat.MARKDOWN else line)


def _print(
    scores: Sequence[tuple[str, Scorecard]], form: ScoreFormat, missing: Sequence[str], *, several: bool
) -> None:
    from sustainrubric.rating import score_export, score_table

    if form is ScoreFormat.JSON:
        write_data(score_export.score_to_json(scores, several=several, missing=missing))
    elif form is ScoreFormat.CSV:
        write_data(score_export.score_to_csv(scores))
    elif form is ScoreFormat.MARKDOWN:
        write_data("\n".join(score_table.score_to_markdown(scorecard) for _, scorecard in scores))
    else:
        for place, (_, scorecard) in enumerate(scores):
            if place:
                write("")
            _print_tables(scorecard)


def _print_tables(scorecard: Scorecard) -> None:
    from sustainrubric.rating import score_table as shown

    tables = shown.score_table(scorecard)
    write(f"{_title(scorecard)}\n")
    chosen = shown.rollups_for(terminal_width())
    headers, *rollups = chosen.rows([shown.ROLLUP_HEADERS, *tables.rollups])
    table(headers, rollups, chosen.numbers)
    if chosen.left_out:
        write(f"Left out for want of room: {', '.join(chosen.left_out)}; --show-work shows all.")
    write("")
    table(shown.ELEMENT_HEADERS, tables.elements, shown.ELEMENT_NUMBERS)


def _title(scorecard: Scorecard) -> str:
    names = (scorecard.agency.name, scorecard.reform.name, scorecard.round.id)
    return f"{', '.join(map(one_line, names))} ({scorecard.round.date}), {scorecard.rubric}"


def show_worksheets(
    opened: Sequence[Loaded], form: ScoreFormat, missing: Sequence[str], *, explain: bool, several: bool
) -> None:
    """Print what worksheets without errors add up to."""
    from sustainrubric.check.file import needed_worksheet
    from sustainrubric.worksheet import export as formats
    from sustainrubric.worksheet.inventory import take_stock
    from sustainrubric.worksheet.text import working

    inventories = [(loaded.file, take_stock(*needed_worksheet(loaded))) for loaded in opened]
    if explain:
        write(
            "\n\n".join("\n".join([_worksheet_title(taken), "", *working(taken)]) for _, taken in inventories)
        )
    elif form is ScoreFormat.JSON:
        write_data(formats.inventories_to_json(inventories, several=several, missing=missing))
    elif form is ScoreFormat.CSV:
        write_data(formats.inventories_to_csv(inventories))
    elif form is ScoreFormat.MARKDOWN:
        write_data("\n".join(formats.inventory_to_markdown(taken) for _, taken in inventories))
    else:
        for _, taken in inventories:
            _print_worksheet(taken)


def _print_worksheet(inventory: Inventory) -> None:
    from sustainrubric.worksheet.text import inventory_tables, sentences

    write(f"{_worksheet_title(inventory)}\n")
    for sentence in sentences(inventory):
        write(sentence)
    width = terminal_width()
    for shown in inventory_tables(inventory):
        if not shown.rows:
            continue
        write(f"\n{shown.title}\n")
        if width is None or shown.numbers == _ALL_NUMBERS:
            table(shown.headers, shown.rows, shown.numbers)
        else:
            _print_lines(shown, min(width, _MOST))


def _print_lines(shown: TextTable, width: int) -> None:
    """A table with texts in it, as lines that fold instead of cells that are cut."""
    from sustainrubric.instruments.show import TextLine
    from sustainrubric.worksheet.text import ABSENT

    room = max(len(row[0]) for row in shown.rows)
    for row in shown.rows:
        head, title, *rest, last = (clean(cell) for cell in row)
        words = [*rest, *([] if last == ABSENT else [f"{shown.headers[-1].lower()} {last}"])]
        write(TextLine(f"{title} ({', '.join(words)})", f"{head:<{room}}  ").wrapped(width))


def _worksheet_title(inventory: Inventory) -> str:
    return f"{one_line(inventory.agency.name)} ({inventory.date}), {inventory.worksheet}"
