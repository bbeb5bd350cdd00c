"""Wings: changing them, taking them out of the list, and what stays with people and on paper."""

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_text
from organizer_app.services import members, members_filters, members_history, wings
from organizer_app.services.people import units
from tests.services.world import IT, SC, WOMEN, YOUTH, World


def test_a_wing_is_changed_and_undo_takes_it_back(world: World) -> None:
    before = {w.id: w for w in world.read(wings.rows)}
    changed = world.do(
        wings.edit, wing=IT, changes={"name_en": " Digital cell ", "kind": "department", "parent": YOUTH}
    )
    assert (changed.name_en, changed.name_hi, changed.kind) == ("Digital cell", "आईटी सेल", "department")
    assert world.read(wings.find, name="digital cell") == changed
    assert changed.parent_id == YOUTH
    assert world.do(wings.edit, wing=IT, changes={"parent": None}).parent_id is None
    world.undo()
    world.undo(world.last_tx() - 2)
    assert {w.id: w for w in world.read(wings.rows)} == before


def test_what_no_wing_may_become(world: World) -> None:
    world.do(wings.edit, wing=IT, changes={"parent": YOUTH})
    for wing, changes, said in (
        (IT, {"name_hi": " ", "name_en": ""}, "needs a name"),
        (IT, {"kind": "club"}, "Kind:"),
        (IT, {"name_en": "YOUTH front"}, "already a wing called “आईटी सेल”"),
        (IT, {"parent": IT}, "Part of:"),
        (YOUTH, {"parent": IT}, "Part of:"),
        (IT, {"on_paper": True}, "“on_paper” is not a field"),
        (b"0" * 16, {"kind": "cell"}, "not in the list"),
    ):
        with pytest.raises(RuleBroken, match=said):
            world.do(wings.edit, wing=wing, changes=changes)
    with pytest.raises(RuleBroken, match="already a wing called"):
        world.do(wings.add, kind="cell", name_hi="", name_en="IT Cell")


def test_an_archived_wing_is_offered_no_more_and_people_keep_it(world: World) -> None:
    person = world.people[0]
    world.do(wings.archive, wing=YOUTH)
    assert YOUTH not in {w.id for w in world.read(wings.rows)}
    assert next(w for w in world.read(wings.every) if w.id == YOUTH).archived
    with pytest.raises(RuleBroken, match="No wing is called"):
        world.read(wings.find, name="youth")
    assert world.read(wings.find_archived, name="Youth front").id == YOUTH
    assert world.read(members.get, id=person).wings == ((YOUTH, "Youth front"),)
    assert world.read(units)[id_text(YOUTH)] == "Youth front", "it stays on their badge"
    choices = world.read(members_filters.choices)
    assert YOUTH not in {w.id for w in choices.wings}
    assert choices.wing_names[YOUTH] == "Youth front"
    world.do(members.edit, id=person, changes={"wings": [WOMEN]})
    told = world.read(members_history.person, id=person)
    assert ("wings", "Youth front", "Women's front") in [
        (x.field, x.before, x.after) for s in told.steps for x in s.lines
    ]
    for again in (wings.archive, wings.edit):
        with pytest.raises(RuleBroken, match="not in the list"):
            world.do(again, wing=YOUTH, **({"changes": {}} if again is wings.edit else {}))


def test_an_archived_wing_comes_back_unless_its_name_is_taken(world: World) -> None:
    world.do(wings.archive, wing=IT)
    world.undo()
    assert IT in {w.id for w in world.read(wings.rows)}
    world.do(wings.archive, wing=IT)
    assert world.do(wings.bring_back, wing=IT).code == "it"
    with pytest.raises(RuleBroken, match="in the list already"):
        world.do(wings.bring_back, wing=IT)
    with pytest.raises(RuleBroken, match="No archived wing"):
        world.read(wings.find_archived, name="it")
    world.do(wings.archive, wing=IT)
    other = world.do(wings.add, kind="cell", name_hi="", name_en="IT cell")
    assert other.id != IT
    with pytest.raises(RuleBroken, match="already a wing called"):
        world.do(wings.bring_back, wing=IT)


def test_a_new_wing_does_not_take_the_place_of_one_that_was_renamed(world: World) -> None:
    law = world.do(wings.add, kind="cell", name_hi="", name_en="Legal cell")
    world.do(wings.edit, wing=law.id, changes={"name_en": "Law cell"})
    new = world.do(wings.add, kind="cell", name_hi="", name_en="Legal cell")
    assert {w.name for w in world.read(wings.rows)} >= {"Law cell", "Legal cell"}
    world.do(wings.archive, wing=new.id)
    assert world.do(wings.add, kind="cell", name_hi="", name_en="Legal cell").id == new.id


def test_a_name_decides_whether_a_wing_may_stand_on_paper(world: World) -> None:
    for name, shown in (("Dalit cell", False), ("Law cell", True)):
        world.do(wings.edit, wing=IT, changes={"name_en": name})
        assert (id_text(IT) in world.read(units)) == shown
    world.do(wings.edit, wing=SC, changes={"name_en": "Equality front", "name_hi": "समता मोर्चा"})
    assert id_text(SC) not in world.read(units), "its code still names the community"


def test_a_wing_added_by_mistake_is_not_listed_as_one_no_longer_offered(world: World) -> None:
    made = world.do(wings.add, kind="cell", name_hi="", name_en="Tpyo cell")
    added = world.last_tx()
    world.undo()
    assert made.id not in {w.id for w in world.read(wings.every)}
    with pytest.raises(RuleBroken, match="No archived wing"):
        world.read(wings.find_archived, name="Tpyo cell")
    world.undo()
    assert world.read(wings.find, name="Tpyo cell") == made, "the undo was undone"
    assert world.last_tx() > added


def test_a_wing_that_somebody_has_stays_listed_when_its_adding_is_undone(world: World) -> None:
    made = world.do(wings.add, kind="cell", name_hi="", name_en="Tpyo cell")
    added = world.last_tx()
    world.do(members.edit, id=world.people[0], changes={"wings": [made.id]})
    world.undo(added)
    assert next(w for w in world.read(wings.every) if w.id == made.id).archived
    world.do(members.edit, id=world.people[0], changes={"wings": []})
    assert made.id not in {w.id for w in world.read(wings.every)}
    assert world.read(wings.names)[made.id] == "Tpyo cell", "their history names it"
