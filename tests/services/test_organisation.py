from pathlib import Path

import pytest

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.sheets import Organisation
from organizer_app.importing import wing_lists
from organizer_app.services import expenses, organisation, wings
from organizer_app.services.people import units
from tests.services.world import DAY, YOUTH, World

PNG = b"\x89PNG\r\n\x1a\n"


def test_what_stands_on_paper(world: World) -> None:
    assert world.read(organisation.get) == Organisation("", "")
    world.do(organisation.rename, name_hi=" जन संगठन ", name_en="")
    world.do(organisation.set_logo, png=PNG + b"1")
    assert world.read(organisation.get) == Organisation("जन संगठन", "", PNG + b"1")
    world.do(organisation.set_logo, png=None)
    assert world.read(organisation.get).logo is None
    with pytest.raises(RuleBroken, match="organisation's name"):
        world.do(organisation.rename, name_hi=" ", name_en="")
    with pytest.raises(RuleBroken, match="must be a PNG"):
        world.do(organisation.set_logo, png=b"GIF89a")
    with pytest.raises(RuleBroken, match="larger than 1 MB"):
        world.do(organisation.set_logo, png=PNG + b"0" * organisation.LOGO_LIMIT)
    assert world.read(organisation.home_area) is None


def test_no_community_on_paper_whatever_the_template_says(world: World) -> None:
    with world.store.applying() as session:
        assert wings.load(session, lines=wing_lists.read(Path("resources/wings.csv"))) > 20
        assert wings.load(session, lines=wing_lists.read(Path("resources/wings.csv"))) == 0
    rows = {w.id.hex(): w.code for w in world.read(wings.rows)}
    hidden = {code for identity, code in rows.items() if identity not in world.read(units)}
    assert hidden == {"st", "sc", "obc", "minorities"}


def test_a_wing_of_the_organisations_own(world: World) -> None:
    made = world.do(wings.add, kind="cell", name_hi="विधि प्रकोष्ठ", name_en="Legal Cell", parent=YOUTH)
    assert (made.name, made.code, made.parent_id) == ("Legal Cell", "legal_cell", YOUTH)
    assert world.read(wings.rows)[-1] == made
    for name in ("legal cell", "LEGAL_CELL", "विधि प्रकोष्ठ"):
        assert world.read(wings.find, name=name) == made
    with pytest.raises(RuleBroken, match="already a wing called"):
        world.do(wings.add, kind="cell", name_hi="", name_en="legal cell")
    with pytest.raises(RuleBroken, match="needs a name"):
        world.do(wings.add, kind="cell", name_hi=" ", name_en="")
    with pytest.raises(RuleBroken, match="Kind:"):
        world.do(wings.add, kind="club", name_hi="", name_en="Chess")
    for name in ("", "Chess"):
        with pytest.raises(RuleBroken, match="No wing is called"):
            world.read(wings.find, name=name)
    world.undo()
    with pytest.raises(RuleBroken, match="No wing is called"):
        world.read(wings.find, name="Legal cell")
    again = world.do(wings.add, kind="department", name_hi="", name_en="Legal cell")
    assert (again.id, again.kind, again.name_hi) == (made.id, "department", "")


def test_what_a_camp_cost(world: World) -> None:
    camp = world.camp()
    tea = world.do(
        expenses.add,
        camp=camp,
        kind="food",
        what=" Tea ",
        amount=50_000,
        vendor="Gopal",
        day=DAY,
        quantity=200.5,
        page="3",
    )
    bus = world.do(expenses.add, camp=camp, kind="travel", what="Bus", amount=0, member=world.people[0])
    shown = world.read(expenses.rows, camp=camp)
    assert shown[0] == expenses.ExpenseRow(tea, "food", "Tea", "Gopal", DAY, 200.5, 50_000, "3")
    assert [e.id for e in shown] == [tea, bus]
    world.do(expenses.remove, expense=tea)
    assert [e.id for e in world.read(expenses.rows, camp=camp)] == [bus]
    with pytest.raises(RuleBroken, match="not on this laptop"):
        world.do(expenses.remove, expense=tea)
    world.undo()
    assert len(world.read(expenses.rows, camp=camp)) == 2
    world.do(expenses.edit, expense=tea, changes={"amount": 45_000, "what": " Tea and snacks ", "day": None})
    now = world.read(expenses.rows, camp=camp)[0]
    assert (now.amount, now.what, now.day, now.vendor) == (45_000, "Tea and snacks", None, "Gopal")
    world.undo()
    assert world.read(expenses.rows, camp=camp)[0] == shown[0]
    for changes, said in (
        ({"kind": "bribe"}, "Kind:"),
        ({"amount": -1}, "Amount:"),
        ({"quantity": -0.5}, "Amount:"),
        ({"camp_id": b""}, "“camp_id” is not a field"),
    ):
        with pytest.raises(RuleBroken, match=said):
            world.do(expenses.edit, expense=tea, changes=changes)
        assert world.read(expenses.rows, camp=camp)[0] == shown[0]
    with pytest.raises(RuleBroken, match="not on this laptop"):
        world.do(expenses.edit, expense=b"0" * 16, changes={})
    for wrong, said in (
        ({"kind": "bribe"}, "Kind:"),
        ({"amount": -1}, "Amount:"),
        ({"quantity": -0.5}, "Amount:"),
        ({"camp": b"0" * 16}, "camp is not on this laptop"),
    ):
        with pytest.raises(RuleBroken, match=said):
            world.do(expenses.add, **({"camp": camp, "kind": "food", "what": "x", "amount": 1} | wrong))
