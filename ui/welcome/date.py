"""The question before work starts when this laptop's date can't be right: what it says, how to set it, two ways on."""

import sys
from collections.abc import Callable

from PySide6.QtCore import Qt

from organizer_app.domain import laptop_date
from organizer_app.domain.laptop_date import Doubt
from organizer_app.domain.words import moment_text
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import Item, column, row
from ui.welcome.views import View, sheet


class DateQuestion(View):
    """Shows what is doubted. `again` looks at the clock once more, `right` goes on and remembers it."""

    def __init__(self, doubt: Doubt, *, again: Callable[[], object], right: Callable[[], object]) -> None:
        super().__init__()
        self.doubt = doubt
        other = _("Its last record was made") if doubt.why == laptop_date.RECORD else _("HQ's clock says")
        why = _("Marks, camps and papers carry this date. Set the clock now, and everything after it is right.")
        check = button(_("Check again"), kind="primary", icon="refresh", key="Ctrl+R", on=again)
        go_on = button(_("The date is right: go on"), key="Ctrl+Return", on=right)
        lines: list[Item] = [
            label(_("Is the date of this laptop right?"), "title"),
            label(why, "muted", wrap=True),
            6,
            _line(_("This laptop says"), doubt.now),
            _line(other, doubt.other),
            6,
            label(_("How to set the clock"), "small"),
            label(laptop_date.how_to_set(sys.platform), wrap=True),
            *_command(laptop_date.command_to_set(sys.platform)),
            row(check, go_on, None, margins=(0, 8, 0, 0)),
        ]
        self.setLayout(column(sheet(*lines, gap=8)))
        self.first = check


def _command(words: str) -> list[Item]:
    """What is typed, in one line that can be selected, for it is copied."""
    made = label(words, "strong")
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return [made] if words else []


def _line(what: str, instant: int) -> Item:
    return row((label(what, "muted"), 2), (label(moment_text(instant), "heading"), 3), gap=12)
