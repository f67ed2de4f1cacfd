"""How the elements of one version of a rubric relate to those of another, as a file an agency keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field, create_model

from sustainrubric.base.model import FormatOne, InstrumentReference, Model, Rows, Text

Relation = Literal["equal", "reworded", "subset", "superset", "intersect", "none"]
"""What the old part is to the new one: superset where the new one asks less, subset where it asks more."""


class _Kind(Model):
    kind: Literal["mapping"]
    """What kind of file this is."""
    format: FormatOne
    """The number of the file format; there is one so far."""


# `from` is a word of Python's, so these fields cannot be written as the others are.
if TYPE_CHECKING:

    class _RowFrom(Model):
        pass

    class _MappingFrom(_Kind):
        pass

else:
    _RowFrom = create_model(
        "_RowFrom",
        __base__=Model,
        __module__=__name__,
        **{
            "from": (Rows[Text], Field((), description="Elements of the old rubric; none for a new element."))
        },
    )
    _MappingFrom = create_model(
        "_MappingFrom",
        __base__=_Kind,
        __module__=__name__,
        **{"from": (InstrumentReference, Field(description="The rubric that files come from."))},
    )


class MappingRow(_RowFrom):
    """What became of one or several elements."""

    to: Rows[Text] = ()
    """Elements of the new rubric; none for an element that is left out."""
    relation: Relation
    """equal carries ratings as they are; all else has them confirmed."""
    why: Text | None = None
    """Why, for colleagues; needed for all but equal."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The elements under `from`."""
        found: tuple[str, ...] = getattr(self, "from")
        return found


class Mapping(_MappingFrom):
    """The way from one version of a rubric to another; elements with the same id need no row."""

    to: InstrumentReference
    """The rubric that files go to."""
    rows: Rows[MappingRow] = ()
    """What is not the same in both: same id and same words is equal, same id and other words is reworded."""

    @property
    def source(self) -> str:
        """The reference under `from`."""
        found: str = getattr(self, "from")
        return found
