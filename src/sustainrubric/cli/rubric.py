"""`sustain rubric`: read the instruments in the terminal, ours and the agency's own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import WrongUsage
from sustainrubric.cli import rubric_own
from sustainrubric.cli.command_names import SETTINGS
from sustainrubric.terminal.console import table, terminal_width, write

if TYPE_CHECKING:
    from sustainrubric.instruments.catalog import Catalog
    from sustainrubric.instruments.show import TextLine

DEFAULT = "sustainability"

WORKSHEET = "lea-process"

Reference = Annotated[
    str,
    typer.Option(
        "--rubric",
        metavar="RUBRIC",
        help="The rubric, with its version if not the newest: sustainability@1.0.0.",
    ),
]

app = typer.Typer(
    help="Read the instruments: categories, variables, elements, descriptors, glossary; make your own.",
    no_args_is_help=True,
    **SETTINGS,
)


@app.command("list")
def list_() -> None:
    """List the instruments there are, ours and the agency's own, and the elements of our newest rubric."""
    from sustainrubric.instruments.catalog import SHIPPED
    from sustainrubric.records.instrument_choice import rubric_named

    rows = [[name, ", ".join(versions)] for name, versions in SHIPPED.versions().items()]
    table(["Instrument", "Versions"], rows)
    write("")
    own = _own_rows()
    if own:
        table(["Own instrument", "Title", "State", "File"], own)
        write("")
    rubric = rubric_named(DEFAULT, SHIPPED)
    elements = []
    for category in rubric.categories:
        elements.append([category.id, category.title, "", ""])
        for variable in category.variables:
            elements.append([variable.id, f"  {variable.title}", "", ""])
            for element in variable.elements:
                counts = [str(len(element.criteria)), str(len(element.look_fors))]
                elements.append([element.id, f"    {element.title}", *counts])
    table(["Id", rubric.title, "Criteria", "Look-fors"], elements, frozenset({2, 3}))


@app.command("show")
def show(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="ID | WORD...", help="1, 1.A, 1.A.i, 1.A.i.3, a term, or words to look for."),
    ] = None,
    reference: Reference = DEFAULT,
) -> None:
    """Show a part of the rubric by its id, a term of the glossary, or every place where words stand.

    With --rubric lea-process: the worksheet, or one of its steps by number or by name.
    """
    from sustainrubric.instruments.lookup import look_up
    from sustainrubric.instruments.show import found_lines, part_lines
    from sustainrubric.records.instrument_choice import full_reference, rubric_named

    wanted = words or []
    catalog = _catalog()
    named = wanted[:1] == [WORKSHEET]
    if named and reference != DEFAULT and not reference.startswith(WORKSHEET):
        raise WrongUsage(f"--rubric {reference} has no effect beside {WORKSHEET}; leave one out")
    given = reference if reference.startswith(WORKSHEET) or not named else wanted[0]
    full = full_reference(given, catalog)
    if catalog.worksheet_definition(full) is not None:
        from sustainrubric.instruments.show import lines_of_definition

        _print(lines_of_definition(full, wanted[named:], catalog))
        return
    if not wanted:
        raise WrongUsage("name a part of the rubric, such as 1.A.i, or words to look for")
    rubric = rubric_named(full, catalog)
    text = " ".join(wanted)
    result = look_up(rubric, text)
    if result.part is not None:
        lines = part_lines(result.part, rubric)
    elif result.places:
        lines = found_lines(result.places, text)
    else:
        raise WrongUsage(f"nothing in {rubric.reference} is called or says {text!r}{result.hint}")
    _print(lines)


@app.command("path")
def path(
    reference: Annotated[
        str,
        typer.Argument(
            metavar="[INSTRUMENT]", help="An instrument, such as lea-process (default: the newest rubric)."
        ),
    ] = DEFAULT,
) -> None:
    """Print where the file of an instrument lies, for other programs to read."""
    from sustainrubric.base.text import clean
    from sustainrubric.records.instrument_choice import full_reference

    catalog = _catalog()
    write(clean(str(catalog.path(full_reference(reference, catalog)))))


app.command("resolve")(rubric_own.resolve)

app.command("diff")(rubric_own.diff)

app.command("new")(rubric_own.new)

app.command("release")(rubric_own.release)

app.command("map")(rubric_own.map_)


def _print(lines: Sequence[TextLine]) -> None:
    width = min(terminal_width() or 0, 100) or None
    for line in lines:
        write(line.wrapped(width))


def _catalog() -> Catalog:
    """The instruments of the folder we are in."""
    from sustainrubric.records.instrument_choice import catalog_here

    return catalog_here()


def _own_rows() -> list[list[str]]:
    """The own instruments with what reports say of them; those that cannot be used say why."""
    from sustainrubric.base.text import one_line
    from sustainrubric.records.instrument_choice import own_here

    own = own_here()
    rows = []
    for kind in ("rubric", "worksheet-definition"):
        for reference in own.own_references(kind):
            found = own.own(reference)
            if found is None:
                continue
            instrument = found.instrument
            state = own.trouble(reference) or ("draft" if instrument and instrument.is_draft else "released")
            title = instrument.title if instrument else ""
            rows.append([one_line(reference), title, state, one_line(Path(found.file.name).as_posix())])
    return rows
