"""What the full-text index of people is made of: keys of names, whole names, places, and the areas they lie in.

Signs set what is no word of a name apart: NAME a whole name as it sounds, PLACE a word of where somebody lives, WITHIN
an area in which that is.
"""

from functools import lru_cache

from organizer_app.domain.skeleton import TAILS, keys, readings, spelling, words_of

NAME, PLACE, WITHIN = "=", "#", "@"
KEYS_VERSION = 3  # one more whenever other keys are made of the same words: files then make all of theirs anew
_SOUNDS = "bcdghjklmnprsty"  # what keys are made of
_KINDS = ("bpm", "dtrln", "gkh", "jsc", "yj", "aiu")  # one is heard or typed for another of its kind

# No word of a place: what every booth and its rooms are called.
_OF_BOOTHS = frozenset(
    {
        *("primary", "middle", "high", "upgraded", "school", "government", "govt", "room", "no", "part"),
        *("ward", "booth", "east", "west", "north", "south", "eastern", "western", "bhawan", "bhavan"),
        *("building", "panchayat", "centre", "प्राथमिक", "मध्य", "उच्च", "उत्क्रमित", "विद्यालय"),
        *("राजकीय", "शासकीय", "कमरा", "कक्ष", "संख्या", "भाग", "बूथ", "वार्ड", "पूर्वी", "पश्चिमी"),
        *("उत्तरी", "दक्षिणी", "पूर्व", "पश्चिम", "उत्तर", "दक्षिण", "भवन", "पंचायत", "केंद्र"),
        *("केन्द्र"),
    }
)  # fmt: skip


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
    found = [keys(word) for word in words_of(text) if word not in _OF_BOOTHS]
    return tuple(f"{PLACE}{key}" for made in found for key in made[:2] if key == made[0] or key not in TAILS)


def slips(key: str, *, widely: bool) -> list[str]:
    """The keys that differ from a key by one sound: left out, put in, another, or changed with its neighbour.

    `widely`: any other sound, not only one of its kind.
    """
    found: dict[str, None] = {}
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        found |= dict.fromkeys(f"{head}{sound}{tail}" for sound in (_SOUNDS if at else f"aiu{_SOUNDS}"))
        if tail:
            kind = next((_SOUNDS if widely else kind for kind in _KINDS if tail[0] in kind), "")
            found |= dict.fromkeys((head + tail[1:], *(f"{head}{sound}{tail[1:]}" for sound in kind)))
            found[head + tail[1:2] + tail[0] + tail[2:]] = None
    return [one for one in found if one and one != key]


def seams(first: str, second: str) -> list[str]:
    """Two keys as one word, with the sounds that may be there only when it is one: शिवनंदन, Shio Nandan."""
    return [f"{first}{sound}{second}" for sound in _SOUNDS]


@lru_cache(1 << 14)
def _whole_keys(name: str) -> tuple[str, ...]:
    """The whole name as it sounds; one of a single word without its vowels, too, as more words have when joined."""
    words = readings(name)
    alone = words[0] if len(words) == 1 else ()
    return tuple(f"{NAME}{key}" for key in dict.fromkeys((spelling(name), *alone)) if key)


@lru_cache(1 << 14)
def _text_keys(text: str) -> tuple[str, ...]:
    """The keys of each word, then those of the first two joined."""
    words = readings(text)
    joined = (words[0][0] + words[1][0],) if len(words) > 1 else ()
    return (*(key for word in words for key in word), *joined)
