#!/usr/bin/env python3
"""Print how many tests ran under Windows Python, and how many were left out for which reason, from logs of pytest."""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

_LEFT_OUT = re.compile(r"^SKIPPED \[(\d+)\] [^:]+:\d+: (.+)$", re.MULTILINE)
_COUNT = re.compile(r"(\d+) (passed|failed|error|errors|xfailed)\b")


def main() -> None:
    reasons: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for name in sys.argv[1:]:
        text = Path(name).read_text(encoding="utf-8", errors="replace") if Path(name).is_file() else ""
        for number, reason in _LEFT_OUT.findall(text):
            reasons[reason.strip()] += int(number)
        last = text.rstrip().rpartition("\n")[2]
        for number, word in _COUNT.findall(last):
            counts["failed" if word.startswith(("failed", "error")) else word] += int(number)
    for reason, number in reasons.most_common():
        sys.stdout.write(f"{number:5}  {reason}\n")
    total = f"{counts['passed']} passed, {counts['failed']} failed, {reasons.total()} left out"
    sys.stdout.write(f"Under Windows Python: {total}\n")


if __name__ == "__main__":
    main()
