"""What `sustain panel spread` prints."""

from __future__ import annotations

from sustainrubric.base.errors import WrongUsage
from sustainrubric.base.machine_formats import as_data, json_text
from sustainrubric.base.text import one_line
from sustainrubric.interview.answers import Rejected
from sustainrubric.panel import export
from sustainrubric.panel.sources import PanelFiles, read_panel
from sustainrubric.panel.spread import Spread, agreement_figures, panel_spread
from sustainrubric.panel.table_input import read_table
from sustainrubric.panel.words import (
    CLASS_MEANINGS,
    CLASSES,
    ballots_in,
    classes_words,
    counts_words,
    figures_words,
    in_words,
    not_yet,
    shown_raters,
)
from sustainrubric.rating.edit import element_named
from sustainrubric.terminal.console import table, write, write_data
from sustainrubric.yaml.source import read_input, text_of

_NUMBERS = frozenset({3, 4, 5})


def show_spread(file: str, form: str, *, reveal: bool, names: bool, element: str | None) -> None:
    """Print the spread of a panel, or who is missing."""
    files = read_panel(file)
    spread = panel_spread(files.assessment, files.votes, files.rubric)
    named = element_named(files.rubric, element) if element is not None else None
    if isinstance(named, Rejected):
        raise WrongUsage(named.reason)
    element = named
    if not spread.is_complete and not reveal:
        _show_waiting(spread, form)
        return
    team = {member.id: member.name for member in files.assessment.team}
    called = shown_raters(spread.raters, team, names=names)
    if element is not None:
        _show_element(files, spread, element, called if names else None, form)
    elif form == "json":
        write_data(json_text(as_data(export.spread_as_data(spread, called, raters=True))))
    elif form == "csv":
        write_data(export.spread_to_csv(spread))
    elif form == "markdown":
        write_data(export.spread_to_markdown(spread, files.rubric, _title(files)))
    else:
        _show_tables(files, spread, called)


def show_table(file: str, form: str) -> None:
    """Print the figures of any table of ratings."""
    if form not in ("table", "json"):
        raise WrongUsage("--table gives its figures as a table or as json")
    name, content = read_input(file)
    found = read_table(text_of(content, name))
    figures = agreement_figures(found.units, found.raters, within=found.step)
    if form == "json":
        data = {"raters": found.raters, "units": figures.units, **export.figures_as_data(figures)}
        write_data(json_text(as_data(data)))
        return
    write(f"{found.raters} raters, {figures.units} units with two or more values")
    write("\n".join(figures_words(figures)))


def _title(files: PanelFiles) -> str:
    assessment = files.assessment
    return f"{one_line(assessment.reform.name)}, {one_line(assessment.round.id)}"


def _show_waiting(spread: Spread, form: str) -> None:
    if form == "json":
        write_data(json_text(as_data(export.waiting_as_data(spread))))
    else:
        write(f"{not_yet(spread)}.")


def _show_tables(files: PanelFiles, spread: Spread, called: dict[str, str]) -> None:
    write(f"{_title(files)}: {ballots_in(spread)}; rule: {spread.rule}\n{classes_words(spread)}\n")
    table(export.TABLE_HEADERS, list(export.table_rows(spread, files.rubric)), _NUMBERS)
    levels = " · ".join(level.name.lower() for level in files.rubric.levels)
    write(f"\nVotes: {levels}.\n")
    write("\n".join(figures_words(spread.figures)))
    if len(spread.leans) > 1:
        write("")
        table(("Rater", "Lean", "n", ""), list(export.lean_rows(spread, called)), frozenset({1, 2}))
        write("Lean: levels above (+) or below (-) the majority of the others.\n")
        table(("Pair", "Kappa", "n"), list(export.pair_rows(spread, called)), frozenset({1, 2}))
        write("Kappa: weighted, linear; not shown below 10 common elements or where a rater does not vary.")


def _show_element(
    files: PanelFiles, spread: Spread, element: str, called: dict[str, str] | None, form: str
) -> None:
    """One element: its distribution and the reasons, without names unless they are asked for."""
    found = next(each for each in spread.elements if each.id == element)
    votes = files.votes.by_id[element]
    reasons = []
    for rater, level in votes.now.items():
        said = votes.said(rater)
        if said is not None and said.rationale:
            reasons.append((called[rater] if called else "", level, said.rationale))
    # In the order of levels, so that the order of the raters does not tell whose reason it is.
    order = [*files.rubric.points, "not-applicable", "unknown"]
    reasons.sort(key=lambda reason: (order.index(reason[1]), reason[2]))
    if form == "json":
        data = {
            "id": element,
            "votes": dict(found.votes),
            "again": dict(found.again),
            "class": found.spread,
            "proposed": found.proposed,
            "reasons": [
                {**({"rater": rater} if rater else {}), "level": level, "rationale": text}
                for rater, level, text in reasons
            ],
        }
        write_data(json_text(as_data(data)))
        return
    if form != "table":
        raise WrongUsage("--element prints a table or json")
    write(f"{element}  {one_line(found.title)}: {CLASSES[found.spread]} ({CLASS_MEANINGS[found.spread]})")
    write(f"First vote: {counts_words(found.votes)}")
    if found.again:
        write(f"Second vote: {counts_words(found.again)}")
    write(f"Proposed: {in_words(found.proposed)}")
    for rater, level, text in reasons:
        write(f"- {in_words(level)}{f' ({rater})' if rater else ''}: {one_line(text)}")
