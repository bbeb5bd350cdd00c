"""The forms for expenses: a new one, after which the form waits for the next bill, and a change."""

from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.words import translate as _
from organizer_app.services import expenses
from organizer_app.services.expenses import KINDS, ExpenseRow
from ui.camps.desk import Desk
from ui.camps.words import EXPENSE_NAMES, read_rupees, rupees
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form


def open_add(desk: Desk, camp: Camp) -> None:
    """Opens the form for new expenses, on the camp's first day."""
    form = _form()
    form.set_values({"day": camp.from_on})

    def save(values: dict[str, Any]) -> None:
        given = _given(values)
        said = _("{amount} for {what} written down.").format(amount=rupees(given["amount"]), what=given["what"])
        work = partial(expenses.add, camp=camp.id, **given)
        desk.write("expenses.add", work, about=given["what"], said=said, form=form, done=cleared)

    def cleared(_id: bytes) -> None:
        form.set_values({"what": "", "amount": "", "vendor": "", "page": ""})
        form.fields["what"].setFocus()

    desk.open_form(_("Add expense"), form, save)


def open_edit(desk: Desk, expense: ExpenseRow) -> None:
    """Opens the form to change an expense."""
    form = _form()
    form.set_values({key: getattr(expense, key) for key in ("kind", "what", "vendor", "day", "page")})
    form.set_values({"amount": rupees(expense.amount)})

    def save(values: dict[str, Any]) -> None:
        given = _given(values)
        work = partial(expenses.edit, expense=expense.id, changes=given)
        desk.write("expenses.edit", work, about=given["what"], said=_("Saved."), form=form, done=closed)

    def closed(_none: None) -> None:
        desk.close_pane()

    desk.open_form(_("Change the expense"), form, save)


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"amount": read_rupees(values["amount"])}


def _form() -> Form:
    return Form(
        [
            ChoiceField("kind", _("Kind"), [Option(kind, _(EXPENSE_NAMES[kind])) for kind in KINDS]),
            TextField("what", _("What for"), required=True),
            TextField("amount", _("Amount"), required=True, placeholder="₹ 1,250", check=_amount_problem),
            TextField("vendor", _("Paid to")),
            DateField("day", _("Day")),
            TextField("page", _("Bill number")),
        ],
        buttons=False,
    )


def _amount_problem(text: str) -> str:
    return "" if read_rupees(text) is not None else _("Write rupees, such as 1,250 or 1250.50.")
