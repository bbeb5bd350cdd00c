"""Pages made of every shared part with made-up people, for tests and pictures."""

from array import array
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QStackedWidget

from organizer_app.domain.words import N_, group_digits
from organizer_app.domain.words import translate as _
from ui.shared.buttons import Segments, button
from ui.shared.calendar import DayItem, MonthGrid, month_title
from ui.shared.cards import SideBySide, SidePane, card, detail_line, heading_row, rule, stat
from ui.shared.chips import Filter, FilterBar
from ui.shared.daypicker import DateField
from ui.shared.empty import empty
from ui.shared.field import ChoiceField, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import Avatar, label, mark, pill
from ui.shared.layout import PAGE, box, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.page import Page, PageSpec, Shell
from ui.shared.pick import ManyField, PickField
from ui.shared.progress import Bar
from ui.shared.rows import Cell, Column
from ui.shared.table import Table

NAMES = (
    ("Sunita Munda", "सुनीता मुंडा"), ("Ramesh Oraon", "रमेश उरांव"), ("Anil Kumar Sahu", "अनिल कुमार साहू"),
    ("Phulmani Devi", "फूलमनी देवी"), ("Md. Irfan Ansari", "मो. इरफ़ान अंसारी"), ("Kiran Lakra", "किरण लकड़ा"),
    ("Savita Kujur", "सविता कुजूर"), ("Rajesh Mahto", "राजेश महतो"), ("Jyoti Tirkey", "ज्योति तिर्की"),
)  # fmt: skip
BLOCKS = (("Kanke", "कांके"), ("Bundu", "बुंडू"), ("Namkum", "नामकुम"), ("Ormanjhi", "ओरमांझी"))
OFFICES = ("बूथ प्रभारी", "सदस्य", "ब्लॉक समन्वयक")


class Person(NamedTuple):
    id: int
    name: str
    hindi: str
    phone: str
    village: str
    block: str
    office: str
    active: bool


def person(number: int) -> Person:
    """A made-up person; the same number is always the same person."""
    name, hindi = NAMES[number * 7 % len(NAMES)]
    block = BLOCKS[number * 5 % len(BLOCKS)][0]
    phone = f"90000 {number * 613 % 100000:05}"
    return Person(number, name, hindi, phone, "Sarjamdih", block, OFFICES[number % 3], number % 4 != 0)


def people(ids: Sequence[int]) -> list[Person]:
    """What a fetch gives for ids."""
    return [person(number) for number in ids]


def find_block(text: str) -> list[Option]:
    """Blocks whose name in either script begins with a text."""
    found = [b for b in BLOCKS if b[0].lower().startswith(text.lower()) or b[1].startswith(text)]
    return [Option(english, english, f"{hindi}, Ranchi") for english, hindi in found]


def columns() -> list[Column]:
    """The columns of a members table."""
    return [
        Column(_("Name"), lambda p: Cell(p.name, p.hindi, "person"), 230, stretch=True, sort="name"),
        Column(_("Phone"), lambda p: Cell(p.phone), 130, from_width=560),
        Column(_("Place"), lambda p: Cell(p.village, p.block), 160, sort="place"),
        Column(_("Office"), lambda p: Cell(p.office, kind="quiet"), 150, from_width=760),
        Column(
            _("Status"),
            lambda p: Cell(_("Active") if p.active else _("Invited"), kind="pill", tone="ok" if p.active else "info"),
            110,
        ),
    ]


class SampleMembers(Page):
    """Table, chips, pane and empty state."""

    shows = frozenset({"member"})

    def __init__(self, shell: Shell, count: int = 600_000) -> None:
        super().__init__(shell)
        self.count, self.query, self.refreshed = count, "", 0
        blocks = [Option(english, english) for english, _hindi in BLOCKS]
        states = [Option("active", _("Active")), Option("invited", _("Invited"))]
        self.filters = FilterBar([Filter("block", _("Block"), blocks), Filter("status", _("Status"), states)])
        self.table = Table(_("Members"), columns(), fetch=people, tasks=shell.tasks)
        self.table.sort_by("name")
        self.table.chosen.connect(self._on_chosen)
        self.table.counted.connect(self._on_counted)
        self.total = label("", "small")
        add = button(_("Add member"), kind="primary", icon="user-plus", key="Ctrl+N", on=self._on_add)
        head = row(self.filters, None, button(_("Import"), icon="upload"), add, margins=(26, 14, 26, 14))
        nobody = empty(
            "search",
            _("No one found"),
            _("Check the spelling, or try part of the phone number."),
            button(_("Clear"), on=self._on_clear),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(nobody)
        foot = box(row(self.total, None, margins=(26, 5, 26, 5)), "bar")
        self.pane = SidePane()
        self.split = SideBySide(box(column(head, rule(), (self.stack, 1), foot, gap=0), "page"), self.pane)
        self.fill(self.split)

    def refresh(self) -> None:
        self.refreshed += 1
        wanted = range(0) if self.query == "nobody" else range(1, self.count + 1)
        self.table.show_ids(partial(array, "q", wanted[:200]), partial(array, "q", wanted))

    def state(self) -> dict[str, Any]:
        return {"table": self.table.place(), "filters": self.filters.chosen(), "query": self.query}

    def restore(self, state: dict[str, Any]) -> None:
        self.query = state.get("query", "")
        self.table.go_to(state.get("table", {"sort": "name"}))
        self.filters.choose(state.get("filters", {}))

    def search(self, text: str) -> bool:
        self.query = text
        self.refresh()
        return True

    def _on_clear(self) -> None:
        self.search("")

    def _on_counted(self, count: int) -> None:
        self.total.setText(_("{n} members").format(n=group_digits(count)))
        self.stack.setCurrentIndex(0 if count else 1)

    def _on_add(self) -> None:
        self.shell.go("form")

    def _on_chosen(self, who: Person | None) -> None:
        if who is None:
            self.split.close_pane()
            return
        top = row(Avatar(who.name, 54), (column(label(who.name, "title"), label(who.hindi, "muted"), gap=0), 1), gap=14)
        pills = row(pill(_("Active"), "ok"), pill(who.office), None)
        calls = row(button(_("Call"), icon="phone"), button(_("Message"), icon="message"), None)
        lines = [
            detail_line(mark("phone"), _("Phone"), who.phone),
            detail_line(mark("pin"), _("Place"), f"{who.village}, {who.block}"),
            detail_line(mark("camp"), _("Camps"), "4"),
        ]
        self.pane.set_content(
            who.name,
            box(column(top, pills, calls, rule(), *lines, gap=10)),
            button(_("Edit"), icon="pencil", key="F2"),
        )
        self.split.open()


class SampleForm(Page):
    """A form with every kind of field, and cards."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        wings = [Option(n, w) for n, w in enumerate(("महिला मोर्चा", "युवा मोर्चा", "आईटी सेल", "किसान मोर्चा"))]
        relations = [Option("father", _("Father")), Option("husband", _("Husband"))]
        self.form = Form(
            [
                TextField("name", _("Name"), required=True, hint=_("As it should stand on the sheet")),
                TextField("phone", _("Phone"), check=lambda text: "" if len(text) == 10 else _("Ten digits, please.")),
                ChoiceField("relation", _("Relation"), relations, placeholder=_("Choose")),
                NumberField("born", _("Year of birth"), low=1920, high=2010),
                DateField("day", _("Member since"), last=date(2030, 1, 1)),
                PickField("block", _("Block"), find_block),
                ManyField("wings", _("Wings"), wings, wide=True),
                TextField("note", _("Notes"), lines=3, wide=True),
            ],
            columns=2,
        )
        modes = Segments([("came", _("Type who came"), ""), ("absent", _("Type who is absent"), "")])
        bars = column(
            row(label(_("Members")), None, label("742", "heading"), label("/ 4,000", "small")),
            Bar(742, 4000, expected=645, name=_("Members")),
            label(_("97 ahead"), "small", tone="ok"),
            gap=1,
        )
        side = card(heading_row(label(_("Today"), "heading"), None, modes), rule(), bars, None, gap=10)
        stats = row(*[(stat(n, t, tone), 1) for n, t, tone in (
            ("2,184", _("rows in the file"), ""), ("2,011", _("new people"), "accent"),
            ("47", _("need a look"), "warn"),
        )], gap=16)  # fmt: skip
        warn = notice(_("2 phone numbers could not be read; the people are kept without them."), "warn")
        self.fill(
            scrolled(
                box(
                    column(warn, stats, row((card(self.form), 3), (side, 2), gap=16), None, gap=16, margins=PAGE),
                    "page",
                )
            )
        )


class SampleCalendar(Page):
    """A month with camps."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.month = MonthGrid(2026, 10)
        self.month.show_items(
            {
                date(2026, 10, 5): [
                    DayItem("09:30 Kanke block camp", "accent", 1),
                    DayItem("14:00 महिला समूह बैठक", "info", 2),
                    DayItem("17:30 Booth volunteers, Bundu", "warn", 3),
                    DayItem("18:30 Review", "plain", 4),
                ],
                date(2026, 10, 17): [DayItem("स्वास्थ्य शिविर, नामकुम", "ok", 5)],
            }
        )
        head = row(label(month_title(2026, 10), "title"), None, button(_("New camp"), kind="primary", icon="plus"))
        self.fill(box(column(head, (card(self.month, margins=(1, 4, 1, 1)), 1), gap=14, margins=PAGE), "page"))


def specs(count: int = 600_000) -> list[PageSpec]:
    """Pages for a sample window."""
    return [
        PageSpec("members", "users", N_("Members"), partial(SampleMembers, count=count)),
        PageSpec("form", "pencil", N_("New member"), SampleForm, place="", under="members"),
        PageSpec("camps", "camp", N_("Camps"), SampleCalendar),
        PageSpec("settings", "settings", N_("Settings"), _nothing, place="bottom"),
    ]


def _nothing(shell: Shell) -> Page:
    page = Page(shell)
    add = button(_("Bring a roster in"), kind="primary", icon="upload")
    page.fill(empty("users", _("No members yet"), _("Bring your roster in, from any Excel or CSV file."), add))
    return page
