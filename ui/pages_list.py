"""Which pages the window has, in the order of the sidebar. Page modules are imported when first visited."""

from pathlib import Path
from typing import NamedTuple

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from ui.shared.empty import empty
from ui.shared.page import Page, PageSpec, Shell


class Context(NamedTuple):
    """What the pages are made from: where the data is (None: the person's own place), and whether it is made up."""

    data: Path | None = None
    made_up: bool = False


def build_pages(_context: Context) -> list[PageSpec]:
    """The pages of the window."""
    return [PageSpec("home", "home", N_("Home"), _Start)]


class _Start(Page):
    """What a laptop without a district shows."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.fill(
            empty(
                "users",
                _("No members yet"),
                _("Bring your roster in, from any Excel or CSV file, and plan the first camp from it."),
            )
        )
