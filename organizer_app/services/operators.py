"""Who works at this laptop: add people, change roles, put somebody out. Their PINs are in services/pins.py.

A laptop is shared once somebody has a PIN on it; without one it works for one person, who is asked nothing.
"""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import fold
from organizer_app.domain.operators import Operator as Value
from organizer_app.domain.words import N_, day_text
from organizer_app.models import Operator, OperatorPin
from organizer_app.services import areas, organisation

LONGEST_NAME = 60
GONE = N_("This person is not in the list of those who work here any more.")
NOT_LOOKING = N_("Last day: a guest expert looks and changes nothing. Give no other role with it.")
NO_LAST_DAY = N_("Last day: choose until when the guest is let in.")
DAY_OVER = N_("Last day: {day} is over. Choose a day to come.")
NO_ORGANISER = N_("Nobody would be left here who is organiser and has a PIN. Make somebody organiser first.")


def is_shared(session: Session) -> bool:
    """Whether a PIN opens this laptop. It stays so when everybody was put out from elsewhere."""
    query = select(OperatorPin.operator_id).join(Operator, Operator.id == OperatorPin.operator_id)
    return session.scalar(query.where(Operator.archived_at.is_(None)).limit(1)) is not None


def rows(session: Session) -> tuple[Value, ...]:
    """Everybody who works or worked in the district: who is here first, then by name."""
    pins = set(session.scalars(select(OperatorPin.operator_id)))
    found = [_value(row, pins) for row in session.scalars(select(Operator).where(Operator.archived_at.is_(None)))]
    return tuple(sorted(found, key=lambda o: (o.is_out, not o.here, fold(o.name), o.id)))


def at_laptop(session: Session) -> tuple[Value, ...]:
    """Who may sit down here: has a PIN on this laptop and was not put out."""
    return tuple(o for o in rows(session) if o.here and not o.is_out)


def get(session: Session, *, id: bytes) -> Value:  # noqa: A002  # the record's own word
    """One of them. Raises RuleBroken when there is no such person."""
    return _value(record(session, id), {id} if session.get(OperatorPin, id) else set())


def find(session: Session, *, name: str) -> Value:
    """Who has this name, however it is spaced or capitalised. Raises RuleBroken when nobody has."""
    wanted = fold(name)
    for one in rows(session):
        if fold(one.name) == wanted:
            return one
    raise RuleBroken(N_("Nobody called “{name}” works here. “organizer-cli operators list” shows them all."), name=name)


def add(session: Session, *, name: str, role: str, until: date | None = None) -> bytes:
    """Adds somebody, who has no PIN yet; returns the id. `until` makes a guest expert of a viewer: their last day.

    Raises RuleBroken for no name, one that another person has or had, an unknown role, or a last day that is over or
    of somebody who does more than look.
    """
    row = Operator(
        name=_free_name(session, name),
        role=_known_role(role),
        from_on=today(),
        until_on=_known_day(role, until),
        bucket=areas.bucket_of(session, organisation.home_area(session)),
    )
    session.add(row)
    session.flush()
    return row.id


def set_role(session: Session, *, id: bytes, role: str) -> None:  # noqa: A002  # as above
    """Another role. Raises RuleBroken when no organiser would be left."""
    row = record(session, id)
    row.role = _known_role(role)
    if role != roles.VIEWER:
        row.until_on = None
    require_organiser(session)


def let_in_until(session: Session, *, id: bytes, day: date | None) -> None:  # noqa: A002  # as above
    """Makes somebody a guest expert, who looks and changes nothing, until the end of a day; or lets a guest in longer.

    Raises RuleBroken without a day, for one that is over, or when no organiser would be left.
    """
    if day is None:
        raise RuleBroken(NO_LAST_DAY)
    row = record(session, id)
    row.role, row.until_on = roles.VIEWER, _known_day(roles.VIEWER, day)
    require_organiser(session)


def put_out(session: Session, *, id: bytes, day: date | None = None) -> str:  # noqa: A002  # as above
    """Ends somebody's work here today; the history keeps the name. Returns the name.

    Raises RuleBroken when no organiser would be left.
    """
    row = record(session, id)
    row.to_on = day or today()
    pin = session.get(OperatorPin, id)
    if pin is not None:
        session.delete(pin)
    session.info["touched"].add(OperatorPin.__tablename__)
    require_organiser(session)
    return row.name


def require_organiser(session: Session) -> None:
    """Raises RuleBroken when people have PINs here and none of them is organiser: nobody could let others in."""
    session.flush()
    here = at_laptop(session)
    if not any(o.role == roles.ORGANISER for o in here) and (here or is_shared(session)):
        raise RuleBroken(NO_ORGANISER)


def record(session: Session, identity: bytes) -> Operator:
    """The row of somebody. Raises RuleBroken when there is none."""
    row = session.get(Operator, identity)
    if row is None or row.archived_at is not None:
        raise RuleBroken(GONE)
    return row


def _value(row: Operator, pins: set[bytes]) -> Value:
    return Value(row.id, row.name, row.role, row.from_on, row.to_on, row.id in pins, row.until_on)


def _known_role(role: str) -> str:
    if role not in roles.ROLES:
        raise RuleBroken(N_("There is no role “{role}”. Use one of: {roles}."), role=role, roles=", ".join(roles.ROLES))
    return role


def _known_day(role: str, until: date | None) -> date | None:
    if until is not None and role != roles.VIEWER:
        raise RuleBroken(NOT_LOOKING)
    if until is not None and until < today():
        raise RuleBroken(DAY_OVER, day=day_text(until))
    return until


def _free_name(session: Session, name: str) -> str:
    """A name that is nobody else's here: history and undo know people by it."""
    found = " ".join(name.split())
    if not found:
        raise RuleBroken(N_("Name: type who works here; it stands beside all they enter."))
    if len(found) > LONGEST_NAME:
        raise RuleBroken(N_("Name: use {count} letters at most."), count=LONGEST_NAME)
    for one in rows(session):
        if fold(one.name) == fold(found):
            if one.left_on is None:
                raise RuleBroken(N_("“{name}” works here already. Add the village or a number."), name=one.name)
            told = N_("“{name}” worked here until {day}. The same person is brought back; another needs another name.")
            raise RuleBroken(told, name=one.name, day=day_text(one.left_on))
    return found
