"""After an erasure the file is written anew, once, and not while somebody is in the middle of a change. What is owed
stays noted until nothing of the erased rows is left in the file's pages.
"""

import os
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from organizer_app.db import copy, tidying
from organizer_app.db.store import Store
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress
from tests.services.test_erased_texts import decrypted

NAMED = b"Jhabrudhan"


class Watched:
    """A raw connection that notes what was run."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw
        self.run: list[str] = []

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.run.append(sql)
        return self._raw.execute(sql, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._raw, name)


class Stop(Progress):
    def step(self, done: int, total: int = 0, text: str = "") -> None:
        raise Cancelled


class Opened(Progress):
    """Reads what files without a name this process holds open while it is told of progress."""

    def __init__(self) -> None:
        self.seen = b""

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        for one in Path("/proc/self/fd").iterdir():
            if one.is_symlink() and "etilqs" in os.readlink(one):
                self.seen = max(self.seen, one.read_bytes(), key=len)


def noted(raw: Any) -> bool:
    return raw.execute("SELECT 1 FROM sync_state WHERE k = 'untidy'").fetchone() is not None


@pytest.fixture
def split(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A file of many split pages, too large to be written anew by itself; then the rows in it are deleted."""
    monkeypatch.setattr(tidying, "LARGEST", 1)
    rows = list(range(4000))
    random.Random(1).shuffle(rows)
    with store.exchanging() as (raw, _):
        raw.execute("CREATE TABLE x (k PRIMARY KEY, said) WITHOUT ROWID")
        raw.execute("BEGIN")
        raw.executemany("INSERT INTO x VALUES (?, ?)", ((n, f"{NAMED.decode()} {n} {'x' * 90}") for n in rows))
        raw.execute("COMMIT")
        raw.execute("BEGIN")
        raw.execute("DELETE FROM x WHERE k % 10")
        raw.execute("UPDATE x SET said = 'somebody else'")
        raw.execute(tidying.NOTE)
        raw.execute("COMMIT")
    assert NAMED in decrypted(store), "without copies in split pages these tests find nothing"
    return store


def test_it_is_written_anew_once_after_an_erasure(store: Store) -> None:
    with store.exchanging() as (raw, _):
        watched = Watched(raw)
        assert not tidying.tidy(watched, store.path)
        raw.execute(tidying.NOTE)
        raw.execute(tidying.NOTE)
        assert tidying.tidy(watched, store.path)
        assert not tidying.tidy(watched, store.path)
        assert watched.run.count("VACUUM") == 1
        assert not noted(raw)


def test_a_large_file_and_a_change_under_way_wait(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with store.exchanging() as (raw, _):
        raw.execute("BEGIN")
        raw.execute(tidying.NOTE)
        assert not tidying.tidy(raw, store.path)
        raw.execute("COMMIT")
        monkeypatch.setattr(tidying, "LARGEST", 1)
        assert not tidying.tidy(raw, store.path)
        assert noted(raw)
    monkeypatch.undo()
    store.tidy()
    with store.exchanging() as (raw, _):
        assert not noted(raw)


def test_a_large_file_is_written_anew_when_it_is_asked_for(split: Store) -> None:
    with split.exchanging() as (raw, _):
        tidying.write_anew(raw, split.path)
        assert not tidying.is_owed(raw)
        assert raw.execute("PRAGMA temp_store").fetchone() == (2,), "what is sorted stays in memory"
    assert NAMED not in decrypted(split)


def test_cancelled_it_is_still_owed_and_nothing_is_lost(split: Store) -> None:
    with split.exchanging() as (raw, _):
        before = raw.execute("SELECT * FROM x").fetchall()
        with pytest.raises(Cancelled):
            tidying.write_anew(raw, split.path, Stop())
        assert tidying.is_owed(raw)
        assert raw.execute("SELECT * FROM x").fetchall() == before


def test_the_log_is_owed_while_somebody_reads(split: Store) -> None:
    with split.exchanging() as (raw, _), split.reading() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM x")
        raw.execute("PRAGMA busy_timeout=50")
        with pytest.raises(RuleBroken, match="something else is reading"):
            tidying.write_anew(raw, split.path)
        assert tidying.is_owed(raw)
        assert not tidying.tidy(raw, split.path)
        raw.execute("PRAGMA busy_timeout=5000")
    with split.exchanging() as (raw, _):
        watched = Watched(raw)
        tidying.write_anew(watched, split.path)
        assert "VACUUM" not in watched.run, "that was done"
        assert not tidying.is_owed(raw)
    assert NAMED not in decrypted(split)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_what_is_put_together_on_the_disk_is_encrypted(split: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copy, "OPCODES", 1000)
    seen = Opened()
    with split.exchanging() as (raw, _):
        raw.execute("CREATE TABLE y AS SELECT a.k, 'somebody else' AS said FROM x a, x b LIMIT 20000")
        raw.execute("CREATE INDEX z ON y (said)")
        raw.execute("PRAGMA cache_size=10")  # so that it does not fit into memory
        tidying.write_anew(raw, split.path, seen)
    assert len(seen.seen) > 400_000, "the file is there to be looked at"
    assert b"somebody else" not in seen.seen
