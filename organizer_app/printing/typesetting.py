"""Words of one document as PDF text operators: shaped once, written many times."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from organizer_app.printing.embedding import UsedFont
from organizer_app.printing.fonts import WEIGHTS, Face, face, number
from organizer_app.printing.shaping import clean, shape_word, words

_TABULAR = frozenset("0123456789०१२३४५६७८९• ")  # set glyph by glyph: no kerning, and each is shaped once only
_LINES_KEPT = 10_000
_ONE_CODE = len("<0001>")


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


class Line(NamedTuple):
    """A line of words: its width in 1/1000 em and what shows it, empty if that depends on the size of the type."""

    width: float
    shown: str
    words: tuple[Word, ...]


class _Words(dict[str, Word]):
    """The words of one weight; one that is not there yet is set. Numbers are put together from their figures."""

    def __init__(self, weight: str, make: Callable[[str, str], Word]) -> None:
        super().__init__()
        self._weight = weight
        self._make = make
        self._figures = _Figures(self)

    def __missing__(self, word: str) -> Word:
        if len(word) > 1 and word[0] in _TABULAR and _TABULAR.issuperset(word):
            made = Word(sum([self[figure].width for figure in word]), f"<{word.translate(self._figures)}>", "", ())
        else:
            made = self._make(word, self._weight)
        self[word] = made
        return made


class _Figures(dict[int, str]):
    """Character number -> its code, as str.translate asks for it."""

    def __init__(self, ready: _Words) -> None:
        super().__init__()
        self._ready = ready

    def __missing__(self, char: int) -> str:
        code = self[char] = self._ready[chr(char)].body[1:-1]
        return code


class Typesetter:
    """The fonts, words and lines of one document. `embed` is told of each font when it is first used."""

    def __init__(self, embed: Callable[[UsedFont], None]) -> None:
        self._embed = embed
        self._fonts: dict[Face, UsedFont] = {}
        self._words = {weight: _Words(weight, self._word) for weight in WEIGHTS}
        self._lines: dict[tuple[str, str], Line] = {}

    def key(self, weight: str) -> str:
        """The name on the pages of Mukta in this weight."""
        return self._font(face(weight)).key

    def line(self, text: str, weight: str) -> Line:
        """A line set in a weight; control characters become spaces."""
        known = self._lines.get((text, weight))
        if known is None:
            if len(self._lines) >= _LINES_KEPT:
                self._lines.clear()
            known = self._lines[text, weight] = self._line(clean(text), weight)
        return known

    def operators(self, line: Line, weight: str, size: float) -> str:
        """What shows a line from the current point on, with the weight's font already chosen."""
        return line.shown or _joined(line.words, self.key(weight), size)

    def _line(self, text: str, weight: str) -> Line:
        ready = self._words[weight]
        found = [ready[word] for word in words(text)]
        width = sum([word.width for word in found])
        bodies = [word.body for word in found]
        if len(bodies) > 1 and all(bodies):
            return Line(width, f"[{''.join(bodies)}]TJ".replace("><", ""), ())
        own = self.key(weight)
        if found and len(bodies[-1]) == _ONE_CODE and not (len(found) > 1 and bodies[-2]):
            # PDFium puts a glyph that is shown alone on a line of its own; with a space behind it it does not.
            found[-1] = ready[text.rpartition(" ")[2] + " "]
        if any(key != own or rise for word in found for key, rise, _body in word.segments):
            return Line(width, "", tuple(found))
        return Line(width, _joined(found, own, 0), ())

    def _font(self, used: Face) -> UsedFont:
        font = self._fonts.get(used)
        if font is None:
            font = self._fonts[used] = UsedFont(used, f"M{len(self._fonts) + 1}")
            self._embed(font)
        return font

    def _word(self, word: str, weight: str) -> Word:
        """Sets a word that the document has not used yet."""
        own = self._font(face(weight))
        width, moved, segments = shape_word(own.face, word)
        shown = []
        for used, rise, parts in segments:
            font = own if used is own.face else self._font(used)
            codes = font.codes
            body = "".join([part if part.__class__ is str else codes[part] for part in parts])  # type: ignore[index]  # a pair
            shown.append((font.key, rise, f"<{body}>".replace("<>", "")))
        if not moved and len(shown) == 1 and shown[0][0] == own.key:
            return Word(width, shown[0][2], "", ())
        says = f"/Span<</ActualText<feff{word.encode('utf-16-be').hex()}>>>BDC "
        return Word(width, "", says, tuple(shown))


def _joined(found: Sequence[Word], own: str, size: float) -> str:
    """Neighbours that one font shows at one height become one TJ."""
    shown: list[str] = []
    for word in found:
        if not word.body:
            shown.append(_spelled(word, own, size))
        elif shown and shown[-1].endswith("]TJ"):
            shown[-1] = f"{shown[-1][:-3]}{word.body}]TJ"
        else:
            shown.append(f"[{word.body}]TJ")
    return "".join(shown).replace("><", "")


def _spelled(word: Word, own: str, size: float) -> str:
    """One word by itself: its text told outright, its glyphs at their heights and from their fonts."""
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
