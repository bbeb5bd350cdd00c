"""The members page in the window, on the made-up district."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app.domain.members import Member, MemberRow
from organizer_app.domain.words import N_
from organizer_app.services import members, members_list
from tests.conftest import District
from ui.members.page import MembersPage
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.rows import PAGE
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@dataclass(frozen=True)
class Desk:
    """The window with the page, the records behind it, and the way to let everything come to rest."""

    window: Window
    records: Records
    home: bytes
    rest: Callable[[], None]

    @property
    def page(self) -> MembersPage:
        page = self.window.page("members")
        assert isinstance(page, MembersPage)
        return page

    def rows(self, query: str = "") -> list[MemberRow]:
        """The people the database has, by name, or whom a search finds."""
        with self.records.store.reading() as session:
            numbers = members_list.search(session, query=query) if query else members_list.ids(session)
            return list(members_list.rows(session, numbers=numbers))

    def member(self, who: bytes) -> Member:
        with self.records.store.reading() as session:
            return members.get(session, id=who)

    def shown(self) -> list[str]:
        """The names in the table, from the top."""
        model = self.page.roster.table.rows
        for row in range(0, min(model.rowCount(), 100), PAGE):
            model.value(row)  # asks for a page of rows where nothing painted it yet
            self.rest()
        return [str(model.index(row, 0).data()) for row in range(min(model.rowCount(), 100))]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Presses a key as the window system would; a button with that key is down for a moment before it clicks."""
        QTest.keyClick(self.window.windowHandle(), key, held)
        while any(button.isDown() for button in self.window.findChildren(QPushButton)):
            QApplication.processEvents()
        self.rest()

    def choose(self, who: MemberRow) -> None:
        """Selects a person's row."""
        assert self.page.roster.table.select_id(who.n)
        self.rest()


def open_desk(window: Window, records: Records, home: bytes, qapp: QApplication) -> Desk:
    def rest() -> None:
        settle(qapp, records.tasks)

    return Desk(window, records, home, rest)


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Desk]:
    records = Records(district.store, tasks)
    window = Window([PageSpec("members", "users", N_("Members"), lambda shell: MembersPage(shell, records))], tasks)
    window.show_person("Savita Kujur", "Ranchi")
    qtbot.addWidget(window)
    with qtbot.waitActive(window):  # keys work in the active window only
        window.show()
        window.activateWindow()
    made = open_desk(window, records, district.home, qapp)
    made.rest()
    yield made
    made.rest()
    tasks.close()


@pytest.fixture
def roster_file(tmp_path: Path) -> Path:
    """A register as blocks send it: two columns that are never taken, bad phones, a row without a name."""
    people = (
        ("सुनीता मुंडा", "98123 45678"), ("रमेश उरांव", "98123"), ("", "9812345670"),
        ("किरण लकड़ा", "9.81E+09"), ("ज्योति तिर्की", "+91 98123 45999"),
    )  # fmt: skip
    lines = ["क्र.,नाम,पिता/पति का नाम,मोबाइल नंबर,गांव,जाति,Aadhaar No,टिप्पणी"]
    lines += [
        f"{n},{name},राम लाल,{phone},सरजमडीह,ST,2345 6789 0124,शाम को" for n, (name, phone) in enumerate(people, 1)
    ]
    path = tmp_path / "kanke register.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
