"""What a migrated assessment keeps of where it came from, so that it can go back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from sustainrubric.base.model import InstrumentReference, Model, Rows, Text
from sustainrubric.records.mapping import Relation

_FROM_RUBRIC: dict[str, Any] = {
    "from": (InstrumentReference, Field(description="The rubric that the team rated with before.")),
}
_FROM_ELEMENTS: dict[str, Any] = {
    "from": (Rows[Text], Field((), description="Elements of the rubric before.")),
}

# `from` is a word of Python's, so these fields cannot be written as the others are.
if TYPE_CHECKING:

    class RecordFrom(Model):
        """A record that says under `from` which rubric a file came from."""

    class _RecordRowFrom(Model):
        pass

else:
    RecordFrom = create_model("RecordFrom", __base__=Model, __module__=__name__, **_FROM_RUBRIC)
    _RecordRowFrom = create_model("_RecordRowFrom", __base__=Model, __module__=__name__, **_FROM_ELEMENTS)


class MigratedRow(_RecordRowFrom):
    """What became of elements that are not the same in both rubrics."""

    to: Rows[Text] = ()
    """Elements of the rubric now."""
    relation: Relation
    """How they relate."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The elements under `from`."""
        found: tuple[str, ...] = getattr(self, "from")
        return found
