"""The first page: what now. Today's camps, what comes next, what waits for somebody, and this laptop."""

import time
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QPushButton

from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.home import Counts, Overview
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.jobs import backups
from organizer_app.jobs.backups import LastBackup
from organizer_app.late import on_use
from organizer_app.services import home, home_counts
from ui.home import camps_cards, drive, month, waiting
from ui.pages_list import Context
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import PAGE, Item, box, clear, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.page import Page, Shell
from ui.shared.tallying import Tallying

if TYPE_CHECKING:
    from organizer_app.services import retention
else:
    retention = on_use("organizer_app.services.retention")

NOON, EVENING = 12, 17
AFTER = 4_000  # ms from the first look until whom to keep is counted: that reads every record of the roster
WORTH = 100  # it is counted again when so many times as long has passed as it took


class HomePage(Page):
    """See the module's first lines."""

    shows = frozenset(
        {"camps", "sessions", "invitations", "attendance", "sheets", "day_closes", "members", "organisations", "areas"}
        | {"settings", "backups", "conflicts", "outbox", "distinctions", "duplicates_found"}
        | {"posts", "consents", "sync_state", "drives", "targets", "tallies"}
    )

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell)
        self._context = context
        self._content = column(gap=16, margins=PAGE)
        self._month, self._pace, self._attention, self._days = column(), column(), column(), column()
        self._drive = column()
        self.tallying = Tallying(context.records, self)
        self.fill(scrolled(box(self._content, "page")))
        self.overview: Overview | None = None
        self.counts: Counts | None = None
        self.due = 0  # people somebody is to decide about
        self._looked, self._took = 0.0, 0.0  # when they were counted (monotonic, s), and how long that took
        self._timer = QTimer(self, interval=AFTER, singleShot=True)
        self._timer.timeout.connect(self.count_due)

    def refresh(self) -> None:
        records, day = self._context.records, today()
        records.read(partial(home.overview, day=day), done=self._on_overview, owner=self, latest="overview")
        counting = partial(home_counts.counts, day=day)
        records.read(counting, done=self._on_counts, owner=self, latest="counts", beside=True)
        if time.monotonic() - self._looked > WORTH * self._took:
            self._timer.start()

    def count_due(self) -> None:
        """Counts whom to decide about, behind everything."""
        started = time.monotonic()

        def counted(due: int) -> None:
            self.due, self._looked = due, time.monotonic()
            self._took = self._looked - started
            self._show_attention()

        day = today()
        self._context.records.read(
            lambda session: retention.count(session, day=day),  # imported there, on the worker
            done=counted, owner=self, latest="due", beside=True,
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        return {"counts": self.counts, "due": (self.due, self._looked, self._took)}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self.counts = state["counts"]
            self.due, self._looked, self._took = state["due"]

    def _on_overview(self, overview: Overview) -> None:
        self.overview = overview
        clear(self._content)
        self._month, self._pace, self._attention, self._days = column(), column(), column(), column()
        self._drive = column()
        for part in (self._made_up(), self._damage()):
            if part is not None:
                self._content.addWidget(part)
        self._content.addLayout(row((column(*self._greeting(overview), gap=2), 1), *self._actions(overview), gap=10))
        left: list[Item] = []
        if not (overview.members and overview.camps and overview.prints):
            left.append(camps_cards.steps_card(self.shell, overview))
        if overview.today or not left:
            left.append(camps_cards.today_card(self.shell, overview))
        left.append(self._drive)
        left.append(self._month)  # before what comes: on a small screen the month's numbers stand without scrolling
        if overview.coming or not left[2:]:
            left.append(camps_cards.coming_card(self.shell, overview))
        left.append(self._pace)
        right: list[Item] = [self._attention, self._laptop(overview), self._days]
        self._content.addLayout(row((column(*left, None, gap=16), 62), (column(*right, None, gap=16), 38), gap=16))
        self._content.addStretch(1)
        self._show_attention()
        QTimer.singleShot(0, self, self._show_counts)  # by itself: the rest is on screen before the charts are made

    def _on_counts(self, counts: Counts) -> None:
        if counts == self.counts:
            return  # what shows was made from the same
        self.counts = counts
        self._show_attention()
        self._show_counts()

    def _show_attention(self) -> None:
        if self.overview is not None:
            seen = waiting.Seen(self.overview, self.counts, self.due, self._last())
            clear(self._attention)
            self._attention.addWidget(waiting.attention_card(self.shell, seen))

    def _show_counts(self) -> None:
        for part in (self._month, self._pace, self._days, self._drive):
            clear(part)
        if self.overview is None:
            return  # the columns stand nowhere yet: a card in them would belong to no window
        self._show_drive()
        if self.counts is None or not self.overview.camps:
            return
        self._days.addWidget(month.days_card(self.shell, self.counts))
        if self.counts.month.camps:
            self._month.addWidget(month.month_card(self.shell, self.counts))
            self._pace.addWidget(month.pace_card(self.counts))

    def _show_drive(self) -> None:
        """The drive that goes on, counted anew while this page is in view."""
        board = self.counts.drive if self.counts is not None else None
        if board is None:
            self.tallying.stop()
            return
        if (made := drive.drive_card(self.shell, board)) is not None:
            self._drive.addWidget(made)
        if self.isVisible():
            self.tallying.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.tallying.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.counts is not None and self.counts.drive is not None:
            self.tallying.begin()

    def _last(self) -> LastBackup | None:
        return backups.last(self._context.records.store.folder)

    def _greeting(self, overview: Overview) -> list[Item]:
        where = [day_text(overview.day, weekday=True), overview.area, overview.organisation]
        words = label("  ·  ".join(part for part in where if part), "muted", wrap=True)
        return [label(greeting(self._context.choices.called), "display"), words]

    def _actions(self, overview: Overview) -> list[QPushButton]:
        shell = self.shell
        bring = button(_("Import roster"), icon="upload", key="Ctrl+I", on=partial(shell.go, "members", "import"))
        camp = button(_("New camp"), icon="plus", key="Ctrl+N", needs=May.CHANGE, on=partial(shell.go, "camps", "new"))
        mark = button(
            _("Mark attendance"),
            kind="primary" if overview.camps else "",
            icon="attendance",
            key="Ctrl+M",
            on=partial(shell.go, "attendance"),
        )
        return [bring, camp, mark]

    def _made_up(self) -> QFrame | None:
        own = self._context.own_district
        if own is None:
            return None
        leave = button(_("Make my own district"), on=own)
        return notice(_("This district is made up: nobody in it is real. Try out whatever you like."), "info", leave)

    def _damage(self) -> QFrame | None:
        findings = self._context.findings
        if not findings:
            return None
        restore = button(_("How to restore"), on=partial(self.shell.go, "settings", "backup"))
        return notice(findings[0], "bad", restore)

    def _laptop(self, overview: Overview) -> QFrame:
        syncing = self._context.syncing
        sync = syncing.sync_now if syncing is not None and overview.hq else None
        return waiting.laptop_card(self.shell, overview, self._last(), self._context.findings, sync)


def greeting(name: str) -> str:
    """Good morning, afternoon or evening, with the name the person gave."""
    hour = datetime.fromtimestamp(now_ms() / 1000).hour
    if name:
        words = (
            _("Good morning, {name}") if hour < NOON
            else _("Good afternoon, {name}") if hour < EVENING
            else _("Good evening, {name}")
        )  # fmt: skip
        return words.format(name=name)
    return _("Good morning") if hour < NOON else _("Good afternoon") if hour < EVENING else _("Good evening")
