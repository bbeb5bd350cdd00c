"""Vectors on a page, in points from the bottom left; also the marks that the typeface lacks: tick, box, arrow."""

import re
from collections.abc import Sequence
from functools import lru_cache

import segno

from organizer_app.printing.canvas import DocumentCanvas

Ink = float | tuple[float, float, float]  # grey from 0 (black) to 1 (white), or red, green, blue
mm = 72 / 25.4
_ARC = 0.5523  # a quarter circle as one Bézier curve
_QR_MASK = 4
_BLACK_RUNS = re.compile(rb"\x01+").finditer


def ink_operator(ink: Ink, *, stroke: bool = False) -> str:
    """The operator that sets a grey or a colour."""
    if isinstance(ink, tuple):
        return f"{ink[0]:.3g} {ink[1]:.3g} {ink[2]:.3g} {'RG' if stroke else 'rg'}"
    return f"{ink:.3g} {'G' if stroke else 'g'}"


def black_or_white(ink: Ink) -> float:
    """What a shop's black-and-white copier should make of an ink: pale tints vanish, the rest is solid."""
    light = ink if isinstance(ink, float | int) else 0.3 * ink[0] + 0.59 * ink[1] + 0.11 * ink[2]
    return 1.0 if light > 0.8 else 0.0


class Drawing:
    """Lines, shapes and pictures, in the order they are called; words always lie on top of them."""

    def __init__(self, canvas: DocumentCanvas, *, black_only: bool = False) -> None:
        self._canvas = canvas
        self._write = canvas.write
        self._black_only = black_only

    def _ink(self, ink: Ink, *, stroke: bool = False) -> str:
        return ink_operator(black_or_white(ink) if self._black_only else ink, stroke=stroke)

    def _paint(self, fill: Ink | None, stroke: Ink | None, width: float) -> tuple[str, str]:
        before = [self._ink(fill)] if fill is not None else []
        if stroke is not None:
            before.append(f"{self._ink(stroke, stroke=True)} {width:.2f} w")
        if fill is not None and stroke is not None:
            return " ".join(before), "B"
        return " ".join(before), "f" if fill is not None else "S" if stroke is not None else "n"

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        width: float = 0.4,
        stroke: Ink = 0.0,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A straight line; `dash` is (on, off)."""
        draw = f"{self._ink(stroke, stroke=True)} {width:.2f} w {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S"
        self._write(f"q [{dash[0]:g} {dash[1]:g}] 0 d {draw} Q" if dash else draw)

    def rect(
        self,
        x: float,
        y: float,
        w: float,
        h: float,
        *,
        fill: Ink | None = None,
        stroke: Ink | None = None,
        width: float = 0.4,
    ) -> None:
        """A rectangle from its bottom left corner."""
        before, paint = self._paint(fill, stroke, width)
        self._write(f"{before} {x:.2f} {y:.2f} {w:.2f} {h:.2f} re {paint}")

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
        width: float = 0.6,
    ) -> None:
        """A rectangle with round corners."""
        before, paint = self._paint(fill, stroke, width)
        r = min(radius, w / 2, h / 2)
        k, right, top = r * _ARC, x + w, y + h
        self._write(
            f"{before} {x + r:.2f} {y:.2f} m {right - r:.2f} {y:.2f} l "
            f"{right - r + k:.2f} {y:.2f} {right:.2f} {y + r - k:.2f} {right:.2f} {y + r:.2f} c "
            f"{right:.2f} {top - r:.2f} l "
            f"{right:.2f} {top - r + k:.2f} {right - r + k:.2f} {top:.2f} {right - r:.2f} {top:.2f} c "
            f"{x + r:.2f} {top:.2f} l {x + r - k:.2f} {top:.2f} {x:.2f} {top - r + k:.2f} {x:.2f} {top - r:.2f} c "
            f"{x:.2f} {y + r:.2f} l {x:.2f} {y + r - k:.2f} {x + r - k:.2f} {y:.2f} {x + r:.2f} {y:.2f} c h {paint}"
        )

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: Ink | None = None,
        stroke: Ink | None = None,
        width: float = 0.6,
    ) -> None:
        """A circle around its centre."""
        self.rounded(x - radius, y - radius, 2 * radius, 2 * radius, radius, fill=fill, stroke=stroke, width=width)

    def polygon(
        self,
        points: Sequence[tuple[float, float]],
        *,
        fill: Ink | None = None,
        stroke: Ink | None = None,
        width: float = 0.6,
        closed: bool = True,
    ) -> None:
        """Straight lines through the points, joined round."""
        before, paint = self._paint(fill, stroke, width)
        path = " ".join(f"{px:.2f} {py:.2f} {'l' if i else 'm'}" for i, (px, py) in enumerate(points))
        self._write(f"q 1 j 1 J {before} {path} {'h ' if closed else ''}{paint} Q")

    def tick(self, x: float, y: float, size: float, *, stroke: Ink = 0.0) -> None:
        """✓ in a square of `size` from its bottom left."""
        points = [(x + a * size, y + b * size) for a, b in ((0.1, 0.5), (0.38, 0.2), (0.9, 0.82))]
        self.polygon(points, stroke=stroke, width=size * 0.14, closed=False)

    def checkbox(self, x: float, y: float, size: float, *, ticked: bool = False, width: float = 0.6) -> None:
        """☐ or ☑ in a square of `size` from its bottom left."""
        self.rect(x, y, size, size, stroke=0.0, width=width)
        if ticked:
            self.tick(x, y, size)

    def arrow(self, x: float, y: float, size: float, *, stroke: Ink = 0.0) -> None:
        """→ in a square of `size` from its bottom left."""
        middle, tip = y + size / 2, x + size * 0.95
        self.polygon([(x + size * 0.05, middle), (tip, middle)], stroke=stroke, width=size * 0.1, closed=False)
        head = [(tip - size * 0.3, middle + size * 0.26), (tip, middle), (tip - size * 0.3, middle - size * 0.26)]
        self.polygon(head, stroke=stroke, width=size * 0.1, closed=False)

    def image(self, x: float, y: float, w: float, h: float, data: bytes) -> None:
        """A PNG or JPEG fitted into a box, its shape kept."""
        self._canvas.picture(x, y, w, h, data)

    def qr(self, x: float, y: float, module_mm: float, text: str, *, error: str = "m", ink: Ink = 0.0) -> float:
        """A QR code from its bottom left; returns its side. The caller leaves four modules white around it."""
        rows = qr_matrix(text, error)
        module, count = module_mm * mm, len(rows)
        known = _cells(count)
        cells = [known[run.span()] for run in _BLACK_RUNS(b"\0".join(rows))]
        place = f"{module:.4f} 0 0 {-module:.4f} {x:.2f} {y + count * module:.2f} cm"
        self._write(f"q {self._ink(ink)} {place} {' '.join(cells)} f Q")
        return count * module


class _Cells(dict[tuple[int, int], str]):
    """Runs of black modules, counted through rows of `count` and a gap, as rectangles: sheets repeat most of them."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._stride = count + 1

    def __missing__(self, run: tuple[int, int]) -> str:
        start, end = run
        top, left = divmod(start, self._stride)
        made = self[run] = f"{left} {top} {end - start} 1 re"
        return made


_cells = lru_cache(maxsize=40)(_Cells)


@lru_cache(maxsize=4096)
def qr_matrix(text: str, error: str = "m") -> tuple[bytes, ...]:
    """The modules of the smallest QR code for a text, 1 is black. One fixed mask: trying all eight costs the most."""
    code = segno.make(text, error=error, micro=False, mask=_QR_MASK, boost_error=False)
    return tuple(bytes(row) for row in code.matrix)
