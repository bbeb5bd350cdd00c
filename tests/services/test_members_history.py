"""The history of a person as sentences are made from it."""

import pytest
from sqlalchemy import update

from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.models import Member
from organizer_app.services import areas, attendance, invitations, members, members_bulk, members_history, members_list
from organizer_app.services.members_history import Line
from tests.conftest import District
from tests.services.world import World


def test_an_imported_person_was_added_once(district: District) -> None:
    with district.store.reading() as session:
        row = members_list.rows(session, numbers=members_list.ids(session)[:1])[0]
        told = members_history.person(session, id=row.id)
    assert told.member.name == row.name
    (added,) = told.steps
    assert added.added
    assert added.lines == (Line("consents", "", "Camps and meetings, On paper: Consent given"),)


def test_edits_in_words_newest_first(district: District) -> None:
    with district.store.transaction("members.add") as session:
        kanke = areas.find(session, code="Kanke", levels=("block",)).id
        who = members.add(session, new=members.New(name="Asha Tirkey", phones="98123 45678"))
    with district.store.transaction("members.edit") as session:
        members.edit(session, id=who, changes={"area": kanke, "phones": "9812345678, 98123", "status": "volunteer"})
    with district.store.transaction("members.edit") as session:
        members.edit(session, id=who, changes={"status": "lead"})
    with district.store.reading() as session:
        last, edit, added = members_history.person(session, id=who).steps
        with in_language("hi"):
            hindi = members_history.person(session, id=who).steps[1].lines
    assert last.lines == (Line("status", "Volunteer", "Lead"),)
    assert edit.user == "Asha"
    assert set(edit.lines) == {
        Line("phones", "98123 45678", "9812345678, 98123"),
        Line("area_id", "", "Kanke"),
        Line("status", "Member", "Volunteer"),
    }
    assert Line("area_id", "", "कांके") in hindi
    assert added.added


def test_quick_edits_of_one_field_stay_two_steps(district: District) -> None:
    with district.store.transaction("members.add") as session:
        who = members.add(session, new=members.New(name="Asha Tirkey"))
    for place in ("Hehal", "Ratu"):
        with district.store.transaction("members.edit") as session:
            members.edit(session, id=who, changes={"place": place})
    with district.store.reading() as session:
        steps = members_history.person(session, id=who).steps
    assert Line("place", "Hehal", "Ratu") in steps[0].lines
    assert Line("place", "", "Hehal") in steps[1].lines


def test_who_is_gone_is_named_in_words(district: District) -> None:
    with district.store.reading() as session, pytest.raises(RuleBroken, match="not on the roster"):
        members_history.person(session, id=b"x" * 16)


def test_each_step_names_the_laptop_and_is_taken_back_alone(world: World) -> None:
    first, second = world.people[:2]
    world.do(members.edit, id=first, changes={"place": "Bariatu"})
    world.do(members.edit, id=first, changes={"guardian": "Someone"})
    numbers = world.read(members_list.ids)
    world.do(members_bulk.set_status, numbers=numbers, status="lead")
    many, guardian, place, *_added = world.read(members_history.person, id=first).steps
    assert (many.tx, many.laptop) == (None, "A"), "what changed others, too, is not taken back from one person's pane"
    assert place.tx is not None
    world.undo(place.tx)
    told = world.read(members_history.person, id=first)
    assert told.member.place == "हरिपुर"
    assert told.member.guardian == "Someone"
    assert place.tx not in [step.tx for step in told.steps if step.lines == place.lines]
    assert guardian.tx in [step.tx for step in told.steps]
    assert world.member(second).status == "lead"


def test_a_change_from_another_laptop_is_told_without_its_letter(world: World) -> None:
    person = world.people[0]
    later = now_ms() + 60_000
    with world.store.applying() as session:
        values = {"place": "Elsewhere", "changed_at": later, "changed_by": "Birsa"}
        session.execute(update(Member.__table__).where(Member.id == person).values(values))  # type: ignore[arg-type]
    newest = world.read(members_history.person, id=person).steps[0]
    assert (newest.at, newest.user, newest.laptop, newest.lines, newest.tx) == (later, "Birsa", "", (), None)


def test_camps_of_a_person_and_of_the_entries_merged_into_them(world: World) -> None:
    camp, other = world.frozen(people=5), world.camp(title="बैठक")
    member = world.read(invitations.rows, camp=camp)[0].member_id
    entry = next(p for p in world.people if p not in {r.member_id for r in world.read(invitations.rows, camp=camp)})
    world.do(invitations.invite_one, camp=other, member=entry)
    world.do(attendance.mark, session_id=world.session(camp), serials=[1], as_="present")
    (only,) = world.read(members_history.person, id=member).camps
    assert (only.id, only.state, only.came, only.sessions) == (camp, "invited", 1, 2)
    with world.store.transaction("x") as session:
        members.record(session, entry).merged_into = member
    told = world.read(members_history.person, id=member)
    assert {c.id: c.came for c in told.camps} == {camp: 1, other: 0}
    assert told.entries == (world.member(entry).name,)
