"""What is chosen from on the page of committees: places that have one, wings, people."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, members_list, organisation, wings
from ui.shared.field import Option
from ui.shared.records import Records

MOST = 30


class Start(NamedTuple):
    """What the page begins with: the own place (None before it was chosen) and the wings."""

    home: Place | None
    wings: list[Option]


def start(records: Records) -> Start:
    """Read on the database thread."""
    home = records.now(organisation.home_area)
    place = records.now(partial(areas.get, id=home)) if home else None
    found = records.now(wings.rows)
    return Start(place, [Option(None, _("The organisation itself")), *(Option(w.id, w.name) for w in found)])


def find_people(records: Records, text: str) -> Sequence[Option]:
    """People of the roster by name, phone or village; on the database thread."""
    if not text.strip():
        return ()
    numbers = records.now(partial(members_list.search, query=text, limit=MOST))
    rows = records.now(partial(members_list.rows, numbers=numbers))
    return [Option(r.id, r.name, ", ".join(filter(None, (r.guardian, r.area_name, r.office)))) for r in rows]
