"""The encrypted file, with real files, a real full disk limit and real wrong keys."""

import os
import platform
import sqlite3
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlcipher3 import dbapi2

from organizer_app.db import connect as connect_module
from organizer_app.db.connect import connect, engine, explain, take_room
from organizer_app.domain.errors import RuleBroken

KEY = bytes(range(32))
NAME, PHONE = "सुनीता मरांडी", "9431012345"


@contextmanager
def made(path: Path, *, bulk: bool = False, foreign_keys: bool = True) -> Iterator[dbapi2.Connection]:
    connection = connect(path, KEY, bulk=bulk, foreign_keys=foreign_keys)
    try:
        yield connection
    finally:
        connection.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "organizer.db"
    with made(file) as c:
        c.execute("CREATE TABLE members (name TEXT, phone TEXT)")
        c.execute("INSERT INTO members VALUES (?, ?)", (NAME, PHONE))
    return file


@pytest.fixture
def opened(path: Path) -> Iterator[Engine]:
    made_engine = engine(path, KEY)
    yield made_engine
    made_engine.dispose()


def test_the_file_and_its_log_hold_no_readable_word(path: Path) -> None:
    with made(path) as c:
        c.execute("INSERT INTO members VALUES (?, ?)", (NAME + " दूसरी", PHONE))
        files = {p.name: p.read_bytes() for p in path.parent.iterdir()}
        assert files["organizer.db-wal"]
    for data in (*files.values(), path.read_bytes()):
        for word in (NAME.encode(), PHONE.encode(), b"members", b"SQLite format"):
            assert word not in data


def test_wrong_key_is_refused_in_one_sentence(path: Path) -> None:
    with pytest.raises(RuleBroken, match=r"This key does not open .*organizer\.db"):
        connect(path, bytes(32))
    with made(path) as c:
        assert c.execute("SELECT name FROM members").fetchone() == (NAME,)


def test_plain_sqlite_and_plain_text_are_not_ours(tmp_path: Path) -> None:
    plain = tmp_path / "plain.db"
    c = sqlite3.connect(plain)
    c.execute("CREATE TABLE t (x)")
    c.close()
    with pytest.raises(RuleBroken, match="is not encrypted"):
        connect(plain, KEY)
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear coordinator, " * 500)
    with pytest.raises(RuleBroken, match="does not open"):
        connect(letter, KEY)


def test_a_driver_without_encryption_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connect_module.dbapi2, "connect", sqlite3.connect)
    with pytest.raises(RuntimeError, match="no encryption"):
        connect(tmp_path / "organizer.db", KEY)
    assert (tmp_path / "organizer.db").read_bytes() == b""


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_a_mistake_of_ours(tmp_path: Path, length: int) -> None:
    with pytest.raises(ValueError, match="bytes"):
        connect(tmp_path / "organizer.db", bytes(length))
    assert not list(tmp_path.iterdir())


def test_pragmas(path: Path) -> None:
    def pragmas(c: dbapi2.Connection, *names: str) -> list[object]:
        return [c.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    with made(path) as c:
        names = ("journal_mode", "synchronous", "foreign_keys", "temp_store", "secure_delete", "trusted_schema")
        assert pragmas(c, *names) == ["wal", 2, 1, 2, 1, 0]
        assert pragmas(c, "busy_timeout", "cache_size", "cell_size_check") == [5000, -65536, 1]
    with made(path, bulk=True, foreign_keys=False) as c:
        assert pragmas(c, "synchronous", "foreign_keys") == [1, 0]


def test_only_who_writes_keeps_many_pages(opened: Engine) -> None:
    def pages(connection: Connection) -> int:
        return int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())

    for _time in range(2):
        with opened.connect().execution_options(readonly=True) as reader:
            assert pages(reader) == -connect_module.READING
        with opened.begin() as writer:
            assert pages(writer) == -connect_module.CACHE
            take_room(writer.connection, connect_module.SEARCHING)
            assert pages(writer) == -connect_module.CACHE
    pooled = opened.raw_connection()
    take_room(pooled, connect_module.SEARCHING)
    take_room(pooled)
    pooled.close()
    with opened.connect().execution_options(readonly=True) as reader:
        assert pages(reader) == -connect_module.READING


def test_who_reads_next_gets_the_pages_that_were_read_last(opened: Engine) -> None:
    with opened.connect() as first, opened.connect() as second:
        used = first.connection.driver_connection
        assert second.connection.driver_connection is not used
        second.close()
    for _time in range(3):
        with opened.connect() as connection:
            assert connection.connection.driver_connection is used


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_reads_the_file(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_missing_folder_and_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match=r"nowhere.organizer\.db can't be opened"):
        connect(tmp_path / "nowhere" / "organizer.db", KEY)
    with pytest.raises(RuleBroken, match="can't be opened"):
        connect(tmp_path, KEY)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs POSIX users")
def test_a_folder_that_cannot_be_written(path: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        file = folder / "organizer.db"
        with made(file) as c:
            c.execute("CREATE TABLE t (x)")
        file.chmod(0o444)
        folder.chmod(0o555)
        before = os.geteuid()
        if before == 0:  # root may write everywhere
            os.seteuid(65534)
        try:
            for named in (file, folder / "new.db"):
                with pytest.raises(RuleBroken, match=r"can't be (written|opened)"):
                    connect(named, KEY)
        finally:
            os.seteuid(before)
        folder.chmod(0o755)


def test_a_full_disk_is_told_and_nothing_is_saved(path: Path) -> None:
    with made(path) as c:
        pages = c.execute("PRAGMA page_count").fetchone()[0]
        c.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(dbapi2.DatabaseError) as full:
            c.executemany("INSERT INTO members VALUES (?, ?)", [("x" * 3000, "")] * 50)
        assert str(explain(full.value, path)).endswith("nothing was saved.")


def test_a_locked_file_is_told(path: Path, opened: Engine) -> None:
    with made(path) as c:
        c.execute("BEGIN IMMEDIATE")
        with opened.connect() as other, other.execution_options(readonly=True).begin():
            other.exec_driver_sql("PRAGMA busy_timeout=10")
        with pytest.raises(DBAPIError) as busy, opened.begin():
            pass
        assert "is in use by another program" in str(explain(busy.value, path))


def test_our_own_mistakes_are_not_explained_away(path: Path, opened: Engine) -> None:
    with pytest.raises(OperationalError) as wrong, opened.begin() as c:
        c.execute(text("SELECT nothing FROM nowhere"))
    assert explain(wrong.value, path) is None
    assert explain(ValueError(), path) is None


def test_a_writer_asks_first_and_a_reader_does_not_wait(path: Path, opened: Engine) -> None:
    with opened.begin() as writer:
        writer.execute(text("INSERT INTO members VALUES ('new', '')"))
        with opened.connect() as c:
            reader = c.execution_options(readonly=True)
            assert reader.execute(text("SELECT count(*) FROM members")).scalar_one() == 1
        begun = threading.Event()

        def write() -> None:
            with opened.begin() as second:
                begun.set()
                second.execute(text("UPDATE members SET name = name || '!'"))

        waiting = threading.Thread(target=write)
        waiting.start()
        assert not begun.wait(0.2)
    waiting.join(5)
    with opened.connect() as c:
        assert c.execute(text("SELECT name FROM members ORDER BY rowid")).scalars().all() == [NAME + "!", "new!"]


def test_a_failed_transaction_leaves_no_table(opened: Engine) -> None:
    def fails_at_the_second_statement() -> None:
        with opened.begin() as c:
            c.execute(text("CREATE TABLE half (x)"))
            c.execute(text("CREATE TABLE half (x)"))

    with pytest.raises(OperationalError):
        fails_at_the_second_statement()
    with opened.connect() as c:
        assert not c.execute(text("SELECT 1 FROM sqlite_master WHERE name = 'half'")).first()


def test_errors_hide_names_and_phones(opened: Engine) -> None:
    with pytest.raises(OperationalError) as hidden, opened.begin() as c:
        c.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": NAME})
    assert NAME not in str(hidden.value)


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only glibc keeps small blocks that are free")
@pytest.mark.parametrize("readonly", [True, False], ids=["asking", "writing"])
def test_the_pages_of_a_long_question_or_change_go_back_when_it_ends(opened: Engine, *, readonly: bool) -> None:
    with opened.begin() as c:
        c.execute(text("CREATE TABLE wide (x)"))
        numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 8000)"
        c.execute(text(f"{numbers} INSERT INTO wide SELECT zeroblob(3500) FROM n"))  # 8,000 pages, 32 MB
    before = resident()
    with opened.connect() as c:
        connection = c.execution_options(readonly=readonly)
        with connection.begin():
            take_room(connection.connection)
            for _time in range(2):
                assert connection.execute(text("SELECT count(*) FROM wide WHERE x = 1")).scalar_one() == 0
            meanwhile = resident()
    assert meanwhile - before > 24 << 20
    assert resident() - before < 6 << 20
