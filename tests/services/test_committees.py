"""Committees: seats by level and wing, holders in order of precedence, vacancies, and handing over."""

from datetime import date, timedelta

import pytest

from organizer_app.domain.areas import area_id
from organizer_app.domain.clock import today
from organizer_app.domain.committees import LEVELS, Committee, usual
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import CommitteeSeat
from organizer_app.services import committees, moves, organisation, posts, vacancies
from organizer_app.services.moves import Move
from tests.services.test_history import state
from tests.services.world import DISTRICT, KANKE, NAMKUM, STATE, WOMEN, YOUTH, World

BOOTHS = tuple(area_id("booth", f"S27-063-{n:04}") for n in range(1, 7))  # two in each block
TOMORROW = today() + timedelta(days=1)


def of(world: World, area: bytes = KANKE, wing: bytes | None = None) -> Committee:
    made = world.read(committees.committee, area=area, wing=wing)
    assert isinstance(made, Committee)
    return made


def held(committee: Committee) -> dict[str, list[str]]:
    return {office.title: [h.name for h in office.holders] for office in committee.offices if office.holders}


def test_holders_stand_in_order_and_vacant_seats_are_counted(world: World) -> None:
    first, second, third, wing_head = world.people[:4]
    world.do(posts.appoint, member=second, title="vice_president", area=KANKE, from_on=date(2025, 1, 1))
    world.do(posts.appoint, member=third, title="vice_president", area=KANKE, from_on=date(2024, 1, 1))
    world.do(posts.appoint, member=first, title="Right hand", area=KANKE)
    world.do(posts.appoint, member=first, title="president", area=KANKE)
    world.do(posts.appoint, member=wing_head, title="president", area=KANKE, wing=YOUTH)
    made = of(world)
    assert [o.title for o in made.offices] == [
        *("president", "vice_president", "general_secretary", "secretary", "treasurer", "Right hand"),
    ]
    assert held(made) == {
        "president": ["राम लाल महतो"],
        "vice_president": ["Mohan Oraon", "सीता देवी"],
        "Right hand": ["राम लाल महतो"],
    }
    assert [o.vacant for o in made.offices] == [0, 1, 2, 4, 1, 0]
    assert (made.vacant, made.held) == (8, 4)
    assert held(of(world, wing=YOUTH)) == {"president": ["गीता कुमारी"]}
    assert of(world, wing=YOUTH).wing == "Youth front"


def test_a_term_that_is_over_or_to_come_leaves_the_seat_vacant(world: World) -> None:
    old, now, soon, later = world.people[:4]
    world.do(posts.appoint, member=old, title="president", area=KANKE, from_on=date(2020, 1, 1), to_on=date(2023, 1, 1))
    world.do(posts.appoint, member=now, title="president", area=KANKE, from_on=date(2023, 1, 2), to_on=today())
    world.do(posts.appoint, member=later, title="president", area=KANKE, from_on=TOMORROW)
    world.do(posts.appoint, member=soon, title="treasurer", area=KANKE, to_on=TOMORROW)
    made = {office.title: office for office in of(world).offices}
    president = made["president"]
    assert (president.holders, president.vacant) == ((), 1)
    assert president.last is not None
    assert (president.last.name, president.last.to_on) == ("सीता देवी", today())
    (treasurer,) = made["treasurer"].holders
    assert treasurer.ends_soon(today())
    assert not treasurer.ends_soon(today() - timedelta(days=90))


@pytest.mark.parametrize("verb", ["died", "left", "expelled"])
def test_who_is_gone_holds_no_seat(world: World, verb: str) -> None:
    world.do(posts.appoint, member=world.people[0], title="president", area=BOOTHS[0])
    world.do(moves.carry_out, people=world.people[:1], move=Move(verb))
    assert held(of(world, BOOTHS[0])) == {}
    assert of(world, BOOTHS[0]).offices[0].vacant == 1


def test_handing_over_ends_and_begins_on_one_day_and_is_one_act(world: World) -> None:
    old, new = world.people[:2]
    post = world.do(posts.appoint, member=old, title="president", area=KANKE, from_on=date(2024, 1, 1))
    before = state(world)
    world.do(posts.hand_over, post=post, to=new)
    made = of(world).offices[0]
    assert [h.name for h in made.holders] == ["सीता देवी"]
    assert made.holders[0].from_on == today()
    assert world.read(posts.of_member, member=old)[0].to_on == today()
    world.undo()
    assert state(world) == before
    for wrong, sentence in (({"to": old}, "already"), ({"to": new, "on": date(2023, 1, 1)}, "before it begins")):
        with pytest.raises(RuleBroken, match=sentence):
            world.do(posts.hand_over, post=post, **wrong)
    assert state(world) == before


def test_seats_are_as_usual_until_somebody_sets_them_and_come_from_the_nearest(world: World) -> None:
    def numbers(**of: object) -> dict[str, int]:
        return {s.title: s.seats for s in world.read(committees.seats, **({"level": "booth"} | of))}

    assert numbers() == dict(usual("booth"))
    world.do(organisation.set_home_area, area=DISTRICT)
    world.do(committees.set_seats, level="booth", title="secretary", number=3)
    world.do(committees.set_seats, level="booth", title=" पन्ना प्रमुख ", number=30)
    world.do(committees.set_seats, level="booth", title="president", number=0)
    assert numbers() == {"secretary": 3, "पन्ना प्रमुख": 30}
    assert numbers(wing=WOMEN) == dict(usual("booth", of_wing=True))
    assert numbers(level="block") == dict(usual("block"))
    with world.store.applying() as session:  # HQ and the state say something else
        for bucket, number in (("hq", 7), ("state:20", 8)):
            session.add(CommitteeSeat(level="booth", title="secretary", seats=number, bucket=bucket))
            session.add(CommitteeSeat(level="booth", title="spokesperson", seats=number, bucket=bucket))
    assert numbers() == {"secretary": 3, "spokesperson": 8, "पन्ना प्रमुख": 30}
    with world.store.reading() as session:
        assert {row.bucket for row in session.query(CommitteeSeat).filter_by(seats=30)} == {"D339"}
    world.undo()
    assert numbers()["president"] == 1


def test_usual_seats_take_back_only_what_was_set_here(world: World) -> None:
    def numbers(**of: object) -> dict[str, int]:
        return {s.title: s.seats for s in world.read(committees.seats, **({"level": "booth"} | of))}

    world.do(committees.set_seats, level="booth", title="treasurer", number=1)  # before the own area was chosen
    world.do(organisation.set_home_area, area=DISTRICT)
    world.do(committees.set_all, level="booth", numbers={"secretary": 3, "president": 0})
    world.do(committees.set_all, level="booth", numbers={"secretary": 5}, wing=WOMEN)
    with world.store.applying() as session:
        session.add(CommitteeSeat(level="booth", title="spokesperson", seats=7, bucket="hq"))
    assert numbers() == {"secretary": 3, "treasurer": 1, "spokesperson": 7}
    world.do(committees.set_usual, level="booth")
    assert numbers() == dict(usual("booth")) | {"spokesperson": 7}
    assert numbers(wing=WOMEN)["secretary"] == 5
    with pytest.raises(RuleBroken, match="was set here"):
        world.do(committees.set_usual, level="booth")
    world.undo()
    assert numbers() == {"secretary": 3, "treasurer": 1, "spokesperson": 7}
    world.do(committees.set_all, level="booth", numbers={"president": 2})
    assert numbers()["president"] == 2


def test_seats_that_can_not_be_are_refused(world: World) -> None:
    for given, sentence in (
        ({"level": "planet"}, "has no committees"),
        ({"title": " "}, "type the office"),
        ({"number": -1}, "from 0 to 99"),
        ({"number": 100}, "from 0 to 99"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            world.do(committees.set_seats, **({"level": "booth", "title": "president", "number": 1} | given))


def test_booths_without_a_president_by_block(world: World) -> None:
    assert [(v.group, v.places, v.vacant) for v in world.read(vacancies.counts, level="booth", title="president")] == [
        *(("Kanke", 2, 2), ("Khunti", 2, 2), ("Namkum", 2, 2)),
    ]
    world.do(posts.appoint, member=world.people[0], title="president", area=BOOTHS[0])
    world.do(posts.appoint, member=world.people[1], title="president", area=BOOTHS[1], wing=YOUTH)
    world.do(posts.appoint, member=world.people[2], title="president", area=BOOTHS[2], to_on=today())
    world.do(posts.appoint, member=world.people[3], title="secretary", area=BOOTHS[3])
    found = world.read(vacancies.counts, level="booth", title="president", under=DISTRICT)
    assert [(v.group, v.places, v.vacant) for v in found] == [("Namkum", 2, 2), ("Kanke", 2, 1)]
    vacant = world.read(vacancies.places, level="booth", title="president", under=KANKE)
    assert [place.id for place in vacant] == [BOOTHS[1]]
    assert len(world.read(vacancies.places, level="booth", title="president", limit=2)) == 2
    blocks = world.read(vacancies.counts, level="block", title="president", under=STATE)
    assert [(v.group, v.places, v.vacant) for v in blocks] == [("Ranchi", 2, 2), ("Khunti", 1, 1)]
    world.do(posts.appoint, member=world.people[5], title="vice_president", area=NAMKUM)  # one of three seats
    short = world.read(vacancies.counts, level="block", title="vice_president", under=DISTRICT)
    assert short[0].vacant == 2
    with pytest.raises(RuleBroken, match="has no committees"):
        world.read(vacancies.counts, level="planet", title="president")


def test_every_level_has_a_president_or_somebody_in_charge() -> None:
    for level in LEVELS:
        titles = [title for title, _seats in usual(level)]
        assert titles[0] in ("president", "in_charge")
        assert all(number >= 1 for _title, number in usual(level, of_wing=True))


def test_own_words_for_a_known_office_are_no_second_one(world: World) -> None:
    for words in ("President", "अध्यक्ष", " PRESIDENT "):
        world.do(committees.set_seats, level="booth", title=words, number=3)
    world.do(committees.set_seats, level="booth", title="Booth mitra", number=2)
    world.do(committees.set_seats, level="booth", title="booth  Mitra", number=4)
    found = {seats.title: seats.seats for seats in world.read(committees.seats, level="booth")}
    assert found == {"president": 3, "secretary": 1, "Booth mitra": 4}
    world.do(posts.appoint, member=world.people[0], title="अध्यक्ष", area=BOOTHS[0])
    (office,) = [o for o in world.read(committees.committee, area=BOOTHS[0]).offices if o.title == "president"]
    assert len(office.holders) == 1
