"""What YAML mistakes are called, and where each of them is: told in our words, at the sign to change."""

from __future__ import annotations

import pytest

from sustainrubric.records.load import load_bytes

SAID = {
    "a: 1\n- b\n": [
        "2:1 SR001 a list item '- ' cannot stand beside keys; put it below the key that it belongs to",
    ],
    "a: 1\n  b: 2\n": [
        "2:4 SR001 this line reads as part of the one above; indent both keys alike, each with ':' and a space",
    ],
    "a:\n  b: 1\n c: 2\n": [
        "3:2 SR001 this line is indented like no key above it; line it up with the key that it stands beside",
    ],
    "a: {\n b: 1\n c: 2}\n": [
        "3:3 SR001 a ',' or the closing '}' is missing here or above",
    ],
    "a: [x\n y: z]\n": [
        "2:3 SR001 a ',' or the closing ']' is missing here or above",
    ],
    "a: [\n1\n2: 3]\n": [
        "3:2 SR001 a ',' or the closing ']' is missing here or above",
    ],
    "a: 'it's'\n": [
        "1:8 SR001 the text in quotation marks ends before this; write '' for an apostrophe inside '...'",
    ],
    'a: "x" y\n': [
        '1:8 SR001 the text in quotation marks ends before this; write \\" for a quotation mark inside "..."',
    ],
    "a: *b\n": [
        "1:4 SR005 anchors are not allowed: remove '*b' and write the value out",
    ],
    "- a: *x y\n": [
        "1:6 SR005 anchors are not allowed: remove '*x' and write the value out",
        "1:9 SR001 '*' cannot begin plain text; put the text in quotation marks",
    ],
    "kind\nformat: 1\n": [
        "2:7 SR001 this line reads as part of the one above; indent both keys alike, each with ':' and a space",
    ],
    "a\n": [],
    "<<<<<<< ours\na: 1\n": [
        "2:2 SR001 this line reads as part of the one above; indent both keys alike, each with ':' and a space",
    ],
    "a: 1\n>>>>>>> theirs\n": [
        "2:2 SR001 the text after a '|' or a '>' begins on the next line",
    ],
    "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n": [
        "1:1 SR012 a merge conflict begins here: keep one of the two versions, or parts of both, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>",  # noqa: E501
    ],
    "b: 1\n<<<<<<<\nx\n>>>>>>>\n": [
        "2:1 SR012 a merge conflict begins here: keep one of the two versions, or parts of both, and remove the lines that begin with <<<<<<<, ======= and >>>>>>>",  # noqa: E501
    ],
    "a: b: c\n": [
        "1:5 SR001 a ':' followed by a space cannot stand inside plain text; put the text in quotation marks",
    ],
    "a: @x\n": [
        "1:4 SR001 '@' cannot begin plain text; put the text in quotation marks",
    ],
    "a: `x`\n": [
        "1:4 SR001 '`' cannot begin plain text; put the text in quotation marks",
    ],
    "%x\n": [
        "1:3 SR001 this cannot be read as YAML; compare it with the lines around it, "
        "or put the text in quotation marks",
    ],
    "a: [1, 2\n": [
        "2:1 SR001 a ',' or the closing ']' is missing here or above",
    ],
    "a: {b: 1\n": [
        "2:1 SR001 a ',' or the closing '}' is missing here or above",
    ],
    "\ta: 1\n": [
        "1:1 SR001 a tab cannot be used to indent; use spaces",
    ],
    "a:\n\tb: 1\n": [
        "2:1 SR001 a tab cannot be used to indent; use spaces",
    ],
    "a: |x\n": [
        "1:5 SR001 the text after a '|' or a '>' begins on the next line",
    ],
    'a: "\\q"\n': [
        "1:5 SR001 this escape is not known; write \\\\ for \\, or use single quotes",
    ],
    "? a\n": [],
    "a: 'x\n": [
        "1:4 SR001 the quotation mark that opens this text is not closed",
    ],
    "a: \u2028b\n": [
        "1:4 SR003 U+2028 is a line break that editors do not show; replace it with a plain new line",
    ],
    "a: \ufeffb\n": [
        "1:4 SR003 U+FEFF is a byte order mark, which may stand only at the start of a file; remove it",
    ],
    "kind: x\n...\nb: 1\n": [
        "3:1 SR001 the text before this is a whole document; only one may stand in a file",
    ],
    "a: &x 1\n": [
        "1:4 SR005 anchors are not allowed: remove '&x' and write the value out",
    ],
    "a: !t 1\n": [
        "1:4 SR006 tags are not allowed: remove '!t', or put a text that begins so in quotation marks",
    ],
    "a: - b\n": [
        "1:4 SR001 a list item '- ' cannot begin here; put it on a line of its own",
    ],
    "a: 1,\n b: 2\n": [
        "2:3 SR001 this line reads as part of the one above; indent both keys alike, each with ':' and a space",
    ],
    "a: “x”: y\n": [
        "1:7 SR001 a ':' followed by a space cannot stand inside plain text; put the text in quotation marks; U+201C (left double quotation mark) stands in it: type a plain '\"'",  # noqa: E501
    ],
    "a: 1\nb: 2\na: 3\n": [
        "3:1 SR004 the key 'a' stands already in line 1; keep one of them",
    ],
    "a: {b: 1, b: 2}\n": [
        "1:11 SR004 the key 'b' stands already in line 1; keep one of them",
    ],
    "a: 1\n---\nb: 1\n": [
        "2:1 SR009 a second document begins here; keep one a file",
    ],
    "? [a]\n: b\n": [
        "1:3 SR010 a key is plain text, not a list, a mapping or an alias",
    ],
    "a: \x07b\n": [
        "1:4 SR003 the control character U+0007 is not allowed; remove it",
    ],
}


@pytest.mark.parametrize("text", SAID)
def test_a_mistake_is_told_in_our_words_at_its_place(text: str) -> None:
    document = load_bytes(text.encode(), "a.yaml").document
    found = [
        f"{at.line}:{at.column} {problem.code.value} {problem.message}" for at, problem in document.problems
    ]
    assert found == SAID[text]
    # Of two keys that are alike the first one counts, and the rest is read.
    assert document.complete == all(" SR004 " in one for one in found)


def test_a_mark_at_the_start_of_a_file_is_kept_apart_from_its_text() -> None:
    marked, plain = (
        load_bytes(text.encode(), "a.yaml").document.source for text in ("\ufeffa: 1\n", "a: 1\n")
    )
    assert (marked.text, marked.bom) == ("a: 1\n", True)
    assert (plain.text, plain.bom) == ("a: 1\n", False)


def test_letters_beyond_ascii_are_no_mistake() -> None:
    assert load_bytes("name: José Núñez\n".encode(), "a.yaml").document.problems == []


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("above", [0, 1, 2])
def test_a_sign_that_may_have_caused_a_mistake_is_named_from_its_own_line_alone(
    line_break: str, above: int
) -> None:
    mistake = f"b: \u201cx: y\u201d{line_break}c: \u2018z\u2019{line_break}"
    before = "".join(f"a{n}: \u2018{n}\u2019{line_break}" for n in range(above))
    (found,) = load_bytes(f"{before}{mistake}".encode(), "a.yaml").problems
    assert found.location.line == above + 1
    assert "U+201C (left double quotation mark) stands in it" in found.problem.message
    first = f"{before}\u201cb: x: y{line_break}"
    (found,) = load_bytes(first.encode(), "a.yaml").problems
    assert "U+201C (left double quotation mark) stands in it" in found.problem.message
    plain = before + f"b: x: y{line_break}c: \u2018z\u2019{line_break}"
    (found,) = load_bytes(plain.encode(), "a.yaml").problems
    assert "stands in it" not in found.problem.message
