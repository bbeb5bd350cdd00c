"""PINs on this laptop: giving them, trying them, and an organiser's way back. They are never sent and never undone."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from organizer_app.domain import pins as rules
from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_, day_text
from organizer_app.models import OperatorPin
from organizer_app.services import operators

WRONG = N_("This PIN is not right. Try again.")
WRONG_FEW = N_("This PIN is not right. Wrong ones left before a wait: {left}.")
GUEST_OVER = N_("{name} was let in until {day}. An organiser may let them in longer.")
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


def add(session: Session, *, name: str, role: str, pin: str, until: date | None = None) -> bytes:
    """Adds somebody with a PIN here; returns the id.

    Raises RuleBroken as services.operators.add, for a poor PIN, or when the first one with a PIN is no organiser.
    """
    identity = operators.add(session, name=name, role=role, until=until)
    give(session, id=identity, pin=pin)
    return identity


def give(session: Session, *, id: bytes, pin: str) -> None:  # noqa: A002  # the record's own word
    """Another PIN, or the first one on this laptop; who was put out works here again.

    Raises RuleBroken for a poor PIN, for somebody else's when who sits here is no organiser, or when no organiser has
    one.
    """
    row = operators.record(session, id)
    if fold(row.name) != fold(session.info["user"]):
        roles.require(roles.role(), (row.__tablename__,))
    row.to_on = None
    _put_pin(session, id, pin)
    operators.require_organiser(session)


def edit(session: Session, *, id: bytes, role: str, pin: str = "", until: date | None = None) -> None:  # noqa: A002  # as above
    """Another role, and another PIN when one is given; with `until` a guest expert until then.

    Raises RuleBroken as `give`, services.operators.set_role and let_in_until.
    """
    if pin:
        give(session, id=id, pin=pin)
    if until is not None and role == roles.VIEWER:
        operators.let_in_until(session, id=id, day=until)
    else:
        operators.record(session, id).until_on = None
        operators.set_role(session, id=id, role=role)


def regain(session: Session, *, pin: str, id: bytes | None = None, name: str = "") -> bytes:  # noqa: A002  # as above
    """A new PIN for an organiser who forgot theirs, after the data's own key was shown; returns the id.

    A `name` makes a new organiser, for a laptop on which none is left. Raises RuleBroken for who is no organiser.
    """
    if id is None:
        if any(o.role == roles.ORGANISER and not o.is_out for o in operators.rows(session)):
            raise RuleBroken(N_("There is an organiser already. Choose who you are."))
        return add(session, name=name, role=roles.ORGANISER, pin=pin)
    row = operators.record(session, id)
    if row.role != roles.ORGANISER or row.to_on is not None:
        raise RuleBroken(N_("Only an organiser opens this way. An organiser gives {name} another PIN."), name=row.name)
    _put_pin(session, id, pin)
    return id


def attempt(session: Session, *, id: bytes, pin: str) -> Tried:  # noqa: A002  # as above
    """Whether the PIN is right; changes nothing, so nobody waits for a writer. Raises RuleBroken for who may not sit
    down here.
    """
    row, kept = operators.record(session, id), session.get(OperatorPin, id)
    if kept is None or row.to_on is not None:
        raise RuleBroken(operators.GONE)
    if row.until_on is not None and today() > row.until_on:
        raise RuleBroken(GUEST_OVER, name=row.name, day=day_text(row.until_on))
    wait = rules.wait_ms(kept.tries, kept.tried_at, now_ms())
    if wait:
        return Tried(right=False, tries=kept.tries, wait=wait, counts=False)
    if rules.opens(pin, rules.Pin(kept.salt, kept.digest, kept.cost)):
        return Tried(right=True, tries=0, wait=0, counts=kept.tries > 0)
    return Tried(right=False, tries=kept.tries + 1, wait=rules.wait_ms(kept.tries + 1, now_ms(), now_ms()))


def note(session: Session, *, id: bytes, tried: Tried) -> None:  # noqa: A002  # as above
    """Keeps how often a PIN was wrong, across restarts too."""
    kept = session.get(OperatorPin, id)
    if kept is not None:
        kept.tries, kept.tried_at = (0, 0) if tried.right else (tried.tries, now_ms())


def _put_pin(session: Session, identity: bytes, pin: str) -> None:
    made = rules.sealed(rules.clean_pin(pin))
    kept = session.get(OperatorPin, identity)
    if kept is None:
        session.add(OperatorPin(operator_id=identity, salt=made.salt, digest=made.digest, cost=made.cost))
    else:
        kept.salt, kept.digest, kept.cost, kept.tries, kept.tried_at = made.salt, made.digest, made.cost, 0, 0
    session.info["touched"].add(OperatorPin.__tablename__)
