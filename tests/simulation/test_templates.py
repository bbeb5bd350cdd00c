"""The databases of the simulation are what they stand for."""

from typing import Any

from tests.simulation import templates
from tests.simulation.world import World


def everything(connection: Any) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of every table, also of those that nobody here has thought of."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {
        name: connection.execute(f"SELECT * FROM {name}").fetchall()
        for (name,) in names
        if not name.startswith("member_search_")
    }


def test_a_disk_is_copied_and_emptied_as_its_file_would_be() -> None:
    world = World(3)
    for number in range(40):
        world.step(number)
    used = max(world.laptops.values(), key=lambda laptop: len(laptop.rows("SELECT 1 FROM members"))).connection
    copy = templates.SHELF.take(templates.contents(used))
    tables = {name for name in templates.contents(used) if name != "sqlite_sequence"}
    assert {"members", "outbox", "sync_row", "areas"} <= tables
    assert everything(copy) == everything(used)
    copy.execute("INSERT INTO member_search(member_search) VALUES ('integrity-check')")
    assert everything(templates.filled(copy, templates.first())) == everything(templates.template())
