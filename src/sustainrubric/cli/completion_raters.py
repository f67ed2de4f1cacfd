"""The raters of the panels in a folder, as words that complete `--rater`."""

from __future__ import annotations

import re
from dataclasses import replace

from sustainrubric.base.errors import SustainError
from sustainrubric.cli.command_tree import Command, CommandOption
from sustainrubric.cli.completion_words import Words
from sustainrubric.records.assessment import Assessment
from sustainrubric.records.find import candidates
from sustainrubric.records.load import load
from sustainrubric.yaml.source import read_bytes

_RATER = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]*")


def with_raters(command: Command, folder: str) -> Command:
    """The commands with the raters that the assessments in a folder name; unchanged where there are none."""
    raters = _raters(folder)
    return _completed(command, Words("raters", tuple((rater, "") for rater in raters))) if raters else command


def _completed(command: Command, words: Words) -> Command:
    return replace(
        command,
        options=tuple(_with_words(option, words) for option in command.options),
        commands=tuple(_completed(inner, words) for inner in command.commands),
    )


def _with_words(option: CommandOption, words: Words) -> CommandOption:
    return replace(option, completes=words) if "--rater" in option.names else option


def _raters(folder: str) -> list[str]:
    """Every rater once, sorted; a file that cannot be read has none."""
    found: set[str] = set()
    for candidate in candidates([folder]):
        try:
            # Few files have a panel, and to look for the word is much quicker than to read them all.
            panel = b"panel" in read_bytes(candidate.name) and load(candidate.name).model
        except SustainError:
            continue
        if isinstance(panel, Assessment) and panel.panel is not None:
            found |= {rater for rater in panel.panel.raters if _RATER.fullmatch(rater)}
    return sorted(found)
