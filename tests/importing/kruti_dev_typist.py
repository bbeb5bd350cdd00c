"""Types Unicode Hindi as a Kruti Dev typist would: the other way round from the product, from a table of its own."""

import re
import unicodedata

# fmt: off
_DRAWN = {
    "त्त": "Ùk", "क्त": "Dr", "दृ": "–", "कृ": "—", "ह्न": "à", "ह्य": "á", "ह्म": "ã", "द्द": "í", "क्ष्": "{", "क्ष": "{k",
    "त्र्": "«", "त्र": "=", "ज्ञ": "K", "द्य": "|", "द्व": "}", "श्र": "J", "ट्र": "Vª", "ड्र": "Mª", "क्र": "Ø", "फ्र": "Ý",
    "द्र": "æ", "प्र": "iz", "रु": "#", "रू": ":", "द्ध": ")", "ट्ट": "ê", "ट्ठ": "ë", "ड्ड": "ì", "्र": "z",
    "ऑ": "v‚", "ओ": "vks", "औ": "vkS", "आ": "vk", "अ": "v", "ई": "bZ", "इ": "b", "उ": "m", "ऊ": "Å", "ऐ": ",s",
    "ए": ",", "ऋ": "_", "ॉ": "‚", "ो": "ks", "ौ": "kS", "ा": "k", "ी": "h", "ु": "q", "ू": "w", "ृ": "`", "े": "s", "ै": "S",
    "ं": "a", "ँ": "¡", "ः": "%", "़": "+", "्": "~", ".": "-", "-": "&", ",": "]", "(": "¼", ")": "½", "/": "@", "।": "A",
}
_WHOLE = {
    "क": "d", "ख": "[k", "ग": "x", "घ": "?k", "ङ": "³", "च": "p", "छ": "N", "ज": "t", "झ": ">", "ञ": "¥", "ट": "V",
    "ठ": "B", "ड": "M", "ढ": "<", "ण": ".k", "त": "r", "थ": "Fk", "द": "n", "ध": "/k", "न": "u", "प": "i", "फ": "Q",
    "ब": "c", "भ": "Hk", "म": "e", "य": ";", "र": "j", "ल": "y", "व": "o", "श": "'k", "ष": '"k', "स": "l", "ह": "g",
}
_HALF = {
    "क": "D", "ख": "[", "ग": "X", "घ": "?", "च": "P", "ज": "T", "ण": ".", "त": "R", "थ": "F", "ध": "/", "न": "U",
    "प": "I", "फ": "¶", "ब": "C", "भ": "H", "म": "E", "य": "¸", "ल": "Y", "व": "O", "श": "'", "ष": '"', "स": "L",
    "ह": "º",
}
# fmt: on
_KEYS = {**_DRAWN, **{f"{letter}्": key for letter, key in _HALF.items()}, **_WHOLE}
_PIECE = re.compile("|".join(re.escape(piece) for piece in sorted(_KEYS, key=len, reverse=True)))
_CLUSTER = "[क-ह]़?(?:्[क-ह]़?)*"


def typed(text: str) -> str:
    """The keys of Kruti Dev 010 that draw a Hindi text."""
    text = unicodedata.normalize("NFD", text)
    text = re.sub(f"र्({_CLUSTER}[ा-ौ]*[ंँ]?)", r"\1Z", text)
    text = re.sub(f"({_CLUSTER})ि", r"f\1", text)
    return _PIECE.sub(lambda m: _KEYS[m[0]], text)
