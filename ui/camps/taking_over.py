"""Taking a camp above the districts over from a laptop that broke: what happens is said first."""

from functools import partial

from organizer_app.domain.camps import Camp
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import shared_camps
from ui.camps.desk import Desk
from ui.shared.buttons import button
from ui.shared.labels import label, mark
from ui.shared.layout import box, column, row


def open_take_over(desk: Desk, camp: Camp) -> None:
    """Says in the pane what taking over does, with the button that does it."""
    said = [
        ("alert", "warn", _("Do this when the other laptop broke or was lost.")),
        ("check", "ok", _("List, sheets and marks are made on this laptop from now on, for all districts.")),
        ("info", "info", _("Sync first: then everything the other laptop sent is here.")),
        ("info", "info", _("When the other laptop works again, mark on one of the two only.")),
    ]
    lines = [box(row(mark(sign, tone), (label(text, wrap=True), 1), gap=12)) for sign, tone, text in said]

    def take() -> None:
        work = partial(shared_camps.take_over, camp=camp.id)
        done = _("{camp} is run from this laptop now.").format(camp=camp.title)
        desk.write("camps.take_over", work, about=camp.title, said=done, done=lambda _none: desk.close_pane())

    do = button(_("Run it here"), kind="primary", icon="laptop", key="Ctrl+Return", needs=May.CHANGE, on=take)
    stay = button(_("Cancel"), on=desk.close_pane)
    desk.open_pane(_("Run this camp from this laptop?"), box(column(*lines, None, gap=12)), stay, do)
    stay.setFocus()
