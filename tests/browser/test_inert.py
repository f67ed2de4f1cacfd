"""Whatever people write, nothing runs and no request leaves (hostile-inputs.md 58)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.chromium import Visitor
from tests.browser.pages import EVERY, HOSTILE_SITE

Open = Callable[..., Visitor]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_asked_for_but_the_page_itself(visit: Open, page_file: Path, scheme: str) -> None:
    page = visit(page_file, color_scheme=scheme)
    page.open_all()
    page.page.emulate_media(media="print")
    page.page.wait_for_load_state("networkidle")
    assert page.requests == [page_file.as_uri()]
    assert page.complaints == []


@pytest.mark.parametrize("name", [name for name in EVERY if "hostile" in name])
def test_hostile_text_stays_text(visit: Open, made: Callable[[str], Path], name: str) -> None:
    page = visit(made(name))
    assert "pwned" not in page.ask("() => document.title.replace(/document\\.title='pwned'/g, '')")
    assert page.ask("() => document.querySelectorAll('script, img, iframe, object, embed, form').length") == 0
    assert page.ask("() => document.querySelectorAll('style').length") == 1
    assert "<script>document.title='pwned'</script>" in page.ask("() => document.body.innerText")
    handlers = page.ask("""() => [...document.querySelectorAll('*')].filter(one =>
        [...one.attributes].some(a => a.name.startsWith('on'))).length""")
    assert handlers == 0


@pytest.mark.parametrize("name", [name for name in EVERY if "hostile" in name])
def test_links_lead_to_the_web_and_to_mail_only(visit: Open, made: Callable[[str], Path], name: str) -> None:
    protocols = visit(made(name)).ask(
        """() => [...document.querySelectorAll('a:not([href^="#"])')].map(a => a.protocol)"""
    )
    # On a site, pages link to each other by their place.
    own = {"file:"} if name in HOSTILE_SITE else set()
    assert set(protocols) <= {"http:", "https:", "mailto:"} | own


def test_the_policy_of_the_page_forbids_scripts_and_loads(visit: Open, made: Callable[[str], Path]) -> None:
    """The second wall, tried by itself: what the first one keeps out would not run either."""
    page = visit(made("report"))
    page.ask("""() => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "pwned"';
        const image = document.createElement('img');
        image.src = 'http://127.0.0.1:9/x';
        document.body.append(script, image);
    }""")
    page.page.wait_for_timeout(200)
    assert page.ask("() => document.title") != "pwned"
    assert len([line for line in page.complaints if "Content Security Policy" in line]) == 2
