"""An erased person's names and numbers in what others wrote: found as whole words, and a sign put in their place."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

SIGN = "▮▮▮"  # U+25AE, as nobody types it: whoever gets a text with it forgets what the text was before
LEAST = 3  # signs of a name of one word; shorter ones are anything
LAST = 4  # digits by which a number is looked for first
# Letters and marks of Devanagari, without the dandas; \w alone leaves vowel signs out, so "राम" would end in "रामा".
_LETTER = r"[\w\u0900-\u0963\u0966-\u097f\u200c\u200d]"
_DEVANAGARI = "०१२३४५६७८९"
_LONG_NUMBER = 10
# Letters with a dot below are typed as one sign or as two; which of them, a text does not tell.
_DOTTED = {
    unicodedata.normalize("NFD", letter): letter for letter in map(chr, (*range(0x958, 0x960), 0x929, 0x931, 0x934))
}
_NUKTAS = re.compile(f"(?:{'|'.join((*_DOTTED, *_DOTTED.values()))}|\\s)+")


@dataclass(frozen=True)
class Named:
    """What somebody was called, in both scripts and earlier too, and their phone numbers (digits)."""

    names: frozenset[str]
    numbers: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.needles)

    @cached_property
    def needles(self) -> tuple[str, ...]:
        """In small letters: every text that names the person holds one of them, when its A to Z are made small. Also as
        JSON may write them.
        """
        words = {max(_NUKTAS.split(_plain(name)), key=len).lower() for name in (*self._full, *self._short)}
        ends = {number[-LAST:] for number in self._digits}
        ends |= {end.translate(str.maketrans("0123456789", _DEVANAGARI)) for end in ends}
        return tuple(sorted(words | ends | {json.dumps(word)[1:-1] for word in words | ends}))

    def text(self, said: str, *, short: bool) -> str:
        """The text with the sign where it named the person; `short` also looks for names of one word."""
        for pattern in (self._pattern, self._short_pattern if short else None):
            if pattern is not None:
                said = pattern.sub(SIGN, said)
        return said

    def value(self, said: Any, *, short: bool) -> Any:
        """The same in every text inside a JSON value."""
        if isinstance(said, str):
            return self.text(said, short=short)
        if isinstance(said, list):
            return [self.value(part, short=short) for part in said]
        if isinstance(said, dict):
            return {key: self.value(part, short=short) for key, part in said.items()}
        return said

    @cached_property
    def _full(self) -> list[str]:
        return [name for name in self.names if len(name.split()) > 1]

    @cached_property
    def _short(self) -> list[str]:
        return [name for name in self.names if len(name.split()) == 1 and len(name) >= LEAST]

    @cached_property
    def _digits(self) -> list[str]:
        return [digits for number in self.numbers if len(digits := re.sub(r"\D", "", number)) >= _LONG_NUMBER]

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return _compiled([*map(_name, self._full), *map(_number, self._digits)])

    @cached_property
    def _short_pattern(self) -> re.Pattern[str] | None:
        return _compiled(map(_name, self._short))


NOBODY = Named(frozenset(), frozenset())


def called(names: Iterable[str], numbers: Iterable[str]) -> Named:
    """Names as they are typed, blanks between words as they come."""
    clean = {" ".join(unicodedata.normalize("NFC", name).split()) for name in names if name}
    return Named(frozenset(clean - {""}), frozenset(number for number in numbers if number))


def _plain(name: str) -> str:
    """A blank in place of each letter outside of A to Z that is written large or small."""
    return "".join(sign if sign.isascii() or sign.lower() == sign.upper() else " " for sign in name)


def _compiled(parts: Iterable[str]) -> re.Pattern[str] | None:
    found = sorted(parts, key=len, reverse=True)
    return re.compile("|".join(found), re.IGNORECASE) if found else None


def _name(name: str) -> str:
    words = r"\s+".join(re.escape(word) for word in unicodedata.normalize("NFD", name).split())
    for two, one in _DOTTED.items():
        words = words.replace(two, f"(?:{two}|{one})")
    return f"(?<!{_LETTER}){words}(?!{_LETTER})"


def _number(digits: str) -> str:
    """The last ten digits with blanks and hyphens as people write them, in either kind of digits."""
    one = [f"[{d}{_DEVANAGARI[int(d)]}]" for d in digits[-_LONG_NUMBER:]]
    return r"(?<!\d)(?:(?:\+?[9९][1१]|[0०])[\s-]?)?" + r"[\s-]?".join(one) + r"(?!\d)"
