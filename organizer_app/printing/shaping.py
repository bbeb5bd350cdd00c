"""From a string to glyphs: runs by script, words that keep the space after them, one cache per face."""

import re
import unicodedata
from functools import lru_cache

from organizer_app.printing.fonts import DEVANAGARI, LATIN, Face, Glyph, Segment, Shaped, fallbacks, number

# Digits, punctuation and spaces stay with the script before them. Joiners belong to Devanagari.
_DEVA = r"\u0900-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff\u25cc\u200c\u200d"
_LATIN = r"A-Za-z\u00aa-\u024f\u1e00-\u1eff"
_OTHER = r"\u0370-\u08ff\u0980-\u1cbf\u2d00-\u2dff\u3040-\ua8df\uaa00-\ud7ff\uf900-\ufdff"
_RUN = re.compile(f"[{_DEVA}][^{_LATIN}{_OTHER}]*|[{_OTHER}][^{_LATIN}{_DEVA}]*|[^{_DEVA}{_OTHER}]+")
_IS_DEVA = re.compile(f"[{_DEVA}]").match
_IS_OTHER = re.compile(f"[{_OTHER}]").match
_CACHE_LIMIT = 200_000
_VIRAMA = "\u094d"
_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029]
_UNPRINTABLE = dict.fromkeys(_CONTROLS, " ") | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def clean(text: str) -> str:
    """The text without control characters (a tab in a cell becomes a space) and without broken surrogates."""
    return text if text.isprintable() else text.translate(_UNPRINTABLE)


def words(text: str) -> list[str]:
    """Splits at spaces; a word keeps the space after it, so kerning with the space survives and joining is plain."""
    if " " not in text:
        return [text] if text else []
    *heads, last = text.split(" ")
    parts = [head + " " for head in heads]
    return [*parts, last] if last else parts


def runs(text: str) -> list[tuple[str, tuple[str, str] | None]]:
    """Splits by script: (run, (script, language)); None is a script we do not set ourselves."""
    found: list[tuple[str, tuple[str, str] | None]] = []
    for match in _RUN.finditer(text):
        run = match.group()
        found.append((run, DEVANAGARI if _IS_DEVA(run) else None if _IS_OTHER(run) else LATIN))
    return found


def glyphs_of(face: Face, word: str) -> list[Glyph]:
    """The glyphs of a word, run by run; a run the face lacks goes to the first installed family that has it."""
    glyphs: list[Glyph] = []
    for run, script in runs(word):
        for part, chosen in _by_face(face, run):
            glyphs += chosen.shape(part, script)
    return glyphs


def shape_word(face: Face, word: str) -> Shaped:
    """A word shaped once for the life of the process."""
    known = face.words.get(word)
    if known is None:
        if len(face.words) >= _CACHE_LIMIT:
            face.words.clear()
        known = face.words[word] = _shaped(face, word, glyphs_of(face, word))
    return known


def _shaped(face: Face, word: str, glyphs: list[Glyph]) -> Shaped:
    segments: list[Segment] = []
    parts: list[tuple[int, str] | str] = []
    width = behind = 0.0  # behind: how far the pen must go back, in 1/1000 em, as TJ counts
    moved = False
    for used, gid, text, dx, dy, advance in glyphs:
        if not segments or segments[-1].face is not used or segments[-1].rise != dy:
            parts = []
            segments.append(Segment(used, dy, parts))
        behind -= dx
        if abs(behind) > 0.01:
            parts.append(f">{number(behind)}<")
            behind = 0.0
        parts.append((gid, text))
        behind += dx + used.advance(gid) - advance
        width += advance
        moved = moved or dx != 0 or dy != 0 or advance < 1
    if abs(behind) > 0.01:
        parts.append(f">{number(behind)}<")
    # Some readers take moved marks for another line or a gap.
    unclear = moved or any(segment.face is not face for segment in segments)
    says = f"/Span<</ActualText<feff{word.encode('utf-16-be').hex()}>>>BDC " if unclear else ""
    return Shaped(width, says, tuple(segments))


def _by_face(face: Face, run: str) -> list[tuple[str, Face]]:
    if all(ord(c) in face.covers for c in run):
        return [(run, face)]
    for other in fallbacks():
        if all(ord(c) in other.covers for c in run):
            return [(run, other)]
    parts: list[tuple[str, Face]] = []
    for char in run:
        chosen = face
        if ord(char) not in face.covers:
            chosen = next((f for f in fallbacks() if ord(char) in f.covers), face)
        if parts and parts[-1][1] is chosen:
            parts[-1] = (parts[-1][0] + char, chosen)
        else:
            parts.append((char, chosen))
    return parts


@lru_cache(1024)
def cuts(text: str) -> tuple[int, ...]:
    """Where a text may be cut short without breaking a syllable, longest first."""
    places = []
    for index in range(len(text) - 1, 0, -1):
        before, after = text[index - 1], text[index]
        joined = before in (_VIRAMA, "\u200d", "\u200c") or after in ("\u200d", "\u200c")
        if not joined and not unicodedata.category(after).startswith("M"):
            places.append(index)
    return tuple(places)
