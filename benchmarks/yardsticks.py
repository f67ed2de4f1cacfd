"""The other side of each comparison: the least that any program would have to do.

python benchmarks/yardsticks.py bare FILE        import yaml and our models, validate one file
python benchmarks/yardsticks.py events FOLDER    libyaml's events of every file, and nothing else
python benchmarks/yardsticks.py check FOLDER     our check of every file
python benchmarks/yardsticks.py score FOLDER     the same, and the scores
python benchmarks/yardsticks.py pages COUNT BYTES FOLDER
                                                 plain pages of a table each, escaped by jinja2 and written
"""

from __future__ import annotations

import sys
from pathlib import Path


def bare(path: str) -> None:
    import yaml

    from sustainrubric.records.assessment import Assessment

    with open(path, encoding="utf-8") as stream:
        Assessment.model_validate(yaml.load(stream, Loader=yaml.CSafeLoader))


def events(folder: str) -> None:
    import yaml

    for path in sorted(Path(folder).iterdir()):
        for _ in yaml.parse(path.read_bytes(), Loader=yaml.CSafeLoader):
            pass


def check(folder: str, *, and_score: bool = False) -> None:
    from sustainrubric.check.file import inspect
    from sustainrubric.instruments.shipped import load_rubric
    from sustainrubric.rating.score import score
    from sustainrubric.records.assessment import Assessment

    rubric = load_rubric("sustainability@1.0.0")
    assert rubric is not None
    for path in sorted(Path(folder).iterdir()):
        assessment = inspect(str(path)).model_as(Assessment)
        if and_score:
            score(assessment, rubric)


def pages(count: int, size: int, folder: str) -> None:
    import jinja2

    template = jinja2.Environment(autoescape=True).from_string(
        "<!doctype html><title>{{ title }}</title><table>{% for row in rows %}<tr>{% for cell in row %}"
        "<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
    )
    out = Path(folder)
    out.mkdir(parents=True)
    row = [f"{'What the agency wrote & said ' * 3}{number}" for number in range(8)]
    length = len(template.render(title="", rows=[row])) - len(template.render(title="", rows=[]))
    for number in range(count):
        rows = [[f"{cell}, {number}" for cell in row] for _ in range(size // length)]
        (out / f"{number}.html").write_text(
            template.render(title=f"Page {number}", rows=rows), encoding="utf-8"
        )


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    where = rest[-1]
    if what == "pages":
        pages(int(rest[0]), int(rest[1]), where)
    elif what == "score":
        check(where, and_score=True)
    else:
        {"bare": bare, "events": events, "check": check}[what](where)
