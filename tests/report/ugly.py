"""An assessment that strains every layout: long names, words without blanks, long lists, another script."""

from __future__ import annotations

WORD = "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk"
AGENCY = (
    "The Office of the Superintendent of Public Instruction and State Board for Elementary, Secondary, "
    "Career, Technical and Adult Education of the Commonwealth and its Island Territories"
)
REFORM = "Comprehensive statewide improvement and support for instruction from birth through grade three"
ARABIC = "يشترك خمسة من الوكالات في جدول أعمال واحد (2026)."


def ugly() -> str:
    """Valid: 50 pieces of evidence, 100 actions, most elements not rated, one not applicable."""
    team = "".join(f"  - {{id: p{n}, name: Person {n} {WORD}, role: Deputy of {WORD}}}\n" for n in range(25))
    evidence = "".join(
        f"      - {{what: Evidence {n} {'x' * 40}, where: https://example.gov/{'path/' * (n % 9)}{n}}}\n"
        for n in range(50)
    )
    actions = "".join(
        f"      - {{what: Action {n} {WORD * (n % 3)}, owner: p{n % 25}, due: 2027-01-{n % 28 + 1:02d}}}\n"
        for n in range(100)
    )
    return (
        f"kind: assessment\nformat: 1\nrubric: sustainability@1.0.0\nagency: {{name: '{AGENCY}', state: EX}}\n"
        f"reform: {{id: ugly, name: {REFORM}}}\nround: {{id: Second-interim-review-of-2026, date: 2026-10-15}}\n"
        f"team:\n{team}ratings:\n  1.A.i:\n    level: emerging\n    target: exemplary\n"
        f"    rationale: {WORD} {WORD} https://example.gov/{'a' * 120}\n"
        f"    evidence:\n{evidence}    actions:\n{actions}"
        f"  1.B.i: {{level: strong, rationale: '{ARABIC} 🎉'}}\n"
        "  1.B.ii: {level: not-applicable, rationale: No.}\n"
    )


def long_names() -> str:
    """Valid: names longer than any column, one of them without a blank, and an agency's that fills two lines."""
    word = WORD * 3
    return (
        f"kind: assessment\nformat: 1\nrubric: sustainability@1.0.0\nagency: {{name: '{AGENCY}', state: EX}}\n"
        f"reform: {{id: long, name: {word}}}\nround: {{id: 2026-fall, date: 2026-10-15}}\n"
        f"team:\n  - {{id: p, name: {word}, role: {REFORM}}}\nratings:\n  1.A.i:\n    level: emerging\n"
        f"    target: strong\n    rationale: {ARABIC} {REFORM}\n"
        f"    evidence:\n      - {{what: {REFORM}, where: https://example.gov/{'path/' * 30}}}\n"
        f"    actions:\n      - {{what: {REFORM}, owner: p, due: 2027-03-01}}\n"
    )
