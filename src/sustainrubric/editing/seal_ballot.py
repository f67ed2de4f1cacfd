"""Seal a ballot: random bytes into the ballot, and its fingerprint into a file of its own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator

from sustainrubric.base.errors import RefusedToWrite
from sustainrubric.disk.save import write_new
from sustainrubric.editing.user_file import open_for_session, save_once
from sustainrubric.interview.data import put
from sustainrubric.rating.seal import fingerprint
from sustainrubric.records.ballot import Ballot
from sustainrubric.records.find_ballots import seal_file
from sustainrubric.yaml.writer import dump


def seal_ballot(file: str) -> Iterator[str]:
    """Write the seal of a ballot beside it; gives what to tell.

    Raises:
        Unreadable, InvalidFile: it cannot be read, has errors, or is no ballot.
        RefusedToWrite: it is sealed already, or a file cannot be written.
    """
    target = seal_file(file)
    if os.path.lexists(target):
        raise RefusedToWrite(f"{target} is there already; what is sealed stays sealed")
    with open_for_session(file, session=False) as opened:
        ballot = opened.loaded.model_as(Ballot)
        random_bytes = bytes.fromhex(ballot.seal) if ballot.seal else secrets.token_bytes(32)
        if ballot.seal is None:
            yield from save_once(opened, dict(put(opened.data, ("seal",), random_bytes.hex())))
        data = {
            "kind": "seal",
            "format": 1,
            "rubric": ballot.rubric,
            "reform": ballot.reform,
            "round": ballot.round,
            "rater": ballot.rater,
            "sha256": fingerprint(ballot, random_bytes),
        }
        write_new(target, dump(data).encode("utf-8"))
    yield f"wrote {target}; show it to the others now, and the ballot when all of them are sealed"
