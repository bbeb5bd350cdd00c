import tracemalloc
from functools import partial

import pytest
from sqlalchemy import text

from organizer_app.domain.areas import area_id
from organizer_app.domain.ids import id_text
from organizer_app.models import Post
from organizer_app.services import members, members_list, posts
from organizer_app.services.members_list import Filter
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, KHUNTI, NAMKUM, YOUTH, World


def found(world: World, **chosen: object) -> set[bytes]:
    numbers = world.read(members_list.ids, chosen=Filter(**chosen))  # type: ignore[arg-type]  # fields by name
    assert world.read(members_list.count, chosen=Filter(**chosen)) == len(numbers)  # type: ignore[arg-type]
    return {row.id for row in world.read(members_list.rows, numbers=numbers)}


def hits(world: World, query: str, **given: object) -> list[bytes]:
    numbers = world.read(members_list.search, query=query, **given)
    return [row.id for row in world.read(members_list.rows, numbers=numbers)]


def test_each_filter_alone_and_together(world: World) -> None:
    people = world.people
    world.do(posts.appoint, member=people[0], title="secretary")
    world.do(members.edit, id=people[3], changes={"status": "left", "phones": "12", "area": None})
    world.do(members.edit, id=people[4], changes={"area": None, "seat": ASSEMBLY})
    world.do(members.archive, ids=[people[5]])
    with world.store.transaction("x") as session:
        members.record(session, people[6]).merged_into = people[7]
    listed = set(people) - {people[5], people[6]}
    assert found(world) == listed
    assert found(world, area=DISTRICT) == listed - {people[3], people[4]}
    assert found(world, area=ASSEMBLY) == listed - {people[3]}
    assert found(world, area=KANKE) == {p for i, p in enumerate(people) if i % 4 < 2} & listed - {people[4]}
    assert found(world, area=KHUNTI) == set()
    assert found(world, wing=YOUTH) == set(people[::3]) & listed
    assert found(world, post="secretary") == {people[0]}
    assert found(world, status="left") == {people[3]}
    assert found(world, problem_phone=True) == {people[3]}
    assert found(world, unplaced=True) == {people[3], people[4]}
    assert found(world, unplaced=True, status="member") == {people[4]}
    assert found(world, wing=YOUTH, area=KANKE, status="member", post="secretary") == {people[0]}


def test_the_level_of_an_office_and_who_lives_at_no_booth(world: World) -> None:
    first, second, third = world.people[:3]
    booth = area_id("booth", "S27-063-0001")
    world.do(posts.appoint, member=first, title="president", area=KANKE)
    world.do(posts.appoint, member=first, title="secretary", area=booth)
    imported = world.do(posts.appoint, member=second, title="president", area=booth)
    with world.store.transaction("x") as session:
        session.get(Post, imported).level = ""  # type: ignore[union-attr]  # it was made just now
    world.do(posts.appoint, member=third, title="president")
    assert found(world, level="booth") == {first, second}
    assert found(world, level="booth", post="president") == {second}
    assert found(world, level="block") == {first}
    world.do(members.edit, id=first, changes={"area": KANKE})
    world.do(members.edit, id=second, changes={"area": None})
    assert found(world, no_booth=True) == {first, second}


def test_names_go_by_the_alphabet(world: World) -> None:
    rows = world.read(members_list.rows, numbers=world.read(members_list.ids))
    keys = [world.member(r.id).sort_key for r in rows]
    assert keys == sorted(keys)


def test_a_row_is_ready_to_show(world: World) -> None:
    person = world.people[0]
    world.do(members.edit, id=person, changes={"phones": "12, 9812345678", "name_other": "Ram Lal Mahto", "place": ""})
    world.do(posts.appoint, member=person, title="secretary", area=KANKE)
    number = world.member(person).n
    (row,) = world.read(members_list.rows, numbers=[number, 9999])
    assert (row.n, row.id, row.name_other, row.other_guessed) == (number, person, "Ram Lal Mahto", False)
    assert (row.phone, row.phones, row.problem) == ("+919812345678", 2, "too_short")
    assert (row.area_name, row.block_name, row.office) == ("School 1", "Kanke", "Secretary, Kanke")
    assert (row.wings, row.status) == ((id_text(YOUTH),), "member")
    world.do(members.archive, ids=[person])
    assert len(world.read(members_list.rows, numbers=[number])) == 1, "the detail of a link still opens"


def test_rows_come_in_the_order_asked(world: World) -> None:
    numbers = list(world.read(members_list.ids))[::-3]
    assert [r.n for r in world.read(members_list.rows, numbers=numbers)] == numbers


@pytest.mark.parametrize(
    "query", ["ram lal", "राम लाल", "Raam Laal Mahato", "mahto ram", "राम ल", "Ram L", "rām lāl", "राम  लाल\u200d"]
)
def test_a_name_in_either_script_and_spelling(world: World, query: str) -> None:
    assert hits(world, query)[0] == world.people[0]


def test_the_best_comes_first(world: World) -> None:
    exact = world.do(members.add, new=members.New(name="Mohan Oram", area=KANKE))
    longer = world.do(members.add, new=members.New(name="Mohanlal Oraon", area=KANKE))
    son = world.do(members.add, new=members.New(name="Suresh Oraon", guardian="Mohan Oraon", area=KANKE))
    order = hits(world, "Mohan Oraon")
    assert order[0] == world.people[2]
    assert order.index(longer) < order.index(son)
    assert hits(world, "mohan oram")[0] == exact


def test_digits_of_a_phone_from_either_end_and_a_card(world: World) -> None:
    person = world.do(
        members.add, new=members.New(name="Gopal", phones="7000012345, 0651-2201234", card_no="40123", area=KANKE)
    )
    for query in ("70000", "7000012345", "+91 70000 12345", "12345", "७००००", "40123", "2201234", "gopal 12345"):
        assert hits(world, query) == [person], query
    assert person not in hits(world, "00012", limit=100), "digits in the middle are not looked up"
    assert hits(world, "ram 12345") == []
    assert len(hits(world, "98123", limit=7)) == 7


def test_a_word_may_be_the_place(world: World) -> None:
    person = world.do(members.add, new=members.New(name="Gopal", area=area_id("booth", "S27-063-0005")))
    other = world.do(members.add, new=members.New(name="Gopal", place="फूलपुर", area=NAMKUM))
    assert set(hits(world, "gopal")) == {person, other}
    assert hits(world, "gopal khunti") == [person]
    assert hits(world, "खूंटी गोपाल") == [person]
    assert hits(world, "gopal phulpur") == [other]
    assert hits(world, "gopal namkum") == [other]
    assert hits(world, "gopal kanke") == []


def test_search_stays_in_the_area_and_on_the_roster(world: World) -> None:
    person = world.people[0]
    assert person in hits(world, "ram lal", area=KANKE)
    assert person not in hits(world, "ram lal", area=NAMKUM)
    world.do(members.archive, ids=[person])
    assert person not in hits(world, "ram lal")
    world.undo()
    assert person in hits(world, "ram lal")
    world.do(members.edit, id=person, changes={"name": "Birsa", "phones": "7000099999"})
    assert person not in hits(world, "ram lal")
    assert hits(world, "birsa") == hits(world, "99999") == [person]


@pytest.mark.parametrize("query", ["", " ", "-", '"', "*", "' OR 1", '"a" OR "b"', "NEAR(", "\x00", "।", "😀", "+"])
def test_strange_signs_are_only_signs(world: World, query: str) -> None:
    assert isinstance(hits(world, query), list)


def test_the_list_of_everybody_takes_few_bytes_for_each(world: World) -> None:
    count = 8_000
    more = f"WITH RECURSIVE k(i) AS (SELECT 70000 UNION ALL SELECT i + 1 FROM k WHERE i < {70_000 + count})"
    first = world.read(members_list.ids)[0]
    with world.store.applying() as session:
        names = [row[1] for row in session.execute(text("PRAGMA table_info(members)"))]
        values = {name: name for name in names} | {"n": "i", "id": "randomblob(16)", "sort_key": "printf('%06d', i)"}
        session.execute(
            text(
                f"{more} INSERT INTO members({', '.join(values)}) SELECT {', '.join(values.values())} "
                f"FROM k, members WHERE n = {first}"
            )
        )
    ask = partial(world.read, members_list.ids)
    assert list(ask())[:count] == list(range(70_000, 70_000 + count))
    tracemalloc.start()
    ask()
    _now, highest = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert highest < 25 * count
