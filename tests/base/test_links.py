"""Only addresses of the web and of mail become links."""

from __future__ import annotations

import pytest

from sustainrubric.base.escaping import host, link


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("https://example.gov/agenda", "https://example.gov/agenda"),
        ("HTTP://example.gov", "HTTP://example.gov"),
        ("https://example.gov/a%20b?c=d&e=f#g", "https://example.gov/a%20b?c=d&e=f#g"),
        ("https://example.gov/año|x", "https://example.gov/a%C3%B1o%7Cx"),
        ("mailto:records@example.gov", "mailto:records@example.gov"),
        ("javascript:alert(1)", ""),
        ("JaVaScRiPt:alert(1)//https://example.gov", ""),
        ("java\nscript:alert(1)", ""),
        (" https://example.gov", ""),
        ("https://example.gov/\u202ea", ""),
        ("data:text/html,<script>alert(1)</script>", ""),
        ("file:///etc/passwd", ""),
        ("file://server/share", ""),
        ("ftp://example.gov/a", ""),
        ("//example.gov/a", ""),
        ("https:example.gov", ""),
        ("https://", ""),
        ("https://[", ""),
        ("https://example.gov:port/", ""),
        ('https://example.gov/"onmouseover=alert(1)', ""),
        ("mailto:", ""),
        ("shelf 3, binder 12", ""),
        ("../../../etc/passwd", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_what_becomes_a_link(where: str | None, expected: str) -> None:
    assert link(where) == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("https://example.gov/agenda", "example.gov"),
        ("https://example.gov@evil.example/", "evil.example"),
        ("mailto:records@example.gov", "records@example.gov"),
        ("shelf 3", ""),
        (None, ""),
    ],
)
def test_a_link_shows_where_it_leads(where: str | None, expected: str) -> None:
    assert host(where) == expected
