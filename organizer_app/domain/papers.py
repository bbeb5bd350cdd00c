"""What the smaller papers of a camp need beyond the list of people, frozen."""

from dataclasses import dataclass
from datetime import date

from organizer_app.domain.camps import Camp
from organizer_app.domain.sheets import Person

MEALS = ("breakfast", "lunch", "tea", "dinner")
MODES = ("bus", "train", "own", "shared", "foot")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs: a name (empty leaves the line bare) and the office under it."""

    name: str
    office: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What an invitation says beside the camp itself.

    `report_at` is local "HH:MM" or empty; `bring` are short phrases; `notice` is what is recorded and why;
    `number` and `written_on` head the letter, empty and None leave them out.
    """

    contact_name: str
    contact_phone: str
    signer: Signer
    report_at: str = ""
    bring: tuple[str, ...] = ()
    notice: str = ""
    number: str = ""
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal of one day: `kind` from MEALS; `came` is None before it was served."""

    day: date
    kind: str
    expected: int
    came: int | None = None


@dataclass(frozen=True, slots=True)
class KitchenCount:
    """Every meal of a camp, in the order they are served."""

    camp: Camp
    meals: tuple[Meal, ...]


@dataclass(frozen=True, slots=True)
class MaterialIssue:
    """Who is given which items: one column an item, one row a person."""

    camp: Camp
    items: tuple[str, ...]
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class TravelClaim:
    """One person's journey and days, in whole rupees; what is None is filled in by hand.

    `mode` is one of MODES or empty.
    """

    person: Person
    from_place: str = ""
    to_place: str = ""
    mode: str = ""
    km: int | None = None
    fare: int | None = None
    days: int | None = None
    daily_rate: int | None = None

    @property
    def allowance(self) -> int | None:
        """Daily allowance in rupees; None while days or rate is unknown."""
        if self.days is None or self.daily_rate is None:
            return None
        return self.days * self.daily_rate

    @property
    def amount(self) -> int | None:
        """Fare and daily allowance together; None while either is unknown, so that no half sum is paid."""
        if self.fare is None or self.allowance is None:
            return None
        return self.fare + self.allowance
