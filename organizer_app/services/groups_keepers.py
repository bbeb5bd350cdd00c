"""Who a row of a list means: by card number, or by phone and name together; never guessed from one alone."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.names import sort_key
from organizer_app.domain.phones import read as read_phones
from organizer_app.domain.words import N_
from organizer_app.models import Member, MemberPhone
from organizer_app.services.members_where import on_roster

UNCLEAR = N_("Write the card number of who keeps it, or their phone and name together.")
NO_CARD = N_("Nobody on the roster has the card number “{card}”.")
TWO_CARDS = N_("Several people have the card number “{card}”. Correct the roster first, or write phone and name.")
OTHER_NAME = N_("The card number “{card}” is of somebody with another name. Look at both again.")
NO_PHONE = N_("“{phone}” can't be read as one Indian phone number.")
NOBODY = N_("Nobody on the roster has this phone and this name together. Look at both, or write the card number.")
SEVERAL = N_("Several people have this phone and this name. Write the card number.")


def find(session: Session, *, card: str = "", phone: str = "", name: str = "") -> bytes:
    """The one person meant. Raises RuleBroken when nobody is, or several are, or the words don't agree."""
    if card:
        return _by_card(session, latin_digits(card.strip()), name)
    if not phone or not name:
        raise RuleBroken(UNCLEAR)
    numbers = {found.number for found in read_phones(phone) if found.number}
    if len(numbers) != 1:
        raise RuleBroken(NO_PHONE, phone=phone)
    holders = select(MemberPhone.n).where(MemberPhone.number == numbers.pop())
    people = session.execute(
        select(Member.id, Member.name, Member.name_other).where(Member.n.in_(holders), *on_roster())
    )
    hits = [identity for identity, *names in people if _is_named(names, name)]
    if len(hits) != 1:
        raise RuleBroken(SEVERAL if hits else NOBODY)
    found: bytes = hits[0]
    return found


def _by_card(session: Session, card: str, name: str) -> bytes:
    query = select(Member.id, Member.name, Member.name_other).where(Member.card_no == card, *on_roster()).limit(2)
    hits = session.execute(query).all()
    if len(hits) != 1:
        raise RuleBroken(TWO_CARDS if hits else NO_CARD, card=card)
    identity, *names = hits[0]
    if name and not _is_named(names, name):
        raise RuleBroken(OTHER_NAME, card=card)
    found: bytes = identity
    return found


def _is_named(names: list[str], name: str) -> bool:
    """Whether one of a person's names, in either script, is this one, however it is typed and titled."""
    return sort_key(name) in {sort_key(known) for known in names if known}
