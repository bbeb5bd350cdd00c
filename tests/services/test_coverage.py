"""Wings by place against independent counts."""

from sqlalchemy import text

from organizer_app.services import coverage, members, targets, wings
from tests.services.world import DISTRICT, STATE, World


def test_every_cell_equals_a_count_of_its_own(world: World) -> None:
    world.do(members.edit, id=world.people[0], changes={"status": "left"})
    world.do(members.edit, id=world.people[3], changes={"status": "lead"})
    found = world.read(coverage.table, area=DISTRICT)
    places = world.read(targets.lower, area=DISTRICT)
    rows = world.read(wings.rows)
    assert found.rows == tuple(place.name for place in places)
    assert found.columns == tuple(wing.name for wing in rows)
    with world.store.reading() as session:
        for place, cells in zip(places, found.cells, strict=True):
            for wing, number in zip(rows, cells, strict=True):
                query = text(
                    "SELECT count(*) FROM members m WHERE m.status IN ('member', 'volunteer') AND m.archived_at IS NULL"
                    " AND instr(m.wings, :wing) AND m.area_id IN (SELECT id FROM areas WHERE parent_id = :place)"
                )
                asked = {"wing": wing.id.hex(), "place": place.id}
                assert number == session.scalar(query, asked), (place.name, wing.name)
    assert sum(map(sum, found.cells)) > 0


def test_a_level_is_chosen(world: World) -> None:
    by_block = world.read(coverage.table, area=STATE, level="block")
    assert len(by_block.rows) == 3
    assert sum(map(sum, by_block.cells)) == sum(map(sum, world.read(coverage.table, area=STATE).cells))
