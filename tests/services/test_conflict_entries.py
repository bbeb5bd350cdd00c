"""How a third value is given: by typing, by choosing, or not at all."""

from typing import Any

import pytest

from organizer_app.services import conflict_entries
from tests.services.world import World


@pytest.mark.parametrize(
    ("table", "field", "value", "kind", "start"),
    [
        ("members", "place", "Bundu", "text", "Bundu"),
        ("members", "phones", [{"number": "9876543210", "kind": "mobile"}], "text", "9876543210"),
        ("members", "birth_year", None, "number", ""),
        ("camps", "from_on", "2026-12-14", "date", "2026-12-14"),
        ("attendance", "mark", "late", "choice", "late"),
        ("quotas", "wanted", 12, "number", "12"),
    ],
)
def test_another_value(world: World, table: str, field: str, value: Any, kind: str, start: str) -> None:
    found = world.read(conflict_entries.entry, table=table, field=field, value=value)
    assert found is not None
    assert (found.kind, found.start.replace(" ", "")) == (kind, start)
    assert bool(found.options) == (kind == "choice")


@pytest.mark.parametrize(
    ("table", "field"),
    [
        ("members", "wings"),
        ("members", "area_id"),
        ("members", "archived_at"),
        ("attendance", "at"),
        ("sessions", "day"),
        ("invitations", "serial"),
        ("members", "*"),
        ("no_such_table", "name"),
    ],
)
def test_no_other_value(world: World, table: str, field: str) -> None:
    assert world.read(conflict_entries.entry, table=table, field=field, value=None) is None
