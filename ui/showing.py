"""A window on the screen: how large it comes, who works there, what it says of an error, and how it goes."""

import logging
import sys
import traceback
import weakref
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from organizer_app.domain.words import translate as _
from ui.pages_list import Context
from ui.window import Window

if TYPE_CHECKING:
    from ui.welcome.gate import Gate

log = logging.getLogger("organizer")


def show(window: Window) -> None:
    """Shows it in its own size where the screen has room for that, else over the whole screen."""
    room = window.screen().availableGeometry()
    if room.width() < window.minimumWidth() or window.size().boundedTo(room.size()) == window.size():
        window.show()
    else:
        window.showMaximized()


def away(window: QWidget | None) -> None:
    """Closes and destroys it."""
    if window is not None:
        window.close()
        window.deleteLater()


def show_person(window: Window, context: Context) -> None:
    """Writes who works here, and where, at the foot of the sidebar."""
    name = context.choices.operator

    def told(area: str) -> None:
        made_up = context.own_district is not None
        window.show_person(name, _("{area}, made up").format(area=area) if made_up else area)

    area_name: Any = import_module("organizer_app.services.home").area_name
    context.records.read(area_name, done=told, owner=window, latest="person")


def catch_all(window: "Window | Gate") -> None:
    """An error nobody expected: a sentence for the person, the place in the log, and the window stays."""

    shown = weakref.ref(window)  # every thread keeps what it found here as long as it is known

    def told(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
        log.error("%s\n%s", kind.__name__, "".join(traceback.format_tb(trace)))
        if (there := shown()) is not None and isValid(there):
            there.say(_("Something went wrong here. What was saved is safe; please try again."), tone="bad")

    sys.excepthook = told
