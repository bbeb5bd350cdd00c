"""The faces paper is set in: Mukta in four weights, and whatever other families are installed for other scripts."""

import re
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple

import fontpkg_mukta
import uharfbuzz as hb

WEIGHTS = {"regular": "Regular", "medium": "Medium", "semibold": "SemiBold", "bold": "Bold"}
DEVANAGARI = ("Deva", "hi")
LATIN = ("Latn", "en")


class Glyph(NamedTuple):
    """One glyph of a shaped run, in 1/1000 em. `text` is its share of the characters: all shares joined are the run."""

    face: "Face"
    gid: int
    text: str
    dx: float
    dy: float
    advance: float


class Segment(NamedTuple):
    """Glyphs of one face at one height: (gid, text) pairs, and between them TJ shifts as they are written."""

    face: "Face"
    rise: float
    parts: list[tuple[int, str] | str]


class Shaped(NamedTuple):
    """A shaped word, its width in 1/1000 em. `says` opens a span that tells its text outright, if that is needed."""

    width: float
    says: str
    segments: tuple[Segment, ...]


class Face:
    """One font file, open for shaping. What it has shaped is kept for the life of the process, up to a bound."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = re.sub(r"[^A-Za-z0-9]", "", path.stem)
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self.hb_face)
        self._scale = 1000 / self.hb_face.upem
        self.covers = frozenset(self.hb_face.unicodes)
        extents = self._font.get_font_extents("ltr")
        self.ascent = extents.ascender * self._scale
        self.descent = extents.descender * self._scale
        self._advances: dict[int, float] = {}
        self.words: dict[str, Shaped] = {}

    def advance(self, gid: int) -> float:
        """The glyph's own width in 1/1000 em, as the embedded font tells it."""
        width = self._advances.get(gid)
        if width is None:
            width = self._advances[gid] = self._font.get_glyph_h_advance(gid) * self._scale
        return width

    def shape(self, run: str, script: tuple[str, str] | None) -> list[Glyph]:
        """Shapes one run of one script, (ISO 15924, language), left to right; None lets HarfBuzz guess."""
        buffer = hb.Buffer()
        buffer.add_str(run)
        buffer.direction = "ltr"
        if script:
            buffer.script, buffer.language = script
        else:
            buffer.guess_segment_properties()
            buffer.direction = "ltr"
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
        hb.shape(self._font, buffer)
        infos, scale = buffer.glyph_infos, self._scale
        clusters = [info.cluster for info in infos]
        shares: list[str] = []
        start, count = 0, len(infos)
        while start < count:
            cluster, end = clusters[start], start + 1
            while end < count and clusters[end] == cluster:
                end += 1
            text = run[cluster : clusters[end] if end < count else len(run)]
            shares += [text] if end - start == 1 else _shares(text, end - start)
            start = end
        return [
            Glyph._make((self, info.codepoint, share, dx * scale, dy * scale, advance * scale))
            for info, share, (dx, dy, advance, _) in zip(
                infos, shares, [place.position for place in buffer.glyph_positions], strict=True
            )
        ]


def _shares(text: str, glyphs: int) -> list[str]:
    """A cluster's characters dealt over its glyphs in order, so that reading the glyphs gives the text back exactly."""
    surplus = len(text) - glyphs
    if surplus >= 0:
        return [text[: surplus + 1], *text[surplus + 1 :]]
    return [*text, *[""] * -surplus]


def number(value: float) -> str:
    """A number as a PDF writes it: two decimals at most."""
    text = f"{value:.2f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


@cache
def face(weight: str) -> Face:
    """Mukta in one of the WEIGHTS. Raises KeyError for another."""
    return Face(fontpkg_mukta.ROOT / "files" / f"Mukta-{WEIGHTS[weight]}.ttf")


@cache
def fallbacks() -> tuple[Face, ...]:
    """Other installed families (optional extras for other scripts), asked in order of name."""
    found = []
    for entry in sorted(entry_points(group="fontpkg.family"), key=lambda e: e.name):
        if entry.name != "mukta":
            files = sorted((entry.load().ROOT / "files").glob("*.ttf"), key=lambda p: ("Regular" not in p.name, p.name))
            found += [Face(path) for path in files[:1]]
    return tuple(found)
