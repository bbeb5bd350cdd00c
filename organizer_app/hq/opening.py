"""HQ's database opened for the program: its address checked, its tables made."""

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq import database

KNOWN = ("sqlite", "postgresql")


def connect(address: str, *, connections: int = 2) -> Engine:
    """An engine with at most so many connections. Raises RuleBroken for what is neither SQLite nor PostgreSQL."""
    try:
        url = make_url(address)
    except ArgumentError:
        url = None
    if url is None or url.get_backend_name() not in KNOWN:
        raise RuleBroken(
            N_("“{address}” is no database for HQ. Write postgresql+psycopg://USER@HOST/NAME, or leave --db out."),
            address=url.render_as_string() if url else address,
        )
    return database.open_engine(address, pool_size=connections)


def make_tables(engine: Engine) -> None:
    """Makes the tables that are missing. Raises RuleBroken when the database can't be reached."""
    try:
        database.prepare(engine)
    except DBAPIError as error:
        raise RuleBroken(
            N_("HQ's database can't be opened: {why}. Check that it runs and that this account may use it."),
            why=str(error.orig).strip().partition("\n")[0],
        ) from None
