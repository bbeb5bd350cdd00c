"""A division camp: five districts invite 150 office bearers, one laptop that holds nobody's roster prints and marks.

Each district sees its own people's marks and keeps them; of the others it learns no more than name, office, wing,
district and the last digits of a phone. A laptop of another district gets nothing at all. Thirty days later the camp is
gone from every laptop, and everybody's training is at home.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.made_up import people as made_up
from organizer_app.jobs import data_folder, papers, sync
from organizer_app.models import Member, Post
from organizer_app.models.base import synced_tables
from organizer_app.services import (
    attendance,
    camp_records,
    camps,
    day_closes,
    day_pages,
    erasing,
    invitations,
    shared_camps,
    sheets,
    walk_ins,
)
from organizer_app.sync.transport import Transport
from organizer_app.wire.protocol import Exchange, Op
from tests.sync.online import Online, online

CODES = {"ranchi": "339", "gumla": "331", "khunti": "606", "lohardaga": "336", "simdega": "342"}
DIVISION = area_id("division", "JH-SCN")
DAY, EACH, OTHERS = date(2030, 12, 14), 30, 10
MONTH_MS = 31 * 86_400_000
SHOWN = {"id", "member_id", "home_bucket", "area_id", "name", "name_other", "name_other_state", "post", "wing_id"}
SHOWN |= {"phone", "bucket", "camp_id", "archived_at", "created_at", "created_by", "changed_at", "changed_by", "_extra"}


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def bucket(name: str) -> str:
    return f"D{CODES[name]}"


def laptop(hq: Online, name: str, *granted: tuple[str, str]) -> Store:
    made = hq.laptop(name, *granted)
    data_folder.load_areas(made, path=data_folder.pack_path("jharkhand"))
    return made


def roster(store: Store, name: str, first: int) -> list[bytes]:
    """Thirty office bearers of a district, and ten others who have no office."""
    district, home = area_id("district", CODES[name]), bucket(name)
    with store.transaction("members.add") as session:
        found = []
        for number, who in enumerate(made_up(EACH + OTHERS, seed=first)):
            phone = f"+9198{first:03}{number:05}"
            found.append(
                Member(
                    name=who.name,
                    name_other=who.name_other,
                    name_other_state="confirmed",
                    guardian=f"Guardian-{name}-{number}",
                    gender="male",
                    phones=[{"number": phone, "kind": "mobile", "problem": ""}],
                    place=f"Village-{name}",
                    area_id=district,
                    bucket=home,
                )
            )
        session.add_all(found)
        session.flush()
        bearers = found[:EACH]
        office = {"title": "secretary", "level": "district", "area_id": district, "bucket": home}
        session.add_all(Post(member_id=m.id, **office) for m in bearers)  # type: ignore[arg-type]  # columns by name
    return [m.id for m in bearers]


def does(store: Store, verb: Any, **given: Any) -> Any:
    with store.transaction(f"{verb.__module__.rsplit('.', 1)[1]}.{verb.__name__}") as session:
        return verb(session, **given)


def reads(store: Store, noun: Any, **given: Any) -> Any:
    with store.reading() as session:
        return noun(session, **given)


def synced(*stores: Store) -> None:
    for store in stores:
        done = sync.run(store)
        assert (done.error, done.conflicts, done.refused, done.waiting) == ("", 0, 0, 0)


def said(store: Store) -> str:
    """Everything that a laptop's file says, the outbox and the log of acts included."""
    tables = [t.name for t in synced_tables() if t.name not in ("areas", "wings")]
    with store.reading() as session:
        return "\n".join(str(session.execute(text(f"SELECT * FROM {t}")).all()) for t in (*tables, "outbox", "acts"))


def rows(store: Store, table: str) -> list[Any]:
    with store.reading() as session:
        return list(session.execute(text(f"SELECT * FROM {table}")).mappings())


def test_five_districts_at_one_camp(hq: Online) -> None:
    districts = {name: laptop(hq, name, (bucket(name), "rw"), (f"{bucket(name)}:up", "rw")) for name in CODES}
    bearers = {name: roster(store, name, 100 + n) for n, (name, store) in enumerate(districts.items())}
    host = laptop(hq, "division", *((f"{bucket(name)}:up", "rw") for name in CODES))
    stranger = laptop(hq, "dumka", ("D326", "rw"), ("D326:up", "rw"))
    everyone = [host, *districts.values()]

    # The division plans; its districts see it after a sync, and invite their own office bearers.
    asked = dict.fromkeys((area_id("district", code) for code in CODES.values()), EACH)
    plan = [camps.NewSession(DAY, "10:00", "12:00", "Booth work"), camps.NewSession(DAY, "13:00", "15:00", "Phones")]
    common = {"area": DIVISION, "from_on": DAY, "to_on": DAY, "venue": "Hall", "sessions": plan}
    camp = does(host, camps.add, title="Division training", districts=asked, **common)
    synced(host, *districts.values())
    for name, store in districts.items():
        (found,) = reads(store, camps.rows)
        assert (found.id, found.title, found.runs_here, len(found.sessions)) == (camp, "Division training", False, 2)
        with pytest.raises(RuleBroken, match=r"asks \w+ for 30 people; 0 are invited"):
            does(store, invitations.invite, camp=camp, area=DIVISION)
        assert does(store, invitations.invite, camp=camp, area=DIVISION, post="secretary").added == EACH
        with pytest.raises(RuleBroken, match="This camp is run from another laptop"):
            does(store, sheets.freeze, camp=camp)
        assert len(bearers[name]) == EACH
    synced(*districts.values(), host)

    # One laptop prints and marks; it holds nobody's roster.
    assert rows(host, "members") == []
    assert {(a.wanted, a.invited) for a in reads(host, shared_camps.asked, camp=camp)} == {(EACH, EACH)}
    does(host, sheets.freeze, camp=camp)
    lines = reads(host, attendance.lines, camp=camp)
    assert [line.serial for line in lines] == list(range(1, 151))
    assert [line.block for line in lines] == sorted(line.block for line in lines), "grouped by district"
    made = papers.make(host, papers.Order(camp, "sheet", language="en"))
    papers.record(host, made)
    with pypdfium2.PdfDocument(made.pdf) as pdf:
        printed = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert len(made.sheets) == 1
    assert all(place in printed for place in ("Gumla", "Khunti", "Lohardaga", "Ranchi", "Simdega", "Secretary"))
    assert "Guardian" not in printed
    first, second = (s.id for s in reads(host, camps.sessions, camp=camp))
    does(host, attendance.mark, session_id=first, serials=list(range(1, 121)), as_="present")
    walk_in = {"name": "Birsa Munda", "phone": "98765 43210", "area": area_id("district", CODES["khunti"])}
    newcomer = does(host, walk_ins.add, camp=camp, session_ids=[first], **walk_in)
    does(host, attendance.mark_rest, session_id=first)
    does(host, attendance.mark_rest, session_id=second)
    does(host, day_pages.return_all, camp=camp, day=DAY)
    does(host, day_closes.close, camp=camp, day=DAY, despite="signatures were not counted")
    synced(host, *districts.values())

    # Each district has its own people's marks, in its own bucket, and nothing of the others but the slim invitee.
    of_newcomer = 0
    for name, store in districts.items():
        kept = camp_records.copy_id(camp, bucket(name))
        shown = reads(store, attendance.lines, camp=camp)
        own = {*bearers[name], newcomer.member_id} if name == "khunti" else set(bearers[name])
        assert {line.member_id for line in shown} == own
        assert {i.member_id for i in reads(store, invitations.rows, camp=camp)} == own
        at_home = {line.member_id: set(line.marks.values()) for line in reads(store, attendance.lines, camp=kept)}
        assert at_home == {line.member_id: set(line.marks.values()) for line in shown}
        assert len(rows(store, "members")) == EACH + OTHERS + (name == "khunti")
        of_newcomer += newcomer.member_id in {m["id"] for m in rows(store, "members")}
        told = rows(store, "invitees")
        assert len(told) == 5 * EACH + 1
        assert {key for row in told for key in row} == SHOWN
        everything = said(store)
        others = [other for other in CODES if other != name]
        assert [w for other in others for w in (f"Guardian-{other}", f"Village-{other}") if w in everything] == []
        numbers = [f"+9198{100 + n:03}" for n, other in enumerate(CODES) if other != name]
        assert [number for number in (*numbers, "9876543210", "98765 43210") if number in everything] == []
    assert of_newcomer == 1
    assert [n for n in ("+9198", "9876543210", "98765 43210") if n in said(host)] == []

    # The day is opened again, one mark put right, and closed: what is at home follows. So does a second laptop's.
    does(host, day_closes.reopen, camp=camp, day=DAY, reason="number 150 had signed")
    does(host, attendance.mark, session_id=first, serials=[150], as_="present")
    does(host, day_closes.close, camp=camp, day=DAY, despite="signatures were not counted")
    twin = laptop(hq, "simdega 2", (bucket("simdega"), "rw"), (f"{bucket('simdega')}:up", "rw"))
    synced(host, *districts.values(), twin, districts["simdega"])
    of_simdega = camp_records.copy_id(camp, bucket("simdega"))
    for store in (districts["simdega"], twin):
        marks = {line.serial: line.marks for line in reads(store, attendance.lines, camp=of_simdega)}
        assert marks[150][camp_records.copy_id(first, bucket("simdega"))] == "present"

    # Nobody else gets in: not by asking, not by writing, not by knowing the ids.
    synced(stranger)
    assert rows(stranger, "camps") == []
    assert rows(stranger, "invitees") == []
    wanted = [("invitees", rows(host, "invitees")[0]["id"].hex(), 7)]
    refused_in(hq, f"camp:{camp.hex()}", wanted, camp)

    # Somebody is erased at home: gone from all laptops and from HQ.
    gone = bearers["gumla"][0]
    does(districts["gumla"], erasing.erase, member=gone, reason="asked for it")
    synced(districts["gumla"], *everyone)
    for store in everyone:
        assert gone not in {row["member_id"] for row in rows(store, "invitees")}

    # A month later the camp is gone from every laptop; what each district keeps is not.
    hq.site.now += MONTH_MS
    synced(*everyone, twin)
    synced(*everyone, twin)
    for store in everyone:
        assert rows(store, "invitees") == []
        left = [row["bucket"] for t in ("camps", "sheets", "invitations", "attendance") for row in rows(store, t)]
        assert [name for name in left if name.startswith("camp:")] == []
    expected = {"khunti": 31, "ranchi": 30, "gumla": 30, "lohardaga": 30, "simdega": 1}
    for name, store in districts.items():
        (kept,) = reads(store, camps.rows)
        assert (kept.title, kept.copy_of) == ("Division training", camp)
        came = [line for line in reads(store, attendance.lines, camp=kept.id) if "present" in line.marks.values()]
        assert len(came) == expected[name]


def refused_in(hq: Online, camp_bucket: str, wanted: list[tuple[str, str, int]], camp: bytes) -> None:
    """Tries of a laptop of another district, with a token of its own and the ids in hand."""
    joined = hq.site.join(("D326", "rw"), ("D326:up", "rw"), label="curious")
    line = Transport(hq.url, token=joined.token)
    ask = partial(Exchange, v=1, schema=4, gen=joined.site.gen(), sent_at=hq.site.now)
    answer = line.exchange(ask(cur={camp_bucket: 0}, want=wanted))
    assert (set(answer.buckets), [full.state for full in answer.full]) == ({"D326", "D326:up"}, ["none"])
    invitee = {"home_bucket": "D326", "name": "x", "camp_id": camp.hex(), "member_id": "1" * 32, "area_id": "2" * 32}
    op = Op("curious-1", "invitees", "3" * 32, camp_bucket, "patch", invitee, 0, hq.site.now, "x", 0, joined.site.gen())
    answer = line.exchange(ask(ops=[op]))
    assert ([result.status for result in answer.res], camp_bucket in answer.buckets) == (["parked"], False)
    line.close()
