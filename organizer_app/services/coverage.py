"""Which wing has how many people where: a table in which a dry branch is seen at once."""

import json
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from organizer_app.domain.charts import Table
from organizer_app.models.members import ON_ROSTER
from organizer_app.services import targets, wings
from organizer_app.services.tallies_facts import ON_BOARD

MOST_PLACES = 60  # rows that somebody looks through
_COUNTED = f"""
SELECT p.above, w.wing_id, count(*) FROM member_wings w
CROSS JOIN members m ON m.n = w.n CROSS JOIN area_paths p ON p.below = m.area_id
WHERE p.above IN (SELECT unhex(value) FROM json_each(:places))
  AND {ON_ROSTER.replace("archived_at", "m.archived_at").replace("merged_into", "m.merged_into")}
  AND m.status IN {ON_BOARD} GROUP BY p.above, w.wing_id"""


def table(session: Session, *, area: bytes, level: str = "") -> Table:
    """Members and volunteers by place below one (a row each, in the order of names) and wing (a column each).

    Somebody in two wings counts in both. Places beyond MOST_PLACES are left out; choose a level with fewer.
    """
    places = targets.lower(session, area=area, level=level)[:MOST_PLACES]
    rows = wings.rows(session)
    found = _counted(session, [place.id for place in places])
    cells = tuple(tuple(found.get((place.id, wing.id.hex()), 0) for wing in rows) for place in places)
    return Table(tuple(place.name for place in places), tuple(wing.name for wing in rows), cells)


def _counted(session: Session, places: Sequence[bytes]) -> dict[tuple[bytes, str], int]:
    asked = {"places": json.dumps([place.hex() for place in places])}
    return {(place, wing): number for place, wing, number in session.execute(text(_COUNTED), asked)}
