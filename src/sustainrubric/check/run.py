"""A whole check: files looked at, what the settings silence left out, what is left in one order."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing

from sustainrubric.base.errors import Unreadable
from sustainrubric.base.problem import CheckResult, Code, Finding, Severity
from sustainrubric.check.agreement import Agreement
from sustainrubric.check.file import checked
from sustainrubric.check.many import Looked, look_at_all
from sustainrubric.check.text import as_finding
from sustainrubric.cli.options import CheckOptions
from sustainrubric.records.find import candidates
from sustainrubric.records.settings import FolderSettings, SettingsFinder
from sustainrubric.terminal.console import with_progress


def check(paths: Sequence[str], options: CheckOptions) -> CheckResult:
    """Look at files and folders; every path that cannot be opened is named, and the others are checked."""
    found = candidates(paths, skip_others=options.skip_others)
    # Closed here, at Ctrl-C too: later the collector would do it, in any thread it happens to run in.
    with closing(look_at_all(found, options.gates, Agreement(paths), options.jobs)) as answers:
        looked = [each for each in with_progress(answers, "checking", len(found)) if each is not None]
    unreadable = [each.unreadable for each in looked if each.unreadable is not None]
    read = [each for each in looked if each.unreadable is None]
    settled = _Settled(read)
    findings = [*settled.findings(), *settled.of_settings()]
    if not unreadable and not settled.unreadable:
        findings += settled.unused([path for path in paths if os.path.isdir(path)], options)
    wanted = sorted((each for each in findings if options.wants(each.code)), key=lambda each: each.sort_key)
    return CheckResult(
        tuple(wanted),
        tuple(each.file for each in read),
        (*unreadable, *settled.unreadable),
        options.strict,
    )


class _Settled:
    """What files say, weighed by the settings that hold for each."""

    def __init__(self, looked: Iterable[Looked]) -> None:
        self._looked = list(looked)
        self._finder = SettingsFinder()
        self._used: set[tuple[str, int]] = set()
        self.unreadable: list[str] = []

    def findings(self) -> Iterator[Finding]:
        """All but what is ignored, each with its severity."""
        for looked in self._looked:
            around = self._around(looked.file)
            for found in looked.findings:
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

    def unused(self, folders: Sequence[str], options: CheckOptions) -> Iterator[Finding]:
        """Ignores that silence nothing, where every file they could be about was looked at."""
        tops = [os.path.abspath(folder) for folder in folders]
        for around in self._finder.used():
            if any(os.path.commonpath([top, around.folder]) == top for top in tops):
                yield from self._unused_in(around, options)

    def _unused_in(self, around: FolderSettings, options: CheckOptions) -> Iterator[Finding]:
        from sustainrubric.records.check_settings import unused_ignore

        rows = around.settings.ignore if around.settings is not None else ()
        for position, row in enumerate(rows):
            known = row.code in {code.value for code in Code}
            if (around.folder, position) in self._used or not known or not options.looks_for(Code(row.code)):
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
