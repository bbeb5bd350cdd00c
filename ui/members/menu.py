"""The right-click menu of a row: `picked(Choice)`. An act with a form in the pane is one line in `Choice` (its value is
the act's mode) and one in `ENTRIES`.
"""

from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from organizer_app.domain import roles
from organizer_app.domain.members import MemberRow
from organizer_app.domain.phones import spoken
from organizer_app.domain.roles import May
from organizer_app.domain.words import N_, group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.rights import hold_line


class Choice(Enum):
    """What may be done with a row."""

    EDIT = "edit"
    OFFICE = "office"
    CONSENT = "consent"
    INVITE = "invite"
    MOVE = "move"
    COPY = "copy"
    CORRECT = "correct"
    UNMERGE = "unmerge"
    TAKE_OFF = "take-off"
    ERASE = "erase"


class Entry(NamedTuple):
    """A line of the menu: what it does, its words (a msgid), the key that does the same ("" for none), and what a role
    must allow for it.
    """

    choice: Choice
    text: str
    key: str = ""
    needs: May | None = May.CHANGE


INVITE = Entry(Choice.INVITE, N_("Invite to a camp…"))
ENTRIES = (
    Entry(Choice.EDIT, N_("Edit"), "Shift+F2"),
    Entry(Choice.OFFICE, N_("Add office"), "Ctrl+Shift+O"),
    Entry(Choice.CONSENT, N_("Record consent"), "Ctrl+Shift+C", May.CONSENT),
    INVITE,
)
LAST = (
    Entry(Choice.MOVE, N_("Moved, left, died…"), "Ctrl+Shift+M"),
    Entry(Choice.COPY, N_("Copy of everything for the person…")),
    Entry(Choice.CORRECT, N_("A correction was asked for…")),
    Entry(Choice.UNMERGE, N_("Take a merged entry apart…")),
    Entry(Choice.TAKE_OFF, N_("Take off the roster"), "Del"),
    Entry(Choice.ERASE, N_("Erase for good…"), needs=May.ERASE),
)


class PersonMenu(QMenu):
    """A menu that goes away by itself; `picked` after a click or Enter."""

    picked = Signal(object)
    apart: QAction | None = None

    def show_merged(self, merged: Sequence[object]) -> None:
        """What was merged into this entry; without any there is nothing to take apart."""
        if self.apart is not None:
            self.apart.setVisible(bool(merged))


def person_menu(row: MemberRow, count: int, parent: QWidget) -> PersonMenu:
    """The menu for one row, or for `count` selected ones (then only what fits them all)."""
    menu = PersonMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    if count > 1:
        _add(menu, INVITE)
        text = ngettext("Take {n} person off the roster", "Take {n} people off the roster", count)
        _add(menu, Entry(Choice.TAKE_OFF, text.format(n=group_digits(count)), "Del"))
        return menu
    for entry in ENTRIES:
        _add(menu, entry)
    menu.addSeparator()
    if row.phone and roles.sees_phones():
        copy = menu.addAction(_("Copy {phone}").format(phone=spoken(row.phone)))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.phone))
    name = menu.addAction(_("Copy the name"))
    name.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.name))
    menu.addSeparator()
    for entry in LAST:
        action = _add(menu, entry)
        if entry.choice is Choice.UNMERGE:
            menu.apart = action
            action.setVisible(False)  # until it is known that something was merged into this entry
    return menu


def _add(menu: PersonMenu, entry: Entry) -> QAction:
    # The key is only shown: the buttons of the pane have it, and one key must not have two owners.
    words = _(entry.text)
    action = menu.addAction(f"{words}\t{entry.key}" if entry.key else words)
    action.triggered.connect(lambda: menu.picked.emit(entry.choice))
    hold_line(menu, action, entry.needs)
    return action
