"""What is chosen from in the forms of camps: places, people, wings, posts."""

from collections.abc import Sequence
from functools import partial

from organizer_app.domain.members import OFFICES, MemberRow, office_name
from organizer_app.domain.names import fold
from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, members_list, organisation, wings
from ui.shared.field import Option
from ui.shared.places import place_option
from ui.shared.records import Records

MOST = 30


class Places:
    """Finds places by either name, those that begin with the words first. The list is read once.

    Called on the database thread, as the pickers do.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._known: Sequence[tuple[str, Place]] = ()

    def find(self, text: str) -> list[Option]:
        """The places whose Hindi or English name holds the words typed, or whose code is typed."""
        wanted = fold(text)
        if not wanted:
            return []
        if not self._known:
            found = self._records.now(areas.places)
            self._known = [(f"|{fold(p.name_en)}|{fold(p.name_hi)}|{p.code}", p) for p in found]
        hits = [(f"|{wanted}" not in names, place) for names, place in self._known if wanted in names]
        return [place_option(place) for _late, place in sorted(hits, key=lambda hit: hit[0])[:MOST]]


def home(records: Records) -> Option | None:
    """The person's own area, or None before it was chosen; on the database thread."""
    area = records.now(organisation.home_area)
    return place_option(records.now(partial(areas.get, id=area))) if area else None


def place(records: Records, area: bytes) -> Option:
    """One place; on the database thread."""
    return place_option(records.now(partial(areas.get, id=area)))


def find_people(records: Records, text: str) -> list[Option]:
    """People of the roster by name, phone or village; on the database thread."""
    if not text.strip():
        return []
    numbers = records.now(partial(members_list.search, query=text, limit=MOST))
    return [Option(row.id, row.name, _about(row)) for row in records.now(partial(members_list.rows, numbers=numbers))]


def _about(row: MemberRow) -> str:
    return ", ".join(filter(None, (row.guardian, row.area_name, row.block_name)))


def wing_options(records: Records) -> list[Option]:
    """Any wing, then each; on the database thread."""
    return [Option(None, _("Any wing")), *(Option(wing.id, wing.name) for wing in records.now(wings.rows))]


def post_options() -> list[Option]:
    """Any post, then each office."""
    return [Option("", _("Any post")), *(Option(code, office_name(code)) for code in OFFICES)]
