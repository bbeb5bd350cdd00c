"""The way out of HQ: what leaving does to the data is said first."""

from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May
from organizer_app.domain.sync_state import Standing
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import card, rule
from ui.shared.labels import label, mark
from ui.shared.layout import Item, box, column, row
from ui.shared.notices import notice
from ui.shared.records import Records


class Leaving(QWidget):
    """What leaving does to the data, and the button that does it; `left` when it is done, `stayed` on Cancel."""

    left = Signal()
    stayed = Signal()

    def __init__(self, records: Records, standing: Standing) -> None:
        super().__init__()
        self._records = records
        self._outcome = column(gap=6)
        texts = [
            _("Everything on this laptop stays here and can be used as before."),
            _("HQ keeps what it has; other laptops get it."),
            _("This laptop sends and fetches nothing any more. To come back you need a new code."),
        ]
        n = standing.waiting
        if n:
            stays = ngettext(
                "{n} change has not gone out. It stays here, and HQ will not have it.",
                "{n} changes have not gone out. They stay here, and HQ will not have them.",
                n,
            )
            texts.insert(0, stays.format(n=group_digits(n)))
        lines: list[Item] = []
        for number, text in enumerate(texts):
            sign = mark("alert", "warn") if n and not number else mark("check", "ok")
            lines.append(box(row(sign, (label(text, wrap=True), 1), gap=12)))
        self.leave_button = button(
            _("Leave HQ"), kind="danger", icon="cloud-off", needs=May.SETTINGS, on=self._on_leave
        )
        stay = button(_("Stay"), on=self.stayed.emit)
        self.setLayout(
            column(
                card(
                    label(_("Leave HQ?"), "heading"),
                    rule(),
                    *lines,
                    box(self._outcome),
                    row(self.leave_button, stay, None),
                    gap=10,
                )
            )
        )

    def _on_leave(self) -> None:
        self.leave_button.setEnabled(False)
        self._records.job(_leave, done=self._on_left, failed=self._on_failed, owner=self)

    def _on_left(self, _done: Any) -> None:
        self.left.emit()

    def _on_failed(self, sentence: str) -> None:
        self.leave_button.setEnabled(True)
        self._outcome.addWidget(notice(sentence, "bad"))


def _leave(store: Store, progress: Progress) -> Any:
    return import_module("organizer_app.jobs.joining").leave(store, progress)
