"""The pages that we make, each written once by the command that makes it, and a browser to open them in."""

from __future__ import annotations

import functools
import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import WIDE, Visitor, chromium
from tests.browser.pages import EVERY, make

Open = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium is installed here")
    for needed in ("playwright", "axe_playwright_python"):
        if importlib.util.find_spec(needed) is None:
            pytest.skip(f"{needed} is not installed: see requirements-browser.lock")
    from playwright.sync_api import sync_playwright

    # Chromium's own sandbox does not start for root, as in a container.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=arguments)
        yield started
        started.close()


@pytest.fixture(scope="session")
def shown(browser: Any, made: Callable[[str], Path]) -> Callable[[str], Visitor]:
    """A page of `EVERY` that is opened once, for tests that only look."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]})
    return functools.cache(lambda name: Visitor(context.new_page()).open(made(name)))


@pytest.fixture(params=EVERY)
def page(request: pytest.FixtureRequest, shown: Callable[[str], Visitor]) -> Visitor:
    return shown(request.param)


@pytest.fixture
def visit(browser: Any) -> Iterator[Open]:
    """Open a file in a fresh context; options are those of a browser context, `size` its window."""
    contexts = []

    def visit(file: Path, *, size: tuple[int, int] = WIDE, anchor: str = "", **options: Any) -> Visitor:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        return Visitor(context.new_page()).open(file, anchor)

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory, browser: Any) -> Callable[[str], Path]:
    """A page of `EVERY` by its name; it is made when it is first asked for."""
    return functools.cache(lambda name: make(name, tmp_path_factory.mktemp(name)))


@pytest.fixture(params=EVERY)
def page_file(request: pytest.FixtureRequest, made: Callable[[str], Path]) -> Path:
    return made(request.param)
