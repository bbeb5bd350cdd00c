"""Whether somebody may be called or written to by hand, one person at a time, and if not, why."""

from datetime import date

from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.members import Consent, Member, status_name
from organizer_app.domain.phones import Phone
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

CALL, WHATSAPP = "call", "whatsapp"  # of members.CONSENT_CHANNELS
NOT_REACHED = ("left", "died", "expelled")  # statuses with which nobody is called or written to
_FOR = ("organisation", "campaign")  # keeping a record is no reason to call

MINOR = N_("May be under 18: nobody under 18 is called or written to from here.")
ABSENT = N_("Not on the roster any more.")
STATUS = N_("Not reached any more: {status}.")
NO_NUMBER = N_("No phone number that can be read.")
NO_MOBILE = N_("No mobile number that can be read.")
_UNASKED = {CALL: N_("No consent for calls: ask first."), WHATSAPP: N_("No consent for WhatsApp: ask first.")}
_WITHDRAWN = {CALL: N_("The consent for calls was withdrawn."), WHATSAPP: N_("The consent for WhatsApp was withdrawn.")}


def numbers(member: Member, way: str) -> tuple[Phone, ...]:
    """The numbers a person can be reached by: all that can be read, for WhatsApp the mobiles."""
    return tuple(p for p in member.phones if p.number and (way == CALL or p.kind != "landline"))


def refusal(member: Member, way: str, day: date) -> str:
    """Why nobody is called (`CALL`) or written to (`WHATSAPP`) on a day, in the language in force; "" when they may be.

    As `services.consents.contactable`, for camps and meetings or for campaigns: the person's own latest answer is yes.
    """
    if member.archived_at is not None:
        return _(ABSENT)
    if member.status in NOT_REACHED:
        return _(STATUS).format(status=status_name(member.status))
    if may_be_minor(member.birth_year, day):
        return _(MINOR)
    answers: dict[str, Consent] = {}
    for consent in member.consents:  # the newest first
        if consent.channel == way and consent.purpose in _FOR:
            answers.setdefault(consent.purpose, consent)
    if not any(answer.state == "given" and not answer.given_by for answer in answers.values()):
        withdrawn = any(answer.state != "given" for answer in answers.values())
        return _((_WITHDRAWN if withdrawn else _UNASKED)[way])
    if not numbers(member, way):
        return _(NO_NUMBER if way == CALL else NO_MOBILE)
    return ""


def link(number: str, way: str) -> str:
    """What a phone opens when it scans it: the number to call, or the conversation. `number` is E.164."""
    return f"tel:{number}" if way == CALL else f"https://wa.me/{number.removeprefix('+')}"
