"""Words of one document as PDF text operators: shaped once a process, set once a document, written many times.

The dictionaries here make what they do not hold yet, so that a known line costs one look-up.
"""

from collections.abc import Callable
from typing import NamedTuple

from organizer_app.printing.embedding import UsedFont
from organizer_app.printing.fonts import Face, Shaped, face, number
from organizer_app.printing.shaping import clean, shape_word, words

_TABULAR = "0123456789०१२३४५६७८९• "  # set glyph by glyph: no kerning, and each is shaped once only
_LINES_KEPT = 10_000
_ONE_CODE = len("[<0001>]TJ")


class Line(NamedTuple):
    """A line of words: its width in 1/1000 em and what shows it once the font is chosen.

    A line with glyphs at several heights or from several fonts depends on the size of the type: `shown` is empty then.
    """

    width: float
    shown: str


class Fonts(dict[Face, UsedFont]):
    """The fonts of one document. `embed` is told of each when it is first used."""

    def __init__(self, embed: Callable[[UsedFont], None]) -> None:
        super().__init__()
        self._embed = embed

    def __missing__(self, used: Face) -> UsedFont:
        font = self[used] = UsedFont(used, f"M{len(self) + 1}")
        self._embed(font)
        return font


class Weights(dict[str, "Lines"]):
    """The lines of one document by weight of type."""

    def __init__(self, embed: Callable[[UsedFont], None]) -> None:
        super().__init__()
        self._fonts = Fonts(embed)

    def __missing__(self, weight: str) -> "Lines":
        lines = self[weight] = Lines(self._fonts, face(weight))
        return lines


class Lines(dict[str, Line]):
    """The lines of one weight. Control characters are set as spaces."""

    def __init__(self, fonts: Fonts, used: Face) -> None:
        super().__init__()
        self._words = _Words(fonts, used)
        self.key = fonts[used].key

    def __missing__(self, text: str) -> Line:
        if len(self) >= _LINES_KEPT:
            self.clear()
        cleaned = clean(text)
        ready = self._words
        found = [ready[word] for word in words(cleaned)]
        if len(found) == 1 and len(found[0][1]) != _ONE_CODE:
            line = self[text] = Line._make(found[0])
            return line
        width = sum([word[0] for word in found])
        shown = [word[1] for word in found]
        if found and len(shown[-1]) == _ONE_CODE and not (len(found) > 1 and shown[-2].startswith("[")):
            # PDFium puts a glyph that is shown alone on a line of its own; with a space behind it it does not.
            shown[-1] = ready[cleaned.rpartition(" ")[2] + " "][1]
        line = self[text] = Line(width, _joined(shown) if all(shown) else "")
        return line

    def sized(self, text: str, size: float) -> str:
        """What shows a line that depends on the size of the type, in points."""
        return _joined([self._words[word][1] or self._words.sized(word, size) for word in words(clean(text))])


class _Words(dict[str, tuple[float, str]]):
    """The words of one weight: width in 1/1000 em, and what shows it, empty if that depends on the size.

    The "]TJ[" between neighbours can be left out. Numbers are put together from their figures.
    """

    def __init__(self, fonts: Fonts, used: Face) -> None:
        super().__init__()
        self._fonts = fonts
        self._face = used
        self._codes = fonts[used].codes
        self._figure_codes: dict[int, str] = {}
        self._figure_widths: dict[str, float] = {}

    def __missing__(self, word: str) -> tuple[float, str]:
        if len(word) > 1 and not word.strip(_TABULAR):
            made = self._number(word)
        else:
            width, says, segments = self._face.words.get(word) or shape_word(self._face, word)
            used, rise, parts = segments[0]
            if len(segments) == 1 and used is self._face and not rise:
                shown = f"[<{''.join(map(self._codes.__getitem__, parts))}>]TJ".replace("<>", "")
                made = (width, f"{says}{shown} EMC " if says else shown)
            else:
                made = (width, "")
        self[word] = made
        return made

    def _number(self, word: str) -> tuple[float, str]:
        try:
            width = sum(map(self._figure_widths.__getitem__, word))
        except KeyError:
            for figure in word:
                self._figure_widths[figure], shown = self[figure]
                self._figure_codes[ord(figure)] = shown[len("[<") : -len(">]TJ")]
            width = sum(map(self._figure_widths.__getitem__, word))
        return width, f"[<{word.translate(self._figure_codes)}>]TJ"

    def sized(self, word: str, size: float) -> str:
        """A word whose glyphs stand at several heights or come from several fonts."""
        shaped: Shaped = shape_word(self._face, word)
        own = current = self._fonts[self._face].key
        shown, height = [], 0.0
        for used, rise, parts in shaped.segments:
            font = self._fonts[used]
            if font.key != current:
                shown.append(f"/{font.key} {number(size)} Tf ")
                current = font.key
            if rise != height:
                shown.append(f"{number(rise * size / 1000)} Ts ")
                height = rise
            shown.append(f"[<{''.join(map(font.codes.__getitem__, parts))}>]TJ ".replace("<>", ""))
        if height:
            shown.append("0 Ts ")
        if current != own:
            shown.append(f"/{own} {number(size)} Tf ")
        return f"{shaped.says}{''.join(shown)}EMC "


def _joined(shown: list[str]) -> str:
    """Neighbours that the same font shows at the same height become one TJ and one string."""
    return "".join(shown).replace("]TJ[", "").replace("><", "")
