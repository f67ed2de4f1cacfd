"""An agency's own colours in place of ours, as long as everybody can read what is set in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sustainrubric.errors import Unreadable
from sustainrubric.model.clean import quoted
from sustainrubric.model.nearest import did_you_mean
from sustainrubric.report.palette import SHAPE_ON, TEXT_ON, Scheme, contrast

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST = ((TEXT_ON, 4.5), (SHAPE_ON, 3.0))


def recoloured(scheme: Scheme, own: Mapping[str, str], key: str) -> Scheme:
    """A scheme with an agency's colours; `key` is where they stand in sustain.yaml.

    Raises:
        Unreadable: a colour is none, is unknown, or makes something too faint to read.
    """
    for name, value in own.items():
        if name not in scheme:
            raise Unreadable(
                f"sustain.yaml: report.{key}: there is no colour {quoted(name)}{did_you_mean(name, scheme)}"
            )
        if not _COLOUR.fullmatch(value):
            raise Unreadable(f"sustain.yaml: report.{key}.{name}: {quoted(value)} is not written #rrggbb")
    mixed = scheme | {name: value.lower() for name, value in own.items()}
    faint = list(too_faint(mixed))
    if faint:
        raise Unreadable(f"sustain.yaml: report.{key}: {'; '.join(faint)}")
    return mixed


def too_faint(scheme: Scheme) -> Iterator[str]:
    """The pairs of colours that meet on a page and are too much alike, in words."""
    for pairs, least in _LEAST:
        for upper, grounds in pairs:
            for ground in grounds:
                ratio = contrast(scheme[upper], scheme[ground])
                if ratio < least:
                    yield (
                        f"{upper} {scheme[upper]} on {ground} {scheme[ground]} has a contrast of "
                        f"{ratio:.2f}, and needs {least}"
                    )
