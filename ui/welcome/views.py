"""The plain views of the gate: its frame, waiting, and a refusal."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.icons import pixmap
from ui.shared.labels import label
from ui.shared.layout import Item, box, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.progress import Bar
from ui.shared.style import tokens
from ui.shared.tasks import Job

WIDE = 560


def frame(product: str, corner: QPushButton, view: QWidget) -> QFrame:
    """The product's name at the left, a button at the right, the view in the middle."""
    logo = QLabel()
    logo.setPixmap(pixmap("users", tokens().accent, 24))
    head = row(logo, label(product, "heading"), None, corner, gap=10, margins=(26, 14, 18, 14))
    middle = box(column(None, row(None, view, None), None, margins=(20, 0, 20, 40)), "page")
    return box(column(head, (scrolled(middle), 1), gap=0), "page")


def sheet(*items: Item, width: int = WIDE, gap: int = 10) -> QFrame:
    """The one card of a view."""
    made = box(column(*items, gap=gap, margins=(32, 28, 32, 28)), "card")
    made.setFixedWidth(width)
    return made


class View(QWidget):
    """Something the gate shows. `first` gets the keyboard; `show_refusal` says why what was asked was not done.

    Not a focus proxy: Tab would go past everything that stands before it.
    """

    first: QWidget | None = None

    def show_refusal(self, sentence: str) -> None:
        """Shows a sentence where the person looks."""
        raise NotImplementedError(sentence)


class Busy(QWidget):
    """What is being done, and how far."""

    def __init__(self, job: Job, title: str, *, cancel: bool = False) -> None:
        super().__init__()
        self._job = job
        self._text = label("", "small")
        self._text.setMinimumHeight(QSize(0, 20).height())
        self._bar = Bar(0, 0, name=title)
        self._cancel = button(_("Cancel"), on=self._on_cancel)
        self._cancel.setVisible(cancel)
        job.progress.connect(self._on_progress)
        self.setLayout(column(sheet(label(title, "title"), 6, self._bar, row(self._text, None, self._cancel), gap=8)))

    def _on_progress(self, done: int, total: int, text: str) -> None:
        self._bar.show_value(done, total)
        self._text.setText(text)

    def _on_cancel(self) -> None:
        self._job.cancel()
        self._cancel.setEnabled(False)


class Refused(View):
    """Why it can't be opened, in one sentence, and what can be done."""

    def __init__(self, sentence: str, *, again: Callable[[], object], close: Callable[[], object]) -> None:
        super().__init__()
        self.sentence = sentence
        retry = button(_("Try again"), kind="primary", icon="refresh", key="Ctrl+R", on=again)
        buttons = row(retry, button(_("Close"), key="Esc", on=close), None)
        title = label(_("The district could not be opened"), "title")
        self.setLayout(column(sheet(title, notice(sentence, "bad"), 6, buttons, gap=12)))
        self.first = retry


class Closed(View):
    """HQ closed this laptop: why, and no way in."""

    def __init__(self, why: RuleBroken | None, *, close: Callable[[], object]) -> None:
        super().__init__()
        self.first = button(_("Close"), kind="primary", key="Esc", on=close)
        told = label(str(why or ""), wrap=True)
        self.setLayout(column(sheet(label(_("Closed by HQ"), "title"), told, 6, row(self.first, None), gap=12)))
