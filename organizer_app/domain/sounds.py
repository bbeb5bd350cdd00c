"""How Hindi names sound in the other script, by rule: what transliterate falls back on for a name it doesn't know."""

import re

_SOUNDS = {
    "aa": "ा", "ai": "ै", "au": "ौ", "ou": "ौ", "ee": "ी", "ey": "े", "oo": "ू", "a": "", "e": "े", "i": "ि", "o": "ो",
    "u": "ु",
    "chh": "छ", "ksh": "क्ष", "kh": "ख", "gh": "घ", "ch": "च", "jh": "झ", "th": "थ", "dh": "ध", "ph": "फ", "bh": "भ",
    "sh": "श", "x": "क्स", "k": "क", "g": "ग", "j": "ज", "z": "ज", "t": "त", "d": "द", "n": "न", "p": "प", "f": "फ",
    "b": "ब", "m": "म", "y": "य", "r": "र", "l": "ल", "v": "व", "w": "व", "s": "स", "h": "ह", "c": "क", "q": "क",
}  # fmt: skip
_AT_FRONT = {
    "aa": "आ", "ai": "ऐ", "au": "औ", "ou": "औ", "ee": "ई", "ey": "ए", "oo": "ऊ", "a": "अ", "e": "ए", "i": "इ", "o": "ओ",
    "u": "उ",
}  # fmt: skip
_LONG = {"a": "ा", "i": "ी", "u": "ू"}
_LONG_FRONT = {"a": "आ", "i": "ई", "u": "ऊ"}
_SOUND = re.compile("ey(?![aeiou])|" + "|".join(s for s in sorted(_SOUNDS, key=len, reverse=True) if s != "ey"))
_RESPELT = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?<=[^aeiou])y$", "i"),  # Purty
        (r"(?<=[aei])o$", "v"),  # Sukhdeo, Rao
        (r"ia$", "iya"),
        (r"ck|cq", "k"),
        (r"c(?=[eiy])", "s"),
    )
]
_NASAL_BEFORE = {
    "n": ("t", "th", "d", "dh", "k", "kh", "g", "gh", "ch", "chh", "j", "jh", "z", "s", "sh"),
    "m": ("b", "p", "bh", "ph"),
}
_CLUSTERS = (("क्रि", "कृ"), ("ब्रिज", "बृज"), ("श्न", "ष्ण"), ("श्ट", "ष्ट"), ("श्प", "ष्प"), ("र्श", "र्ष"), ("क्स", "क्ष"))
_VIRAMA, _NUKTA = "\u094d", "\u093c"

_LATIN = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n", "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n", "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "ph", "ब": "b", "भ": "bh", "म": "m", "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v",
    "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_NASAL_ENDS = {"ह": ("ng", "h"), "व": ("o", "n")}  # Singh, Oraon
_LATIN_NUKTA = {"ज": "z", "फ": "f", "ड": "r", "ढ": "rh", "क": "q"}
_LATIN_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u", "ऋ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au",
    "ऑ": "o", "ऍ": "e", "ऎ": "e", "ऒ": "o", "ॐ": "om",
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au", "ॉ": "o",
    "ॅ": "e", "ॆ": "e", "ॊ": "o",
}  # fmt: skip
# After these an inherent vowel at the end of a cluster is said: Krishna, Mitra, Shukla; but Dharm, Anand.
_SAID_AFTER = frozenset(("y", "r", "l", "v", "n", "h"))
_INHERENT = "ə"  # the vowel no sign stands for, said or not
_USUAL = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"chchh", "chh"),
        (r"vati$", "wati"),  # Kalawati
        (r"(?<=[^aeiou])v(?=[aeiou])", "w"),  # Swati, Ishwar
    )
]


def devanagari_by_sound(word: str) -> str:
    """A Latin word (a-z, lower case) in Devanagari. Which a is long and which d is ड is a guess."""
    for pattern, to in _RESPELT:
        word = pattern.sub(to, word)
    sounds = [found[0] for found in _SOUND.finditer(word)]
    out: list[str] = []
    for at, sound in enumerate(sounds):
        before = sounds[at - 1] if at else ""
        if _is_vowel(sound):
            bare = not before or _is_vowel(before)
            long = _is_long(sounds, at)
            table = (_LONG_FRONT if long else _AT_FRONT) if bare else (_LONG if long else _SOUNDS)
            out.append(table[sound])
        elif at + 1 < len(sounds) and at and _is_vowel(before) and sounds[at + 1] in _NASAL_BEFORE.get(sound, ()):
            out.append("ं")
        else:
            if before and not _is_vowel(before) and out[-1] != "ं" and (at == 1 or _is_cluster(before, sound)):
                out.append(_VIRAMA)
            out.append(_SOUNDS[sound])
    text = "".join(out)
    for written, usual in _CLUSTERS:
        text = text.replace(written, usual)
    return text


def _is_vowel(sound: str) -> bool:
    return sound[:1] in ("a", "e", "i", "o", "u", _INHERENT)


def _is_long(sounds: list[str], at: int) -> bool:
    """What most names do where Latin letters don't say: Sita, Rani, Ram, Sunil, Gopal long; Mohan, Kavita short."""
    sound, rest = sounds[at], sounds[at + 1 :]
    if sound not in _LONG:
        return False
    if not rest:
        return sound != "a" or sounds[at - 2 : at] != ["d", "r"]  # Jitendra ends short, Gupta long
    first = not any(map(_is_vowel, sounds[:at]))
    if len(rest) == 1:
        if sound == "a":
            return first or rest[0] in ("l", "m", "sh", "th")
        return sound == "i" and not first
    return first and at > 0 and sound != "u" and len(rest) == 2 and not _is_vowel(rest[0]) and _is_vowel(rest[1])


def _is_cluster(before: str, sound: str) -> bool:
    """Whether two consonants are one cluster (Sharma), or a vowel between them is only unsaid (Kamla)."""
    if before == sound or before == "r" or sound == "y":
        return True
    if sound == "r":
        return before in ("k", "g", "t", "d", "p", "b", "s", "sh")
    if sound in ("v", "w"):
        return before in ("s", "sh", "d", "dh")
    if before in ("s", "sh"):
        return sound in ("t", "th", "k", "p", "m", "n")
    return (before, sound) in {
        ("d", "dh"),
        ("p", "t"),
        ("k", "t"),
        ("k", "l"),
        ("n", "h"),
        ("l", "p"),
        ("m", "h"),
        ("l", "h"),
    }


def latin_by_sound(word: str) -> str:
    """A Devanagari word in Latin letters, lower case, without the inherent vowels nobody says."""
    sounds = _latin_sounds(word.replace("ज्ञ", "ग्य"))
    for at in range(len(sounds) - 1, -1, -1):
        if sounds[at] == _INHERENT:
            if _is_said(sounds, at):
                sounds[at] = "a"
            else:
                del sounds[at]
    text = "".join(sounds)
    for pattern, to in _USUAL:
        text = pattern.sub(to, text)
    return text


def _is_said(sounds: list[str], at: int) -> bool:
    """Whether an inherent vowel is said: not at the end of a word, nor between V-C and C-V (Kamla, Rajkumar)."""
    consonants_before = 0
    while consonants_before < at and not _is_vowel(sounds[at - 1 - consonants_before]):
        consonants_before += 1
    if consonants_before == at:
        return True
    rest = sounds[at + 1 : at + 4]
    if not rest:
        said_cluster = sounds[at - 1] in _SAID_AFTER and (sounds[at - 2] != "r" or sounds[at - 1] == "y")
        return consonants_before > 1 and said_cluster
    after_nasal = consonants_before == 2 and sounds[at - 2] in ("n", "m") and rest[0] != "n"  # Mangri, but Vandana
    if (consonants_before > 1 and not after_nasal) or len(rest) < 2 or _is_vowel(rest[0]):
        return True
    before_cluster = len(rest) == 3 and rest[1] in ("r", "y") and _is_vowel(rest[2])  # Omprakash, Ghanshyam
    return not (_is_vowel(rest[1]) or before_cluster)


def _latin_sounds(word: str) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(word):
        sign = word[at]
        at += 1
        if sign in _LATIN:
            sound = _LATIN[sign]
            if word[at : at + 1] == _NUKTA:
                sound = _LATIN_NUKTA.get(sign, sound)
                at += 1
            out.append(sound)
            following = word[at : at + 1]
            if following == _VIRAMA:
                at += 1
            elif following not in _LATIN_VOWELS or not "\u093e" <= following <= "\u094c":
                out.append(_INHERENT)
        elif sign in "ंँ":
            if word[at:] in _NASAL_ENDS:
                return [*out, *_NASAL_ENDS[word[at:]]]
            out.append("m" if word[at : at + 1] in ("प", "फ", "ब", "भ", "म") else "n")
        else:
            out.append(_LATIN_VOWELS.get(sign, ""))
    return [sound for sound in out if sound]
