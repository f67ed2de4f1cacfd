"""Every page that `sustain` makes, by the command that makes it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.conftest import ROOT
from tests.panel.round import begin, put
from tests.report.hostile import ATTACKS, hostile
from tests.report.hostile_worksheet import hostile_worksheet
from tests.report.ugly import long_names, ugly
from tests.small import HEAD, RATED, WORKSHEET_HEAD

ASSESSMENTS = ROOT / "examples" / "assessments"
PANEL_ROUND = ASSESSMENTS / "educator-evaluation" / "2026-fall.yaml"
OLD, NEW = (str(ASSESSMENTS / "literacy" / f"{year}-fall.yaml") for year in (2025, 2026))
EVIL = "\n".join(ATTACKS)
"""All attacks at once: each is tried by itself in tests/report."""


def _report(folder: Path) -> list[str]:
    return ["report", NEW]


def _report_with_previous(folder: Path) -> list[str]:
    return ["report", NEW, "--previous", OLD]


def _report_of_other_reform(folder: Path) -> list[str]:
    return ["report", str(PANEL_ROUND)]


def _report_of_other_reform_with_previous(folder: Path) -> list[str]:
    earlier = str(ASSESSMENTS / "educator-evaluation" / "2025-fall.yaml")
    return [*_report_of_other_reform(folder), "--previous", earlier]


def _summary(folder: Path) -> list[str]:
    return [*_report_with_previous(folder), "--print", "summary"]


def _blank_report(folder: Path) -> list[str]:
    return ["report", _written(folder, HEAD)]


def _ugly_report(folder: Path) -> list[str]:
    return ["report", _written(folder, ugly())]


def _long_report(folder: Path) -> list[str]:
    return ["report", _written(folder, long_names())]


def _hostile_report(folder: Path) -> list[str]:
    return ["report", _written(folder, hostile(EVIL))]


def _hostile_report_with_previous(folder: Path) -> list[str]:
    earlier = hostile(EVIL).replace("2026-10-15", "2025-10-15").replace("level: strong", "level: emerging")
    return [
        "report",
        _written(folder, hostile(EVIL)),
        "--previous",
        _written(folder, earlier, "earlier.yaml"),
    ]


def _diff(folder: Path) -> list[str]:
    return ["diff", OLD, NEW]


def _hostile_diff(folder: Path) -> list[str]:
    earlier = hostile(EVIL).replace("2026-10-15", "2025-10-15").replace("level: strong", "level: emerging")
    return ["diff", _written(folder, earlier, "earlier.yaml"), _written(folder, hostile(EVIL))]


def _trend(folder: Path) -> list[str]:
    return ["trend", str(ASSESSMENTS / "literacy")]


def _worksheet(folder: Path) -> list[str]:
    return ["report", str(ROOT / "examples" / "worksheet.yaml"), "--contacts"]


def _blank_worksheet(folder: Path) -> list[str]:
    return ["report", _written(folder, WORKSHEET_HEAD)]


def _hostile_worksheet(folder: Path) -> list[str]:
    return ["report", _written(folder, hostile_worksheet(EVIL)), "--contacts"]


def _priorities(folder: Path) -> list[str]:
    return ["report", str(ROOT / "examples" / "priorities.yaml")]


def _plan(folder: Path) -> list[str]:
    return ["plan", str(ROOT / "examples"), "--today", "2027-01-20"]


def _public_report(folder: Path) -> list[str]:
    return ["report", NEW, "--audience", "public"]


def _card(folder: Path) -> list[str]:
    begin(folder, "r1", "r2", "r3")
    put(folder, r1="1234" * 4 + "123", r2="2" * 19, r3="4u" * 9 + "n")
    return ["panel", "card", str(folder / "a.yaml"), "--rater", "r1"]


def _ballot(folder: Path, *again: str) -> list[str]:
    begin(folder, "r1", "r2", "r3")
    put(folder, r1="1234" * 4 + "123", r2="2" * 19, r3="4u" * 9 + "n")
    return ["panel", "ballot", str(folder / "a.yaml"), "--rater", "r1", *again]


def _own_look(folder: Path) -> list[str]:
    circle = "<circle cx='20' cy='20' r='18'/>"
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' width='160' height='40'>{circle}</svg>"
    _written(folder, drawing, "logo.svg")
    look = 'report:\n  logo: logo.svg\n  colors: {band: "#5a1230"}\n  dark_colors: {band: "#3a0a1e"}\n'
    _written(folder, f"kind: settings\nformat: 1\n{look}", "sustain.yaml")
    return ["report", _written(folder, RATED)]


PAGES: dict[str, Callable[[Path], list[str]]] = {
    "report": _report,
    "report-with-previous": _report_with_previous,
    "report-of-other-reform": _report_of_other_reform,
    "report-of-other-reform-with-previous": _report_of_other_reform_with_previous,
    "summary": _summary,
    "blank-report": _blank_report,
    "ugly-report": _ugly_report,
    "long-report": _long_report,
    "hostile-report": _hostile_report,
    "hostile-report-with-previous": _hostile_report_with_previous,
    "diff": _diff,
    "hostile-diff": _hostile_diff,
    "trend": _trend,
    "worksheet": _worksheet,
    "blank-worksheet": _blank_worksheet,
    "hostile-worksheet": _hostile_worksheet,
    "priorities": _priorities,
    "plan": _plan,
    "public-report": _public_report,
    "own-look": _own_look,
    "card": _card,
}

# Pages of a site that stand nowhere else, or look otherwise there, and where they lie in it.
SITE = {
    "portfolio": "index.html",
    "rubric": "rubric/sustainability-1.0.0.html",
    "report-in-site": "reforms/literacy/rounds/2026-fall.html",
    "other-report-in-site": "reforms/educator-evaluation/rounds/2026-fall.html",
}
HOSTILE_SITE = {"hostile-portfolio": "index.html", "hostile-plan": "plan.html"}
LONG_SITE = {"long-portfolio": "index.html"}
LARGE_SITE = {"second-of-large-portfolio": "reforms-2.html"}
# The sheets of a meeting whose ballots are in; the ballot page has tests of its own, as it has a script.
KIT = {
    f"kit-{sheet.partition('-')[2]}": f"{sheet}.html"
    for sheet in (
        "1-invitation",
        "2-pre-read",
        "4-cards",
        "5-agenda",
        "6-notes",
        "7-wall-chart",
        "8-checklist",
    )
}
HOSTILE_KIT = {f"hostile-{name}": KIT[name] for name in ("kit-invitation", "kit-pre-read", "kit-notes")}
LONG_KIT = {f"long-{name}": KIT[name] for name in ("kit-pre-read", "kit-cards")}
# Ballots have a script, so that they have tests of their own; these are for those that look at paper.
BALLOTS = ("ballot", "second-ballot")
EVERY = (*PAGES, *SITE, *HOSTILE_SITE, *LONG_SITE, *LARGE_SITE, *KIT, *HOSTILE_KIT, *LONG_KIT)


def make(name: str, folder: Path) -> Path:
    """Run the command that makes a page, as a person would; gives the file that it wrote."""
    if name in SITE:
        arguments, page, out = ["report", str(ROOT / "examples")], f"site/{SITE[name]}", "site"
    elif name in HOSTILE_SITE | LONG_SITE:
        _written(folder, long_names() if name in LONG_SITE else hostile(EVIL))
        page, out = f"site/{(HOSTILE_SITE | LONG_SITE)[name]}", "site"
        arguments = ["report", str(folder)]
    elif name in LARGE_SITE:
        _write_many(folder)
        arguments, page, out = ["report", str(folder)], f"site/{LARGE_SITE[name]}", "site"
    elif name in KIT | HOSTILE_KIT | LONG_KIT:
        text = hostile(EVIL) if name in HOSTILE_KIT else long_names()
        file = str(PANEL_ROUND) if name in KIT else _written(folder, text)
        arguments, out = ["kit", file, "--on", "2026-10-08"], "kit"
        page = f"kit/{(KIT | HOSTILE_KIT | LONG_KIT)[name]}"
    elif name in BALLOTS:
        arguments, page, out = (
            _ballot(folder, *(["--again"] if name == "second-ballot" else [])),
            *("page.html",) * 2,
        )
    else:
        arguments, page, out = PAGES[name](folder), "page.html", "page.html"
    command = [sys.executable, "-m", "sustainrubric", *arguments, "-o", str(folder / out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return folder / page


def _write_many(folder: Path) -> None:
    """More reforms than fit on one page."""
    _written(folder, ugly(), "ugly.yaml")
    for number in range(60):
        _written(folder, RATED.replace("id: literacy", f"id: r{number}"), f"{number}.yaml")


def _written(folder: Path, text: str, name: str = "a.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)
