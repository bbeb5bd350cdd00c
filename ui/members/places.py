"""Finding a place by typing, in either script, for the fields that ask for one."""

from collections.abc import Callable, Sequence

from organizer_app.domain.areas import level_order
from organizer_app.domain.names import fold
from organizer_app.domain.places import Place
from organizer_app.services import areas
from ui.shared.field import Option
from ui.shared.places import place_option
from ui.shared.records import Records

SHOWN = 24
SEATS = ("vidhan_sabha",)
NOT_HOMES = ("state", "division", "lok_sabha", "vidhan_sabha")


class Places:
    """The area list, read once on the database thread at the first letter."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: list[tuple[str, Place]] | None = None

    def forget(self) -> None:
        """Reads the list again the next time, after the areas changed."""
        self._known = None

    def homes(self, text: str) -> Sequence[Option]:
        """Administrative places (district to booth), for a PickField."""
        return self._find(text, lambda place: place.level not in NOT_HOMES)

    def seats(self, text: str) -> Sequence[Option]:
        """Assembly constituencies, for a PickField."""
        return self._find(text, lambda place: place.level in SEATS)

    def everywhere(self, text: str) -> Sequence[Option]:
        """Every area, for the place of an office."""
        return self._find(text, lambda _place: True)

    def _find(self, text: str, fits: Callable[[Place], bool]) -> Sequence[Option]:
        wanted = fold(text)
        if not wanted:
            return ()
        if self._known is None:
            listed = self._records.now(areas.places)
            self._known = [(f" {fold(p.name_hi)} {fold(p.name_en)} {p.code.lower()}", p) for p in listed]
        # A word that begins so stands before a word that only holds it; then the wider place, then the name.
        hits = [(f" {wanted}" not in words, level_order(p.level), p.name, p) for words, p in self._known
                if wanted in words and fits(p)]  # fmt: skip
        return [place_option(place) for *_order, place in sorted(hits, key=lambda hit: hit[:3])[:SHOWN]]
