"""What a worksheet session shows beside its questions: the source's words, and what is there so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sustainrubric.editing.screens import HelpWords
from sustainrubric.instruments.worksheet_definition import EVIDENCE_PHASE, WorksheetDefinition, WorksheetStep
from sustainrubric.interview.data import Plain, get
from sustainrubric.interview.forms import Question
from sustainrubric.records.worksheet import Worksheet
from sustainrubric.terminal.prompts import BOLD, DIM, Terminal
from sustainrubric.worksheet.evidence_pass import EvidenceScript
from sustainrubric.worksheet.inventory import take_stock
from sustainrubric.worksheet.model import Coverage, Inventory
from sustainrubric.worksheet.script import WorksheetScript
from sustainrubric.worksheet.text import PLACES, some


@dataclass
class WorksheetScreens:
    """The screens of a session; a step is explained when it is come to first, and again for `?`."""

    script: WorksheetScript | EvidenceScript
    explained: set[str] = field(default_factory=set)

    def section(self, terminal: Terminal, section: str, data: Plain) -> None:
        """A step as it is begun: what to do, what to talk about, what helps whoever leads."""
        step = self.script.step_of(section)
        if step in self.explained:
            self._heading(terminal, section)
            terminal.say("?? shows what this step is about", style=DIM)
        else:
            self.explained.add(step)
            self._explained(terminal, section)
        self._results(terminal, step, data)

    def whole(self, terminal: Terminal, section: str, data: Plain) -> None:
        """All that the source says of a step."""
        self._explained(terminal, section)
        self._results(terminal, self.script.step_of(section), data)

    def aside(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """The recommended steps, which tables go by, and the gaps, which priorities go by."""
        terminal.say()
        terminal.say("The recommended steps", style=BOLD)
        for number, step in enumerate(self.script.definition.process, 1):
            terminal.say(f"  {step.text}", f"  {number} ", lead=f"{step.id:<10}")
        _show_gaps(terminal, self._inventory(data))

    def descriptors(self, terminal: Terminal, question: Question, data: Plain) -> None:
        """A worksheet has none; what a step is about says `??`."""
        terminal.warn("a worksheet has no descriptors; ?? shows what this step is about")

    def help_words(self) -> HelpWords:
        """What the help says of the commands of a worksheet."""
        return HelpWords("what is filled so far; or j 3, j supports", "the recommended steps and the gaps")

    def notes(self, question: Question, data: Plain) -> Sequence[str]:
        """The step and the question, for whoever writes the answer."""
        step = self.script.definition.steps_by_id[self.script.step_of(question.section)]
        return [
            f"Step {step.number}: {step.title}",
            question.title,
            *([question.hint] if question.hint else []),
        ]

    def overview(self, terminal: Terminal, data: Plain) -> None:
        """The steps with how far they are filled, and what covers the recommended ones."""
        inventory = self._inventory(data)
        steps = {step.id: step for step in inventory.steps}
        rows = {row.id: row for row in inventory.coverage}
        for section in self.script.sections:
            alias = next((alias for alias in section.aliases if alias.isdigit()), "")
            step = steps.get(section.id)
            row = rows.get(section.id)
            if step is not None:
                said = f"{step.title} ({step.filled} of {step.places})"
            elif row is not None:
                said = _covered(row)
            else:
                said = section.title
            terminal.say(said, f"  {alias:<2} {section.id:<14}")
        _show_gaps(terminal, inventory)

    def progress(self, data: Plain, section: str, width: int) -> str:
        """One line: where we are, and how far."""
        inventory = self._inventory(data)
        number = self.script.definition.steps_by_id[self.script.step_of(section)].number
        where = f"step {number}" if section == self.script.step_of(section) else f"step {number}, {section}"
        return f"[{where}; {inventory.complete_steps} of {len(inventory.steps)} steps filled; ? help]"

    def _results(self, terminal: Terminal, step: str, data: Plain) -> None:
        """What the source has a team look back on in step 5: the charts of steps 3 and 4, and the gaps."""
        if step != "next-steps":
            return
        inventory = self._inventory(data)
        terminal.say()
        terminal.say("What steps 3 and 4 have shown", style=BOLD)
        for row in inventory.coverage:
            terminal.say(_covered(row), "  ")
        _show_gaps(terminal, inventory)

    def _heading(self, terminal: Terminal, section: str) -> None:
        found = next(each for each in self.script.sections if each.id == section)
        terminal.rule()
        terminal.say(found.place)
        text = next((step.text for step in self.script.definition.process if step.id == section), "")
        terminal.say(f": {text}" if text else "", lead=found.title)

    def _explained(self, terminal: Terminal, section: str) -> None:
        self._heading(terminal, section)
        step = self.script.definition.steps_by_id[self.script.step_of(section)]
        for title, texts in self._words(step):
            if not texts:
                continue
            terminal.say()
            if title:
                terminal.say(title, style=BOLD)
            for text in texts:
                terminal.say(text, "  - " if len(texts) > 1 else "")

    def _words(self, step: WorksheetStep) -> Iterator[tuple[str, list[str]]]:
        definition = self.script.definition
        variations = [item.text for item in definition.variations if item.step == step.id]
        if isinstance(self.script, EvidenceScript):
            yield "", variations
            return
        yield "", [step.instructions]
        if step.number == 1:
            yield from _introduction(definition)
        if step.questions:
            yield "Questions to consider", [question.text for question in step.questions]
        yield "For whoever leads the conversation", list(definition.advice(step.id))
        yield "Modifications or variations", variations
        if any(item.id == EVIDENCE_PHASE and item.step == step.id for item in definition.variations):
            yield "", ["--phase evidence asks the questions of that second phase."]

    def _inventory(self, data: Plain) -> Inventory:
        return take_stock(Worksheet.model_validate(data), self.script.definition)


def _introduction(definition: WorksheetDefinition) -> Iterator[tuple[str, list[str]]]:
    """What stands before the first step, in the source's order."""
    yield "Purpose", [definition.purpose]
    yield "Outcome", [definition.outcome]
    yield "Materials", [definition.materials]
    yield "Who should be involved", [definition.who]
    yield "Time", [definition.time]
    yield "The steps", [f"Step {step.number}: {step.overview}" for step in definition.steps]


def _covered(row: Coverage) -> str:
    """What a recommended step has: `Inform: 2 steps, 1 support, 1 gap`."""
    counts = (some(row.process, "step"), some(row.supports, "support"), some(row.gaps, "gap"))
    return f"{row.name}: {', '.join(counts)}"


def show_summary(
    terminal: Terminal, script: WorksheetScript | EvidenceScript, data: Plain, file: str
) -> None:
    """What a session ends with: what is open, what no priority takes up, what to do next."""
    inventory = take_stock(Worksheet.model_validate(data), script.definition)
    terminal.rule()
    terminal.say(
        f"Saved in {file}: {inventory.complete_steps} of {len(inventory.steps)} steps are filled.", style=BOLD
    )
    for step in inventory.steps:
        if step.open:
            terminal.say(
                ", ".join(PLACES.get(place, place) for place in step.open), f"  Open in step {step.number}: "
            )
    left = [gap.label for gap in inventory.gaps if not gap.taken_up_by]
    if left:
        terminal.say(", ".join(left), "  Gaps that no priority takes up: ")
    unreviewed = _not_reviewed(data)
    terminal.say()
    terminal.say("Next:")
    if unreviewed and isinstance(script, WorksheetScript):
        terminal.say(f"sustain worksheet {file} --phase evidence", "  ")
    for command in ("validate", "score"):
        terminal.say(f"sustain {command} {file}", "  ")
    terminal.say(f"sustain report {file} -o worksheet.html", "  ")


def _show_gaps(terminal: Terminal, inventory: Inventory) -> None:
    if inventory.gaps:
        terminal.say()
        terminal.say("Gaps named so far", style=BOLD)
        for gap in inventory.gaps:
            mark = " (taken up)" if gap.taken_up_by else ""
            terminal.say(f"{gap.text}{mark}", f"  {gap.label:<12} ")


def _not_reviewed(data: Plain) -> bool:
    """Whether a process step has not been through the second pass."""
    process = data.get("process") or {}
    return any(
        not row.get("evidence_review") for mapped in process.values() for row in get(mapped, ("steps",)) or []
    )
