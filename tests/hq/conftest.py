"""An HQ for each test, on SQLite and on PostgreSQL."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from organizer_app.hq import database, tables
from organizer_app.hq.tables import metadata
from tests.hq.world import World

PROGRAMS = "/usr/lib/postgresql"
MISSING = "PostgreSQL's programs initdb and pg_ctl are not installed: the package is postgresql (Debian, Ubuntu)."
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60 -c listen_addresses=''"


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs. Fails with a sentence when it is not installed."""
    found = [p / "bin" / name for p in sorted(Path(PROGRAMS).glob("*"), reverse=True) if (p / "bin" / name).exists()]
    path = str(found[0]) if found else shutil.which(name)
    if path is None:
        pytest.fail(MISSING, pytrace=False)
    return path


def as_owner(owner: str, *command: str) -> None:
    """Runs a program as the cluster's owner: PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", owner, "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*prefix, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/", check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")


@contextmanager
def cluster(options: str = QUICK) -> Iterator[str]:
    """A throw-away cluster on a Unix socket; gives its address without a database's name."""
    initdb, control = program("initdb"), program("pg_ctl")
    owner = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    folder = Path(tempfile.mkdtemp(prefix="hq-pg-"))
    try:
        shutil.chown(folder, owner) if os.geteuid() == 0 else None
        data = str(folder / "data")
        as_owner(owner, initdb, "-D", data, "-U", "hq", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
        as_owner(owner, control, "-D", data, "-w", "-o", f"{options} -k {folder}", "-l", f"{folder}/log", "start")
        try:
            yield f"postgresql+psycopg://hq@/{{name}}?host={folder}"
        finally:
            as_owner(owner, control, "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of an empty PostgreSQL database that lives as long as the tests."""
    with cluster() as address:
        first = create_engine(address.format(name="postgres"), isolation_level="AUTOCOMMIT")
        with first.connect() as connection:
            connection.execute(text("CREATE DATABASE hub"))
        first.dispose()
        yield address.format(name="hub")


@pytest.fixture(scope="session")
def postgres_engine(postgres: str) -> Iterator[Engine]:
    """One engine on it for all tests, its tables made."""
    made = database.open_engine(postgres, pool_size=8)
    database.prepare(made)
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with HQ's tables and nothing in them, to be copied."""
    file = tmp_path_factory.mktemp("hq") / "empty.db"
    made = database.open_engine(f"sqlite:///{file}")
    metadata.create_all(made)
    made.dispose()
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty HQ database, once on each."""
    if request.param == "postgresql":
        made: Engine = request.getfixturevalue("postgres_engine")
        with made.begin() as connection:
            connection.execute(text("; ".join(f"DELETE FROM {table.name}" for table in metadata.sorted_tables)))
            tables.create(connection)
        yield made
        return
    shutil.copy(request.getfixturevalue("sqlite_file"), tmp_path / "hub.db")
    made = database.open_engine(f"sqlite:///{tmp_path / 'hub.db'}")
    database.prepare(made)
    yield made
    made.dispose()


@pytest.fixture
def world(engine: Engine) -> World:
    """An HQ with two districts, and a laptop in each."""
    return World(engine)
