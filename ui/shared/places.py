"""Picking a place: `AreaField`, for both trees, by typing in either script or by going down from the top.

    AreaField("area", _("Block or booth"), places, HOMES)

Arrow down in the empty field lists what lies in the person's own area; → goes into the place in focus, ← out of it.
Below the field stands where the chosen place lies.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from organizer_app.domain import committees
from organizer_app.domain.areas import LEVELS
from organizer_app.domain.places import Place, PlaceFound
from organizer_app.domain.words import translate as _
from organizer_app.services import area_search, areas, organisation
from organizer_app.services.area_search import PLACE, SEAT
from ui.shared.field import Option
from ui.shared.pick import PickField
from ui.shared.records import Records

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


class Kind(NamedTuple):
    """Which places may be chosen, by level (none: all), and which trees lead to them."""

    levels: tuple[str, ...]
    trees: tuple[str, ...]


_NOT_HOMES = ("state", "division", "lok_sabha", "vidhan_sabha")
HOMES = Kind(tuple(level for level in LEVELS if level not in _NOT_HOMES), (PLACE,))
SEATS = Kind(("vidhan_sabha",), (SEAT,))
EVERYWHERE = Kind((), (PLACE, SEAT))
WITH_COMMITTEE = Kind(committees.LEVELS, (PLACE, SEAT))


class _Listed(NamedTuple):
    """What one place holds, and that place."""

    inside: bytes
    found: tuple[PlaceFound, ...]


class AreaField(PickField):
    """See the module's first lines. `crumbs=False` leaves the line below out, for a field in a bar."""

    def __init__(
        self, key: str, title: str, records: Records, kind: Kind = EVERYWHERE, *, crumbs: bool = True, **more: Any
    ) -> None:
        super().__init__(key, title, partial(find, records, kind), tasks=records.tasks, **more)
        self._records, self._kind, self._crumbs = records, kind, crumbs
        self._ways: set[bytes] = set()  # places that are listed only because others lie in them
        self._inside: bytes | None = None  # the place whose places are listed; None while what was typed is
        self.input.setPlaceholderText(_("Type to search, or arrow down"))
        for watched in (self.input, self._popup):
            watched.installEventFilter(self)

    def set_value(self, value: Option | None) -> None:
        super().set_value(value)
        self._inside = None
        self.show_problem("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._goes(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _goes(self, key: Qt.Key) -> bool:
        """Whether an arrow walked through the trees."""
        if self._popup.isVisible():
            at = self._popup.currentIndex().row()
            if key == Qt.Key.Key_Right and 0 <= at < len(self._options.options):
                self._list(self._options.options[at].value)
                return True
            if key == Qt.Key.Key_Left and self._inside is not None:
                self._ask(partial(_around, area=self._inside, kind=self._kind))
                return True
        elif key == Qt.Key.Key_Down and not self.input.text():
            self._ask(partial(_first, kind=self._kind))
            return True
        return False

    def _list(self, area: bytes) -> None:
        self._ask(partial(_within, area=area, kind=self._kind))

    def _ask(self, work: "Callable[[Session], _Listed | None]") -> None:
        self._records.read(work, done=self._on_listed, owner=self, latest="find")

    def _on_listed(self, listed: _Listed | None) -> None:
        if listed is None or not listed.found:
            return
        self._inside = listed.inside
        levels = self._kind.levels
        self._ways = {f.place.id for f in listed.found if levels and f.place.level not in levels}
        self._on_found(self.input.text(), [found_option(found) for found in listed.found])
        self._popup.setCurrentIndex(self._options.index(0))

    def _on_edited(self, text: str) -> None:
        self._inside, self._ways = None, set()
        super()._on_edited(text)

    def _on_activated(self, text: str) -> None:
        row = self._popup.currentIndex().row()
        options = self._options.options
        if 0 <= row < len(options) and options[row].value in self._ways:
            self._list(options[row].value)
        else:
            super()._on_activated(text)

    def _hint_now(self) -> str:
        return self._option.below if self._crumbs and self._option is not None and self._option.below else self._hint


def find(records: Records, kind: Kind, text: str) -> Sequence[Option]:
    """The places of a kind whose name or code is typed; on the database thread."""
    found = records.now(partial(area_search.find, text=text, levels=kind.levels))
    return [found_option(one) for one in found]


def place(records: Records, area: bytes) -> Option:
    """One place; on the database thread."""
    return place_option(records.now(partial(areas.get, id=area)))


def home(records: Records) -> Option | None:
    """The person's own area, or None before it was chosen; on the database thread."""
    area = records.now(organisation.home_area)
    return place(records, area) if area else None


def place_option(found: Place) -> Option:
    """A place as a picker shows it: its name over its level and where it lies."""
    return Option(found.id, found.name, ", ".join(filter(None, (found.level_text, found.parent_name))))


def found_option(found: PlaceFound) -> Option:
    """A place with everything above it in both trees."""
    return Option(found.place.id, found.place.name, found.crumbs)


def _first(session: "Session", *, kind: Kind) -> _Listed | None:
    area = area_search.start(session, trees=kind.trees)
    if area is None:
        return None
    listed = _within(session, area=area, kind=kind)
    return listed if listed.found else _around(session, area=area, kind=kind)


def _within(session: "Session", *, area: bytes, kind: Kind) -> _Listed:
    """What lies in a place and may be chosen, or leads there."""
    found = area_search.inside(session, area=area, trees=kind.trees)
    return _Listed(area, tuple(f for f in found if not kind.levels or f.holds or f.place.level in kind.levels))


def _around(session: "Session", *, area: bytes, kind: Kind) -> _Listed | None:
    """What lies beside a place."""
    outside = area_search.above(session, area=area, trees=kind.trees)
    return _within(session, area=outside, kind=kind) if outside is not None else None
