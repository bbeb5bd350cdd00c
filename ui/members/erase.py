"""Erasing a person for good: the reason before, and the receipt after, with what is left for hands."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.erasing import Receipt, receipt_text
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import rights_papers
from organizer_app.services import erasing, organisation
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
    return Write("erasing.erase", partial(_erase, member=about.member.id, **values), "", _("Erased for good."))


def _erase(session: Any, *, member: bytes, reason: str) -> tuple[Receipt, Organisation]:
    return erasing.erase(session, member=member, reason=reason), organisation.get(session)


class ReceiptView(QWidget):
    """The receipt of an erasure; `save` is the button for the pane's foot. `saved(path)`, `failed(sentence)`."""

    saved = Signal(object)
    failed = Signal(str)

    def __init__(self, made: tuple[Receipt, Organisation], tasks: Tasks) -> None:
        super().__init__()
        self._receipt, self._organisation = made
        self._tasks = tasks
        said = label(receipt_text(self._receipt).strip(), wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setLayout(column(said, None))
        self.save = button(_("Save the receipt…"), kind="primary", icon="download", on=self._ask)

    def save_to(self, path: Path) -> None:
        """Writes the receipt: PDF for a name that ends so, else text."""
        work = partial(rights_papers.write_receipt, self._receipt, self._organisation, file=path, language=language())
        self._tasks.run(work, done=self.saved.emit, failed=self.failed.emit, pool="work", owner=self)

    def _ask(self) -> None:
        start = str(Path.home() / f"{_('receipt')}-{self._receipt.number}.pdf")
        kinds = f"PDF (*.pdf);;{_('Text files')} (*.txt)"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the receipt…"), start, kinds)
        if path:
            self.save_to(Path(path))


ERASE = Act(
    "erase",
    lambda name: _("Erase {name}").format(name=name),
    _form,
    _erasing,
    view=ReceiptView,
    view_title=lambda: _("Receipt"),
)
