"""A compiled catalogue of gettext (.mo) that is searched as it lies in the file.

Python's own turns all of it into a dictionary first: eight milliseconds and a megabyte, of which a window needs a
tenth. Messages stand in the order of their bytes; those with a plural are both forms with a zero between them. The
format is that of the manual of GNU gettext, “The Format of GNU MO Files”.
"""

import sys
from array import array
from bisect import bisect_left
from pathlib import Path

MAGIC = 0x950412DE
PLURAL = "nplurals=2; plural=(n != 1);"  # of every language we ship, and what `ngettext` goes by


class Catalogue:
    """Messages and their translations; each that was asked for is kept. Raises ValueError for another kind of file."""

    def __init__(self, file: Path) -> None:
        self._data = file.read_bytes()
        head = self._words(0, 5) if len(self._data) >= 20 else [0]
        if head[0] != MAGIC:
            raise ValueError(f"{file} is no catalogue")
        self._count = head[2]
        self._ids, self._texts = self._words(head[3], 2 * self._count), self._words(head[4], 2 * self._count)
        self._known: dict[str, str | None] = {}

    def gettext(self, message: str) -> str:
        """The translation; the message itself where there is none."""
        found = self._find(message)
        return message if found is None else found.partition("\0")[0]

    def ngettext(self, one: str, many: str, count: int) -> str:
        """The translation for a number of things, of the form that its language has for that number."""
        found = self._find(one)
        forms = found.split("\0") if found is not None and "\0" in found else (one, many)
        return forms[count != 1]

    def _find(self, message: str) -> str | None:
        if message not in self._known:
            wanted = message.encode()
            at = bisect_left(range(self._count), wanted, key=lambda n: self._at(self._ids, n))
            there = at < self._count and self._at(self._ids, at).partition(b"\0")[0] == wanted
            self._known[message] = self._at(self._texts, at).decode() if there else None
        return self._known[message]

    def _at(self, table: "array[int]", n: int) -> bytes:
        length, start = table[2 * n], table[2 * n + 1]
        return self._data[start : start + length]

    def _words(self, start: int, count: int) -> "array[int]":
        """Little-endian numbers of four bytes each."""
        made = array("I", self._data[start : start + 4 * count])
        if sys.byteorder == "big":
            made.byteswap()
        return made
