"""Erasing a person for good: the reason before, and the receipt after, with what is left for hands."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.erasing import Receipt, receipt_text
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import translate as _
from organizer_app.services import erasing
from ui.members.act import About, Act, Values, Write
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column
from ui.shared.tasks import Tasks


def _form(_about: About) -> Form:
    """Key: reason. The hint says what happens, before it does."""
    gone = _(
        "The person, the offices and the consents are gone for good: here, in history, and with the next exchange "
        "everywhere. Counts of camps stay, without a name. It can't be undone."
    )
    reason = TextField("reason", _("Reason"), lines=2, hint=gone, required=True)
    return Form([reason], save_text=_("Erase for good"), buttons=False)


def _erasing(about: About, values: Values) -> Write:
    return Write("erasing.erase", partial(erasing.erase, member=about.member.id, **values), "", _("Erased for good."))


class ReceiptView(QWidget):
    """The receipt of an erasure; `save` is the button for the pane's foot. `saved(path)`, `failed(sentence)`."""

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, receipt: Receipt, tasks: Tasks) -> None:
        super().__init__()
        self._text, self._number, self._tasks = receipt_text(receipt), receipt.number, tasks
        said = label(self._text.strip(), wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(said, None))
        self.save = button(_("Save the receipt…"), kind="primary", icon="download", on=self._ask)

    def save_to(self, path: Path) -> None:
        """Writes the receipt as text."""
        work = partial(_write, path, self._text)
        self._tasks.run(work, done=self.saved.emit, failed=self.failed.emit, pool="work", owner=self)

    def _ask(self) -> None:
        start = str(Path.home() / f"{_('receipt')}-{self._number}.txt")
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the receipt…"), start, _("Text files") + " (*.txt)")
        if path:
            self.save_to(Path(path))


def _write(path: Path, text: str) -> Path:
    write_whole(path, text.encode())
    return path


ERASE = Act(
    "erase",
    lambda name: _("Erase {name}").format(name=name),
    _form,
    _erasing,
    view=ReceiptView,
    view_title=lambda: _("Receipt"),
)
