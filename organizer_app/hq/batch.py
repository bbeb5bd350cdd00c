"""One writing transaction on the heads: bucket counters locked in order, records loaded, versions given, all saved."""

from collections.abc import Collection, Iterable
from typing import Self

from organizer_app.hq import heads
from organizer_app.hq.heads import LIVE, Head, Key
from organizer_app.hq.sql import Query, Sql, Values

Vers = dict[str, int]  # buckets and their versions


class MoreBuckets(Exception):  # noqa: N818  # no error: the transaction begins again with these locked, too
    """A record is in a bucket that is not locked, and locks are only taken in order."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__("more buckets are to be locked")
        self.names = frozenset(names)


class Batch:
    """The records that a transaction changes. Versions of one bucket become visible in the order of commits."""

    def __init__(self, sql: Sql, buckets: Collection[str], keys: Collection[Key]) -> None:
        """Locks the buckets, then loads the records (table, id)."""
        self.sql = sql
        self.vers = lock(sql, buckets)
        self._before = dict(self.vers)
        self._plain: list[Values] = []
        self._heads = heads.load(sql, keys)
        self._touched: dict[tuple[str, str, str], Head] = {}

    @classmethod
    def begun(cls, sql: Sql, vers: Vers, found: dict[Key, list[Head]]) -> Self:
        """With buckets that are locked, and records that are loaded."""
        made = cls(sql, (), ())
        made.vers, made._before, made._heads = dict(vers), dict(vers), found
        return made

    def of(self, key: Key) -> list[Head]:
        """The heads of a loaded record, one in each bucket it was ever in."""
        found = self._heads.get(key)
        if found is None:
            found = self._heads[key] = []
        return found

    def unknown(self, keys: Iterable[Key]) -> set[Key]:
        """Those of the loaded records that HQ never had."""
        return {key for key in keys if not self._heads[key]}

    def live(self, key: Key) -> Head | None:
        """The live head of a loaded record."""
        return next((h for h in self.of(key) if h.state == LIVE), None)

    def here(self, key: Key, bucket: str) -> Head | None:
        """The head of a loaded record in one bucket."""
        return next((h for h in self.of(key) if h.bucket == bucket), None)

    def known(self, found: Iterable[Head]) -> list[Head]:
        """Heads that were just read, those already loaded or made in their place."""
        return [self.here((h.tbl, h.id), h.bucket) or self._added(h) for h in found]

    def about(self, record_id: str) -> list[Head]:
        """The conflicts about a record, in every bucket they were ever in, those of this batch too."""
        found = self.known(heads.about(self.sql, record_id))
        return found + [h for h in self.made() if h.about == record_id]

    def made(self) -> list[Head]:
        """The heads that this batch added, which no question to the database finds yet."""
        return [h for h in self.changed() if h.is_new]

    def changed(self) -> list[Head]:
        """The heads that this batch added or changed."""
        return list(self._touched.values())

    def make(self, head: Head) -> Head:
        """Adds a new head."""
        head.is_new = True
        self.touch(self._added(head))
        return head

    def make_plain(self, key: Key, bucket: str, text: str, meta_text: str, cdev: str | None) -> None:
        """Adds a live head of a record that HQ never had, in a locked bucket; nothing more may happen to it here."""
        ver = self.vers[bucket] = self.vers[bucket] + 1
        self._plain.append((*key, bucket, ver, 1, LIVE, text, meta_text, cdev, None, None))

    def touch(self, head: Head) -> None:
        """The head changes: it goes to the end of its bucket. Raises MoreBuckets when that is not locked."""
        key = (head.bucket, head.tbl, head.id)
        if key not in self._touched:
            ver = self.vers.get(head.bucket)
            if ver is None:
                raise MoreBuckets([head.bucket])
            head.ver = self.vers[head.bucket] = ver + 1
            self._touched[key] = head

    def need(self, *buckets: str) -> None:
        """Raises MoreBuckets unless all of them are locked."""
        if missing := [b for b in buckets if b not in self.vers]:
            raise MoreBuckets(missing)

    def save(self) -> None:
        """Writes the counters and the heads."""
        moved = [(ver, name) for name, ver in self.vers.items() if ver != self._before[name]]
        self.sql.many("UPDATE bucket SET ver = ? WHERE id = ?", moved)
        heads.save(self.sql, self._touched.values(), self._plain)

    def _added(self, head: Head) -> Head:
        self.of((head.tbl, head.id)).append(head)
        return head


def lock(sql: Sql, names: Collection[str]) -> Vers:
    """Locks the counters of those buckets that exist, in order of name, so that two writers never wait in a ring."""
    if not names:
        return {}
    statement, values = locking(sql, names)
    return {row[0]: row[1] for row in sql.rows(statement, *values)}


def locking(sql: Sql, names: Collection[str]) -> Query:
    """The statement that locks buckets and finds their names and versions."""
    source, values = sql.among(sorted(names))
    waiting = " FOR NO KEY UPDATE OF b" if sql.postgres else ""
    return f"SELECT b.id, b.ver FROM {source}, bucket b WHERE b.id = k.a ORDER BY b.id{waiting}", values
