"""Conflicts as people see and decide them; the conflict itself is written as HQ's answer would write it."""

from typing import Any

import pytest
from sqlalchemy import select, update

from organizer_app.domain.conflicts import Conflicted
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import natural_id, new_id
from organizer_app.domain.words import in_language
from organizer_app.models import Attendance, Conflict, Outbox
from organizer_app.services import attendance, conflicts, day_closes, members, sync_state
from tests.services.world import DAY, KANKE, World


def edited(world: World, **changes: Any) -> tuple[bytes, str]:
    """A person whom Asha changed here: who, and the op that says so."""
    member = world.people[0]
    world.do(members.edit, id=member, changes=changes)
    with world.store.reading() as session:
        op = session.scalars(select(Outbox).where(Outbox.id == member).order_by(Outbox.seq.desc())).first()
    assert op is not None
    return member, op.op_id


def plant(world: World, *, rid: bytes, field: str, kept: Any, lost: Any, tbl: str = "members", **more: Any) -> bytes:
    """What HQ writes when two edits met, as a pull puts it here."""
    op_id = more.pop("op_id", new_id().hex())
    fields: dict[str, Any] = {
        "usr": "Birsa",
        "at": 2_000,
        "lost_usr": "Birsa",
        "lost_at": 2_000,
        "kept_usr": "Asha",
        "kept_at": 3_000,
    }
    row = Conflict(id=natural_id(op_id, field), bucket="D339", tbl=tbl, rid=rid, field=field, kept=kept, lost=lost,
                   op_id=op_id, dev="d2", **(fields | more))  # fmt: skip
    with world.store.applying() as session:
        session.add(row)
    return row.id


def shown(world: World) -> tuple[Conflicted, ...]:
    return tuple(world.read(conflicts.listing))


def test_a_conflict_says_who_when_and_what_was_before(world: World) -> None:
    member, _op = edited(world, guardian="शंकर महतो")
    plant(world, rid=member, field="guardian", kept="शंकर महतो", lost="शिवा महतो")
    (record,) = shown(world)
    assert (record.tbl, record.rid, record.name) == ("members", member, "राम लाल महतो")
    assert record.below == "शंकर महतो, हरिपुर"
    (one,) = record.conflicts
    assert (one.kept.text, one.kept.usr, one.kept.at, one.kept.here) == ("शंकर महतो", "Asha", 3000, True)
    assert (one.lost.text, one.lost.usr, one.lost.at, one.lost.here) == ("शिवा महतो", "Birsa", 2000, False)
    assert one.before == "शिव महतो"
    assert world.read(sync_state.standing).conflicts == 1
    assert world.read(conflicts.about, table="members", ids=world.people) == {member}


def test_own_op_that_lost_is_known_by_its_number(world: World) -> None:
    member, op_id = edited(world, notes="मेरा")
    plant(world, rid=member, field="notes", kept="मेरा", lost="मेरा", op_id=op_id, usr="Asha", at=9, lost_usr="Asha",
          lost_at=9, kept_usr="Birsa", kept_at=10)  # fmt: skip
    (one,) = shown(world)[0].conflicts
    assert (one.kept.here, one.lost.here) == (False, True)


@pytest.mark.parametrize(
    ("choice", "notes", "status"),
    [("kept", "here", "kept"), ("mine", "here", "kept"), ("lost", "there", "theirs"), ("theirs", "there", "theirs")],
)
def test_keeping_mine_or_theirs(world: World, choice: str, notes: str, status: str) -> None:
    member, _op = edited(world, notes="here")
    clash = plant(world, rid=member, field="notes", kept="here", lost="there")
    world.do(conflicts.resolve, id=clash, choice=choice)
    assert world.member(member).notes == notes
    with world.store.reading() as session:
        row = session.scalars(select(Conflict)).one()
        ops = session.scalars(select(Outbox).where(Outbox.tbl == "conflicts")).all()
    assert row.status == status
    assert [op.f for op in ops] == [{"status": status}], "an ordinary patch"
    assert shown(world) == ()
    with pytest.raises(RuleBroken, match="decided already"):
        world.do(conflicts.resolve, id=clash, choice=choice)
    world.undo()
    assert (world.member(member).notes, len(shown(world))) == ("here", 1)


def test_mine_is_the_lost_value_when_this_laptop_wrote_that(world: World) -> None:
    member, _op = edited(world, notes="mine")
    clash = plant(world, rid=member, field="notes", kept="theirs", lost="mine")
    world.do(members.edit, id=member, changes={"notes": "theirs"})
    with world.store.applying() as session:
        session.execute(update(Outbox).where(Outbox.f["notes"].as_string() == "theirs").values(f={}))
    world.do(conflicts.resolve, id=clash, choice="mine")
    assert world.member(member).notes == "mine"


def test_a_value_may_be_typed_and_obeys_the_rules_of_the_record(world: World) -> None:
    member, _op = edited(world, birth_year=1980)
    year = plant(world, rid=member, field="birth_year", kept=1980, lost=1981)
    with pytest.raises(RuleBroken, match="Birth year"):
        world.do(conflicts.resolve, id=year, choice="typed", value="1066")
    world.do(conflicts.resolve, id=year, choice="typed", value="1982")
    assert world.member(member).birth_year == 1982
    number = plant(world, rid=member, field="phones", kept=[], lost=[])
    world.do(conflicts.resolve, id=number, choice="typed", value="98123 00001")
    assert world.member(member).phones[0]["number"] == "+919812300001"
    camp = world.camp()
    size = plant(world, rid=camp, tbl="camps", field="capacity", kept=10, lost=20)
    with pytest.raises(RuleBroken, match="Capacity: “many” does not fit here"):
        world.do(conflicts.resolve, id=size, choice="typed", value="many")
    world.do(conflicts.resolve, id=size, choice="typed", value="30")
    assert shown(world) == ()


def test_values_are_told_in_words_of_the_language(world: World) -> None:
    member, _op = edited(world, notes="x")
    plant(world, rid=member, field="area_id", kept=KANKE.hex(), lost=None)
    plant(world, rid=member, field="status", kept="member", lost="inactive")
    plant(world, rid=member, field="phones", kept=[{"number": "+919812300001"}], lost=[])
    with in_language("hi"):
        texts = {c.field: (c.kept.text, c.lost.text) for c in shown(world)[0].conflicts}
    assert texts["area_id"] == ("कांके", "")
    assert texts["status"][0] == "सदस्य"
    assert "98123" in texts["phones"][0].replace(" ", "")[:9]


def test_a_whole_edit_that_hq_could_not_place_is_taken_or_left(world: World) -> None:
    member, _op = edited(world, notes="x")
    values = {"notes": "late", "card_no": "C7", "search_keys": "no", "nonsense": 1, "area_id": KANKE.hex()}
    first = plant(world, rid=member, field="*", kept=None, lost=values, kind="out-of-scope")
    (one,) = shown(world)[0].conflicts
    assert "Card number: C7" in one.lost.text
    assert "Note: late" in one.lost.text
    with pytest.raises(RuleBroken, match="can't be typed"):
        world.do(conflicts.resolve, id=first, choice="typed", value="x")
    world.do(conflicts.resolve, id=first, choice="lost")
    row = world.member(member)
    assert (row.notes, row.card_no, row.area_id, row.name) == ("late", "C7", KANKE, "राम लाल महतो")


def test_all_fields_of_a_record_can_be_decided_at_once(world: World) -> None:
    member, _op = edited(world, notes="x")
    for name in ("notes", "address", "place"):
        plant(world, rid=member, field=name, kept="here", lost=f"there {name}")
    assert world.do(conflicts.resolve_record, table="members", rid=member, choice="lost") == 3
    assert world.member(member).address == "there address"
    assert world.read(sync_state.standing).conflicts == 0


def test_a_record_that_went_can_only_keep_what_stands(world: World) -> None:
    clash = plant(world, rid=new_id(), field="notes", kept="a", lost="b")
    assert shown(world)[0].name == ""
    with pytest.raises(RuleBroken, match="no longer on this laptop"):
        world.do(conflicts.resolve, id=clash, choice="lost")
    world.do(conflicts.resolve, id=clash, choice="kept")
    assert world.read(sync_state.standing).conflicts == 0


def test_a_mark_of_a_closed_day_is_not_changed(world: World) -> None:
    camp = world.frozen(people=2, sessions=1)
    of = world.session(camp)
    world.do(attendance.mark, session_id=of, serials=(1,), as_="present")
    with world.store.reading() as session:
        mark = session.scalars(select(Attendance.id)).first()
    assert mark is not None
    clash = plant(world, rid=mark, tbl="attendance", field="mark", kept="present", lost="absent")
    assert shown(world)[0].conflicts[0].kept.text == "present"
    assert "राम" in shown(world)[0].name or shown(world)[0].name
    world.do(day_closes.close, camp=camp, day=DAY, despite="test")
    with pytest.raises(RuleBroken, match="is closed"):
        world.do(conflicts.resolve, id=clash, choice="lost")
