"""Not one byte of a secret, of either round, in any product of any command that makes a copy for the public."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Result

Sustain = Callable[..., Result]

SECRETS = (
    "Qname", "qid", "Qrole", "qowner", "Qold", "Qclosed", "qclosed.example", "Qopen minutes", "qopen.example",
    "Qdissent", "Qcomment", "Qbody", "Qparticipant", "qcontact", "Qlogistics", "Qworker", "qgiven", "Qprevious",
)  # fmt: skip
"""Names, ids, ids of actions that people chose, and evidence that is marked in the old or in the new round."""

SHOWN = ("Qrationale", "Qaction", "Qplain")


def assessment(year: int) -> str:
    closed = "{what: Qclosed minutes, where: 'https://qclosed.example/a', date: 2019-01-31%s}"
    open_ = "{what: Qopen minutes, where: 'https://qopen.example/a'%s}"
    mark = ", sensitive: true"
    # Each piece is marked in one of the rounds only; 1.B.i has no other evidence.
    first, second = (mark, "") if year == 2025 else ("", mark)
    name = "Qold" if year == 2025 else "Qname"
    level = "emerging" if year == 2025 else "strong"
    return f"""\
---
# Qcomment
kind: assessment
format: 1
rubric: sustainability@1.0.0
agency: {{name: Agency}}
reform: {{id: literacy, name: Literacy}}
round: {{id: {year}-fall, date: {year}-10-15}}
team:
  - {{id: qid, name: {name} Person, role: Qrole}}
panel: {{raters: [qid, qowner]}}
previous: {{round: Qprevious, levels: {{1.A.i: strong}}, rationales: {{1.A.i: Qprevious}}}}
ratings:
  1.A.i:
    level: {level}
    rationale: Qrationale
    dissent: Qdissent
    decided: {{how: consensus, date: {year}-10-08, votes: {{strong: 1, emerging: 1}}}}
    evidence:
      - {closed % first}
      - {open_ % second}
      - {{what: Qplain}}
    target: exemplary
    actions:
      - {{id: qgiven, what: Qaction {year}, owner: qid, due: {year}-11-01}}
      - {{what: Qaction of both, owner: qid, due: 2027-01-01}}
  1.B.i:
    level: {level}
    evidence:
      - {closed % first}
---

Qbody
"""


WORKSHEET = """\
# Qcomment
kind: worksheet
format: 1
worksheet: lea-process@1.0.0
agency: {name: Agency}
date: 2026-11-01
organize:
  participants:
    - {department: Office, name: Qparticipant, contact: qcontact@example.gov, role: Qrole}
  logistics: Qlogistics
supports:
  - {what: Qplain, steps: [inform]}
actions:
  - {id: qgiven, what: Qaction, owner: Qworker, due: 2026-10-01}
"""


@pytest.fixture
def agency(folder: Path) -> Path:
    (folder / "in").mkdir()
    (folder / "in" / "old.md").write_text(assessment(2025))
    (folder / "in" / "new.md").write_text(assessment(2026))
    (folder / "in" / "w.yaml").write_text(WORKSHEET)
    return folder / "in"


def told(content: bytes, marks: tuple[str, ...]) -> list[str]:
    low = content.lower()
    return [mark for mark in marks if mark.lower().encode() in low]


def unpacked(path: Path) -> bytes:
    if path.suffix != ".docx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


COMMANDS = {
    **{
        f"report {name}.{suffix}": (["report", f"in/{name}", *more, "-o", f"out.{suffix}"], f"out.{suffix}")
        for name, more in (
            ("new.md", ["--previous", "in/old.md"]),
            ("new.md", []),
            ("old.md", []),
            ("w.yaml", []),
        )
        for suffix in ("html", "md", "docx")
        if more or name == "w.yaml"
    },
    **{
        f"diff {suffix}": (["diff", "in/old.md", "in/new.md", "-o", f"out.{suffix}"], f"out.{suffix}")
        for suffix in ("txt", "json", "md", "html")
    },
    **{
        f"trend {suffix}": (["trend", "in", "-o", f"out.{suffix}"], f"out.{suffix}")
        for suffix in ("txt", "json", "csv", "md", "html")
    },
    **{
        f"plan {suffix}": (["plan", "in", "--today", "2027-01-20", "-o", f"out.{suffix}"], f"out.{suffix}")
        for suffix in ("txt", "json", "csv", "md", "html", "ics")
    },
    "plan by month": (["plan", "in", "--group-by", "month", "-o", "out.html"], "out.html"),
    "shortlist": (["plan", "in", "--shortlist", "-o", "out.csv"], "out.csv"),
    "site": (["report", "in", "-o", "out"], "out"),
    "export": (["export", "in", "-o", "out"], "out"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_no_product_for_the_public_holds_a_secret(name: str, sustain: Sustain, agency: Path) -> None:
    arguments, product = COMMANDS[name]
    sustain(*arguments, "--audience", "public")
    made = Path(product)
    files = sorted(path for path in made.rglob("*") if path.is_file()) if made.is_dir() else [made]
    for file in files:
        assert told(unpacked(file), SECRETS) == [], file
    if not name.startswith(("trend", "shortlist")):
        assert told(b"".join(map(unpacked, files)), ("Qaction",)) == ["Qaction"]
    # The same for the team: the secrets are there to be found. A trend and a shortlist hold none.
    sustain(*[word.replace("out", "team") for word in arguments])
    team = Path(product.replace("out", "team"))
    found = [path for path in team.rglob("*") if path.is_file()] if team.is_dir() else [team]
    holds = told(b"".join(map(unpacked, found)), SECRETS)
    assert bool(holds) == (not name.startswith(("trend", "shortlist")))


@pytest.mark.parametrize("form", ["table", "json", "markdown"])
def test_what_is_printed_holds_no_secret_either(form: str, sustain: Sustain, agency: Path) -> None:
    for command in (["diff", "in/old.md", "in/new.md"], ["plan", "in"], ["trend", "in"]):
        assert told(sustain(*command, "--format", form, "--audience", "public").out.encode(), SECRETS) == []


def test_an_element_whose_evidence_is_all_kept_back_says_so(sustain: Sustain, agency: Path) -> None:
    sustain("report", "in", "-o", "out", "--audience", "public")
    for year in (2025, 2026):
        page = Path(f"out/reforms/literacy/rounds/{year}-fall.html").read_text()
        assert page.count("2 more pieces of evidence are kept from the public.") == 1
        assert page.count("All evidence of this element (1 piece) is kept from the public.") == 1
    said = sustain("report", "in/old.md", "-o", "-", "--format", "markdown", "--audience", "public").out
    assert "1 more piece of evidence is kept from the public." in said
    assert "kept from the public" not in sustain("report", "in/old.md", "-o", "-").out


def test_the_foot_of_a_page_names_what_was_left_out_of_it_and_nothing_else(
    sustain: Sustain, agency: Path
) -> None:
    def foot(page: str) -> str:
        return (
            Path("out", page).read_text().split("This version is for the public. ")[1].split("<")[0].strip()
        )

    sustain("report", "in", "-o", "out", "--audience", "public")
    notes = "the notes that the team keeps in its file"
    assert foot("reforms/literacy/rounds/2026-fall.html") == (
        "Left out of this page: names and roles of the team, owners of actions, dissent, "
        f"how a panel voted on each element, 3 pieces of evidence marked as sensitive and {notes}."
    )
    assert foot("worksheets/w.html") == (
        "Left out of this page: names and roles of the participants, owners of actions, "
        f"when and where the team meets, contact information and {notes}."
    )
    assert foot("plan.html") == "Left out of this page: owners of actions."
    assert foot("reforms/literacy/trend.html") == "Nothing is left out of this page."


def test_a_plan_for_the_public_has_no_column_for_owners_and_no_ids(sustain: Sustain, agency: Path) -> None:
    page = sustain("plan", "in", "--format", "html", "--audience", "public").out
    assert [words for words in ("Owner", "no owner", "not named here") if words in page] == []
    assert sustain("plan", "in", "--format", "csv", "--audience", "public").out.startswith('"what","due",')
    said = sustain("plan", "in", "--group-by", "owner", "--audience", "public", code=2).err
    assert "--group-by owner has no effect for the public" in said


@pytest.mark.parametrize(
    ("audience", "words"),
    [
        ("team", "For the team, not for the public"),
        ("cabinet", "For the cabinet, not for the public"),
        ("public", "Version for the public"),
    ],
)
def test_every_page_says_at_its_top_and_in_print_whom_it_is_for(
    audience: str, words: str, sustain: Sustain, agency: Path
) -> None:
    sustain("report", "in", "-o", "out", "--audience", audience)
    for page in Path("out").rglob("*.html"):
        text = page.read_text()
        assert f'<p class="readers"><span>{words}</span></p>' in text
        assert text.index('class="readers"') < text.index("<main")
        assert "@bottom-left { content: " in text
    for command in (
        ["report", "in/new.md", "-o", "-"],
        ["diff", "in/old.md", "in/new.md"],
        ["trend", "in"],
        ["plan", "in"],
    ):
        said = sustain(*command, "--format", "markdown", "--audience", audience).out
        assert f"*{words}.*" in said.splitlines()[2]
