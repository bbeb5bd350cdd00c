"""The two reasons a day may need: to close it although something does not agree, and to open it again."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import day_closes
from organizer_app.services.day_pages import DayTable
from ui.camps.desk import Desk
from ui.camps.words import short_day
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, column

SHOWN = 30  # differences in the pane; the report has them all


def open_despite(desk: Desk, table: DayTable, close: Callable[[str], object]) -> None:
    """Names every difference and asks why the day is closed all the same; `close(reason)` when one is given."""
    form = Form(
        [TextField("reason", _("Reason"), required=True, lines=3, hint=_("It stands on the day report."))],
        save_text=_("Close with this reason"),
        buttons=False,
        needs=May.CLOSE_DAY,
    )
    words = [label(f"•  {sentence}", "small", wrap=True) for sentence in table.differences[:SHOWN]]
    if len(table.differences) > SHOWN:
        words.append(label(_("The others are on the day report."), "small"))
    advice = label(_("Better: look at these pages again, and correct the count or the marks."), wrap=True)
    content = box(column(advice, *words, 6, form, gap=8))
    desk.open_form_in(_("This does not agree"), content, form, lambda values: close(values["reason"]))


def open_reopen(desk: Desk, camp: Camp, day: date) -> None:
    """Asks why a closed day is opened again."""
    form = Form(
        [TextField("reason", _("Reason"), required=True, lines=3, hint=_("It stands on the day report."))],
        save_text=_("Open again"),
        buttons=False,
        needs=May.CLOSE_DAY,
    )

    def save(values: dict[str, Any]) -> None:
        work = partial(day_closes.reopen, camp=camp.id, day=day, reason=values["reason"])
        said = _("{day} is open again. Close it when it agrees.").format(day=short_day(day))

        def done(_answer: None) -> None:
            desk.close_pane()

        desk.write("day_closes.reopen", work, about=camp.title, said=said, undo=False, form=form, done=done)

    desk.open_form(_("Open the day again"), form, save)
