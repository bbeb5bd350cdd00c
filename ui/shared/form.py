"""A form: labelled fields in one or two columns, checked while typing, Save and Cancel.

    form = Form([TextField("name", _("Name"), required=True), ChoiceField(...)], columns=2)
    form.saved.connect(self._on_saved)          # dict of key -> value, only when nothing is wrong
    form.show_refusal(sentence, "phone")        # what the rules said, below its field

Ctrl+Enter saves from anywhere in the form, Esc cancels. `foot_buttons()` are
the two buttons, for the foot of a SidePane.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.field import Field
from ui.shared.layout import row
from ui.shared.notices import announce
from ui.shared.rights import why_not


class Form(QWidget):
    """See the module's first lines. `buttons=False` leaves Save and Cancel to a pane's foot; `needs` is what a role
    must allow to save it.
    """

    saved = Signal(dict)
    cancelled = Signal()
    changed = Signal()

    def __init__(
        self,
        fields: Sequence[Field],
        *,
        columns: int = 1,
        save_text: str = "",
        buttons: bool = True,
        needs: May | None = May.CHANGE,
    ) -> None:
        super().__init__()
        self._needs = needs
        self.fields = {field.key: field for field in fields}
        self._save_text = save_text or _("Save")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        line = place = 0
        for field in fields:
            span = columns if field.wide else 1
            if place and place + span > columns:
                line, place = line + 1, 0
            grid.addWidget(field, line, place, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
            if place >= columns:
                line, place = line + 1, 0
            field.changed.connect(self.changed)
        for number in range(columns):
            grid.setColumnStretch(number, 1)
        if buttons:
            both = row(self.save_button, self.cancel_button, None, margins=(0, 8, 0, 0))
            grid.addLayout(both, line + 1, 0, 1, columns)
            grid.setRowStretch(line + 2, 1)

    # Made when they are asked for: a button that stands nowhere belongs to nothing, and lives until the program ends.
    @cached_property
    def save_button(self) -> QPushButton:
        """Save, for this form or a place elsewhere."""
        made = button(self._save_text, kind="primary", icon="check", key="Ctrl+Return", needs=self._needs)
        made.clicked.connect(self.save)  # not through its `on`, which would hold the form
        return made

    @cached_property
    def cancel_button(self) -> QPushButton:
        """Cancel, for this form or a place elsewhere."""
        made = button(_("Cancel"))
        made.clicked.connect(self.cancelled)
        return made

    def foot_buttons(self) -> tuple[QPushButton, QPushButton]:
        """Cancel and Save, for a foot elsewhere."""
        return self.cancel_button, self.save_button

    def values(self) -> dict[str, Any]:
        """The present values by key, right or wrong."""
        return {key: field.value() for key, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fills fields in without signals; keys without a field are left out."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].set_value(value)
                self.fields[key].show_problem("")

    def save(self) -> None:
        """Emits `saved` when every field is right; else shows every sentence and goes to the first field."""
        if why_not(self._needs):  # Enter in a field comes here, too
            return
        wrong = [(field, sentence) for field in self.fields.values() if (sentence := field.problem())]
        for field in self.fields.values():
            field.show_problem("")
        for field, sentence in wrong:
            field.show_problem(sentence)
        if wrong:
            wrong[0][0].setFocus(Qt.FocusReason.OtherFocusReason)
            announce(self, wrong[0][1])
        else:
            self.saved.emit(self.values())

    def show_refusal(self, sentence: str, key: str = "") -> bool:
        """Shows a sentence from the rules below its field; False when there is no such field (say it otherwise)."""
        field = self.fields.get(key)
        if field is None:
            return False
        field.show_problem(sentence)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, sentence)
        return True

    def focus_first(self) -> None:
        """Brings the keyboard to the first field."""
        for field in self.fields.values():
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
