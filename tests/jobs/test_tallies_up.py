"""A state's laptop without one person says the same of every place as a laptop with all of them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.boards import Board, What
from organizer_app.domain.clock import today
from organizer_app.domain.ids import natural_id
from organizer_app.domain.wings import WingLine
from organizer_app.jobs import sync, tallies
from organizer_app.models import Camp, GroupCount
from organizer_app.services import (
    areas,
    attendance,
    boards,
    camps,
    drives,
    invitations,
    members,
    posts,
    sheets,
    targets,
    wings,
)
from organizer_app.services.camps import NewSession
from organizer_app.services.members import New
from tests.sync.online import Online, names, online

STATE_20, RANCHI, KHUNTI = area_id("state", "20"), area_id("district", "339"), area_id("district", "341")
KANKE, TORPA = area_id("block", "1"), area_id("block", "2")
LOK_SABHA = area_id("lok_sabha", "S27-08")
YOUTH, SC = wings.wing_id("youth"), wings.wing_id("sc")
LINES = [
    AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20"),
    AreaLine("district", "339", "Ranchi", "रांची", "state", "20"),
    AreaLine("district", "341", "Khunti", "खूंटी", "state", "20"),
    AreaLine("lok_sabha", "S27-08", "Ranchi", "रांची", "", "", "state", "20"),
    AreaLine("vidhan_sabha", "S27-063", "Ranchi", "रांची", "", "", "lok_sabha", "S27-08", "339"),
    AreaLine("vidhan_sabha", "S27-060", "Khunti", "खूंटी", "", "", "lok_sabha", "S27-08", "341"),
    AreaLine("block", "1", "Kanke", "कांके", "district", "339"),
    AreaLine("block", "2", "Torpa", "तोरपा", "district", "341"),
    AreaLine("booth", "S27-063-0001", "School 1", "विद्यालय 1", "block", "1", "vidhan_sabha", "S27-063"),
    AreaLine("booth", "S27-060-0001", "School 2", "विद्यालय 2", "block", "2", "vidhan_sabha", "S27-060"),
]
WINGS = (
    WingLine("front", "youth", "युवा मोर्चा", "Youth front"),
    WingLine("front", "sc", "अनुसूचित जाति मोर्चा", "SC front", on_paper=False),
)
UP = (("D339:up", "rw"), ("D341:up", "rw"), ("state:20", "rw"))


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def laptop(hq: Online, name: str, *granted: tuple[str, str]) -> Store:
    made = hq.laptop(name, *granted)
    with made.applying() as session:
        areas.load(session, lines=LINES, bucket="state:20")
        wings.load(session, lines=WINGS)
    return made


def district(hq: Online, code: str) -> Store:
    return laptop(hq, code, (f"D{code}", "rw"), (f"D{code}:up", "rw"), ("state:20", "ro"))


def person(store: Store, name: str, **fields: object) -> bytes:
    with store.transaction("members.add") as session:
        return members.add(session, new=New(name=name, **fields))  # type: ignore[arg-type]  # as given


def begin(store: Store) -> bytes:
    with store.transaction("drives.begin") as session:
        drive = drives.begin(
            session,
            area=STATE_20,
            title_hi="",
            title_en="Drive",
            first=today() - timedelta(3),
            last=today() + timedelta(6),
        )
        for area, goal in ((STATE_20, 90), (RANCHI, 60), (KANKE, 50), (LOK_SABHA, 80)):
            for measure in ("members", "groups", "trained"):
                targets.put(session, drive=drive, area=area, what=What(measure), goal=goal)
        for what in (What("members", YOUTH), What("members", SC), What("bearers", post="secretary")):
            targets.put(session, drive=drive, area=STATE_20, what=what, goal=10)
    return drive


def fill(store: Store, booth: bytes, seat: bytes, block: bytes, home: bytes, people: int) -> None:
    """People of every kind, a training that was held, groups."""
    made = [person(store, f"Person {n}", area=booth, wings=(YOUTH if n % 2 else SC,)) for n in range(people)]
    person(store, "Votes here, lives nobody knows where", area=None, seat=seat)
    made.append(person(store, "Only the block is known", area=block))
    day = today()
    with store.transaction("camps.add") as session:
        session.execute(text("UPDATE members SET bucket = :home WHERE bucket = 'local'"), {"home": f"D{code(store)}"})
        members.edit(session, id=made[0], changes={"status": "volunteer"})
        posts.appoint(session, member=made[1], title="secretary", area=block)
        posts.appoint(session, member=made[1], title="president", area=home)
        for n, number in ((0, 10), (1, 4)):
            kept = natural_id("groups kept", made[n], "whatsapp")
            session.add(
                GroupCount(
                    id=kept,
                    member_id=made[n],
                    platform="whatsapp",
                    number=number,
                    as_of=day - timedelta(2 * n),
                    bucket=f"D{code(store)}",
                )
            )
        plan = [NewSession(day, "09:00", "10:00", "One", ())]
        camp = camps.add(session, title="Training", area=home, from_on=day, to_on=day, sessions=plan)
        invitations.invite(session, camp=camp, area=home, wanted=3)
    with store.transaction("sheets.freeze") as session:
        sheets.freeze(session, camp=camp)
        sitting = camps.sessions(session, camp=camp)[0].id
        attendance.mark(session, session_id=sitting, serials=[1, 2], as_="present")
        session.get_one(Camp, camp).status = "held"


def code(store: Store) -> str:
    return store.folder.name


def board(store: Store, drive: bytes, area: bytes) -> Board:
    with store.reading() as session:
        return boards.board(session, drive=drive, area=area, day=today())


def told(one: Board) -> dict[str, tuple[object, ...]]:
    return {s.name: (s.now, s.goal, s.due, s.needed, s.pace) for s in one.standings} | {"unknown": (one.unknown,)}


def test_the_same_numbers_with_the_people_and_without(hq: Online) -> None:
    state = laptop(hq, "state", *UP)
    whole = laptop(hq, "whole", ("D339", "rw"), ("D341", "rw"), *UP)
    drive = begin(state)
    sync.run(state)
    ranchi, khunti = district(hq, "339"), district(hq, "341")
    for store in (ranchi, khunti):
        sync.run(store)
    booths = [area_id("booth", one) for one in ("S27-063-0001", "S27-060-0001")]
    seats = [area_id("vidhan_sabha", one) for one in ("S27-063", "S27-060")]
    fill(ranchi, booths[0], seats[0], KANKE, RANCHI, 9)
    fill(khunti, booths[1], seats[1], TORPA, KHUNTI, 5)
    for store in (ranchi, khunti, state, whole):
        assert sync.run(store).error == ""
        assert tallies.refresh(store)
    assert names(state) == set()
    for area in (STATE_20, RANCHI, KHUNTI, LOK_SABHA, *seats, KANKE, TORPA):
        with_people, without = told(board(whole, drive, area)), told(board(state, drive, area))
        if area == STATE_20:
            assert with_people.pop("Members: SC front")[0] == 8, "nobody says above how many are in a community's wing"
        assert without == with_people
    assert told(board(state, drive, STATE_20))["Members"][:2] == (18, 90)
    assert not board(state, drive, STATE_20).partial
    assert board(state, drive, STATE_20).unknown == 2
    for measure in ("members", "volunteers", "groups"):
        below = {}
        for store in (whole, state):
            with store.reading() as session:
                below[store] = [
                    boards.below(session, drive=drive, area=area, what=What(measure), day=today())
                    for area in (STATE_20, RANCHI, KANKE)
                ]
        assert below[state] == below[whole]
        assert below[state][2][0].now > 0, "down to the booth"

    # Nothing is sent, and nothing counted, twice; what changes goes up alone, and what falls to 0 is said.
    ops = "SELECT count(*) FROM outbox WHERE tbl = 'rollups'"
    with ranchi.reading() as session:
        before = session.scalar(text(ops))
    sync.run(ranchi)
    sync.run(state)
    assert not tallies.refresh(state)
    with ranchi.transaction("members.edit") as session:
        session.execute(text("UPDATE members SET status = 'left' WHERE status = 'volunteer'"))
    sync.run(ranchi)
    with ranchi.reading() as session:
        assert session.scalar(text(ops)) - before < 40
    for store in (state, whole):
        sync.run(store)
        assert tallies.refresh(store)
    assert told(board(state, drive, RANCHI)) == told(board(whole, drive, RANCHI))
    assert told(board(state, drive, RANCHI))["Volunteers"][0] == 0


def test_a_drive_that_is_long_over_is_not_taken_back(hq: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    ranchi = laptop(hq, "339", ("D339", "rw"), ("D339:up", "rw"), ("state:20", "rw"))
    drive = begin(ranchi)
    fill(ranchi, area_id("booth", "S27-063-0001"), area_id("vidhan_sabha", "S27-063"), KANKE, RANCHI, 3)
    sync.run(ranchi)
    standing = "SELECT count(*) FROM rollups WHERE day IS NOT NULL AND value > 0"
    with ranchi.reading() as session:
        before = session.scalar(text(standing))
    assert before > 20
    for first, last in ((today(), today()), (today() - timedelta(200), today() - timedelta(190))):
        with ranchi.transaction("drives.edit") as session:
            drives.edit(session, id=drive, from_on=first, to_on=last)
        sync.run(ranchi)
        with ranchi.reading() as session:
            assert session.scalar(text(standing)) == before
