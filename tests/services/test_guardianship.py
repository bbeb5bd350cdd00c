"""Under eighteen nobody is on the roster without a guardian's recorded word."""

from typing import Any

import pytest

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.services import consents, erasing, members
from tests.services.world import World

SAID = "Shiv Mahto, father, signed the form"
MISSING = r"^Guardian's consent: this person may be under 18\. Type which guardian agreed, and how\.$"


def new(years_ago: int | None, **more: Any) -> members.New:
    born = None if years_ago is None else today().year - years_ago
    return members.New(name="Chhotu Mahto", birth_year=born, **more)


def given(world: World, person: bytes) -> list[tuple[str, str, str]]:
    return [(c.purpose, c.given_by, c.how) for c in world.read(consents.of_member, member=person)]


@pytest.mark.parametrize("years_ago", [3, 17, 18])
def test_who_may_be_under_eighteen_is_added_only_with_a_guardians_word(world: World, years_ago: int) -> None:
    for missing in ("", "  "):
        with pytest.raises(RuleBroken, match=MISSING):
            world.do(members.add, new=new(years_ago, guardian_consent=missing))
    there = world.do(members.add, new=new(years_ago, guardian_consent=f" {SAID} "))
    assert given(world, there) == [("membership", SAID, SAID)]


@pytest.mark.parametrize("years_ago", [None, 19, 60])
def test_who_is_of_age_or_unknown_needs_nobody(world: World, years_ago: int | None) -> None:
    assert given(world, world.do(members.add, new=new(years_ago, guardian_consent=SAID))) == []


def test_a_corrected_year_asks_too_and_asks_once(world: World) -> None:
    person, born = world.people[0], str(today().year - 16)
    with pytest.raises(RuleBroken, match=MISSING):
        world.do(members.edit, id=person, changes={"birth_year": born})
    assert world.member(person).birth_year is None
    world.do(members.edit, id=person, changes={"birth_year": born, "guardian_consent": SAID})
    world.do(members.edit, id=person, changes={"birth_year": str(today().year - 15)})
    assert given(world, person) == [("membership", SAID, SAID)]
    world.do(members.edit, id=person, changes={"birth_year": ""})


def test_who_was_erased_and_is_a_child_comes_back_by_the_guardian(world: World) -> None:
    phones = {"phones": "98123 45670"}
    gone = world.do(members.add, new=new(16, guardian_consent=SAID, **phones))
    world.do(erasing.erase, member=gone, reason="asked")
    back = world.do(members.add, new=new(16, guardian_consent=SAID, again="the father came", **phones))
    assert ("organisation", SAID, "the father came") in given(world, back)
