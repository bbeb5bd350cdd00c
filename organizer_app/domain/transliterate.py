"""A name in the other script, as a guess for a person to confirm: a list of common names first, sounds for the rest."""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources

from organizer_app.domain.sounds import devanagari_by_sound, latin_by_sound

_LETTERS = {
    "A": "ए", "B": "बी", "C": "सी", "D": "डी", "E": "ई", "F": "एफ", "G": "जी", "H": "एच", "I": "आई", "J": "जे", "K": "के",
    "L": "एल", "M": "एम", "N": "एन", "O": "ओ", "P": "पी", "Q": "क्यू", "R": "आर", "S": "एस", "T": "टी", "U": "यू",
    "V": "वी", "W": "डब्ल्यू", "X": "एक्स", "Y": "वाई", "Z": "जेड",
}  # fmt: skip
_LETTERS_BACK = {spoken: letter for letter, spoken in _LETTERS.items()}
_SHORT = {
    "md": "मो", "mohd": "मो", "smt": "श्रीमती", "shri": "श्री", "sri": "श्री", "shree": "श्री", "dr": "डॉ", "late": "स्व",
    "sushri": "सुश्री", "ji": "जी",
}  # fmt: skip
_SHORT_BACK = {
    "मो": "Md", "श्रीमती": "Smt", "श्री": "Shri", "डॉ": "Dr", "डा": "Dr", "स्व": "Late", "सुश्री": "Sushri", "जी": "Ji",
}  # fmt: skip
# Suneeta and Sunita, Poonam and Punam, Laxmi and Lakshmi: one name, spelt by taste.
_BY_TASTE = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"ee|ii", "i"), (r"oo|uu", "u"), (r"ou", "au"), (r"w", "v"), (r"z", "j"), (r"f", "ph"), (r"q", "k"),
        (r"x|ksh", "ks"), (r"ey$", "e"), (r"y$", "i"), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_LATIN_WORD = re.compile(r"[A-Za-z']*[A-Za-z]")
_DEVANAGARI_WORD = re.compile(r"[\u0900-\u0963\u0972-\u097f\u200c\u200d]+")


@cache
def _common() -> tuple[dict[str, str], dict[str, str]]:
    """Common names in Devanagari by every usual Latin spelling (plain), and in Latin by Devanagari."""
    devanagari: dict[str, str] = {}
    latin: dict[str, str] = {}
    text = (resources.files("resources") / "names.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        latin.setdefault(row["hi"], row["en"])
        devanagari.setdefault(_plain(row["en"].lower()), row["hi"])
    for row in csv.DictReader(text.splitlines()):
        for spelling in row["variants"].split():
            devanagari.setdefault(_plain(spelling.lower()), row["hi"])
    return devanagari, latin


def _plain(word: str) -> str:
    for pattern, to in _BY_TASTE:
        word = pattern.sub(to, word)
    return word


def to_devanagari(roman: str) -> str:
    """A guess at a name in Devanagari; what isn't Latin letters stays as it is. "R. K. Singh" -> "आर. के. सिंह"."""
    plain = "".join(c for c in unicodedata.normalize("NFD", roman) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFC", _LATIN_WORD.sub(lambda found: _to_devanagari(found[0]), plain))


def to_roman(devanagari: str) -> str:
    """A guess at a name in Latin letters; what isn't Devanagari stays as it is. "आर. के. सिंह" -> "R. K. Singh"."""
    text = unicodedata.normalize("NFC", devanagari).replace("॰", ".")
    return _DEVANAGARI_WORD.sub(lambda found: _to_latin(found[0], found.string[found.end() :].startswith(".")), text)


@lru_cache(20_000)
def _to_devanagari(word: str) -> str:
    if word in _LETTERS:
        return _LETTERS[word]
    lower = word.replace("'", "").lower()
    known = _common()[0]
    return _SHORT.get(lower) or known.get(_plain(lower)) or _two_names(lower, known) or devanagari_by_sound(lower)


def _two_names(word: str, known: dict[str, str]) -> str:
    """Ram and Kumar: two names are often written as one. One of them may be unknown."""
    cuts = [cut for cut in range(len(word) - 3, 2, -1) if word[cut] not in "aeiouh"]
    for cut in cuts:
        if (front := known.get(_plain(word[:cut]))) and (back := known.get(_plain(word[cut:]))):
            return front + back
    for cut in cuts:
        if back := known.get(_plain(word[cut:])):
            return devanagari_by_sound(word[:cut]) + back
        if cut <= len(word) - 4 and (front := known.get(_plain(word[:cut]))):
            return front + devanagari_by_sound(word[cut:])
    return ""


@lru_cache(20_000)
def _to_latin(word: str, dotted: bool) -> str:
    word = word.replace("\u200c", "").replace("\u200d", "")
    if dotted and word in _LETTERS_BACK:
        return _LETTERS_BACK[word]
    found = _SHORT_BACK.get(word) or _common()[1].get(word)
    return found or latin_by_sound(word).capitalize()
