"""The page of reports: the words equal the page of goals, are copied and scanned; HQ's workbook; the morning brief."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.boards import What
from organizer_app.domain.clock import today
from organizer_app.domain.words import N_
from organizer_app.jobs import made_up_drives
from organizer_app.services import boards, drives
from tests.conftest import District
from ui.report.page import ReportPage
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window


@dataclass(frozen=True)
class Desk:
    window: Window
    records: Records
    home: bytes
    rest: Callable[[], None]

    @property
    def page(self) -> ReportPage:
        page = self.window.page("report")
        assert isinstance(page, ReportPage)
        return page


@pytest.fixture
def make(qtbot: QtBot, qapp: QApplication, district: District, tasks: Tasks) -> Iterator[Callable[[], Desk]]:
    def rest() -> None:
        settle(qapp, tasks)

    def opened() -> Desk:
        records = Records(district.store, tasks)
        spec = PageSpec("report", "file-text", N_("Evening report"), lambda shell: ReportPage(shell, records))
        window = Window([spec], tasks)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        rest()
        return Desk(window, records, district.home, rest)

    yield opened
    rest()
    tasks.close()


def test_the_words_equal_the_board_in_both_languages_and_are_copied(
    make: Callable[[], Desk], district: District
) -> None:
    drive = made_up_drives.begin(district.store, area=district.home, members_=200)
    desk = make()
    with desk.records.store.reading() as session:
        board = boards.board(session, drive=drive, area=desk.home, day=today())
    (members,) = (one for one in board.standings if one.what == What("members"))
    words = desk.page.words.toPlainText()
    assert f"Members: {members.now} of {members.goal} (due {members.due}," in words
    assert desk.page.code.text == words
    desk.page.copy()
    assert QApplication.clipboard().text() == words
    desk.page.next_language()
    desk.rest()
    assert f"सदस्य: {members.now} / {members.goal}" in desk.page.words.toPlainText()


def test_a_wrong_template_says_what_is_wrong_with_it(make: Callable[[], Desk], district: District) -> None:
    drive = made_up_drives.begin(district.store, area=district.home, members_=200)
    with district.store.transaction("drives.edit") as session:
        drives.edit(session, id=drive, report_en="{memebrs}")
    desk = make()
    assert "{memebrs}" in desk.page.words.toPlainText()
    assert not desk.page.code.isVisible()


def test_hqs_workbook_is_filled_and_the_papers_show(
    make: Callable[[], Desk], district: District, tmp_path: Path
) -> None:
    made_up_drives.begin(district.store, area=district.home, members_=200)
    desk = make()
    book = openpyxl.Workbook()
    book.active["B2"] = "{members}"
    book.save(tmp_path / "form.xlsx")
    desk.page.fill_workbook(tmp_path / "form.xlsx", tmp_path / "full.xlsx")
    desk.rest()
    assert desk.page.report is not None
    now = desk.page.report.place.figures["members"].now
    assert openpyxl.load_workbook(tmp_path / "full.xlsx").active["B2"].value == now
    for show in (desk.page.print_report, desk.page.ask_brief):
        show()
        desk.rest()
        assert desk.page._preview.isVisible()
        desk.page._preview.closed.emit()


def test_without_a_drive_the_page_says_where_to_begin_one(make: Callable[[], Desk]) -> None:
    desk = make()
    assert desk.page._stack.currentWidget() is desk.page._none
    desk.page.print_report()
