"""Random YAML files as people write them, each scalar and comment a word of its own, and random changes."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

Path = tuple[str | int, ...]
NEW_VALUES: tuple[Any, ...] = (
    *(
        "new",
        "no",
        "# x",
        "a: b",
        "- x",
        "@x",
        "%x",
        "new\ntwo lines",
        "end \n",
        " lead\nline",
        "1e3",
        "😀",
        "a, b",
    ),
    *(
        "first\n\nthird: # x\n",
        None,
        7,
        True,
        [],
        {},
        ["new"],
        {"n1": "new", "n2": "no"},
        [{"n1": "new"}, {"n1": "x"}],
    ),
    *({"n1": {"n2": ["new", "a\nb"]}, "n3": None}, 'it\'s "so"', "---", "..."),
)


class RandomFile:
    """A mapping of words and its text; `words_at` tells which words of the text stand for a path."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.count = 0
        self.comments: list[str] = []
        self.step = self.random.choice((1, 2, 2, 2, 4))
        self.dash = self.random.choice((0, 2, self.step))
        self.gap = self.random.choice((1, 1, 3))
        self.break_ = self.random.choice(("\n", "\n", "\r\n", "\r"))
        self.chatty = self.random.choice((0.0, 0.1, 0.4))
        self.quotes = self.random.choice((("",), ("", "'", '"'), ("'",), ('"',)))
        self.words_at: dict[Path, str] = {}
        self.flow_roots: dict[Path, Path] = {}
        self.after_block_scalar = False
        self.data, lines = self.mapping((), 0, depth=0)
        text = "\n".join([*self.own_lines(0), *lines])
        text += "\n" * self.random.choice((0, 1, 1, 2)) if not self.after_block_scalar else "\n"
        self.text = text.replace("\n", self.break_)

    def word(self, letter: str = "w") -> str:
        self.count += 1
        return f"{letter}{self.count}x"

    def maybe(self, chance: float) -> bool:
        return self.random.random() < chance

    def comment(self) -> str:
        self.comments.append("# " + self.word("c") + self.random.choice(("", " it's", ' a: "b', " - [x}")))
        return self.comments[-1]

    def trailing(self) -> str:
        return " " * self.random.choice((1, 2, 9)) + self.comment() if self.maybe(self.chatty) else ""

    def own_lines(self, column: int) -> list[str]:
        """Comments and empty lines between entries; a block scalar above would take deeper or empty ones."""
        lines = []
        while self.maybe(self.chatty / 2):
            deeper = 0 if self.after_block_scalar else self.random.choice((0, 0, 1, 3))
            is_comment = self.after_block_scalar or self.maybe(0.6)
            lines.append(" " * (column + deeper) + self.comment() if is_comment else "")
        return lines

    def mapping(self, path: Path, column: int, depth: int) -> tuple[dict[str, Any], list[str]]:
        data, lines = {}, []
        for index in range(self.random.randint(1, 4)):
            name = self.word("k")
            self.words_at[(*path, name)] = name
            lines += self.own_lines(column) if index else []
            data[name], after = self.value((*path, name), column, depth, is_item=False)
            lines += [" " * column + self.quoted(name) + ":" + after[0], *after[1:]]
        return data, lines

    def sequence(self, path: Path, column: int, depth: int) -> tuple[list[Any], list[str]]:
        data, lines = [], []
        for index in range(self.random.randint(1, 3)):
            lines += self.own_lines(column) if index else []
            value, after = self.value((*path, index), column, depth, is_item=True)
            data.append(value)
            lines += [" " * column + "-" + after[0], *after[1:]]
        return data, lines

    def value(self, path: Path, column: int, depth: int, is_item: bool) -> tuple[Any, list[str]]:
        """A value and the lines after its colon or dash."""
        kind = self.random.choice(("scalar", "scalar", "flow", "block") if depth < 3 else ("scalar",))
        self.after_block_scalar = False
        if kind == "scalar":
            return self.scalar(path, column)
        if kind == "flow":
            first = len(self.words_at)
            data, text = self.flow(path, column, depth, self.maybe(0.4))
            for inner in list(self.words_at)[first:]:
                self.flow_roots[inner] = path
            self.flow_roots[path] = path
            head, *rest = (" " + text).split("\n")
            return data, [head, *rest[:-1], rest[-1] + self.trailing()] if rest else [head + self.trailing()]
        head = self.trailing()
        if self.maybe(0.6):
            if is_item and not head:
                data, lines = self.mapping(path, column + 1 + self.gap, depth + 1)
                return data, [" " * self.gap + lines[0].lstrip(" "), *lines[1:]]
            own = self.own_lines(column + self.step)
            data, lines = self.mapping(path, column + self.step, depth + 1)
        else:
            inside = column + (self.step if is_item else self.dash)
            own = self.own_lines(inside)
            data, lines = self.sequence(path, inside, depth + 1)
        return data, [head, *own, *lines]

    def scalar(self, path: Path, column: int) -> tuple[Any, list[str]]:
        word = self.word()
        self.words_at[path] = f"{self.words_at.get(path, '')} {word}"
        style = self.random.choice(("plain", "plain", "block", "two lines", "null", "empty", "number"))
        if style == "empty":
            return None, [self.trailing()]
        if style == "null":
            return None, [" " + self.random.choice(("~", "null")) + self.trailing()]
        if style == "number":
            return self.count, [f" {self.count}" + self.trailing()]
        margin = " " * (column + self.step)
        if style == "block":
            header = self.random.choice(("|", "|-", ">", "|+"))
            lines = [" " + header + self.trailing(), margin + word, "", margin + "# no comment"]
            self.after_block_scalar = True
            joint = "\n" if header == ">" else "\n\n"
            return word + joint + "# no comment" + ("" if header == "|-" else "\n"), lines
        if style == "two lines":
            return f"{word} {word} more", [" " + word, margin + f"{word} more" + self.trailing()]
        return word, [" " + self.quoted(word) + self.trailing()]

    def quoted(self, word: str) -> str:
        quote = self.random.choice(self.quotes)
        return quote + word + quote

    def flow(self, path: Path, column: int, depth: int, in_lines: bool) -> tuple[Any, str]:
        is_mapping = self.maybe(0.6)
        data: Any = {} if is_mapping else []
        parts = []
        for index in range(self.random.randint(0, 3)):
            part: str | int = self.word("k") if is_mapping else index
            inner = (*path, part)
            self.words_at[inner] = str(part) if is_mapping else ""
            if depth < 3 and self.maybe(0.2):
                value, text = self.flow(inner, column, depth + 1, in_lines=False)
            else:
                value = self.word()
                text = self.quoted(value)
                self.words_at[inner] += " " + value
            if is_mapping:
                data[part] = value
                text = f"{self.quoted(str(part))}: {text}"
            else:
                data.append(value)
            parts.append(text)
        opening, closing = "{}" if is_mapping else "[]"
        if not in_lines:
            blank = self.random.choice(("", " ")) if parts else ""
            return data, opening + blank + ", ".join(parts) + blank + closing
        margin = "\n" + " " * (column + self.step + 1)
        text = opening
        for index, part_text in enumerate(parts):
            comma = "," if index < len(parts) - 1 or self.maybe(0.3) else ""
            text += margin + part_text + comma + self.trailing()
        return data, text + "\n" + " " * (column + 1) + closing


def paths_in(data: Any, path: Path = ()) -> list[Path]:
    parts: Any = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [inner for part, value in parts for inner in [(*path, part), *paths_in(value, (*path, part))]]


def at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def random_change(file: RandomFile) -> tuple[str, Path, Any]:
    """A kind of change, where, and the value."""
    random = file.random
    path = random.choice(paths_in(file.data))
    kind = random.choice(("set", "set", "remove", "append", "add"))
    value = copy.deepcopy(random.choice(NEW_VALUES))
    there = at(file.data, path)
    if kind == "append" and not (there is None or isinstance(there, list)):
        kind = "set"
    if kind == "add":
        path = (*path, "new") if there is None or isinstance(there, dict) else ("new", "n1")
    return kind, path, value


def meant(data: Any, kind: str, path: Path, value: Any) -> Any:
    """The data after the change, worked out the plain way."""
    data = copy.deepcopy(data)
    holder = data
    for part in path[:-1]:
        if isinstance(holder, dict):
            holder.setdefault(part, None)
        if holder[part] is None:
            holder[part] = {}
        holder = holder[part]
    last: Any = path[-1]
    if kind == "remove":
        del holder[last]
    elif kind == "append":
        holder[last] = [*(holder[last] or []), value]
    else:
        holder[last] = value
    return data
