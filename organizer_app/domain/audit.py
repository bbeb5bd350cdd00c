"""What is written down when somebody looks at or takes out people's data: the acts, and one line of the log."""

from dataclasses import dataclass

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

VIEW_PHONE = "view_phone"
SEARCH_UNMASKED = "search_unmasked"
EXPORT = "export"
PRINT = "print"
PERSON_EXPORT = "person_export"
CORRECT = "correct"
KEEP = "keep"
ERASE = "erase"
DATE = "date"

_NAMES = {
    VIEW_PHONE: N_("Phone number looked at"),
    SEARCH_UNMASKED: N_("Search with phone numbers"),
    EXPORT: N_("List saved as a file"),
    PRINT: N_("List printed with phone numbers"),
    PERSON_EXPORT: N_("A person's data given out"),
    CORRECT: N_("Correction asked for and answered"),
    KEEP: N_("Kept after a review"),
    ERASE: N_("Person erased"),
    DATE: N_("Date of the laptop said to be right"),
}
ACTS = tuple(_NAMES)


@dataclass(frozen=True, slots=True)
class Access:
    """One line of the log. `at` is an instant (ms UTC), `device` the laptop's letter; `name` is "" for a list and for
    somebody who is not here any more. `people` is how many, `fields` what of them, `reason` in the operator's words.
    """

    id: bytes
    at: int
    by: str
    device: str
    act: str
    subject: bytes | None
    name: str
    people: int
    fields: str
    reason: str


def act_name(code: str) -> str:
    """An act in the language in force; the code of a newer program as it is."""
    return _(_NAMES[code]) if code in _NAMES else code
