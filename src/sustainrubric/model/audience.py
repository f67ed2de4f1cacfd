"""Whom a report is for."""

from __future__ import annotations

from typing import Literal

Audience = Literal["public", "cabinet", "team"]

LEFT_OUT: dict[Audience, str] = {
    "public": "This version is for the public: names, contacts, notes, dissent and evidence marked as "
    "sensitive are left out.",
    "cabinet": "This version is for the cabinet: the notes that the team keeps in its file are left out.",
    "team": "",
}
"""What a report says of what it does not hold; docs/reports.md says the same at length."""
