"""Language, light or dark, the name of who works here, and where the data is."""

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.roles import ROLES, role_name
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import Segments, button
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, row
from ui.shared.page import Shell


class LaptopSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        chosen = context.choices.settings
        self.language = Segments([("hi", "हिन्दी", ""), ("en", "English", "")], language(), name=_("Language"))
        self.language.picked.connect(shell.use_language)
        self.theme = Segments(
            [("light", _("Light"), "sun"), ("dark", _("Dark"), "moon"), ("system", _("As the computer"), "laptop")],
            chosen.theme,
            name=_("Look"),
        )
        self.theme.picked.connect(self._on_theme)
        hint = _("It stands beside what you enter. Empty: the name this computer knows.")
        listed = [Option(code, role_name(code)) for code in ROLES]
        sees = _("Only an organiser sees phone numbers unasked; a viewer never does. Who asks is written down.")
        self.form = Form(
            [TextField("operator", _("Your name"), hint=hint), ChoiceField("role", _("Role"), listed, hint=sees)],
            needs=None,  # of this computer alone: who is a viewer by mistake chooses another role here
        )
        self._fill()
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self._fill)
        where = label(str(self.records.store.folder), "muted", wrap=True)
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        where.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.show_cards(
            titled(_("Language"), _("Paper can be printed in either language, whatever is chosen here."),
                   row(self.language, None)),
            titled(_("Look"), "", row(self.theme, None)),
            titled(_("Who works here"), "", *self._who()),
            titled(_("Where the data is"), "", where),
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        return self.form.values()

    def restore(self, state: dict[str, Any]) -> None:
        self.form.set_values(state)

    def _who(self) -> tuple[QWidget, ...]:
        """The form, or where several people work the way to their section."""
        seat = self.context.choices.seat
        if seat is None:
            return (self.form,)
        self.form.hide()
        told = label(_("{name}, {role}.").format(name=seat.name, role=role_name(seat.role)), wrap=True)
        there = button(_("Who works here"), icon="users", on=partial(self.shell.go, "settings", "people"))
        return told, box(row(there, None)), self.form

    def _fill(self) -> None:
        chosen = self.context.choices.settings
        self.form.set_values({"operator": chosen.operator, "role": chosen.role})

    def _on_theme(self, key: str) -> None:
        dark = key == "dark"
        if key == "system":
            hints = QApplication.styleHints()
            dark = hints.colorScheme() == Qt.ColorScheme.Dark
        self.shell.use_theme(dark)
        try:
            self.context.choices.use_theme("light" if key == "light" else "dark" if key == "dark" else "system")
        except RuleBroken as error:
            self.shell.say(str(error), tone="bad")

    def _on_saved(self, values: dict[str, Any]) -> None:
        try:
            self.context.choices.use_operator(values["operator"])
            self.context.choices.use_role(values["role"])
        except RuleBroken as error:
            self.form.show_refusal(str(error), "operator")
            return
        self.records.store.operator = self.context.choices.operator
        self.records.tasks.changed.emit(frozenset({"settings", "members"}))
        self.shell.say(_("Saved."))
