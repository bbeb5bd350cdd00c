"""After an erasure the file is written anew, once, and not while somebody is in the middle of a change."""

from typing import Any

import pytest

from organizer_app.db import tidying
from organizer_app.db.store import Store


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


def noted(raw: Any) -> bool:
    return raw.execute("SELECT 1 FROM sync_state WHERE k = 'untidy'").fetchone() is not None


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
