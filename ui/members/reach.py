"""A person's number in large digits and as a code for one's own phone: by hand, nothing is dialled from here."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from organizer_app.domain.members import Member
from organizer_app.domain.phones import spoken
from organizer_app.domain.reachable import CALL, link, numbers
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.combo import Combo
from ui.shared.labels import label
from ui.shared.layout import Item, box, column, row
from ui.shared.qr import Code


class ReachView(QWidget):
    """`title`; `back` and `copy` are the buttons for the pane's foot. `left` when the person goes back."""

    left = Signal()

    def __init__(self, way: str, member: Member) -> None:
        super().__init__()
        self._way = way
        found = numbers(member, way)
        self._number = found[0].number
        self.title = (_("Call {name}") if way == CALL else _("Message to {name}")).format(name=member.name)
        self._digits = label("", "display")
        self._code = Code()
        self._said = label("", "small", wrap=True)
        told = (
            _("Scan it with the phone you call from. This laptop dials nothing and counts nothing.")
            if way == CALL
            else _("Scan it with your own phone: WhatsApp opens and you write. This laptop sends nothing.")
        )
        parts: list[Item] = [self._digits, row(self._code, None), label(told, "muted", wrap=True), self._said]
        self._choice = Combo(_("Which number"))
        for phone in found:
            self._choice.addItem(spoken(phone.number), phone.number)
        self._choice.activated.connect(self._on_chosen)
        self._choice.setHidden(len(found) == 1)
        parts.insert(0, self._choice)
        self.setLayout(column(box(column(*parts, gap=12))))
        self.back = button(_("Back"), icon="arrow-left", key="Alt+Left", on=self.left.emit)
        self.copy = button(_("Copy number"), kind="primary", icon="file-text", key="Ctrl+Shift+Y", on=self._copy)
        self._show(self._number)

    def _show(self, number: str) -> None:
        self._number = number
        self._digits.setText(spoken(number))
        name = _("Code to call {number}") if self._way == CALL else _("Code to write to {number}")
        self._code.show_text(link(number, self._way), name.format(number=spoken(number)))
        self._said.setText("")

    def _on_chosen(self, at: int) -> None:
        self._show(str(self._choice.itemData(at)))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._number)
        self._said.setText(_("Copied: {number}").format(number=spoken(self._number)))
