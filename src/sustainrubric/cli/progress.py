"""A progress bar for what takes long, on terminals only."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sized
from typing import TYPE_CHECKING, TypeVar

from sustainrubric.cli.console import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress

Item = TypeVar("Item")

_PATIENCE = 1.0
"""Seconds a person waits before wanting to see that something happens."""


def with_progress(items: Iterable[Item], label: str, total: int | None = None) -> Iterator[Item]:
    """The items one by one; after a second a bar appears on standard error, where that is a terminal.

    `total` is how many there are, needed where `items` cannot say.
    """
    if not is_terminal(sys.stderr):
        yield from items
        return
    began = time.monotonic()
    bar: Progress | None = None
    try:
        for done, item in enumerate(items):
            if bar is None and time.monotonic() - began > _PATIENCE:
                bar = _bar(label, len(items) if isinstance(items, Sized) else total)
            if bar is not None:
                bar.update(bar.task_ids[0], completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()


def _bar(label: str, total: int | None) -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False)
    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True)
    bar.add_task(label, total=total)
    bar.start()
    return bar
