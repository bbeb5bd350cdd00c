"""The groups that people keep, counted for drives."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from organizer_app.domain.boards import TEN
from organizer_app.services.tallies_days import ordinals, which_day

# Who keeps groups on several platforms, or has some of them listed. What somebody said of a platform and their groups
# that are listed there are the same groups: the larger number of the two counts.
_SEVERAL = """
SELECT member_id FROM group_counts WHERE archived_at IS NULL GROUP BY member_id HAVING count(*) > 1
UNION SELECT member_id FROM groups WHERE archived_at IS NULL"""
_MAIN = f"""
FROM group_counts k INDEXED BY ix_group_counts_member
CROSS JOIN members m INDEXED BY ix_members_counted ON m.id = k.member_id
WHERE m.archived_at IS NULL AND m.merged_into IS NULL AND k.archived_at IS NULL AND k.member_id NOT IN ({_SEVERAL})
{{of}}"""
_OTHERS = f"""
FROM (
  SELECT member_id, sum(number) AS number, max(as_of) AS as_of FROM (
    SELECT member_id, platform, max(number) AS number, max(as_of) AS as_of FROM (
      SELECT member_id, platform, number, as_of FROM group_counts WHERE archived_at IS NULL
      UNION ALL
      SELECT member_id, platform, count(*), '' FROM groups WHERE archived_at IS NULL GROUP BY member_id, platform
    ) WHERE member_id IN ({_SEVERAL}) GROUP BY member_id, platform
  ) GROUP BY member_id
) k CROSS JOIN members m ON m.id = k.member_id
WHERE m.archived_at IS NULL AND m.merged_into IS NULL {{of}}"""
_BELOW = "SELECT below FROM area_paths WHERE above = :area"
_HERE = f"AND (m.area_id IN ({_BELOW}) OR m.seat_id IN ({_BELOW}))"


class Kept(NamedTuple):
    """Groups kept by the people of a place and seat since a day (1: before all days), and who keeps ten."""

    place: bytes | None
    seat: bytes | None
    day: int
    groups: int
    keepers: int


def kept(raw: Any, days: Sequence[date], bucket: str = "") -> Iterator[Kept]:
    """All groups, at the places of their keepers, since the day when it was last said how many somebody keeps. With
    `bucket` only of keepers in that district.
    """
    of = "AND m.bucket = :bucket" if bucket else ""
    on = ordinals(days)
    for people_and_groups in (_MAIN, _OTHERS):
        asked = f"SELECT m.area_id, m.seat_id, {which_day('k.as_of', days)}, k.number {people_and_groups.format(of=of)}"
        for (place, seat, which, number), people in Counter(raw.execute(asked, {"bucket": bucket})).items():
            yield Kept(place, seat, on[which], number * people, people if number >= TEN else 0)


class Keepers(NamedTuple):
    """People who keep any group, those of them who keep ten or more, and all their groups; `on_board` are the keepers
    of some statuses.
    """

    people: int
    ten: int
    groups: int
    on_board: int


def keepers(raw: Any, *, area: bytes | None, statuses: Sequence[str]) -> Keepers:
    """Who keeps groups in a place (None: anywhere), counted as `kept` counts."""
    asked = ", ".join(f"'{one}'" for one in statuses)
    numbers = f"count(*), sum(k.number >= {TEN}), sum(k.number), sum(m.status IN ({asked}))"
    found = [0, 0, 0, 0]
    for people_and_groups in (_MAIN, _OTHERS):
        query = f"SELECT {numbers} {people_and_groups.format(of=_HERE if area else '')} AND k.number > 0"
        [row] = raw.execute(query, {"area": area} if area else {})
        found = [before + (more or 0) for before, more in zip(found, row, strict=True)]
    return Keepers(*found)
