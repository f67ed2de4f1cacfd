"""Data in the order in which a file of its kind is laid out."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

from sustainrubric.files.layout import Layout
from sustainrubric.model.problem import DocumentPath


def in_order(data: Any, layout: Layout, old: Any = None, path: DocumentPath = ()) -> Any:
    """The same data, its keys where the layout has them; keys it does not know stay, at the end.

    What is the same in `old` is left as it is.
    """
    if data == old:
        return data
    if isinstance(data, list):
        before = old if isinstance(old, list) else []
        rows = zip_longest(data, before[: len(data)])
        return [in_order(row, layout, other, (*path, index)) for index, (row, other) in enumerate(rows)]
    if not isinstance(data, dict):
        return data
    known = old if isinstance(old, dict) else {}
    return {
        key: in_order(data[key], layout, known.get(key), (*path, key)) for key in _keys(data, layout, path)
    }


def _keys(data: dict[str, Any], layout: Layout, path: DocumentPath) -> list[str]:
    ranks = {key: layout.rank(path, key) for key in data}
    known = sorted((rank, key) for key, rank in ranks.items() if rank is not None)
    return [*(key for _, key in known), *(key for key, rank in ranks.items() if rank is None)]
