"""Lists with a name."""

import json
from dataclasses import replace
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organizer_app.domain.areas import district_bucket
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Area, SavedList
from organizer_app.services import history, members_list, organisation, saved_filters, saved_lists, wings
from organizer_app.services.members_list import ALL, Filter
from organizer_app.services.saved_filters import NOTHING, Sought
from tests.services.world import DISTRICT, KANKE, YOUTH, World

CHOSEN = Filter(area=KANKE, wing=YOUTH, post="president", status="member", problem_phone=True)


def save(world: World, title: str = "Booth presidents", **given: Any) -> bytes:
    identity: bytes = world.do(saved_lists.save, title=title, **{"chosen": CHOSEN} | given)
    return identity


def test_a_list_is_kept_in_the_district_and_opened_as_it_was(world: World) -> None:
    world.do(organisation.set_home_area, area=DISTRICT)
    identity = save(world, columns=("name", "phone"), sort="area", descending=True)
    (saved,) = world.read(saved_lists.rows)
    assert (saved.id, saved.title, saved.chosen) == (identity, "Booth presidents", CHOSEN)
    assert (saved.columns, saved.sort, saved.descending) == (("name", "phone"), "area", True)
    assert (saved.trouble, saved.whole) == ("", True)
    assert world.read(saved_lists.find, name="booth  PRESIDENTS") == saved
    with world.store.reading() as session:
        record = session.get(SavedList, identity)
        assert record is not None
        assert record.bucket == district_bucket("339")
        assert record.chosen == {
            **{"area": KANKE.hex(), "wing": YOUTH.hex(), "post": "president", "status": "member"},
            "problem_phone": True,
        }


def test_a_name_is_there_once_and_may_be_written_over(world: World) -> None:
    identity = save(world)
    with pytest.raises(RuleBroken, match="already a list called “booth presidents”"):
        save(world, "booth presidents")
    assert save(world, "booth presidents", chosen=ALL, replace=True) == identity
    assert world.read(saved_lists.get, id=identity).chosen == ALL
    with pytest.raises(RuleBroken, match="Give the list a name"):
        save(world, "  ")
    with pytest.raises(RuleBroken, match="at most 80"):
        save(world, "x" * 81)


def test_renaming_and_removing_can_be_undone(world: World) -> None:
    identity, other = save(world), save(world, "Others")
    world.do(saved_lists.rename, id=identity, title=" Our  booths ")
    assert [s.title for s in world.read(saved_lists.rows)] == ["Others", "Our booths"]
    with pytest.raises(RuleBroken, match="already a list"):
        world.do(saved_lists.rename, id=identity, title="others")
    world.undo()
    assert world.do(saved_lists.remove, id=other) == "Others"
    assert [s.title for s in world.read(saved_lists.rows)] == ["Booth presidents"]
    with pytest.raises(RuleBroken, match="removed meanwhile"):
        world.read(saved_lists.get, id=other)
    with pytest.raises(RuleBroken, match="No list is called “Others”"):
        world.read(saved_lists.find, name="Others")
    world.undo()
    assert world.read(saved_lists.get, id=other).title == "Others"
    assert world.read(history.acts, limit=1)


def test_a_condition_of_a_newer_version_is_named_and_kept(world: World) -> None:
    identity = save(world)
    with world.store.transaction("lists.save") as session:
        record = session.get(SavedList, identity)
        assert record is not None
        record.chosen = {"status": "member", "shoe_size": 43, "unplaced": "perhaps"}
    saved = world.read(saved_lists.get, id=identity)
    assert saved.chosen == Filter(status="member")
    assert not saved.whole
    assert "newer version" in saved.trouble
    with pytest.raises(RuleBroken, match="newer version"):
        saved_lists.require_whole(saved)
    world.do(saved_lists.rename, id=identity, title="Still theirs")
    with world.store.reading() as session:
        assert session.get(SavedList, identity).chosen["shoe_size"] == 43  # type: ignore[union-attr]  # it is there


def test_words_searched_for_are_kept_and_find_the_same_people(world: World) -> None:
    world.do(organisation.set_home_area, area=KANKE)
    name = world.member(world.people[0]).name
    save(world, "Before", chosen=ALL)
    save(world, "At home", chosen=ALL, sought=Sought(f"  {name} "), sort="area")
    save(world, "All", chosen=Filter(wing=YOUTH), sought=Sought(name, everywhere=True))
    everywhere, at_home, before = world.read(saved_lists.rows)
    assert (before.sought, at_home.sought) == (NOTHING, Sought(name))
    assert everywhere.sought == Sought(name, everywhere=True)
    for saved, within in ((everywhere, None), (at_home, KANKE)):
        found = world.read(members_list.search, query=name, area=within, among=saved.chosen, limit=members_list.FOUND)
        assert world.read(saved_lists.found, saved=saved) == found
        assert world.read(saved_lists.count, saved=saved) == len(found) > 0
    assert len(world.read(saved_lists.found, saved=at_home)) < len(world.read(saved_lists.found, saved=before)) == 30
    assert len(world.read(saved_lists.found, saved=before, limit=7)) == 7


def test_a_version_that_knows_no_words_names_them_as_a_condition_it_does_not_know(world: World) -> None:
    identity = save(world, chosen=Filter(status="member"), sought=Sought("ram", everywhere=True))
    with world.store.reading() as session:
        kept = session.get(SavedList, identity).chosen  # type: ignore[union-attr]  # it is there
    assert kept == {"status": "member", "words": "ram", "everywhere": True}
    assert kept.keys() - Filter.__dataclass_fields__.keys() == {"words", "everywhere"}  # what it knows are its fields
    assert saved_filters.read({"words": ["ram"]})[2] == ("words",), "words of a later kind are not passed over either"


def test_a_list_says_when_its_words_find_more_than_it_holds(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(members_list, "FOUND", 3)
    save(world, chosen=ALL, sought=Sought("ram", everywhere=True))
    (saved,) = world.read(saved_lists.rows)
    assert len(world.read(saved_lists.found, saved=saved)) == 3
    assert "Only the best 3" in saved_lists.cut(saved, 3)
    assert saved_lists.cut(saved, 2) == ""
    assert saved_lists.cut(replace(saved, sought=NOTHING), 30) == ""


def test_a_place_or_wing_that_is_gone_is_said_and_finds_nobody(world: World) -> None:
    identity = save(world, chosen=Filter(area=KANKE))
    with world.store.applying() as session:
        session.get(Area, KANKE).archived_at = 1  # type: ignore[union-attr]  # it is there
    saved = world.read(saved_lists.get, id=identity)
    assert "place of “Booth presidents” is not in the area list" in saved.trouble
    assert saved.whole
    of_wing = save(world, "Youth", chosen=Filter(wing=YOUTH))
    assert world.read(saved_lists.get, id=of_wing).trouble == ""
    world.do(wings.archive, wing=YOUTH)
    assert "wing of “Youth”" in world.read(saved_lists.get, id=of_wing).trouble
    assert world.read(members_list.count, chosen=Filter(area=b"\0" * 16)) == 0


_PLAIN = {bytes: st.binary(min_size=16, max_size=16), str: st.text(max_size=9), bool: st.booleans(), int: st.integers()}
_HINTS = {name: get_args(hint) or (hint,) for name, hint in get_type_hints(Filter).items()}
_FIELDS = {name: st.one_of(*(_PLAIN.get(hint, st.none()) for hint in hints)) for name, hints in _HINTS.items()}


@given(st.builds(Filter, **_FIELDS), st.builds(Sought, st.text(max_size=9), st.booleans()))
def test_every_filter_and_every_word_comes_back_as_it_was_kept(chosen: Filter, sought: Sought) -> None:
    kept = json.loads(json.dumps(saved_filters.kept(chosen, sought)))
    assert saved_filters.read(kept) == (chosen, sought, ())
    assert Filter.__dataclass_fields__.keys().isdisjoint(Sought.__dataclass_fields__), "they are kept side by side"


@given(st.dictionaries(st.text(max_size=5), st.none() | st.text() | st.integers() | st.lists(st.text())) | st.none())
def test_whatever_was_kept_is_read_without_an_error(saved: object) -> None:
    chosen, sought, unknown = saved_filters.read(saved)
    assert (chosen, sought) == (ALL, NOTHING)
    assert set(unknown) == set(saved or ())  # type: ignore[call-overload]  # a dict or None
