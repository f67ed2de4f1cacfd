"""The two instruments say what their sources say, in full and without scanning noise."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
RUBRIC_DIR = ROOT / "rubric"
RUBRIC_FILE = RUBRIC_DIR / "sustainability" / "1.0.0.yaml"
WORKSHEET_FILE = RUBRIC_DIR / "lea-process" / "1.0.0.yaml"
LEVELS = ("inadequate", "emerging", "strong", "exemplary")

# element: questions, criteria, look-fors
COUNTS = {
    "1.A.i": (6, 5, 8),
    "1.B.i": (4, 4, 11),
    "1.B.ii": (5, 4, 7),
    "2.A.i": (2, 3, 4),
    "2.A.ii": (3, 3, 6),
    "2.A.iii": (3, 3, 3),
    "2.B.i": (3, 3, 4),
    "2.B.ii": (3, 3, 3),
    "3.A.i": (4, 4, 5),
    "3.A.ii": (3, 3, 6),
    "3.A.iii": (5, 5, 6),
    "3.B.i": (3, 3, 7),
    "3.B.ii": (3, 3, 6),
    "3.C.i": (4, 5, 8),
    "3.C.ii": (4, 4, 5),
    "3.C.iii": (5, 4, 8),
    "3.D.i": (3, 3, 4),
    "3.D.ii": (5, 4, 4),
    "3.D.iii": (4, 3, 4),
}

TITLES = {
    "1": "Context for Sustaining Reform",
    "1.A": "Alignment of the Statewide System",
    "1.A.i": "Align the policy agenda with priority reforms",
    "1.B": "Public Value",
    "1.B.i": "Build stakeholder support for priority goals and reforms",
    "1.B.ii": "Build broad public support for priority goals and reforms",
    "2": "System Capacity",
    "2.A": "SEA Capacity",
    "2.A.i": "Align human capital decisions with priority goals and reforms",
    "2.A.ii": "Build a culture of continuous improvement toward priority goals",
    "2.A.iii": "Align organizational structure with priority goals and reforms",
    "2.B": "State Capacity",
    "2.B.i": "Extend capacity through partnerships",
    "2.B.ii": "Extend capacity in the field",
    "3": "Performance Management",
    "3.A": "Clarity of Outcomes and Theory of Action",
    "3.A.i": "Set student outcome targets to achieve priority goals",
    "3.A.ii": "Establish a theory of action and strategies for implementing priority reforms",
    "3.A.iii": "Develop plan(s) that align strategies with priority goals",
    "3.B": "Alignment of Resources (People, Time, Technology and Money)",
    "3.B.i": "Direct resources to priority reforms",
    "3.B.ii": "Establish clear leadership of priority goals and reforms",
    "3.C": "Collection and Use of Data",
    "3.C.i": "Ensure quality data on performance",
    "3.C.ii": "Ensure quality data on implementation",
    "3.C.iii": "Use data to review progress and make mid-course corrections",
    "3.D": "Accountability for Results",
    "3.D.i": "Link internal accountability to results",
    "3.D.ii": "Link external accountability to results",
    "3.D.iii": "Engage stakeholders about results",
}

# where: the words we supplied, as they stand there
SUPPLIED = {
    "1.A.i.L2": ["[.]"],
    "1.A.i.L3": ["[force).]"],
    "2.A.ii.3.inadequate": ["[The SEA offers few,]"],
    "2.A.ii.3.emerging": ["[The SEA offers]"],
    "2.A.ii.3.strong": ["[The SEA offers]"],
    "2.A.ii.3.exemplary": ["[The SEA does not]"],
    "3.A.i.2.strong": ["[State.]"],
    "3.B.ii.2.inadequate": ["[reliable]", "[on]", "[of]", "[in]"],
    "3.D.iii.1.emerging": ["[The SEA]"],
}

WITHOUT_TEXT = {"3.A.i.2", "3.A.i.4", "3.B.ii.3", "3.D.ii.4", "3.D.iii.3"}

NOISE = [
    "iable",
    "cision",
    "ority",
    "Ithority",
    "attlenecks",
    "coponsibilities",
    "Exciliplary",
    "LOOK-FOIS",
    "0011107",
    "hopedfor",
    "reformrelated",
    "care",
    "Lea",
    "tell. the",
    "routines Do the",
    "interpretations. interpretations",
    "Questions to Consider",
    "Look-Fors",
    "(continued)",
    " > ",
    "groups and the and",
    "clear not",
    "newsletters from the appropriate",
    "facts conclusions",
]

# Whole words only, so that "priority" does not count as "ority".
NOISE_WORDS = re.compile("|".join(rf"(?<!\w){re.escape(noise)}(?!\w)" for noise in NOISE))


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


RUBRIC = read(RUBRIC_FILE)
WORKSHEET = read(WORKSHEET_FILE)
VARIABLES = [variable for category in RUBRIC["categories"] for variable in category["variables"]]
ELEMENTS = [element for variable in VARIABLES for element in variable["elements"]]
CRITERIA = [criterion for element in ELEMENTS for criterion in element["criteria"]]


def strings(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a document with its path."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from strings(item, f"{path}/{key}")
    elif isinstance(value, list):
        for place, item in enumerate(value):
            yield from strings(item, f"{path}/{place}")
    elif isinstance(value, str):
        yield path, value


def element_texts() -> Iterator[tuple[str, str]]:
    """The source's own sentences in the tables, each with the id it is quoted by."""
    for element in ELEMENTS:
        for place, question in enumerate(element["questions"], start=1):
            yield f"{element['id']} question {place}", question
        for criterion in element["criteria"]:
            for level in LEVELS:
                if criterion[level] is not None:
                    yield f"{criterion['id']}.{level}", criterion[level]
        for look_for in element["look_fors"]:
            yield look_for["id"], look_for["text"]


def test_the_rubric_has_the_counts_of_its_source() -> None:
    counts = {
        element["id"]: tuple(len(element[key]) for key in ("questions", "criteria", "look_fors"))
        for element in ELEMENTS
    }
    assert counts == COUNTS
    totals = tuple(sum(column) for column in zip(*counts.values(), strict=True))
    assert totals == (72, 69, 109)
    assert (len(RUBRIC["categories"]), len(VARIABLES), len(ELEMENTS)) == (3, 8, 19)


def test_every_heading_stands_under_its_id() -> None:
    parts = [*RUBRIC["categories"], *VARIABLES, *ELEMENTS]
    assert {part["id"]: part["title"] for part in parts} == TITLES


def test_an_id_is_that_of_its_parent_and_its_place() -> None:
    for category in RUBRIC["categories"]:
        for letter, variable in zip("ABCD", category["variables"], strict=False):
            assert variable["id"] == f"{category['id']}.{letter}"
            for numeral, element in zip(("i", "ii", "iii"), variable["elements"], strict=False):
                assert element["id"] == f"{variable['id']}.{numeral}"
    for element in ELEMENTS:
        for key, prefix in (("criteria", ""), ("look_fors", "L")):
            expected = [f"{element['id']}.{prefix}{n + 1}" for n in range(len(element[key]))]
            assert [part["id"] for part in element[key]] == expected


def test_the_levels_go_from_one_to_four() -> None:
    assert [(level["id"], level["points"]) for level in RUBRIC["levels"]] == [
        ("inadequate", 1),
        ("emerging", 2),
        ("strong", 3),
        ("exemplary", 4),
    ]


def test_five_descriptors_have_no_text_and_say_why() -> None:
    missing = {(c["id"], level) for c in CRITERIA for level in LEVELS if c[level] is None}
    assert missing == {(criterion_id, "inadequate") for criterion_id in WITHOUT_TEXT}
    assert {c["id"] for c in CRITERIA if c.get("note")} == WITHOUT_TEXT


def test_a_criterion_has_a_short_name_of_its_own() -> None:
    names = [criterion["name"] for criterion in CRITERIA]
    assert len(set(names)) == len(names)
    assert [name for name in names if not 2 <= len(name.split()) <= 5] == []


def test_supplied_words_are_in_brackets() -> None:
    found = {where: re.findall(r"\[[^]]*\]", text) for where, text in element_texts()}
    assert {where: words for where, words in found.items() if words} == SUPPLIED


def test_the_one_printed_bracket_is_in_the_introduction() -> None:
    rest = {key: value for key, value in RUBRIC.items() if key not in ("categories", "source")}
    found = [path for path, text in strings(rest) if "[" in text]
    assert found == ["/introduction/1/text"]
    assert "standards [CCRS], ensuring" in RUBRIC["introduction"][1]["text"]


def test_the_worksheet_has_the_parts_of_its_source() -> None:
    assert [step["id"] for step in WORKSHEET["steps"]] == [
        "organize",
        "context",
        "map",
        "supports",
        "next-steps",
    ]
    assert [step["number"] for step in WORKSHEET["steps"]] == [1, 2, 3, 4, 5]
    assert [len(step["questions"]) for step in WORKSHEET["steps"]] == [0, 4, 3, 5, 5]
    assert [row["name"] for row in WORKSHEET["process"]] == [
        "Inform",
        "Select",
        "Plan",
        "Implement",
        "Analyze",
    ]
    assert [len(WORKSHEET[key]) for key in ("facilitation", "variations")] == [2, 1]


def test_the_worksheet_tables_have_the_columns_people_fill() -> None:
    columns = {
        f"{step['id']}.{table['id']}": " ".join(column["id"] for column in table["columns"])
        for step in WORKSHEET["steps"]
        for table in step["tables"]
    }
    assert columns == {
        "organize.participants": "department name contact role",
        "organize.documents": "title why",
        "map.process": "process steps gaps",
        "supports.supports": "when what inform select plan implement analyze evidence",
    }
    fields = [field["id"] for step in WORKSHEET["steps"] for field in step["fields"]]
    assert fields == ["logistics", "description", "supports_gaps", "priorities", "actions"]


def test_a_question_of_the_worksheet_has_an_id_of_its_own() -> None:
    ids = [question["id"] for step in WORKSHEET["steps"] for question in step["questions"]]
    assert len(set(ids)) == len(ids)
    assert ids[:4] == ["framework", "required-supports", "evidence", "products"]


def test_the_worksheet_names_steps_that_it_has() -> None:
    known = {step["id"] for step in WORKSHEET["steps"]}
    named = {step for advice in WORKSHEET["facilitation"] for step in advice["steps"]}
    assert named | {variation["step"] for variation in WORKSHEET["variations"]} <= known


def test_the_worksheet_has_three_supplied_titles() -> None:
    body = {key: value for key, value in WORKSHEET.items() if key != "source"}
    assert [text for _, text in strings(body) if "[" in text] == [
        "[Tool 1: SEA Inventory of Current Practice]",
        "[Process Map]",
        "[Supports Offered]",
    ]


@pytest.mark.parametrize("document", [RUBRIC, WORKSHEET], ids=["rubric", "worksheet"])
def test_no_scanning_noise_is_left(document: dict[str, Any]) -> None:
    body = {key: value for key, value in document.items() if key != "source"}
    texts = [(path, text) for path, text in strings(body) if not path.endswith("/note")]
    assert [(path, text) for path, text in texts if NOISE_WORDS.search(text)] == []
    strange = re.compile("[^ -~\n\u2013\u2014\u2019\u201c\u201d]|[|\\\\<>_{}=^~`]|[*]{3}")
    ids = re.compile(r"/(id|group|kind|step|rows)$")
    assert [(p, t) for p, t in texts if strange.search(t) and not ids.search(p)] == []


@pytest.mark.parametrize("document", [RUBRIC, WORKSHEET], ids=["rubric", "worksheet"])
def test_no_word_is_printed_twice(document: dict[str, Any]) -> None:
    twice = re.compile(r"\b(\w+) \1\b")
    assert [text for _, text in strings(document) if twice.search(text)] == []


@pytest.mark.parametrize("document", [RUBRIC, WORKSHEET], ids=["rubric", "worksheet"])
def test_spaces_stand_where_they_should(document: dict[str, Any]) -> None:
    stray = re.compile(
        r"  |^\s|\s$|[ \t]\n|\t|\s[,.;:?)\]]|[(\[]\s"  # doubled, at an edge, inside brackets
        r"|/\s|\s/|\s—|—\s|\w-\s(?!and\b)"  # around slash, dash and hyphen
    )
    assert [text for _, text in strings(document) if stray.search(text)] == []


def test_every_sentence_of_the_tables_ends() -> None:
    for where, text in element_texts():
        if " question " in where:
            assert text.endswith("?"), where
        else:
            assert re.search(r"\.\]?$", text), where
        assert re.match(r'[A-Z"\[]', text), where


def test_every_other_text_of_the_rubric_ends_as_printed() -> None:
    open_ended = [v["id"] for v in VARIABLES if not v["description"].endswith(".")]
    assert open_ended == ["3.A"], "the one description printed without a full stop"
    for category in RUBRIC["categories"]:
        assert category["description"].endswith(".")
        assert category["variables_introduction"].endswith(":")
        assert category.get("variables_conclusion", ".").endswith(".")
    for section in RUBRIC["introduction"]:
        assert section["text"].endswith(".")
    for entry in RUBRIC["glossary"]:
        assert entry["definition"].endswith(".")
    for note in (c["note"] for c in CRITERIA if "note" in c):
        assert note.endswith(".")


def test_every_text_of_the_worksheet_ends() -> None:
    keys = re.compile(r"/(purpose|outcome|materials|who|time|text|overview|instructions)$")
    texts = [text for path, text in strings(WORKSHEET) if keys.search(path)]
    assert [text for text in texts if not re.search(r"[.?]\)?$", text)] == []


def test_each_source_keeps_its_own_quotation_marks() -> None:
    curly = re.compile("[\u2018\u2019\u201c\u201d]")
    assert [text for _, text in strings(RUBRIC) if curly.search(text)] == []
    body = {key: value for key, value in WORKSHEET.items() if key != "source"}
    assert [text for _, text in strings(body) if re.search("['\"]", text)] == []


def test_the_glossary_has_its_terms_in_two_groups() -> None:
    groups = [entry["group"] for entry in RUBRIC["glossary"]]
    assert groups == ["Terms Referring to SEA Priorities"] * 7 + ["Other Terms"] * 9
    bullets = {e["term"]: e["definition"].count("\n- ") for e in RUBRIC["glossary"]}
    assert {term: count for term, count in bullets.items() if count} == {"Target": 4, "Plan": 3}


def test_notice_and_files_carry_the_credit_and_the_rights() -> None:
    notice = " ".join((ROOT / "NOTICE").read_text(encoding="utf-8").split())
    assert RUBRIC["source"]["rights"] in notice
    assert "Contract No. GS-23F-8182H" in RUBRIC["source"]["rights"]
    assert WORKSHEET["source"]["rights"] in notice
    assert WORKSHEET["source"]["citation"] in notice


@pytest.mark.parametrize("path", [RUBRIC_FILE, WORKSHEET_FILE], ids=["rubric", "worksheet"])
def test_a_file_is_named_after_what_it_says(path: Path) -> None:
    document = read(path)
    assert (document["id"], document["version"]) == (path.parent.name, path.stem)
    assert document["format"] == 1


@pytest.mark.parametrize("path", [RUBRIC_FILE, WORKSHEET_FILE], ids=["rubric", "worksheet"])
def test_a_file_is_clean_text(path: Path) -> None:
    data = path.read_bytes()
    assert b"\r" not in data
    assert b"\t" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert [line for line in data.split(b"\n") if line != line.rstrip()] == []


def test_every_released_file_matches_its_checksum() -> None:
    lines = (RUBRIC_DIR / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    found = {
        path.relative_to(RUBRIC_DIR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in RUBRIC_DIR.glob("*/*.yaml")
    }
    assert listed == found, "a released file never changes: add a new version beside it"
    assert list(listed) == sorted(listed)
