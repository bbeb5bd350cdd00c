"""What may be done with the list on screen, and with the people selected in it: saved lists, paper, files, camps.

An act is one `ListAct` in `ui/members/list_acts.py` and a file that does it. The roster shows it in the menu at its
head, and in the bar of the people selected when it is `for_selected`; its key works on the whole page.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from organizer_app.domain.roles import May
from organizer_app.services.members_list import Filter
from ui.shared.page import Shell
from ui.shared.records import Records

if TYPE_CHECKING:
    from ui.shared.form import Form


@dataclass
class Asked:
    """What the table shows: the words typed, the chips, the sorting, and whether a search stays at home."""

    query: str = ""
    chips: dict[str, list[Any]] = field(default_factory=dict)
    sort: str = "name"
    descending: bool = False
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """The list as it is: what was asked, the same for the services, the keys of the columns shown in order, how many
    people it has, and the local numbers (in order) of those selected.

    `numbers()` gives the local numbers that are meant: those selected when they are several, else the whole list.
    """

    asked: Asked
    chosen: Filter
    columns: tuple[str, ...]
    count: int
    selected: Sequence[int]
    all_numbers: Sequence[int]

    def numbers(self) -> Sequence[int]:
        """The people meant."""
        return self.selected if len(self.selected) > 1 else self.all_numbers


class Desk(Protocol):
    """What an act may ask of the members page."""

    shell: Shell
    records: Records

    def listed(self) -> Listed:
        """The list on screen."""

    def ask(self, asked: Asked, columns: Sequence[str] = ()) -> None:
        """Shows another list; with `columns` also in other columns."""

    def show_form(self, title: str, form: "Form") -> None:
        """Puts a form into the pane; `form.saved` and `form.cancelled` are the caller's, cancelling closes the pane."""

    def show_view(self, title: str, view: QWidget, *actions: QPushButton) -> None:
        """Puts something else into the pane."""

    def close_pane(self) -> None:
        """Closes the pane."""

    def show_page(self, view: QWidget) -> None:
        """Shows something in the place of the roster, such as a paper, until `close_page`."""

    def close_page(self) -> None:
        """Back to the roster."""

    def owner(self) -> QObject:
        """Whose life an answer's is bound to."""

    def run(
        self, verb: str, work: Callable[..., Any], about: str, told: Callable[[Any], str], form: "Form | None" = None
    ) -> None:
        """Does `work(session, progress=…)` as one act, with progress and cancel; `told(result)` is said then.

        The pane is closed when it is done; a refusal is shown in the form, or said.
        """

    def wrote(self, sentence: str) -> None:
        """Tells what was written, with undo."""


@dataclass(frozen=True, slots=True)
class ListAct:
    """`text()` is what the menu says, `icon` its sign, `key` the keys ("" for none), `do(desk)` what it does, and
    `needs` what a role must allow for it.
    """

    text: Callable[[], str]
    icon: str
    key: str
    do: Callable[[Desk], object]
    for_selected: bool = False
    needs: May | None = None
