"""One batch of imported rows: who is known, who is new, and the statements that write them together."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.ids import new_id
from organizer_app.domain.imports import ImportRow, Problem
from organizer_app.domain.members import OFFICES
from organizer_app.domain.names import sort_key
from organizer_app.domain.search_keys import search_text
from organizer_app.domain.words import N_, language
from organizer_app.jobs.members_index import FILLABLE, KNOWN_COLUMNS, Index, Known, known_record, known_row, phone_list
from organizer_app.jobs.members_insert import SEEN_COLUMNS, Value, Values, insert, insert_records
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import guardianship
from organizer_app.services.placing import Places

REPEATED = N_("Row {row}: the same entry stands higher up in this file or was imported before; it is taken once.")
CONSENT_PURPOSE, CONSENT_CHANNEL = "organisation", "paper"
PURPOSES = (CONSENT_PURPOSE, guardianship.PURPOSE)
_json = msgspec.json.Encoder().encode


class Given(NamedTuple):
    """On what a list rests: everybody's consent, and that of the guardians of those who may be under eighteen, in the
    importer's words or ""; and which notice is in force for each of PURPOSES.
    """

    consent: str
    guardian: str
    versions: Mapping[str, str]


class Batch:
    """Writes batches of one file through a raw connection; keeps the counts over all of them."""

    def __init__(
        self, raw: Any, places: Places, buckets: dict[bytes, str], source: str, given: Given, operator: str
    ) -> None:
        self._raw, self._places, self._buckets = raw, places, buckets
        self._source, self._given, self._operator = source, given, operator
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
        entries = {r.row: known_row(r, placed[r.row][0]) for r in rows if r.row in placed}
        known = self._known(list(entries.values()))
        fresh: list[Known] = []
        fingerprints: list[Values] = []
        for row in rows:
            if row.fingerprint in seen:
                self.counts["unchanged"] += 1
                continue
            wings, more = self._places.wing_ids(row)
            self._problems += placed[row.row][1] + more
            entry = entries[row.row]
            who = known.same(entry.traits)
            if who is None:
                who = entry
                who.wings = wings
                known.add(who)
                fresh.append(who)
            else:
                self._fill(who, row, wings)
                known.renew(who)
            seen[row.fingerprint] = who.id
            fingerprints.append((bytearray(row.fingerprint), bytearray(who.id)))
        self._add(fresh)
        self._remember(fingerprints)

    def _remember(self, fingerprints: list[Values]) -> None:
        """Writes down which rows are in, and as whom."""
        insert(self._raw, "import_seen", SEEN_COLUMNS, fingerprints)

    def _add(self, fresh: list[Known]) -> None:
        """Writes the new people, as the whole batch knows them."""
        people: list[Values] = []
        posts: list[Values] = []
        consents: list[Values] = []
        for who, row in ((who, who.row) for who in fresh if who.row is not None):
            area = who.traits.area
            identity, place, stamp = bytearray(who.id), bytearray(area or b"") or "", self._stamp(area)
            people.append(self._member(row, who, identity, place, stamp))
            if row.office:
                posts.append(self._post(row, identity, place, stamp))
            consents += self._consents(row, identity, stamp)
        self.counts["added"] += len(people)
        insert_records(self._raw, people, posts, consents)

    def _seen(self, fingerprints: list[bytes]) -> dict[bytes, bytes]:
        return dict(
            self._raw.execute(
                "SELECT s.fingerprint, s.member_id FROM import_seen s JOIN members m ON m.id = s.member_id "
                f"WHERE s.fingerprint IN ({_marks(fingerprints)}) AND m.archived_at IS NULL",
                list(map(bytearray, fingerprints)),
            ).fetchall()
        )

    def _known(self, entries: list[Known]) -> Index:
        """People on the roster who share a number with one of these rows, or name, guardian and place."""
        index = Index()
        self._find(entries, index.add)
        return index

    def _find(self, entries: list[Known], take: Callable[[Known], object]) -> None:
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
                for record in self._raw.execute(query, values):
                    take(known_record(record))

    def _fill(self, match: Known, row: ImportRow, wings: list[str]) -> None:
        """Fills empty fields and adds numbers and wings; what is written stays."""
        changes = {f: getattr(row, f) for f in FILLABLE if getattr(row, f) and not match.values.get(f)}
        have = {p["number"] for p in match.phones}
        if more := [p for p in phone_list(row) if p["number"] and p["number"] not in have]:
            match.phones += more
            changes["phones"] = _text(match.phones)
        if joined := [w for w in wings if w not in match.wings]:
            match.wings += joined
            changes["wings"] = _text(match.wings)
        if not changes:
            self.counts["unchanged"] += 1
            self._problems.append(Problem(row.row, "name", row.name, REPEATED))
            return
        match.take({f: value for f, value in changes.items() if f in FILLABLE})
        self.counts["updated"] += 1
        if match.row is None:
            self._change(match, changes)

    def _change(self, match: Known, changes: dict[str, Any]) -> None:
        """Writes what was filled in with somebody of the roster."""
        name, guardian, other, place = (match.record[f] or "" for f in ("name", "guardian", "name_other", "place"))
        changes |= {"search_keys": search_text(name, other, guardian, place), "home_key": match.home_key}
        assignments = ", ".join(f"{f} = ?" for f in changes)
        self._raw.execute(
            f"UPDATE members SET {assignments}, changed_at = ?, changed_by = ? WHERE id = ?",
            (*changes.values(), now_ms(), self._operator, match.id),
        )

    def _stamp(self, area: bytes | None) -> Values:
        now = now_ms()
        return self._buckets.get(area or b"", LOCAL_BUCKET), now, self._operator, now, self._operator

    def _member(self, row: ImportRow, entry: Known, identity: bytearray, place: Value, stamp: Values) -> Values:
        return (
            identity,
            *stamp,
            row.name,
            row.name_other,
            "confirmed" if row.name_other else "",
            row.honorific,
            row.guardian,
            row.relation,
            row.gender,
            row.birth_year or "",
            _text(entry.phones),
            row.address,
            row.place,
            place,
            bytearray(self._places.seat(row) or b"") or "",
            _text(entry.wings),
            "member",
            "[]",
            _text(row.languages),
            "[]",
            self._source,
            row.notes,
            row.card_no,
            sort_key(row.name),
            search_text(row.name, row.name_other, row.guardian, row.place),
            "" if entry.home_key is None else entry.home_key,
        )

    def _post(self, row: ImportRow, member: bytearray, place: Value, stamp: Values) -> Values:
        title = self._places.office(row)
        order = OFFICES.index(title) if title in OFFICES else len(OFFICES)
        return (bytearray(new_id()), *stamp, member, title, "", place, today().isoformat(), order)

    def _consents(self, row: ImportRow, member: bytearray, stamp: Values) -> list[Values]:
        """What the list rests on; for somebody who may be under eighteen it is the guardian who agreed."""
        consent, guardian, _versions = self._given
        if may_be_minor(row.birth_year, today()):
            return [self._consented(member, stamp, guardianship.PURPOSE, guardian, guardian)]
        return [self._consented(member, stamp, CONSENT_PURPOSE, consent, "")] if consent else []

    def _consented(self, member: bytearray, stamp: Values, purpose: str, how: str, given_by: str) -> Values:
        return (
            bytearray(new_id()),
            *stamp,
            member,
            purpose,
            CONSENT_CHANNEL,
            "given",
            now_ms(),
            how,
            self._given.versions[purpose],
            language(),
            self._operator,
            given_by,
        )


def _text(value: Sequence[object]) -> str:
    return _json(value).decode() if value else "[]"


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))
