"""What is chosen from on the page of committees: places that have one, and wings."""

from functools import partial
from typing import NamedTuple

from organizer_app.domain.places import Place
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, organisation, wings
from ui.shared.field import Option
from ui.shared.records import Records


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
