import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, create_engine, select
from sqlcipher3 import dbapi2

from organizer_app.db import key as keys
from organizer_app.db import migrate as module
from organizer_app.db.connect import connect, engine
from organizer_app.db.migrate import HEAD, SCRIPTS, migrate
from organizer_app.db.restore import restore
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Base, Member

KEY = secrets.token_bytes(32)
NEXT = f"{int(HEAD) + 1:04}"
ADD_COLUMN = '''"""A test's next step."""
from alembic import op
revision = "{next}"
down_revision = "{head}"
def upgrade():
    op.execute("ALTER TABLE members ADD COLUMN shoe_size INTEGER")
    op.execute("UPDATE members SET notes = 'moved'")
    {more}
'''


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Engine]:
    """A file of this program with one person."""
    store = Store(tmp_path, KEY, operator="Asha")
    with store.transaction("members.add") as session:
        phones = [{"number": "+919812345678", "kind": "mobile", "problem": ""}]
        session.add(Member(name="राम", phones=phones))
    store.close()
    made = engine(tmp_path / "organizer.db", KEY)
    yield made
    made.dispose()


def schema(connection: Connection) -> dict[str, str]:
    query = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    return {name: re.sub(r"\s+", " ", sql).strip() for name, sql in connection.exec_driver_sql(query)}


def of_file(made: Engine) -> dict[str, str]:
    with made.connect().execution_options(readonly=True) as connection:
        return schema(connection)


def next_step(folder: Path, more: str = "") -> Path:
    """The program's migrations and one more."""
    scripts = folder / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    step = ADD_COLUMN.format(more=more, next=NEXT, head=HEAD)
    (scripts / "versions" / f"v{NEXT}_test.py").write_text(step, encoding="utf-8")
    return scripts


def test_the_steps_make_what_the_models_say(opened: Engine) -> None:
    fresh = create_engine("sqlite://", module=dbapi2, creator=lambda: dbapi2.connect(":memory:"))
    with fresh.connect() as connection:
        Base.metadata.create_all(connection)
        wanted = schema(connection)
    fresh.dispose()
    got = of_file(opened)
    made_elsewhere = ("member_search", "alembic_version", "members_", "_captured_", "_derived_", "sqlite_")
    extra = [name for name in got.keys() - wanted.keys() if not any(part in name for part in made_elsewhere)]
    assert extra == []
    assert {name: got.get(name) for name in wanted} == wanted


def test_the_newest_step_is_the_one_the_program_names() -> None:
    _command, _config, directory = module._alembic(SCRIPTS)
    assert directory.get_heads() == [HEAD]


def test_opening_a_file_that_is_up_to_date_touches_nothing(
    opened: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened.dispose()
    before = (tmp_path / "organizer.db").read_bytes()
    monkeypatch.setattr(module, "_alembic", lambda _scripts: pytest.fail("not needed, and slow"))
    Store(tmp_path, KEY).close()
    assert (tmp_path / "organizer.db").read_bytes() == before
    assert not (tmp_path / "backups").exists()


def test_a_file_of_a_newer_program_is_refused_in_one_sentence(opened: Engine, tmp_path: Path) -> None:
    with opened.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0042'")
    before = of_file(opened)
    with pytest.raises(RuleBroken) as broken:
        Store(tmp_path, KEY)
    assert str(broken.value) == (
        "organizer.db was made by a newer Field Organizer (schema 0042). Update the program, then open the file again."
    )
    assert of_file(opened) == before
    assert not (tmp_path / "backups").exists()


def test_an_update_backs_up_first_and_renews_what_is_made_from_the_models(opened: Engine, tmp_path: Path) -> None:
    before = of_file(opened)
    scripts, backups = next_step(tmp_path), tmp_path / "backups"
    migrate(tmp_path / "organizer.db", KEY, backups=backups, scripts=scripts, head=NEXT)
    after = of_file(opened)
    assert "shoe_size" in after["members"]
    assert {n: sql for n, sql in after.items() if n != "members"} == {n: s for n, s in before.items() if n != "members"}
    with opened.connect() as connection, connection.begin():
        assert connection.execute(select(Member.name, Member.notes)).all() == [("राम", "moved")]
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == NEXT
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 1, "a migration is no act"
        connection.exec_driver_sql("UPDATE members SET name = 'श्याम'")
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 2
    (backup,) = backups.iterdir()
    assert re.fullmatch(r"before-update-\d+\.db", backup.name)
    copy = connect(backup, KEY)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    assert copy.execute("SELECT name, notes FROM members").fetchall() == [("राम", "")]
    copy.close()
    migrate(tmp_path / "organizer.db", KEY, backups=backups, scripts=scripts, head=NEXT)
    assert len(list(backups.iterdir())) == 1


def test_the_backup_before_an_update_is_one_that_restore_reads(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    key, _code = keys.create(folder, passphrase="pass", use_keyring=False)
    store = Store(folder, key, operator="Asha")
    with store.transaction("members.add") as session:
        session.add(Member(name="राम"))
    store.close()
    migrate(store.path, key, backups=folder / "backups", scripts=next_step(tmp_path), head=NEXT)
    (kept,) = (folder / "backups").iterdir()
    assert re.fullmatch(r"before-update-\d+\.organizer-backup\.zip", kept.name)
    done = restore(kept, tmp_path / "other", passphrase="pass", use_keyring=False)
    again = Store(tmp_path / "other", done.key)
    with again.reading() as session:
        assert session.scalars(select(Member.notes)).all() == [""], "as it was before the update"
    again.close()


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ("raise KeyError('bug')", KeyError),
        ("op.execute('DROP TABLE members')\n    op.execute('SELECT * FROM members')", Exception),
        (
            "op.execute('CREATE TABLE child(a REFERENCES capture(one) DEFERRABLE INITIALLY DEFERRED)')\n"
            "    op.execute('INSERT INTO child VALUES (99)')",
            RuntimeError,
        ),
    ],
)
def test_a_failing_step_leaves_the_file_as_it_was(
    opened: Engine, tmp_path: Path, more: str, error: type[Exception]
) -> None:
    before = of_file(opened)
    scripts = next_step(tmp_path, more)
    with pytest.raises(error):
        migrate(tmp_path / "organizer.db", KEY, backups=tmp_path / "b", scripts=scripts, head=NEXT)
    assert of_file(opened) == before
    assert len(list((tmp_path / "b").iterdir())) == 1
    store = Store(tmp_path, KEY, operator="Asha")
    with store.transaction("members.edit") as session:
        session.scalars(select(Member)).one().notes = "x"
    store.close()
    with opened.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar_one() == 2


def test_a_new_file_that_can_not_be_made_is_not_left_behind(tmp_path: Path) -> None:
    scripts = next_step(tmp_path, "raise KeyError('bug')")
    path = tmp_path / "organizer.db"
    with pytest.raises(KeyError):
        migrate(path, KEY, backups=tmp_path / "b", scripts=scripts, head=NEXT)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["migrations"]
    migrate(path, KEY, backups=tmp_path / "b")
    assert path.exists()


def test_a_filled_file_of_the_first_schema_is_backed_up_and_brought_up_to_date(tmp_path: Path) -> None:
    """As the program before sync left it: people, an outbox with a change that waits."""
    scripts, path, backups = tmp_path / "old", tmp_path / "organizer.db", tmp_path / "backups"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for later in (*(scripts / "versions").glob("v000[2-9]*"), *(scripts / "versions").glob("v001*")):
        later.unlink()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_make_triggers", lambda _connection: None)
        migrate(path, KEY, backups=backups, scripts=scripts, head="0001")
    raw = connect(path, KEY)
    raw.execute(
        "INSERT INTO outbox(op_id, tbl, id, bucket, kind, f, base, at, usr, gen, state) "
        "VALUES ('op', 'members', x'00', 'D339', 'patch', '{}', 0, 1, 'Asha', '', 'waiting')"
    )
    raw.close()
    Store(tmp_path, KEY).close()
    raw = connect(path, KEY)
    assert raw.execute("SELECT op_id, state, why, acked_at FROM outbox").fetchall() == [("op", "waiting", None, None)]
    assert raw.execute("SELECT count(*) FROM cursor").fetchone() == (0,)
    raw.close()
    (backup,) = backups.iterdir()
    copy = connect(backup, KEY)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)
    copy.close()


def test_a_wrong_key_touches_nothing(opened: Engine, tmp_path: Path) -> None:
    opened.dispose()
    before = (tmp_path / "organizer.db").read_bytes()
    with pytest.raises(RuleBroken, match="key does not open"):
        Store(tmp_path, secrets.token_bytes(32))
    assert (tmp_path / "organizer.db").read_bytes() == before


def test_triggers_and_what_they_keep_are_renewed_when_the_program_makes_others(
    opened: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "organizer.db"
    before = of_file(opened)
    older = {"wings_captured_insert": "CREATE TRIGGER wings_captured_insert AFTER INSERT ON wings BEGIN SELECT 1; END"}
    with monkeypatch.context() as patch:
        patch.setattr(module, "capture_triggers", lambda: older)
        patch.setattr(module, "derived_triggers", dict)
        migrate(path, KEY, backups=tmp_path / "b")
        assert of_file(opened)["wings_captured_insert"] == older["wings_captured_insert"]
        assert "members_derived_insert" not in of_file(opened)
    with opened.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE members SET search_keys = 'syn', phones = '[]', wings = '[\"aa\"]'")
    migrate(path, KEY, backups=tmp_path / "b")
    assert of_file(opened) == before
    with opened.connect() as connection:
        match = "SELECT count(*) FROM member_search WHERE member_search MATCH 'syn'"
        assert connection.exec_driver_sql(match).scalar_one() == 1
        assert connection.exec_driver_sql("SELECT count(*) FROM member_phones").scalar_one() == 0
        assert connection.exec_driver_sql("SELECT wing_id FROM member_wings").scalar_one() == "aa"
    assert not (tmp_path / "b").exists(), "no step, so no backup"


def test_the_file_is_no_plain_database(opened: Engine, tmp_path: Path) -> None:
    opened.dispose()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(tmp_path / "organizer.db").execute("SELECT * FROM members")
