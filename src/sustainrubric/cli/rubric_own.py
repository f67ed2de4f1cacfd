"""The part of `sustain rubric` that makes own instruments: new, resolve, diff, release, map."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.cli.shared_options import Force, Output, TextFormat

if TYPE_CHECKING:
    from sustainrubric.instruments.extension import Instrument
    from sustainrubric.instruments.own_skeleton import OwnHead
    from sustainrubric.records.own_instruments import OwnCatalog, OwnInstrument

_Instrument = Annotated[
    str,
    typer.Argument(metavar="REF", help="An instrument: our-rubric, or with its version our-rubric@1.0.0."),
]


def new(
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="What the own instrument is called: our-rubric, or our-rubric@1.0.0."
        ),
    ],
    extends: Annotated[
        str | None,
        typer.Option(
            "--extends", metavar="REF", help="Write it as changes of this one (default: our newest rubric)."
        ),
    ] = None,
    like: Annotated[
        str | None,
        typer.Option(
            "--like", metavar="REF", help="Write the parts of this one, with texts to type in from paper."
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="OUT",
            help="Where to write it (default: instruments/ID/VERSION.yaml).",
        ),
    ] = None,
) -> None:
    """Start an own instrument: as changes of another one, or whole, to type in an edition from paper."""
    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.base.text import one_line
    from sustainrubric.disk.drives import joined
    from sustainrubric.disk.save import write_new
    from sustainrubric.instruments.own_skeleton import extending_text, like_text
    from sustainrubric.records.instrument_choice import catalog_here, full_reference, own_here, rubric_named
    from sustainrubric.terminal.console import note, write_data
    from sustainrubric.terminal.output import STANDARD_OUTPUT, form_for

    if extends and like:
        raise WrongUsage("--extends and --like are two ways to begin; give one of them")
    catalog = catalog_here()
    head = _head(name)
    if like:
        text = like_text(rubric_named(like, catalog), head)
    else:
        reference = full_reference(extends or "sustainability", catalog)
        base = catalog.worksheet_definition(reference) or rubric_named(reference, catalog)
        text = extending_text(base, head)
    if head.id in catalog.versions() and f"{head.id}@{head.version}" in own_here().own_references("rubric"):
        raise WrongUsage(f"there is {head.id}@{head.version} already; give a version: {head.id}@1.1.0")
    form_for(None, output or "", ["yaml"])
    if output == STANDARD_OUTPUT:
        write_data(text)
        return
    file = output or joined(own_here().folders[0], head.id, f"{head.version}.yaml")
    if output is None:
        os.makedirs(os.path.dirname(file), exist_ok=True)
    write_new(file, text.encode("utf-8"))
    where = one_line(file) if output else _near(file)
    note(f"wrote {where}; a draft until `sustain rubric release {head.id}@{head.version}`")


def resolve(reference: _Instrument, output: Output = None, force: Force = False) -> None:
    """Print an instrument whole, as YAML: its base with everything left out, reworded and added."""
    from sustainrubric.instruments.whole_text import whole_text
    from sustainrubric.records.instrument_choice import catalog_here, instrument_named
    from sustainrubric.terminal.output import form_for, print_or_write

    form_for(None, output or "", ["yaml"])
    catalog = catalog_here()
    text = whole_text(instrument_named(reference, catalog))
    print_or_write(text, output, inputs=_inputs(catalog.path(reference)), force=force)


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="An instrument, such as sustainability@1.0.0.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another one, such as our-rubric@1.0.0.")],
    form: Annotated[
        TextFormat | None, typer.Option("--format", help="Default: as the name of OUT says, else table.")
    ] = None,
    output: Output = None,
    force: Force = False,
) -> None:
    """Compare two rubrics: every part that was added, left out or reworded, with its words."""
    from sustainrubric.records.instrument_choice import catalog_here, rubric_named
    from sustainrubric.rounds.rubric_diff import FORMATS, rubric_diff_text
    from sustainrubric.terminal.output import form_for, print_or_write

    catalog = catalog_here()
    chosen = form_for(form, output, FORMATS)
    text = rubric_diff_text(rubric_named(old, catalog), rubric_named(new, catalog), chosen)
    print_or_write(text, output, inputs=(), force=force, for_people=chosen == "table")


def map_(
    old: Annotated[str, typer.Argument(metavar="FROM", help="The rubric that files come from.")],
    new: Annotated[str, typer.Argument(metavar="TO", help="The rubric that they go to.")],
    output: Output = None,
    force: Force = False,
) -> None:
    """Draft a mapping between two rubrics: what has the same id and words is done, the rest to be decided."""
    from sustainrubric.migration.draft import draft_mapping
    from sustainrubric.records.instrument_choice import catalog_here, rubric_named
    from sustainrubric.terminal.output import form_for, print_or_write

    form_for(None, output or "", ["yaml"])
    catalog = catalog_here()
    text = draft_mapping(rubric_named(old, catalog), rubric_named(new, catalog))
    print_or_write(text, output, inputs=(), force=force)


def release(reference: _Instrument) -> None:
    """Freeze an own instrument: its checksum goes into LOCK.yaml, and `sustain validate` guards it from then on."""
    from sustainrubric.base.errors import RefusedToWrite, WrongUsage
    from sustainrubric.instruments.canonical import fingerprint
    from sustainrubric.instruments.catalog import SHIPPED
    from sustainrubric.records.instrument_choice import full_reference, own_here
    from sustainrubric.records.release import write_lock
    from sustainrubric.terminal.console import note

    own = own_here()
    full = full_reference(reference, own)
    if full in (*SHIPPED.references("rubric"), *SHIPPED.references("worksheet-definition")):
        raise WrongUsage(f"{full} is ours, and released; your own instruments can be")
    instrument = _sound(own.own(full), own)
    locked, now = own.locks.get(full), fingerprint(instrument)
    if locked == now:
        note(f"{full} is released already")
        return
    if locked is not None:
        raise RefusedToWrite(f"{full} was released and has changed since; give the change another version")
    drafts = [base.reference for base in instrument.bases if _is_draft(base.reference, own)]
    if drafts:
        raise RefusedToWrite(f"{full} rests on a draft; release {drafts[-1]} first")
    path = own.lock_path(full)
    for said in write_lock(Path(path), full, now):
        note(said)
    note(f"released {full}: {now} stands in {_near(path)}")


def _head(name: str) -> OwnHead:
    from datetime import date

    from sustainrubric.base.errors import WrongUsage
    from sustainrubric.instruments.catalog import SHIPPED
    from sustainrubric.instruments.own_skeleton import OwnHead
    from sustainrubric.instruments.part_ids import check_reference_of
    from sustainrubric.records.instrument_choice import agency_here

    instrument_id, _, version = name.partition("@")
    version = version or "1.0.0"
    for problem in check_reference_of(instrument_id, version):
        raise WrongUsage(problem.message)
    if instrument_id in SHIPPED.versions():
        raise WrongUsage(f"{instrument_id} is an instrument that we ship; give your own another id")
    return OwnHead(instrument_id, version, agency_here() or "Our agency", f"{date.today():%Y-%m}")


def _sound(found: OwnInstrument | None, own: OwnCatalog) -> Instrument:
    """The instrument, with nothing wrong in it.

    Raises:
        InvalidFile: its file has problems.
    """
    from sustainrubric.base.errors import InvalidFile
    from sustainrubric.instruments.extension import RubricExtension, WorksheetExtension
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.worksheet_definition import WorksheetDefinition
    from sustainrubric.records.check_instruments import check_name

    assert found is not None, "full_reference found it"
    loaded = found.loaded
    if isinstance(loaded.model, Rubric | WorksheetDefinition | RubricExtension | WorksheetExtension):
        loaded = loaded.with_problems([*found.problems, *check_name(loaded.model, loaded.file, own)])
    if found.instrument is None or loaded.problems:
        raise InvalidFile(loaded.file, loaded.problems)
    return found.instrument


def _is_draft(reference: str, own: OwnCatalog) -> bool:
    instrument = own.rubric(reference) or own.worksheet_definition(reference)
    return instrument is not None and instrument.is_draft


def _near(path: str) -> str:
    """A path as somebody would type it from here."""
    from sustainrubric.base.text import one_line
    from sustainrubric.records.own_files import shown_path

    return one_line(shown_path(path))


def _inputs(path: Path | None) -> list[str]:
    return [str(path)] if path is not None else []
