"""The list on screen as a paper: what stands over it, its order, its columns; then the pages are shown."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QGridLayout

from organizer_app.domain.list_columns import ON_PAPER, ORDERS, PAPER_USUAL
from organizer_app.domain.roles import May, allows
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from ui.members.list_act import Desk
from ui.members.lists_whom import UseField, whom
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.pick import ManyField
from ui.shared.progress import JobStrip


class PrintForm(Form):
    """Keys: title, by, columns, use, phones, reason, language."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._listed = desk, desk.listed()
        phones = [Option(True, _("Only the last four digits")), Option(False, _("Whole numbers"))]
        if not allows(May.EXPORT_PHONES):
            phones = phones[:1]
        languages = [Option("hi", "हिन्दी"), Option("en", "English")]
        super().__init__(
            [
                TextField("title", _("What stands over it"), placeholder=_("Members")),
                ChoiceField("by", _("Order"), [Option(order, _(name)) for order, name in ORDERS.items()]),
                ManyField("columns", _("Columns"), [Option(key, _(name)) for key, name in ON_PAPER.items()]),
                UseField(desk.records, self._listed.numbers()),
                ChoiceField("phones", _("Phone numbers"), phones),
                TextField("reason", _("Why whole numbers"), hint=_("It stands on the paper, too.")),
                ChoiceField("language", _("Language"), languages),
            ],
            save_text=_("Show the pages"),
            buttons=False,
            needs=None,
        )
        self.set_values({"columns": PAPER_USUAL, "language": language()})
        self.strip = JobStrip()
        grid = self.layout()
        if isinstance(grid, QGridLayout):
            grid.addWidget(self.strip, grid.rowCount(), 0)
        self.changed.connect(self._on_changed)
        self.saved.connect(self._on_saved)
        self.cancelled.connect(desk.close_pane)
        self._on_changed()

    def _on_changed(self) -> None:
        values = self.values()
        with_phones = "phone" in values["columns"]
        self.fields["phones"].setVisible(with_phones)
        self.fields["reason"].setVisible(with_phones and not values["phones"])

    def _on_saved(self, values: dict[str, Any]) -> None:
        # Imported when the first paper is wanted: PDFium, Qt's printing and the text layer take 0.4 s to load.
        from ui.members.lists_press import make, order_of, show

        order = order_of(values, *whom(self._listed))
        job = self._desk.records.job(
            partial(make, order),
            done=partial(show, self._desk, order),
            failed=lambda sentence: self.show_refusal(sentence, "reason"),
            owner=self,
        )
        self.strip.follow(job, _("Making the pages"))


def show_print(desk: Desk) -> None:
    """Asks how the list is to be printed."""
    if desk.listed().count:
        desk.show_form(_("Print the list"), PrintForm(desk))
    else:
        desk.shell.say(_("Nobody is on this list."), tone="info")
