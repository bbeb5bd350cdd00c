"""The words of everybody in a small area, in memory: the index reads a frequent word of the whole state for a block.

They are read once and kept with the connection until anything in the file changes.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from organizer_app.domain.search_keys import WITHIN
from organizer_app.services.members_match import Part, Word, every

SMALL = 3_000  # people; that many are read in some hundredths of a second
_LAST = chr(0x10FFFF)


class Few:
    """Answers what the index answers, of these people alone."""

    def __init__(self, people: Iterable[tuple[int, str]]) -> None:
        """`people`: local numbers, and what the index holds of each."""
        self._people: dict[str, list[int]] = {}
        for n, words in people:
            for word in set(words.split()):
                if word[0] != WITHIN:
                    self._people.setdefault(word, []).append(n)
        self._words = sorted(self._people)

    def hits(self, parts: Sequence[Part], limit: int) -> list[int]:
        """The first local numbers, in order, of who has all parts."""
        found: set[int] | None = None
        for part in parts:
            having = set().union(*(self._people[word] for one in part for word in self._meant(one)))
            found = having if found is None else found & having
            if not found:
                break
        return sorted(found or ())[:limit]

    def _meant(self, word: Word) -> Iterator[str]:
        if not word.begins:
            return iter((word.token,) if word.token in self._people else ())
        start = bisect_left(self._words, word.token)
        return iter(self._words[start : bisect_left(self._words, word.token + _LAST, start)])


def few(session: Session, area: bytes) -> Few | None:
    """Everybody at an area or below it; None when they are many, or when the session may write.

    What a session has written and may take back is no part of what is kept.
    """
    connection = session.connection()
    if not connection.get_execution_options().get("readonly"):
        return None
    pooled = connection.connection
    raw, kept = pooled.driver_connection, pooled.info
    many: set[bytes] = kept.setdefault("many", set())  # an area that becomes small is still answered by the index
    if raw is None or area in many:
        return None
    ((version,),) = raw.execute("PRAGMA data_version")  # other connections' changes; its own are counted beside
    stamp = (area, version, raw.total_changes)
    if kept.get("few", (None,))[0] == stamp:
        found: Few = kept["few"][1]
        return found
    match = "SELECT rowid FROM member_search WHERE member_search MATCH ?"
    numbers = [n for (n,) in raw.execute(f"{match} LIMIT ?", (every((), area), SMALL + 1))]
    if len(numbers) > SMALL:
        many.add(area)
        return None
    people = ",".join(map(str, numbers))
    found = Few(raw.execute(f"SELECT n, words FROM member_search_words WHERE n IN ({people})"))
    kept["few"] = (stamp, found)
    return found
