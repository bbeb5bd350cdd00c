"""Words on paper: HarfBuzz shapes, each (glyph, text) pair has its own code, every string comes back from the PDF.

ReportLab makes the document; printing/canvas.py holds what is private of it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4, LEGAL, landscape

from organizer_app.printing.canvas import DocumentCanvas
from organizer_app.printing.drawing import Drawing, Ink, mm
from organizer_app.printing.fonts import number
from organizer_app.printing.shaping import clean, cuts, words
from organizer_app.printing.typesetting import Weights

__all__ = ["A4", "LEGAL", "Paper", "Style", "landscape", "mm"]

NARROWEST = 0.75  # words are condensed to this at most, then cut with an ellipsis
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Style:
    """How words look: "regular", "medium", "semibold" or "bold"; size in points; grey from 0 (black) to 1 (white)."""

    face: str = "regular"
    size: float = 10.0
    grey: float = 0.0
    colour: tuple[float, float, float] | None = None

    @property
    def ink(self) -> Ink:
        return self.grey if self.colour is None else self.colour


class _Decimals(dict[float, str]):
    """Coordinates as they are written: those of rows and columns come again and again."""

    def __missing__(self, value: float) -> str:
        made = self[value] = f"{value:.2f}"
        return made


class Paper(Drawing):
    """One PDF in the making. The same calls give the same bytes. `black_only` prints greys and colours as black."""

    def __init__(
        self,
        *,
        title: str,
        size: tuple[float, float] = A4,
        language: str = "hi",
        author: str = "",
        black_only: bool = False,
    ) -> None:
        canvas = DocumentCanvas(size, f"{language}-IN")
        super().__init__(canvas, black_only=black_only)
        canvas.setTitle(title)
        canvas.setAuthor(author)
        canvas.setCreator("Field Organizer")
        self.width, self.height = size
        self._lines = Weights(canvas.add_font)
        self._texts: dict[int, tuple[Style, list[str]]] = {}  # by id: hashing a style costs more than setting a word
        self._decimals = _Decimals()
        self._forms: dict[Hashable, str] = {}
        self._finished: bytes | None = None

    def text(self, x: float, y: float, s: str, style: Style, *, align: str = "left", fit: float | None = None) -> float:
        """One line on its baseline at (x, y); returns its width in points.

        `align` is "left", "center" or "right" of x. With `fit` a longer text is condensed, then cut with an ellipsis.
        """
        natural, shown = self._lines[style.face][s]
        width = natural * style.size / 1000
        stretch = 1.0
        if fit is not None and width > fit:
            if width * NARROWEST > fit:
                s = self._shortened(clean(s), style, fit / NARROWEST)
                natural, shown = self._lines[style.face][s]
                width = natural * style.size / 1000
            stretch = min(1.0, fit / width) if width else 1.0
            width *= stretch
        if not natural:
            return 0.0
        if align != "left":
            x -= width if align == "right" else width / 2
        if not shown:
            shown = self._lines[style.face].sized(s, style.size)
        shown = f"1 0 0 1 {self._decimals[x]} {self._decimals[y]} Tm{shown}"
        if stretch < 1:
            shown = f"{stretch * 100:.2f} Tz {shown} 100 Tz"
        group = self._texts.get(id(style))
        if group is None:
            group = self._texts[id(style)] = (style, [])
        group[1].append(shown)
        return width

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        s: str,
        style: Style,
        *,
        leading: float | None = None,
        align: str = "left",
        max_lines: int | None = None,
    ) -> float:
        """Wraps words into `width`, the first baseline at y; returns the baseline of the line that would follow.

        x is the left edge whatever the alignment. What passes `max_lines` is cut with an ellipsis.
        """
        step = leading or style.size * 1.4
        anchor = x if align == "left" else x + width if align == "right" else x + width / 2
        for line in self.lines(s, width, style, max_lines=max_lines):
            self.text(anchor, y, line, style, align=align, fit=width)
            y -= step
        return y

    def lines(self, s: str, width: float, style: Style, *, max_lines: int | None = None) -> list[str]:
        """The lines a paragraph breaks into; the last of `max_lines` holds all the rest."""
        found: list[str] = []
        for block in s.split("\n"):
            current = ""
            for word in words(clean(block)):
                if current and self.measure((current + word).rstrip(), style) > width:
                    found.append(current.rstrip())
                    current = ""
                current += word
            found.append(current.rstrip())
        if max_lines is not None and len(found) > max_lines:
            found[max_lines - 1 :] = [" ".join(found[max_lines - 1 :])]
        return found

    def measure(self, s: str, style: Style) -> float:
        """The natural width of one line in points."""
        return self._lines[style.face][s].width * style.size / 1000

    def form(self, key: Hashable, draw: Callable[[], None]) -> None:
        """Draws what many pages share: `draw` runs once a document, later pages use the result."""
        name = self._forms.get(key)
        if name is None:
            name = self._forms[key] = f"shared{len(self._forms) + 1}"
            held, self._texts = self._texts, {}
            self._canvas.beginForm(name)
            draw()
            self._flush()
            self._canvas.endForm()
            self._texts = held
        self._canvas.doForm(name)

    def next_page(self, size: tuple[float, float] | None = None) -> None:
        """Ends this page and begins another, of another size if given."""
        self._flush()
        self._canvas.showPage()
        if size is not None:
            self._canvas.setPageSize(size)
            self.width, self.height = size

    def bytes(self) -> bytes:
        """Ends the last page and the document; the PDF."""
        if self._finished is None:
            self._flush()
            self._canvas.showPage()
            self._finished = self._canvas.pdf()
        return self._finished

    def _shortened(self, s: str, style: Style, limit: float) -> str:
        for end in cuts(s):
            short = s[:end].rstrip() + _ELLIPSIS
            if self.measure(short, style) <= limit:
                return short
        return _ELLIPSIS if self.measure(_ELLIPSIS, style) <= limit else ""

    def _flush(self) -> None:
        """Writes the page's words, one text object, grouped by style."""
        if not self._texts:
            return
        self._write("BT")
        for style, shown in self._texts.values():
            self._write(f"{self._ink(style.ink)} /{self._lines[style.face].key} {number(style.size)} Tf")
            self._write("\n".join(shown))
        self._write("ET")
        self._texts = {}
