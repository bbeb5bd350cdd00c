"""What every record is made of: identity, bucket, stamps, and the policy of each column in sync."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, LargeBinary, MetaData, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedAsDataclass, MappedColumn, mapped_column

from organizer_app.domain.ids import new_id

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
ADDED = 1  # sort_order of a column that came later: it stands last in the table, so adding it copies no row
LOCAL_BUCKET = "local"  # rows without a place wait here and are not sent


class Policy(StrEnum):
    """How a column behaves when two laptops changed it."""

    CONFLICT = "conflict"  # shown side by side
    NEWEST = "newest"  # the later one wins, silently
    SERVER = "server"  # HQ's wins
    LOCAL = "local"  # never sent


# Nobody compares records or matches on their places: less code is made for each class.
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, repr=False, eq=False, match_args=False):
    """All tables of the laptop; HQ shares the metadata."""

    metadata = MetaData(naming_convention=NAMING)


def field(policy: Policy = Policy.CONFLICT, *args: Any, **kw: Any) -> MappedColumn[Any]:
    """A column with its sync policy."""
    return mapped_column(*args, info={"policy": policy}, **kw)


def id_field(policy: Policy = Policy.CONFLICT, **kw: Any) -> MappedColumn[Any]:
    """A reference to another record: its 16 bytes, without a foreign key, because the other may arrive later."""
    return field(policy, LargeBinary(16), **kw)


def list_field() -> MappedColumn[Any]:
    """A JSON list that merges as one value."""
    return mapped_column(JSON(none_as_null=True), info={"holds": list}, default_factory=list)


def object_field() -> MappedColumn[Any]:
    """A JSON object that merges as one value."""
    return mapped_column(JSON(none_as_null=True), info={"holds": dict}, default_factory=dict)


class Record(MappedAsDataclass, kw_only=True, repr=False, eq=False, match_args=False):
    """A synced record. Instants are milliseconds UTC. A record is archived, never deleted; only erasing deletes."""

    id: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True, default_factory=new_id)
    bucket: Mapped[str] = mapped_column(default=LOCAL_BUCKET)
    archived_at: Mapped[int | None] = mapped_column(default=None)
    created_at: Mapped[int] = field(Policy.LOCAL, default=0)
    created_by: Mapped[str] = field(Policy.LOCAL, default="")
    changed_at: Mapped[int] = field(Policy.LOCAL, default=0)
    changed_by: Mapped[str] = field(Policy.LOCAL, default="")
    newer_fields: Mapped[dict[str, Any] | None] = field(Policy.LOCAL, "_extra", JSON(none_as_null=True), default=None)

    def derive(self) -> None:
        """Recomputes local columns from the others; called before every write, import and pull."""


def synced_tables() -> list[Table]:
    """The tables whose changes are captured, in order of name."""
    mapped = (m.local_table for m in Base.registry.mappers if issubclass(m.class_, Record))
    return sorted((t for t in mapped if isinstance(t, Table)), key=lambda t: t.name)


def policy(table: Table, column: str) -> Policy:
    """A column's policy. Raises KeyError for an unknown column."""
    return Policy(table.c[column].info.get("policy", Policy.CONFLICT))


def sent_columns(table: Table) -> list[str]:
    """The columns that travel, in order: everything but the local ones, the id and the bucket."""
    return [c.name for c in table.c if c.name not in ("id", "bucket", "n") and policy(table, c.name) != Policy.LOCAL]
