"""What the fields of a person are called on this page, tones of states, and moments as people read them."""

from datetime import datetime

from organizer_app.domain.clock import noon_ms
from organizer_app.domain.words import N_, day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _

TITLES = {
    "name": N_("Name"),
    "name_other": N_("Name in the other script"),
    "honorific": N_("Title before the name"),
    "guardian": N_("Father or husband"),
    "relation": N_("Relation"),
    "gender": N_("Gender"),
    "birth_year": N_("Birth year"),
    "phones": N_("Phone"),
    "address": N_("Address"),
    "place": N_("Village or ward"),
    "area_id": N_("Place"),
    "seat_id": N_("Assembly seat"),
    "wings": N_("Wings"),
    "status": N_("Status"),
    "source": N_("Source"),
    "notes": N_("Notes"),
    "card_no": N_("Card number"),
    "posts": N_("Office"),
    "consents": N_("Consent"),
    "again": N_("Fresh consent"),
    "guardian_consent": N_("Guardian's consent"),
}
STATUS_TONES = {"lead": "info", "member": "ok", "volunteer": "accent", "left": "warn", "expelled": "bad"}


def title(field: str) -> str:
    """The name of a field in the language in force."""
    return _(TITLES[field])


def people_text(count: int) -> str:
    """So many people, in the language in force."""
    return ngettext("{n} person", "{n} people", count).format(n=group_digits(count))


def moment_or_day(at: int) -> str:
    """The same, without the time where only a day is known: what paper dates is kept as noon of its day."""
    day = datetime.fromtimestamp(at / 1000).date()
    return day_text(day) if at == noon_ms(day) else moment(at)


def moment(at: int) -> str:
    """An instant (ms UTC) as people read it, local: "14 December 2026, 09:30"."""
    local = datetime.fromtimestamp(at / 1000)
    return f"{day_text(local.date())}, {local:%H:%M}"
