"""Who may be called or written to, and who is left out."""

from array import array
from typing import Any

import pytest

from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import use_language
from organizer_app.services import consents, contact_lists, members, members_list
from organizer_app.services.contact_lists import GONE, MINOR, NO_NUMBER, NOT_AGREED
from tests.services.world import World


def agree(world: World, member: bytes, **given: Any) -> None:
    world.do(consents.record, **{"member": member, "purpose": "organisation", "channel": "call"} | given)


def numbers(world: World) -> "array[int]":
    found: array[int] = world.read(members_list.ids)
    return found


def test_everybody_is_on_a_list_for_office_use(world: World) -> None:
    everybody = numbers(world)
    found = world.read(contact_lists.sort_out, numbers=everybody, use="office")
    assert (found.numbers, found.left_out, found.told) == (everybody, {}, "")


def test_without_consent_nobody_is_called_and_each_reason_is_counted(world: World) -> None:
    yes, gone, minor, silent, withdrawn = world.people[:5]
    for person in (yes, gone, minor, silent, withdrawn):
        agree(world, person)
    agree(world, withdrawn, state="withdrawn")
    agree(world, world.people[5], channel="whatsapp")
    world.do(members.edit, id=gone, changes={"status": "left"})
    young = {"birth_year": today().year - 15, "guardian_consent": "Her mother, on paper"}
    world.do(members.edit, id=minor, changes=young)
    world.do(members.edit, id=silent, changes={"phones": ""})
    found = world.read(contact_lists.sort_out, numbers=numbers(world), use="call")
    assert [row.id for row in world.read(members_list.rows, numbers=found.numbers)] == [yes]
    assert found.left_out == {GONE: 1, MINOR: 1, NO_NUMBER: 1, NOT_AGREED: 26}
    assert found.told == (
        "Left out: 1 has left, died or was expelled, 1 may be under 18, 26 have not agreed to it, "
        "1 has no readable number."
    )
    use_language("hi")
    assert found.told.endswith("।")
    whatsapp = world.read(contact_lists.sort_out, numbers=numbers(world), use="whatsapp")
    assert len(whatsapp.numbers) == 1


def test_the_order_stays_and_only_those_asked_for_are_looked_at(world: World) -> None:
    for person in world.people[:3]:
        agree(world, person)
    backwards = numbers(world)[::-1]
    found = world.read(contact_lists.sort_out, numbers=backwards, use="call").numbers
    assert list(found) == [n for n in backwards if n in set(found)]
    assert len(found) == 3
    few = world.read(contact_lists.sort_out, numbers=list(found[:1]), use="call")
    assert (len(few.numbers), few.left_out) == (1, {})


def test_a_use_that_is_not_known_is_refused(world: World) -> None:
    with pytest.raises(RuleBroken, match="no use “fun”"):
        world.read(contact_lists.sort_out, numbers=[], use="fun")
