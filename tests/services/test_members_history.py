"""The history of a person as sentences are made from it."""

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.services import areas, members, members_history, members_list
from organizer_app.services.members_history import Line
from tests.conftest import District


def test_an_imported_person_was_added_once(district: District) -> None:
    with district.store.reading() as session:
        row = members_list.rows(session, numbers=members_list.ids(session)[:1])[0]
        told = members_history.person(session, id=row.id)
    assert told.member.name == row.name
    assert [(step.added, step.lines) for step in told.steps] == [(True, ())]


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
