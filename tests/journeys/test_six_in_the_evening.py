"""Six in the evening: three districts of four sync, the war room sees them and the silent one, asks, is answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.db.store import Store
from organizer_app.domain import clock
from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.boards import What
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.directives import ACKNOWLEDGED, DONE, LATE
from organizer_app.domain.duties import CONTROL_ROOM, IT_CELL
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.rollups import SILENT_MS
from organizer_app.domain.warroom import Room
from organizer_app.jobs import reports, sync, tallies
from organizer_app.services import (
    areas,
    boards,
    consents,
    directives,
    drives,
    duties,
    erasing,
    history,
    members,
    organisation,
    posts,
    targets,
    warroom,
)
from organizer_app.services.members import New
from tests.sync.online import Online, names, online

CODES = ("339", "341", "345", "346")
NAMES = ("Ranchi", "Khunti", "Gumla", "Simdega")
HOUR = 3_600_000
LINES = [
    AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20"),
    *(AreaLine("district", code, name, name, "state", "20") for code, name in zip(CODES, NAMES, strict=True)),
    *(AreaLine("block", code, f"Block {code}", f"Block {code}", "district", code) for code in CODES),
]
STATE = area_id("state", "20")


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        made.site.now = now_ms()  # HQ's clock is right
        yield made


def laptop(hq: Online, name: str, home: bytes, *granted: tuple[str, str]) -> Store:
    made = hq.laptop(name, *granted)
    with made.applying() as session:
        areas.load(session, lines=LINES, bucket="state:20")
        organisation.set_home_area(session, area=home)
    return made


def district(hq: Online, code: str) -> Store:
    return laptop(
        hq, code, area_id("district", code), (f"D{code}", "rw"), (f"D{code}:up", "rw"), ("state:20", "ro"), ("hq", "ro")
    )


def room(store: Store, *, later: int = 0) -> Room:
    tallies.refresh(store)
    with store.reading() as session:
        return warroom.room(session, now=now_ms() + later)


def waiting(store: Store) -> int:
    with store.reading() as session:
        return directives.waiting(session)


def synced(*stores: Store) -> None:
    for store in stores:
        assert sync.run(store).error == ""


def test_six_in_the_evening(hq: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    state = laptop(hq, "state", STATE, ("state:20", "rw"), ("hq", "ro"), *((f"D{code}:up", "rw") for code in CODES))
    with state.transaction("drives.begin") as session:
        drive = drives.begin(session, area=STATE, title_hi="", title_en="Drive", first=today(), last=today())
        for code, goal in zip(CODES, (10, 20, 30, 40), strict=True):
            targets.put(session, drive=drive, area=area_id("district", code), what=What("members"), goal=goal)
        targets.put(session, drive=drive, area=STATE, what=What("members"), goal=100)
    synced(state)
    ranchi, khunti, gumla = (district(hq, code) for code in CODES[:3])
    for number, store in enumerate((ranchi, khunti, gumla), start=2):
        with store.transaction("members.add") as session:
            for n in range(number):
                block = area_id("block", store.folder.name)
                members.add(session, new=New(name=f"Person {n}", area=block, phones=f"98123 4500{n}"))
        synced(store)
    synced(state)

    # The war room sees three, and the one that is silent first with why; nobody of them is on its laptop.
    seen = room(state)
    assert names(state) == set()
    assert [(d.name, d.silent, d.why) for d in seen.districts] == [
        ("Simdega", True, "Never synced"),
        ("Gumla", False, ""),
        ("Khunti", False, ""),
        ("Ranchi", False, ""),
    ]
    at = [name for _what, name in seen.whats].index("Members")
    figures = {d.name: d.figures[at] for d in seen.districts}
    assert {name: (f.now, f.goal) for name, f in figures.items() if f is not None} == {
        "Ranchi": (2, 10),
        "Khunti": (3, 20),
        "Gumla": (4, 30),
        "Simdega": (0, 40),
    }
    assert {one.name: one.now for one in seen.totals}["Members"] == 9
    assert (seen.gives, seen.answers, seen.heard.problem(seen.now)) == (True, False, "")

    # What it reports equals what it sees: the words for HQ, the screen of goals, the room.
    report = reports.read(state, drive=drive, area=STATE, level="district")
    words = reports.text(state, report, drive=drive, language="en").splitlines()
    assert "Members: 9 of 100 (due 100, −91), today 9" in words
    bullets = [line for line in words if line.startswith("• ")]
    assert sorted(bullets) == sorted(
        f"• {name}: {f.now} / {f.goal} (−{(f.due or 0) - f.now})" for name, f in figures.items() if f is not None
    )
    with state.reading() as session:
        screen = boards.board(session, drive=drive, area=STATE, day=today())
    (shown,) = (one for one in screen.standings if one.what == What("members"))
    assert (shown.now, shown.goal, shown.due) == (9, 100, 100)

    # It asks two of them for something by eight.
    with state.transaction("directives.add") as session:
        (asked,) = directives.add(
            session,
            title="Call every booth",
            text="Tell which booth did not pick up.",
            due_at=now_ms() + 2 * HOUR,
            areas_=[area_id("block", "339"), area_id("district", "341")],
        )
    synced(state, ranchi, khunti, gumla)
    (at_ranchi,) = room(ranchi).directives
    assert (at_ranchi.title, [a.district for a in at_ranchi.answers if a.own]) == ("Call every booth", ["Ranchi"])
    assert room(ranchi).answers
    assert (waiting(ranchi), waiting(gumla), waiting(state)) == (1, 0, 0)
    with gumla.transaction("directives.acknowledge") as session, pytest.raises(RuleBroken, match="for other districts"):
        directives.acknowledge(session, id=asked)
    with ranchi.transaction("directives.add") as session, pytest.raises(RuleBroken, match="Only a state's"):
        directives.add(session, title="x", due_at=now_ms() + HOUR)
    with ranchi.transaction("directives.acknowledge") as session:
        directives.acknowledge(session, id=asked)
    assert waiting(ranchi) == 0
    with khunti.transaction("directives.answer") as session:
        directives.answer(session, id=asked, text="All but booth 12", done=True)
    synced(ranchi, khunti, state)
    (answered,) = room(state).directives
    by_name = {one.district: one for one in answered.answers}
    assert {n: one.state(answered.due_at, now_ms()) for n, one in by_name.items()} == {
        "Ranchi": ACKNOWLEDGED,
        "Khunti": DONE,
    }
    assert (by_name["Khunti"].text, by_name["Khunti"].answered_by) == ("All but booth 12", "341")
    assert (answered.acknowledged, answered.done) == (2, 1)
    assert by_name["Ranchi"].state(answered.due_at, answered.due_at + 1) == LATE
    assert {d.name: d.waiting for d in room(state, later=3 * HOUR).districts} == {
        "Simdega": 0,
        "Gumla": 0,
        "Khunti": 0,
        "Ranchi": 1,
    }
    real = clock.source
    with monkeypatch.context() as patch:
        patch.setattr(clock, "source", lambda: real() + 3 * HOUR)
        assert (waiting(ranchi), waiting(khunti), waiting(state)) == (1, 0, 1)
    with state.transaction("directives.close") as session:
        directives.close(session, id=asked)
    synced(state, ranchi)
    with ranchi.transaction("directives.answer") as session, pytest.raises(RuleBroken, match="is closed"):
        directives.answer(session, id=asked, text="late")
    assert room(state, later=3 * HOUR).open_directives == ()

    # Four days later nobody synced: each says since when, and the room first of itself.
    late = room(state, later=SILENT_MS + HOUR)
    assert all(d.silent for d in late.districts)
    assert late.districts[0].name == "Simdega"
    assert late.districts[1].why.startswith("Not counted since ")
    assert late.heard.problem(late.now).startswith("This laptop itself was not in touch")


def test_who_is_on_duty_by_name_with_consent_alone(hq: Online) -> None:
    state = laptop(hq, "state", STATE, ("state:20", "rw"), *((f"D{code}:up", "rw") for code in CODES))
    ranchi = district(hq, "339")
    with ranchi.transaction("members.add") as session:
        made = [members.add(session, new=New(name=n, area=area_id("block", "339"))) for n in ("Sita Devi", "Ram Oraon")]
        posts.appoint(session, member=made[1], title="media_in_charge", area=area_id("district", "339"))
        consents.record(session, member=made[0], purpose=consents.NAMED_FOR, channel="paper")
    begin = now_ms() - HOUR
    with ranchi.transaction("duties.add") as session:
        for team, member in ((CONTROL_ROOM, made[0]), (IT_CELL, made[1]), (IT_CELL, None)):
            duties.add(session, team=team, from_at=begin, to_at=begin + 8 * HOUR, member=member)
    with state.transaction("duties.add") as session:
        duties.add(session, team=CONTROL_ROOM, from_at=begin, to_at=begin + HOUR * 12)
    synced(ranchi, state)
    seen = room(state)
    assert {(one.where, one.team, one.who) for one in seen.duties} == {
        ("Jharkhand", CONTROL_ROOM, "somebody of the team"),
        ("Ranchi", CONTROL_ROOM, "Sita Devi"),
        ("Ranchi", IT_CELL, "Media in-charge"),
        ("Ranchi", IT_CELL, "somebody of the team"),
    }
    assert {d.name: len(d.on_duty) for d in seen.districts}["Ranchi"] == 3
    assert {d.name: len(d.on_duty) for d in room(state, later=10 * HOUR).districts}["Ranchi"] == 0
    with ranchi.transaction("consents.record") as session:
        consents.record(session, member=made[0], purpose=consents.NAMED_FOR, channel="paper", state="withdrawn")
    synced(ranchi, state)
    assert "Sita Devi" not in {one.who for one in room(state).duties}
    with ranchi.transaction("members.erase") as session:
        erasing.erase(session, member=made[1], reason="asked for it")
    synced(ranchi, state)
    assert "Media in-charge" not in {one.who for one in room(state).duties}
    (ours,) = [one for one in room(state).duties if one.own]
    with state.transaction("duties.remove") as session:
        theirs = next(one for one in room(state).duties if not one.own)
        with pytest.raises(RuleBroken, match="kept on another laptop"):
            duties.remove(session, id=theirs.id)
        duties.remove(session, id=ours.id)
    assert [one for one in room(state).duties if one.own] == []
    with state.reading() as session:
        last = history.last_undoable(session)
    assert last is not None
    with state.transaction("undo") as session:
        history.undo(session, tx=last.tx)
    assert len([one for one in room(state).duties if one.own]) == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"title": " "}, "Title: write"),
        ({"title": "x" * 121}, "121 letters"),
        ({"text": "x" * 2001}, "2,001 letters|2001 letters"),
        ({"due_at": 1}, "is over"),
    ],
)
def test_what_no_directive_can_be(hq: Online, given: dict[str, object], said: str) -> None:
    state = laptop(hq, "state", STATE, ("state:20", "rw"), ("D339:up", "rw"))
    right: dict[str, object] = {"title": "Call", "due_at": now_ms() + HOUR}
    with state.transaction("directives.add") as session, pytest.raises(RuleBroken, match=said):
        directives.add(session, **(right | given))  # type: ignore[arg-type]  # as given


def test_a_division_gives_one_to_each_of_its_districts(hq: Online) -> None:
    division = laptop(hq, "division", STATE, ("state:20", "ro"), ("D339:up", "rw"), ("D341:up", "rw"))
    ranchi, gumla = district(hq, "339"), district(hq, "345")
    with division.transaction("directives.add") as session:
        made = directives.add(session, title="Call", due_at=now_ms() + HOUR)
    assert len(made) == 2
    synced(division, ranchi, gumla)
    assert [(d.title, len(d.answers)) for d in room(ranchi).directives] == [("Call", 1)]
    assert room(gumla).directives == ()
    with division.transaction("directives.add") as session, pytest.raises(RuleBroken, match="No district of this"):
        directives.add(session, title="Call", due_at=now_ms() + HOUR, areas_=[area_id("district", "345")])
    with ranchi.transaction("directives.close") as session, pytest.raises(RuleBroken, match="given elsewhere"):
        directives.close(session, id=room(ranchi).directives[0].id)


def test_a_laptop_with_a_wrong_date_is_told_as_such(hq: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    state = laptop(hq, "state", STATE, ("state:20", "rw"), ("D339:up", "rw"))
    ranchi = district(hq, "339")
    real = clock.source
    with monkeypatch.context() as patch:
        patch.setattr(clock, "source", lambda: real() - 40 * 86_400_000)
        synced(ranchi)
    synced(state)
    (seen,) = room(state, later=SILENT_MS + HOUR).districts
    assert seen.why.startswith("The date of its laptop is wrong: ")
