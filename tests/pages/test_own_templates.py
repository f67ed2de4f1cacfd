"""Templates, logo and colors of an agency's own: what they may do, and what stops them (item 76)."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sustainrubric.pages import limits
from tests.conftest import Result
from tests.disk.processes import make_pipe
from tests.small import RATED

Sustain = Callable[..., Result]
SETTINGS = "kind: settings\nformat: 1\n"


@pytest.fixture
def report(sustain: Sustain, folder: Path) -> Callable[..., Result]:
    (folder / "a.yaml").write_text(RATED)
    (folder / "own" / "html").mkdir(parents=True)

    def report(*arguments: str, code: int = 0) -> Result:
        return sustain("report", "a.yaml", "-o", "-", *arguments, code=code)

    return report


def own(name: str, text: str) -> None:
    Path("own", "html", name).write_text(text)


def test_a_template_and_the_style_sheet_can_be_replaced(report: Callable[..., Result]) -> None:
    own("plan.html.j2", "<p>Our plan has {{ report.plan | length }} actions.</p>")
    own("style.css.j2", "body { color: {{ frame().light.ink }} }")
    page = report("--template", "own").out
    assert "<p>Our plan has 0 actions.</p>" in page
    assert "<style>\nbody { color: #17222d }" in page


def test_a_template_can_extend_ours(report: Callable[..., Result]) -> None:
    own("report.html.j2", '{% extends "ours/report.html.j2" %}{% block credit %}Made by us.{% endblock %}')
    page = report("--template", "own").out
    assert "Made by us." in page
    assert "Two of five agencies" in page


def test_user_text_is_escaped_in_templates_of_others_too(report: Callable[..., Result]) -> None:
    Path("a.yaml").write_text(RATED.replace("Early literacy standards", "<script>alert(1)</script>"))
    own("report.html.j2", "{{ report.reform }}")
    assert report("--template", "own").out.strip() == "&lt;script&gt;alert(1)&lt;/script&gt;"


HOSTILE = {
    "python": ("{{ ''.__class__.__mro__ }}", "unsafe"),
    "python by a filter": ("{{ ''|attr('__class__') }}", "unsafe"),
    "python by a format": ("{{ '{0.__class__}'.format(report) }}", "unsafe"),
    "python by a function": ("{{ frame.__globals__ }}", "unsafe"),
    "a change of what is shown": ("{{ report.plan.append(1) }}", ""),
    "an absolute path": ("{% include '/etc/passwd' %}", "there is no template '/etc/passwd'"),
    "a path to above": ("{% include '../../a.yaml' %}", "there is no template '../../a.yaml'"),
    "a name with a zero byte": ("{% include 'a\\0b' %}", "there is no template 'a\\x00b'"),
    "a folder": ("{% include 'folder' %}", "folder: is a link, and links are not followed"),
    "a link": ("{% include 'link.j2' %}", "links are not followed"),
    "a link in the way": ("{% include 'folder/passwd' %}", "links are not followed"),
    "an undefined name": ("{{ report.nothing }}", "nothing"),
    "a syntax error": ("{% if %}", "Expected an expression"),
    "an unknown filter": ("{{ 1 | shout }}", "shout"),
    "an endless loop": (
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "seconds",
    ),
    "itself": ("{% include 'report.html.j2' %}", ""),
    "a huge text": ("{{ 'x' * 2000000000 }}", "MB"),
    "a huge number": ("{{ 9 ** 99999999 }}", "too large"),
    "a huge power of text": ("{{ ('x' * 1000000) | replace('x', 'y' * 1000) | length }}", "MB"),
    "a huge list": ("{{ (range(99999) | list * 100000) | length }}", "MB"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_template_is_stopped_and_named_with_its_line(
    report: Callable[..., Result], case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    template, words = HOSTILE[case]
    if words == "seconds":
        monkeypatch.setattr(limits, "SECONDS", 1)
    if "link" in words:
        Path("own", "html", "link.j2").symlink_to("/etc/passwd")
        Path("own", "html", "folder").symlink_to("/etc")
    own("report.html.j2", f"one\ntwo\n{template}")
    result = report("--template", "own", code=3)
    assert result.err.startswith("sustain: own/html/report.html.j2:3: ")
    assert words in result.err
    assert result.out == ""


def _too_large(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(3_000_000_000)


INSTEAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "a pipe": (make_pipe, "is not a regular file"),
    "a folder": (Path.mkdir, "is not a regular file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "is a link, and links are not followed"),
    "a link to nothing": (lambda path: path.symlink_to("nothing"), "is a link, and links are not followed"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "is a link, and links are not followed"),
    "a large file": (_too_large, "is larger than 500000 bytes"),
    "other bytes": (lambda path: path.write_bytes(b"a\xff"), "is not UTF-8; save it as UTF-8"),
}


@pytest.mark.deep
@pytest.mark.parametrize("case", INSTEAD)
def test_what_stands_in_the_place_of_a_template_is_refused_and_never_read(
    report: Callable[..., Result], case: str
) -> None:
    """It is neither waited for, nor is a page made with our own template as if theirs was not there."""
    put, why = INSTEAD[case]
    put(Path("own", "html", "plan.html.j2"))
    result = report("--template", "own", code=3)
    assert result.err == f"sustain: own: plan.html.j2: {why}\n"
    assert result.out == ""


def test_what_does_not_even_listen_is_stopped(
    report: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SECONDS", 1)
    own("report.html.j2", "{{ '%0*d' | format(99999999999, 1) }}{{ ('a' * 99999) | wordwrap(1) }}")
    assert "own" in report("--template", "own", code=3).err


def test_an_error_in_a_template_that_ours_includes_is_named(report: Callable[..., Result]) -> None:
    own("element.html.j2", "\n{{ element.nothing }}")
    assert "own/html/element.html.j2:2: " in report("--template", "own", code=3).err


def test_a_folder_without_templates_is_refused(report: Callable[..., Result]) -> None:
    Path("empty").mkdir()
    assert "no folder of templates" in report("--template", "empty", code=3).err


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def settings(folder: Path, **look: str) -> None:
    lines = "".join(f"  {key}: {value}\n" for key, value in look.items())
    (folder / "sustain.yaml").write_text(f"{SETTINGS}report:\n{lines}")


def test_the_logo_is_part_of_the_page(report: Callable[..., Result], folder: Path) -> None:
    (folder / "logo.png").write_bytes(PNG)
    settings(folder, logo="logo.png")
    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}" alt=""' in report().out


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../logo.png", PNG, "outside of this folder"),
        ("/etc/hostname", PNG, "inside of this folder"),
        ("link.png", PNG, "inside of this folder"),
        ("linked/logo.png", PNG, "outside of this folder"),
        ("missing.png", None, "no such file"),
        ("logo.png", b"GIF89a", "is no PNG"),
        ("logo.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>", "is no PNG"),
        ("logo.png", PNG + b"x" * 40_000, "larger than 40 KB"),
    ],
)
def test_a_logo_that_is_none_is_refused(
    report: Callable[..., Result],
    folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    name: str,
    content: bytes | None,
    words: str,
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "logo.png").write_bytes(PNG)
    (folder / "link.png").symlink_to(outside / "logo.png")
    (folder / "linked").symlink_to(outside)
    if content is not None and name.startswith("logo"):
        (folder / name).write_bytes(content)
    settings(folder, logo=name)
    assert words in report(code=3).err


def test_validate_says_at_its_line_what_a_report_cannot_use(
    sustain: Callable[..., Result], folder: Path
) -> None:
    settings(folder, logo="none.png", colors='{bnad: "#5a1230", band: "#dddddd"}', dark_colors="{band: red}")
    (folder / "a.yaml").write_text(RATED)
    said = [
        "sustain.yaml:4:9: error SR282 'none.png' cannot be used: there is no such file",
        "sustain.yaml:5:18: error SR281 there is no color 'bnad'; did you mean band?",
        "sustain.yaml:5:35: error SR281 on-band #ffffff on band #dddddd has a contrast of 1.36 to 1, "
        "and needs 4.5 to 1; on-band-muted #c4d5e3 on band #dddddd has a contrast of 1.11 to 1, and needs 4.5 to 1",
        "sustain.yaml:6:23: error SR281 'red' is not written #rrggbb",
    ]
    for paths in ((".",), ("sustain.yaml",), ("a.yaml",)):
        assert sustain("validate", *paths, code=1).out.splitlines() == said
    refused = sustain("report", "a.yaml", "-o", "a.html", code=3).err
    assert refused.splitlines() == [*said, "sustain: sustain.yaml is not valid: 4 problems"]


@pytest.mark.parametrize("text", ["<svg xmlns='a'/>", "<?xml version='1.0'?>\n<!-- a -->\n<svg >"])
def test_a_drawing_is_a_logo(report: Callable[..., Result], folder: Path, text: str) -> None:
    (folder / "logo.svg").write_text(text)
    settings(folder, logo="logo.svg")
    assert "data:image/svg+xml;base64," in report().out


def test_colors_are_those_of_the_agency(report: Callable[..., Result], folder: Path) -> None:
    settings(folder, colors='{band: "#5A1230"}', dark_colors='{band: "#300010"}')
    page = report().out
    assert "--band: #5a1230;" in page
    assert "--band: #300010;" in page


@pytest.mark.parametrize(
    ("colors", "words"),
    [
        (
            '{band: "#dddddd"}',
            "on-band #ffffff on band #dddddd has a contrast of 1.36 to 1, and needs 4.5 to 1",
        ),
        ('{focus: "#eeeeee"}', "needs 3.0"),
        ('{bnad: "#5a1230"}', "there is no color 'bnad'"),
        ("{band: red}", "is not written #rrggbb"),
        ('{band: "#fff; } body { display: none"}', "is not written #rrggbb"),
    ],
)
def test_colors_that_cannot_be_read_are_refused(
    report: Callable[..., Result], folder: Path, colors: str, words: str
) -> None:
    settings(folder, colors=colors)
    assert words in report(code=3).err


def test_settings_with_errors_are_said(report: Callable[..., Result], folder: Path) -> None:
    settings(folder, lgoo="a.png")
    assert "sustain.yaml" in report(code=3).err


# Where no process can be a copy of another, as on Windows, a thread looks on.

ENDLESS = {
    "seconds": HOSTILE["an endless loop"][0],
    "MB": "{% for a in range(99999) %}{{ a ~ 'x' * 9999 }}{% endfor %}",
    "unsafe": "{{ ''.__class__ }}",
}


@pytest.mark.parametrize(
    "words",
    [pytest.param(words, marks=pytest.mark.deep) if words == "seconds" else words for words in ENDLESS],
)
def test_without_copies_of_processes_a_hostile_template_is_stopped_too(
    report: Callable[..., Result], words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    monkeypatch.setattr(limits, "SECONDS", 1 if words == "seconds" else 60)
    monkeypatch.setattr(limits, "MEGABYTES", 100)
    own("report.html.j2", f"one\ntwo\n{ENDLESS[words]}")
    # By its whole path: a process keeps what it has compiled of a folder.
    result = report("--template", str(Path("own").absolute()), code=3)
    assert "own/html/report.html.j2:3: " in result.err.replace("\\", "/")
    assert words in result.err
    assert result.out == ""
    # What stopped one page is not left for the next.
    assert report().out.startswith("<!doctype html>")


@pytest.mark.deep
def test_without_copies_of_processes_the_pages_are_the_same(
    report: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    own("element.html.j2", "<p>{{ element.id }}</p>")
    folder = str(Path("own").absolute())
    with_a_copy = report("--template", folder).out
    monkeypatch.delattr(os, "fork", raising=False)
    assert report("--template", folder).out == with_a_copy
