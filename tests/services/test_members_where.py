"""Filters and orders against going through everybody in Python, on random rosters."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

import pytest
from sqlalchemy.orm import Session

from organizer_app.domain import precedence
from organizer_app.domain.clock import today
from organizer_app.domain.ids import id_text, natural_id
from organizer_app.domain.members import CONSENT_CHANNELS, CONSENT_PURPOSES, STATUSES
from organizer_app.models import Attendance, Camp, CampSession, Consent, Member, Post
from organizer_app.services import areas, members, members_list
from organizer_app.services.members_list import Filter
from organizer_app.services.members_where import NO_CONSENT
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, KHUNTI, NAMKUM, SC, YOUTH, World

SOURCES = ("", "A form", "Camp 2029", "register")
OFFICES = ("president", "secretary", "Sector in-charge", "a song leader")
CAME = ("present", "late")
TEXTS = ("guardian", "gender", "card_no", "source", "name_other", "changed_by")


@dataclass
class Roster:
    """Everybody, and what is about them, as plain lists."""

    people: list[Member] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    consents: list[Consent] = field(default_factory=list)
    came: set[bytes] = field(default_factory=set)

    def kept(self, member: bytes) -> bytes:
        """Who an entry became."""
        into = {m.id: m.merged_into for m in self.people}
        while (next_one := into.get(member)) is not None:
            member = next_one
        return member


def made(session: Session, random: Random, count: int = 90) -> Roster:
    """A random roster in the place of the world's."""
    roster = Roster()
    booths = _booths(session)
    for number in range(count):
        person = Member(
            name=f"{random.choice(('Asha', 'राम', 'Birsa', 'सीता'))} {random.choice(('Devi', 'मुंडा', ''))}".strip(),
            name_other=random.choice(("", "Ram", "राम")),
            guardian=random.choice(("", "Shiv", "शिव")),
            gender=random.choice(("", "female", "male")),
            birth_year=random.choice((None, 1950, 1980)),
            card_no=random.choice(("", f"C{number % 7}")),
            source=random.choice(SOURCES),
            status=random.choice(STATUSES),
            status_on=random.choice((None, today(), today() - timedelta(number))),
            area_id=random.choice((None, KHUNTI, DISTRICT, *booths)),
            seat_id=random.choice((None, None, ASSEMBLY)),
            wings=[id_text(w) for w in random.choice(((), (YOUTH,), (SC, YOUTH)))],
            phones=random.choice(([], [_phone(random, "")], [_phone(random, "too_short"), _phone(random, "")])),
            archived_at=random.choice((None, None, None, 5)),
        )
        session.add(person)
        roster.people.append(person)
        session.flush()
    for person in roster.people[1:]:
        if random.random() < 0.1:
            person.merged_into = random.choice([p for p in roster.people if p.n < person.n]).id
    _about(session, random, roster)
    session.flush()
    return roster


def _booths(session: Session) -> list[bytes]:
    return [place.id for place in areas.places(session, levels=("booth",))][:4]


def _phone(random: Random, problem: str) -> dict[str, str]:
    number = "" if problem else f"+9198123450{random.randrange(10, 99)}"
    return {"number": number, "kind": "" if problem else "mobile", "problem": problem}


def _about(session: Session, random: Random, roster: Roster) -> None:
    sittings = []
    for kind, archived in (("training", None), ("meeting", None), ("training", 7)):
        camp = Camp(title=kind, kind=kind, area_id=DISTRICT, from_on=today(), to_on=today(), archived_at=archived)
        sitting = CampSession(camp_id=camp.id, day=today(), starts="09:00")
        session.add_all((camp, sitting))
        sittings.append((sitting, kind == "training" and archived is None))
    for person in roster.people:
        for title in random.sample(OFFICES, random.choice((0, 0, 1, 2))):
            post = Post(
                member_id=person.id,
                title=title,
                level=random.choice(("district", "block", "mohalla", "")),
                area_id=random.choice((None, KANKE)),
                wing_id=random.choice((None, YOUTH)),
                from_on=random.choice((None, date(2020, 1, 1), date(2024, 1, 1))),
                to_on=random.choice((None, today(), today() - timedelta(1), today() + timedelta(1))),
                archived_at=random.choice((None, None, 9)),
            )
            roster.posts.append(post)
        for _answer in range(random.choice((0, 0, 1, 3))):
            answer = Consent(
                member_id=person.id,
                purpose=random.choice(CONSENT_PURPOSES[:2]),
                channel=random.choice(CONSENT_CHANNELS[:2]),
                state=random.choice(("given", "given", "withdrawn")),
                at=random.randrange(4),
                archived_at=random.choice((None, None, None, 9)),
            )
            roster.consents.append(answer)
        for sitting, counts in sittings:
            mark = random.choice((None, None, None, "present", "late", "absent", "excused"))
            gone = random.choice((None, None, 9))
            if mark is None:
                continue
            identity = natural_id(sitting.id, person.id)
            session.add(
                Attendance(id=identity, session_id=sitting.id, member_id=person.id, mark=mark, archived_at=gone)
            )
            if counts and mark in CAME and gone is None:
                roster.came.add(roster.kept(person.id))
    session.add_all((*roster.posts, *roster.consents))


def fits(roster: Roster, person: Member, chosen: Filter, inside: set[bytes]) -> bool:
    """What a filter means, said once more in Python."""
    return all(
        (
            person.archived_at is None,
            person.merged_into is None,
            chosen.area is None or person.area_id in inside or person.seat_id in inside,
            chosen.wing is None or id_text(chosen.wing) in person.wings,
            not chosen.post or chosen.post in [p.title for p in _held(roster, person)],
            not chosen.status or person.status == chosen.status,
            not chosen.problem_phone or any(p["problem"] for p in person.phones),
            not chosen.unplaced or person.area_id is None,
            not chosen.source or person.source == chosen.source,
            not chosen.consent or _agreed(roster, person, chosen.consent),
            chosen.trained is None or chosen.trained == (person.id in roster.came),
        )
    )


def _held(roster: Roster, person: Member) -> list[Post]:
    mine = [p for p in roster.posts if p.member_id == person.id and p.archived_at is None]
    return [p for p in mine if p.to_on is None or p.to_on >= today()]


def _rank(post: Post) -> precedence.Rank:
    """The office's place as paper has it; KANKE is a block."""
    level = post.level or ("block" if post.area_id else "")
    return precedence.rank(level, post.title, of_wing=post.wing_id is not None, since=post.from_on)


def _yes(roster: Roster, person: Member) -> set[str]:
    """The purposes and channels with a yes in force, as the filter writes them."""
    mine = [c for c in roster.consents if c.member_id == person.id and c.archived_at is None]
    found: set[str] = set()
    for purpose, channel in {(c.purpose, c.channel) for c in mine}:
        answers = [(c.at, c.state) for c in mine if (c.purpose, c.channel) == (purpose, channel)]
        if {state for at, state in answers if at == max(answers)[0]} == {"given"}:
            found |= {purpose, f"{purpose}:{channel}"}
    return found


def _agreed(roster: Roster, person: Member, word: str) -> bool:
    yes = _yes(roster, person)
    return not yes if word == NO_CONSENT else word in yes


def any_filter(random: Random) -> Filter:
    """One to three conditions at once, or none."""
    choices: dict[str, tuple[Any, ...]] = {
        "area": (KANKE, NAMKUM, KHUNTI, DISTRICT, ASSEMBLY),
        "wing": (YOUTH, SC),
        "post": OFFICES,
        "status": STATUSES,
        "problem_phone": (True,),
        "unplaced": (True,),
        "source": SOURCES[1:],
        "consent": (NO_CONSENT, *CONSENT_PURPOSES, "organisation:call", "membership:whatsapp"),
        "trained": (True, False),
    }
    keys = random.sample(list(choices), random.choice((1, 1, 2, 3)))
    return Filter(**{key: random.choice(choices[key]) for key in keys})


@pytest.mark.parametrize("seed", [1, 2])
def test_a_filter_finds_whom_going_through_everybody_finds(world: World, seed: int) -> None:
    random = Random(seed)
    with world.store.transaction("x") as session:
        roster = made(session, random)
        inside = {area: set(session.scalars(areas.below(area))) for area in (KANKE, NAMKUM, KHUNTI, DISTRICT, ASSEMBLY)}
        own = {person.n for person in roster.people}
        some = 0
        for _time in range(150):
            chosen = any_filter(random)
            found = set(members_list.ids(session, chosen=chosen)) & own
            wanted = {p.n for p in roster.people if fits(roster, p, chosen, inside.get(chosen.area or b"", set()))}
            assert found == wanted, chosen
            some += bool(wanted)
        assert some > 60


def _text(name: str, row: Any) -> str | None:
    return getattr(row, name) or None


def _sorted(rows: list[Any], key: Callable[[Any], Any], of: dict[int, Member], down: bool) -> list[Any]:
    return sorted(rows, key=lambda r: (key(r), of[r.n].sort_key, r.n), reverse=down)


def test_every_order_is_that_of_sorting_in_python(world: World) -> None:
    random = Random(3)
    with world.store.transaction("x") as session:
        for person in world.people:
            members.record(session, person).archived_at = 1
        roster = made(session, random, 70)
        shown = members_list.rows(session, numbers=members_list.ids(session), more=members_list.MORE)
        of = {person.n: person for person in roster.people}
        places = {place.id: place.name for place in areas.places(session)}
        keys: dict[str, Callable[[Any], Any]] = {
            "name": lambda r: (),
            "area": lambda r: (r.block_name, places.get(of[r.n].area_id or b"", "")),
            "status": lambda r: STATUSES.index(r.status),
            "phone": lambda r: r.phone or None,
            "office": lambda r: min(map(_rank, _held(roster, of[r.n])), default=None),
            "seat": lambda r: r.seat_name or None,
            "booth": lambda r: r.booth_name or None,
            "consent": lambda r: not r.consents,
            "trained": lambda r: not r.trained,
            "birth_year": lambda r: r.birth_year,
            "status_on": lambda r: r.status_on,
            **{name: partial(_text, name) for name in TEXTS},
        }
        assert set(keys) | {"changed"} == set(members_list.SORTS)
        for sort, key in keys.items():
            told = [r for r in shown if key(r) is not None]
            blank = [r for r in shown if key(r) is None]
            for down in (False, True):
                wanted = _sorted(told, key, of, down) + _sorted(blank, lambda r: (), of, down)
                found = members_list.ids(session, sort=sort, descending=down)
                assert [of[n].name for n in found] == [r.name for r in wanted], (sort, down)
                assert list(found) == [r.n for r in wanted], (sort, down)
                assert list(members_list.ids(session, sort=sort, descending=down, limit=9)) == list(found)[:9], sort
        newest = sorted(shown, key=lambda r: (r.changed_at, r.n))
        assert list(members_list.ids(session, sort="changed")) == [r.n for r in newest]
        assert list(members_list.ids(session, sort="changed", descending=True)) == [r.n for r in newest][::-1]
