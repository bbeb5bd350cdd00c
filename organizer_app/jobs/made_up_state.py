"""A made-up state straight into an empty data folder, in minutes; its roster file and its truth about duplicates."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import msgspec

from organizer_app.db.store import Store
from organizer_app.domain.areas import PACKS, area_id, state_bucket
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.ids import id_text
from organizer_app.domain.made_up import OFFICES
from organizer_app.domain.made_up_entries import Entry
from organizer_app.domain.made_up_places import wing_names
from organizer_app.domain.made_up_state import Pair, entries
from organizer_app.domain.made_up_state_places import districts, state_lines
from organizer_app.domain.matching import home_key
from organizer_app.domain.names import sort_key
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.search_keys import search_text
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import made_up
from organizer_app.jobs.members_insert import Values, insert_records
from organizer_app.services import areas
from organizer_app.services.consents import NOTICE_VERSION
from organizer_app.services.placing import district_of
from organizer_app.services.wings import wing_id

BATCH = 10_000
HEADER = (
    "Card No.",
    "Name",
    "Father/Husband",
    "Relation",
    "Gender",
    "Birth year",
    "Mobile",
    "Village",
    "Block",
    "Booth",
)
TRUTH_HEADER = ("first", "second", "kind")
_ORDER = {office: at for at, office in enumerate(OFFICES)}
_text = msgspec.json.Encoder().encode


@dataclass(frozen=True, slots=True)
class Made:
    """How many entries were made, how many pairs of them are one person, and where both are written down."""

    entries: int
    pairs: int
    roster: Path
    truth: Path


def make(
    store: Store, progress: Progress = silent, *, members: int, seed: int, beside: Path, pack: str = made_up.PACK
) -> Made:
    """Fills an empty data folder; `beside` is the stem of the two files ("…/state" -> "…/state-roster.csv").

    The same for the same seed, but for ids and times. Raises Cancelled.
    """
    made_up.prepare(store)
    with store.applying() as session:
        areas.load(session, lines=state_lines(pack, districts(pack, members)), bucket=state_bucket(PACKS[pack]))
        buckets = district_of(session)
    roster, truth = beside.with_name(f"{beside.name}-roster.csv"), beside.with_name(f"{beside.name}-duplicates.csv")
    pairs: list[Pair] = []
    with roster.open("w", encoding="utf-8-sig", newline="") as file, store.bulk() as raw, store.turn():
        writer = csv.writer(file)
        writer.writerow(HEADER)
        done = 0
        random = Random(f"ids {seed}")
        for part in _parts(entries(members, seed, pack=pack, pairs=pairs)):
            _write(raw, part, buckets, store.operator, random)
            writer.writerows(_line(entry) for entry in part)
            done += len(part)
            progress.step(done, members, _("Making the state"))
    with truth.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([TRUTH_HEADER, *pairs])
    store.announce(frozenset({"members", "posts", "consents"}))
    return Made(done, len(pairs), roster, truth)


def _parts(found: Iterator[Entry]) -> Iterator[list[Entry]]:
    while part := list(islice(found, BATCH)):
        yield part


def _line(entry: Entry) -> tuple[object, ...]:
    named = f"{entry.honorific} {entry.name}".strip()
    phones = ", ".join(entry.phones)
    who = (entry.card, named, entry.guardian, entry.relation, entry.gender, entry.birth_year or "", phones)
    return (*who, entry.village, entry.block, entry.booth)


def _write(raw: Any, part: Sequence[Entry], buckets: dict[bytes, str], operator: str, random: Random) -> None:
    """One batch in one transaction, captured as an import is."""
    people: list[Values] = []
    posts: list[Values] = []
    consents: list[Values] = []
    now = now_ms()
    wings = {code: id_text(wing_id(code)) for code in wing_names()}
    for entry in part:
        area = area_id("booth", entry.booth) if entry.booth else area_id("block", entry.block)
        identity, stamp = _new_id(now, random), (buckets[area], now, operator, now, operator)
        people.append((identity, *stamp, *_member(entry, area, wings)))
        if entry.office:
            first = today().isoformat()
            order = _ORDER.get(entry.office, len(_ORDER))
            posts.append((_new_id(now, random), *stamp, identity, entry.office, "", bytearray(area), first, order))
        if entry.agreed:
            how = ("organisation", "paper", "given", now, "made up", NOTICE_VERSION, language(), operator, "")
            consents.append((_new_id(now, random), *stamp, identity, *how))
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE capture SET applying = 0, bulk = 1, tx = NULL, usr = ?", (operator,))
    insert_records(raw, people, posts, consents)
    raw.execute("UPDATE capture SET bulk = 0")
    raw.execute("COMMIT")


def _new_id(now: int, random: Random) -> bytearray:
    """A uuid7 whose random part comes from the seed."""
    raw = bytearray(now.to_bytes(6, "big") + random.randbytes(10))
    raw[6], raw[8] = 0x70 | (raw[6] & 0x0F), 0x80 | (raw[8] & 0x3F)
    return raw


def _member(entry: Entry, area: bytes, wings: dict[str, str]) -> Values:
    """The columns of a member after its stamp (members_insert.MEMBER_COLUMNS)."""
    phones = [{"number": f"+91{p}", "kind": "mobile", "problem": ""} for p in entry.phones]
    key = home_key(entry.name, entry.guardian, area)
    return (
        entry.name,
        entry.name_other,
        "confirmed" if entry.name_other else "",
        entry.honorific,
        entry.guardian,
        entry.relation,
        entry.gender,
        entry.birth_year or "",
        _text(phones).decode(),
        "",
        entry.village,
        bytearray(area),
        bytearray(area_id("vidhan_sabha", entry.seat)) if entry.seat else "",
        _text([wings[entry.wing]]).decode() if entry.wing else "[]",
        "member",
        "[]",
        "[]",
        "[]",
        _("made-up district"),
        "",
        entry.card,
        sort_key(entry.name),
        search_text(entry.name, entry.name_other, entry.guardian, entry.village),
        "" if key is None else key,
    )
