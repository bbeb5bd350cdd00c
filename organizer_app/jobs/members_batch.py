"""One batch of imported rows: who is known, who is new, and the statements that write them together."""

from collections.abc import Sequence
from typing import Any

import msgspec

from organizer_app.db.derived import bulk_statements
from organizer_app.db.outbox import bulk_insert_sql
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.ids import new_id
from organizer_app.domain.imports import ImportRow, Problem
from organizer_app.domain.members import OFFICES
from organizer_app.domain.names import sort_key
from organizer_app.domain.skeleton import search_text
from organizer_app.domain.words import N_, language
from organizer_app.jobs.members_index import FILLABLE, KNOWN_COLUMNS, Index, Known, entry_of, phone_list
from organizer_app.models import Base
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services.consents import NOTICE_VERSION
from organizer_app.services.placing import Places

REPEATED = N_("Row {row}: the same entry stands higher up in this file or was imported before; it is taken once.")
CONSENT_PURPOSE, CONSENT_CHANNEL = "organisation", "paper"
MEMBER_COLUMNS = (
    "id",
    "bucket",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "name",
    "name_other",
    "name_other_state",
    "honorific",
    "guardian",
    "relation",
    "gender",
    "birth_year",
    "phones",
    "address",
    "place",
    "area_id",
    "seat_id",
    "wings",
    "status",
    "skills",
    "languages",
    "platforms",
    "source",
    "notes",
    "card_no",
    "sort_key",
    "search_keys",
    "home_key",
)
POST_COLUMNS = (
    "id",
    "bucket",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "member_id",
    "title",
    "level",
    "area_id",
    "from_on",
    "sort_order",
)
CONSENT_COLUMNS = (
    "id",
    "bucket",
    "created_at",
    "created_by",
    "changed_at",
    "changed_by",
    "member_id",
    "purpose",
    "channel",
    "state",
    "at",
    "how",
    "notice_version",
    "notice_language",
    "taken_by",
)
_json = msgspec.json.Encoder().encode


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table}({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


INSERTS = (
    (Base.metadata.tables["members"], _insert("members", MEMBER_COLUMNS)),
    (Base.metadata.tables["posts"], _insert("posts", POST_COLUMNS)),
    (Base.metadata.tables["consents"], _insert("consents", CONSENT_COLUMNS)),
)


class Batch:
    """Writes batches of one file through a raw connection; keeps the counts over all of them."""

    def __init__(
        self, raw: Any, places: Places, buckets: dict[bytes, str], source: str, consent: str, operator: str
    ) -> None:
        self._raw, self._places, self._buckets = raw, places, buckets
        self._source, self._consent, self._operator = source, consent, operator
        self._problems: list[Problem] = []
        self.counts = {"added": 0, "updated": 0, "unchanged": 0}

    def take_problems(self) -> list[Problem]:
        """The problems since last asked."""
        problems, self._problems = self._problems, []
        return problems

    def write(self, rows: list[ImportRow]) -> None:
        """Adds, fills in or leaves alone each row's person, inside the caller's transaction."""
        seen = self._seen([r.fingerprint for r in rows])
        placed = {r.row: self._places.area(r) for r in rows if r.fingerprint not in seen}
        entries = {r.row: entry_of(r, placed[r.row][0]) for r in rows if r.row in placed}
        known = self._known(list(entries.values()))
        people: list[tuple[Any, ...]] = []
        posts: list[tuple[Any, ...]] = []
        consents: list[tuple[Any, ...]] = []
        fingerprints: list[tuple[bytes, bytes]] = []
        for row in rows:
            if row.fingerprint in seen:
                self.counts["unchanged"] += 1
                continue
            area, problems = placed[row.row]
            wings, more = self._places.wing_ids(row)
            self._problems += problems + more
            entry = entries[row.row]
            match = known.same(entry.traits)
            if match is not None:
                self._fill(match, row, wings)
                seen[row.fingerprint] = match.id
                fingerprints.append((row.fingerprint, match.id))
                continue
            known.add(entry)
            seen[row.fingerprint] = entry.id
            fingerprints.append((row.fingerprint, entry.id))
            stamp = self._stamp(area)
            people.append(self._member(row, entry, area, wings, stamp))
            if row.office:
                posts.append(self._post(row, entry.id, area, stamp))
            if self._consent:
                consents.append(self._consented(entry.id, stamp))
            self.counts["added"] += 1
        self._insert((people, posts, consents))
        self._raw.executemany("INSERT OR REPLACE INTO import_seen(fingerprint, member_id) VALUES (?, ?)", fingerprints)

    def _insert(self, values: tuple[list[tuple[Any, ...]], ...]) -> None:
        for (table, statement), rows in zip(INSERTS, values, strict=True):
            if not rows:
                continue
            after = self._raw.execute(f"SELECT coalesce(max(rowid), 0) FROM {table.name}").fetchone()[0]
            self._raw.executemany(statement, rows)
            upto = self._raw.execute(f"SELECT coalesce(max(rowid), 0) FROM {table.name}").fetchone()[0]
            span = {"after": after, "upto": upto}
            self._raw.execute(bulk_insert_sql(table), span)
            if table.name == "members":
                for derived in bulk_statements():
                    self._raw.execute(derived, span)

    def _seen(self, fingerprints: list[bytes]) -> dict[bytes, bytes]:
        return dict(
            self._raw.execute(
                "SELECT s.fingerprint, s.member_id FROM import_seen s JOIN members m ON m.id = s.member_id "
                f"WHERE s.fingerprint IN ({_marks(fingerprints)}) AND m.archived_at IS NULL",
                fingerprints,
            ).fetchall()
        )

    def _known(self, entries: list[Known]) -> Index:
        """People on the roster who share a number with one of these rows, or name, guardian and place."""
        index = Index()
        numbers = list({n for e in entries for n in e.traits.phones})
        homes = list({key for e in entries if (key := e.home_key) is not None})
        columns = ", ".join(f"m.{c}" for c in KNOWN_COLUMNS)
        live = "m.archived_at IS NULL AND m.merged_into IS NULL"
        for source, values in (
            ("member_phones p JOIN members m ON m.n = p.n WHERE p.number", numbers),
            ("members m WHERE m.home_key", homes),
        ):
            if values:
                query = f"SELECT DISTINCT {columns} FROM {source} IN ({_marks(values)}) AND {live}"
                index.add_rows(self._raw.execute(query, values))
        return index

    def _fill(self, match: Known, row: ImportRow, wings: list[str]) -> None:
        """Fills empty fields and adds numbers and wings; what is written stays."""
        changes = {f: getattr(row, f) for f in FILLABLE if getattr(row, f) and not match.values.get(f)}
        have = {p["number"] for p in match.values["phones"]}
        phones = match.values["phones"] + [p for p in phone_list(row) if p["number"] and p["number"] not in have]
        if phones != match.values["phones"]:
            changes["phones"] = _text(phones)
        merged = match.values["wings"] + [w for w in wings if w not in match.values["wings"]]
        if merged != match.values["wings"]:
            changes["wings"] = _text(merged)
        if not changes:
            self.counts["unchanged"] += 1
            self._problems.append(Problem(row.row, "name", row.name, REPEATED))
            return
        match.values |= changes | {"phones": phones, "wings": merged}
        changes["search_keys"] = search_text(
            match.values["name"], match.values.get("name_other") or "", match.values.get("guardian") or ""
        )
        changes["home_key"] = match.home_key
        assignments = ", ".join(f"{f} = ?" for f in changes)
        self._raw.execute(
            f"UPDATE members SET {assignments}, changed_at = ?, changed_by = ? WHERE id = ?",
            (*changes.values(), now_ms(), self._operator, match.id),
        )
        self.counts["updated"] += 1

    def _stamp(self, area: bytes | None) -> tuple[Any, ...]:
        now = now_ms()
        return self._buckets.get(area or b"", LOCAL_BUCKET), now, self._operator, now, self._operator

    def _member(
        self, row: ImportRow, entry: Known, area: bytes | None, wings: list[str], stamp: tuple[Any, ...]
    ) -> tuple[Any, ...]:
        return (
            entry.id,
            *stamp,
            row.name,
            row.name_other,
            "confirmed" if row.name_other else "",
            row.honorific,
            row.guardian,
            row.relation,
            row.gender,
            row.birth_year,
            _text(entry.values["phones"]),
            row.address,
            row.place,
            area,
            self._places.seat(row),
            _text(wings),
            "member",
            "[]",
            _text(row.languages),
            "[]",
            self._source,
            row.notes,
            row.card_no,
            sort_key(row.name),
            search_text(row.name, row.name_other, row.guardian),
            entry.home_key,
        )

    def _post(self, row: ImportRow, member: bytes, area: bytes | None, stamp: tuple[Any, ...]) -> tuple[Any, ...]:
        title = self._places.office(row)
        order = OFFICES.index(title) if title in OFFICES else len(OFFICES)
        return (new_id(), *stamp, member, title, "", area, today().isoformat(), order)

    def _consented(self, member: bytes, stamp: tuple[Any, ...]) -> tuple[Any, ...]:
        return (
            new_id(),
            *stamp,
            member,
            CONSENT_PURPOSE,
            CONSENT_CHANNEL,
            "given",
            now_ms(),
            self._consent,
            NOTICE_VERSION,
            language(),
            self._operator,
        )


def _text(value: object) -> str:
    return _json(value).decode()


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
