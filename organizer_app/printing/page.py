"""A page measured the way a sheet is: millimetres from the top left, as domain/sheet_layout.py counts."""

from collections.abc import Callable
from functools import partial

from organizer_app.domain.sheet_layout import PAPERS, PaperName
from organizer_app.domain.words import in_language, language, translate
from organizer_app.printing.drawing import Ink
from organizer_app.printing.text import Paper, Style, mm

HAIR = 0.15  # the finest line that survives a photocopy
Words = str | Callable[[], str]
"""A message, or what makes the words in the language in force where no catalogue can hold them."""


class Page:
    """Draws on the current page of a Paper. Everything is in mm from the top left; type sizes stay in points."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper

    def text(self, x: float, y: float, s: str, style: Style, *, align: str = "left", fit: float | None = None) -> float:
        """A line on its baseline; returns its width in mm."""
        limit = None if fit is None else fit * mm
        return self.paper.text(x * mm, self._up(y), s, style, align=align, fit=limit) / mm

    def paragraph(
        self, x: float, y: float, width: float, s: str, style: Style, *, leading: float, max_lines: int | None = None
    ) -> float:
        """Wrapped words; returns the baseline of the line that would follow."""
        end = self.paper.paragraph(x * mm, self._up(y), width * mm, s, style, leading=leading * mm, max_lines=max_lines)
        return (self.paper.height - end) / mm

    def measure(self, s: str, style: Style) -> float:
        return self.paper.measure(s, style) / mm

    def line(self, x1: float, y1: float, x2: float, y2: float, *, width: float = HAIR, stroke: Ink = 0.0) -> None:
        self.paper.line(x1 * mm, self._up(y1), x2 * mm, self._up(y2), width=width * mm, stroke=stroke)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: Ink | None = None,
        stroke: Ink | None = None,
        width: float = HAIR,
    ) -> None:
        """A rectangle from its top left."""
        self.paper.rect(x * mm, self._up(y + h), w * mm, h * mm, fill=fill, stroke=stroke, width=width * mm)

    def rounded(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        radius: float,
        *,
        fill: Ink | None = None,
        stroke: Ink | None = None,
        width: float = HAIR,
    ) -> None:
        """A rectangle with round corners from its top left."""
        self.paper.rounded(
            x * mm, self._up(y + h), w * mm, h * mm, radius * mm, fill=fill, stroke=stroke, width=width * mm
        )

    def circle(self, x: float, y: float, radius: float, *, fill: Ink | None = None) -> None:
        self.paper.circle(x * mm, self._up(y), radius * mm, fill=fill)

    def tick(self, x: float, y: float, size: float, *, stroke: Ink = 0.0) -> None:
        """✓ in a square from its top left."""
        self.paper.tick(x * mm, self._up(y + size), size * mm, stroke=stroke)

    def image(self, x: float, y: float, w: float, h: float, data: bytes) -> None:
        self.paper.image(x * mm, self._up(y + h), w * mm, h * mm, data)

    def qr(self, x: float, y: float, side: float, text: str, *, module: float) -> None:
        """A QR from the top left of its modules; `side` is what the layout says it takes."""
        self.paper.qr(x * mm, self._up(y + side), module, text)

    def _up(self, y: float) -> float:
        return self.paper.height - y * mm


def page_size(paper: PaperName, *, turned: bool = False) -> tuple[float, float]:
    """Width and height in points."""
    width, height = sorted(PAPERS[paper], reverse=turned)
    return width * mm, height * mm


def both(message: Words) -> tuple[str, str]:
    """A message in the language in force, and in the other one for the small line under it."""
    words = partial(translate, message) if isinstance(message, str) else message
    with in_language("en" if language() == "hi" else "hi"):
        other = words()
    return words(), other
