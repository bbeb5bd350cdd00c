"""Tables of joining and watching: codes, tokens, what a laptop said of itself, revocations, the audit log, files."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table, Text

from organizer_app.hq.tables import metadata

_Instant = BigInteger  # milliseconds UTC

enrolments = Table(
    "enrolments",
    metadata,
    Column("code_hash", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("grants", Text, nullable=False),  # JSON: [[bucket, mode], …]
    Column("made_at", _Instant, nullable=False),
    Column("expires_at", _Instant, nullable=False),
    Column("used_at", _Instant),
    Column("device", String),
)
laptops = Table(
    "laptops",
    metadata,
    Column("device", String, primary_key=True),
    Column("label", String, nullable=False),
    Column("name", String, nullable=False),
    Column("schema_number", Integer, nullable=False),
    Column("sign_pub", String, nullable=False),
    Column("box_pub", String, nullable=False),
    Column("enrolled_at", _Instant, nullable=False),
    Column("seen_at", _Instant, nullable=False),
)
tokens = Table(
    "tokens",
    metadata,
    Column("hash", String, primary_key=True),
    Column("device", String, nullable=False),
    Column("made_at", _Instant, nullable=False),
    Column("used_at", _Instant),
    Index("ix_tokens_device", "device"),
)
revocations = Table(
    "revocations",
    metadata,
    Column("device", String, primary_key=True),
    Column("signed_order", Text, nullable=False),  # JSON
)
audit_log = Table(
    "audit_log",
    metadata,
    Column("n", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("at", _Instant, nullable=False),
    Column("who", String, nullable=False),
    Column("act", String, nullable=False),
    Column("device", String, nullable=False),
    Column("about", Text, nullable=False),  # JSON
)
blob_names = Table(  # which records may name a file; whether they do is asked of the record itself
    "blob_names",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("tbl", String, primary_key=True),
    Column("id", String, primary_key=True),
)
