"""The heads: the present state of each record in each bucket it was ever in, loaded and saved in batches."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import msgspec

from organizer_app.domain.merge import Meta
from organizer_app.hq.sql import Query, Sql, Values

LIVE, GONE, ERASED = "live", "gone", "erased"
Key = tuple[str, str]  # table, record id
COLUMNS = ("tbl", "id", "bucket", "ver", "rev", "state", "doc", "fmeta", "cdev", "moved_to", "about")
_SELECTED = ", ".join(f"h.{c}" for c in COLUMNS)
_CHANGE = (
    "UPDATE head SET ver = ?, rev = ?, state = ?, doc = ?, fmeta = ?, cdev = ?, moved_to = ? "
    "WHERE tbl = ? AND id = ? AND bucket = ?"
)


class Head:
    """A record in one bucket. `text` and `meta_text` are JSON as stored; `doc` and `meta` are read when asked for."""

    __slots__ = (
        "_doc",
        "_meta",
        "about",
        "bucket",
        "cdev",
        "id",
        "is_new",
        "meta_text",
        "moved_to",
        "rev",
        "state",
        "tbl",
        "text",
        "ver",
    )

    def __init__(
        self,
        tbl: str,
        id: str,  # noqa: A002  # the column's name
        bucket: str,
        ver: int = 0,
        rev: int = 0,
        state: str = LIVE,
        text: str | None = None,
        meta_text: str | None = None,
        cdev: str | None = None,
        moved_to: str | None = None,
        about: str | None = None,
        *,
        is_new: bool = False,
    ) -> None:
        self.tbl, self.id, self.bucket, self.ver, self.rev, self.state = tbl, id, bucket, ver, rev, state
        self.text, self.meta_text, self.cdev, self.moved_to, self.about = text, meta_text, cdev, moved_to, about
        self.is_new = is_new
        self._doc: dict[str, Any] | None = None
        self._meta: Meta | None = None

    @property
    def doc(self) -> dict[str, Any]:
        """The record's fields; changes are saved."""
        if self._doc is None:
            self._doc = msgspec.json.decode(self.text) if self.text else {}
        return self._doc

    @property
    def meta(self) -> Meta:
        """Who set which field at which revision; changes are saved."""
        if self._meta is None:
            self._meta = msgspec.json.decode(self.meta_text) if self.meta_text else {}
        return self._meta

    def blank(self, state: str) -> None:
        """Forgets the fields: the record is elsewhere, or erased."""
        self.state, self.text, self.meta_text, self.cdev = state, None, None, None
        self._doc = self._meta = None

    def written(self) -> None:
        """Makes the stored text from what was changed."""
        if self._doc is not None:
            self.text = msgspec.json.encode(self._doc).decode()
        if self._meta is not None:
            self.meta_text = msgspec.json.encode(self._meta).decode()


def load(sql: Sql, keys: Collection[Key]) -> dict[Key, list[Head]]:
    """The heads of records, in whatever bucket; an empty list for a record that HQ never had."""
    if not keys:
        return {}
    statement, values = asking(sql, keys)
    return loaded(keys, sql.rows(statement, *values))


def asking(sql: Sql, keys: Collection[Key]) -> Query:
    """The question for `loaded`."""
    source, values = sql.among([k[0] for k in keys], [k[1] for k in keys])
    return f"SELECT {_SELECTED} FROM {source}, head h WHERE h.tbl = k.a AND h.id = k.b", values


def loaded(keys: Iterable[Key], rows: Sequence[Any]) -> dict[Key, list[Head]]:
    """The heads by record, from rows that `asking` found."""
    found: dict[Key, list[Head]] = {key: [] for key in keys}
    for row in rows:
        found[row[0], row[1]].append(Head(*row))
    return found


def about(sql: Sql, record_id: str) -> list[Head]:
    """The conflicts about a record, in every bucket they were ever in."""
    return [Head(*row) for row in sql.rows(f"SELECT {_SELECTED} FROM head h WHERE h.about = ?", record_id)]


def save(sql: Sql, heads: Iterable[Head], plain: Collection[Values] = ()) -> None:
    """Writes heads: what leaves a bucket first, so that no record is live twice at any moment.

    `plain` are the columns of more new ones, of records that HQ never had.
    """
    changed: list[Head] = []
    made = list(plain)
    for h in heads:
        h.written()
        if h.is_new:
            made.append(
                (h.tbl, h.id, h.bucket, h.ver, h.rev, h.state, h.text, h.meta_text, h.cdev, h.moved_to, h.about)
            )
        else:
            changed.append(h)
    changed.sort(key=lambda h: h.state == LIVE)
    sql.many(
        _CHANGE,
        [(h.ver, h.rev, h.state, h.text, h.meta_text, h.cdev, h.moved_to, h.tbl, h.id, h.bucket) for h in changed],
    )
    sql.fill("head", COLUMNS, made)
