"""Hindi typed in the old Kruti Dev 010 font: seen by its letters, and turned into Unicode.

In that font a Latin key draws a piece of Devanagari: "jke dqekj" reads राम कुमार on the old computer
and gibberish everywhere else. Three things make conversion more than a table: a half letter becomes
whole when its upright stroke ("k") follows, ि ("f") is typed before its letter, and the reph ("Z")
after its syllable.
"""

import re
import unicodedata
from collections.abc import Iterable

_SHORT_I, _REPH = "\ue000", "\ue001"  # where they were typed, until they are moved to where they are read

_GLYPHS = {
    # vowels, and the signs that hang on a letter
    "v": "अ", "b": "इ", "m": "उ", "Å": "ऊ", ",": "ए", "_": "ऋ", "k": "ा", "h": "ी", "q": "ु", "w": "ू", "`": "ृ",
    "s": "े", "S": "ै", "‚": "ॉ", "W": "ॅ", "a": "ं", "¡": "ँ", "%": "ः", "+": "़", "~": "्", "z": "्र", "ª": "्र",
    "f": _SHORT_I, "Z": _REPH, "±": _REPH + "ं", "È": "ीं", "î": "्य", "Í": "द्द", "í": "द्द", "^": "‘", "*": "’",
    # whole letters
    "d": "क", "x": "ग", "³": "ङ", "p": "च", "N": "छ", "t": "ज", ">": "झ", "¥": "ञ", "V": "ट", "B": "ठ", "M": "ड",
    "<": "ढ", "r": "त", "n": "द", "u": "न", "i": "प", "Q": "फ", "c": "ब", "e": "म", "j": "र", "y": "ल", "G": "ळ",
    "o": "व", "l": "स", "g": "ह", "K": "ज्ञ", "Ò": "भ", "Ó": "्य", "Ö": "झ्", "Ì": "द्द", "÷": "झ",
    # half letters: whole once "k" follows
    "D": "क्", "[": "ख्", "X": "ग्", "?": "घ्", "P": "च्", "T": "ज्", "÷k": "झ", "¸": "य्", ".": "ण्", "R": "त्",
    "F": "थ्", "/": "ध्", "è": "ध्", "Ë": "ध्", "U": "न्", "I": "प्", "¶": "फ्", "C": "ब्", "H": "भ्", "E": "म्",
    "Y": "ल्", "O": "व्", "'": "श्", "“": "श्", "”": "श्", '"': "ष्", "‘": "ष्", "’": "ष्",
    "L": "स्", "º": "ह्", "{": "क्ष्", "«": "त्र्",
    "Ù": "त्त्", "Ü": "श्", "é": "न्न्", "¤": "क्त्",
    # letters drawn together
    "=": "त्र", "=kk": "त्रा", "f=k": _SHORT_I + "त्र",
    ";": "य", ")": "द्ध", "|": "द्य", "}": "द्व", "J": "श्र", "#": "रु", ":": "रू", "ç": "प्र", "Á": "प्र", "æ": "द्र",
    "Ø": "क्र", "Ý": "फ्र", "ô": "क्क", "ê": "ट्ट", "ë": "ट्ठ", "ì": "ड्ड", "ï": "ड्ढ", "Î": "ट्ठ", "Ï": "ड्ड",
    "Ñ": "कृ", "Ô": "क्र", "—": "कृ", "–": "दृ", "™": "न्न्", "à": "ह्न", "á": "ह्य", "â": "हृ", "ã": "ह्म",
    "ºz": "ह्र", "Dr": "क्त", "Ä": "घ", "Õ": "फ्", "ä": "क्त",
    # stops and figures
    "A": "।", "-": ".", "&": "-", "]": ",", "(": ";", "¼": "(", "½": ")", "¿": "{", "À": "}", "¾": "=", "@": "/",
    "\\": "?", "Œ": "॰", "ñ": "॰", "Þ": "“", "ß": "”", "$": "+", "•": "ऽ", "·": "ऽ",
    "å": "०", "ƒ": "१", "„": "२", "…": "३", "†": "४", "‡": "५", "ˆ": "६", "‰": "७", "Š": "८", "‹": "९",
}  # fmt: skip
_TOKEN = re.compile("|".join(re.escape(glyph) for glyph in sorted(_GLYPHS, key=len, reverse=True)))

_LETTER = "[क-ह]़?"
_CLUSTER = f"{_LETTER}(?:्{_LETTER})*"
_SIGNS = "[ा-ौ]"
_MOVES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), repl)
    for pattern, repl in (
        ("्ा", ""),  # the upright stroke completes a half letter
        (f"({_SIGNS}+|[ंँ])़", r"़\1"),
        (f"([ंँ])({_SIGNS}+)", r"\2\1"),
        (f"इ{_REPH}", "ई"),
        (f"{_SHORT_I}({_CLUSTER})", r"\1ि"),
        (f"({_CLUSTER}{_SIGNS}*[ंँ]?){_REPH}", r"र्\1"),
        ("ाे|ेा", "ो"),
        ("ाै|ैा", "ौ"),
        ("ाॅ|ाॉ", "ॉ"),
        ("अो|आे", "ओ"),
        ("अौ|आै", "औ"),
        ("अॉ|आॅ", "ऑ"),
        ("अा", "आ"),
        ("एे", "ऐ"),
        ("ः(?=$|[\\s\\d])", ":"),
        (_SHORT_I, "ि"),
        (_REPH, "र्"),
    )
)
_WELL_FORMED = re.compile(f"(?:(?:[अ-औ]|{_CLUSTER}{_SIGNS}?)(?:[ंँः](?![अ-औ]))?|[-./,()])+")

# How much likelier a sign is in Kruti Dev Hindi than in Latin writing of any case: natural logarithms,
# counted over Indian names, places and office words in both. Signs of plain Latin text are left neutral.
_ODDS = {
    sign: odds
    for odds, signs in {
        -5.0: "AGK", -4.5: "ORTW", -3.5: "CIP", -3.0: "E", -2.5: "DN", -2.0: "BJU", -1.5: "HLSm", -1.0: "abt",
        -0.5: "r", 0.5: "cdeghlosu", 1.0: "FVvw", 1.5: "Xz", 2.0: "\"'<=>?|~", 2.5: "Zjky", 3.0: "+Q",
        3.5: "`f}", 5.0: "#;[qx{",
    }.items()
    for sign in signs
}  # fmt: skip
_LATIN_WORD = re.compile(r"[^\W\d_]")
_DEVANAGARI = re.compile("[ऀ-ॿ]")
_WORD_VOTES = 0.3  # mean odds of a word from which it counts; finds 95 in 100 Kruti Dev words, 4 to 8 Latin ones
_COLUMN_VOTES = 0.6  # share of such words that makes a column legacy
_BESIDE_VOTES = 0.8  # share of cells that must fit where another column of the file is Kruti Dev
_FEW_VOTES = 0.75  # the same where there are fewer than ten words to judge by
_MEMBERSHIP = 5.0  # in a legacy column a cell is legacy unless its own letters speak against it this much
_ALONE = 10.0  # outside of one, only when they speak this strongly for it


def to_unicode(text: str) -> str:
    """Kruti Dev 010 text as Unicode Devanagari (NFC); what the font doesn't know stays as it is."""
    moved = _TOKEN.sub(lambda m: _GLYPHS[m[0]], text)
    for pattern, repl in _MOVES:
        moved = pattern.sub(repl, moved)
    return unicodedata.normalize("NFC", moved)


def looks_legacy(samples: Iterable[str]) -> bool:
    """True if the cells of a column, taken together, are Kruti Dev: never for Latin or Hinglish names.

    Each word votes by the odds of its letters and by reading as well-formed Devanagari once converted.
    """
    votes = [_odds(word) / len(word) > _WORD_VOTES and _reads_well(word) for text in samples for word in _words(text)]
    needed = _COLUMN_VOTES if len(votes) >= 10 else _FEW_VOTES
    return len(votes) >= 3 and sum(votes) >= needed * len(votes)


def fits_beside_legacy(samples: Iterable[str]) -> bool:
    """The same for a column of a file that has a Kruti Dev column already: a few short words are then enough."""
    worded = [text for text in samples if _words(text)]
    votes = [is_legacy(text, in_legacy_column=True) for text in worded]
    odds = sum(_odds(word) for text in worded for word in _words(text))
    return bool(votes) and sum(votes) >= _BESIDE_VOTES * len(votes) and odds > 0


def is_legacy(text: str, *, in_legacy_column: bool) -> bool:
    """Whether this one cell is Kruti Dev, given what its column is; text already in Devanagari never is."""
    if _DEVANAGARI.search(text) or not (words := _words(text)):
        return False
    odds = sum(map(_odds, words))
    needed = -_MEMBERSHIP if in_legacy_column else max(_ALONE, sum(map(len, words)))
    return odds > needed and all(map(_reads_well, words))


def _words(text: str) -> list[str]:
    return [w for w in text.split() if len(w) > 1 and _LATIN_WORD.search(w) and not any(c.isdigit() for c in w)]


def _odds(word: str) -> float:
    return sum(_ODDS.get(sign, 3.0 if sign > "~" and sign in _GLYPHS else 0.0) for sign in word)


def _reads_well(word: str) -> bool:
    return _WELL_FORMED.fullmatch(to_unicode(word)) is not None
