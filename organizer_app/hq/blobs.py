"""Photos and kit files by SHA-256, in a folder; only for laptops that hold a live record that names the hash."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from organizer_app.domain.files import flush, sync_folder
from organizer_app.hq.device_tables import blob_names
from organizer_app.hq.hub import ACTIVE
from organizer_app.hq.tables import device as devices
from organizer_app.hq.tables import grants, head
from organizer_app.wire.lookups import Have
from organizer_app.wire.protocol import Op, Refusal

LENGTH = 64
HASH = re.compile(r"[0-9a-f]{64}")
_QUOTED = re.compile(rb'"[0-9a-f]{64}"')
_RANGE = re.compile(r"bytes (?:(\d{1,15})-(\d{1,15})|\*)/(\d{1,15})")
_PART = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
READS, WRITES = ("rw", "ro"), ("rw",)


def may_name(ops: Iterable[Op], said: bytes = b"") -> bool:
    """True when an op holds something that could be a hash. `said` is the message they came in, if there is one."""
    if said and b"\\" not in said and not _QUOTED.search(said):  # as JSON, where nothing is written in another way
        return False
    return any(True for _found in _named(ops))


def note(connection: Connection, ops: Iterable[Op]) -> None:
    """Remembers which records may name a file, for `allowed`; before the ops are merged, so that none is missed."""
    rows = [{"sha256": sha, "tbl": tbl, "id": record} for sha, tbl, record in sorted(set(_named(ops)))]
    if rows:
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        connection.execute(insert(blob_names).on_conflict_do_nothing(), rows)


def _named(ops: Iterable[Op]) -> Iterable[tuple[str, str, str]]:
    for op in ops:
        for value in op.f.values():
            if value and (len(value) == LENGTH if type(value) is str else isinstance(value, list | dict)):
                yield from ((found, op.tbl, op.id) for found in _hashes(value))


def _hashes(value: Any) -> Iterable[str]:
    if isinstance(value, str) and HASH.fullmatch(value):
        yield value
    elif isinstance(value, dict):
        yield from (found for inner in value.values() for found in _hashes(inner))
    elif isinstance(value, list):
        yield from (found for inner in value for found in _hashes(inner))


def allowed(connection: Connection, device: str, sha256: str, modes: tuple[str, ...]) -> bool:
    """True when a live record in a bucket granted to the device names the hash. One query, whatever the answer."""
    query = (
        select(head.c.id)
        .join(blob_names, (blob_names.c.tbl == head.c.tbl) & (blob_names.c.id == head.c.id))
        .join(grants, grants.c.bucket == head.c.bucket)
        .where(blob_names.c.sha256 == sha256, head.c.state == "live", head.c.doc.contains(f'"{sha256}"'))
        .join(devices, devices.c.id == grants.c.dev)
        .where(devices.c.id == device, devices.c.status == ACTIVE, grants.c.mode.in_(modes))
        .limit(1)
    )
    return connection.execute(query).first() is not None


def path(folder: Path, sha256: str) -> Path:
    """Where a whole file lies."""
    return folder / sha256[:2] / sha256


def is_part(asked: str | None, file: Path) -> bool:
    """True when a Range header asks for one part of the file. Raises Refusal 416 when that lies beyond its end."""
    found = _PART.fullmatch(asked or "")
    if found is None or not any(found.groups()):
        return False
    first, last = found.groups()
    if first and last and int(last) < int(first):
        return False
    if (int(first) if first else 0) >= file.stat().st_size or (not first and int(last) == 0):
        raise Refusal(416, "range-not-satisfiable", "The file has no such part.", have=file.stat().st_size)
    return True


class Receiving:
    """One file being handed in by one device, from `start` on. What came stays when the line breaks."""

    def __init__(self, folder: Path, sha256: str, device: str, content_range: str | None, limit: int) -> None:
        """Raises Refusal: 400 for a range that is none, 409 with `have` when bytes would be missing, 413."""
        self.sha256, self._final = sha256, path(folder, sha256)
        self._part = self._final.with_name(f"{sha256}.{device}.part")
        self._have = self._part.stat().st_size if self._part.exists() else 0
        self.start, self._total = self._span(content_range, limit)
        self._limit = limit if self._total is None else self._total

    def _span(self, text: str | None, limit: int) -> tuple[int, int | None]:
        if text is None:
            return 0, None
        found = _RANGE.fullmatch(text)
        if found is None:
            raise Refusal(400, "malformed", "Content-Range is not one.", "Write bytes FIRST-LAST/ALL, or bytes */ALL.")
        first, last, total = (int(part) if part else None for part in found.groups())
        if total is not None and total > limit:
            raise Refusal(413, "too-large", "The file is too large.", limit=limit)
        if first is None:
            return self._have, total
        if last is None or total is None or not first <= last < total:
            raise Refusal(400, "malformed", "Content-Range is not one.", "FIRST, LAST and ALL don't fit together.")
        if first > self._have:
            raise Refusal(409, "bytes-missing", "Bytes before these are missing.", have=self._have)
        return first, total

    def write(self, pieces: bytes) -> None:
        """Appends to what is there. Raises Refusal 413 beyond what was announced or may be."""
        if self.start + len(pieces) > self._limit:
            raise Refusal(413, "too-large", "The file is larger than it may be.", limit=self._limit)
        self._part.parent.mkdir(parents=True, exist_ok=True)
        self._part.touch()
        with self._part.open("r+b") as file:
            file.seek(self.start)
            file.write(pieces)
            file.truncate()
            flush(file)
        self.start += len(pieces)
        self._have = self.start

    def finish(self) -> Have:
        """Puts the file in its place when it is all there. Raises Refusal 422 when it is another file."""
        if self._final.exists():
            self._part.unlink(missing_ok=True)
            return Have(self._final.stat().st_size, complete=True)
        if self._total is not None and self._have < self._total:
            return Have(self._have, complete=False)
        if not self._part.exists() or _sha256(self._part) != self.sha256:
            self._part.unlink(missing_ok=True)
            raise Refusal(422, "hash-differs", "These bytes have another SHA-256.", "Send the file from its start.")
        self._part.replace(self._final)
        sync_folder(self._final.parent)
        return Have(self._have, complete=True)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
