"""The other side of each comparison: the least that any program would have to do.

python benchmarks/yardsticks.py bare FILE        import yaml and our models, validate one file
python benchmarks/yardsticks.py events FOLDER    libyaml's events of every file, and nothing else
python benchmarks/yardsticks.py check FOLDER     our check of every file
python benchmarks/yardsticks.py score FOLDER     the same, and the scores
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


if __name__ == "__main__":
    what, where = sys.argv[1:]
    if what == "score":
        check(where, and_score=True)
    else:
        {"bare": bare, "events": events, "check": check}[what](where)
