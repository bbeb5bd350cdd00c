"""A check finds a flipped byte, a torn index and a lost reference; and finds nothing in a whole file."""

from pathlib import Path

import pytest

from organizer_app.db.check import MOST, check, ended_uncleanly
from organizer_app.db.connect import connect
from organizer_app.domain.errors import RuleBroken

KEY = bytes(range(32))
PAGE = 4096


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "organizer.db"
    c = connect(file, KEY)
    c.execute("CREATE TABLE areas (n INTEGER PRIMARY KEY, name TEXT)")
    c.execute("CREATE TABLE members (n INTEGER PRIMARY KEY, name TEXT, area INTEGER REFERENCES areas (n))")
    c.execute("CREATE INDEX by_name ON members (name)")
    c.execute("INSERT INTO areas VALUES (1, 'Namkum')")
    c.execute("BEGIN")
    c.executemany("INSERT INTO members (name, area) VALUES (?, 1)", [(f"name {i:05}" * 8,) for i in range(2000)])
    c.execute("COMMIT")
    c.close()
    return file


def test_a_whole_file_has_no_findings(path: Path) -> None:
    for deep in (False, True):
        report = check(path, KEY, deep=deep)
        assert report.ok
        assert report.findings == ()


@pytest.mark.parametrize("deep", [False, True])
def test_a_flipped_byte_is_found(path: Path, deep: bool) -> None:
    data = bytearray(path.read_bytes())
    data[20 * PAGE + 100] ^= 1
    path.write_bytes(data)
    report = check(path, KEY, deep=deep)
    assert not report.ok
    assert str(path) in report.findings[0]
    assert report.findings[0].endswith("Restore the last backup.")


def test_many_findings_are_cut(path: Path) -> None:
    data = bytearray(path.read_bytes())
    for page in range(10, 10 + 3 * MOST):
        data[page * PAGE + 100] ^= 1
    path.write_bytes(data)
    assert len(check(path, KEY, deep=True).findings) == MOST


def test_a_file_cut_short_is_one_sentence(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: 30 * PAGE])
    with pytest.raises(RuleBroken, match=r"is damaged.*restore the last backup"):
        check(path, KEY)


def test_damage_on_the_first_page_is_one_sentence(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[100] ^= 1
    path.write_bytes(data)
    with pytest.raises(RuleBroken, match="does not open"):
        check(path, KEY)


def test_only_the_deep_check_follows_references_and_indexes(path: Path) -> None:
    c = connect(path, KEY, foreign_keys=False)
    c.execute("UPDATE members SET area = 99 WHERE n = 7")
    c.close()
    assert check(path, KEY).ok
    assert check(path, KEY, deep=True).findings == (
        f"{path}: row 7 of members points to a row of areas that is not there.",
    )


def test_no_file_is_told_and_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="There is no"):
        check(tmp_path / "organizer.db", KEY)
    assert not list(tmp_path.iterdir())


def test_an_unclean_end_is_seen(path: Path) -> None:
    assert not ended_uncleanly(path)
    c = connect(path, KEY)
    c.execute("INSERT INTO areas VALUES (2, 'Bero')")
    log = path.with_name("organizer.db-wal")
    left = log.read_bytes()
    c.close()
    assert not ended_uncleanly(path)
    log.write_bytes(left)
    assert ended_uncleanly(path)
