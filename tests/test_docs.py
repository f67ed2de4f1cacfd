"""What README and docs tell people to type works in the folder of the demo, and prints what they say it prints."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, Result
from tests.demo_folder import ASKS, NEW, git, make_demo_folder

Sustain = Callable[..., Result]

PAGES = [
    "README.md",
    "examples/README.md",
    *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]

NOT_RUN = ("make", "pipx", "npx", "docker", "podman", "python", "python3", "pip", "curl", "code")
"""Programs that these tests leave alone: they install, or need what a test machine may not have."""

OLD = "assessments/literacy/2025-fall.yaml"

_RATERS = ("sgrant", "bhassan", "cmoreau", "ewoods")
_PANEL = "assessments/educator-evaluation/2026-fall"

# What a page takes for granted: names of the reader's own files, and what is in them; None where it makes one.
PREPARED: dict[str, dict[str, str | None]] = {
    "README.md": {"priorities.yaml": None},
    "docs/first-hour.md": {"priorities.yaml": None, "sustain.yaml": None},
    "docs/ci.md": {"a.yaml": NEW, "reports/a.yaml": NEW},
    "docs/exchange.md": {"educators.yaml": f"{_PANEL}.yaml"},
    "docs/git.md": {
        "2025-fall.yaml": OLD, "2026-fall.yaml": NEW, "new.yaml": NEW, "a.yaml": NEW, "assessments/a.yaml": NEW,
    },
    "docs/meeting.md": {"2026-fall.yaml": NEW},
    "docs/panel.md": {
        "literacy.yaml": f"{_PANEL}.yaml",
        **{f"literacy.ballots/{name}.yaml": f"{_PANEL}.ballots/{name}.yaml" for name in _RATERS},
        "Downloads/rpatel.yaml": f"{_PANEL}.ballots/rpatel.yaml",
    },
    "docs/priorities.md": {"priorities.yaml": None},
    "docs/rate.md": {"literacy.yaml": NEW},
    "docs/reports.md": {"literacy-2025.yaml": OLD, "literacy-2026.yaml": NEW},
    "docs/worksheet.md": {"worksheet.yaml": None},
}  # fmt: skip


def prepare(page: str, here: Path) -> None:
    """Put the reader's files in place, and commit them; `origin` is what the branch was cloned from."""
    for name, source in PREPARED.get(page, {}).items():
        (here / name).parent.mkdir(exist_ok=True, parents=True)
        if source is None:
            (here / name).unlink()
        else:
            shutil.copy(here / source, here / name)
    if page == "docs/panel.md":
        text = (here / "Downloads/rpatel.yaml").read_text(encoding="utf-8")
        (here / "Downloads/tnguyen.yaml").write_text(
            text.replace("rater: rpatel", "rater: tnguyen"), encoding="utf-8"
        )
    (here / "submissions.csv").write_text("rater,e_1_A_i\ntnguyen,strong\n", encoding="utf-8")
    git(here, "add", ".")
    git(here, "commit", "-q", "--allow-empty", "-m", "the reader's files")
    git(here, "tag", "-f", "v2025")
    git(here, "remote", "add", "origin", ".")
    git(here, "fetch", "-q", "origin")


def blocks(page: str) -> Iterator[list[str]]:
    """The lines of each console block."""
    text = (ROOT / page).read_text(encoding="utf-8")
    for found in re.finditer(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield found[1].replace("\\\n", " ").splitlines()


WITH_BLOCKS = [page for page in PAGES if page != "docs/commands.md" and list(blocks(page))]


def test_pages_have_their_commands_in_console_blocks() -> None:
    for page in PAGES:
        text = re.sub(
            r"^```.*?^```", "", (ROOT / page).read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
        )
        loose = [
            line for line in re.findall(r"^    (?:\$ )?sustain .*", text, re.MULTILINE) if "<TAB>" not in line
        ]
        assert loose == [], page


@pytest.mark.deep
@pytest.mark.parametrize("page", WITH_BLOCKS)
def test_what_a_page_says_to_type_works(
    page: str, folder: Path, sustain: Sustain, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = make_demo_folder(folder / "sustain-demo")
    prepare(page, here)
    monkeypatch.chdir(here)
    for lines in blocks(page):
        printed = ""
        for line in lines:
            if line.startswith("$ "):
                command = re.sub(r"\s# .*", "", line[2:])
                printed = "".join(typed(part, sustain, monkeypatch) for part in command.split(" && "))
            elif line:
                pattern = ".*".join(map(re.escape, line.split("...")))
                assert re.search(f"^{pattern}$", printed, re.MULTILINE), (
                    f"{page}: {line!r} is not in\n{printed}"
                )


def typed(line: str, sustain: Sustain, monkeypatch: pytest.MonkeyPatch) -> str:
    """Type a line of a page; gives what it prints."""
    program, *words = shlex.split(line, comments=True) or [""]
    if program == "git":
        git(Path.cwd(), *words)
    elif program == "cd":
        monkeypatch.chdir(words[0])
    elif program == "cp":
        shutil.copy(*words)
    elif program == "sustain":
        given = b""
        if "<" in words:
            given = Path(words.pop()).read_bytes()
            words.pop()
        if re.match(ASKS, f"{' '.join(words)} "):
            refused = sustain(*words, code=2, stdin=given).err
            if words[0] == "assess" and Path(words[1]).exists():
                # Somebody answers one question.
                sustain("rate", words[1], f"{words[3]}.A.i" if "--only" in words else "1.A.i", "exemplary")
            return refused
        result = sustain(*words, code=None, stdin=given)
        assert result.code in ((0, 1) if words[0] in ("validate", "fmt") or "--dry-run" in words else (0,)), (
            result.err
        )
        return result.out + result.err
    else:
        assert program in ("", *NOT_RUN), line
    return ""
