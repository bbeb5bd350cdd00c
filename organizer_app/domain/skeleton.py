"""Search keys for Indian names in either script: both are brought to one Latin consonant skeleton.

शर्मा, Sharma and Sarma are all "srm"; लक्ष्मी, Laxmi and Lakshmi all "lksm". Keys hold a-z and 0-9 only, as the
ASCII tokenizer of the full-text index wants them; they find, other code ranks.
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
        (r"^eu", "yu"),  # Eugene
        (r"e(?=h)", "a"),  # Mehmood, Rehman, Ehsan: an a before h is said so
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
# Second halves that people write joined or apart (रामकुमार, Ram Kumar).
TAILS = ("kmr", "prsd", "prks", "cnd", "krn", "sng", "nt", "ll", "rm", "db", "ds", "pl", "dp", "rj")


def readings(text: str) -> list[tuple[str, ...]]:
    """The skeletons of each word in order, without honorifics; the first is the usual one."""
    return [word for part in text.split() for word in _part_keys(part)]


def keys(text: str) -> list[str]:
    """The skeletons of each word in order, without honorifics; a word with two readings gives both."""
    return [key for word in readings(text) for key in word]


def sound(name: str) -> str:
    """How a name sounds: the first skeleton of each word, the same for other spellings and the other script."""
    return " ".join(word[0] for word in readings(name))


def spelling(name: str) -> str:
    """A whole name as it sounds, its plain vowels kept: Rima and Rama differ, Seema and Sima do not."""
    return "".join(_spelt(word) for word in words_of(name) if word not in _SILENT)


@lru_cache(50_000)
def _spelt(word: str) -> str:
    latin = _sounded(_latin(_SAME_WORD.get(word, word)))
    if not latin.isascii() or latin[:1].isdigit():
        return latin
    return latin and _DOUBLED.sub(r"\1", _HEADS.get(latin[0], latin[0]) + latin[1:].translate(_VOWEL_SOUNDS))


def query_tokens(query: str) -> list[str]:
    """One token for each word typed; each must be met as a prefix. Empty when nothing searchable was typed.

    The last word may be unfinished: "kr" may become Krishna, "shri" Shrikant, "lac" Lachhman.
    """
    words = words_of(query)
    tokens: list[str] = []
    for word in words[:-1]:
        tokens += _word_keys(word)[:1]
    if words and not (tokens and words[-1] in _SILENT):
        last = _latin(words[-1])
        tokens.append(_skeleton(last[:-1] if len(last) > 1 and last.endswith("c") else last))
    return [token for token in tokens if token]


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, its signs left out."""
    if not text.isascii():
        text = _ZERO_DOT.sub(" ", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))).translate(_DIGITS)
    return _WORDS.findall(text.replace("'", "").casefold())


@lru_cache(50_000)
def _part_keys(part: str) -> tuple[tuple[str, ...], ...]:
    """The keys of each word in what stands between two blanks ("आर.के.")."""
    return tuple(found for word in words_of(part) if (found := _word_keys(word)))


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
    found += [f"j{key[1:]}" for key in found if key[:1] == "y"]  # Yadav, Yashoda: also Jadav, Jasoda
    found += [tail for tail in TAILS if len(found[0]) > len(tail) + 1 and found[0].endswith(tail)]
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
