"""People move: what is said before is what is done, papers keep their names, and undo takes it all back."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from organizer_app.domain.areas import area_id
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.moves import DIED, EXPELLED, LEFT, RETURNED, TRANSFER, VERBS, Asked, Ends, Fewer, parts
from organizer_app.domain.words import in_language
from organizer_app.services import consents, invitations, members, moves, people, posts, sheets
from organizer_app.services.moves import Move
from tests.services.test_history import state
from tests.services.world import ASSEMBLY, DAY, DISTRICT, KANKE, KHUNTI, NAMKUM, World

YESTERDAY = today() - timedelta(days=1)
BOOTH = area_id("booth", "S27-063-0003")  # in Namkum
KANKE_BOOTH = area_id("booth", "S27-063-0001")


@pytest.fixture
def sita(world: World) -> bytes:
    """सीता देवी of a booth in Kanke: booth president, district secretary, next year's treasurer of her booth; invited
    to an open camp by a quota, and to a frozen one."""
    who = world.people[4]
    world.do(members.edit, id=who, changes={"name": "श्रीमती सीता देवी", "area": KANKE_BOOTH, "seat": ASSEMBLY})
    world.do(posts.appoint, member=who, title="president", area=KANKE_BOOTH, from_on=date(2024, 1, 1))
    world.do(posts.appoint, member=who, title="secretary", area=DISTRICT, from_on=date(2024, 1, 1))
    world.do(posts.appoint, member=who, title="treasurer", area=KANKE_BOOTH, from_on=date(2035, 1, 1))
    world.do(consents.record, member=who, purpose="organisation", channel="call")
    world.do(consents.record, member=who, purpose="campaign", channel="sms")
    world.do(consents.record, member=who, purpose="campaign", channel="sms", state="withdrawn")
    return who


def invited(world: World, who: bytes, **camp: Any) -> bytes:
    made = world.camp(**camp)
    world.do(invitations.invite, camp=made, area=KANKE_BOOTH)
    assert who in listed(world, made)
    return made


def listed(world: World, camp: bytes) -> set[bytes]:
    return {row.member_id for row in world.read(invitations.rows, camp=camp)}


def held(world: World, who: bytes) -> dict[str, date | None]:
    return {post.title: post.to_on for post in world.read(posts.of_member, member=who)}


def test_died_says_and_does_everything_and_undo_takes_it_back(world: World, sita: bytes) -> None:
    camp = invited(world, sita, title="खुला")
    frozen = invited(world, sita, title="जमा")
    world.do(sheets.freeze, camp=frozen)
    serial = world.read(sheets.serials, camp=frozen)[sita]
    before = state(world)
    told = world.read(moves.consequences, people=[sita], move=Move(DIED, YESTERDAY))
    assert state(world) == before
    assert told.people == ("सीता देवी",)
    assert set(told.ends) == {
        Ends("सीता देवी", "President, School 1"),
        Ends("सीता देवी", "Secretary, Ranchi"),
        Ends("सीता देवी", "Treasurer, School 1", never_began=True),
    }
    assert told.withdrawn == (Asked("सीता देवी", "खुला", DAY),)
    assert [(r.camp, r.version, r.serial, r.printed) for r in told.stays_listed] == [("जमा", "1A", serial, False)]
    assert told.fewer == (Fewer("खुला", "School 1", None, 1),)
    assert told.consents == 1
    assert world.do(moves.carry_out, people=[sita], move=Move(DIED, YESTERDAY)) == told
    row = world.member(sita)
    assert (row.status, row.status_on, row.honorific) == ("died", YESTERDAY, "स्व. श्रीमती")
    assert held(world, sita) == {"president": YESTERDAY, "secretary": YESTERDAY}
    assert sita not in listed(world, camp)
    assert sita in listed(world, frozen)
    assert world.read(sheets.serials, camp=frozen)[sita] == serial
    assert not world.read(consents.allows, member=sita, purpose="organisation", channel="call")
    world.undo()
    assert state(world) == before
    assert world.read(consents.allows, member=sita, purpose="organisation", channel="call")


@pytest.mark.parametrize(("verb", "status"), [(LEFT, "left"), (EXPELLED, "expelled")])
def test_who_left_or_was_expelled_keeps_consents_and_title_and_can_come_back(
    world: World, sita: bytes, verb: str, status: str
) -> None:
    camp = invited(world, sita)
    told = world.do(moves.carry_out, people=[sita], move=Move(verb))
    assert (len(told.ends), len(told.withdrawn), told.consents) == (3, 1, 0)
    assert (world.member(sita).status, world.member(sita).status_on) == (status, today())
    assert world.member(sita).honorific == "श्रीमती"
    back = world.do(moves.carry_out, people=[sita], move=Move(RETURNED))
    assert (back.ends, back.withdrawn, back.consents) == ((), (), 1)
    assert world.member(sita).status == "member"
    assert sita not in listed(world, camp)
    assert set(held(world, sita).values()) == {today()}


def test_the_title_of_the_dead_goes_with_a_mistake(world: World) -> None:
    mohan = world.people[2]  # a name in Latin letters
    world.do(moves.carry_out, people=[mohan], move=Move(DIED))
    assert world.member(mohan).honorific == "Late"
    world.do(moves.carry_out, people=[mohan], move=Move(RETURNED))
    assert (world.member(mohan).honorific, world.member(mohan).status) == ("", "member")


def test_the_dead_get_no_paper_even_when_another_laptop_invited_them(world: World, sita: bytes) -> None:
    camp = invited(world, sita)
    living = listed(world, camp) - {sita}
    world.do(moves.carry_out, people=[sita], move=Move(DIED))
    with store_sql(world) as run:  # as it comes from a laptop that did not know yet
        run("UPDATE invitations SET archived_at = NULL WHERE camp_id = :camp", camp=camp)
    assert sita in listed(world, camp)
    world.do(sheets.freeze, camp=camp)
    assert set(world.read(sheets.serials, camp=camp)) == living
    assert world.read(people.dead, ids=[sita, *living]) == {sita}


class store_sql:  # noqa: N801  # reads as a statement
    """A transaction that takes statements."""

    def __init__(self, world: World) -> None:
        self._opened = world.store.applying()

    def __enter__(self) -> Any:
        session = self._opened.__enter__()
        return lambda sql, **values: session.execute(text(sql), values)

    def __exit__(self, *gone: Any) -> None:
        self._opened.__exit__(*gone)


def test_a_transfer_ends_what_rests_on_the_old_place_only(world: World, sita: bytes) -> None:
    block, district = invited(world, sita, title="Block", area=KANKE), invited(world, sita, title="District")
    told = world.do(moves.carry_out, people=[sita], move=Move(TRANSFER, area=BOOTH))
    assert {(e.office, e.never_began) for e in told.ends} == {
        ("President, School 1", False),
        ("Treasurer, School 1", True),
    }
    assert [a.camp for a in told.withdrawn] == ["Block"]
    assert [a.camp for a in told.stays_invited] == ["District"]
    assert (told.crossing, told.by_hq, told.to) == ((), False, "School 3")
    assert held(world, sita) == {"secretary": None, "president": today()}
    assert sita not in listed(world, block)
    assert sita in listed(world, district)
    assert (world.member(sita).area_id, world.member(sita).seat_id) == (BOOTH, ASSEMBLY)
    world.undo()
    assert world.member(sita).area_id == KANKE_BOOTH
    assert sita in listed(world, block)


def test_a_transfer_to_another_district_takes_consents_and_offices_along(world: World, sita: bytes) -> None:
    told = world.do(moves.carry_out, people=[sita], move=Move(TRANSFER, area=KHUNTI))
    assert (told.crossing, told.to_district, told.by_hq) == (("सीता देवी",), "Khunti", False)
    assert len(told.ends) == 3
    row = world.member(sita)
    assert (row.bucket, row.area_id, row.seat_id) == ("D341", KHUNTI, None)
    with world.store.reading() as session:
        for table in ("posts", "consents"):
            query = text(f"SELECT DISTINCT bucket FROM {table} WHERE member_id = :who")
            assert session.scalars(query, {"who": sita}).all() == ["D341"]


def test_a_laptop_of_one_district_is_told_that_hq_moves(world: World, sita: bytes) -> None:
    with store_sql(world) as run:
        run("INSERT INTO sync_state(k, v) VALUES ('device', 'a'), ('buckets', '[\"D339\"]')")
    told = world.read(moves.consequences, people=[sita], move=Move(TRANSFER, area=KHUNTI))
    assert told.by_hq
    assert any("HQ moves" in part.heading for part in parts(told))
    assert not world.read(moves.consequences, people=[sita], move=Move(TRANSFER, area=NAMKUM)).by_hq


def test_a_whole_selection_at_once_passes_over_whom_it_does_not_fit(world: World) -> None:
    world.do(moves.carry_out, people=world.people[:2], move=Move(LEFT))
    told = world.do(moves.carry_out, people=world.people, move=Move(LEFT))
    assert len(told.people) == len(world.people) - 2
    assert {world.member(who).status for who in world.people} == {"left"}
    assert world.member(world.people[0]).status_on == today()


WRONG = (
    (Move(DIED, today() + timedelta(days=1)), "still to come"),
    (Move(LEFT, date(1800, 1, 1)), "can't be right for सीता देवी"),
    (Move(TRANSFER), "choose the block"),
    (Move(TRANSFER, area=b"x" * 16), "not in the list"),
    (Move(TRANSFER, area=KANKE_BOOTH), "is there already"),
    (Move(RETURNED), "nothing to come back from"),
    (Move("resigned"), "Choose transfer"),
)


def test_bad_input_is_one_sentence_and_changes_nothing(world: World, sita: bytes) -> None:
    before = state(world)
    for move, sentence in WRONG:
        for verb in (moves.consequences, moves.carry_out):
            with pytest.raises(RuleBroken, match=sentence):
                world.do(verb, people=[sita], move=move)
    with pytest.raises(RuleBroken, match="not on the roster"):
        world.do(moves.carry_out, people=[b"y" * 16], move=Move(DIED))
    assert state(world) == before


def test_died_twice_is_refused(world: World) -> None:
    world.do(moves.carry_out, people=world.people[:1], move=Move(DIED))
    with pytest.raises(RuleBroken, match="written down already"):
        world.do(moves.carry_out, people=world.people[:1], move=Move(DIED))


def test_consequences_are_read_in_both_languages(world: World, sita: bytes) -> None:
    camp = invited(world, sita)
    world.do(sheets.freeze, camp=camp)
    invited(world, sita, title="Other")
    for verb in (*(v for v in VERBS if v != RETURNED), RETURNED):
        if verb == RETURNED:
            world.do(moves.carry_out, people=[sita], move=Move(DIED))
        for language in ("en", "hi"):
            with in_language(language):
                told = world.read(moves.consequences, people=[sita], move=Move(verb, area=KHUNTI))
                said = "\n".join(line for part in parts(told) for line in (part.heading, *part.lines))
            assert "सीता देवी" in said
            assert "{" not in said


def test_an_office_above_a_district_travels_with_what_districts_share(world: World, sita: bytes) -> None:
    world.do(posts.appoint, member=sita, title="spokesperson", area=area_id("lok_sabha", "S27-08"))

    def bucket() -> str:
        with world.store.reading() as session:
            query = text("SELECT bucket FROM posts WHERE member_id = :who AND title = 'spokesperson'")
            return str(session.scalar(query, {"who": sita}))

    assert bucket() == "D339:up"
    world.do(moves.carry_out, people=[sita], move=Move(TRANSFER, area=KHUNTI))
    assert bucket() == "D341:up"
