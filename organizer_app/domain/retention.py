"""When to ask whether somebody is still kept: nobody's data stays because nobody thought of it (section 8(7)).

Nothing is erased by itself: a person decides, from the list of those whose day has come.
"""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _

# Years after which a status is looked at again. A lead who was not won in a year is not coming. Of who left, died or
# was expelled the rules want a year (data and logs are kept so long), and nobody needs more. Who is inactive may come
# back within an election's time. Of the others we ask again after five years without a word.
YEARS = {"lead": 1, "left": 1, "died": 1, "expelled": 1, "inactive": 3, "member": 5, "volunteer": 5}
ENDED = ("left", "died", "expelled", "inactive")  # counted from the day of the status, where it is known
LONGEST_KEPT = 10  # years from today that a person may be kept without being asked about again

OF_AGE, SET = "of_age", "set"
_WHY = {
    "lead": N_("A lead for a year"),
    "left": N_("Left a year ago"),
    "died": N_("Died a year ago"),
    "expelled": N_("Expelled a year ago"),
    "inactive": N_("Inactive for three years"),
    "member": N_("Nothing new for five years"),
    "volunteer": N_("Nothing new for five years"),
    OF_AGE: N_("Of age now: ask for their own consent"),
    SET: N_("The day somebody set has come"),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody to decide about: since which day, and why (a key of the sentences)."""

    id: bytes
    n: int
    name: str
    place: str
    status: str
    due: date
    why: str


@dataclass(frozen=True, slots=True)
class DuePage:
    """How many are due in all, and some of them, the longest waiting first."""

    total: int
    people: tuple[Due, ...]


def why_text(why: str) -> str:
    """Why somebody is on the list, in the language in force."""
    return _(_WHY[why]) if why in _WHY else why
