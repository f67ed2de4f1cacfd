"""A whole check: files looked at, what the settings silence left out, what is left in one order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from typing import NamedTuple

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.problem import CheckResult, Code, Finding, Severity
from sustainrubric.check.agreement import Agreement
from sustainrubric.check.file import checked
from sustainrubric.check.gates import Gates, codes_of
from sustainrubric.check.many import CheckContext, FileFindings, look_at_all
from sustainrubric.check.text import as_finding
from sustainrubric.check.whole_folder import check_folder
from sustainrubric.disk.drives import is_below
from sustainrubric.records.find import ShowProgress, candidates, unwatched
from sustainrubric.records.instrument_finder import InstrumentFinder
from sustainrubric.records.settings import FolderSettings, SettingsFinder


class _Selection(NamedTuple):
    """What a check is asked for: beginnings of codes to tell or to leave out, and gates."""

    select: tuple[str, ...]
    ignore: tuple[str, ...]
    gates: Gates | None

    def wants(self, code: Code) -> bool:
        """Whether problems of this code are to be told; a gate was asked for by itself."""
        selected = not self.select or code.is_gate or code.startswith(self.select)
        return selected and not code.startswith(self.ignore)

    def looks_for(self, code: Code) -> bool:
        """Whether this check would find such a problem where there is one."""
        return self.wants(code) and (not code.is_gate or code in codes_of(self.gates))


def check(
    paths: Sequence[str],
    *,
    strict: bool = False,
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    gates: Gates | None = None,
    jobs: int = 0,
    skip_others: bool = False,
    progress: ShowProgress = unwatched,
) -> CheckResult:
    """Look at files and folders; every path that cannot be opened is named, and the others are checked.

    `select` and `ignore` are how codes begin; `jobs` is how many processes work, 0 for as many as speed it up.
    """
    asked = _Selection(select, ignore, gates)
    found = candidates(paths, skip_others=skip_others)
    # Closed here, at Ctrl-C too: later the collector would do it, in any thread it happens to run in.
    around = CheckContext(Agreement(paths), InstrumentFinder())
    with closing(look_at_all(found, gates, around, jobs)) as answers:
        looked = [each for each in progress(answers, "checking", len(found)) if each is not None]
    unreadable = [each.unreadable for each in looked if each.unreadable is not None]
    read = [each for each in looked if each.unreadable is None]
    settled = _WeighedFindings(read)
    folders = [path for path in paths if os.path.isdir(path)]
    together = check_folder(read, folders) if len(found) > 1 or folders else ()
    findings = [*settled.findings(), *settled.weighed(together), *settled.of_settings()]
    if not unreadable and not settled.unreadable:
        findings += settled.unused(folders, asked)
    wanted = sorted((each for each in findings if asked.wants(each.code)), key=lambda each: each.sort_key)
    return CheckResult(
        tuple(wanted),
        tuple(each.file for each in read),
        (*unreadable, *settled.unreadable),
        strict,
    )


class _WeighedFindings:
    """What files say, weighed by the settings that hold for each."""

    def __init__(self, looked: Iterable[FileFindings]) -> None:
        self._looked = list(looked)
        self._finder = SettingsFinder()
        self._used: set[tuple[str, int]] = set()
        self.unreadable: list[str] = []

    def findings(self) -> Iterator[Finding]:
        """All but what is ignored, each with its severity."""
        for looked in self._looked:
            # Asked for every file: settings with a problem are told of although no file has one.
            self._around(looked.file)
            yield from self.weighed(looked.findings)

    def weighed(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Findings as the settings around their files weigh them."""
        for found in findings:
            around = self._around(found.location.file)
            if around is None or around.settings is None:
                yield found
            elif not self._is_ignored(found, around):
                yield found._replace(severity=_severity(found, around))

    def of_settings(self) -> Iterator[Finding]:
        """The problems of settings that hold here and were not among the files looked at."""
        seen = {os.path.abspath(looked.file) for looked in self._looked}
        for around in self._finder.used():
            if os.path.abspath(around.name) not in seen:
                yield from map(as_finding, checked(around.loaded).problems)

    def unused(self, folders: Sequence[str], asked: _Selection) -> Iterator[Finding]:
        """Ignores that silence nothing, where every file they could be about was looked at."""
        tops = [os.path.abspath(folder) for folder in folders]
        for around in self._finder.used():
            if any(is_below(around.folder, top) for top in tops):
                yield from self._unused_in(around, asked)

    def _unused_in(self, around: FolderSettings, asked: _Selection) -> Iterator[Finding]:
        from sustainrubric.records.check_settings import unused_ignore

        rows = around.settings.ignore if around.settings is not None else ()
        for position, row in enumerate(rows):
            known = row.code in {code.value for code in Code}
            if (around.folder, position) in self._used or not known or not asked.looks_for(Code(row.code)):
                continue
            covered = (
                each
                for each in self._looked
                if self._around(each.file) is around and around.covers(each.file, row.files)
            )
            if all(each.whole for each in covered):
                problem = unused_ignore(position, row.code)
                found = as_finding(around.loaded.document.located(problem))
                if not self._is_ignored(found, around):
                    yield found._replace(severity=_severity(found, around))

    def _around(self, file: str) -> FolderSettings | None:
        try:
            return self._finder.around(file)
        except Unreadable as error:
            if str(error) not in self.unreadable:
                self.unreadable.append(str(error))
            return None

    def _is_ignored(self, found: Finding, around: FolderSettings) -> bool:
        assert around.settings is not None
        for position, row in enumerate(around.settings.ignore):
            if row.code == found.code and around.covers(found.location.file, row.files):
                self._used.add((around.folder, position))
                return True
        return False


def _severity(found: Finding, around: FolderSettings) -> Severity:
    assert around.settings is not None
    severity = found.severity
    for row in around.settings.severities:
        if row.code == found.code and around.covers(found.location.file, row.files):
            severity = Severity(row.severity)
    return severity
