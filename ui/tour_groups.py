"""What the page of groups shows when something is chosen: a group, a number that was said, its forms."""

from functools import partial
from typing import Any

from ui.groups.page import LISTED, TOLD
from ui.tour_stop import Open


def _show(page: Any, view: str) -> bool:
    if not page.tables[view].rows.rowCount():
        return False
    page.open_place(view)
    page.tables[view].select_row(0)
    return True


ONE: Open = partial(_show, view=LISTED)
FORMS: dict[str, Open] = {
    "said": partial(_show, view=TOLD),
    "add": lambda page: page.open_place("add"),
    "number": lambda page: page.forms.said(),
    "sample": lambda page: page.acts.ask_sample(),
    "export": lambda page: page.acts.ask_export(),
}
