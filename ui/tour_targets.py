"""What the page of targets shows when something is chosen: a line, the forms of a goal, and those of a drive."""

from collections.abc import Callable
from typing import Any

from organizer_app.domain.boards import MEMBERS, What
from ui.targets.pictures import WINGS
from ui.tour_stop import Open


def _line(page: Any) -> bool:
    """Chooses the members; without a drive there is nothing to choose."""
    if page.board is None:
        return False
    page.open_line(What(MEMBERS))
    return page.standing() is not None


def _on_line(page: Any, act: Callable[[Any, Any], object]) -> bool:
    """Opens a form about the members' goal."""
    if not _line(page):
        return False
    act(page.board, page.standing())
    return True


def _wings(page: Any) -> bool:
    """Shows the wings by place."""
    page.pictures.views.choose(WINGS)
    page.pictures._show()
    return page.board is not None


LINE: Open = _line
FORMS: dict[str, Open] = {
    "goal": lambda page: _on_line(page, lambda board, one: page.forms.goal(board, page.wings, one)),
    "new-goal": lambda page: page.with_board(lambda board: page.forms.goal(board, page.wings)),
    "share": lambda page: _on_line(page, page.forms.share),
    "begin": lambda page: page.begin_drive(),
    "change": lambda page: page.change_drive(),
    "honest": lambda page: page.show_honest(),
    "call-back": lambda page: page.with_board(page.honest.ask_list),
    "wings": _wings,
    "map": lambda page: page.open_place(page.look.way[-1].id) if page.look.way else False,
    "paper": lambda page: page.acts.print_board(),
}
