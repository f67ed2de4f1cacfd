"""Two or three examples for every command, each of which works in the folder that `sustain demo` makes."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """What is typed after `sustain`, and what that does."""

    line: str
    says: str


_NEW = "assessments/literacy/2026-fall.yaml"
_OLD = "assessments/literacy/2025-fall.yaml"
_PANEL = "assessments/educator-evaluation/2026-fall.yaml"
_FIRST = "assessments/educator-evaluation/2024-fall.yaml"
_BALLOT = "assessments/educator-evaluation/2026-fall.ballots/rpatel.yaml"


def _examples(*pairs: tuple[str, str]) -> tuple[Example, ...]:
    return tuple(Example(line, says) for line, says in pairs)


EXAMPLES: dict[str, tuple[Example, ...]] = {
    "": _examples(
        ("demo", "Make the example folder and see what the tool does."),
        ("validate", "Check every file of this folder."),
        ("help score", "What a command does, with examples."),
    ),
    "help": _examples(
        ("help score", "The help of one command."),
        ("help panel vote", "The help of a command in a group."),
    ),
    "demo": _examples(
        ("demo", "Make the folder sustain-demo here."),
        ("demo trial", "Make it under another name."),
    ),
    "init": _examples(
        ("init my-agency --agency 'Our Department of Education'", "Start the folder my-agency."),
        ("init .", "Add to this folder what it lacks."),
    ),
    "new": _examples(
        ("new assessment literacy.yaml --reform Literacy --round 2027", "A first round."),
        ("new worksheet our-worksheet.yaml", "An empty worksheet."),
    ),
    "new assessment": _examples(
        ("new assessment attendance.yaml --reform Attendance --round 2027", "A first round of a reform."),
        (
            f"new assessment assessments/literacy/2027.yaml --from {_NEW} --round 2027",
            "The next round: team, targets, evidence and open actions come along.",
        ),
    ),
    "new worksheet": _examples(
        ("new worksheet our-worksheet.yaml", "An empty worksheet."),
        ("new worksheet next-year.yaml --from worksheet.yaml", "Next year's, begun with this year's."),
    ),
    "new priorities": _examples(
        ("new priorities our-priorities.yaml", "With the reforms of the assessments beside it."),
        ("new priorities ours.yaml --agency 'Our Department of Education'", "Under a name of your own."),
    ),
    "assess": _examples(
        (f"assess {_NEW}", "Rate element by element; go on where you stopped."),
        (f"assess {_NEW} --ask level", "Levels first; the reasons in a second pass."),
        (f"assess {_NEW} --only 2.A --clock 60", "One part, in an hour."),
    ),
    "worksheet": _examples(
        ("worksheet worksheet.yaml", "Go through it step by step."),
        ("worksheet worksheet.yaml --step select", "Only one step."),
        ("worksheet worksheet.yaml --add-gap 'select | No list of vendors'", "Add a row and ask nothing."),
    ),
    "rate": _examples(
        (f"rate {_NEW} 1.A.i strong", "Give one element a level."),
        (f"rate {_NEW} 1.A.i --rationale 'All five agencies share the plan.'", "Give the reason."),
        (f"rate {_NEW} 1.A.i --evidence 'Minutes | | 2026-10-01'", "Add evidence: what, where, date."),
    ),
    "panel": _examples(
        (f"panel spread {_PANEL}", "How the votes lie."),
        (f"panel ballot {_PANEL} --rater rpatel -o ballot.html", "A ballot to send to a rater."),
    ),
    "panel ballot": _examples(
        (f"panel ballot {_PANEL} --rater rpatel -o ballot.html", "A page to fill in with a browser."),
        (f"panel ballot {_PANEL} --rater rpatel -o ballot.yaml", "A file to fill in with an editor."),
    ),
    "panel vote": _examples(
        (f"panel vote {_PANEL} --rater rpatel", "Vote element by element."),
        (f"panel vote {_PANEL} --rater rpatel --again --only 2.A", "The second vote on one part."),
    ),
    "panel collect": _examples(
        (f"panel collect {_PANEL} {_BALLOT} --replace", "Take in a ballot that came by mail."),
        (f"panel collect {_PANEL} {_BALLOT} --dry-run --replace", "Only check it."),
    ),
    "panel spread": _examples(
        (f"panel spread {_PANEL}", "How the votes lie, and what to discuss."),
        (f"panel spread {_PANEL} --element 1.A.i", "One element, with the reasons given."),
    ),
    "panel decide": _examples(
        (f"panel decide {_PANEL}", "Walk the list of what to discuss."),
        (
            f"panel decide {_PANEL} 1.A.i strong --rationale 'The joint budget.' --reveal",
            "Record what the team agreed on one element, though a ballot is missing.",
        ),
    ),
    "panel card": _examples(
        (
            f"panel card {_PANEL} --rater rpatel -o card.html --reveal",
            "A rater's own votes beside the others'.",
        ),
        (f"panel card {_PANEL} --rater sgrant -o - --reveal", "Another rater's, to standard output."),
    ),
    "panel seal": _examples(
        (f"panel seal {_BALLOT}", "Make the fingerprint that you push."),
        (f"panel seal {_BALLOT.replace('rpatel', 'sgrant')}", "Another rater's."),
    ),
    "kit": _examples(
        (f"kit {_PANEL} -o kit", "All sheets of a meeting."),
        (f"kit {_NEW} -o meeting --on 2027-03-01 --minutes 120", "For a meeting of two hours."),
        (f"kit {_NEW} -o sheets --sheets agenda,notes --format markdown", "Two sheets, as Markdown."),
    ),
    "validate": _examples(
        ("validate", "Check every file of this folder."),
        (f"validate {_NEW} --verbose", "One file, each problem by itself."),
        (
            "validate assessments/literacy --min-coverage 80",
            "Fail where fewer than 80 % of the elements are rated.",
        ),
    ),
    "explain": _examples(
        ("explain SR301", "What this problem means and how to mend it."),
        ("explain", "All problems, a line each."),
    ),
    "fmt": _examples(
        ("fmt --check", "Name the files that would change."),
        (f"fmt {_NEW}", "Lay out one file."),
    ),
    "status": _examples(
        ("status", "A line for each reform of this folder."),
        (f"status {_NEW}", "A line for each element, and what is missing."),
    ),
    "score": _examples(
        (f"score {_NEW}", "What the ratings add up to."),
        (f"score {_NEW} --show-work", "How every number comes about."),
        ("score assessments -o scores.csv", "Every assessment of a folder, for a spreadsheet."),
    ),
    "diff": _examples(
        ("diff assessments/literacy", "What moved between the last two rounds of a reform."),
        (f"diff {_OLD} {_NEW} -o moved.html", "The same as a page."),
        (f"diff --git HEAD~1..HEAD {_NEW}", "One file at two commits."),
    ),
    "trend": _examples(
        ("trend assessments/literacy", "All rounds of a reform in order."),
        ("trend assessments -o trend.html", "All reforms, as a page."),
    ),
    "history": _examples(
        (f"history {_NEW}", "The ratings of one file, commit by commit."),
        (f"history {_NEW} --format csv", "The same for a spreadsheet."),
    ),
    "plan": _examples(
        ("plan --open", "What is still to be done, overdue first."),
        ("plan --shortlist", "Where to act first."),
        ("plan -o actions.csv --force", "For a spreadsheet."),
    ),
    "report": _examples(
        (f"report {_NEW}", "One page beside the file, to open in a browser."),
        (f"report {_NEW} -o literacy.md --audience public", "Without names, for the public."),
        ("report . -o site", "A site of the whole folder."),
    ),
    "export": _examples(
        ("export -o tables", "Tables of every assessment of this folder, as CSV."),
        ("export assessments -o public --audience public", "Without names, for the public."),
    ),
    "form": _examples(
        (f"form {_NEW} -o form.xlsx", "A form for Excel; `sustain import` takes it back."),
        (f"form {_NEW} -o print.docx --only 2.A", "One part, to print."),
        (f"form {_PANEL} -o rpatel.xlsx --rater rpatel", "The ballot of one rater."),
    ),
    "import": _examples(
        ("import form.xlsx --dry-run", "Say what would change."),
        (f"import form.xlsx {_NEW}", "Put it in."),
    ),
    "rubric": _examples(
        ("rubric show 1.A.i", "An element with its criteria at every level."),
        ("rubric list", "The instruments, and the elements."),
    ),
    "rubric list": _examples(
        ("rubric list", "The instruments, and the elements of the newest rubric."),
        ("rubric show 1.A", "What stands behind one of the ids in the list."),
    ),
    "rubric show": _examples(
        ("rubric show 1.A.i", "An element with its criteria at every level."),
        ("rubric show stakeholder", "Every place where a word stands."),
        ("rubric show --rubric lea-process select", "A step of the worksheet."),
    ),
    "rubric path": _examples(
        ("rubric path", "Where the file of the newest rubric is."),
        ("rubric path lea-process", "Where that of the worksheet is."),
    ),
    "rubric resolve": _examples(
        ("rubric resolve jf-sustainability", "An instrument with its base, whole."),
        ("rubric resolve jf-sustainability -o whole.yaml", "The same as a file."),
    ),
    "rubric diff": _examples(
        ("rubric diff sustainability jf-sustainability", "What an own instrument changes."),
        ("rubric diff sustainability jf-sustainability --format markdown", "The same as Markdown."),
    ),
    "rubric new": _examples(
        ("rubric new our-rubric", "Changes of the newest rubric."),
        ("rubric new paper --like sustainability", "An empty one to type in from paper."),
    ),
    "rubric release": _examples(
        ("rubric release jf-sustainability", "Guard its words from now on."),
        ("rubric release jf-sustainability@1.0.0", "The same, with its version."),
    ),
    "rubric map": _examples(
        ("rubric map sustainability jf-sustainability", "A draft to go on with."),
        ("rubric map sustainability jf-sustainability -o mapping.yaml", "The same as a file."),
    ),
    "migrate": _examples(
        (f"migrate {_FIRST} --to sustainability --dry-run", "Say what would become of each element."),
        (f"migrate {_FIRST} --to sustainability -o moved.yaml", "Write the file in the new version."),
    ),
    "schema": _examples(
        ("schema assessment", "The schema of assessments."),
        ("schema", "The kinds of file there are."),
    ),
    "completion": _examples(
        ("completion bash", "The script, with how to load it at its top."),
        ("completion powershell", "The same for PowerShell."),
    ),
}
