"""The first page: what now. Today's camps, what comes next, what waits for somebody, and this laptop."""

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QPushButton

from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.home import Overview
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.jobs import backups
from organizer_app.jobs.backups import LastBackup
from organizer_app.services import home
from ui.home import camps_cards, waiting
from ui.pages_list import Context
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import PAGE, Item, box, clear, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.page import Page, Shell

NOON, EVENING = 12, 17


class HomePage(Page):
    """See the module's first lines."""

    shows = frozenset(
        {"camps", "sessions", "invitations", "attendance", "sheets", "day_closes", "members", "organisations", "areas"}
        | {"settings", "backups", "conflicts", "outbox", "distinctions", "duplicates_found"}
    )

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell)
        self._context = context
        self._content = column(gap=16, margins=PAGE)
        self.fill(scrolled(box(self._content, "page")))
        self.overview: Overview | None = None

    def refresh(self) -> None:
        records = self._context.records
        records.read(partial(home.overview, day=today()), done=self._on_overview, owner=self, latest="overview")

    def keys(self) -> list[tuple[str, str]]:
        return [("Ctrl+M", _("Mark attendance")), ("Ctrl+N", _("New camp")), ("Ctrl+I", _("Import roster"))]

    def _on_overview(self, overview: Overview) -> None:
        self.overview = overview
        last = backups.last(self._context.records.store.folder)
        clear(self._content)
        for part in (self._made_up(), self._damage()):
            if part is not None:
                self._content.addWidget(part)
        self._content.addLayout(row((column(*self._greeting(overview), gap=2), 1), *self._actions(overview), gap=10))
        left: list[Item] = []
        if not (overview.members and overview.camps and overview.prints):
            left.append(camps_cards.steps_card(self.shell, overview))
        if overview.today or not left:
            left.append(camps_cards.today_card(self.shell, overview))
        if overview.coming or not left[1:]:
            left.append(camps_cards.coming_card(self.shell, overview))
        right = [waiting.attention_card(self.shell, overview, last), self._laptop(overview, last)]
        self._content.addLayout(row((column(*left, None, gap=16), 62), (column(*right, None, gap=16), 38), gap=16))
        self._content.addStretch(1)

    def _greeting(self, overview: Overview) -> list[Item]:
        where = [day_text(overview.day, weekday=True), overview.area, overview.organisation]
        words = label("  ·  ".join(part for part in where if part), "muted", wrap=True)
        return [label(greeting(self._context.choices.settings.operator), "display"), words]

    def _actions(self, overview: Overview) -> list[QPushButton]:
        shell = self.shell
        bring = button(_("Import roster"), icon="upload", key="Ctrl+I", on=partial(shell.go, "members", "import"))
        camp = button(_("New camp"), icon="plus", key="Ctrl+N", on=partial(shell.go, "camps", "new"))
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

    def _laptop(self, overview: Overview, last: LastBackup | None) -> QFrame:
        return waiting.laptop_card(self.shell, overview, last, self._context.findings)


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
