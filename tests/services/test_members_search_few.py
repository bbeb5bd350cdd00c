"""A small area is answered from memory as the index would answer, and what is kept is never older than the file."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from organizer_app.db.store import Store
from organizer_app.domain.asked import asked
from organizer_app.models import Member
from organizer_app.services import members, members_list, members_search, members_search_few
from organizer_app.services.members_match import Part, begun_so, by_name, by_place, every, nearly
from tests.bench import state
from tests.services.world import KANKE, NAMKUM, World

PEOPLE = 600
ODD = st.sampled_from(["r", "रा", "k", "y", "sa", "devi", "कुमा", "ranchi", "sunta", "यश", "x"])


@dataclass
class Crowd:
    """An open session, how people are called, who is in an area, and the areas there are somebody in."""

    session: Session
    names: list[str]
    there: dict[bytes, set[int]]

    def index(self, parts: list[Part], area: bytes | None) -> list[int]:
        match = text("SELECT rowid FROM member_search WHERE member_search MATCH :match")
        return list(self.session.scalars(match, {"match": every(parts, area)}))


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crowd]:
    store = Store(tmp_path_factory.mktemp("crowd"), secrets.token_bytes(32))
    state.fill(store, PEOPLE)
    with store.reading() as session:
        names = [" ".join(row) for row in session.execute(text("SELECT name, name_other, guardian FROM members"))]
        there: dict[bytes, set[int]] = {}
        lives = "SELECT DISTINCT p.above, m.n FROM area_paths p JOIN members m ON p.below IN (m.area_id, m.seat_id)"
        for area, n in session.execute(text(lives)):
            there.setdefault(area, set()).add(n)
        yield Crowd(session, names, there)
    store.close()


typed = given(
    who=st.integers(0, PEOPLE - 1),
    cuts=st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=3),
    odd=st.none() | ODD,
    place=st.integers(0, 200),
)


def asked_for(crowd: Crowd, who: int, cuts: list[tuple[int, int]], odd: str | None) -> str:
    spelt = crowd.names[who].split()
    if cuts[0][0] % 2 and not odd:  # as most people type: the name from its beginning
        return f"{spelt[0]} {spelt[1][: cuts[0][1]]}"
    return " ".join([*(spelt[at % len(spelt)][:size] for at, size in cuts), odd or ""])


@typed
@settings(max_examples=60)
def test_every_question_finds_whom_the_index_finds_there_and_of_all_people_those_there(
    crowd: Crowd, who: int, cuts: list[tuple[int, int]], odd: str | None, place: int
) -> None:
    words = asked(asked_for(crowd, who, cuts, odd)).words
    area, there = sorted(crowd.there.items())[place % len(crowd.there)]
    few = members_search_few.few(crowd.session, area)
    assert few is not None
    surest = [*by_name(words), begun_so(words), *(match for match, _named in by_place(words))]
    for parts in filter(None, (*surest, *islice(nearly(words), 4))):
        found = few.hits(parts, PEOPLE)
        assert found == crowd.index(parts, area) == [n for n in crowd.index(parts, None) if n in there]
        assert few.hits(parts, 3) == found[:3]
    if begun_so(words):
        search = members_search._Search(crowd.session, (), area, PEOPLE)
        search._few = None
        search._ask_together(words)
        for questions, told in search._told:
            assert [told.hits(q, PEOPLE) for q in questions] == [crowd.index(q, area) for q in questions]


@typed
@settings(max_examples=60)
def test_all_ways_to_search_in_an_area_find_the_same_people_in_the_same_order(
    crowd: Crowd, who: int, cuts: list[tuple[int, int]], odd: str | None, place: int
) -> None:
    query, area = asked_for(crowd, who, cuts, odd), sorted(crowd.there)[place % len(crowd.there)]
    where = (Member.gender == "f",) if place % 2 else ()

    def found() -> list[int]:
        return list(members_search.find(crowd.session, query=query, limit=20 + place, where=where, within=area))

    from_memory = found()
    with pytest.MonkeyPatch.context() as without:
        without.setattr(members_search, "few", lambda _session, _area: None)
        without.setattr(members_search, "TOLD", place % 30)
        together = found()
        without.setattr(members_search, "TOLD", -1)
        assert from_memory == together == found()
    assert set(from_memory) <= crowd.there[area]


def names(world: World, query: str, area: bytes = KANKE) -> list[str]:
    numbers = world.read(members_list.search, query=query, area=area)
    return [row.name for row in world.read(members_list.rows, numbers=numbers)]


def test_what_is_kept_follows_every_change(world: World) -> None:
    assert names(world, "zubeda") == []
    one = world.do(members.add, new=members.New(name="Zubeda Khatoon", area=KANKE))
    assert names(world, "zubeda") == ["Zubeda Khatoon"]
    world.do(members.edit, id=one, changes={"name": "Phulmani Tirkey"})
    assert names(world, "zubeda") == [] != names(world, "phulmani")
    world.undo()
    assert names(world, "zubeda") == ["Zubeda Khatoon"]
    lives = text("UPDATE members SET area_id = :area WHERE id = :one")
    with world.store.applying() as session:
        session.execute(lives, {"area": NAMKUM, "one": one})
    assert names(world, "zubeda") == [] != names(world, "zubeda", NAMKUM)
    assert names(world, "zubeda") == []
    other = Store(world.store.folder, world.store.key)  # as another program does, by a connection of its own
    with other.applying() as session:
        session.execute(lives, {"area": KANKE, "one": one})
    other.close()
    assert names(world, "zubeda") == ["Zubeda Khatoon"]
    world.do(members.archive, ids=[one])
    assert names(world, "zubeda") == []


def test_what_was_written_and_taken_back_is_not_kept(world: World) -> None:
    def add(session: Session) -> None:
        members.add(session, new=members.New(name="Zubeda Khatoon", area=KANKE))
        assert len(members_list.search(session, query="zubeda", area=KANKE)) == 1
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        world.do(add)
    assert len(world.read(members_list.search, query="zubeda", area=KANKE)) == 0


def test_more_people_than_are_read_at_once_are_asked_of_the_index(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.do(members.add, new=members.New(name="Zubeda Khatoon", area=KANKE))
    monkeypatch.setattr(members_search_few, "SMALL", 1)
    assert names(world, "zubeda") == ["Zubeda Khatoon"]
    with world.store.reading() as session:
        assert members_search_few.few(session, KANKE) is None
