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
SELECT m.area_id, m.seat_id, {{since}}, k.number
FROM group_counts k INDEXED BY ix_group_counts_member
CROSS JOIN members m INDEXED BY ix_members_counted ON m.id = k.member_id
WHERE m.archived_at IS NULL AND m.merged_into IS NULL AND k.archived_at IS NULL AND k.member_id NOT IN ({_SEVERAL})
{{of}}"""
_OTHERS = f"""
SELECT m.area_id, m.seat_id, {{since}}, k.kept FROM (
  SELECT member_id, sum(kept) AS kept, max(day) AS day FROM (
    SELECT member_id, platform, max(number) AS kept, max(day) AS day FROM (
      SELECT member_id, platform, number, as_of AS day FROM group_counts WHERE archived_at IS NULL
      UNION ALL
      SELECT member_id, platform, count(*), '' FROM groups WHERE archived_at IS NULL GROUP BY member_id, platform
    ) WHERE member_id IN ({_SEVERAL}) GROUP BY member_id, platform
  ) GROUP BY member_id
) k CROSS JOIN members m ON m.id = k.member_id
WHERE m.archived_at IS NULL AND m.merged_into IS NULL {{of}}"""


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
    for query, said in ((_MAIN, "k.as_of"), (_OTHERS, "k.day")):
        asked = query.format(since=which_day(said, days), of=of)
        for (place, seat, which, number), people in Counter(raw.execute(asked, {"bucket": bucket})).items():
            yield Kept(place, seat, on[which], number * people, people if number >= TEN else 0)
