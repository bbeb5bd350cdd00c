"""The made-up district's drive: the shipped template's, half-way today, with goals, volunteers and kept groups."""

from datetime import timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.db.store import Store
from organizer_app.domain.boards import BEARERS, CAMPS, GROUPS, MEMBERS, TRAINED, VOLUNTEERS, What
from organizer_app.domain.clock import today
from organizer_app.domain.ids import natural_id
from organizer_app.jobs import drive_templates, tallies
from organizer_app.models import Area, GroupCount, Member
from organizer_app.services import areas, drives, groups, members, targets

TEMPLATE, PLATFORM = "membership", "whatsapp"
BEFORE, AFTER = 14, 14  # days of the drive around today
NUMBERS = {"missed_call": "1800-00-0000000", "whatsapp": "00000 00000"}  # nobody's
NAMES = ("सूचना", "बूथ टोली", "युवा साथी", "किसान चर्चा", "महिला मंडल")  # of groups
LISTED = 3  # groups that one person lists
KEEPERS, HELPERS = 12, 60  # one in so many keeps groups, is a volunteer


def begin(store: Store, *, area: bytes, members_: int, seed: int = 1) -> bytes:
    """Begins it with goals that fit so many people, for the district and its blocks. Returns its id."""
    template = drive_templates.shipped()[TEMPLATE]
    first, last = today() - timedelta(BEFORE), today() + timedelta(AFTER)
    goals = {
        MEMBERS: members_ * 6 // 5,
        VOLUNTEERS: members_ // 20,
        BEARERS: members_ // 15,
        TRAINED: members_ // 8,
        CAMPS: 8,
        GROUPS: members_,
    }
    with store.transaction("drives.begin", template.title_en) as session:
        drive = drives.begin(
            session,
            area=area,
            title_hi=template.title_hi,
            title_en=template.title_en,
            first=first,
            last=last,
            measures=tuple(goals),
            numbers=NUMBERS,
            more={"weekly": [6]},
        )
        for measure, goal in goals.items():
            targets.put(session, drive=drive, area=area, what=What(measure), goal=goal)
        for measure in (MEMBERS, VOLUNTEERS):
            shares = targets.shares(session, drive=drive, area=area, what=What(measure), how=targets.EQUAL)
            shared = {share.area: share.goal for share in shares}
            targets.share_out(session, drive=drive, what=What(measure), goals=shared, how=targets.EQUAL)
        _keep(session, Random(seed))
    tallies.refresh(store)
    return drive


def _list(session: Session, random: Random, member: bytes, number: int) -> None:
    """Lists some of the groups that somebody keeps: some seen lately, some whose link ends soon."""
    place = areas.name_of(session.get(Area, members.record(session, member).area_id))
    for name in random.sample(NAMES, number):
        ends = today() + timedelta(random.randrange(-2, 60)) if random.random() < 0.5 else None
        seen = today() - timedelta(random.randrange(50)) if random.random() < 0.7 else None
        groups.add(
            session,
            keeper=member,
            name=" ".join(filter(None, (place, name))),
            platform=random.choice((PLATFORM, PLATFORM, "telegram")),
            language=random.choice(("hi", "hi", "sck", "")),
            size=random.randrange(20, 400),
            link="https://example.org/made-up" if ends else "",
            expires=ends,
            checked=seen,
        )


def _keep(session: Session, random: Random) -> None:
    """Some people keep groups, and some of them help."""
    people = list(session.scalars(select(Member.id).order_by(Member.n)))
    for number, member in enumerate(people[::KEEPERS]):
        day = today() - timedelta(random.randrange(BEFORE))
        identity = natural_id("groups kept", member, PLATFORM)
        kept = random.choice((1, 2, 3, 4, 6, 10))
        session.add(GroupCount(id=identity, member_id=member, platform=PLATFORM, number=kept, as_of=day))
        if number % (HELPERS // KEEPERS) == 0:
            members.edit(session, id=member, changes={"status": "volunteer"})
            _list(session, random, member, min(kept, LISTED))
    session.flush()
