"""Sync: where this laptop stands with HQ, what waits, what came, what needs a decision, joining and leaving."""

import platform
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from shiboken6 import isValid

from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.conflicts import Conflicted
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May
from organizer_app.domain.sync_state import Overview, Refused
from organizer_app.domain.words import translate as _
from organizer_app.jobs import backups
from organizer_app.services import conflicts, rollups, sync_state
from ui.pages_list import Context
from ui.shared.buttons import button
from ui.shared.layout import PAGE, box, clear, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.page import Page, Shell
from ui.shared.syncing import Syncing
from ui.sync.conflict_card import Decision
from ui.sync.conflicts import Conflicts
from ui.sync.districts import Districts
from ui.sync.files import Files
from ui.sync.joining import Joining
from ui.sync.leaving import Leaving
from ui.sync.lists import holding_card, lately_card, waiting_card
from ui.sync.refused import refused_card
from ui.sync.state_card import StateCard
from ui.sync.words import district_names, holds

OPENS = {"members": "members", "camps": "camps"}  # which page shows the records of a table


class SyncPage(Page):
    """See the module's first lines. The place "leave" says what leaving HQ does."""

    shows = frozenset({"conflicts", "backups", "outbox", "rollups", "sync_state"})

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell)
        self._records = context.records
        self.syncing = context.syncing or Syncing(context.records, self)
        self.overview: Overview | None = None
        self._conflicted: tuple[Conflicted, ...] = ()
        self.files = Files(self._records, self.syncing, self, said=self._on_said)
        self.state_card = StateCard(self.syncing, copy=self.files.ask_write, read=self.files.ask_read)
        self._said = column(gap=6)
        self.joining = Joining(self._records, self.syncing, platform.node())
        self.joining.joined.connect(self._on_joined)
        self._anew = False  # a code is typed although the laptop has joined
        self._leaving = column()
        self.conflicts = Conflicts(self._opener)
        self.conflicts.decided.connect(self._on_decided)
        self.districts = Districts()
        self._rest = column(gap=16)
        body = column(
            self.state_card,
            self._said,
            self._leaving,
            self.joining,
            self.conflicts,
            self.districts,
            self._rest,
            None,
            gap=16,
            margins=PAGE,
        )
        self.fill(scrolled(box(body, "page")))
        joined = bool(self.syncing.standing.hq)
        if joined:
            self.state_card.show_now()
        else:
            self.state_card.hide()
        if joined or not self.syncing.known:
            self.joining.hide()
        self.syncing.told.connect(self._on_told)
        self._bind_keys()

    def refresh(self) -> None:
        self._records.read(_look, done=self.show_overview, owner=self, latest="overview")
        self._records.read(conflicts.listing, done=self.show_conflicts, owner=self, latest="conflicts")
        numbers = partial(rollups.districts, now=now_ms())
        self._records.read(numbers, done=self.districts.show_districts, owner=self, latest="districts")

    def state(self) -> dict[str, Any]:
        districts = self.districts.state()
        return {"conflict": self.conflicts.place(), "joining": self.joining.state(), "districts": districts}

    def restore(self, state: dict[str, Any]) -> None:
        self.conflicts.go_to(state.get("conflict", 0))
        if "joining" in state:
            self.joining.restore(state["joining"])
        if "districts" in state:
            self.districts.restore(state["districts"])

    def open_place(self, place: Any) -> None:
        if place == "leave":
            self._ask_leave()

    def undo(self) -> bool:
        self._records.undo(done=self._on_undone, owner=None)
        return True

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("F5", _("Sync now")),
            ("Ctrl+Shift+U", _("Copy to pendrive…")),
            ("Ctrl+Shift+R", _("Read from pendrive…")),
            ("1", _("Keep mine")),
            ("2", _("Keep theirs")),
            ("3", _("Keep what is marked")),
            ("4", _("Write another value")),
            ("J", _("Next record")),
            ("K", _("Record before")),
        ]

    def _bind_keys(self) -> None:
        work: tuple[tuple[str, Callable[[], object]], ...] = (
            ("1", self.conflicts.keep_mine),
            ("2", self.conflicts.keep_theirs),
            ("3", self.conflicts.keep_marked),
            ("4", self.conflicts.write),
            ("J", partial(self.conflicts.step, 1)),
            ("K", partial(self.conflicts.step, -1)),
        )
        for key, do in work:
            QShortcut(QKeySequence(key), self.conflicts, do, context=Qt.ShortcutContext.WindowShortcut)

    def _on_told(self) -> None:
        self.refresh()
        self._show_now()

    def _show_now(self) -> None:
        joined = bool(self.syncing.standing.hq)
        self.state_card.setVisible(joined)
        self.joining.setVisible(self._anew or not joined)
        if self._anew or not joined:
            self.joining.show_now()
        else:
            self.state_card.show_now()

    def show_overview(self, found: tuple[Overview, list[str]]) -> None:
        """Shows where the laptop stands, and in words what it holds."""
        self.overview, held = found
        overview = self.overview
        joined = bool(overview.standing.hq)
        self.syncing.take(overview.standing)
        self._show_now()
        clear(self._rest)
        if overview.refused:
            self._rest.addWidget(refused_card(overview.refused, self._refused_opener, self._on_seen))
        if not joined:
            return
        last = backups.last(self._records.store.folder)
        left = waiting_card(overview.waiting, overview.unplaced, overview.elsewhere)
        right = lately_card(overview.standing, self.syncing.outcomes, last)
        self._rest.addLayout(row((column(left, None), 1), (column(right, None), 1), gap=16))
        anew = button(_("Type a new code…"), kind="ghost", icon="key", needs=May.SETTINGS, on=self._ask_code)
        leave = button(_("Leave HQ…"), kind="ghost", needs=May.SETTINGS, on=self._ask_leave)
        self._rest.addWidget(holding_card(overview.standing, held, anew, leave))

    def show_conflicts(self, found: tuple[Conflicted, ...]) -> None:
        """Shows the records somebody is to decide about."""
        if found != self._conflicted:  # what is marked field by field stays while nothing of it changed
            self._conflicted = found
            self.conflicts.show_records(found)
            self._ask_before()

    def _ask_before(self) -> None:
        """What was before others' edits is known to HQ alone; without a line nothing is shown."""
        asked, standing = self.conflicts.ask_before(), self.syncing.standing
        if asked and standing.hq and not standing.error:
            work = partial(_before, conflicts=asked)
            self._records.job(work, done=self.conflicts.tell_before, failed=lambda _sentence: None, owner=self)

    def _on_decided(self, record: Conflicted, decision: Decision) -> None:
        def work(session: Any) -> None:
            for identity, (choice, value) in decision.items():
                conflicts.resolve(session, id=identity, choice=choice, value=value)

        self._records.write(
            "conflicts.resolve",
            work,
            about=record.name,
            done=partial(self._on_resolved, record),
            failed=partial(self.conflicts.show_refusal, record),
            owner=self,
        )

    def _on_resolved(self, record: Conflicted, _none: None) -> None:
        self.shell.say(_("{name}: decided.").format(name=record.name), undo=self.undo)
        self.refresh()

    def _on_undone(self, about: str) -> None:
        self.shell.say(
            _("Taken back: {about}").format(about=about) if about else _("Nothing to undo here."), tone="info"
        )
        if isValid(self):  # the toast with its button outlives a page that was made anew in another look
            self.refresh()

    def _on_seen(self, item: Refused) -> None:
        work = partial(sync_state.dismiss, op_id=item.op_id)
        self._records.write("sync_state.dismiss", work, done=lambda _none: self.refresh(), owner=self)

    def _opener(self, record: Conflicted) -> Callable[[], object] | None:
        page = OPENS.get(record.tbl)
        return partial(self.shell.go, page, record.rid) if page else None

    def _refused_opener(self, item: Refused) -> Callable[[], object] | None:
        page = OPENS.get(item.tbl)
        return partial(self.shell.go, page, item.rid) if page else None

    def _on_said(self, sentence: str, tone: str) -> None:
        clear(self._said)
        if sentence:
            self._said.addWidget(notice(sentence, tone))
        self.refresh()

    def _ask_code(self) -> None:
        self._anew = True
        self.joining.begin(self.syncing.standing.hq)
        self._show_now()

    def _on_joined(self, joined: Any) -> None:
        self._anew = False
        self.syncing.keep(joined.synced.sent, joined.synced.received, joined.synced.why or joined.synced.error)
        self.shell.say(_("This laptop belongs to HQ now. What is yours comes with every sync."))

    def _ask_leave(self) -> None:
        clear(self._leaving)
        asked = Leaving(self._records, self.syncing.standing)
        asked.left.connect(self._on_left)
        asked.stayed.connect(self._close_leaving)
        self._leaving.addWidget(asked)
        asked.leave_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _close_leaving(self) -> None:
        clear(self._leaving)

    def _on_left(self) -> None:
        self._close_leaving()
        self.shell.say(_("This laptop works alone now. Everything stays here."))
        self.syncing.refresh()


def _look(session: Any) -> tuple[Overview, list[str]]:
    found = sync_state.overview(session)
    return found, holds(found.buckets, found.ro, district_names(session, found.buckets))


def _before(store: Store, progress: Progress, *, conflicts: tuple[bytes, ...]) -> dict[bytes, str]:
    module: Any = import_module("organizer_app.jobs.conflict_history")  # brings HTTP, which a start needs not
    found: dict[bytes, str] = module.before(store, progress, conflicts=conflicts)
    return found
