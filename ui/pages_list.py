"""Which pages the window has, in the order of the sidebar. Page modules are imported when first visited."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from organizer_app.domain.words import N_
from ui.choices import Choices
from ui.shared.page import Page, PageSpec, Shell
from ui.shared.records import Records


class Context(NamedTuple):
    """What the pages are made from. `findings` are what the look after a bad end found, None when there was none.

    `own_district` leaves the made-up district for the person's own; None where the open one is not made up.
    `restore` puts a backup in place of the open data and opens it; None where that makes no sense.
    """

    records: Records
    choices: Choices
    findings: tuple[str, ...] | None = None
    own_district: Callable[[], None] | None = None
    restore: Callable[[Path], None] | None = None


# Key, icon, title, module, class. The bundle names these modules too, because nothing imports them in plain sight.
PAGES = (
    ("home", "home", N_("Home"), "ui.home.page", "HomePage"),
    ("members", "users", N_("Members"), "ui.members.page", "MembersPage"),
    ("camps", "camp", N_("Camps"), "ui.camps.page", "CampsPage"),
    ("attendance", "attendance", N_("Attendance"), "ui.attendance.page", "AttendancePage"),
    ("settings", "settings", N_("Settings"), "ui.settings.page", "SettingsPage"),
)
WITH_CONTEXT = ("home", "settings")  # the pages that show this laptop too, not the records alone


def build_pages(context: Context) -> list[PageSpec]:
    """The pages of the window."""
    return [
        PageSpec(key, icon, title, partial(_make, key, module, name, context), "bottom" if key == "settings" else "top")
        for key, icon, title, module, name in PAGES
        if find_spec(module) is not None
    ]


def _make(key: str, module: str, name: str, context: Context, shell: Shell) -> Page:
    factory = getattr(import_module(module), name)
    page: Page = factory(shell, context if key in WITH_CONTEXT else context.records)
    return page
