"""A week of camps: a block for each session at its hours, and who or which hall is wanted twice. No Qt here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.names import fold
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from ui.camps.words import session_name, standing

OPEN_END = 60  # minutes a session without an end is drawn and held to last
DAY = 24 * 60
Clash = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Block:
    """A session on its day from `starts` to `ends`, in minutes since midnight; a camp without one lies over the hours
    (both 0). It is the `lane`th of `lanes` side by side. `clash` says what is wanted twice at that time."""

    camp: bytes
    day: date
    starts: int
    ends: int
    title: str
    below: str
    tone: str
    venue: str = ""
    trainers: tuple[str, ...] = ()
    lane: int = 0
    lanes: int = 1
    clash: str = ""


def monday(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(day.weekday())


def blocks(camps: Sequence[Camp], first: date) -> list[Block]:
    """All blocks of the seven days from `first`, by day and hour."""
    days = [first + timedelta(n) for n in range(7)]
    found: list[Block] = []
    for day in days:
        of_day = [block for camp in camps for block in _of_camp(camp, day)]
        of_day.sort(key=lambda block: (block.starts, block.ends, block.title))
        found += _side_by_side(_with_clashes(of_day))
    return found


def clashes(found: Sequence[Block]) -> list[str]:
    """One sentence for each thing that is wanted twice, in order, none said twice."""
    said = (f"{day_text(block.day, weekday=True)}: {block.clash}" for block in found if block.clash)
    return list(dict.fromkeys(said))


def _of_camp(camp: Camp, day: date) -> list[Block]:
    sessions = [s for s in camp.sessions if s.day == day]
    tone = standing(camp).tone
    if sessions:
        return [
            Block(camp.id, day, *_minutes(s), camp.title, f"{s.starts} {session_name(s)}", tone, camp.venue, s.trainers)
            for s in sessions
        ]
    return [Block(camp.id, day, 0, 0, camp.title, "", tone)] if camp.from_on <= day <= camp.to_on else []


def _minutes(session: Session) -> tuple[int, int]:
    starts = _clock(session.starts)
    ends = _clock(session.ends) if session.ends else min(starts + OPEN_END, DAY)
    return starts, max(ends, min(starts + 15, DAY))


def _clock(text: str) -> int:
    hours, _colon, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes or 0)


def _with_clashes(of_day: list[Block]) -> list[Block]:
    """Names a hall that two camps want at once, and a trainer who would be in two places."""
    said: dict[int, str] = {}
    for (a, one), (b, other) in combinations(enumerate(of_day), 2):
        if one.ends <= other.starts or other.ends <= one.starts or "plain" in (one.tone, other.tone):
            continue
        twice = _twice(one, other)
        if twice:
            said.setdefault(a, twice)
            said.setdefault(b, twice)
    return [replace(block, clash=said.get(n, "")) for n, block in enumerate(of_day)]


def _twice(one: Block, other: Block) -> str:
    trainers = {fold(name): name for name in one.trainers}
    names = [trainers[key] for key in map(fold, other.trainers) if key in trainers]
    both = {"one": one.title, "other": other.title}
    if names:
        return _("{name} is to teach in {one} and in {other} at the same time.").format(name=names[0], **both)
    if one.camp != other.camp and one.venue and fold(one.venue) == fold(other.venue):
        return _("{place} is wanted for {one} and for {other} at the same time.").format(place=one.venue, **both)
    return ""


def _side_by_side(of_day: list[Block]) -> list[Block]:
    """Gives blocks that overlap a lane each; a run of overlapping ones shares its width."""
    placed: list[Block] = []
    run: list[Block] = []
    for block in of_day:
        if run and (bool(block.ends) != bool(run[-1].ends) or 0 < max(other.ends for other in run) <= block.starts):
            placed += _run(run)
            run = []
        run.append(block)
    return [*placed, *_run(run)]


def _run(run: list[Block]) -> list[Block]:
    ends: list[int] = []  # of the last block in each lane
    lanes = []
    for block in run:
        lane = next((n for n, end in enumerate(ends) if end <= block.starts and block.ends), len(ends))
        ends[lane : lane + 1] = [block.ends]
        lanes.append(lane)
    return [replace(block, lane=lane, lanes=len(ends)) for block, lane in zip(run, lanes, strict=True)]
