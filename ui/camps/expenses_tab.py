"""What a camp cost: a list with a total; each expense is written down, changed or struck out."""

from collections.abc import Sequence
from functools import partial

from organizer_app.domain.camps import Camp
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import expenses
from organizer_app.services.expenses import ExpenseRow
from ui.camps.actions import Act, Acts
from ui.camps.desk import Desk, Tab
from ui.camps.expense_form import open_add, open_edit
from ui.camps.words import EXPENSE_NAMES, rupees, short_day
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.empty import empty
from ui.shared.labels import label
from ui.shared.layout import Stack, column, row
from ui.shared.rows import Cell, Column
from ui.shared.table import Table


class ExpensesTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.table = Table(_("Expenses"), _columns())
        self._total = label("", "heading")
        self.table.opened.connect(lambda _expense: self._on_edit())
        self._acts = Acts(
            self.table,
            [
                Act(_("Add expense"), "plus", "Ctrl+N", self._on_add, for_row=False),
                Act(_("Change"), "pencil", "F2", self._on_edit),
                Act(_("Remove"), "trash", "Del", self._on_remove),
            ],
        )
        self._stack = Stack()
        self._stack.addWidget(self.table)
        words = _("Food, kit, travel: write each bill down with its page number, and the total is always here.")
        first = button(_("Add the first expense"), icon="plus", needs=May.CHANGE, on=self._on_add)
        self._stack.addWidget(empty("file-text", _("Nothing was spent yet"), words, first))
        body = card(self._stack, margins=(1, 1, 1, 1))
        head = row((self._acts.layout(), 1), self._total)
        self.setLayout(column(head, (body, 1), gap=12, margins=(26, 4, 26, 20)))

    def show_camp(self, camp: Camp) -> None:
        super().show_camp(camp)
        work = partial(expenses.rows, camp=camp.id)
        self.desk.records.read(work, done=self._on_rows, owner=self, latest="expenses")

    def keys(self) -> list[tuple[str, str]]:
        return self._acts.keys()

    def _on_rows(self, rows: Sequence[ExpenseRow]) -> None:
        self.table.set_values(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        total = rupees(sum(row.amount for row in rows))
        self._total.setText(_("Total: {amount}").format(amount=total) if rows else "")

    def _on_add(self) -> None:
        if self.camp is not None:
            open_add(self.desk, self.camp)

    def _on_edit(self) -> None:
        expense = self.table.current()
        if expense is not None:
            open_edit(self.desk, expense)

    def _on_remove(self) -> None:
        expense = self.table.current()
        if expense is not None:
            said = _("{what} is out of the expenses.").format(what=expense.what)
            work = partial(expenses.remove, expense=expense.id)
            self.desk.write("expenses.remove", work, about=expense.what, said=said)


def _columns() -> list[Column]:
    return [
        Column(_("Day"), lambda e: Cell(short_day(e.day) if e.day else "", kind="quiet"), 130),
        Column(_("What for"), lambda e: Cell(e.what, _(EXPENSE_NAMES[e.kind])), 220, stretch=True),
        Column(_("Paid to"), lambda e: Cell(e.vendor, kind="quiet"), 180, from_width=640),
        Column(_("Bill"), lambda e: Cell(e.page, kind="quiet"), 90, from_width=640),
        Column(_("Amount"), lambda e: Cell(rupees(e.amount)), 140),
    ]
