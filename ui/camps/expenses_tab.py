"""What a camp cost: a list with a total, and a form to write an expense down."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QStackedWidget

from organizer_app.domain.camps import Camp
from organizer_app.domain.words import translate as _
from organizer_app.services import expenses
from organizer_app.services.expenses import KINDS, ExpenseRow
from ui.camps.desk import Desk, Tab
from ui.camps.words import EXPENSE_NAMES, read_rupees, rupees, short_day
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.daypicker import DateField
from ui.shared.empty import empty
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.rows import Cell, Column
from ui.shared.table import Table


class ExpensesTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = Table(_("Expenses"), _columns())
        self._total = label("", "heading")
        add = button(_("Add expense"), icon="plus", key="Ctrl+N", on=self._on_add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        words = _("Food, kit, travel: write each bill down with its page number, and the total is always here.")
        first = button(_("Add the first expense"), icon="plus", on=self._on_add)
        self._stack.addWidget(empty("file-text", _("Nothing was spent yet"), words, first))
        body = card(self._stack, margins=(1, 1, 1, 1))
        self.setLayout(column(row(add, None, self._total), (body, 1), gap=12, margins=(26, 4, 26, 20)))

    def show_camp(self, camp: Camp) -> None:
        super().show_camp(camp)
        work = partial(expenses.rows, camp=camp.id)
        self.desk.records.read(work, done=self._on_rows, owner=self, latest="expenses")

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+N", _("Add expense"))]

    def _on_rows(self, rows: Sequence[ExpenseRow]) -> None:
        self.table.set_values(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        total = rupees(sum(row.amount for row in rows))
        self._total.setText(_("Total: {amount}").format(amount=total) if rows else "")

    def _on_add(self) -> None:
        if self.camp is None:
            return
        camp = self.camp
        kinds = [Option(kind, _(EXPENSE_NAMES[kind])) for kind in KINDS]
        form = Form(
            [
                ChoiceField("kind", _("Kind"), kinds),
                TextField("what", _("What for"), required=True),
                TextField("amount", _("Amount"), required=True, placeholder="₹ 1,250", check=_amount_problem),
                TextField("vendor", _("Paid to")),
                DateField("day", _("Day")),
                TextField("page", _("Bill number")),
            ],
            buttons=False,
        )
        form.set_values({"day": camp.from_on})

        def save(values: dict[str, Any]) -> None:
            given = values | {"amount": read_rupees(values["amount"])}
            said = _("{amount} for {what} written down.").format(amount=rupees(given["amount"]), what=given["what"])
            work = partial(expenses.add, camp=camp.id, **given)
            self.desk.write("expenses.add", work, about=given["what"], said=said, form=form, done=cleared)

        def cleared(_id: bytes) -> None:
            form.set_values({"what": "", "amount": "", "vendor": "", "page": ""})
            form.fields["what"].setFocus()

        self.desk.open_form(_("Add expense"), form, save)


def _columns() -> list[Column]:
    return [
        Column(_("Day"), lambda e: Cell(short_day(e.day) if e.day else "", kind="quiet"), 130),
        Column(_("What for"), lambda e: Cell(e.what, _(EXPENSE_NAMES[e.kind])), 220, stretch=True),
        Column(_("Paid to"), lambda e: Cell(e.vendor, kind="quiet"), 180, from_width=640),
        Column(_("Bill"), lambda e: Cell(e.page, kind="quiet"), 90, from_width=640),
        Column(_("Amount"), lambda e: Cell(rupees(e.amount)), 140),
    ]


def _amount_problem(text: str) -> str:
    return "" if read_rupees(text) is not None else _("Write rupees, such as 1,250 or 1250.50.")
