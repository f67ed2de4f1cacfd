"""The wheel in an empty environment: read-only, without HOME, run from another folder (item 80)."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
import venv
import zipapp
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sustainrubric.records.load import KINDS
from tests.conftest import ROOT

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=180)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A virtual environment that holds the wheel, and sees what it depends on, which is installed here."""
    place = tmp_path_factory.mktemp("empty")
    venv.create(place, with_pip=False)
    site = next((place / "lib").glob("python*")) / "site-packages"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    (site / "dependencies.pth").write_text(_site_packages(), encoding="utf-8")
    _make_read_only(site)
    yield place
    _make_writable(site)


def test_the_wheel_holds_what_we_ship_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "rubric/sustainability/1.0.0.yaml",
        "examples/sustain.yaml",
        "schemas/assessment.schema.json",
        "templates/init/gitattributes",
        "explanations/SR001.md",
        "py.typed",
    ):
        assert f"sustainrubric/{needed}" in names
    assert all(
        any(name.startswith(f"sustainrubric/templates/{folder}/") for name in names)
        for folder in ("html", "shell")
    )
    assert not any(name.startswith("tests") for name in names)
    assert any(name.endswith("licenses/NOTICE") for name in names)
    assert any(name.endswith("share/man/man1/sustain.1") for name in names)


def test_the_demo_runs_from_a_read_only_install_without_a_home(environment: Path, tmp_path: Path) -> None:
    done = _sustain(environment, "demo", str(tmp_path / "demo"), cwd="/")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "demo" / "reports" / "literacy.html").is_file()


def test_the_isolated_mode_finds_the_instruments(environment: Path, tmp_path: Path) -> None:
    done = _sustain(environment, "rubric", "show", "1.A.i", cwd=str(tmp_path), isolated=True)
    assert done.returncode == 0, done.stderr
    assert "Align the policy agenda" in done.stdout


def test_all_of_it_works_out_of_a_zip(wheel: Path, environment: Path, tmp_path: Path) -> None:
    """As zipapp makes one; what is compiled lies beside it, as Python imports no such thing from a zip."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(
            tmp_path / "app", [n for n in archive.namelist() if n.startswith("sustainrubric/")]
        )
    zipapp.create_archive(tmp_path / "app", tmp_path / "sustain.pyz", main="sustainrubric.cli.main:main")
    (tmp_path / "left").mkdir()
    for arguments in (
        ["rubric", "show", "1.A.i"],
        ["explain", "SR301"],
        ["demo", str(tmp_path / "demo")],
        ["init", str(tmp_path / "agency")],
        ["validate", str(tmp_path / "demo")],
        ["textconv", str(tmp_path / "demo" / "assessments" / "literacy" / "2026-fall.yaml")],
    ):
        done = subprocess.run(
            [str(environment / "bin" / "python"), str(tmp_path / "sustain.pyz"), *arguments],
            cwd="/", env={"PATH": os.environ["PATH"], "TMPDIR": str(tmp_path / "left")},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "1.A.i Align the policy agenda" in done.stdout
    assert list((tmp_path / "left").iterdir()) == []


def test_all_of_it_works_without_sources(wheel: Path, environment: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(
            tmp_path / "app", [n for n in archive.namelist() if n.startswith("sustainrubric/")]
        )
    assert compileall.compile_dir(tmp_path / "app", legacy=True, quiet=2)
    for source in (tmp_path / "app").rglob("*.py"):
        source.unlink()
    agency = tmp_path / "agency"
    for arguments in (
        ["demo", str(tmp_path / "demo")],
        ["init", str(agency)],
        *(["schema", kind] for kind in KINDS),
        ["new", "assessment", str(agency / "a.yaml"), *["--agency", "X", "--reform", "Y", "--round", "z"]],
        ["rate", str(agency / "a.yaml"), "1.A.i", "strong"],
        ["validate", str(agency), "--format", "sarif"],
        ["completion", "bash"],
        ["rate", "--help"],
    ):
        done = subprocess.run(
            [str(environment / "bin" / "python"), "-m", "sustainrubric", *arguments],
            cwd=tmp_path / "app", env={"PATH": os.environ["PATH"], "HOME": str(tmp_path)},
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "Record the rating of one element" in done.stdout


def test_a_report_needs_no_network(environment: Path, tmp_path: Path) -> None:
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine does not let us make a network namespace")
    example = ROOT / "examples" / "assessments" / "literacy" / "2026-fall.yaml"
    out = str(tmp_path / "report.html")
    done = _sustain(environment, "report", str(example), "-o", out, cwd="/", before=["unshare", "-rn"])
    assert done.returncode == 0, done.stderr


def _sustain(
    environment: Path, *arguments: str, cwd: str, isolated: bool = False, before: list[str] | None = None
) -> subprocess.CompletedProcess[str]:
    python = [str(environment / "bin" / "python"), *(["-I"] if isolated else [])]
    env = {
        key: value for key, value in os.environ.items() if key not in ("HOME", "PYTHONPATH", "VIRTUAL_ENV")
    }
    command = [*(before or []), *python, "-m", "sustainrubric", *arguments]
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120)


def _site_packages() -> str:
    """The folder of our dependencies; the pointer to this checkout that lies there is not followed from here."""
    import pydantic

    return str(Path(pydantic.__file__).parent.parent) + "\n"


def _make_read_only(site: Path) -> None:
    for path in [*site.rglob("*"), site]:
        path.chmod(path.stat().st_mode & ~0o222)


def _make_writable(site: Path) -> None:
    for path in [site, *site.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200)
