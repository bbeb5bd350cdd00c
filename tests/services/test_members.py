from datetime import date

import pytest
from sqlalchemy import select

from organizer_app.domain.areas import area_id
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Consent, Outbox, Post
from organizer_app.services import consents, members, members_list, posts
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, KHUNTI, YOUTH, World


def test_a_person_as_written_and_everything_of_one(world: World) -> None:
    new = members.New(
        name="12. श्री  राम लाल जी ", name_other=" Ram Lal ", guardian="स्व. शिव लाल", relation="father", gender="male",
        birth_year=1980, phones="98123-45678 / 1234", address=" x ", place="हरिपुर", area=KANKE, seat=ASSEMBLY,
        wings=(YOUTH,), notes=" n ", card_no=" 17 ", source="list.xlsx",
    )  # fmt: skip
    identity = world.do(members.add, new=new)
    world.do(posts.appoint, member=identity, title="secretary", area=KANKE)
    world.do(consents.record, member=identity, purpose="organisation", channel="paper")
    person = world.read(members.get, id=identity)
    assert (person.name, person.name_other, person.name_other_state) == ("राम लाल", "Ram Lal", "confirmed")
    assert person.honorific.startswith("श्री")
    assert [(p.number, p.problem, p.raw) for p in person.phones] == [
        ("+919812345678", "", ""),
        ("", "too_short", "98123-45678 / 1234"),
    ]
    assert person.area_path == ("Kanke", "Ranchi", "Jharkhand")
    assert person.seat_path == ("Ranchi", "Ranchi", "Jharkhand")
    assert person.wings == ((YOUTH, "Youth front"),)
    assert (person.address, person.notes, person.card_no, person.source) == ("x", "n", "17", "list.xlsx")
    assert (len(person.posts), len(person.consents), person.changed_by) == (1, 1, "Asha")
    assert world.member(identity).bucket == "D339"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": " 12. "}, "Name:"),
        ({"status": "boss"}, "Status:"),
        ({"relation": "cousin"}, "Relation:"),
        ({"gender": "m"}, "Gender:"),
        ({"birth_year": 1850}, "Birth year:"),
        ({"birth_year": today().year + 1}, "Birth year:"),
    ],
)
def test_a_wrong_field_is_named(world: World, wrong: dict[str, object], said: str) -> None:
    with pytest.raises(RuleBroken, match=said):
        world.do(members.add, new=members.New(**({"name": "Ram"} | wrong)))  # type: ignore[arg-type]  # fields by name
    with pytest.raises(RuleBroken, match=said):
        world.do(members.edit, id=world.people[0], changes=wrong)
    assert world.member(world.people[0]).status == "member"


def test_editing_by_field(world: World) -> None:
    person = world.people[0]
    world.do(
        members.edit,
        id=person,
        changes={"name": "Smt. Sita Devi", "name_other": "सीता देवी", "phones": "६९९००१२३४५", "birth_year": "१९७५"},
    )
    row = world.read(members.get, id=person)
    assert (row.name, row.honorific, row.name_other_state, row.birth_year) == ("Sita Devi", "Smt.", "confirmed", 1975)
    assert [p.number for p in row.phones] == ["+916990012345"]
    world.do(members.edit, id=person, changes={"birth_year": "", "name_other": "", "phones": "", "honorific": "Dr"})
    row = world.read(members.get, id=person)
    assert (row.birth_year, row.name_other_state, row.phones, row.honorific) == (None, "", (), "Dr")
    world.do(members.edit, id=person, changes={"skills": ["drum ", ""], "languages": ["Mundari"], "seat": ASSEMBLY})
    row = world.read(members.get, id=person)
    assert (row.skills, row.languages, row.seat_id) == (("drum",), ("Mundari",), ASSEMBLY)
    with pytest.raises(RuleBroken, match="“caste” is not a field"):
        world.do(members.edit, id=person, changes={"caste": "x"})
    with pytest.raises(RuleBroken, match="Birth year: abc can't be right"):
        world.do(members.edit, id=person, changes={"birth_year": "abc"})


def test_nothing_changed_leaves_no_trace(world: World) -> None:
    tx = world.last_tx()
    row = world.member(world.people[0])
    world.do(members.edit, id=row.id, changes={"name": row.name, "place": row.place, "area": row.area_id})
    assert world.last_tx() == tx
    assert world.member(row.id).changed_at == row.changed_at


def test_consents_and_posts_move_with_the_person(world: World) -> None:
    person = world.do(members.add, new=members.New(name="बेघर"))
    world.do(consents.record, member=person, purpose="organisation", channel="paper")
    world.do(posts.appoint, member=person, title="secretary")
    with world.store.reading() as session:
        assert set(session.scalars(select(Outbox.bucket).where(Outbox.tx > world.last_tx() - 3))) == {"local"}
    world.do(members.edit, id=person, changes={"area": KANKE})
    with world.store.reading() as session:
        ops = session.scalars(select(Outbox).where(Outbox.tx == world.last_tx())).all()
    assert {(op.tbl, op.bucket) for op in ops} == {(t, "D339") for t in ("members", "consents", "posts")}
    assert all(("title" in op.f) or ("purpose" in op.f) or ("name" in op.f) for op in ops), "sent whole"
    world.do(members.edit, id=person, changes={"area": KHUNTI})
    with world.store.reading() as session:
        for model in (Consent, Post):
            assert session.scalar(select(model.bucket).where(model.member_id == person)) == "D341"
    world.do(members.edit, id=person, changes={"area": None})
    assert (world.member(person).area_id, world.member(person).bucket) == (None, "D341")


def test_taken_off_the_roster(world: World) -> None:
    assert world.do(members.archive, ids=world.people[:2]) == 2
    for verb, given in ((members.edit, {"changes": {}}), (members.get, {})):
        with pytest.raises(RuleBroken, match="not on the roster"):
            world.do(verb, id=world.people[0], **given)


def test_a_person_is_named_by_id_or_card(world: World) -> None:
    person = world.do(members.add, new=members.New(name="Ram", card_no="JH/17"))
    for ref in (person.hex(), person.hex()[:24], " JH/17 ", str(__import__("uuid").UUID(bytes=person)).upper()):
        assert world.read(members.find, ref=ref) == person
    for ref in ("", "zzzzzzzz", "z" * 32, world.people[0].hex()[:5], "JH"):
        with pytest.raises(RuleBroken, match="No single person"):
            world.read(members.find, ref=ref)
    world.do(members.add, new=members.New(name="Ram", card_no="JH/17"))
    with pytest.raises(RuleBroken, match="No single person"):
        world.read(members.find, ref="JH/17")


def test_of_several_offices_table_pane_and_paper_show_the_one_that_stands_first_by_precedence(world: World) -> None:
    person = world.people[0]
    booth = world.do(posts.appoint, member=person, title="president", area=area_id("booth", "S27-063-0001"))
    district = world.do(posts.appoint, member=person, title="secretary", area=DISTRICT)
    ended = world.do(
        posts.appoint, member=person, title="president", area=DISTRICT, from_on=date(2020, 1, 1), to_on=date(2021, 1, 1)
    )
    found = world.read(members_list.rows, numbers=[world.read(members.get, id=person).n])
    assert (found[0].office, found[0].offices) == ("Secretary, Ranchi", 2)
    assert [post.id for post in world.read(posts.of_member, member=person)] == [district, booth, ended]


def test_offices(world: World) -> None:
    person = world.people[0]
    ended = world.do(
        posts.appoint, member=person, title="president", area=KANKE, from_on=date(2020, 1, 1), to_on=date(2022, 1, 1)
    )
    own = world.do(posts.appoint, member=person, title=" मंडल मंत्री ", wing=YOUTH)
    secretary = world.do(posts.appoint, member=person, title="secretary", area=KANKE)
    shown = world.read(posts.of_member, member=person)
    assert [p.id for p in shown] == [secretary, own, ended]
    assert (shown[0].level, shown[0].area_name, shown[0].from_on) == ("block", "Kanke", today())
    assert (shown[1].title, shown[1].wing_name) == ("मंडल मंत्री", "Youth front")
    world.do(posts.end, post=secretary)
    assert world.read(posts.of_member, member=person)[0].id == own
    with pytest.raises(RuleBroken, match="ends before it begins"):
        world.do(posts.end, post=secretary, on=date(2000, 1, 1))
    with pytest.raises(RuleBroken, match="not on this laptop"):
        world.do(posts.end, post=b"0" * 16)
    for wrong, said in (
        ({"title": " "}, "Post:"),
        ({"member": b"0" * 16}, "not on the roster"),
        ({"from_on": date(2026, 1, 2), "to_on": date(2026, 1, 1)}, "before it begins"),
        ({"area": b"0" * 16}, "not in the list"),
    ):
        with pytest.raises(RuleBroken, match=said):
            world.do(posts.appoint, **({"member": person, "title": "secretary"} | wrong))


def test_consent_is_asked_by_purpose_and_channel_and_the_last_word_counts(world: World) -> None:
    person = world.people[0]

    def allowed(purpose: str = "organisation", channel: str = "call") -> bool:
        answer: bool = world.read(consents.allows, member=person, purpose=purpose, channel=channel)
        return answer

    assert not allowed()
    world.do(consents.record, member=person, purpose="organisation", channel="call", how="form 3", at=100)
    assert allowed()
    assert not allowed(channel="sms")
    assert not allowed(purpose="campaign")
    world.do(consents.record, member=person, purpose="organisation", channel="call", state="withdrawn", at=100)
    assert not allowed(), "of two answers at one moment the withdrawal counts"
    world.do(consents.record, member=person, purpose="organisation", channel="call", at=90)
    assert not allowed()
    world.do(consents.record, member=person, purpose="organisation", channel="call", at=101)
    assert allowed()
    last = world.read(consents.of_member, member=person)[-1]
    assert (last.at, last.notice_version, last.notice_language, last.taken_by) == (90, "1", "en", "Asha")
    for wrong in ({"purpose": "x"}, {"channel": "drum"}, {"state": "maybe"}):
        with pytest.raises(RuleBroken, match="Consent:"):
            world.do(consents.record, **({"member": person, "purpose": "campaign", "channel": "call"} | wrong))
    with pytest.raises(RuleBroken, match="not on the roster"):
        world.do(consents.record, member=b"0" * 16, purpose="campaign", channel="call")


def test_a_card_number_is_the_same_in_digits_of_either_script(world: World) -> None:
    person = world.do(members.add, new=members.New(name="राम", card_no=" झा-१७/२ "))
    assert world.read(members.get, id=person).card_no == "झा-17/2"
    assert world.read(members.find, ref="झा-१७/२") == world.read(members.find, ref="झा-17/2") == person
    world.do(members.edit, id=person, changes={"card_no": "९८"})
    assert world.read(members.get, id=person).card_no == "98"
