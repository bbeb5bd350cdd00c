"""What stands before the window: opening the data folder, unlocking it, or the first run.

gate = Gate(tasks, choices, folder_of); gate.opened.connect(...); gate.begin(made_up=False)
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, language, use_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs.opening import LOCKED, NEW, REVOKED, DataFolder
from ui.choices import Choices
from ui.shared.buttons import button
from ui.shared.layout import Stack, box, clear, column
from ui.shared.qt_words import use_locale
from ui.shared.tasks import Job, Tasks
from ui.welcome.views import Busy, Closed, Refused, View, frame

PRODUCT = N_("Field Organizer")
STANDING, WORKING = 0, 1
PATIENCE = 350  # ms: an opening that is quicker shows no window of its own


class Gate(QWidget):
    """See the module's first lines. `opened(DataFolder)` when the window may come; `folder_of(made_up)` gives one."""

    opened = Signal(object)

    def __init__(self, tasks: Tasks, choices: Choices, folder_of: Callable[[bool], DataFolder]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_(PRODUCT))
        self.resize(1000, 680)
        self.setMinimumSize(820, 560)
        self.tasks, self.choices = tasks, choices
        self._folder_of = folder_of
        self._folder: DataFolder | None = None
        self.made_up = False
        self._again: Callable[[], object] = self.close  # makes the view in place anew, in another language
        self.view: View | None = None  # what stands; while work runs it waits behind, as the person left it
        self._stack = Stack()
        self._places = [column(), column()]
        for place in self._places:
            self._stack.addWidget(box(place, "page"))
        self.setLayout(column(self._stack, gap=0))
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE)
        self._patience.timeout.connect(self.show)

    @property
    def folder(self) -> DataFolder:
        """The folder at hand. Raises RuntimeError before `begin`."""
        if self._folder is None:
            raise RuntimeError("begin was not called")
        return self._folder

    def begin(self, *, made_up: bool = False) -> None:
        """Opens the person's own data folder or the made-up one, asking for what is missing."""
        self.close_folder()
        self.made_up = made_up
        self._folder = self._folder_of(made_up)
        self.wait(self.folder.look, _("Opening your district"), self._on_looked)

    def restore(self, folder: DataFolder, file: Path, **how: Any) -> None:
        """Puts a backup in place of the folder's data and opens it."""
        self._folder = folder
        self.wait(
            partial(folder.restore, file=file, **how),
            _("Putting the backup back"),
            lambda _aside: self.hand_on(),
            failed=self._on_wrong if how else None,
            cancelled=self.begin,
        )

    def close_folder(self) -> None:
        """Gives back what was not handed on."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    def wait(
        self,
        work: Callable[..., Any],
        title: str,
        done: Callable[[Any], object],
        *,
        failed: Callable[[str], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Job:
        """Runs work(progress) behind a quiet view with a bar."""
        job = self.tasks.run_long(
            work, done=done, failed=failed or self._on_refused, cancelled=cancelled or self.close, owner=self
        )
        self._put(WORKING, Busy(job, title, cancel=cancelled is not None))
        if not self.isVisible():
            self._patience.start()
        return job

    def open_folder(self, **how: Any) -> None:
        """Opens with what the person gave; a refusal goes back to the view that asked."""
        failed = self._on_wrong if how else None
        self.wait(partial(self.folder.open, **how), _("Opening your district"), self._on_open, failed=failed)

    def go_on(self, folder: DataFolder, *, made_up: bool) -> None:
        """Takes over a folder that is open already, and asks what is left to ask."""
        self._folder, self.made_up = folder, made_up
        self.hand_on()

    def hand_on(self) -> None:
        """Lets the window come, after the question about the laptop's date if there is one."""
        doubt = self.folder.doubt
        if doubt is not None:
            question = import_module("ui.welcome.date").DateQuestion
            self.show_view(partial(question, doubt, again=self._look_at_date, right=self._on_right))
            return
        folder, self._folder = self._folder, None
        self.opened.emit(folder)

    def show_view(self, make: Callable[[], View]) -> None:
        """Puts a view in place; it is made anew when the language changes."""
        self._again = partial(self.show_view, make)
        self.view = make()
        self._put(STANDING, self.view)
        self._patience.stop()
        self.show()
        (self.view.first or self.view).setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        """Brings the standing view to the front again, as the person left it."""
        self._stack.setCurrentIndex(STANDING)

    def say(self, text: str, *, tone: str = "ok") -> None:  # noqa: ARG002  # as the window's
        """Shows a sentence in place of everything else, with a way to begin again."""
        self._on_refused(text)

    def use_language(self, code: str) -> None:
        """Another language, remembered."""
        use_language(code)
        use_locale()
        self.setWindowTitle(_(PRODUCT))
        with suppress(RuleBroken):  # not remembered, but in force; the window says so at the next change
            self.choices.use_language("hi" if code == "hi" else "en")
        QTimer.singleShot(0, self, self._again)

    def _put(self, where: int, view: QWidget) -> None:
        clear(self._places[where])
        other = "English" if language() == "hi" else "हिन्दी"
        flip = button(other, kind="ghost", icon="languages", tip=_("Hindi or English"), key="Ctrl+Shift+L")
        flip.clicked.connect(lambda _checked=False: self.use_language("en" if language() == "hi" else "hi"))
        flip.setVisible(where == STANDING)
        self._places[where].addWidget(frame(_(PRODUCT), flip, view))
        self._stack.setCurrentIndex(where)

    def _on_looked(self, state: str) -> None:
        if state == NEW:
            first_run = import_module("ui.welcome.first_run")  # brings the readers of area lists with it
            first_run.begin(self, made_up=self.made_up)
        elif state == REVOKED:
            self.show_view(partial(Closed, self.folder.closed, close=self.close))
        elif state == LOCKED:
            unlock = import_module("ui.welcome.unlock")
            self.show_view(partial(unlock.Unlock, self))
        elif self.made_up:
            import_module("ui.welcome.first_run").open_again(self)
        else:
            self.open_folder()

    def _look_at_date(self) -> None:
        self.wait(self.folder.look_at_date, _("Looking at the clock"), lambda _doubt: self.hand_on())

    def _on_right(self) -> None:
        self.wait(self.folder.say_date_is_right, _("Looking at the clock"), self._on_open)

    def _on_open(self, _nothing: object) -> None:
        self.hand_on()

    def _on_wrong(self, sentence: str) -> None:
        self.back()
        if self.view is not None:
            self.view.show_refusal(sentence)

    def _on_refused(self, sentence: str) -> None:
        again = partial(self.begin, made_up=self.made_up)
        self.show_view(partial(Refused, sentence, again=again, close=self.close))
