"""Brings a file to this program's schema: refuses a newer one, backs up first, one transaction, then triggers anew."""

import zlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from organizer_app.db.append_only import append_only_triggers
from organizer_app.db.connect import engine, explain
from organizer_app.db.derived import area_path_statements, derived_triggers, rebuild_statements
from organizer_app.db.outbox import capture_triggers
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.search_keys import KEYS_VERSION, search_text
from organizer_app.domain.words import N_
from organizer_app.models.areas import area_text

HEAD = "0011"
SCRIPTS = Path(__file__).parent / "migrations"
_EVERY_ROW = {"after": -1, "upto": 2**62}


def migrate(
    path: Path, key: bytes, *, backups: Path, scripts: Path = SCRIPTS, head: str = HEAD, given: Engine | None = None
) -> None:
    """Makes or updates the file's schema and triggers, wholly or not at all.

    Raises RuleBroken for a file from a newer program, or when the disk fails. An older file is first backed up into
    `backups`, checked. `scripts` and `head` (the newest revision in them) are given by tests. `given`: the engine of
    whoever goes on with the file; it keeps its connection, which has read the schema, when there was nothing to do.
    """
    is_new = not path.exists()
    opened = given or engine(path, key)
    is_current = False
    try:
        with opened.connect().execution_options(readonly=True) as connection:
            current = _revision(connection)
            is_current = current == head and _trigger_version(connection) == _wanted_version()
        if is_current:
            return
        if current not in (None, head):
            if current not in _known_revisions(scripts):
                raise RuleBroken(_NEWER, file=path.name, schema=current)
            backups.mkdir(parents=True, exist_ok=True)
            _back_up(path, key, backups / f"before-update-{now_ms()}")
        with opened.connect() as connection, connection.begin():
            _drop_triggers(connection)
            if current != head:
                _upgrade(connection, scripts)
            _make_triggers(connection)
    except BaseException as error:
        opened.dispose()
        if is_new:
            for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
                path.with_name(name).unlink(missing_ok=True)
        sentence = explain(error, path)
        if sentence:
            raise sentence from error
        raise
    finally:
        if given is None or not is_current:
            opened.dispose()


def _back_up(path: Path, key: bytes, stem: Path) -> None:
    """A backup that `restore` reads; a bare copy when no envelope lies beside the file."""
    # They bring what seals and packs, 7 MB, and are needed once a release.
    from organizer_app.db.backup import ENDING, backup
    from organizer_app.db.copy import backup_database
    from organizer_app.db.envelope import ENVELOPE

    if (path.parent / ENVELOPE).exists():
        backup(path.parent, key, stem.with_name(f"{stem.name}{ENDING}"))
    else:
        backup_database(path, key, stem.with_name(f"{stem.name}.db"))


def unknown_schema(path: Path, key: bytes) -> str:
    """The schema of a file that a newer program made; empty when this program can bring it up to date."""
    opened = engine(path, key)
    try:
        with opened.connect().execution_options(readonly=True) as connection:
            current = _revision(connection)
    finally:
        opened.dispose()
    return current if current not in (None, HEAD) and current not in _known_revisions(SCRIPTS) else ""


_NEWER = N_(
    "{file} was made by a newer Field Organizer (schema {schema}). Update the program, then open the file again."
)


def _revision(connection: Connection) -> str | None:
    if not _has_table(connection, "alembic_version"):
        return None
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return str(row[0]) if row else None


def _has_table(connection: Connection, name: str) -> bool:
    query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
    return connection.exec_driver_sql(query, (name,)).first() is not None


def _alembic(scripts: Path) -> tuple[Any, Any, Any]:
    # Alembic costs 60 ms of start-up and is needed once a release, so it is imported here and not above.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    return command, config, ScriptDirectory.from_config(config)


def _known_revisions(scripts: Path) -> set[str]:
    _command, _config, directory = _alembic(scripts)
    return {s.revision for s in directory.walk_revisions()}


def _upgrade(connection: Connection, scripts: Path) -> None:
    command, config, _directory = _alembic(scripts)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise RuntimeError("foreign keys broken by a migration")


def _drop_triggers(connection: Connection) -> None:
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all()
    for (name,) in rows:
        if "_captured_" in name or "_derived_" in name:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")


def _wanted() -> dict[str, str]:
    return capture_triggers() | derived_triggers() | append_only_triggers()


def _wanted_version() -> str:
    """What tells one program's triggers from another's; nothing to guard, so OpenSSL needn't be loaded for it."""
    text = "\n".join([str(KEYS_VERSION), *rebuild_statements(), *_wanted().values()]).encode()
    return f"{len(text)}-{zlib.crc32(text):08x}"


def _trigger_version(connection: Connection) -> str:
    return _noted(connection, "triggers")


def _noted(connection: Connection, what: str) -> str:
    row = connection.exec_driver_sql("SELECT v FROM sync_state WHERE k = ?", (what,)).first()
    return str(row[0]) if row else ""


def _note(connection: Connection, what: str, value: str) -> None:
    put = "INSERT INTO sync_state(k, v) VALUES (?, ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v"
    connection.exec_driver_sql(put, (what, value))


def _make_triggers(connection: Connection) -> None:
    """Makes the generated triggers and all that they keep: what an older one derived may be wrong now."""
    _make_keys(connection)
    for sql in rebuild_statements():
        connection.exec_driver_sql(sql, _EVERY_ROW if ":after" in sql else ())
    for sql in _wanted().values():
        connection.exec_driver_sql(sql)
    _note(connection, "triggers", _wanted_version())


def _make_keys(connection: Connection) -> None:
    """The words that people and places are found by, when this program makes others of the same names."""
    if _noted(connection, "keys") == str(KEYS_VERSION):
        return
    raw: Any = connection.connection.driver_connection
    for table, of, make in (
        ("members", "name, name_other, guardian, place", search_text),
        ("areas", "name_hi, name_en", area_text),
    ):
        raw.create_function("made_keys", of.count(",") + 1, make, deterministic=True)
        connection.exec_driver_sql(f"UPDATE {table} SET search_keys = made_keys({of})")
    for sql in area_path_statements():
        connection.exec_driver_sql(sql)
    _note(connection, "keys", str(KEYS_VERSION))
