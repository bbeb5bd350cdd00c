"""Who works at this laptop: add people, give PINs, change roles, put somebody out; and whether a PIN is right.

A laptop is shared once somebody has a PIN on it; without one it works for one person, who is asked nothing.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain import operators as rules
from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import fold
from organizer_app.domain.operators import Operator as Value
from organizer_app.domain.words import N_, day_text
from organizer_app.models import Operator, OperatorPin
from organizer_app.services import areas, organisation

LONGEST_NAME = 60
GONE = N_("This person is not in the list of those who work here any more.")
NO_ORGANISER = N_("Nobody would be left here who is organiser and has a PIN. Make somebody organiser first.")
WRONG = N_("This PIN is not right. Try again.")
WRONG_FEW = N_("This PIN is not right. After {left} more wrong ones there is a wait.")
WAIT = N_("Too many wrong PINs. Wait {seconds} seconds, or open with the passphrase or the recovery code.")


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a PIN: right, or wrong so often (`tries`) that the next one has to wait (`wait` ms).

    `counts`: it was a try that is to be noted; while a wait is on, nothing is tried.
    """

    right: bool
    tries: int
    wait: int
    counts: bool = True

    def refusal(self) -> RuleBroken:
        """Why it was not opened."""
        if self.wait:
            return RuleBroken(WAIT, seconds=-(-self.wait // 1000))
        left = rules.FREE_TRIES - self.tries
        return RuleBroken(WRONG_FEW, left=left) if left <= 2 else RuleBroken(WRONG)


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
    return _value(_record(session, id), {id} if session.get(OperatorPin, id) else set())


def find(session: Session, *, name: str) -> Value:
    """Who has this name, however it is spaced or capitalised. Raises RuleBroken when nobody has."""
    wanted = fold(name)
    for one in rows(session):
        if fold(one.name) == wanted:
            return one
    raise RuleBroken(N_("Nobody called “{name}” works here. “organizer-cli operators list” shows them all."), name=name)


def add(session: Session, *, name: str, role: str, pin: str = "", member: bytes | None = None) -> bytes:
    """Adds somebody, with a PIN on this laptop when one is given; returns the id.

    Raises RuleBroken for no name, one that another person has or had, an unknown role, a poor PIN, or when the first
    one with a PIN is no organiser.
    """
    row = Operator(
        name=_free_name(session, name),
        role=_known_role(role),
        member_id=member,
        from_on=today(),
        bucket=areas.bucket_of(session, organisation.home_area(session)),
    )
    session.add(row)
    session.flush()
    if pin:
        _put_pin(session, row.id, pin)
    require_organiser(session)
    return row.id


def give_pin(session: Session, *, id: bytes, pin: str) -> None:  # noqa: A002  # as above
    """Another PIN, or the first one on this laptop; who was put out works here again.

    Raises RuleBroken for a poor PIN, and as `add`.
    """
    row = _record(session, id)
    row.to_on = None
    _put_pin(session, id, pin)
    require_organiser(session)


def set_role(session: Session, *, id: bytes, role: str) -> None:  # noqa: A002  # as above
    """Another role. Raises RuleBroken when no organiser would be left."""
    _record(session, id).role = _known_role(role)
    require_organiser(session)


def set_member(session: Session, *, id: bytes, member: bytes | None) -> None:  # noqa: A002  # as above
    """Which person of the roster this is; None for nobody of it."""
    _record(session, id).member_id = member


def put_out(session: Session, *, id: bytes, day: date | None = None) -> str:  # noqa: A002  # as above
    """Ends somebody's work here today; the history keeps the name. Returns the name.

    Raises RuleBroken when no organiser would be left.
    """
    row = _record(session, id)
    row.to_on = day or today()
    pin = session.get(OperatorPin, id)
    if pin is not None:
        session.delete(pin)
    session.info["touched"].add(OperatorPin.__tablename__)
    require_organiser(session)
    return row.name


def regain(session: Session, *, pin: str, id: bytes | None = None, name: str = "") -> bytes:  # noqa: A002  # as above
    """A new PIN for an organiser who forgot theirs, after the data's own key was shown; returns the id.

    A `name` makes a new organiser, for a laptop on which none is left. Raises RuleBroken for who is no organiser.
    """
    if id is None:
        if any(o.role == roles.ORGANISER and not o.is_out for o in rows(session)):
            raise RuleBroken(N_("There is an organiser already. Choose who you are."))
        return add(session, name=name, role=roles.ORGANISER, pin=pin)
    row = _record(session, id)
    if row.role != roles.ORGANISER or row.to_on is not None:
        raise RuleBroken(N_("Only an organiser opens this way. An organiser gives {name} another PIN."), name=row.name)
    _put_pin(session, id, pin)
    return id


def try_pin(session: Session, *, id: bytes, pin: str) -> Tried:  # noqa: A002  # as above
    """Whether the PIN is right; changes nothing, so nobody waits for a writer. Raises RuleBroken for who may not sit
    down here.
    """
    row, kept = _record(session, id), session.get(OperatorPin, id)
    if kept is None or row.to_on is not None:
        raise RuleBroken(GONE)
    wait = rules.wait_ms(kept.tries, kept.tried_at, now_ms())
    if wait:
        return Tried(right=False, tries=kept.tries, wait=wait, counts=False)
    if rules.opens(pin, rules.Pin(kept.salt, kept.digest, kept.cost)):
        return Tried(right=True, tries=0, wait=0, counts=kept.tries > 0)
    return Tried(right=False, tries=kept.tries + 1, wait=rules.wait_ms(kept.tries + 1, now_ms(), now_ms()))


def note_try(session: Session, *, id: bytes, tried: Tried) -> None:  # noqa: A002  # as above
    """Keeps how often a PIN was wrong, across restarts too."""
    kept = session.get(OperatorPin, id)
    if kept is not None:
        kept.tries, kept.tried_at = (0, 0) if tried.right else (tried.tries, now_ms())


def require_organiser(session: Session) -> None:
    """Raises RuleBroken when people have PINs here and none of them is organiser: nobody could let others in."""
    session.flush()
    here = at_laptop(session)
    if not any(o.role == roles.ORGANISER for o in here) and (here or is_shared(session)):
        raise RuleBroken(NO_ORGANISER)


def _record(session: Session, identity: bytes) -> Operator:
    row = session.get(Operator, identity)
    if row is None or row.archived_at is not None:
        raise RuleBroken(GONE)
    return row


def _value(row: Operator, pins: set[bytes]) -> Value:
    return Value(row.id, row.name, row.role, row.member_id, row.from_on, row.to_on, row.id in pins)


def _known_role(role: str) -> str:
    if role not in roles.ROLES:
        raise RuleBroken(N_("There is no role “{role}”. Use one of: {roles}."), role=role, roles=", ".join(roles.ROLES))
    return role


def _free_name(session: Session, name: str) -> str:
    """A name that is nobody else's here: history and undo know people by it."""
    found = " ".join(name.split())
    if not found:
        raise RuleBroken(N_("Name: type who works here; it stands beside all they enter."))
    if len(found) > LONGEST_NAME:
        raise RuleBroken(N_("Name: use {count} letters at most."), count=LONGEST_NAME)
    for one in rows(session):
        if fold(one.name) == fold(found):
            if one.to_on is None:
                raise RuleBroken(N_("“{name}” works here already. Add the village or a number."), name=one.name)
            told = N_("“{name}” worked here until {day}. The same person is brought back; another needs another name.")
            raise RuleBroken(told, name=one.name, day=day_text(one.to_on))
    return found


def _put_pin(session: Session, identity: bytes, pin: str) -> None:
    made = rules.sealed(rules.clean_pin(pin))
    kept = session.get(OperatorPin, identity)
    if kept is None:
        session.add(OperatorPin(operator_id=identity, salt=made.salt, digest=made.digest, cost=made.cost))
    else:
        kept.salt, kept.digest, kept.cost, kept.tries, kept.tried_at = made.salt, made.digest, made.cost, 0, 0
    session.info["touched"].add(OperatorPin.__tablename__)
