"""Directives: a state asks its districts for something by a time; each acknowledges, answers, says when it is done."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import buckets
from organizer_app.domain.areas import area_id, district_bucket
from organizer_app.domain.buckets import Kind
from organizer_app.domain.clock import now_ms
from organizer_app.domain.directives import Answer
from organizer_app.domain.directives import Directive as Value
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_from_text, id_text, natural_id, new_id
from organizer_app.domain.names import fold
from organizer_app.domain.places import Place
from organizer_app.domain.words import N_, moment_text
from organizer_app.models import Area, AreaPath, Directive, DirectiveAnswer
from organizer_app.services import areas, shared_camps
from organizer_app.services.reach import Reach, granted, reach

LONGEST_TITLE, LONGEST_TEXT = 120, 2000
GONE = N_("This directive is not on this laptop any more.")
NONE = N_("No directive is called “{name}”. “organizer-cli directives list” shows them all.")
NO_TITLE = N_("Title: write in a few words what is to be done.")
LONG_TITLE = N_("Title: {n} letters are too many; {most} are the limit.")
LONG_TEXT = N_("Text: {n} letters are too many; {most} are the limit.")
DUE_PAST = N_("Due: {due} is over. Choose a time to come.")
NOT_ABOVE = N_("Only a state's or a division's laptop gives directives, after it joined HQ. Nothing was changed.")
NOBODY = N_("No district of this laptop lies there. Choose other places.")
NOT_OWN = N_("“{title}” was given elsewhere; this laptop does not change it. Nothing was changed.")
NOT_FOR_US = N_("“{title}” is for other districts. Nothing was changed.")
CLOSED = N_("“{title}” is closed; nobody waits for an answer. Nothing was changed.")
NO_ANSWER = N_("Answer: write what was done, or tick that it is done.")


def rows(session: Session) -> tuple[Value, ...]:
    """Every directive that this laptop may look at: open ones first by when they are due, then closed ones, the newest
    first.
    """
    found = list(session.scalars(select(Directive).where(Directive.archived_at.is_(None))))
    listed = _values(session, found)
    open_ones = sorted((d for d in listed if d.closed_at is None), key=lambda d: (d.due_at, d.title, d.id))
    return (*open_ones, *sorted((d for d in listed if d.closed_at is not None), key=lambda d: -(d.closed_at or 0)))


def get(session: Session, *, id: bytes) -> Value:  # noqa: A002  # the record's own word
    """One of them. Raises RuleBroken when it was taken out."""
    return _values(session, [_record(session, id)])[0]


def find(session: Session, *, name: str) -> Value:
    """The directive with a title, however it is spaced or capitalised, or with an id; of several an open one. Raises
    RuleBroken when none has.
    """
    for one in rows(session):
        if fold(one.title) == fold(name) or id_text(one.id) == name:
            return one
    raise RuleBroken(NONE, name=name)


def waiting(session: Session) -> int:
    """How many open directives wait for this laptop's own districts; where it gives them, how many somebody is late
    with.
    """
    if session.scalar(select(Directive.id).where(Directive.archived_at.is_(None)).limit(1)) is None:
        return 0
    now = now_ms()
    late = (one for one in rows(session) if one.closed_at is None)
    return sum(any(answer.own or (one.own and now > one.due_at) for answer in one.waits(now)) for one in late)


def may_give(session: Session) -> bool:
    """Whether this laptop gives directives: it writes the state's bucket, or what a district that is not its own
    shares.
    """
    return _is_above(reach(session))


def _is_above(own: Reach) -> bool:
    kinds = {bucket: buckets.kind(bucket) for bucket in own.writable}
    return any(
        kind is Kind.STATE or (kind is Kind.SHARED and bucket.removesuffix(":up") not in own.homes)
        for bucket, kind in kinds.items()
    )


def add(
    session: Session, *, title: str, text: str = "", due_at: int, areas_: Sequence[bytes] = ()
) -> tuple[bytes, ...]:
    """A new directive for the districts in which some places lie, or for all; returns the ids of its records.

    It is one record where this laptop writes the state's bucket, else one in what each district shares. Raises
    RuleBroken for no title, one or a text too long, a time that is over, a place without a district of this laptop, or
    on a laptop that gives none.
    """
    own = reach(session)
    if not may_give(session):
        raise RuleBroken(NOT_ABOVE)
    title, text = " ".join(title.split()), text.strip()
    _check(title, text, due_at)
    shared = _for(session, areas_, own.writable)
    if not shared:
        raise RuleBroken(NOBODY)
    states = sorted(bucket for bucket in own.writable if buckets.kind(bucket) is Kind.STATE)
    made = []
    for bucket in states[:1] or shared:
        row = Directive(
            id=new_id(),
            bucket=bucket,
            title=title,
            text=text,
            due_at=due_at,
            areas=[id_text(area) for area in areas_],
            issued_at=now_ms(),
            issued_by=session.info.get("user", ""),
        )
        session.add(row)
        made.append(row.id)
    session.flush()
    return tuple(made)


def acknowledge(session: Session, *, id: bytes) -> None:  # noqa: A002  # the record's own word
    """Says for this laptop's districts that they have read it; once said it stays. Raises RuleBroken for one that is
    for others, closed or taken out.
    """
    for row in _own_answers(session, id):
        _acknowledge(session, row)
    session.flush()


def answer(session: Session, *, id: bytes, text: str = "", done: bool = False) -> None:  # noqa: A002  # as above
    """Answers for this laptop's districts, and says whether it is done; that acknowledges it too.

    Raises RuleBroken as `acknowledge`, for no word of an answer, or one too long.
    """
    text = text.strip()
    if not text and not done:
        raise RuleBroken(NO_ANSWER)
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(LONG_TEXT, n=len(text), most=LONGEST_TEXT)
    now = now_ms()
    for row in _own_answers(session, id):
        _acknowledge(session, row)
        row.text, row.answered_at, row.answered_by = text or row.text, now, session.info.get("user", "")
        row.done_at = (row.done_at or now) if done else None
    session.flush()


def close(session: Session, *, id: bytes) -> None:  # noqa: A002  # as above
    """Nobody waits for answers any more; undo opens it again. Raises RuleBroken for one that was given elsewhere."""
    row = _record(session, id)
    if not may_give(session) or not reach(session).writes(row.bucket):
        raise RuleBroken(NOT_OWN, title=row.title)
    row.closed_at = row.closed_at or now_ms()
    session.flush()


def _check(title: str, text: str, due_at: int) -> None:
    if not title:
        raise RuleBroken(NO_TITLE)
    if len(title) > LONGEST_TITLE:
        raise RuleBroken(LONG_TITLE, n=len(title), most=LONGEST_TITLE)
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(LONG_TEXT, n=len(text), most=LONGEST_TEXT)
    if due_at <= now_ms():
        raise RuleBroken(DUE_PAST, due=moment_text(due_at))


def _acknowledge(session: Session, row: DirectiveAnswer) -> None:
    if row.acknowledged_at is None:
        row.acknowledged_at, row.acknowledged_by = now_ms(), session.info.get("user", "")


def _own_answers(session: Session, identity: bytes) -> list[DirectiveAnswer]:
    """The answers of this laptop's own districts to one, made where there is none yet."""
    directive = _record(session, identity)
    own = {buckets.shared(home) for home in reach(session).homes}
    named = [id_from_text(text) for text in directive.areas]
    mine = sorted(own & set(_addressed(session, directive, named)))
    if not mine:
        raise RuleBroken(NOT_FOR_US, title=directive.title)
    if directive.closed_at is not None:
        raise RuleBroken(CLOSED, title=directive.title)
    found = []
    for bucket in mine:
        key = natural_id("answer", bucket, directive.id)
        row = session.get(DirectiveAnswer, key)
        if row is None:
            row = DirectiveAnswer(id=key, bucket=bucket, directive_id=directive.id)
            session.add(row)
        row.archived_at = None
        found.append(row)
    return found


def _record(session: Session, identity: bytes) -> Directive:
    row = session.get(Directive, identity)
    if row is None or row.archived_at is not None:
        raise RuleBroken(GONE)
    return row


def _for(session: Session, named: Collection[bytes], held: Collection[str]) -> list[str]:
    """The shared buckets, of those held, of the districts in which places lie or that lie in them; all for no place."""
    shared = sorted(bucket for bucket in held if buckets.kind(bucket) is Kind.SHARED)
    if not named:
        return shared
    above = select(AreaPath.above).where(AreaPath.below.in_(named), AreaPath.tree == "place")
    codes = set(session.scalars(select(Area.code).where(Area.id.in_(above), Area.level == "district")))
    codes |= {place.code for area in named for place in shared_camps.districts_in(session, area=area)}
    wanted = {buckets.shared(district_bucket(code)) for code in codes}
    return [bucket for bucket in shared if bucket in wanted]


def _addressed(session: Session, row: Directive, named: Collection[bytes]) -> list[str]:
    """Which of the districts whose shared bucket is here a directive is for."""
    if buckets.kind(row.bucket) is Kind.SHARED:
        return [row.bucket]
    return _for(session, named, granted(session))


def _values(session: Session, found: Sequence[Directive]) -> list[Value]:
    own = reach(session)
    answers: dict[bytes, dict[str, DirectiveAnswer]] = defaultdict(dict)
    for answer_ in session.scalars(select(DirectiveAnswer).where(DirectiveAnswer.archived_at.is_(None))):
        answers[answer_.directive_id][answer_.bucket] = answer_
    named = {row.id: [id_from_text(text) for text in row.areas] for row in found}
    districts = {bucket: _addressed_id(bucket) for bucket in granted(session) if buckets.kind(bucket) is Kind.SHARED}
    places = areas.by_id(session, {*districts.values(), *(area for ids in named.values() for area in ids)})
    listed = []
    for row in found:
        of = [
            _answer(bucket, _name(places, districts[bucket], bucket), answers[row.id].get(bucket), own)
            for bucket in _addressed(session, row, named[row.id])
        ]
        listed.append(
            Value(
                id=row.id,
                title=row.title,
                text=row.text,
                due_at=row.due_at,
                issued_at=row.issued_at,
                issued_by=row.issued_by,
                closed_at=row.closed_at,
                places=tuple(places[area].name for area in named[row.id] if area in places),
                own=_is_above(own) and own.writes(row.bucket),
                answers=tuple(sorted(of, key=lambda one: (one.district, one.bucket))),
            )
        )
    return listed


def _addressed_id(bucket: str) -> bytes:
    return area_id("district", bucket.removeprefix("D").removesuffix(":up"))


def _name(places: dict[bytes, Place], district: bytes, bucket: str) -> str:
    return places[district].name if district in places else bucket.removeprefix("D").removesuffix(":up")


def _answer(bucket: str, district: str, row: DirectiveAnswer | None, own: Reach) -> Answer:
    mine = bucket.removesuffix(":up") in own.homes
    if row is None:
        return Answer(bucket, district, own=mine)
    return Answer(
        bucket=bucket,
        district=district,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        text=row.text,
        answered_at=row.answered_at,
        answered_by=row.answered_by,
        done_at=row.done_at,
        own=mine,
    )
