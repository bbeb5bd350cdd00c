"""What stands in the way, in words with a button: a closed day, a cancelled camp, no list yet, no camp yet."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QFrame, QWidget

from organizer_app.domain import roles
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.services.attendance_desk import Desk
from ui.shared.buttons import button
from ui.shared.empty import empty
from ui.shared.layout import clear, column
from ui.shared.notices import notice
from ui.shared.page import Shell


class Strips(QFrame):
    """The banner above the board; `on_day` opens the camp's day."""

    def __init__(self, on_day: Callable[[], object]) -> None:
        super().__init__()
        self._on_day = on_day
        self._column = column(gap=8)
        self.setLayout(self._column)
        self.hide()

    def show_desk(self, desk: Desk) -> None:
        """Says why nothing can be marked, or hides."""
        clear(self._column)
        made = self._strip(desk)
        if made is not None:
            self._column.addWidget(made)
        self.setVisible(made is not None)

    def _strip(self, desk: Desk) -> QWidget | None:
        if desk.camp is not None and desk.camp.status == "cancelled":
            return notice(_("This camp was cancelled; nothing can be marked."), "warn")
        if desk.camp is not None and not desk.camp.runs_here:
            return notice(_("Marks are made where the camp is run. These are your own people's."), "info")
        if not roles.allows(May.CHANGE):
            words = _("Your role ({role}) looks at marks and makes none; ask an organiser.")
            return notice(words.format(role=roles.role_name(roles.role())), "info")
        if desk.closed and desk.session is not None:
            words = _("{day} is closed. To change a mark, open the day again and say why.")
            to_day = button(_("Open the day"), icon="arrow-right", on=self._on_day)
            return notice(words.format(day=day_text(desk.session.day)), "warn", to_day)
        return None


def nothing_here(desk: Desk, shell: Shell) -> QWidget:
    """What to show when there is no list to mark, with the button that begins it."""
    if desk.camp is None:
        add = button(_("Plan a camp"), kind="primary", icon="plus", needs=May.CHANGE, on=partial(shell.go, "camps"))
        words = _("Plan a camp and freeze its list; then its numbers are marked here.")
        return empty("camp", _("No camp yet"), words, add)
    camp = desk.camp.id
    if desk.session is None:
        plan = partial(shell.go, "camps", (camp, "sessions"))
        go = button(_("Plan the sessions"), kind="primary", icon="clock", on=plan)
        words = _("Attendance is marked session by session. Plan at least one in the camp.")
        return empty("clock", _("No session yet"), words, go)
    if not desk.camp.runs_here:
        go = button(
            _("Invite people"), kind="primary", icon="user-plus", on=partial(shell.go, "camps", (camp, "invitees"))
        )
        words = _("Marks are made where the camp is run. They come here with a sync once the list is frozen there.")
        return empty("list", _("This camp is run from another laptop"), words, go)
    to_papers = partial(shell.go, "camps", (camp, "papers"))
    go = button(_("Open the camp"), kind="primary", icon="arrow-right", on=to_papers)
    words = _("Freeze the list of {camp}, so that everybody has a number; then the numbers are marked here.")
    return empty("list", _("The list is not frozen yet"), words.format(camp=desk.camp.title), go)
