"""A form that came back -> the file it belongs to, with what was written in the form and nothing else changed."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from sustainrubric.base.errors import InvalidFile, RefusedToWrite, Unreadable
from sustainrubric.base.problem import LocatedProblem, Location, Problem
from sustainrubric.check.file import checked, inspect_bytes
from sustainrubric.editing.user_file import UserFile, errors_of, save_once
from sustainrubric.exchange.form_kinds import check_subject, kind_for
from sustainrubric.exchange.form_model import BALLOT, CellKey, ReadCell
from sustainrubric.exchange.merge import CellChange, merge, moved_items, same, settled
from sustainrubric.exchange.office import cell_text
from sustainrubric.interview.data import Plain, get
from sustainrubric.records.find import candidates
from sustainrubric.records.read_folder import Unread, read_folder
from sustainrubric.yaml.rewrite import CannotEdit

if TYPE_CHECKING:
    from sustainrubric.exchange.form_kinds import FormKind
    from sustainrubric.exchange.form_model import Form
    from sustainrubric.exchange.workbook_reader import OpenedWorkbook

Accept = Literal["theirs", "ours"]


@dataclass(frozen=True)
class ImportPlan:
    """What a form would change in a file: the cells, and the data with them in it."""

    changes: tuple[CellChange, ...]
    cells: Mapping[CellKey, ReadCell]
    data: Plain
    written: tuple[tuple[tuple[str | int, ...], Any], ...]

    @property
    def conflicts(self) -> list[CellChange]:
        return [change for change in self.changes if change.fate == "conflict"]

    @property
    def taken(self) -> list[CellChange]:
        """The cells that go into the file."""
        return [change for change in self.changes if change.fate in ("set", "cleared")]


def plan_import(
    opened: UserFile, workbook: OpenedWorkbook, *, accept: Accept | None = None, clearing: bool = False
) -> ImportPlan:
    """Set a form beside the file as it is now; nothing is written.

    Raises:
        Unreadable: the form is about something else.
        InvalidFile: something in the form cannot be taken; each problem is named with its cell.
    """
    kind = kind_for(opened.loaded, workbook.about)
    form = kind.form()
    check_subject(workbook.name, workbook.about, opened.loaded.file, form.about)
    plan = merged_form(kind, form, workbook, opened.data, accept=accept, clearing=clearing)
    _refuse_errors(opened, plan, workbook.name)
    return plan


def merged_form(
    kind: FormKind,
    form: Form,
    workbook: OpenedWorkbook,
    data: Plain,
    *,
    accept: Accept | None = None,
    clearing: bool = False,
) -> ImportPlan:
    """What came back set beside `data`, of which `form` would be made now.

    Raises:
        InvalidFile: something in the form cannot be taken; each problem is named with its cell.
    """
    filled = workbook.filled(form)
    now = form.values()
    ours = {key: cell_text(text) for key, text in now.items()}
    moves = moved_items(filled.base, ours, kind.item_of)
    base = {moves.key(key): text for key, text in filled.base.items()}
    cells = {moves.key(key): cell for key, cell in filled.cells.items()}
    theirs = {key: kind.written_as_ours(key, cell.text) for key, cell in cells.items()}
    shortened = frozenset(key for key, text in now.items() if same(cell_text(text)) != same(text))

    def unit_of(key: CellKey) -> Hashable:
        return kind.unit_of(key) or moves.doubtful_item(key)

    found = list(merge(base, ours, theirs, clearing=clearing, shortened=shortened, unit_of=unit_of))
    changes = settled(found, accept, clearing=clearing)
    final = {change.key: change.theirs for change in changes if change.fate in ("set", "cleared")}
    answers = kind.answered(data, changes, {**now, **final}, clearing=clearing)
    if answers.problems:
        located = [_located(workbook.name, cells, *problem) for problem in answers.problems]
        raise InvalidFile(workbook.name, sorted(located, key=lambda each: each.sort_key))
    news = tuple(change for change in changes if change.key.row not in answers.already)
    return ImportPlan(news, cells, answers.data, tuple(answers.written))


def write_import(opened: UserFile, plan: ImportPlan) -> list[str]:
    """Save what a plan says, read it back and compare; gives what the person should be told.

    Raises:
        RefusedToWrite: there are conflicts, the file was changed meanwhile, or cannot be saved.
    """
    if plan.conflicts:
        number = len(plan.conflicts)
        what = (
            "1 cell was changed both in the form and in the file"
            if number == 1
            else (f"{number} cells were changed both in the form and in the file")
        )
        raise RefusedToWrite(
            f"nothing was written: {what}; --accept theirs or --accept ours says which counts"
        )
    notes = list(save_once(opened, plan.data))
    again = inspect_bytes(opened.saver.reload(), opened.loaded.file)
    missing = [
        path
        for path, value in _last(plan.written)
        if _plainly(get(again.document.data, path)) != _plainly(value)
    ]
    if missing:
        where = ", ".join("/".join(map(str, path)) for path in missing)
        raise RefusedToWrite(
            f"{opened.loaded.file} was saved, but does not say what the form says at {where}"
        )
    return notes


def refuse_ballot(workbook: OpenedWorkbook) -> None:
    """Say which command takes a ballot back, where one was given to another.

    Raises:
        Unreadable: the workbook is a ballot.
    """
    if workbook.about.get("kind") == BALLOT:
        raise Unreadable(
            f"{workbook.name}: is the ballot of a rater; `sustain panel collect FILE {workbook.name}` takes it back"
        )


def file_of(workbook: OpenedWorkbook, paths: Sequence[str]) -> str:
    """The one file below the folders named that a form belongs to.

    Raises:
        Unreadable: there is none, or there are several, or one that cannot be read could be it.
    """
    missing: list[Unread] = []
    found = list(_files_of(workbook, paths, missing))
    if missing:
        names = ", ".join(one.file for one in missing)
        raise Unreadable(
            f"{workbook.name}: it may belong to a file that cannot be read ({names}); name the file"
        )
    if len(found) == 1:
        return found[0]
    if not found:
        raise Unreadable(f"{workbook.name}: no file here is what it belongs to; name the file")
    raise Unreadable(f"{workbook.name}: belongs to {len(found)} files: {', '.join(found)}; name one of them")


def _files_of(workbook: OpenedWorkbook, paths: Sequence[str], missing: list[Unread]) -> Iterator[str]:
    for found in read_folder(candidates(paths), ("assessment", "worksheet"), checked):
        if isinstance(found, Unread):
            missing.append(found)
            continue
        try:
            about = kind_for(found, workbook.about).form().about
            check_subject(workbook.name, workbook.about, found.file, about)
        except (InvalidFile, Unreadable):
            continue
        yield found.file


def _refuse_errors(opened: UserFile, plan: ImportPlan, name: str) -> None:
    """An answer that makes the file wrong is a problem of its cell; before it there was no error."""
    if not plan.taken:
        return
    try:
        meant = opened.meant(plan.data)
    except CannotEdit as error:
        raise RefusedToWrite(f"nothing was written: {error}") from error
    errors = errors_of(meant)
    if errors:
        raise at_cells(name, plan, [found.problem for found in errors])


def at_cells(name: str, plan: ImportPlan, problems: Iterable[Problem]) -> InvalidFile:
    """Problems that the file would have, each at the cell that brought it."""
    located = (_at_cell(name, plan, problem) for problem in problems)
    return InvalidFile(name, sorted(located, key=lambda each: each.sort_key))


def _at_cell(name: str, plan: ImportPlan, problem: Problem) -> LocatedProblem:
    """A problem of the file at the cell that brought it: the same key of the same element, else the same row."""
    words = set(map(str, problem.path))
    rows = [change for change in plan.taken if change.key.row.split("#")[0] in words] or plan.taken
    best = next((change for change in rows if change.key.column in words), rows[0])
    return _located(name, plan.cells, best.key, problem.code, problem.message)


def _located(
    name: str, cells: Mapping[CellKey, ReadCell], key: CellKey, code: Any, message: str
) -> LocatedProblem:
    cell = cells.get(key) or next(cell for other, cell in cells.items() if other.row == key.row)
    return LocatedProblem(Location(name, cell.line, cell.column), Problem(code, f"({cell.name}) {message}"))


def _last(
    written: Sequence[tuple[tuple[str | int, ...], Any]],
) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """What was written last at each place."""
    yield from dict(written).items()


def _plainly(value: Any) -> Any:
    """A value as the file gives it back: a day as its text."""
    if isinstance(value, dict):
        return {key: _plainly(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plainly(entry) for entry in value]
    return value if isinstance(value, int | None) else str(value)
