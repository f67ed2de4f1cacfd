"""A real Chromium with a page of ours in it, and what a test may ask of it."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WIDE, PHONE = (1280, 900), (320, 640)


def chromium() -> str | None:
    """Where this machine keeps its Chromium."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Visitor:
    """One page open in a browser: what it asked the network for, and what it complained about."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def open(self, file: Path, anchor: str = "") -> Visitor:
        self.page.goto(f"{file.as_uri()}{anchor}")
        return self

    def ask(self, script: str, argument: object = None) -> Any:
        """The value of a script; it runs beside the page's own policy, which would forbid it."""
        return self.page.evaluate(script, argument)

    def devtools(self, method: str, **parameters: object) -> Any:
        return self.page.context.new_cdp_session(self.page).send(method, parameters)

    def open_all(self) -> None:
        """Unfold what is folded, so that it is tested as well."""
        self.ask("() => document.querySelectorAll('details').forEach(one => { one.open = true })")

    def axe(self) -> list[str]:
        """What axe-core finds wrong, a line a finding."""
        self.ask(axe_source())
        found = self.ask(
            "() => axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a',"
            " 'wcag21aa', 'wcag22aa', 'best-practice']})"
        )
        return [
            f"{rule['id']}: {node['target']}: {node['failureSummary']}"
            for rule in found["violations"]
            for node in rule["nodes"]
        ]

    def pixels(self, selector: str) -> list[dict[str, Any]]:
        """The text of each element that `selector` names, and the contrast seen in its box."""
        height = min(_TALLEST, self.ask("() => document.documentElement.scrollHeight"))
        self.page.set_viewport_size({"width": self.page.viewport_size["width"], "height": height})
        boxes = self.ask(_BOXES, [selector, height])
        shot = base64.b64encode(self.page.screenshot()).decode()
        with self._beside() as other:
            measured: list[dict[str, Any]] = other.evaluate(_MEASURE, [shot, boxes])
        return measured

    @contextmanager
    def _beside(self) -> Iterator[Any]:
        page = self.page.context.new_page()
        yield page
        page.close()


@cache
def axe_source() -> str:
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


_TALLEST = 7000
"""Pixels of a page that fit on one picture of twice the size."""

_BOXES = """([selector, height]) => [...document.querySelectorAll(selector)]
.filter(one => one.checkVisibility()).map(one => {
  const box = one.getBoundingClientRect();
  const [x, y, width, high] = [box.x, box.y, box.width, box.height].map(length => length * devicePixelRatio);
  return {text: one.textContent.trim(), x, y, width, high, below: box.bottom > height};
}).filter(box => box.text && box.width > 1 && !box.below)"""

# The most common tone of a box is its ground, the one furthest from it its ink.
_MEASURE = """async ([shot, boxes]) => {
  const image = new Image();
  image.src = 'data:image/png;base64,' + shot;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const drawing = canvas.getContext('2d');
  drawing.drawImage(image, 0, 0);
  const linear = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  return boxes.map(box => {
    const {data} = drawing.getImageData(Math.ceil(box.x), Math.ceil(box.y),
      Math.max(1, Math.floor(box.width)), Math.max(1, Math.floor(box.high)));
    const counts = new Map();
    for (let i = 0; i < data.length; i += 4) {
      const tone = 0.2126 * linear(data[i]) + 0.7152 * linear(data[i + 1]) + 0.0722 * linear(data[i + 2]);
      counts.set(tone, (counts.get(tone) || 0) + 1);
    }
    const ground = [...counts].sort((a, b) => b[1] - a[1])[0][0];
    const reached = Math.max(...[...counts.keys()].map(tone => contrast(tone, ground)));
    return {text: box.text, ground, contrast: reached};
  });
}"""
