"""Who sits at the laptop now: sitting down with a PIN, or with the data's own key by who forgot it."""

from dataclasses import dataclass

from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.operators import Operator
from organizer_app.services import operators, pins


@dataclass(frozen=True, slots=True)
class Seat:
    """Who sits there: the name beside what they enter, and their role."""

    id: bytes
    name: str
    role: str


def is_shared(store: Store) -> bool:
    """Whether a PIN opens this laptop."""
    with store.reading() as session:
        return operators.is_shared(session)


def offered(store: Store) -> tuple[Operator, ...]:
    """Who may sit down here."""
    with store.reading() as session:
        return operators.at_laptop(session)


def open_with_pin(store: Store, *, id: bytes, pin: str) -> Seat:  # noqa: A002  # the record's own word
    """Who has this PIN. Raises RuleBroken when it is wrong or has to wait; wrong ones are counted across restarts."""
    with store.reading() as session:
        tried = pins.attempt(session, id=id, pin=pin)
    if tried.counts:
        with store.transaction("pins.note") as session:
            pins.note(session, id=id, tried=tried)
    if not tried.right:
        raise tried.refusal()
    return _seat(store, id)


def open_with_key(
    store: Store,
    *,
    pin: str,
    id: bytes | None = None,  # noqa: A002  # as above
    name: str = "",
    passphrase: str | None = None,
    recovery: str | None = None,
) -> Seat:
    """An organiser who forgot the PIN and has the passphrase or the recovery code; `pin` is the new one.

    Raises RuleBroken when the key does not open the data, or as services.operators.regain.
    """
    key.unlock(store.folder, passphrase=passphrase, recovery=recovery, use_keyring=False)
    seated = roles.role()
    roles.use_role(roles.ORGANISER)
    try:
        with store.transaction("pins.regain", name) as session:
            found = pins.regain(session, id=id, name=name, pin=pin)
    finally:
        roles.use_role(seated)
    return _seat(store, found)


def sit(store: Store, seat: Seat) -> None:
    """From now on everything is theirs: its name, and what their role may do."""
    store.operator = seat.name
    roles.use_role(seat.role if seat.role in roles.ROLES else roles.VIEWER)


def _seat(store: Store, identity: bytes) -> Seat:
    with store.reading() as session:
        one = operators.get(session, id=identity)
    return Seat(one.id, one.name, one.role)
