"""The first card: in plain words what is safe and what goes out when, "Sync now" with progress, and the pendrive."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel

from organizer_app.domain.sync_state import Standing
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.icons import pixmap
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.notices import announce
from ui.shared.pill import sentence
from ui.shared.progress import JobStrip
from ui.shared.style import tokens
from ui.shared.syncing import Syncing
from ui.shared.tasks import Job
from ui.shared.when import said_when

SIGN, GAP = 22, 16  # px
INDENT = SIGN + GAP  # of the buttons, below the words


class StateCard(QFrame):
    """Shows where `syncing` stands; `copy` and `read` are the two ways over a file."""

    def __init__(self, syncing: Syncing, *, copy: Callable[[], object], read: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self._syncing = syncing
        self._sign = QLabel()
        self._title, self._text, self._below = (
            label("", "heading"),
            label("", "muted", wrap=True),
            label("", "small", wrap=True),
        )
        self.strip = JobStrip()
        self._copy = button(_("Copy to pendrive…"), icon="pendrive", key="Ctrl+Shift+U", on=copy)
        self._read = button(_("Read from pendrive…"), icon="download", key="Ctrl+Shift+R", on=read)
        self._now = button(_("Sync now"), kind="primary", icon="refresh", key="F5", on=syncing.sync_now)
        words = column(self._title, self._text, self._below, gap=1)
        self.setLayout(
            column(
                row(self._sign, (words, 1), self._now, gap=GAP),
                self.strip,
                row(INDENT, self._copy, self._read, None, gap=8),
                gap=12,
                margins=(18, 15, 18, 16),
            )
        )
        self._job: Job | None = None

    def show_now(self) -> None:
        """Says where the laptop stands now."""
        standing, job = self._syncing.standing, self._syncing.job
        title, icon, tone = headline(standing, busy=job is not None)
        if title != self._title.text():
            announce(self, title)
        self._title.setText(title)
        self._sign.setPixmap(pixmap(icon, tokens().tone(tone)[0] if tone else tokens().text2, SIGN))
        self._text.setText(sentence(standing))
        below = standing.error
        if standing.exchanged_at:
            last = _("Last exchange with HQ: {when}.").format(when=said_when(standing.exchanged_at))
            below = "  ".join(filter(None, (below, last)))
        self._below.setText(below)
        self._below.setVisible(bool(below))
        for asked in (self._now, self._copy, self._read):
            asked.setEnabled(job is None)
        if job is not None and job is not self._job:
            self.strip.follow(job, _("Syncing with HQ"))
        self._job = job


def headline(standing: Standing, *, busy: bool) -> tuple[str, str, str]:
    """(title, icon, tone) of where the laptop stands."""
    if busy:
        return _("Syncing…"), "refresh", "accent"
    if standing.conflicts or standing.refused:
        return _("Something needs you"), "alert", "warn"
    if standing.error:
        return _("Working offline"), "cloud-off", ""
    if standing.waiting:
        return _("Changes wait to go out"), "upload", ""
    return _("Everything is with HQ"), "circle-check", "ok"
