"""A spot check: groups, and numbers that were said, drawn at random with a seed so that the draw can be repeated."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.groups import Drawn, Sample
from organizer_app.domain.honorifics import titled
from organizer_app.domain.phones import masked
from organizer_app.domain.words import N_
from organizer_app.models import Area, Group, GroupCount, Member
from organizer_app.services import areas, members_where
from organizer_app.services.members_where import Filter
from organizer_app.services.people import chunks, first_number

SEEDS = 10_000  # a new draw takes one of so many: short enough to be read out
NO_NUMBER = N_("Type how many are to be checked: 1 or more.")
NOTHING = N_("No group is known here yet, so none can be checked. List groups, or say how many somebody keeps.")


def sample(session: Session, *, number: int, seed: int, day: date, area: bytes | None = None) -> Sample:
    """So many of all groups listed and numbers said in a place (None: everywhere), each as likely as any other.

    The same seed over the same records draws the same. Raises RuleBroken for a number below 1, and without any groups.
    """
    if number < 1:
        raise RuleBroken(NO_NUMBER)
    here = members_where.where(Filter(area=area))
    listed = select(Group.id).join(Member, Member.id == Group.member_id).where(Group.archived_at.is_(None), *here)
    told = (
        select(GroupCount.id)
        .join(Member, Member.id == GroupCount.member_id)
        .where(GroupCount.archived_at.is_(None), GroupCount.number > 0, *here)
    )
    # Sorted here, by what every laptop knows them by: the order in the file is another on each.
    everything = sorted([*session.scalars(listed), *session.scalars(told)])
    if not everything:
        raise RuleBroken(NOTHING)
    drawn = random.Random(seed).sample(everything, min(number, len(everything)))
    found = _groups(session, drawn) | _counts(session, drawn)
    place = areas.get(session, id=area).name if area is not None else ""
    lines = [found[identity] for identity in drawn]
    lines.sort(key=lambda line: (line.place.casefold(), line.keeper.casefold()))  # one walk from place to place
    return Sample(seed, day, len(everything), tuple(lines), place)


def _groups(session: Session, drawn: list[bytes]) -> dict[bytes, Drawn]:
    query = select(Group.id, Group.member_id, Group.platform, Group.name, Group.size)
    return _drawn(
        session, [row for piece in chunks(drawn) for row in session.execute(query.where(Group.id.in_(piece)))]
    )


def _counts(session: Session, drawn: list[bytes]) -> dict[bytes, Drawn]:
    query = select(GroupCount.id, GroupCount.member_id, GroupCount.platform, literal(""), GroupCount.number)
    found = [row for piece in chunks(drawn) for row in session.execute(query.where(GroupCount.id.in_(piece)))]
    return _drawn(session, found)


def _drawn(session: Session, found: Sequence[Any]) -> dict[bytes, Drawn]:
    keepers: dict[bytes, tuple[str, str, str]] = {}
    for piece in chunks({row[1] for row in found}):
        query = select(Member, Area).outerjoin(Area, Area.id == Member.area_id).where(Member.id.in_(piece))
        for member, area in session.execute(query):
            where = member.place or areas.name_of(area)
            keepers[member.id] = titled(member.honorific, member.name), masked(first_number(member)), where
    return {
        identity: Drawn(*keepers[keeper], platform, name, number) for identity, keeper, platform, name, number in found
    }
