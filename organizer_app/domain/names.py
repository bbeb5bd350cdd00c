"""Names of people: cleaned as files have them, compared and sorted in either script."""

import re
import unicodedata
from functools import lru_cache

_DEVA = re.compile(r"[\u0904-\u0939\u0958-\u0961\u0972-\u097f]")
_LATN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_ZERO_DOT = re.compile(r"(?<=[\u0904-\u094f])[०0॰](?![\w\u0900-\u0957])")  # "मो०", "स्व०": a typist's full stop
_FOLDED = str.maketrans("०१२३४५६७८९ँ.॰’", "0123456789ं  '", "\u093c")
# हिन्दी and हिंदी, पाण्डेय and पांडेय: the nasal of a stop's own class is written either way.
_PLAIN = re.compile(r"[\u0902\u0904-\u0928\u092a-\u0930\u0932-\u0933\u0935-\u0939\u093e-\u094d ]+")  # needs no NFKC
_NASAL = re.compile("ङ्(?=[कखगघ])|ञ्(?=[चछजझ])|ण्(?=[टठडढ])|न्(?=[तथदध])|म्(?=[पफबभ])")

_TITLES_BEFORE = frozenset(
    {
        *("श्री", "श्रीमती", "श्रीमति", "सुश्री", "कु", "स्व", "स्वर्गीय", "स्वर्गीया", "डॉ", "डा", "डॉक्टर", "प्रो", "एड", "इं"),
        *("shri", "sri", "shree", "shrimati", "smt", "sushri", "km", "kum", "late", "dr", "prof", "adv", "er"),
        *("mr", "mrs", "ms", "miss"),
    }
)
_TITLES_AFTER = frozenset({"जी", "ji"})
_JOINED_TITLE = re.compile(
    r"((?:श्रीमती|श्री|सुश्री|स्व|डॉ|डा|कु|प्रो|smt|shri|mrs|mr|ms|dr|prof|late)[.॰])(?=[^\s.])", re.IGNORECASE
)

_SPACES = re.compile(r"[\s\u00a0\u3000]+")
_STRAY = " \t,;:|/\\\"“”'‘’`*_•·=+~<>?!#।॥-–—"
# Serial numbers ("12.", "(7)", "1.2") and stray signs before a name.
_LEADING = re.compile(rf"(?:[{re.escape(_STRAY)}.)\]]|[(\[]?[0-9०-९]+(?=[\s.,)\]:|-]|$))+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def clean_name(raw: str) -> str:
    """A name as it should stand on the roster: one blank between words, no serial number or stray signs around it.

    "12. राम  लाल -" -> "राम लाल"; initials ("R. K. Singh") and brackets ("Ramesh (Munna)") stay. A cell that holds
    only digits and signs gives "": a row without a name.
    """
    text = unicodedata.normalize("NFC", _CONTROL.sub(" ", raw)).replace("\ufeff", "").replace("\u200b", "")
    text = _ZERO_DOT.sub(".", _SPACES.sub(" ", text)).strip(_STRAY + ".")
    if leading := _LEADING.match(text):
        text = text[leading.end() :]
    if not any(c.isalpha() for c in text):
        return ""
    ended = raw.rstrip(_STRAY + "\n\r").endswith(".") and not text.endswith(".")
    last = text.rsplit(" ", 1)[-1]
    return f"{text}." if ended and " " in text and len(last) <= 2 else text


def split_honorific(name: str) -> tuple[str, str]:
    """The honorifics of a name and the name without them: "स्व. श्री राम लाल जी" -> ("स्व. श्री जी", "राम लाल").

    मो., Md and Kumari are names, not honorifics; a name is never left empty.
    """
    words = (_JOINED_TITLE.sub(r"\1 ", name) if "." in name or "॰" in name else name).split()
    first, last = 0, len(words)
    while first < last - 1 and _bare(words[first]) in _TITLES_BEFORE:
        first += 1
    if last - first > 1 and _bare(words[-1]) in _TITLES_AFTER:
        last -= 1
    return " ".join(words[:first] + words[last:]), " ".join(words[first:last])


def _bare(word: str) -> str:
    return word.rstrip(".,॰०0").casefold()


def script(text: str) -> str:
    """ "Deva", "Latn", "mixed" for both, or "" when there is no letter of either."""
    devanagari, latin = _DEVA.search(text), _LATN.search(text)
    if devanagari and latin:
        return "mixed"
    return "Deva" if devanagari else "Latn" if latin else ""


@lru_cache(1 << 15)
def fold(name: str) -> str:
    """A name for exact comparison: what is only another way of typing it folds away.

    NFKC, case, blanks, full stops, invisible joiners, nukta, ँ and the nasals of a stop's own class to ं, digits.
    Folding twice changes nothing.
    """
    if not (name.isascii() or _PLAIN.fullmatch(name)):
        name = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", _INVISIBLE.sub("", name)).casefold())
        # Folded before zeros are looked at: one before a nukta stands at the end once that is gone.
        name = unicodedata.normalize("NFC", _ZERO_DOT.sub(" ", name.translate(_FOLDED)))
    return " ".join(_NASAL.sub("ं", name.translate(_FOLDED)).casefold().split())


@lru_cache(1 << 15)
def sort_key(name: str) -> str:
    """By what a list is ordered: the folded name without honorifics. Devanagari sorts as its dictionary does."""
    return fold(split_honorific(name)[1])
