"""`sustain rubric`: read the instruments in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from sustainrubric.base.errors import WrongUsage
from sustainrubric.cli.app import SETTINGS, Group
from sustainrubric.terminal.console import table, terminal_width, write

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.instruments.show import TextLine

DEFAULT = "sustainability"

WORKSHEET = "lea-process"

Reference = Annotated[
    str,
    typer.Option("--rubric", help="The rubric, with its version if not the newest: sustainability@1.0.0."),
]

app = typer.Typer(
    cls=Group,
    help="Read the instruments: categories, variables, elements, descriptors, glossary.",
    no_args_is_help=True,
    **SETTINGS,
)


@app.command("list")
def list_() -> None:
    """List the instruments we ship, and the elements of the newest rubric."""
    from sustainrubric.instruments.shipped import instrument_versions

    rows = [[name, ", ".join(versions)] for name, versions in instrument_versions().items()]
    table(["Instrument", "Versions"], rows)
    write("")
    rubric = _rubric(DEFAULT)
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
    wanted = words or []
    if wanted[:1] == [WORKSHEET] or reference.startswith(WORKSHEET):
        from sustainrubric.instruments.show import lines_of_definition

        named = wanted[:1] == [WORKSHEET]
        if named and reference != DEFAULT and not reference.startswith(WORKSHEET):
            raise WrongUsage(f"--rubric {reference} has no effect beside {WORKSHEET}; leave one out")
        full = _full_reference(reference if reference.startswith(WORKSHEET) else wanted[0])
        _print(lines_of_definition(full, wanted[named:]))
        return
    if not wanted:
        raise WrongUsage("name a part of the rubric, such as 1.A.i, or words to look for")
    from sustainrubric.instruments.lookup import look_up
    from sustainrubric.instruments.show import found_lines, part_lines

    rubric = _rubric(reference)
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
def path(reference: Annotated[str, typer.Argument(metavar="[INSTRUMENT]")] = DEFAULT) -> None:
    """Print where the file of an instrument lies, for other programs to read."""
    from sustainrubric.instruments.shipped import instrument_path

    write(str(instrument_path(_full_reference(reference))))


def _print(lines: Sequence[TextLine]) -> None:
    width = min(terminal_width() or 0, 100) or None
    for line in lines:
        write(line.wrapped(width))


def _rubric(reference: str) -> Rubric:
    from sustainrubric.instruments.shipped import load_rubric

    full = _full_reference(reference)
    if not full.startswith(DEFAULT):
        raise WrongUsage(f"{full} is not a rubric; `sustain rubric path {full}` says where it lies")
    rubric = load_rubric(full)
    assert rubric is not None
    return rubric


def _full_reference(reference: str) -> str:
    """A reference with its version, the newest where none is given."""
    from sustainrubric.base.text import did_you_mean
    from sustainrubric.instruments.shipped import instrument_versions

    versions = instrument_versions()
    name, _, version = reference.partition("@")
    if name not in versions:
        raise WrongUsage(f"there is no instrument {name!r}{did_you_mean(name, versions)}")
    if version and version not in versions[name]:
        raise WrongUsage(f"there is no version {version!r} of {name}; there is {', '.join(versions[name])}")
    return f"{name}@{version or versions[name][-1]}"
