"""Which pages the window has, in the order of the sidebar. Page modules are imported when first visited."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from ui.choices import Choices
from ui.shared.labels import label
from ui.shared.layout import box, column, row
from ui.shared.page import Page, PageSpec, Shell
from ui.shared.progress import Bar

if TYPE_CHECKING:
    from organizer_app.domain.finding import Found
    from ui.shared.records import Records
    from ui.shared.syncing import Syncing


class Context(NamedTuple):
    """What the pages are made from. `findings` are what the look after a bad end found, None when there was none.

    `own_district` leaves the made-up district for the person's own; None where the open one is not made up.
    `restore` puts a backup in place of the open data and opens it; None where that makes no sense. `syncing` is the
    exchange with HQ that the header shows; without one the page has its own. `lock` covers the window and asks who is
    there, where several people work.
    """

    records: "Records"
    choices: Choices
    findings: tuple[str, ...] | None = None
    own_district: Callable[[], None] | None = None
    restore: Callable[[Path], None] | None = None
    syncing: "Syncing | None" = None
    lock: Callable[[], None] | None = None


# Key, icon, title, module, class. The bundle names these modules too, because nothing imports them in plain sight.
PAGES = (
    ("home", "home", N_("Home"), "ui.home.page", "HomePage"),
    ("members", "users", N_("Members"), "ui.members.page", "MembersPage"),
    ("camps", "camp", N_("Camps"), "ui.camps.page", "CampsPage"),
    ("targets", "target", N_("Targets"), "ui.targets.page", "TargetsPage"),
    ("groups", "message", N_("Groups"), "ui.groups.page", "GroupsPage"),
    ("report", "file-text", N_("Evening report"), "ui.report.page", "ReportPage"),
    ("committees", "badge", N_("Office bearers"), "ui.committees.page", "CommitteesPage"),
    ("attendance", "attendance", N_("Attendance"), "ui.attendance.page", "AttendancePage"),
    ("warroom", "grid", N_("War room"), "ui.warroom.page", "WarRoomPage"),
    ("sync", "refresh", N_("Sync"), "ui.sync.page", "SyncPage"),
    ("settings", "settings", N_("Settings"), "ui.settings.page", "SettingsPage"),
)
WITH_CONTEXT = ("home", "sync", "settings")  # the pages that show this laptop too, not the records alone
Ask = Callable[[], Context | None]


def look_up(ask: Ask, text: str) -> "Found":
    """What the window's search finds in the open data; on the database thread."""
    context = ask()
    if context is None:
        nothing: Found = import_module("organizer_app.domain.finding").Found(text)
        return nothing
    found: Found = context.records.now(partial(import_module("organizer_app.services.finding").everything, query=text))
    return found


def build_pages(ask: Ask) -> list[PageSpec]:
    """The pages of the window. While `ask()` gives no context they say that the data is being opened."""
    return [
        PageSpec(key, icon, title, partial(_make, key, module, name, ask), "bottom" if key == "settings" else "top")
        for key, icon, title, module, name in PAGES
    ]


def _make(key: str, module: str, name: str, ask: Ask, shell: Shell) -> Page:
    context = ask()
    if context is None:
        return Opening(shell)
    factory = getattr(import_module(module), name)
    page: Page = factory(shell, context if key in WITH_CONTEXT else context.records)
    return page


class Opening(Page):
    """What every page is until the data is open."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        words = _("Opening your district")
        bar = Bar(0, 0, name=words)
        bar.setFixedWidth(260)
        self.fill(box(column(None, row(None, label(words, "muted"), None), row(None, bar, None), None, gap=6), "page"))
