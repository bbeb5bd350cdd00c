"""The columns of every synced table as HQ's documents fill them, and the statement that writes a record."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, Table

from organizer_app.models import Base, Record, sent_columns, synced_tables
from organizer_app.models.base import Policy, policy

STAMPS = ("created_at", "created_by", "changed_at", "changed_by")
HEAD = ("id", "bucket", *STAMPS, "_extra")
MAX_INTEGER = 2**63
_json = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Shape:
    """One table: its sent columns with what makes a column value of a JSON value, its derived columns, its upsert."""

    table: Table
    model: Any
    columns: Mapping[str, Callable[[Any], Any]]
    derived: tuple[str, ...]
    binary: tuple[str, ...]
    local: frozenset[str]
    upsert: str

    def values(self, doc: dict[str, Any], *, id: bytes, bucket: str, now: int) -> tuple[Any, ...]:  # noqa: A002  # the record's own word
        """The values of the upsert from a document. Raises ValueError or TypeError for one that does not fit."""
        sent = [convert(doc.get(name)) for name, convert in self.columns.items()]
        newer = {k: v for k, v in doc.items() if k not in self.columns and k not in self.local}
        extra = _json(newer).decode() if newer else None
        return (id, bucket, now, "", now, "", extra, *sent, *self._derive(doc))

    def _derive(self, doc: dict[str, Any]) -> tuple[Any, ...]:
        if not self.derived:
            return ()
        row = SimpleNamespace(**dict.fromkeys(self.columns, "") | {k: v for k, v in doc.items() if v is not None})
        for name in self.binary:
            setattr(row, name, bytes.fromhex(doc[name]) if doc.get(name) else None)
        self.model.derive(row)
        return tuple(getattr(row, name) for name in self.derived)


def _bytes(value: Any) -> bytes:
    return bytes.fromhex(value)


def _id(value: Any) -> bytes:
    found = bytes.fromhex(value)
    if len(found) != 16:
        raise ValueError(value)
    return found


def _flag(value: Any) -> int:
    if not isinstance(value, bool):
        raise TypeError(value)
    return int(value)


def _day(value: Any) -> str:
    return date.fromisoformat(value).isoformat()


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(value)
    return float(value)


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -MAX_INTEGER <= value < MAX_INTEGER:
        raise TypeError(value)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _any(value: Any) -> str:
    return _json(value).decode()


def _of_type(kind: type) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if not isinstance(value, kind):
            raise TypeError(value)
        return _json(value).decode()

    return convert


def _kind(model: Any, column: Column[Any]) -> tuple[Callable[[Any], Any], Any]:
    """What converts a value of the column, and what stands for a missing one where NULL can't."""
    kind = column.type
    found: tuple[Callable[[Any], Any], Any] = (_text, "")
    if isinstance(kind, LargeBinary):
        found = (_id, bytes(16)) if kind.length else (_bytes, b"")
    elif isinstance(kind, Boolean):
        found = (_flag, 0)
    elif isinstance(kind, JSON):
        factory = model.__dataclass_fields__[column.name].default_factory
        found = (_of_type(factory), _json(factory()).decode()) if factory in (list, dict) else (_any, "null")
    elif isinstance(kind, Date):
        found = (_day, "1970-01-01")
    elif isinstance(kind, Float):
        found = (_number, 0.0)
    elif isinstance(kind, Integer):
        found = (_integer, 0)
    return found


def _converter(model: Any, column: Column[Any]) -> Callable[[Any], Any]:
    convert, missing = _kind(model, column)
    instead = None if column.nullable else missing
    return lambda value: instead if value is None else convert(value)


class _Recorder(SimpleNamespace):
    """Notes which attributes are set on it."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(**dict.fromkeys(names, ""))
        self.__dict__["noted"] = []

    def __setattr__(self, name: str, value: Any) -> None:
        self.__dict__["noted"].append(name)
        super().__setattr__(name, value)


def _shape(model: Any, table: Table) -> Shape:
    names = sent_columns(table)
    recorder = _Recorder(names)
    model.derive(recorder)
    derived = tuple(dict.fromkeys(recorder.noted))
    filled = (*HEAD, *names, *derived)
    kept = ("id", "created_at", "created_by")
    changing = ", ".join(f'"{n}" = excluded."{n}"' for n in filled if n not in kept)
    columns = ", ".join(f'"{n}"' for n in filled)
    upsert = (
        f"INSERT INTO {table.name}({columns}) VALUES ({', '.join('?' * len(filled))}) "
        f"ON CONFLICT(id) DO UPDATE SET {changing}"
    )
    local = {c.name for c in table.c if c.name in ("id", "bucket", "n") or policy(table, c.name) == Policy.LOCAL}
    converters = {name: _converter(model, table.c[name]) for name in names}
    binary = tuple(name for name in names if isinstance(table.c[name].type, LargeBinary))
    return Shape(table, model, converters, derived, binary, frozenset(local), upsert)


def _models() -> dict[str, Any]:
    mapped = (m for m in Base.registry.mappers if issubclass(m.class_, Record))
    return {m.local_table.name: m.class_ for m in mapped if isinstance(m.local_table, Table)}


SHAPES: dict[str, Shape] = {t.name: _shape(_models()[t.name], t) for t in synced_tables()}
