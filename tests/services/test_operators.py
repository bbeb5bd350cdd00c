from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select

from organizer_app.db.store import Store
from organizer_app.domain import clock, roles
from organizer_app.domain.errors import RuleBroken
from organizer_app.jobs import erasing, joining, seats
from organizer_app.models import Outbox
from organizer_app.services import history, members, members_list, operators, organisation, pins
from tests.services.world import DISTRICT, World

PIN, OTHER = "4071", "9283"


@pytest.fixture
def asha(world: World) -> bytes:
    """The first one here."""
    world.do(organisation.set_home_area, area=DISTRICT)
    return world.do(pins.add, name="Asha", role=roles.ORGANISER, pin=PIN)  # type: ignore[no-any-return]  # World.do gives what the service gives


def names(world: World) -> list[str]:
    return [one.name for one in world.read(operators.at_laptop)]


def test_without_a_pin_the_laptop_is_one_persons(world: World) -> None:
    assert not world.read(operators.is_shared)
    world.do(operators.add, name="Balu", role="trainer")
    assert not world.read(operators.is_shared), "known from another laptop, without a PIN here"
    assert names(world) == []


def test_the_first_one_is_organiser(world: World) -> None:
    with pytest.raises(RuleBroken, match="Nobody would be left"):
        world.do(pins.add, name="Balu", role="operator", pin=PIN)
    assert world.read(operators.rows) == ()


def test_a_pin_never_leaves_the_laptop(world: World, asha: bytes) -> None:
    assert world.read(operators.is_shared)
    with world.store.reading() as session:
        ops = session.scalars(select(Outbox).where(Outbox.tbl.like("operator%"))).all()
    assert [(op.tbl, op.id) for op in ops] == [("operators", asha)]
    assert set(ops[0].f) == {"name", "role", "from_on"}
    assert ops[0].bucket == "D339"


def test_names_are_known_apart(world: World, asha: bytes) -> None:
    with pytest.raises(RuleBroken, match="works here already"):
        world.do(operators.add, name="  asha ", role="viewer")
    world.do(operators.add, name="Balu", role="viewer")
    world.do(operators.put_out, id=world.read(operators.find, name="balu").id)
    with pytest.raises(RuleBroken, match="worked here until"):
        world.do(operators.add, name="Balu", role="viewer")
    with pytest.raises(RuleBroken, match="no role"):
        world.do(operators.set_role, id=asha, role="king")
    for name in (" ", "x" * 61):
        with pytest.raises(RuleBroken, match="Name: "):
            world.do(operators.add, name=name, role="viewer")


def test_an_organiser_always_stays(world: World, asha: bytes) -> None:
    balu = world.do(pins.add, name="Balu", role="operator", pin=OTHER)
    for spoil in (operators.put_out, operators.set_role):
        more = {"role": "viewer"} if spoil is operators.set_role else {}
        with pytest.raises(RuleBroken, match="Nobody would be left"):
            world.do(spoil, id=asha, **more)
    world.do(operators.set_role, id=balu, role=roles.ORGANISER)
    assert world.do(operators.put_out, id=asha) == "Asha"
    assert names(world) == ["Balu"]
    out = world.read(operators.get, id=asha)
    assert (out.is_out, out.here, out.to_on) == (True, False, clock.today())
    world.do(pins.give, id=asha, pin=PIN)
    assert names(world) == ["Asha", "Balu"], "brought back"


def test_undo_of_the_first_one_leaves_the_laptop_as_it_was(world: World, asha: bytes) -> None:
    balu = world.do(pins.add, name="Balu", role="operator", pin=OTHER)
    first, second = sorted(a.tx for a in world.read(history.acts, limit=2))
    with pytest.raises(RuleBroken, match="Nobody would be left"):
        world.do(history.undo, tx=first)
    world.do(history.undo, tx=second)
    with pytest.raises(RuleBroken, match="not in the list"):
        world.read(operators.get, id=balu)
    world.do(history.undo, tx=first)
    assert not world.read(operators.is_shared)
    assert world.read(operators.rows) == ()


def test_wrong_pins_wait_longer_and_longer_across_restarts(
    world: World, asha: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = clock.now_ms()
    monkeypatch.setattr(clock, "source", lambda: now)
    told = []
    for _try in range(5):
        with pytest.raises(RuleBroken) as broken:
            seats.open_with_pin(world.store, id=asha, pin="0000")
        told.append(str(broken.value))
    assert told[:3] == ["This PIN is not right. Try again."] * 2 + [
        "This PIN is not right. Wrong ones left before a wait: 2."
    ]
    assert told[-1].startswith("Too many wrong PINs. Wait 30 seconds")
    again = Store(world.store.folder, world.store.key)
    now += 29_000
    with pytest.raises(RuleBroken, match="Wait 1 seconds"):
        seats.open_with_pin(again, id=asha, pin=PIN)
    now += 1_000
    with pytest.raises(RuleBroken, match="Wait 60 seconds"):
        seats.open_with_pin(again, id=asha, pin="0000")
    now += 60_000
    assert seats.open_with_pin(again, id=asha, pin=PIN).name == "Asha"
    with pytest.raises(RuleBroken, match="Try again"):
        seats.open_with_pin(again, id=asha, pin="0000")
    again.close()
    assert [a.verb for a in world.read(history.acts, limit=1)] == ["pins.add"], "no try is an act"


def test_who_was_put_out_does_not_sit_down(world: World, asha: bytes) -> None:
    balu = world.do(pins.add, name="Balu", role="viewer", pin=OTHER)
    world.do(operators.put_out, id=balu)
    with pytest.raises(RuleBroken, match="any more"):
        seats.open_with_pin(world.store, id=balu, pin=OTHER)
    with pytest.raises(RuleBroken, match="Only an organiser"):
        world.do(pins.regain, id=balu, pin=OTHER)
    with pytest.raises(RuleBroken, match="an organiser already"):
        world.do(pins.regain, name="Chand", pin=OTHER)
    assert asha == world.do(pins.regain, id=asha, pin=OTHER)
    assert seats.open_with_pin(world.store, id=asha, pin=OTHER).role == roles.ORGANISER


def test_who_sits_there_signs_and_undoes_their_own(world: World, asha: bytes) -> None:
    world.do(pins.add, name="Balu", role="operator", pin=OTHER)
    try:
        for name, person in (("Asha", "One"), ("Balu", "Two")):
            one = world.read(operators.find, name=name)
            seats.sit(world.store, seats.Seat(one.id, one.name, one.role))
            world.do(members.add, new=members.New(name=person, area=DISTRICT))
        assert [a.user for a in world.read(history.acts, limit=2)] == ["Balu", "Asha"]
        one = world.read(operators.find, name="Asha")
        seats.sit(world.store, seats.Seat(one.id, one.name, one.role))
        with world.store.reading() as session:
            last = history.last_undoable(session)
        assert last is not None
        assert last.user == "Asha"
    finally:
        roles.use_role(roles.ORGANISER)


def test_a_role_is_asked_where_all_writes_go_through(world: World, asha: bytes) -> None:
    new = members.New(name="Somebody", area=DISTRICT)
    before = world.read(members_list.count)
    try:
        roles.use_role(roles.VIEWER)
        with pytest.raises(RuleBroken, match=r"Your role \(Viewer\) looks and changes nothing"):
            world.do(members.add, new=new)
        with pytest.raises(RuleBroken, match="looks and changes nothing"), world.store.bulk():
            pass
        roles.use_role("checker")
        with pytest.raises(RuleBroken, match="does not record consent"), world.store.bulk():
            pass
        with world.store.bulk(tables=("members",)):
            pass  # a list of people who were not asked yet
        roles.use_role("operator")
        world.do(members.add, new=new)
        with pytest.raises(RuleBroken, match="does not decide who works here"):
            world.do(operators.add, name="Balu", role="viewer")
        assert [one.id for one in world.read(operators.rows)] == [asha]
    finally:
        roles.use_role(roles.ORGANISER)
    assert world.read(members_list.count) == before + 1


def test_what_reaches_beyond_the_file_is_refused_before_it_begins(world: World) -> None:
    """A receipt of an erasure that did not happen, or a laptop that HQ took in and the store did not."""
    receipts: list[object] = []
    tries = (
        partial(erasing.erase, world.store, member=world.people[0], reason="asked", keep=receipts.append),
        partial(joining.join, world.store, code="", address="https://hq.example", device="x"),
        partial(joining.leave, world.store),
    )
    roles.use_role("operator")
    try:
        for attempt in tries:
            with pytest.raises(RuleBroken, match=r"Your role \(Operator\)"):
                attempt()
    finally:
        roles.use_role(roles.ORGANISER)
    assert receipts == []
    assert world.member(world.people[0]).archived_at is None


def test_a_guest_is_let_in_until_the_end_of_the_last_day(world: World, asha: bytes, monkeypatch) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    last = clock.today() + timedelta(2)
    guest = world.do(pins.add, name="Guest", role=roles.VIEWER, pin=OTHER, until=last)
    one = world.read(operators.get, id=guest)
    assert (one.role, one.until, one.is_out) == (roles.VIEWER, last, False)
    real = clock.source
    noon = clock.noon_ms(last)
    monkeypatch.setattr(clock, "source", lambda: noon)
    assert world.read(pins.attempt, id=guest, pin=OTHER).right
    monkeypatch.setattr(clock, "source", lambda: noon + 86_400_000)
    assert names(world) == ["Asha"]
    with pytest.raises(RuleBroken, match="Guest was let in until"):
        world.read(pins.attempt, id=guest, pin=OTHER)
    with pytest.raises(RuleBroken, match="worked here until"):
        world.do(operators.add, name="guest", role="operator")
    world.do(operators.let_in_until, id=guest, day=clock.today())
    assert world.read(pins.attempt, id=guest, pin=OTHER).right
    monkeypatch.setattr(clock, "source", real)


def test_a_guest_only_looks_and_has_a_last_day(world: World, asha: bytes) -> None:
    with pytest.raises(RuleBroken, match="changes nothing"):
        world.do(pins.add, name="Guest", role="operator", pin=OTHER, until=clock.today())
    with pytest.raises(RuleBroken, match="is over"):
        world.do(pins.add, name="Guest", role=roles.VIEWER, pin=OTHER, until=clock.today() - timedelta(1))
    guest = world.do(pins.add, name="Guest", role=roles.VIEWER, pin=OTHER, until=clock.today())
    with pytest.raises(RuleBroken, match="choose until when"):
        world.do(operators.let_in_until, id=guest, day=None)
    roles.use_role(roles.VIEWER)
    try:
        assert not roles.sees_phones()
        assert not roles.may_ask_for_phones()
        with pytest.raises(RuleBroken, match="looks and changes nothing"):
            world.do(members.edit, id=world.people[0], changes={"notes": "x"})
    finally:
        roles.use_role(roles.ORGANISER)
    world.do(operators.set_role, id=guest, role="operator")
    assert world.read(operators.get, id=guest).until is None
