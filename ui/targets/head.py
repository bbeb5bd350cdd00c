"""The head of the page of targets: which drive, which day of it, and at which place, with the way up from there."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer_app.domain.boards import Board, Drive
from organizer_app.domain.words import days_text
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.combo import Combo
from ui.shared.field import Option
from ui.shared.labels import label
from ui.shared.layout import clear, column, row
from ui.shared.places import AreaField
from ui.shared.records import Records
from ui.targets.reading import Look
from ui.targets.told import day_words

GAP = 10  # px between the drive and the place


class Head(QWidget):
    """`drive_asked` and `place_asked` say the id of what somebody wants to look at."""

    drive_asked = Signal(bytes)
    place_asked = Signal(bytes)

    def __init__(self, records: Records) -> None:
        super().__init__()
        self._look: Look | None = None
        self._title, self._days = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self.drive = Combo(_("Drive"))
        self.drive.currentIndexChanged.connect(self._on_drive)
        self.place = AreaField("area", "", records, crumbs=False)
        self.place.input.setAccessibleName(_("Place"))
        self.place.input.setPlaceholderText(_("Place"))
        self.place.setMinimumWidth(150)
        self.place.setMaximumWidth(230)
        self.place.changed.connect(self._on_place)
        self._crumbs = row(gap=2)
        self._top = row((column(self._title, self.drive, self._days, gap=2), 1), gap=8)
        where = row(self.place, self._crumbs, None, gap=10)
        self.setLayout(column(self._top, where, gap=GAP, margins=(26, 14, 26, 10)))

    def add(self, menu: QWidget) -> None:
        """Puts the menu of the page at the end of the first row."""
        self._top.addWidget(menu)

    def show_look(self, look: Look, board: Board, drive: Drive) -> None:
        """Shows the drives there are, the one that is looked at, and the place."""
        self._look = look
        self._show_drive(look, board, drive)
        if not self.place.input.hasFocus():
            self.place.set_value(Option(board.area, board.area_name))
        clear(self._crumbs)
        for at, place in enumerate(reversed(look.way)):
            if at:
                self._crumbs.addWidget(label("›", "small"))
            tip = _("Look at {place}").format(place=place.name)
            self._crumbs.addWidget(
                label(f"{place.name} ({place.level_text})", "field") if place.id == board.area
                else button(place.name, kind="ghost", tip=tip, on=partial(self.place_asked.emit, place.id))
            )  # fmt: skip

    def _show_drive(self, look: Look, board: Board, drive: Drive) -> None:
        self.drive.blockSignals(True)
        self.drive.clear()
        for one in look.drives:
            self.drive.addItem(one.title)
        self.drive.setCurrentIndex(next((n for n, one in enumerate(look.drives) if one.id == drive.id), 0))
        self.drive.blockSignals(False)
        self.drive.updateGeometry()
        self.drive.setVisible(len(look.drives) > 1)
        self._title.setText(drive.title)
        self._title.setVisible(len(look.drives) == 1)
        numbers = (text for _kind, text in drive.numbers)
        said = (days_text(drive.first, drive.last), day_words(board), drive.area_name, *numbers)
        self._days.setText("  ·  ".join(filter(None, said)))

    def _on_drive(self, at: int) -> None:
        if self._look is not None and 0 <= at < len(self._look.drives):
            self.drive_asked.emit(self._look.drives[at].id)

    def _on_place(self) -> None:
        chosen = self.place.value()
        if isinstance(chosen, bytes):
            self.place_asked.emit(chosen)
