"""HQ's tables. Records are stored as JSON heads, so their own schema is the laptop's models and nothing else.

Other modules of this package add tables to `metadata` (device_tables.py). Instants are milliseconds UTC.
"""

import secrets

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    insert,
    text,
)

metadata = MetaData()

facts = Table(  # gen: the server's generation; erase_key: 64 hexadecimal digits
    "facts",
    metadata,
    Column("k", String, primary_key=True),
    Column("v", String, nullable=False),
)
bucket = Table(
    "bucket",
    metadata,
    Column("id", String, primary_key=True),
    Column("ver", BigInteger, nullable=False),
)
# One row for a record in each bucket it was ever in; `ver` is its place in the bucket's order. Only one is live.
# `doc` and `fmeta` are JSON text ({field: [rev, writer, ts]}, "*" for all others). `cdev` is the device whose copy is
# exactly this; `about` is the record that a conflict is about; `moved_to` the bucket that a gone record went to.
head = Table(
    "head",
    metadata,
    Column("bucket", String, primary_key=True),
    Column("ver", BigInteger, primary_key=True, autoincrement=False),
    Column("tbl", String, nullable=False),
    Column("id", String, nullable=False),
    Column("rev", BigInteger, nullable=False),
    Column("state", String, nullable=False),  # live, gone (to another bucket), erased
    Column("doc", Text),
    Column("fmeta", Text),
    Column("cdev", String),
    Column("moved_to", String),
    Column("about", String),
    sqlite_with_rowid=False,  # SQLite keeps a bucket's records in the order in which they are pulled
)
Index("uq_head_record", head.c.tbl, head.c.id, head.c.bucket, unique=True)
Index(
    "uq_head_live",
    head.c.tbl,
    head.c.id,
    unique=True,
    sqlite_where=text("state='live'"),
    postgresql_where=text("state='live'"),
)
Index("ix_head_about", head.c.about, sqlite_where=text("about IS NOT NULL"), postgresql_where=text("about IS NOT NULL"))
# Every op that ever came and its answer: for repeats, history and audit. `body` is the op's fields as JSON text.
oplog = Table(
    "oplog",
    metadata,
    Column("op_id", String, primary_key=True),
    Column("dev", String, nullable=False),
    Column("writer", String, nullable=False),
    Column("usr", String, nullable=False),
    Column("tbl", String, nullable=False),
    Column("id", String, nullable=False),
    Column("bucket", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("base", BigInteger, nullable=False),
    Column("status", String, nullable=False),
    Column("rev", BigInteger),
    Column("clean", Boolean, nullable=False),
    Column("why", String, nullable=False),
    Column("ts", BigInteger, nullable=False),
    Column("recv", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
Index("ix_oplog_id", oplog.c.id)
UNTAKEN = Index("ix_oplog_untaken", oplog.c.tbl, sqlite_where=text("rev IS NULL"), postgresql_where=text("rev IS NULL"))
# `stream` counts how often a laptop came back without knowing its own last op (restored, cloned).
device = Table(
    "device",
    metadata,
    Column("id", String, primary_key=True),
    Column("status", String, nullable=False),  # active, suspended, revoked
    Column("last_op", String, nullable=False, server_default=""),
    Column("stream", Integer, nullable=False, server_default="0"),
)
grants = Table(
    "grants",
    metadata,
    Column("dev", String, primary_key=True),
    Column("bucket", String, primary_key=True),
    Column("mode", String, nullable=False),  # rw, ro, past (withdrawn)
)
Index("ix_grants_bucket", grants.c.bucket)
camp_home = Table(  # the districts whose people are invited to a camp above them
    "camp_home",
    metadata,
    Column("camp", String, primary_key=True),
    Column("home", String, primary_key=True),
)
Index("ix_camp_home_home", camp_home.c.home)
erased = Table(  # keyed hashes of erased records' names: whoever holds them can't read them, and a restore obeys them
    "erased",
    metadata,
    Column("mark", String, primary_key=True),
    Column("at", BigInteger, nullable=False),
)


def create(connection: Connection) -> None:
    """Makes the tables that are missing, and a first generation."""
    metadata.create_all(connection)
    UNTAKEN.create(connection, checkfirst=True)  # an older HQ has the table without it
    if connection.execute(facts.select().limit(1)).first() is None:
        first = [{"k": "gen", "v": new_generation()}, {"k": "erase_key", "v": secrets.token_hex(32)}]
        connection.execute(insert(facts), first)


def new_generation() -> str:
    """A name that no generation of any HQ had before."""
    return f"g{secrets.token_hex(6)}"
