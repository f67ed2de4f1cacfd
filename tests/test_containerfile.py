"""The Containerfile is short, runs not as root, and takes what it installs from the lock."""

from __future__ import annotations

from tests.conftest import ROOT


def test_the_container_is_small_pinned_and_not_root() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    steps = [line for line in lines if line and not line.startswith("#")]
    assert len(steps) <= 10
    assert steps[0].startswith("FROM docker.io/library/python:3.")
    words = [line.split()[0] for line in steps if not line.startswith(" ")]
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert "USER root" not in steps
    text = "\n".join(steps)
    assert "--require-hashes -r /src/requirements.lock" in text
    assert (ROOT / "requirements.lock").exists()
    assert 'ENTRYPOINT ["sustain"]' in text
    assert "ADD http" not in text
