"""Any data, and any way in which PyYAML writes it: for tests of what is read from that."""

from __future__ import annotations

import io
import re
from typing import Any

import yaml
from hypothesis import strategies as st

# The core schema as https://yaml.org/spec/1.2.2/#103-core-schema prints it.
CORE_1_2 = re.compile(
    r"""(null|Null|NULL|~|)
    | true|True|TRUE|false|False|FALSE
    | [-+]?[0-9]+ | 0o[0-7]+ | 0x[0-9a-fA-F]+
    | [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
    | [-+]?(\.inf|\.Inf|\.INF) | \.nan|\.NaN|\.NAN""",
    re.VERBOSE,
)


def bare_in_1_1(text: str) -> bool:
    """Whether PyYAML, which knows YAML 1.1, may write a text without quotation marks."""
    tag: str = yaml.SafeDumper(io.StringIO()).resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    return tag == "tag:yaml.org,2002:str"


WORDS = st.sampled_from(
    [
        "no",
        "null",
        "true",
        "~",
        "1",
        "010",
        "1_000",
        "12:30",
        "2026-10-15",
        "0x1F",
        "# x",
        "a: b",
        "- x",
        "*x",
        "&x",
    ]
)
CHARACTERS = st.characters(codec="utf-8", exclude_characters="\x85\u2028\u2029\ufeff")
TEXT_VALUES = st.one_of(WORDS, st.text(CHARACTERS, max_size=20)).filter(
    lambda text: not (CORE_1_2.fullmatch(text) and bare_in_1_1(text))
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False),
    TEXT_VALUES,
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT_VALUES, inner, max_size=4),
    max_leaves=12,
)
STYLES = st.fixed_dictionaries(
    {
        "width": st.sampled_from([20, 80, 10_000]),
        "default_flow_style": st.sampled_from([True, False, None]),
        "default_style": st.sampled_from([None, None, "'", '"']),
        "indent": st.sampled_from([2, 4, 8]),
        "explicit_start": st.booleans(),
        "line_break": st.sampled_from(["\n", "\r\n", "\r"]),
    }
)


def as_yaml(data: Any, style: dict[str, Any]) -> str:
    if style["default_style"]:
        # With a style forced on, PyYAML quotes numbers and gives them a tag.
        data = as_text(data)
    text: str = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, **style)
    return text


def as_text(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: as_text(value) for key, value in data.items()}
    return (
        [as_text(item) for item in data] if isinstance(data, list) else data if isinstance(data, str) else "-"
    )
