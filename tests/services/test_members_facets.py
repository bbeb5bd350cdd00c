"""How many people each option of a chip would leave."""

from collections.abc import Hashable

from sqlalchemy.event import listen

from organizer_app.services import consents, members, members_facets, members_list, posts
from organizer_app.services.members_list import Filter
from tests.services.test_members_list import found
from tests.services.world import ASSEMBLY, IT, KANKE, NAMKUM, SC, YOUTH, World


def counts(world: World, key: str, *options: Hashable, **chosen: object) -> dict[Hashable, int]:
    filtered = Filter(**chosen)  # type: ignore[arg-type]  # fields by name
    counted: dict[Hashable, int] = world.read(members_facets.counts, key=key, chosen=filtered, options=options)
    return counted


def test_what_each_chip_would_give(world: World) -> None:
    people = world.people
    world.do(members.edit, id=people[0], changes={"status": "left", "phones": "12"})
    world.do(members.edit, id=people[1], changes={"area": None, "wings": (IT, SC), "source": "A form"})
    world.do(posts.appoint, member=people[2], title="secretary")
    world.do(posts.appoint, member=people[2], title="secretary", area=KANKE)
    assert world.read(members_list.count) == 30
    assert counts(world, "status") == {"member": 29, "left": 1}
    assert counts(world, "wing") == {YOUTH: 10, SC: 10, IT: 1}
    assert counts(world, "post") == {"secretary": 1}
    assert counts(world, "area", KANKE, NAMKUM) == {KANKE: 15, NAMKUM: 14}
    assert counts(world, "check") == {"problem": 1, "unplaced": 1, "no_booth": 1}
    assert counts(world, "level") == {"block": 1}
    assert counts(world, "source") == {"A form": 1}
    assert counts(world, "trained") == {"yes": 0, "no": 30}


def test_the_other_chips_stay_and_its_own_does_not(world: World) -> None:
    world.do(members.edit, id=world.people[0], changes={"status": "left"})
    chosen = {"wing": YOUTH, "area": KANKE}
    assert counts(world, "wing", **chosen)[SC] == len(found(world, wing=SC, area=KANKE))
    assert counts(world, "area", KANKE, NAMKUM, **chosen)[NAMKUM] == len(found(world, wing=YOUTH, area=NAMKUM))
    assert sum(counts(world, "status", **chosen).values()) == len(found(world, **chosen))
    assert counts(world, "status", status="left", **chosen) == counts(world, "status", **chosen)


def test_somebody_of_an_area_in_both_trees_is_one_person(world: World) -> None:
    world.do(members.edit, id=world.people[0], changes={"seat": ASSEMBLY})
    assert counts(world, "area", ASSEMBLY) == {ASSEMBLY: len(found(world, area=ASSEMBLY))}


def test_everybodys_consents_are_read_once(world: World) -> None:
    """Three looks took 7 s among 600,000, one for each kind of count."""
    asked: list[str] = []
    with world.store.reading() as session:
        listen(session.connection(), "before_cursor_execute", lambda *given: asked.append(given[2]))
        members_facets.counts(session, key="consent", chosen=members_list.ALL)
        assert sum("consents" in statement for statement in asked) == 1
        asked.clear()
        members_list.ids(session, sort="consent")
        (ordered,) = (statement for statement in asked if "ORDER BY" in statement)
        assert "members.id IN (SELECT consents.member_id" in ordered.replace("\n", ""), "not person by person"


def test_consents_by_purpose_and_way(world: World) -> None:
    first, second, third = world.people[:3]
    for person, purpose, channel, state in (
        (first, "organisation", "call", "given"),
        (first, "organisation", "sms", "given"),
        (second, "organisation", "call", "given"),
        (second, "organisation", "call", "withdrawn"),
        (third, "campaign", "call", "given"),
    ):
        world.do(consents.record, member=person, purpose=purpose, channel=channel, state=state)
    asked = counts(world, "consent")
    assert {key: n for key, n in asked.items() if n} == {
        "organisation": 1, "organisation:call": 1, "organisation:sms": 1, "campaign": 1, "campaign:call": 1, "none": 28,
    }  # fmt: skip
    for word, people in asked.items():
        assert len(found(world, consent=word)) == people
