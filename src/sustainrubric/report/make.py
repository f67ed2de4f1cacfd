"""Files that were checked -> what makes their pages, for an audience.

What can be wrong with a file is found at once; the page itself is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sustainrubric.base.phrase import own, phrase
from sustainrubric.base.text import quoted
from sustainrubric.check.file import needed_worksheet, with_rubric
from sustainrubric.instruments.shipped import newest_rubric
from sustainrubric.pages.environment import html_environment
from sustainrubric.pages.frame import leaving_out
from sustainrubric.pages.render import page_in_markdown
from sustainrubric.rating.score import score
from sustainrubric.records.agency_names import RENAMED, AgencyNames
from sustainrubric.records.load import Loaded
from sustainrubric.records.priorities import Priorities
from sustainrubric.records.settings import agency_around
from sustainrubric.report.audience import (
    Secrets,
    assessment_for,
    keeps_notes,
    left_out_of_assessments,
    left_out_of_priorities,
    left_out_of_worksheet,
    priorities_for,
    secrets_of,
    withheld_evidence,
    worksheet_for,
)
from sustainrubric.report.charts import distribution_bar, dumbbell, heat_map, level_scale, small_bar
from sustainrubric.report.goals import GoalsAround
from sustainrubric.report.since import Scored
from sustainrubric.report.view import view
from sustainrubric.report.view_parts import Report
from sustainrubric.rounds.model import RatedRound, Reason
from sustainrubric.yaml.comments import comments

if TYPE_CHECKING:
    from sustainrubric.instruments.rubric import Rubric
    from sustainrubric.migration.alignment import Alignment
    from sustainrubric.pages.frame import Audience
    from sustainrubric.panel.report_section import PanelSection
    from sustainrubric.records.assessment import Assessment
    from sustainrubric.yaml.comments import Comment


def priorities_text(loaded: Loaded, form: str, audience: Audience) -> str:
    """The page in HTML or Markdown; definitions are those of the newest rubric.

    Raises:
        InvalidFile: the file has errors.
    """
    # Imported late: most reports are of an assessment.
    from sustainrubric.priorities.view import priorities_to_html, priorities_to_markdown, priorities_view

    full = loaded.model_as(Priorities)
    priorities = priorities_for(audience, full)
    around = agency_around(loaded.file) if priorities.agency is None else None
    view = priorities_view(priorities, own(around.name) if around else phrase("The agency"), newest_rubric())
    with leaving_out(left_out_of_priorities(audience, full)):
        return priorities_to_markdown(view) if form == "markdown" else priorities_to_html(view)


Make = Callable[[], str]


def assessment_page(
    loaded: Loaded,
    form: str,
    audience: Audience,
    previous: Loaded | None = None,
    mapping: str | None = None,
    today: date | None = None,
    *,
    summary: bool = False,
    around: GoalsAround | None = None,
) -> Make:
    """The report of an assessment, beside an earlier round where there is one.

    `mapping` is the file of the mapping between the rubrics of the two, where they are others; actions
    are judged as of `today`, or of the day of the round. A `summary`, which is HTML, is its first screen alone.
    The goals of the reform are found by `around`, which knows then what could not be read.

    Raises:
        InvalidFile: a file has errors, or is no assessment.
        WrongUsage: the earlier round cannot be set beside it.
    """
    _, assessment, rubric = with_rubric(loaded)
    agencies = AgencyNames()
    rated = RatedRound(assessment, rubric, known_agency=agencies.known(loaded.file, assessment.agency))
    both = [assessment] if previous is None else [assessment, with_rubric(previous)[1]]
    secrets = secrets_of(both)
    earlier = _previous(previous, rated, audience, secrets, mapping, agencies) if previous else None
    scored = scored_for(audience, assessment, rubric, secrets)
    said, body = notes_for(audience, loaded)
    panel = panel_for(audience, assessment, rubric)
    parts = left_out_of_assessments(audience, [assessment], secrets, notes=has_notes(audience, loaded))
    hidden = withheld_evidence(audience, assessment, secrets)
    goals = (around or GoalsAround()).of(loaded.file, assessment.reform.id)

    def make() -> str:
        with leaving_out(parts, hidden):
            shown = view(
                scored,
                rubric,
                comments=said,
                body=body,
                panel=panel,
                today=today,
                goals=goals,
                previous=earlier.scored if earlier else None,
                unequal=earlier.unequal if earlier else None,
            )
            return to_markdown(shown) if form == "markdown" else to_html(shown, summary=summary)

    return make


def worksheet_page(loaded: Loaded, form: str, audience: Audience, *, contacts: bool = False) -> Make:
    """As `assessment_page`, of a worksheet."""
    from sustainrubric.worksheet.inventory import take_stock
    from sustainrubric.worksheet.map import worksheet_to_html, worksheet_to_markdown
    from sustainrubric.worksheet.view import worksheet_view

    full, definition = needed_worksheet(loaded)
    worksheet = worksheet_for(audience, full)
    said, body = notes_for(audience, loaded)
    stock = take_stock(worksheet, definition)
    names = GoalsAround().names(loaded.file)
    parts = left_out_of_worksheet(audience, full, contacts=contacts, notes=has_notes(audience, loaded))

    def make() -> str:
        with leaving_out(parts):
            shown = worksheet_view(
                worksheet, definition, stock, comments=said, body=body, contacts=contacts, names=names
            )
            return worksheet_to_markdown(shown) if form == "markdown" else worksheet_to_html(shown)

    return make


def priorities_page(loaded: Loaded, form: str, audience: Audience) -> Make:
    """As `assessment_page`, of priorities."""
    return lambda: priorities_text(loaded, form, audience)


def scored_for(audience: Audience, assessment: Assessment, rubric: Rubric, secrets: Secrets) -> Scored:
    return Scored(assessment_for(audience, assessment, secrets), score(assessment, rubric))


def panel_for(audience: Audience, assessment: Assessment, rubric: Rubric) -> PanelSection | None:
    """What the audience may see of how a panel came to its levels."""
    if not any(rating.decided for rating in assessment.ratings.values()):
        return None
    # Imported late: few assessments have a panel.
    from sustainrubric.panel.report_section import panel_section

    return panel_section(assessment, rubric, audience)


def notes_for(audience: Audience, loaded: Loaded) -> tuple[tuple[Comment, ...], str]:
    """The comments of a file and the text below it, where the audience may see them."""
    document = loaded.document
    return (tuple(comments(document)), document.body) if keeps_notes(audience) else ((), "")


def has_notes(audience: Audience, loaded: Loaded) -> bool:
    """Whether a file has comments, or text below it, that the audience does not see."""
    if keeps_notes(audience):
        return False
    return bool(loaded.document.body.strip()) or next(iter(comments(loaded.document)), None) is not None


class Earlier(NamedTuple):
    """An earlier round under the ids of the later one's rubric; `unequal` says what cannot be compared."""

    scored: Scored
    unequal: Mapping[str, Reason]


def earlier_round(old: RatedRound, new: RatedRound, alignment: Alignment | None) -> Earlier:
    """An earlier round as the report of a later one sets it beside it."""
    if old.rubric is new.rubric or old.rubric == new.rubric:
        return Earlier(Scored(old.assessment, score(old.assessment, old.rubric)), {})
    # Imported late: most rounds are of one rubric.
    from sustainrubric.migration.alignment import align
    from sustainrubric.rounds.side_by_side import side_by_side

    found = side_by_side(old, alignment or align((), old.rubric, new.rubric), new.rubric)
    rubric = found.old.rubric
    added = [one for one in new.rubric.elements if one not in rubric.elements]
    unequal: dict[str, Reason] = {**dict.fromkeys(added, "added-to-the-rubric"), **found.reasons}
    if rubric.points != new.rubric.points:
        unequal = {**dict.fromkeys(new.rubric.elements, "levels-worth-other-points"), **unequal}
    scored = Scored(found.old.assessment, score(found.old.assessment, rubric))
    return Earlier(scored, unequal)


def _previous(
    loaded: Loaded,
    new: RatedRound,
    audience: Audience,
    secrets: Secrets,
    mapping: str | None,
    agencies: AgencyNames,
) -> Earlier:
    """An earlier round, refused where its ratings cannot be set beside those of `new`."""
    from sustainrubric.base.errors import WrongUsage

    _, earlier, rubric = with_rubric(loaded)
    reform = new.assessment.reform.id
    if earlier.reform.id != reform:
        raise WrongUsage(f"{loaded.file} is about the reform {earlier.reform.id}, not {reform}")
    known = agencies.known(loaded.file, earlier.agency)
    if known.key != new.agency.key or known.is_of_other_state(new.agency):
        raise WrongUsage(f"{loaded.file} is of another agency, {quoted(known.name)}{RENAMED}")
    old = RatedRound(assessment_for(audience, earlier, secrets), rubric, known_agency=known)
    alignment = None
    if mapping is not None or earlier.rubric != new.assessment.rubric:
        from sustainrubric.records.instrument_finder import InstrumentFinder
        from sustainrubric.rounds.sources import ways_for
        from sustainrubric.rounds.subject import why_not_one_subject

        ways = ways_for([mapping] if mapping is not None else [], InstrumentFinder(), loaded.file)
        alignment = ways.between(RatedRound(earlier, rubric, known_agency=known), new)
        ways.check_used()
        if alignment is None and why_not_one_subject(old, new) is not None:
            raise WrongUsage(
                f"{loaded.file} was rated by {earlier.rubric}, not {new.assessment.rubric},"
                " and no mapping leads from one to the other; name one with --mapping"
            )
    return earlier_round(old, new, alignment)


def to_html(report: Report, *, summary: bool = False) -> str:
    environment = html_environment(
        bar=distribution_bar, dumbbell=dumbbell, scale=level_scale, small_bar=small_bar, heat_map=heat_map
    )
    return environment.get_template(f"{'summary' if summary else 'report'}.html.j2").render(report=report)


def to_markdown(report: Report) -> str:
    return page_in_markdown("report.md.j2", report)
