"""Evidence that was to be reviewed by a day that is past, as rows of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sustainrubric.base.phrase import Own, phrase
from sustainrubric.plan.actions import LENGTH, Origins, fingerprint, stream_of
from sustainrubric.plan.model import PlannedAction, RatedFile


def overdue_reviews(newest: Iterable[RatedFile], today: date) -> Iterator[PlannedAction]:
    """A row for each piece of evidence in these rounds whose `review_by` is before `today`."""
    for source in newest:
        origins = Origins(source)
        for element_id, rating in source.rated.assessment.ratings.items():
            for index, evidence in enumerate(rating.evidence):
                if evidence.review_by is None or evidence.review_by >= today:
                    continue
                # A plan may be read by the public, and the name of sensitive evidence is not for them.
                name = f"item {index + 1}" if evidence.sensitive else Own(evidence.what)
                mark = fingerprint(*stream_of(source), element_id, "review", evidence.what, str(index))
                id_ = f"{element_id}-review-{mark[:LENGTH]}"
                yield PlannedAction(
                    id=id_,
                    uid=f"{id_}-{mark[:12]}",
                    what=phrase("Review the evidence: ", name),
                    owner="",
                    owner_name="",
                    due=evidence.review_by,
                    status="planned",
                    state="overdue",
                    resources="",
                    origin=origins.of(element_id, rating),
                    file=source.file,
                    path=("ratings", element_id, "evidence", index),
                    rounds=(source.rated.assessment.round.id,),
                    is_review=True,
                )
