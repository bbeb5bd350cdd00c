"""The right-click menu of a row: `picked(Choice)`."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from organizer_app.domain.members import MemberRow
from organizer_app.domain.phones import spoken
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _


class Choice(Enum):
    """What may be done with a row."""

    EDIT = "edit"
    OFFICE = "office"
    CONSENT = "consent"
    TAKE_OFF = "take-off"
    ERASE = "erase"


class PersonMenu(QMenu):
    """A menu that goes away by itself; `picked` after a click or Enter."""

    picked = Signal(object)


def person_menu(row: MemberRow, count: int, parent: QWidget) -> PersonMenu:
    """The menu for one row, or for `count` selected ones (then only what fits them all)."""
    menu = PersonMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    if count > 1:
        text = ngettext("Take {n} person off the roster", "Take {n} people off the roster", count)
        _add(menu, text.format(n=group_digits(count)), "Del", Choice.TAKE_OFF)
        return menu
    _add(menu, _("Edit"), "F2", Choice.EDIT)
    _add(menu, _("Add office"), "Ctrl+Shift+O", Choice.OFFICE)
    _add(menu, _("Record consent"), "Ctrl+Shift+C", Choice.CONSENT)
    menu.addSeparator()
    if row.phone:
        copy = menu.addAction(_("Copy {phone}").format(phone=spoken(row.phone)))
        copy.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.phone))
    name = menu.addAction(_("Copy the name"))
    name.triggered.connect(lambda: QGuiApplication.clipboard().setText(row.name))
    menu.addSeparator()
    _add(menu, _("Take off the roster"), "Del", Choice.TAKE_OFF)
    _add(menu, _("Erase for good…"), "", Choice.ERASE)
    return menu


def _add(menu: PersonMenu, text: str, key: str, choice: Choice) -> None:
    # The key is only shown: the buttons of the pane have it, and one key must not have two owners.
    action = menu.addAction(f"{text}\t{key}" if key else text)
    action.triggered.connect(lambda: menu.picked.emit(choice))
