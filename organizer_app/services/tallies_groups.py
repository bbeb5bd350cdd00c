"""The groups that people keep, counted for drives."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from organizer_app.domain.boards import TEN

# What somebody said of a platform and the groups of theirs that are listed there are the same groups: the larger number
# of the two counts. Where nobody's groups are listed, what was said is added up by the index alone.
_KEPT = """
SELECT member_id, sum(kept) AS kept, max(day) AS day FROM (
  SELECT member_id, platform, max(number) AS kept, max(day) AS day FROM (
    SELECT member_id, platform, number, as_of AS day FROM group_counts WHERE archived_at IS NULL
    UNION ALL
    SELECT member_id, platform, count(*), :before FROM groups WHERE archived_at IS NULL GROUP BY member_id, platform
  ) GROUP BY member_id, platform
) GROUP BY member_id"""
_SAID = "SELECT member_id, sum(number) AS kept, max(as_of) AS day FROM group_counts {kept} GROUP BY member_id"
_BY_PLACE = """
SELECT m.area_id, m.seat_id, CASE WHEN k.day < :first THEN :before ELSE k.day END AS since,
  sum(k.kept), sum(k.kept >= :ten)
FROM ({kept}) k CROSS JOIN members m ON m.id = k.member_id
WHERE m.archived_at IS NULL AND m.merged_into IS NULL GROUP BY 1, 2, 3"""


class Kept(NamedTuple):
    """Groups kept by the people of a place and seat since a day (1: before all days), and who keeps ten."""

    place: bytes | None
    seat: bytes | None
    day: int
    groups: int
    keepers: int


def kept(session: Session, days: Sequence[date]) -> Iterator[Kept]:
    """All groups, at the places of their keepers, since the day when it was last said how many somebody keeps."""
    listed = session.scalar(text("SELECT EXISTS (SELECT 1 FROM groups WHERE archived_at IS NULL)"))
    people = _KEPT if listed else _SAID.format(kept="WHERE archived_at IS NULL")
    before = days[0] - timedelta(1)
    values = {"first": days[0].isoformat(), "before": before.isoformat(), "ten": TEN}
    for place, seat, since, groups, keepers in session.execute(text(_BY_PLACE.format(kept=people)), values):
        day = date.fromisoformat(since)
        yield Kept(place, seat, 1 if day <= before else day.toordinal(), groups, keepers)
