"""Asking a district for people no more: what happens to its people and its laptops is said first."""

from collections.abc import Callable
from functools import partial

from organizer_app.domain.camps import Asked, Camp
from organizer_app.domain.clock import now_ms
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import camp_withdrawals
from ui.camps.desk import Desk
from ui.shared.buttons import button
from ui.shared.labels import label, mark
from ui.shared.layout import box, column, row


def open_withdrawal(desk: Desk, camp: Camp, district: Asked, *, back: Callable[[], object]) -> None:
    """Says in the pane what happens, with the button that does it; `back` opens what was there before."""
    n = district.invited
    people = ngettext(
        "{n} person of {district} is taken off the list.", "{n} people of {district} are taken off the list.", n
    )
    said = [
        people.format(n=group_digits(n), district=district.name) if n else _("Nobody of it is on the list."),
        _("With the next sync its laptops lose this camp, and with it the names of the other districts."),
        _("Undo brings all of it back. So does asking the district again, but then it invites its people anew."),
    ]
    lines = [box(row(mark("alert" if n else "check", "warn" if n else "ok"), (label(said[0], wrap=True), 1), gap=12))]
    lines += [box(row(mark("info", "info"), (label(text, wrap=True), 1), gap=12)) for text in said[1:]]

    def stop() -> None:
        work = partial(camp_withdrawals.withdraw, camp=camp.id, district=district.area_id, now=now_ms())
        done = _("{district} is asked no more.").format(district=district.name)
        about = f"{camp.title}: {district.name}"
        desk.write("camps.withdraw", work, about=about, said=done, done=lambda _n: back())

    do = button(_("Ask no more"), kind="danger", icon="x", key="Ctrl+Return", needs=May.CHANGE, on=stop)
    stay = button(_("Back"), on=back)
    title = _("Ask {district} no more?").format(district=district.name)
    desk.open_pane(title, box(column(*lines, None, gap=12)), stay, do)
    stay.setFocus()
