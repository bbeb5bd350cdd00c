"""The pane of a line: its pace, and how far the places below are; a place leads down.

`LinePane` shows; `place_asked(id)` to look at a place, `goal_asked(standing)`, `share_asked(standing)` and
`back_asked(standing)` for what is done about the goal.
"""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.areas import level_name
from organizer_app.domain.boards import Below, Board, Standing, What
from organizer_app.domain.charts import BarValue
from organizer_app.domain.roles import May
from organizer_app.domain.words import days_text
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane
from ui.shared.charts import Spot
from ui.shared.charts_bars import Bars
from ui.shared.charts_pace import PaceLine
from ui.shared.combo import Combo
from ui.shared.labels import label
from ui.shared.layout import Item, box, column, row
from ui.shared.records import Records
from ui.targets import reading
from ui.targets.lines import GOAL_KEY, words
from ui.targets.reading import Lower

SHARE, TAKE_BACK = "Ctrl+Shift+U", "Ctrl+Shift+Backspace"


class Places(Bars):
    """The bars of the places below; `opened(id)`, so that a place with the name of another is told apart."""

    def __init__(self) -> None:
        super().__init__(_("Places below"), _("No place below this one is in the area list."))
        self._ids: list[bytes] = []

    def show_places(self, places: tuple[Below, ...]) -> None:
        """Shows these."""
        self._ids = [one.area for one in places]
        self.show_bars([BarValue(one.name, one.now, one.goal or 0, one.due) for one in places])

    def spots(self) -> list[Spot]:
        return [
            Spot(spot.rect, spot.words, area) for spot, area in zip(super().spots(), self._ids, strict=True)
        ]  # fmt: skip


class LinePane(QObject):
    """See the module's first lines. `what` is the line that shows, None while none does."""

    place_asked, goal_asked = Signal(object), Signal(object)
    share_asked, back_asked = Signal(object), Signal(object)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.what: What | None = None
        self.lower: Lower | None = None
        self.places: Places | None = None
        self._pace: PaceLine | None = None
        self._said: Any = None
        self._board: Board | None = None
        self._shown: Any = None
        self._level = ""

    def show(self, board: Board, one: Standing) -> None:
        """Shows a line of a board; the same line is brought up to date where it stands."""
        shown = (board.area, one.what, one.target)
        self.what, self._board = one.what, board
        if shown != self._shown or self._said is None:
            self._level = self._level if self._shown is not None and self._shown[0] == board.area else ""
            self._shown = shown
            self._make(board, one)
        self._said.setText(words(one, board.day))
        if one.pace is not None and self._pace is not None:
            self._pace.show_pace(one.pace)
        self._side.open()
        self._ask()

    def forget(self) -> None:
        """Another thing is in the pane now."""
        self.what = self._shown = self._said = self._pace = self.places = None

    def _make(self, board: Board, one: Standing) -> None:
        where = [board.area_name, days_text(one.what.first, one.what.last) if one.what.first and one.what.last else ""]
        self._said = label("", wrap=True)
        self._pace = PaceLine(_("Pace of {what}").format(what=one.name), _("Nothing is due: the goal is 0."))
        self.levels = Combo(_("Which places"))
        self.levels.currentIndexChanged.connect(self._on_level)
        self.levels.hide()
        self.places = Places()
        self.places.opened.connect(self.place_asked)
        parts: list[Item] = [label("  ·  ".join(filter(None, where)), "muted", wrap=True), self._said]
        if one.target is not None and not one.target.own:
            parts.append(label(_("This goal came from HQ or the state. It is changed there."), "small", wrap=True))
        if one.pace is not None:
            parts += [self._pace, label(_("Line: so far. Dashes: what is due."), "small", wrap=True)]
        else:
            self._pace = None
        parts += [8, row(label(_("Places below"), "heading"), None, self.levels), self.places]
        parts.append(label(_("Click a place, or press Enter on it, to look at it."), "small", wrap=True))
        self._pane.set_content(one.name, box(column(*parts, gap=9)), *self._actions(one))

    def _actions(self, one: Standing) -> list[QPushButton]:
        def act(text: str, key: str, signal: Any, **more: Any) -> QPushButton:
            return button(text, key=key, needs=May.CHANGE, on=partial(signal.emit, one), **more)

        if one.target is None:
            return [act(_("Set the goal"), GOAL_KEY, self.goal_asked, kind="primary", icon="target")]
        share = act(_("Share out"), SHARE, self.share_asked, icon="branch")
        if not one.target.own:
            return [share]
        back = act(_("Take back"), TAKE_BACK, self.back_asked, kind="danger")
        return [back, share, act(_("Change"), GOAL_KEY, self.goal_asked, kind="primary", icon="target")]

    def _ask(self) -> None:
        if self._board is not None and self.what is not None:
            work = partial(reading.lower, board=self._board, what=self.what, level=self._level)
            self._records.read(work, done=self._on_lower, owner=self, latest="lower")

    def _on_lower(self, found: Lower) -> None:
        if self.places is None:
            return
        self.lower = found
        self.levels.blockSignals(True)
        self.levels.clear()
        for level in found.levels:
            self.levels.addItem(level_name(level))
        if found.level in found.levels:
            self.levels.setCurrentIndex(found.levels.index(found.level))
        self.levels.setVisible(len(found.levels) > 1)
        self.levels.blockSignals(False)
        self.levels.updateGeometry()
        self.places.show_places(found.places)

    def _on_level(self, at: int) -> None:
        if self.lower is not None and 0 <= at < len(self.lower.levels):
            self._level = self.lower.levels[at]
            self._ask()
