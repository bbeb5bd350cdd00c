"""Brings a file to this program's schema: refuses a newer one, backs up first, one transaction, then triggers anew."""

import hashlib
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from organizer_app.db.copy import backup_database
from organizer_app.db.connect import engine
from organizer_app.db.derived import SEARCH_TABLE, derived_triggers
from organizer_app.db.outbox import capture_triggers
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

HEAD = "0001"
SCRIPTS = Path(__file__).parent / "migrations"


def migrate(path: Path, key: bytes, *, backups: Path) -> None:
    """Makes or updates the file's schema and triggers. Raises RuleBroken for a file from a newer program."""
    is_new = not path.exists()
    opened = engine(path, key)
    try:
        with opened.connect() as connection:
            current = None if is_new else _revision(connection)
        if current not in (None, HEAD) and current not in _known_revisions():
            raise RuleBroken(
                N_("{file} was made by a newer Field Organizer (schema {schema}). Update the program, then open it again."),
                file=path.name,
                schema=current,
            )
        if current != HEAD:
            if current is not None:
                backups.mkdir(exist_ok=True)
                backup_database(path, key, backups / f"before-update-{now_ms()}.db")
            _upgrade(opened)
        _renew_triggers(opened)
    finally:
        opened.dispose()


def _revision(connection: Connection) -> str | None:
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").first()
    row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first() if found else None
    return str(row[0]) if row else None


def _alembic() -> tuple[Any, Any, Any]:
    # Alembic costs 60 ms of start-up and is needed once a release, so it is imported here and not above.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    return command, config, ScriptDirectory.from_config(config)


def _known_revisions() -> set[str]:
    _command, _config, scripts = _alembic()
    return {s.revision for s in scripts.walk_revisions()}


def _upgrade(opened: Engine) -> None:
    command, config, _scripts = _alembic()
    with opened.connect() as connection, connection.begin():
        for name in _our_triggers(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("foreign keys broken by a migration")


def _our_triggers(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    return [r[0] for r in rows if "_captured_" in r[0] or "_derived_" in r[0]]


def _renew_triggers(opened: Engine) -> None:
    """Drops and makes the generated triggers when the program's differ from the file's."""
    wanted = capture_triggers() | derived_triggers()
    version = hashlib.sha256("\n".join(wanted.values()).encode()).hexdigest()
    with opened.connect() as connection:
        connection = connection.execution_options(readonly=True)
        row = connection.exec_driver_sql("SELECT v FROM sync_state WHERE k = 'triggers'").first()
        if row and row[0] == version:
            return
    with opened.connect() as connection, connection.begin():
        for name in _our_triggers(connection):
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        if not connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'member_search'").first():
            connection.exec_driver_sql(SEARCH_TABLE)
            connection.exec_driver_sql("INSERT INTO member_search(member_search, rank) VALUES ('secure-delete', 1)")
            connection.exec_driver_sql(
                "INSERT INTO member_search(rowid, search_keys) SELECT n, search_keys FROM members ORDER BY n"
            )
        for sql in wanted.values():
            connection.exec_driver_sql(sql)
        connection.exec_driver_sql(
            "INSERT INTO sync_state(k, v) VALUES ('triggers', ?) ON CONFLICT(k) DO UPDATE SET v = excluded.v", (version,)
        )
