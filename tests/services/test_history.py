"""Undo of every verb: the state before, exactly; then undo of the undo: the state after, exactly."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Outbox, Record, synced_tables
from organizer_app.models.base import Policy, policy
from organizer_app.services import (
    areas,
    attendance,
    camps,
    consents,
    expenses,
    history,
    invitations,
    members,
    members_list,
    organisation,
    posts,
    sheets,
    walk_ins,
    wings,
)
from tests.services.world import DAY, IT, KANKE, KHUNTI, World


def state(world: World) -> dict[tuple[str, bytes], tuple[Any, ...]]:
    """Every live record's sent columns; what is archived does not count, nor does a place once left for `local`."""
    found = {}
    with world.store.reading() as session:
        for table in synced_tables():
            names = [c for c in table.c if policy(table, c.name) != Policy.LOCAL and c.name != "n"]
            for row in session.execute(select(*names).where(table.c.archived_at.is_(None))):
                values = row._asdict()
                found[table.name, values["id"]] = tuple(repr(v) for v in values.values())
    return found


def derived(world: World) -> list[tuple[Any, ...]]:
    with world.store.reading() as session:
        connection = session.connection()
        return [
            tuple(connection.exec_driver_sql(sql).all())
            for sql in (
                "SELECT p.* FROM member_phones p JOIN members m ON m.n = p.n WHERE m.archived_at IS NULL ORDER BY 1, 2",
                "SELECT w.* FROM member_wings w JOIN members m ON m.n = w.n WHERE m.archived_at IS NULL ORDER BY 1, 2",
                "SELECT n, search_keys, sort_key FROM members WHERE archived_at IS NULL ORDER BY 1",
            )
        ]


PLAN = camps.NewSession(DAY, "16:00", "17:00", "Evening", ("Ravi",))
Act = Callable[[World, bytes], object]
ACTS: dict[str, Act] = {
    "camps.add": lambda w, _c: w.camp(title="Another"),
    "camps.edit": lambda w, c: w.do(camps.edit, camp=c, title="Renamed", venue="Hall", capacity=99),
    "camps.cancel": lambda w, c: w.do(camps.cancel, camp=c),
    "camps.add_session": lambda w, c: w.do(camps.add_session, camp=c, new=PLAN),
    "camps.edit_session": lambda w, c: w.do(camps.edit_session, id=w.session(c), new=PLAN),
    "camps.substitute_trainer": lambda w, c: w.do(
        camps.substitute_trainer, session_id=w.session(c), before="Asha Devi", after="Ravi"
    ),
    "camps.remove_session": lambda w, c: w.do(camps.remove_session, id=w.session(c, 2)),
    "invitations.invite": lambda w, c: w.do(invitations.invite, camp=c),
    "invitations.invite_one": lambda w, c: w.do(invitations.invite_one, camp=c, member=outside(w, c)),
    "invitations.answer": lambda w, c: w.do(
        invitations.answer, camp=c, members=list(w.read(sheets.serials, camp=c))[:3], state="confirmed"
    ),
    "invitations.substitute": lambda w, c: w.do(
        invitations.substitute, camp=c, member=next(iter(w.read(sheets.serials, camp=c))), by=outside(w, c)
    ),
    "invitations.remove": lambda w, c: w.do(
        invitations.remove, camp=c, members=list(w.read(sheets.serials, camp=c))[:2], now=7
    ),
    "attendance.mark": lambda w, c: w.do(attendance.mark, session_id=w.session(c), serials=[1, 2, 5], as_="late"),
    "attendance.unmark": lambda w, c: w.do(attendance.unmark, session_id=w.session(c), serials=[1, 3]),
    "attendance.mark_rest": lambda w, c: w.do(attendance.mark_rest, session_id=w.session(c)),
    "walk_ins.add": lambda w, c: w.do(
        walk_ins.add, camp=c, session_ids=[w.session(c)], name="Gopal", phone="9812300000"
    ),
    "sheets.record_return": lambda w, c: w.do(sheets.record_return, sheet=w.sheet(c), page=1, day=DAY.isoformat()),
    "sheets.record_count": lambda w, c: w.do(
        sheets.record_count, sheet=w.sheet(c), page=1, session_id=w.session(c), signed=4
    ),
    "expenses.add": lambda w, c: w.do(expenses.add, camp=c, kind="food", what="Tea", amount=5000, quantity=0.1),
    "members.add": lambda w, _c: w.do(members.add, new=members.New(name="नया सदस्य", phones="9812300001", area=KANKE)),
    "members.edit": lambda w, _c: w.do(
        members.edit,
        id=w.people[0],
        changes={
            "name": "श्री राम लाल",
            "phones": "9812300002, 12",
            "birth_year": "१९८०",
            "wings": (IT,),
            "area": KHUNTI,
            "guardian": "हरि",
            "notes": "x",
            "languages": ["हिंदी"],
        },
    ),
    "members.archive": lambda w, _c: w.do(members.archive, ids=w.people[:5]),
    "posts.appoint": lambda w, _c: w.do(posts.appoint, member=w.people[0], title="secretary", area=KANKE),
    "posts.end": lambda w, _c: w.do(
        posts.end, post=w.read(posts.of_member, member=w.people[1])[0].id, on=date(2040, 1, 1)
    ),
    "consents.record": lambda w, _c: w.do(
        consents.record, member=w.people[0], purpose="campaign", channel="call", state="given"
    ),
    "organisation.rename": lambda w, _c: w.do(organisation.rename, name_hi="नया", name_en="New"),
    "organisation.set_logo": lambda w, _c: w.do(organisation.set_logo, png=b"\x89PNG\r\n\x1a\n1"),
    "wings.add": lambda w, _c: w.do(wings.add, kind="cell", name_hi="", name_en="Legal cell"),
    "areas.add": lambda w, _c: w.do(areas.add, level="sector", name_en="Sector 1", parent=KANKE),
}


def outside(world: World, camp: bytes) -> bytes:
    return next(p for p in world.people if p not in world.read(sheets.serials, camp=camp))


@pytest.fixture
def camp(world: World) -> bytes:
    made = world.frozen(people=8)
    world.do(attendance.mark, session_id=world.session(made), serials=[1, 3, 4], as_="present")
    world.do(posts.appoint, member=world.people[1], title="president")
    world.do(organisation.rename, name_hi="संगठन", name_en="")
    return made


@pytest.mark.parametrize("verb", ACTS)
def test_undo_and_redo_also_after_a_restart(world: World, camp: bytes, verb: str) -> None:
    before, derived_before = state(world), derived(world)
    ACTS[verb](world, camp)
    act = world.read(history.acts, limit=1)[0]
    assert (act.verb, act.undoable, act.undone) == (verb, True, False)
    after, derived_after = state(world), derived(world)
    assert after != before
    world.reopen()
    assert world.read(history.last_undoable) == act
    world.undo(act.tx)
    assert (state(world), derived(world)) == (before, derived_before)
    assert [a.undone for a in world.read(history.acts, limit=2)] == [False, True]
    with pytest.raises(RuleBroken, match="undone already"):
        world.undo(act.tx)
    world.reopen()
    redo = world.read(history.last_redoable)
    world.undo(redo.tx)
    assert (state(world), derived(world)) == (after, derived_after)
    assert world.read(history.last_undoable).tx == act.tx
    assert world.read(history.last_redoable) is None
    world.undo(act.tx)
    assert state(world) == before


def test_undo_reads_like_any_change_in_the_outbox(world: World, camp: bytes) -> None:
    world.do(camps.edit, camp=camp, title="Renamed")
    world.undo()
    with world.store.reading() as session:
        edit, undo = session.scalars(select(Outbox).order_by(Outbox.seq.desc()).limit(2)).all()[::-1]
    assert (edit.f, edit.was) == ({"title": "Renamed"}, {"title": "प्रशिक्षण"})
    assert (undo.f, undo.was) == (edit.was, edit.f)


def test_what_was_changed_since_is_not_undone(world: World, camp: bytes) -> None:
    of = world.session(camp)
    world.do(attendance.mark, session_id=of, serials=[6, 7, 8], as_="present")
    marked = world.last_tx()
    world.do(attendance.mark, session_id=of, serials=[7], as_="absent")
    corrected = world.last_tx()
    before = state(world)
    with pytest.raises(RuleBroken, match="changed again since"):
        world.undo(marked)
    assert state(world) == before
    world.undo(corrected)
    world.undo(marked)
    assert world.marks(camp) == {1: "present", 3: "present", 4: "present"}


def test_another_field_changed_since_does_not_stand_in_the_way(world: World) -> None:
    person = world.people[0]
    world.do(members.edit, id=person, changes={"notes": "a"})
    noted = world.last_tx()
    world.do(members.edit, id=person, changes={"place": "नया गांव"})
    world.undo(noted)
    row = world.member(person)
    assert (row.notes, row.place) == ("", "नया गांव")


def test_somebody_else_changed_it_on_the_other_laptop(world: World) -> None:
    person = world.people[0]
    world.do(members.edit, id=person, changes={"notes": "mine"})
    with world.store.applying() as session:
        members.record(session, person).notes = "theirs"
    with pytest.raises(RuleBroken, match="changed again since"):
        world.undo()


def test_who_was_added_and_then_edited_stays(world: World) -> None:
    person = world.do(members.add, new=members.New(name="नया"))
    added = world.last_tx()
    world.do(members.edit, id=person, changes={"notes": "x"})
    with pytest.raises(RuleBroken, match="changed again since"):
        world.undo(added)
    with world.store.transaction("erase") as session:
        session.delete(members.record(session, person))
    with pytest.raises(RuleBroken, match="changed again since"):
        world.undo(added)
    with pytest.raises(RuleBroken, match="erased person"):
        world.undo()


def test_paper_is_not_undone(world: World, camp: bytes) -> None:
    world.do(sheets.record_print, sheets=[world.sheet(camp)])
    printed = world.last_tx()
    freeze = next(a for a in world.read(history.acts) if a.verb == "sheets.freeze")
    assert not freeze.undoable
    for tx in (printed, freeze.tx):
        with pytest.raises(RuleBroken, match="paper or a report"):
            world.undo(tx)
    with pytest.raises(RuleBroken, match="no act 999"):
        world.undo(999)
    assert world.read(history.last_undoable).verb == "organisation.rename"
    late = outside(world, camp)
    world.do(invitations.invite_one, camp=camp, member=late)
    world.do(sheets.freeze, camp=camp)
    assert world.read(history.last_undoable) is None


def test_several_steps_back_and_forward(world: World, camp: bytes) -> None:
    of = world.session(camp)
    states = [world.marks(camp)]
    for serial in (5, 6, 7):
        world.do(attendance.mark, session_id=of, serials=[serial], as_="present")
        states.append(world.marks(camp))
    for expected in states[-2::-1]:
        world.undo(world.read(history.last_undoable).tx)
        assert world.marks(camp) == expected
    for expected in states[1:]:
        world.undo(world.read(history.last_redoable).tx)
        assert world.marks(camp) == expected
    assert world.read(history.last_redoable) is None
    world.undo(world.read(history.last_undoable).tx)
    world.do(attendance.mark, session_id=of, serials=[8], as_="present")
    assert world.read(history.last_redoable) is None


def test_only_ones_own_acts_are_offered(world: World, camp: bytes) -> None:
    world.reopen(operator="Ravi")
    assert world.read(history.last_undoable) is None
    world.do(attendance.mark, session_id=world.session(camp), serials=[5], as_="present")
    assert world.read(history.last_undoable).user == "Ravi"
    world.reopen(operator="Asha")
    assert world.read(history.last_undoable).user == "Asha"
    assert world.read(history.last_redoable) is None


def test_a_place_given_in_error_is_taken_back_but_the_district_keeps_the_record(world: World) -> None:
    person = world.do(members.add, new=members.New(name="बेघर"))
    assert world.member(person).bucket == "local"
    world.do(members.edit, id=person, changes={"area": KANKE})
    world.undo()
    row = world.member(person)
    assert (row.area_id, row.bucket) == (None, "D339")
    world.do(members.edit, id=person, changes={"area": KHUNTI})
    assert world.member(person).bucket == "D341"
    world.undo()
    assert world.member(person).bucket == "D339"


def test_a_day_is_not_left_without_its_marked_session(world: World, camp: bytes) -> None:
    added = world.do(camps.add_session, camp=camp, new=PLAN)
    tx = world.last_tx()
    world.do(attendance.mark, session_id=added, serials=[1], as_="present")
    with pytest.raises(RuleBroken, match="People are marked"):
        world.undo(tx)


def test_an_act_as_large_as_an_import(world: World) -> None:
    before = state(world)
    with world.store.transaction("members.import") as session:
        for number in range(600):
            members.add(session, new=members.New(name=f"राम {number}", phones=f"97000{number:05}", area=KANKE))
    tx = world.last_tx()
    assert world.read(members_list.count) == 630
    world.undo(tx)
    assert state(world) == before
    assert list(world.read(members_list.search, query="9700000007")) == []
    world.undo()
    assert world.read(members_list.count) == 630


def test_history_of_one_record(world: World) -> None:
    person = world.people[0]
    world.do(members.edit, id=person, changes={"notes": "a", "place": "b"})
    world.reopen(operator="Ravi")
    world.do(members.edit, id=person, changes={"notes": "c"})
    changes = world.read(history.of_record, table="members", id=person)
    assert [(c.user, c.field, c.before, c.after) for c in changes[:3]] == [
        ("Ravi", "notes", "a", "c"),
        ("Asha", "notes", "", "a"),
        ("Asha", "place", "हरिपुर", "b"),
    ]
    assert {c.field for c in changes[3:]} >= {"name", "phones", "wings"}
    assert all(c.before is None for c in changes[3:])
    assert issubclass(type(world.member(person)), Record)
    assert world.read(history.acts, limit=2)[0].user == "Ravi"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.sampled_from(["mark", "late", "unmark", "rest", "undo", "redo"]), max_size=12), data=st.data())
def test_any_row_of_marks_and_undos_gives_what_was_there(world: World, acts: list[str], data: st.DataObject) -> None:
    """A stack of states beside the database says what each undo and redo must bring back."""
    camp = world.frozen(people=5)
    of = world.session(camp)
    world.reopen(operator=f"O{world.last_tx()}")  # nothing of the examples before can be undone
    past: list[dict[int, str]] = []
    future: list[dict[int, str]] = []
    for act in acts:
        now = world.marks(camp)
        if act in ("undo", "redo"):
            found = world.read(history.last_undoable if act == "undo" else history.last_redoable)
            taken, given_to = (past, future) if act == "undo" else (future, past)
            assert (found is not None) == bool(taken)
            if found:
                world.undo(found.tx)
                assert world.marks(camp) == taken.pop()
                given_to.append(now)
            continue
        serials = data.draw(st.lists(st.integers(1, 5), unique=True))
        verbs = {"mark": attendance.mark, "late": attendance.mark, "unmark": attendance.unmark}
        arguments: dict[str, Any] = {"session_id": of}
        arguments |= {} if act == "rest" else {"serials": serials}
        arguments |= {"as_": "present"} if act == "mark" else {"as_": "late"} if act == "late" else {}
        tx = world.last_tx()
        world.do(verbs.get(act, attendance.mark_rest), **arguments)
        if world.last_tx() != tx:
            past.append(now)
            future.clear()
