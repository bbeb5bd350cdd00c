"""Drives: begin one from a template or with own words, change it, end it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.areas import state_bucket
from organizer_app.domain.boards import MEASURES
from organizer_app.domain.boards import Drive as Value
from organizer_app.domain.clock import now_ms
from organizer_app.domain.drives import Template
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.ids import id_from_text, id_text, natural_id
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_, day_text, language
from organizer_app.models import Area, AreaPath, Drive
from organizer_app.models.base import LOCAL_BUCKET
from organizer_app.services import areas
from organizer_app.services.reach import reach

LONGEST_TITLE = 120
NONE = N_("No drive is called “{name}”. “organizer-cli drives list” shows them all.")
GONE = N_("This drive is not on this laptop any more.")
NOT_OWN = N_("“{title}” was set by HQ or the state; this laptop does not change it. Nothing was changed.")
NO_TITLE = N_("Title: write what the drive is called.")
LONG_TITLE = N_("Title: {n} letters are too many; {most} are the limit.")
DAYS = N_("The last day ({last}) is before the first ({first}). Choose other days.")
NOT_COUNTED = N_("“{measure}” is not counted here. Choose from: {known}.")


def rows(session: Session) -> tuple[Value, ...]:
    """Every drive on this laptop, the newest first."""
    found = session.scalars(select(Drive).where(Drive.archived_at.is_(None)))
    return tuple(sorted(_values(session, found), key=lambda d: (d.first, d.last, d.id), reverse=True))


def current(session: Session, *, day: date) -> Value | None:
    """The drive to look at first: one that goes on, else the next to come, else the last that ended."""
    found = rows(session)
    on = [d for d in found if d.first <= day <= d.last]
    coming = [d for d in reversed(found) if d.first > day]
    return next(iter((*on, *coming, *found)), None)


def get(session: Session, *, id: bytes) -> Value:  # noqa: A002  # the record's own word
    """One drive. Raises RuleBroken when it was taken out."""
    return next(iter(_values(session, [record(session, id)])))


def find(session: Session, *, name: str) -> Value:
    """The drive with a title, however it is spaced or capitalised, or with an id. Raises RuleBroken when none has."""
    wanted = fold(name)
    for one in session.scalars(select(Drive).where(Drive.archived_at.is_(None)).order_by(Drive.from_on.desc())):
        if wanted in (fold(one.title_hi), fold(one.title_en)) or name == id_text(one.id):
            return next(iter(_values(session, [one])))
    raise RuleBroken(NONE, name=name)


def begin(
    session: Session,
    *,
    area: bytes,
    title_hi: str,
    title_en: str,
    first: date,
    last: date,
    measures: Sequence[str] = MEASURES,
    numbers: Mapping[str, str] | None = None,
    more: Mapping[str, Any] | None = None,
) -> bytes:
    """A new drive in a place; returns its id. `more` are other columns of the record, as `edit` takes them.

    Begun on a state's laptop it is the state's, and comes down to all districts; else it is the district's own. Raises
    RuleBroken for no title, days in the wrong order, or something that is not counted.
    """
    place = areas.get(session, id=area)
    bucket = _bucket(session, area, place.level, place.code)
    row = Drive(
        id=natural_id("drive", bucket, fold(title_en or title_hi), first.isoformat()),
        bucket=bucket,
        from_on=first,
        to_on=last,
        area_id=area,
    )
    known = session.get(Drive, row.id)
    if known is not None:  # taken out once, or begun again with the same words
        row = known
        row.to_on, row.area_id, row.archived_at = last, area, None
    else:
        session.add(row)
    _set(row, {"title_hi": title_hi, "title_en": title_en, "measures": list(measures), **(more or {})})
    row.numbers = {kind: text for kind, text in (numbers or {}).items() if text}
    _check(row)
    session.flush()
    return row.id


def begin_from(
    session: Session, *, template: Template, area: bytes, year: int, numbers: Mapping[str, str] | None = None
) -> bytes:
    """A drive from a template in a place and year; returns its id. Its goals are set by services.targets."""
    first, last = template.days(year)
    measures = [g.measure for g in template.goals]
    return begin(
        session, area=area, title_hi=template.title_hi, title_en=template.title_en, first=first, last=last,
        measures=measures, numbers=numbers,
    )  # fmt: skip


def edit(session: Session, *, id: bytes, **values: Any) -> None:  # noqa: A002  # the record's own word
    """Changes columns of an own drive. Raises RuleBroken as `begin`, or for one that came from above."""
    row = record(session, id)
    if not reach(session).writes(row.bucket):
        raise RuleBroken(NOT_OWN, title=_title(row))
    _set(row, values)
    _check(row)
    session.flush()


def end(session: Session, *, id: bytes) -> None:  # noqa: A002  # the record's own word
    """Takes an own drive out of the lists; undo brings it back. Raises RuleBroken for one that came from above."""
    row = record(session, id)
    if not reach(session).writes(row.bucket):
        raise RuleBroken(NOT_OWN, title=_title(row))
    row.archived_at = now_ms()
    session.flush()


def record(session: Session, identity: bytes) -> Drive:
    """The record of a drive. Raises RuleBroken when it was taken out."""
    row = session.get(Drive, identity)
    if row is None or row.archived_at is not None:
        raise RuleBroken(GONE)
    return row


def area_counts(session: Session, *, area: bytes) -> dict[str, int]:
    """How many areas of each level lie in a place, for the goals of a template."""
    levels = select(Area.level).where(
        Area.id.in_(select(AreaPath.below).where(AreaPath.above == area)), Area.archived_at.is_(None)
    )
    return Counter(session.scalars(levels))


def _bucket(session: Session, area: bytes, level: str, code: str) -> str:
    own = reach(session)
    if level == "state" and (own.above or not own.device):
        return state_bucket(code)
    found = areas.bucket_of(session, area)
    if found == LOCAL_BUCKET or (own.device and found not in own.homes):
        raise RuleBroken(N_("This laptop begins drives in its own district only. Choose a place in it."))
    return found


def _set(row: Drive, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in Drive.__table__.c:
            raise ValueError(name)
        setattr(row, name, value.strip() if isinstance(value, str) else value)


def _check(row: Drive) -> None:
    longest = max(len(row.title_hi), len(row.title_en))
    if not longest:
        raise RuleBroken(NO_TITLE)
    if longest > LONGEST_TITLE:
        raise RuleBroken(LONG_TITLE, n=longest, most=LONGEST_TITLE)
    if row.to_on < row.from_on:
        raise RuleBroken(DAYS, first=day_text(row.from_on), last=day_text(row.to_on))
    for measure in row.measures:
        if measure not in MEASURES:
            raise RuleBroken(NOT_COUNTED, measure=measure, known=", ".join(MEASURES))


def _title(row: Drive) -> str:
    return (row.title_hi or row.title_en) if language() == "hi" else (row.title_en or row.title_hi)


def _values(session: Session, found: Iterable[Drive]) -> list[Value]:
    listed = list(found)
    places = areas.by_id(session, {row.area_id for row in listed})
    own = reach(session)
    hindi = language() == "hi"
    return [
        Value(
            id=row.id,
            title=_title(row),
            first=row.from_on,
            last=row.to_on,
            area=row.area_id,
            area_name=places[row.area_id].name if row.area_id in places else "",
            measures=tuple(row.measures),
            bucket=row.bucket,
            own=own.writes(row.bucket),
            wings=tuple(id_from_text(text) for text in row.wings),
            numbers=tuple(sorted(row.numbers.items())),
            off=frozenset(date.fromisoformat(text) for text in row.off),
            weekly=frozenset(row.weekly),
            text=(row.text_hi or row.text_en) if hindi else (row.text_en or row.text_hi),
            report=row.report_hi if hindi else row.report_en,
        )
        for row in listed
    ]
