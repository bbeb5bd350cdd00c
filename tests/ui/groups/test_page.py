"""The page of groups: listed, said, seen, taken out, found, read in, saved and drawn for a spot check."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.domain.groups import GroupRow, Told
from organizer_app.domain.words import N_, group_digits
from organizer_app.services import groups, groups_counts, groups_said, members_list
from tests.conftest import District
from ui.groups.page import LISTED, TOLD, GroupsPage
from ui.groups.reading import ENDING
from ui.shared.field import Option
from ui.shared.labels import label
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@dataclass(frozen=True)
class Desk:
    """The window with the page and what lies behind it; `people` are the first of the roster."""

    window: Window
    records: Records
    people: list[Option]
    rest: Callable[[], None]

    @property
    def page(self) -> GroupsPage:
        page = self.window.page("groups")
        assert isinstance(page, GroupsPage)
        return page

    def press(self, text: str) -> None:
        """Clicks the visible button with these words."""
        found = [b for b in self.page.findChildren(QPushButton) if b.text() == text and b.isVisible()]
        assert found, text
        QTest.mouseClick(found[-1], Qt.MouseButton.LeftButton)
        self.rest()

    def save(self, **values: object) -> None:
        """Fills in the open form and saves it."""
        form: Any = self.page.forms.form
        assert form is not None
        form.set_values(values)
        form.save()
        self.rest()

    def groups(self) -> list[GroupRow]:
        with self.records.store.reading() as session:
            return [row for row in groups.rows(session, numbers=groups.ids(session)) if row is not None]

    def said(self) -> list[Told]:
        with self.records.store.reading() as session:
            chosen = self.page.chosen()
            found = groups_said.rows(session, numbers=groups_said.ids(session, chosen=chosen))
        return [row for row in found if row is not None]

    def add(self, name: str, keeper: int = 0, **values: object) -> None:
        self.page.open_place("add")
        self.save(keeper=self.people[keeper], name=name, **values)

    def texts(self) -> str:
        """All words that show."""
        return "\n".join(one.text() for one in self.page.findChildren(QLabel) if one.isVisible())


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Desk]:
    records = Records(district.store, tasks)
    spec = PageSpec("groups", "message", N_("Groups"), lambda shell: GroupsPage(shell, records))
    window = Window([spec], tasks)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()

    def rest() -> None:
        settle(qapp, tasks)

    rest()
    with district.store.reading() as session:
        rows = members_list.rows(session, numbers=members_list.ids(session, limit=4))
    yield Desk(window, records, [Option(row.id, row.name) for row in rows], rest)
    rest()
    tasks.close()


def test_a_group_is_listed_changed_seen_and_taken_out_and_each_is_undone(desk: Desk) -> None:
    page = desk.page
    assert page.tables[LISTED].isHidden(), "an empty register teaches"
    desk.press("Add a group")
    desk.save(keeper=desk.people[0], name="Booth 7", link="http://no.example")
    assert "https://" in page.forms.form.fields["link"]._below.text()  # type: ignore[union-attr]
    assert desk.groups() == []
    desk.save(link="https://chat.example.org/x", size=120, language="*", own="Asuri", expires=today())
    [row] = desk.groups()
    assert (row.name, row.keeper, row.size, row.language) == ("Booth 7", desk.people[0].text, 120, "Asuri")
    page.tables[LISTED].select_row(0)
    desk.rest()
    assert "Asuri" in desk.texts()
    assert "The link ends soon." in desk.texts()
    desk.press("Edit")
    assert page.forms.form is not None
    assert page.forms.form.values()["own"] == "Asuri"
    desk.save(name="Booth 7 and 8", language="hi", keeper=desk.people[1])
    [row] = desk.groups()
    assert (row.name, row.member_id, row.language, row.size) == ("Booth 7 and 8", desk.people[1].value, "hi", 120)
    desk.press("Seen today")
    assert desk.groups()[0].checked_on == today()
    desk.press("Take out")
    assert desk.groups() == []
    assert page.tables[LISTED].isHidden()
    assert page.undo()
    desk.rest()
    assert [row.name for row in desk.groups()] == ["Booth 7 and 8"]


def test_a_number_said_counts_with_what_is_listed(desk: Desk) -> None:
    page = desk.page
    desk.add("One of many")
    desk.press("Number said")
    desk.save(keeper=desk.people[0], number=12)
    assert [(row.name, row.number) for row in desk.said()] == [(desk.people[0].text, 12)]
    page.open_place(TOLD)
    page.tables[TOLD].select_row(0)
    desk.rest()
    assert "keeps ten" in desk.texts()
    assert "WhatsApp: 1 listed, 12 said on " in desk.texts()
    with desk.records.store.reading() as session:
        counted = groups_counts.progress(session, area=None)
    assert (counted.ten, counted.some, counted.groups) == (1, 0, 12)
    shown = page._ten.label.text()
    assert "1 person keeps ten or more" in shown
    assert group_digits(counted.none) in shown
    desk.press("Another number")
    desk.save(number=3)
    assert [row.number for row in desk.said()] == [3]
    desk.press("List one of them")
    form = page.forms.form
    assert form is not None
    assert form.values()["keeper"] == desk.people[0].value


def test_nobody_is_counted_before_a_group_is_known(desk: Desk) -> None:
    page = desk.page
    assert page._ten.label.text() == ""
    desk.add("Booth 7")
    assert "1 keeps one to nine" in page._ten.label.text()
    page.filters.choose({"check": [ENDING]})
    page.filters.picked.emit(page.filters.chosen())
    desk.rest()
    assert "1 keeps one to nine" in page._ten.label.text(), "that a filter finds none does not empty the register"
    page.filters.clear()
    desk.rest()
    desk.window.undo()
    desk.rest()
    assert desk.groups() == []
    assert page._ten.label.text() == ""


def test_words_and_chips_leave_those_that_fit(desk: Desk) -> None:
    page = desk.page
    desk.add("Farmers of Namkum", platform="telegram")
    desk.add("Youth", expires=today())
    table = page.tables[LISTED]
    assert table.rows.rowCount() == 2
    page.search("farm")
    desk.rest()
    assert [table.rows.value(n).name for n in range(table.rows.rowCount())] == ["Farmers of Namkum"]
    page.search("nothing like it")
    desk.rest()
    assert table.isHidden()
    desk.press("Show all")
    assert table.rows.rowCount() == 2
    page.filters.choose({"check": [ENDING]})
    page.filters.picked.emit(page.filters.chosen())
    desk.rest()
    assert [table.rows.value(n).name for n in range(table.rows.rowCount())] == ["Youth"]
    table.sorted.emit("size", True)
    desk.rest()
    kept = page.state()
    assert (kept["asked"].chips, kept["asked"].sort) == ({"check": [ENDING]}, {LISTED: ("size", True)})


def test_a_list_is_read_in_and_its_wrong_rows_are_named(desk: Desk, tmp_path: Path) -> None:
    page = desk.page
    file = tmp_path / "groups.csv"
    row = desk.people[0].text
    with desk.records.store.reading() as session:
        numbers = members_list.ids(session, limit=1)
        phone = members_list.rows(session, numbers=numbers)[0].phone
    desk.add("Booth 8")
    page.tables[LISTED].select_row(0)
    desk.rest()
    lines = ("keeper,phone,platform,name,size", f"{row},{phone},telegram,Booth 9,40", f"{row},{phone},telegram,X,many")
    file.write_text("\n".join(lines), "utf-8")
    page.acts.take_file(file)
    desk.rest()
    assert [one.name for one in desk.groups()] == ["Booth 8", "Booth 9"]
    assert "Row 3: People in it: “many” is no whole number." in desk.texts()
    assert (tmp_path / "groups-rejects.csv").exists()


def test_what_is_told_stays_when_a_row_chosen_before_comes_after_it(desk: Desk) -> None:
    page = desk.page
    desk.add("Booth 8")
    page.tables[LISTED].select_row(0)
    desk.rest()
    page.tables[TOLD].reload()  # the other table says that nothing is chosen there
    page.show_told("groups.csv", label("Rows that were not taken"))
    page.tables[LISTED].reload()
    desk.rest()
    assert "Rows that were not taken" in desk.texts()


def test_what_is_on_screen_is_saved_and_whole_numbers_need_a_reason(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = desk.page
    page.acts.ask_export()
    assert page.forms.form is None, "there is nothing to save"
    desk.add("Booth 7")
    file = tmp_path / "groups.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(file), ""))
    page.acts.ask_export()
    desk.save(kind=".csv", phones=False)
    assert not file.exists()
    assert page.forms.form is not None
    desk.save(kind=".csv", phones=False, reason="the printer of the state")
    assert "Booth 7" in file.read_text("utf-8-sig")


def test_a_spot_check_is_drawn_onto_paper(desk: Desk) -> None:
    page = desk.page
    page.acts.ask_sample()
    desk.save(number=5)
    assert page.forms.form is not None, "without groups there is nothing to draw"
    assert "No group is known here yet" in page.forms.form.fields["number"]._below.text()
    desk.add("Booth 7")
    page.acts.ask_sample()
    desk.save(number=5)
    assert page._preview is not None
    assert page._preview.isVisible()


@pytest.fixture
def looks() -> Iterator[Callable[[], None]]:
    """Makes the person at the laptop one who only looks, until the test is over."""
    yield lambda: roles.use_role(roles.VIEWER)
    roles.use_role(roles.ORGANISER)


def test_who_only_looks_sees_no_whole_phone_and_saves_none(looks: Callable[[], None], desk: Desk) -> None:
    page = desk.page
    desk.add("Booth 7")
    looks()
    page.tables[LISTED].select_row(0)
    desk.rest()
    [phone] = {row.phone for row in desk.groups()}
    assert phone[-10:-5] not in desk.texts().replace(" ", "")
    page.acts.ask_export()
    assert page.forms.form is not None
    assert [option.text for option in page.forms.form.fields["phones"]._options] == ["Only the last four digits"]  # type: ignore[attr-defined]
