"""Words of one document as PDF text operators: shaped once, written many times."""

from collections.abc import Callable
from typing import NamedTuple

from organizer_app.printing.embedding import UsedFont, number
from organizer_app.printing.fonts import Face, face
from organizer_app.printing.shaping import shape_word, words

_TABULAR = frozenset("0123456789०१२३४५६७८९• ")  # set glyph by glyph: no kerning, and each is shaped once only


class Word(NamedTuple):
    """A word ready to write; its width is in 1/1000 em.

    `body` is the inside of a TJ array when one font at one height says it all; such bodies join by plain concatenation.
    Else `segments` are (font key, rise in 1/1000 em, body) and `says` is the text told outright: some readers take
    moved marks for another line.
    """

    width: float
    body: str
    says: str
    segments: tuple[tuple[str, float, str], ...]


class Typesetter:
    """The fonts and the words of one document. `embed` is told of each font when it is first used."""

    def __init__(self, embed: Callable[[UsedFont], None]) -> None:
        self._embed = embed
        self._fonts: dict[Face, UsedFont] = {}
        self._by_weight: dict[str, dict[str, Word]] = {}

    def key(self, weight: str) -> str:
        """The name on the pages of Mukta in this weight."""
        return self._font(face(weight)).key

    def words(self, text: str, weight: str) -> list[Word]:
        """The words of a clean text."""
        known = self._by_weight.get(weight)
        if known is None:
            known = self._by_weight[weight] = {}
        found = []
        for word in words(text):
            ready = known.get(word)
            if ready is None:
                ready = known[word] = self._word(weight, word)
            found.append(ready)
        return found

    def operators(self, found: list[Word], weight: str, size: float) -> str:
        """What shows these words from the current point on, with the weight's font already chosen."""
        if len(found) == 1 and found[0].body:
            return f"[{found[0].body}]TJ"
        own = self.key(weight)
        shown: list[str] = []
        bodies: list[str] = []
        for word in found:
            if word.body:
                bodies.append(word.body)
                continue
            if bodies:
                shown.append(_show(bodies))
                bodies = []
            shown.append(_spelled(word, own, size))
        if bodies:
            shown.append(_show(bodies))
        return "".join(shown)

    def _font(self, used: Face) -> UsedFont:
        font = self._fonts.get(used)
        if font is None:
            font = self._fonts[used] = UsedFont(used, f"M{len(self._fonts) + 1}")
            self._embed(font)
        return font

    def _word(self, weight: str, word: str) -> Word:
        if len(word) > 1 and _TABULAR.issuperset(word):
            digits = [self.words(char, weight)[0] for char in word]
            return Word(sum(d.width for d in digits), "".join(d.body for d in digits).replace("><", ""), "", ())
        own = self._font(face(weight))
        segments: list[tuple[str, float, list[str]]] = []
        width = behind = 0.0  # behind: how far the pen must go back, in 1/1000 em, as TJ counts
        moved = False
        for glyph in shape_word(own.face, word):
            font = self._font(glyph.face)
            if not segments or segments[-1][:2] != (font.key, glyph.dy):
                segments.append((font.key, glyph.dy, []))
            behind -= glyph.dx
            if abs(behind) > 0.01:
                segments[-1][2].append(f">{number(behind)}<")
                behind = 0.0
            segments[-1][2].append(font.code(glyph.gid, glyph.text))
            behind += glyph.dx + glyph.face.advance(glyph.gid) - glyph.advance
            width += glyph.advance
            moved = moved or bool(glyph.dx or glyph.dy) or glyph.advance < 1
        if segments and abs(behind) > 0.01:
            segments[-1][2].append(f">{number(behind)}<")
        ready = tuple((key, dy, f"<{''.join(codes)}>".replace("<>", "")) for key, dy, codes in segments)
        if not moved and len(ready) == 1 and ready[0][0] == own.key:
            return Word(width, ready[0][2], "", ())
        return Word(width, "", f"/Span<</ActualText<feff{word.encode('utf-16-be').hex()}>>>BDC ", ready)


def _show(bodies: list[str]) -> str:
    return f"[{''.join(bodies)}]TJ".replace("><", "")


def _spelled(word: Word, own: str, size: float) -> str:
    """A word whose glyphs stand at several heights or come from several fonts."""
    shown = []
    current, height = own, 0.0
    for key, rise, body in word.segments:
        if key != current:
            shown.append(f"/{key} {number(size)} Tf ")
            current = key
        if rise != height:
            shown.append(f"{number(rise * size / 1000)} Ts ")
            height = rise
        shown.append(f"[{body}]TJ ")
    if height:
        shown.append("0 Ts ")
    if current != own:
        shown.append(f"/{own} {number(size)} Tf ")
    return f"{word.says}{''.join(shown)}EMC "
