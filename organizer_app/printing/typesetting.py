"""Words of one document as PDF text operators: shaped once a process, set once a document, written many times."""

from collections.abc import Callable
from typing import NamedTuple

from organizer_app.printing.embedding import UsedFont
from organizer_app.printing.fonts import WEIGHTS, Face, face, number
from organizer_app.printing.shaping import clean, shape_word, words

_TABULAR = frozenset("0123456789०१२३४५६७८९• ")  # set glyph by glyph: no kerning, and each is shaped once only
_LINES_KEPT = 10_000
_ONE_CODE = len("[<0001>]TJ")


class Word(NamedTuple):
    """A word ready to write; its width is in 1/1000 em.

    `shown` is what shows it; the "]TJ[" between neighbours can be left out. It is empty for a word whose glyphs stand
    at several heights or come from several fonts: then `says` and `segments` (font key, rise, TJ body) are set to size.
    """

    width: float
    shown: str
    says: str = ""
    segments: tuple[tuple[str, float, str], ...] = ()


class Line(NamedTuple):
    """A line of words: its width in 1/1000 em and what shows it, empty if that depends on the size of the type."""

    width: float
    shown: str
    words: tuple[Word, ...] = ()


class Typesetter:
    """The fonts, words and lines of one document. `embed` is told of each font when it is first used."""

    def __init__(self, embed: Callable[[UsedFont], None]) -> None:
        self._embed = embed
        self._fonts: dict[Face, UsedFont] = {}
        self.lines = {weight: Lines(_Words(weight, self._word)) for weight in WEIGHTS}

    def key(self, weight: str) -> str:
        """The name on the pages of Mukta in this weight."""
        return self._font(face(weight)).key

    def operators(self, line: Line, weight: str, size: float) -> str:
        """What shows a line that has to be set to size, with the weight's font already chosen."""
        own = self.key(weight)
        return _joined([word.shown or _sized(word, own, size) for word in line.words])

    def _font(self, used: Face) -> UsedFont:
        font = self._fonts.get(used)
        if font is None:
            font = self._fonts[used] = UsedFont(used, f"M{len(self._fonts) + 1}")
            self._embed(font)
        return font

    def _word(self, word: str, weight: str) -> Word:
        own = self._font(face(weight))
        width, says, segments = shape_word(own.face, word)
        if len(segments) == 1 and segments[0].face is own.face and not segments[0].rise:
            body = f"[<{''.join(map(own.codes.__getitem__, segments[0].parts))}>]TJ".replace("<>", "")
            return Word(width, f"{says}{body} EMC " if says else body)
        shown = []
        for used, rise, parts in segments:
            font = self._font(used)
            body = f"<{''.join(map(font.codes.__getitem__, parts))}>".replace("<>", "")
            shown.append((font.key, rise, body))
        return Word(width, "", says, tuple(shown))


class Lines(dict[str, Line]):
    """The lines of one weight; one that is not there yet is set, control characters as spaces."""

    def __init__(self, ready: "_Words") -> None:
        super().__init__()
        self._words = ready

    def __missing__(self, text: str) -> Line:
        if len(self) >= _LINES_KEPT:
            self.clear()
        cleaned = clean(text)
        ready = self._words
        found = [ready[word] for word in words(cleaned)]
        width = sum([word.width for word in found])
        if found and len(found[-1].shown) == _ONE_CODE and not (len(found) > 1 and found[-2].shown.startswith("[")):
            # PDFium puts a glyph that is shown alone on a line of its own; with a space behind it it does not.
            found[-1] = ready[cleaned.rpartition(" ")[2] + " "]
        shown = [word.shown for word in found]
        line = self[text] = Line(width, _joined(shown)) if all(shown) else Line(width, "", tuple(found))
        return line


class _Words(dict[str, Word]):
    """The words of one weight; one that is not there yet is set. Numbers are put together from their figures."""

    def __init__(self, weight: str, make: Callable[[str, str], Word]) -> None:
        super().__init__()
        self._weight = weight
        self._make = make
        self._codes: dict[int, str] = {}
        self._widths: dict[str, float] = {}

    def __missing__(self, word: str) -> Word:
        if word[0] in _TABULAR and len(word) > 1 and _TABULAR.issuperset(word):
            if not self._widths.keys() >= set(word):
                self._learn(word)
            made = Word(sum(map(self._widths.__getitem__, word)), f"[<{word.translate(self._codes)}>]TJ")
        else:
            made = self._make(word, self._weight)
        self[word] = made
        return made

    def _learn(self, figures: str) -> None:
        for figure in figures:
            word = self[figure]
            self._widths[figure] = word.width
            self._codes[ord(figure)] = word.shown[len("[<") : -len(">]TJ")]


def _joined(shown: list[str]) -> str:
    """Neighbours that the same font shows at the same height become one TJ and one string."""
    return "".join(shown).replace("]TJ[", "").replace("><", "")


def _sized(word: Word, own: str, size: float) -> str:
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
