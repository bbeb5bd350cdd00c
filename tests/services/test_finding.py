from dataclasses import replace
from datetime import date

import pytest

from organizer_app.domain.areas import area_id
from organizer_app.domain.finding import Found
from organizer_app.domain.matched import (
    CARD,
    GUARDIAN,
    NAME,
    OTHER,
    PHONE,
    VILLAGE,
    Mark,
    matched,
    phone_spans,
    place_text,
    spans,
)
from organizer_app.domain.members import MemberRow
from organizer_app.services import camps, finding, members, organisation
from organizer_app.services.camps import NewSession
from tests.services.world import DISTRICT, KANKE, World

ROW = MemberRow(
    1,
    b"x" * 16,
    "सीता देवी",
    "Seeta Devi",
    guardian="Ramesh Mahto",
    phone="+919812343210",
    area_name="Pithoria",
    block_name="Kanke",
    card_no="JH-17",
)


def find(world: World, query: str) -> Found:
    found: Found = world.read(finding.everything, query=query)
    return found


@pytest.mark.parametrize(
    ("query", "marks"),
    [
        ("सीता", [(NAME, "सीता")]),
        ("seeta de", [(OTHER, "Seeta"), (OTHER, "De")]),
        ("sita devi", [(NAME, "सीता"), (OTHER, "Devi")]),
        ("sitha ramesh", [(NAME, "सीता"), (GUARDIAN, "Ramesh")]),
        ("seeta kan", [(OTHER, "Seeta"), (VILLAGE, "Kan")]),
        ("pithoriya", [(VILLAGE, "Pithoria")]),
        ("3210", [(PHONE, "3210")]),
        ("+91 98123", [(PHONE, "98123")]),
        ("seeta ९८१२", [(OTHER, "Seeta"), (PHONE, "9812")]),
        ("JH-1", [(CARD, "JH-1")]),
        ("77777", [(PHONE, "")]),
        ("zzz", []),
    ],
)
def test_the_part_that_answered(query: str, marks: list[tuple[str, str]]) -> None:
    texts = {NAME: ROW.name, OTHER: ROW.name_other, GUARDIAN: ROW.guardian, VILLAGE: place_text(ROW)}
    texts |= {PHONE: ROW.phone, CARD: ROW.card_no}
    assert [(part, texts[part][start:end]) for part, start, end in matched(ROW, query)] == marks
    assert all(isinstance(mark, Mark) for mark in matched(ROW, query))


def test_a_part_in_devanagari_is_marked_to_the_end_of_its_word_and_digits_as_they_are_shown() -> None:
    marks = matched(replace(ROW, name="सीताराम देवी"), "सीता 98123")
    assert spans("सीताराम देवी", marks, NAME) == ((0, 7),)
    assert phone_spans(ROW.phone, "98123 43210", marks) == ((0, 5),)
    assert phone_spans(ROW.phone, "98123 43210", matched(ROW, "3210")) == ((7, 11),)
    assert phone_spans(ROW.phone, "98••• ••210", marks) == ()


def test_people_at_home_come_before_others_who_are_counted(world: World) -> None:
    with world.store.transaction("x") as session:
        organisation.set_home_area(session, area=DISTRICT)
    near = world.do(members.add, new=members.New(name="Zubeda Minz", area=KANKE))
    far = world.do(members.add, new=members.New(name="Zubeda", area=area_id("district", "344")))
    found = find(world, "zubeda")
    assert [(one.row.id, one.elsewhere) for one in found.people] == [(near, False), (far, True)]
    assert (found.people_in_all, found.elsewhere, found.home) == (1, 1, "Ranchi")
    assert found.people[0].marks == (Mark(NAME, 0, 6),)


def test_camps_by_their_words_in_either_script_the_latest_first(world: World) -> None:
    made = [
        world.do(
            camps.add, title=title, area=KANKE, from_on=day, to_on=day, venue="Town hall", capacity=None,
            sessions=[NewSession(day, "10:00", "11:00", "Welcome", ())],
        )
        for title, day in (("Booth training", date(2026, 12, 1)), ("बूथ प्रशिक्षण", date(2026, 12, 5)))
    ]  # fmt: skip
    assert [camp.id for camp in find(world, "booth").camps] == made[::-1]
    assert [camp.id for camp in find(world, "town kanke training").camps] == made[:1]
    assert find(world, "nothing").camps == ()


def test_places_by_name_districts_and_blocks_first(world: World) -> None:
    assert [place.level for place in find(world, "ranchi").places][:1] == ["district"]
    assert "block" in [place.level for place in find(world, "कांके").places]
    assert find(world, "primary school").places == (), "what every booth is called finds none of them"
    assert find(world, " ") == Found(" ")
