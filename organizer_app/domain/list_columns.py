"""What a list of people may show, in a file and on paper: the columns by key, their titles, and what a list is for."""

from collections.abc import Iterable

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

TITLES = {
    "honorific": N_("Prefix"),
    "name": N_("Name"),
    "name_other": N_("Name (other script)"),
    "guardian": N_("Father or husband"),
    "relation": N_("Relation"),
    "gender": N_("Gender"),
    "birth_year": N_("Year of birth"),
    "phone": N_("Mobile"),
    "phone2": N_("Second mobile"),
    "address": N_("Address"),
    "place": N_("Village or ward"),
    "booth": N_("Booth"),
    "block": N_("Block"),
    "district": N_("District"),
    "seat": N_("Assembly seat"),
    "office": N_("Office"),
    "office_at": N_("Office at"),
    "wing": N_("Wing"),
    "status": N_("Status"),
    "card_no": N_("Card number"),
    "languages": N_("Languages"),
    "skills": N_("Skills"),
    "platforms": N_("Platforms"),
    "source": N_("Source"),
    "notes": N_("Note"),
    "consent": N_("Consent"),
    "trained": N_("Training"),
    "status_on": N_("Status since"),
    "changed": N_("Changed"),
    "changed_by": N_("Changed by"),
}
"""In the order of a file with everything. A file's titles are headings that our own import understands."""

EVERY = tuple(TITLES)
USUAL = ("name", "name_other", "phone", "place", "block", "office", "office_at", "wing", "status")
PHONES = frozenset({"phone", "phone2"})

# The columns of the table on screen show several things each; a file has one thing a column.
ON_SCREEN: dict[str, tuple[str, ...]] = {
    "name": ("name", "name_other"),
    "phone": ("phone", "phone2"),
    "area": ("place", "block"),
    "place": ("place", "block"),
    "office": ("office", "office_at", "wing"),
}

ON_PAPER = {
    "name": N_("Name"),
    "guardian": N_("Father or husband"),
    "place": N_("Village · booth"),
    "office": N_("Office or unit"),
    "phone": N_("Phone"),
    "status": N_("Status"),
    "card_no": N_("Card number"),
    "signature": N_("Signature"),
    "remark": N_("Remark"),
}
"""The columns of a printed list; a serial always stands before them."""
PAPER_USUAL = ("name", "guardian", "place", "office", "phone")
ORDERS = {"name": N_("By name"), "place": N_("By place"), "precedence": N_("By precedence of offices")}

USES: dict[str, tuple[str, str]] = {
    "office": ("", ""),
    "call": ("organisation", "call"),
    "whatsapp": ("organisation", "whatsapp"),
    "sms": ("organisation", "sms"),
    "campaign-call": ("campaign", "call"),
    "campaign-whatsapp": ("campaign", "whatsapp"),
    "campaign-sms": ("campaign", "sms"),
}
"""What a file is for -> the purpose and the channel that the people in it must have agreed to."""
USE_NAMES = {
    "office": N_("Record for office use"),
    "call": N_("Calling about camps and meetings"),
    "whatsapp": N_("WhatsApp about camps and meetings"),
    "sms": N_("SMS about camps and meetings"),
    "campaign-call": N_("Calling for a campaign"),
    "campaign-whatsapp": N_("WhatsApp for a campaign"),
    "campaign-sms": N_("SMS for a campaign"),
}


def title(column: str) -> str:
    """The heading of a file's column in the language in force."""
    return _(TITLES[column])


def of_screen(shown: Iterable[str]) -> tuple[str, ...]:
    """The columns of a file for those of the table on screen, in their order, none twice."""
    parts = (part for key in shown for part in ON_SCREEN.get(key, (key,)))
    return tuple(dict.fromkeys(part for part in parts if part in TITLES))


def chosen(text: str, known: Iterable[str], otherwise: tuple[str, ...]) -> tuple[str, ...]:
    """Keys typed with commas between them, "all" for every one; `otherwise` for none. Raises RuleBroken."""
    wanted = tuple(dict.fromkeys(word.strip().casefold() for word in text.split(",") if word.strip()))
    every = tuple(known)
    if wanted == ("all",):
        return every
    for word in wanted:
        if word not in every:
            raise RuleBroken(
                N_("There is no column “{column}”. Choose from: {known}."), column=word, known=", ".join(every)
            )
    return wanted or otherwise
