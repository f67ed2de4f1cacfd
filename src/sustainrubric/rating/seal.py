"""The seal of a ballot: a fingerprint that can be shown to all before the ballot is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from sustainrubric.base.problem import Code, Problem
from sustainrubric.records.ballot import Ballot, Seal


def sealed_text(ballot: Ballot) -> str:
    """What is sealed, as canonical JSON: keys sorted, no blanks, all beyond ASCII escaped.

    It is made from what the ballot says, so that comments, layout and line ends do not matter.
    """
    said = ballot.model_dump(include={"rater", "rubric", "round", "ratings"}, exclude_defaults=True)
    # Some versions of pydantic warn where a model with days is dumped in their JSON mode.
    return json.dumps(said, sort_keys=True, separators=(",", ":"), default=date.isoformat)


def fingerprint(ballot: Ballot, random_bytes: bytes) -> str:
    """SHA-256 over the random bytes and the canonical JSON, in hexadecimal digits.

    Without the random bytes somebody could try all the ballots there are.
    """
    return hashlib.sha256(random_bytes + sealed_text(ballot).encode("ascii")).hexdigest()


def check_seal(ballot: Ballot, seal: Seal) -> Iterator[Problem]:
    """Whether the first vote is still the one that was sealed."""
    if ballot.seal is None:
        message = "the ballot was sealed, and its random bytes are gone; put the key 'seal' back in"
        yield Problem(Code.SEAL_BROKEN, message, ("rater",))
    elif fingerprint(ballot, bytes.fromhex(ballot.seal)) != seal.sha256:
        message = "the ballot is not the one that was sealed; its first vote was changed since"
        yield Problem(Code.SEAL_BROKEN, message, ("seal",))
