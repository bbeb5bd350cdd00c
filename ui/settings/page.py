"""Settings: a list of sections at the left, one of them at the right. A section is made when it is first opened."""

from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtWidgets import QButtonGroup

from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from ui.pages_list import Context
from ui.settings.section import Section
from ui.shared.layout import PAGE, Stack, box, column, row, scrolled
from ui.shared.navigation import Line
from ui.shared.page import Page, Shell

LIST = 236

# Key, icon, title, module, class; late modules, so that the first section shows at once.
SECTIONS = (
    ("organisation", "certificate", N_("Organisation"), "ui.settings.organisation", "OrganisationSection"),
    ("places", "pin", N_("Area and places"), "ui.settings.places", "PlacesSection"),
    ("labels", "layers", N_("Names of levels"), "ui.settings.labels", "LabelsSection"),
    ("wings", "branch", N_("Wings"), "ui.settings.wings", "WingsSection"),
    ("posts", "badge", N_("Posts"), "ui.settings.posts", "PostsSection"),
    ("laptop", "laptop", N_("This laptop"), "ui.settings.laptop", "LaptopSection"),
    ("people", "users", N_("Who works here"), "ui.settings.people", "PeopleSection"),
    ("handover", "user-check", N_("Handover"), "ui.settings.handover", "HandoverSection"),
    ("keys", "key", N_("Passphrase"), "ui.settings.keys", "KeysSection"),
    ("backup", "pendrive", N_("Backup"), "ui.settings.backup", "BackupSection"),
    ("printer", "printer", N_("Printer"), "ui.settings.printer", "PrinterSection"),
    ("history", "clock", N_("What was done"), "ui.settings.history", "HistorySection"),
    ("review", "user-check", N_("Whom to keep"), "ui.settings.review", "ReviewSection"),
    ("access", "eye", N_("Access log"), "ui.settings.access", "AccessSection"),
    ("notices", "file-text", N_("Notices"), "ui.settings.notices", "NoticesSection"),
)


def key_of(number: int) -> str:
    """The key of the section with a number from 1: Ctrl+1 to Ctrl+9, Ctrl+0, then with Shift."""
    return f"Ctrl+{number % 10}" if number <= 10 else f"Ctrl+Shift+{number % 10}"


class SettingsPage(Page):
    """See the module's first lines. A place is the key of a section."""

    shows = frozenset(
        {
            *("organisations", "areas", "wings", "acts", "members", "camps", "attendance", "sheets", "settings"),
            *("audit", "consents", "notices", "operators", "operator_pins", "handover", "committee_seats"),
        }
    )

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell)
        self._context = context
        self._stack = Stack()
        self._made: dict[str, Section] = {}
        self._places: dict[str, int] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self._lines: dict[str, Line] = {}
        self._group = QButtonGroup(self)
        self.key = SECTIONS[0][0]
        listed = column(gap=2, margins=(16, 20, 10, 16))
        for number, (key, icon, title, _module, _name) in enumerate(SECTIONS, 1):
            line = Line(icon, _(title), key_of(number))
            line.clicked.connect(partial(self._on_line, key))
            self._group.addButton(line)
            self._lines[key] = line
            listed.addWidget(line)
        listed.addStretch(1)
        self._list = box(listed)
        self._list.setFixedWidth(LIST)
        self.fill(box(row(self._list, (self._stack, 1), gap=0), "page"))

    def section(self, key: str = "") -> Section:
        """A section, made if it was not yet; without a key the one in view. Raises KeyError for an unknown key."""
        key = key or self.key
        if key not in self._made:
            module, name = next((m, n) for k, _icon, _title, m, n in SECTIONS if k == key)
            made = self._made[key] = getattr(import_module(module), name)(self.shell, self._context)
            area = scrolled(box(column(made, margins=PAGE), "page"))
            self._places[key] = self._stack.addWidget(area)
            made.restore(self._states.get(key, {}))
        return self._made[key]

    def refresh(self) -> None:
        self._show(self.key)

    def state(self) -> dict[str, Any]:
        states = self._states | {key: made.state() for key, made in self._made.items()}
        return {"section": self.key, "states": states}

    def restore(self, state: dict[str, Any]) -> None:
        self.key = state.get("section", self.key)
        self._states = state.get("states", {})

    def open_place(self, place: Any) -> None:
        if place in self._lines:
            self._show(place)

    def undo(self) -> bool:
        self.section().undo()
        return True

    def keys(self) -> list[tuple[str, str]]:
        return [(key_of(n), _(title)) for n, (_key, _icon, title, _m, _n) in enumerate(SECTIONS, 1)]

    def _on_line(self, key: str, _checked: bool = False) -> None:
        self._show(key)

    def _show(self, key: str) -> None:
        made = self.section(key)
        self.key = key
        self._lines[key].setChecked(True)
        self._stack.setCurrentIndex(self._places[key])
        made.refresh()
