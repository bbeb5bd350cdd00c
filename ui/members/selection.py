"""The bar below the table while several people are selected: how many they are, and what can be done with them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton

from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.icons import icon
from ui.shared.labels import label
from ui.shared.layout import row
from ui.shared.rights import hold_line
from ui.shared.style import tokens

Act = tuple[str, str, Callable[[], object], May | None]


class SelectionBar(QFrame):
    """`show_count(n)` shows it for two or more. `cleared` when the person wants nobody selected any more."""

    cleared = Signal()
    off_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("bar")
        self._count = label("", "strong")
        self._buttons: list[QPushButton] = []
        self._menu = QMenu(self)
        self._more = button(_("Change…"), icon="pencil", on=self._open)
        self._off = button(
            _("Take off the roster"), kind="danger", icon="trash", needs=May.CHANGE, on=self.off_asked.emit
        )
        close = button(kind="icon", icon="x", tip=_("Select nobody"), on=self.cleared.emit)
        self._row = row(self._count, None, self._more, self._off, close, gap=8, margins=(26, 6, 20, 6))
        self.setLayout(self._row)
        self.hide()

    def set_acts(self, acts: Sequence[Act]) -> None:
        """What can be done: text, icon, work, what a role must allow for it."""
        for place, (text, sign, do, needs) in enumerate(acts):
            made = button(text, icon=sign, on=do, needs=needs)
            self._buttons.append(made)
            self._row.insertWidget(2 + place, made)
            action = self._menu.addAction(icon(sign, tokens().text2, 17), text)
            action.triggered.connect(lambda _checked=False, do=do: do())
            hold_line(self._menu, action, needs)
        self._fold()

    def show_count(self, count: int) -> None:
        """So many people are selected."""
        self._count.setText(ngettext("{n} person selected", "{n} people selected", count).format(n=group_digits(count)))
        self.setVisible(count > 1)

    def fold(self, width: int) -> None:
        """Fits the bar into a table so wide."""
        self._fold(width)

    def _fold(self, width: int = 0) -> None:
        narrow = not width or width < self._needed()
        for made in self._buttons:
            made.setVisible(not narrow)
        self._more.setVisible(narrow and bool(self._buttons))

    def _needed(self) -> int:
        return 420 + sum(made.sizeHint().width() + 8 for made in self._buttons)

    def _open(self) -> None:
        self._menu.popup(self._more.mapToGlobal(self._more.rect().topLeft()))
