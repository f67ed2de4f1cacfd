"""`sustain migrate`: an assessment to another version of its rubric or an own one, and back."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from sustainrubric.cli.shared_options import Force, TextFormat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.migration.lists import Moved
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.records.load import Loaded

NO_WAY_BACK = 1


class _Target(NamedTuple):
    """Where the result goes."""

    output: str | None
    in_place: bool
    dry_run: bool
    force: bool
    lose_changes: bool


def migrate(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE... | FOLDER", help="Assessments, or folders of them.")
    ],
    to: Annotated[
        str | None, typer.Option("--to", metavar="REF", help="The rubric to go to: our-rubric@1.1.0.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option(
            "--mapping",
            metavar="FILE",
            help="The mapping to go by (default: the one in the folder of instruments).",
        ),
    ] = None,
    back: Annotated[bool, typer.Option("--back", help="Take the last migration back.")] = False,
    output: Annotated[
        str | None,
        typer.Option(
            "--output", "-o", metavar="OUT", help="The new file, or a folder (default: beside the old one)."
        ),
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Change the file itself.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    lose_changes: Annotated[
        bool,
        typer.Option(
            "--lose-changes",
            help="With --back: also where changes made since would be lost (--force before).",
        ),
    ] = False,
    force: Force = False,
    form: Annotated[TextFormat, typer.Option("--format", help="How to print it.")] = TextFormat.TABLE,
) -> int:
    """Take assessments to another version of their rubric, or to an own one; nothing is lost, and there is a way back.

    A rating counts as before only where its element is equal in both rubrics; what was said of the
    others is to be confirmed. A mapping says what became of each element; `sustain rubric map` drafts one.
    """
    from sustainrubric.cli.one_file import assessments_in
    from sustainrubric.migration.lists import lists_text
    from sustainrubric.records.instrument_finder import InstrumentFinder
    from sustainrubric.terminal.console import write, write_data

    files = assessments_in(files)
    _check_options(files, to, mapping, back=back, output=output, in_place=in_place, dry_run=dry_run)
    finder = InstrumentFinder()
    target = _Target(output, in_place, dry_run, force, lose_changes)
    if back:
        return max([_back(file, finder, target) for file in files])
    # All of them are worked out before any is written: with one in error none is.
    work = [_forth(file, to or "", mapping, finder, target) for file in files]
    moved = [each for each in work if each is not None]
    for made, loaded in moved:
        _write(made.file, loaded, made.output, target)
    if moved:
        show = write if form is TextFormat.TABLE else write_data
        show(lists_text([made for made, _ in moved], form.value))
    return 0


def _check_options(
    files: Sequence[str],
    to: str | None,
    mapping: str | None,
    *,
    back: bool,
    output: str | None,
    in_place: bool,
    dry_run: bool,
) -> None:
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.terminal.output import form_for
    from sustainrubric.yaml.source import STANDARD_INPUT

    if back and (to is not None or mapping is not None):
        raise WrongUsage("--back goes where the file came from; leave --to and --mapping out")
    if not back and to is None:
        raise WrongUsage("--to is needed: the rubric to go to, such as our-rubric@1.1.0; or --back")
    if output == "-":
        raise WrongUsage("what became of each element is printed there; name a file with -o, or leave it out")
    if output is not None and not os.path.isdir(output):
        form_for(None, output, ["yaml", "markdown"])
    if output is not None and in_place:
        raise WrongUsage("-o names another file, and --in-place changes the file itself; give one of them")
    if output is not None and dry_run:
        raise WrongUsage("-o has no effect beside --dry-run, which writes nothing")
    if len(files) > 1 and output is not None and not os.path.isdir(output):
        raise WrongUsage("several files are migrated, so -o must name a folder that is there")
    if STANDARD_INPUT in map(str, files):
        raise WrongUsage(
            "the new file is written beside the old one, so it cannot be standard input; name a file"
        )


def _forth(
    file: str, to: str, mapping: str | None, finder: InstrumentFinder, target: _Target
) -> tuple[Moved, Loaded] | None:
    """What becomes of one file; None where there is nothing to do."""
    from sustainrubric.base.errors import InvalidFile
    from sustainrubric.check.file import checked, needed_assessment
    from sustainrubric.migration.lists import Moved
    from sustainrubric.migration.migrate import migrate as apply
    from sustainrubric.migration.move_file import comments_left, rewritten
    from sustainrubric.migration.sources import way_between
    from sustainrubric.records.instrument_choice import rubric_named
    from sustainrubric.terminal.console import note

    loaded, assessment, old = needed_assessment(file, finder)
    new = rubric_named(to, loaded.instruments)
    if assessment.rubric == new.reference:
        note(f"{file}: nothing to do; it is rated with {new.reference} already")
        return None
    way = way_between(old, new, finder.own_around(file), mapping if mapping is not None else None)
    result = apply(loaded.document.data, way.alignment, mapping=way.checksum, date=date.today())
    after = checked(rewritten(loaded, result.data, new))
    wrong = [found for found in after.problems if found.problem.code.severity == "error"]
    if wrong:
        raise InvalidFile(file, wrong)
    place = "" if target.dry_run else _place(file, new, target)
    made = Moved(file, place, old.reference, new.reference, way.file, result, comments_left(loaded, after))
    return made, after


def _back(file: str, finder: InstrumentFinder, target: _Target) -> int:
    from sustainrubric.base.errors import InvalidFile, WrongUsage
    from sustainrubric.check.file import checked, needed_assessment
    from sustainrubric.migration.back import back
    from sustainrubric.migration.move_file import rewritten
    from sustainrubric.records.instrument_choice import rubric_named
    from sustainrubric.terminal.console import complain, note

    loaded, assessment, _ = needed_assessment(file, finder)
    if assessment.migrated is None:
        raise WrongUsage(f"{file} was not migrated, so there is no way back")
    old = rubric_named(assessment.migrated.source, loaded.instruments)
    restored, lost = back(loaded.document.data)
    for what in lost:
        complain(
            f"{file}: {what} was changed since the migration, and has no place in {old.reference}", prefix=""
        )
    # --force said this too before it had a word of its own.
    if lost and not (target.lose_changes or target.force):
        note(f"{file}: nothing is written; --lose-changes goes back without these changes")
        return NO_WAY_BACK
    after = checked(rewritten(loaded, restored, old))
    wrong = [found for found in after.problems if found.problem.code.severity == "error"]
    if wrong:
        raise InvalidFile(file, wrong)
    if target.dry_run:
        note(f"{file}: would go back to {old.reference}")
    else:
        _write(file, after, _place(file, old, target), target)
    return 0


def _place(file: str, rubric: Rubric, target: _Target) -> str:
    """The file that is written: the one named, the file itself, or one beside it that names the rubric."""
    from sustainrubric.disk.drives import joined

    if target.in_place:
        return file
    stem, suffix = os.path.splitext(os.path.basename(file))
    # The suffixes too are those of the file: 2026-fall.yaml, or notes.md.
    name = f"{stem}.{rubric.id}-{rubric.version}{suffix}"
    if target.output is None:
        return joined(os.path.dirname(file), name)
    return joined(target.output, name) if os.path.isdir(target.output) else target.output


def _write(file: str, after: Loaded, place: str, target: _Target) -> None:
    from sustainrubric.base.errors import RefusedToWrite
    from sustainrubric.disk.save import edited, write_new
    from sustainrubric.terminal.console import note
    from sustainrubric.yaml.rewrite import to_bytes
    from sustainrubric.yaml.source import read_bytes

    if target.dry_run:
        return
    content = to_bytes(after.document)
    if not target.in_place:
        write_new(place, content, force=target.force)
    else:
        before = read_bytes(file)
        with edited(file) as saver:
            if saver.content != before:
                raise RefusedToWrite(f"not saved: {file} was changed by somebody else meanwhile; try again")
            for said in (*saver.warnings, *saver.save(content)):
                note(said)
    note(f"wrote {place}")
