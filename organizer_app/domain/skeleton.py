"""Search keys for Indian names in either script: both are brought to one Latin consonant skeleton.

शर्मा, Sharma and Sarma are all "srm"; लक्ष्मी, Laxmi and Lakshmi all "lksm". Keys hold a-z and 0-9 only, as the
ASCII tokenizer of the full-text index wants them; they find, other code ranks.

Signs set words of other kinds apart in the index: NAME a whole name as it sounds with its vowels, PLACE a word of where
somebody lives, WITHIN an area.
"""

import re
import unicodedata
from functools import lru_cache

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n",
    "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m",
    "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e",
    "ऐ": "ai", "ओ": "o", "औ": "au", "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o", "ॐ": "om",
}  # fmt: skip
_SIGNS = {
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai",
    "ो": "o", "ौ": "au", "ॉ": "o", "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
_WITH_NUKTA = {"ज": "z", "फ": "f", "ड": "r", "ढ": "rh"}
_NUKTA, _VIRAMA = "\u093c", "\u094d"
_LABIALS = "पफबभम"
_FLAPPED = re.compile("(?<=[^ंँ्])([डढ])(?!्)")

_WORDS = re.compile(r"[^\W_]+(?:[\u0900-\u0903\u093a-\u094f\u0962\u0963]+[^\W_]*)*")
_ZERO_DOT = re.compile(r"(?<=[\u0904-\u094f])[०0॰](?!\w)")
_DIGITS = str.maketrans("०१२३४५६७८९", "0123456789")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff'’`]")

# In this order, on Latin words of both origins.
_RULES = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=[ae])[ou]$|(?<=a)w$", "v"),  # Rao, Sukhdeo, Saw: राव, सुखदेव, साव
        (r"(?<=o)w(?=[^aeiouy]|$)", ""),  # Chowdhury
        (r"^jn|^gn|jny|gny", "gy"),  # ज्ञ
        (r"^x(?=avi)", "z"),  # Xavier
        (r"^x", "kh"),  # Kurukh names: Xess, Xalxo, Xaxa are खेस, खलखो, खाखा
        (r"^(kh[a-z]*)x", r"\1kh"),
        (r"ksh|x", "ks"),
        (r"c*chh?", "C"),
        (r"c(?=[eiy])", "s"),
        (r"[cq]", "k"),
        (r"C", "c"),
        (r"z", "j"),
        (r"ph|f", "p"),
        (r"[wv]", "b"),
        (r"(?<=[^aeiouy])h", ""),  # aspiration; between vowels h is a sound of its own (Mahto, Rahul)
        (r"(?<=..a)h$", ""),  # Abdullah, Fatimah
        (r"(.)\1+", r"\1"),
    )
]
_HEADS = {"e": "i", "o": "u"}
_VOWEL_SOUNDS = str.maketrans({"a": "", "e": "i", "y": "i", "o": "u"})  # no two lists agree on more than these
_DOUBLED = re.compile(r"(.)\1+")

NAME, PLACE, WITHIN = "=", "#", "@"
KEYS_VERSION = 2  # one more whenever other keys are made of the same words: files then make all of theirs anew

_MOHAMMAD = "mohammad"
_SAME_WORD = {
    **dict.fromkeys(("md", "mohd", "mohmd", "mhd", "मो", "मोहम्मद", "मुहम्मद", "मु"), _MOHAMMAD),
    **dict.fromkeys(("mohammad", "mohammed", "mohamad", "mohamed", "muhammad", "muhammed"), _MOHAMMAD),
    "kr": "kumar",
    "कु": "kumar",
    "pd": "prasad",
    "ch": "chaudhary",
    "आर": "r", "एल": "l", "एम": "m", "एन": "n", "एस": "s", "एफ": "f", "एच": "h", "सी": "ch",
}  # fmt: skip
_SILENT = frozenset(
    {
        *("श्री", "श्रीमती", "श्रीमति", "सुश्री", "स्व", "स्वर्गीय", "डॉ", "डा", "जी"),
        *("shri", "sri", "shree", "smt", "shrimati", "sushri", "late", "dr", "mr", "mrs", "ms", "ji"),
    }
)
# No word of a place: what every booth and its rooms are called.
_OF_BOOTHS = frozenset(
    {
        *(
            "primary",
            "middle",
            "high",
            "upgraded",
            "school",
            "government",
            "govt",
            "room",
            "no",
            "part",
            "ward",
            "booth",
        ),
        *(
            "east",
            "west",
            "north",
            "south",
            "eastern",
            "western",
            "bhawan",
            "bhavan",
            "building",
            "panchayat",
            "centre",
        ),
        *(
            "प्राथमिक",
            "मध्य",
            "उच्च",
            "उत्क्रमित",
            "विद्यालय",
            "राजकीय",
            "शासकीय",
            "कमरा",
            "कक्ष",
            "संख्या",
            "भाग",
            "बूथ",
            "वार्ड",
        ),
        *("पूर्वी", "पश्चिमी", "उत्तरी", "दक्षिणी", "पूर्व", "पश्चिम", "उत्तर", "दक्षिण", "भवन", "पंचायत", "केंद्र", "केन्द्र"),
    }
)
# Second halves that people write joined or apart (रामकुमार, Ram Kumar).
_TAILS = ("kmr", "prsd", "prks", "cnd", "krn", "sng", "nt", "ll", "rm", "db", "ds", "pl", "dp", "rj")


def keys(text: str) -> list[str]:
    """The skeletons of each word in order, without honorifics; a word with two readings gives both."""
    return [key for part in text.split() for word in _part_keys(part) for key in word]


def sound(name: str) -> str:
    """How a name sounds: the first skeleton of each word, the same for other spellings and the other script."""
    return " ".join(word[0] for part in name.split() for word in _part_keys(part))


def search_text(name: str, name_other: str, guardian: str, place: str = "") -> str:
    """What the full-text index holds of a person: each key once, blanks between.

    The first two words of a name are there joined too, so that "ramkumar" finds Ram Kumar.
    """
    found: dict[str, None] = {}
    for text in (name, name_other):
        if text:
            found |= dict.fromkeys((*_text_keys(text), *_whole_keys(text)))
    if guardian:
        found |= dict.fromkeys(_text_keys(guardian))
    if place:
        found |= dict.fromkeys(place_keys(place))
    return " ".join(found)


@lru_cache(1 << 14)
def place_keys(text: str) -> tuple[str, ...]:
    """The keys of the words of a place, with their sign; what every booth is called is left out."""
    words = [_word_keys(word) for word in _words(text) if word not in _OF_BOOTHS]
    return tuple(f"{PLACE}{key}" for keys_ in words for key in keys_[:2])


def spelling(name: str) -> str:
    """A whole name as it sounds, its plain vowels kept: Rima and Rama differ, Seema and Sima do not."""
    return "".join(_spelt(word) for word in _words(name) if word not in _SILENT)


@lru_cache(1 << 14)
def _whole_keys(name: str) -> tuple[str, ...]:
    found = spelling(name)
    return (f"{NAME}{found}",) if found else ()


@lru_cache(50_000)
def _spelt(word: str) -> str:
    latin = _sounded(_latin(_SAME_WORD.get(word, word)))
    if not latin.isascii() or latin[:1].isdigit():
        return latin
    return latin and _DOUBLED.sub(r"\1", _HEADS.get(latin[0], latin[0]) + latin[1:].translate(_VOWEL_SOUNDS))


@lru_cache(1 << 14)
def _text_keys(text: str) -> tuple[str, ...]:
    """The keys of each word, then those of the first two joined."""
    words = [word for part in text.split() for word in _part_keys(part)]
    joined = (words[0][0] + words[1][0],) if len(words) > 1 else ()
    return (*(key for word in words for key in word), *joined)


def query_tokens(query: str) -> list[str]:
    """One token for each word typed; each must be met as a prefix. Empty when nothing searchable was typed.

    The last word may be unfinished: "kr" may become Krishna, "shri" Shrikant, "lac" Lachhman.
    """
    words = _words(query)
    tokens: list[str] = []
    for word in words[:-1]:
        tokens += _word_keys(word)[:1]
    if words and not (tokens and words[-1] in _SILENT):
        last = _latin(words[-1])
        tokens.append(_skeleton(last[:-1] if len(last) > 1 and last.endswith("c") else last))
    return [token for token in tokens if token]


def _words(text: str) -> list[str]:
    if not text.isascii():
        text = _ZERO_DOT.sub(" ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).translate(_DIGITS)
    return _WORDS.findall(text.replace("'", "").casefold())


@lru_cache(50_000)
def _part_keys(part: str) -> tuple[tuple[str, ...], ...]:
    """The keys of each word in what stands between two blanks ("आर.के.")."""
    return tuple(found for word in _words(part) if (found := _word_keys(word)))


def _word_keys(word: str) -> tuple[str, ...]:
    if word in _SILENT:
        return ()
    same = _SAME_WORD.get(word)
    readings = [same, word] if same else [word]
    if same == _MOHAMMAD:
        readings += ["mohd", "md"]  # typed short and stored long, or the other way round
    if _FLAPPED.search(word):  # राठौड़ is Rathore and Rathod, and often typed राठौड
        plain = word.replace(_NUKTA, "")
        readings += [plain, _FLAPPED.sub(r"\1" + _NUKTA, plain)]
    if "ंव" in word or "ँव" in word:
        readings.append(word.replace("ंव", "व").replace("ँव", "व"))  # केंवट is Kewat, कंवर is Kanwar
    found = [_skeleton(_latin(reading)) for reading in readings]
    found += [tail for tail in _TAILS if len(found[0]) > len(tail) + 1 and found[0].endswith(tail)]
    return tuple(dict.fromkeys(key for key in found if key))


def _latin(word: str) -> str:
    """One word in plain Latin letters, every inherent vowel written; a word of another script as it is."""
    if word.isascii():
        return word
    if "\u0900" <= max(word) <= "\u097f":
        return _from_devanagari(word)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _from_devanagari(word: str) -> str:
    out: list[str] = []
    end = len(word)
    at = 0
    while at < end:
        sign = word[at]
        at += 1
        if sign in _CONSONANTS:
            latin = _CONSONANTS[sign]
            if at < end and word[at] == _NUKTA:
                latin = _WITH_NUKTA.get(sign, latin)
                at += 1
            out.append(latin)
            if at < end and word[at] == _VIRAMA:
                at += 1
            elif at < end and word[at] not in _SIGNS:
                out.append("a")
        elif sign in "ंँ":
            out.append(_nasal(word, at))
            if word[at:] == "व":  # उरांव, गांव: Oraon, Gaon
                break
            if word[at:] == "ह":  # सिंह: Singh
                out.append("g")
        else:
            out.append(_SIGNS.get(sign) or _VOWELS.get(sign) or (sign if sign.isascii() else ""))
    return "".join(out).replace("jny", "gy").replace("jn", "gy") if "ज्ञ" in word else "".join(out)


def _nasal(word: str, at: int) -> str:
    return "m" if word[at : at + 1] and word[at] in _LABIALS else "n"


def _sounded(latin: str) -> str:
    if latin.isascii() and not latin[:1].isdigit():
        for pattern, to in _RULES:
            latin = pattern.sub(to, latin)
    return latin


def _skeleton(latin: str) -> str:
    latin = _sounded(latin)
    if not latin.isascii() or latin[:1].isdigit():
        return latin
    if not latin:
        return ""
    return _HEADS.get(latin[0], latin[0]) + re.sub("[aeiouy]", "", latin[1:])
