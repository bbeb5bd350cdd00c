"""The table of the roster: search in both scripts, chips, sorting, counts, the empty first step."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton

from organizer_app.db.store import Store
from organizer_app.domain.matched import matched
from organizer_app.domain.members import MemberRow
from organizer_app.domain.words import N_
from organizer_app.services import members, members_filters, organisation
from tests.ui.members.conftest import Desk
from tests.ui.walk import every_look, problems
from ui.members import roster
from ui.members.columns import name_cell, office_cell, phone_cell, place_cell
from ui.members.menu import Choice, PersonMenu
from ui.members.page import MembersPage
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.rows import Cell
from ui.shared.style import colour, tokens
from ui.shared.tasks import Tasks
from ui.start import settle
from ui.window import Window
from ui.window_words import KEYS


def _foot(desk: Desk) -> str:
    return desk.page.roster._total.text()


def _type(desk: Desk, text: str) -> None:
    field = desk.window.findChild(QLineEdit, "search")
    assert isinstance(field, QLineEdit)
    for length in range(len(text) + 1):  # QTest types Latin letters only
        field.setText(text[:length])
    desk.rest()


def test_the_roster_is_in_order_with_the_count_at_the_foot(desk: Desk) -> None:
    assert desk.shown() == [row.name for row in desk.rows()[:100]]
    assert _foot(desk) == f"{len(desk.rows())} people"


@pytest.mark.parametrize("query", ["sunita", "सुनीता", "suneeta"])
def test_search_as_you_type_finds_in_both_scripts(desk: Desk, query: str) -> None:
    with desk.records.store.transaction("members.add") as session:
        area = desk.member(desk.rows()[0].id).area_id
        members.add(session, new=members.New(name="Sunita Munda", area=area))
        members.add(session, new=members.New(name="सुनीता मुंडा", area=area))
    desk.rest()
    _type(desk, query)
    assert {"Sunita Munda", "सुनीता मुंडा"} <= set(desk.shown()[:12])
    assert desk.page.roster._order.text() == "Best match first"
    _type(desk, "")
    assert len(desk.shown()) == 100


def test_the_part_that_a_search_met_is_marked_in_the_cells_and_painted_in_the_accent(desk: Desk) -> None:
    row = desk.rows()[0]
    word = row.name.split()[0]
    page = desk.page
    page.search(f"{word} {row.phone[-4:]}")
    desk.rest()
    table = page.roster.table
    assert table.select_id(row.n)
    cells = {column.key: column.cell(table.current()) for column in table.columns()}
    assert [cells["name"].text[start:end] for start, end in cells["name"].marked] == [word]
    assert [cells["phone"].text[start:end] for start, end in cells["phone"].marked] == [row.phone[-4:]]
    name = table.visualRect(table.currentIndex())

    def accented() -> int:
        desk.rest()
        picture = table.viewport().grab(name).toImage()
        accent = colour(tokens().accent).rgb()
        here = range(60, picture.width())  # beside the bar of the row and the initials
        return sum(picture.pixel(x, y) == accent for x in here for y in range(picture.height()))

    assert accented() > 20
    page.search("")
    table.select_id(row.n)
    name = table.visualRect(table.currentIndex())
    assert accented() == 0
    assert not table.columns()[0].cell(table.current()).marked


def test_who_holds_several_offices_is_shown_with_the_first_and_how_many_more() -> None:
    row = MemberRow(1, b"1", "A", office="Secretary, Ranchi", offices=3, wings=("w",))
    assert office_cell({"w": "Youth front"}, row) == Cell("Secretary, Ranchi", "+2 more · Youth front")


def test_a_guardian_or_a_place_that_a_search_met_is_marked_where_it_stands() -> None:
    row = MemberRow(
        1, b"1", "Sunita", "सुनीता", other_guessed=True, guardian="Ram Lal", area_name="Pithoria", block_name="Kanke"
    )
    marks = matched(row, "ram sun kan")
    name, place = name_cell(row, marks), place_cell(row, marks)
    assert [name.text[start:end] for start, end in name.marked] == ["Sun"]
    assert name.below == "≈ सुनीता · Ram Lal"
    assert [name.below[start:end] for start, end in name.marked_below] == ["Ram"]
    assert (place.marked, [place.below[start:end] for start, end in place.marked_below]) == ((), ["Kan"])
    (other,) = name_cell(row, matched(row, "सुनीता")).marked_below
    assert name_cell(row).below[slice(*other)] == "सुनीता"
    (village,) = place_cell(row, matched(row, "pith")).marked
    assert row.area_name[slice(*village)] == "Pith"


def test_search_by_the_last_digits_of_a_phone(desk: Desk) -> None:
    row = next(r for r in desk.rows() if r.phone)
    _type(desk, row.phone[-6:])
    assert row.name in desk.shown()


def test_search_stays_at_home_until_the_chip_is_pressed(desk: Desk) -> None:
    with desk.records.store.transaction("members.add") as session:
        members.add(session, new=members.New(name="Zubeda Nowhere"))
    desk.rest()
    _type(desk, "zubeda nowhere")
    scope = desk.page.roster._scope
    assert "Zubeda Nowhere" not in desk.shown()
    assert scope.isVisible()
    assert scope.text() == "Only Ranchi (+1)"
    QTest.mouseClick(scope, Qt.MouseButton.LeftButton)
    desk.rest()
    assert desk.shown()[0] == "Zubeda Nowhere"
    assert scope.text() == "Everywhere"


def test_what_a_filter_found_is_said_to_the_last_person_in_both_languages(desk: Desk) -> None:
    for code, words in (
        ("en", "1,23,456 people of 6,00,000 on the roster"),
        ("hi", "सूची के 6,00,000 में से 1,23,456 लोग"),
    ):
        desk.window.use_language(code)
        desk.rest()
        shown = desk.page.roster
        shown.asked.chips = {"status": ["member"]}
        assert shown.choices is not None
        shown.choices = replace(shown.choices, total=600_000)
        shown.table.counted.emit(123_456)
        assert _foot(desk) == words


def test_chips_narrow_the_table_and_a_search(desk: Desk) -> None:
    everybody = desk.rows()
    wing = next(r.wings[0] for r in everybody if r.wings)
    inside = [r for r in everybody if wing in r.wings]
    desk.page.open_place({"wing": [bytes.fromhex(wing)]})
    desk.rest()
    assert desk.shown() == [r.name for r in inside][:100]
    assert _foot(desk) == f"{len(inside)} people of {len(everybody)} on the roster"
    word = inside[0].name.split()[0]
    _type(desk, word)
    assert 0 < len(desk.shown()) <= len(inside)
    assert set(desk.shown()) <= {r.name for r in inside}


def test_a_chip_of_the_bar_is_a_filter(desk: Desk) -> None:
    shown = desk.page.roster
    with desk.records.store.transaction("members.add") as session:
        members.add(session, new=members.New(name="Bad Phone", phones="98123"))
    desk.rest()
    shown.filters._on_picked("check", "problem", True)
    desk.rest()
    assert "Bad Phone" in desk.shown()
    assert all(r.problem for r in desk.rows() if r.name in desk.shown())
    shown.filters.clear()
    desk.rest()
    assert len(desk.shown()) == 100


def test_a_click_on_the_heading_sorts(desk: Desk) -> None:
    table = desk.page.roster.table
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert desk.shown() == [row.name for row in reversed(desk.rows())][:100]
    QTest.keyClick(table, Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    desk.rest()
    assert desk.page.roster.asked.sort == "area"


def test_nobody_found_offers_the_whole_roster(desk: Desk) -> None:
    desk.page.open_place({"status": ["died"]})
    desk.rest()
    everybody = next(b for b in desk.page.findChildren(QPushButton) if b.text() == "Show everybody" and b.isVisible())
    QTest.mouseClick(everybody, Qt.MouseButton.LeftButton)
    desk.rest()
    assert len(desk.shown()) == 100
    assert desk.page.roster.filters.chosen() == {}


def test_cells_say_what_is_known() -> None:
    row = MemberRow(1, b"1", "Sunita Munda", phone="+919812345678", phones=2)
    assert name_cell(row).below.startswith("≈ सुनीता")
    assert name_cell(MemberRow(1, b"1", "Sunita", name_other="सुनीता")).below == "सुनीता"
    assert (phone_cell(row).text, phone_cell(row).below) == ("98123 45678", "+1 more")
    assert phone_cell(MemberRow(1, b"1", "A", problem="too_short")).tone == "warn"


def test_the_menu_edits_and_copies(desk: Desk) -> None:
    row = next(r for r in desk.rows()[:10] if r.phone)
    desk.choose(row)
    desk.page.roster.table.menu_asked.emit(row, QPoint(300, 300))
    menu = desk.page.findChild(PersonMenu)
    assert isinstance(menu, PersonMenu)
    copy = next(a for a in menu.actions() if a.text().startswith("Copy 9") or a.text().startswith("Copy 6"))
    copy.trigger()
    assert QGuiApplication.clipboard().text() == row.phone
    menu.picked.emit(Choice.EDIT)
    menu.close()
    desk.rest()
    assert desk.page.person.mode == "edit"


def test_several_rows_are_taken_off_and_brought_back(desk: Desk) -> None:
    table, before = desk.page.roster.table, desk.rows()
    table.select_row(0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    desk.rest()
    desk.press(Qt.Key.Key_Delete)
    assert [r.id for r in desk.rows()] == [r.id for r in before[3:]]
    desk.window.undo()
    desk.rest()
    assert [r.id for r in desk.rows()] == [r.id for r in before]
    assert desk.shown()[:3] == [r.name for r in before[:3]]


def test_take_off_counts_only_who_was_there(desk: Desk) -> None:
    numbers = [r.n for r in desk.rows()[:2]]
    with desk.records.store.transaction("members.archive") as session:
        assert members_filters.take_off(session, numbers=numbers) == 2
        assert members_filters.take_off(session, numbers=[*numbers, 999_999]) == 0


def test_an_empty_roster_teaches_the_first_step(qtbot: object, qapp: QApplication, store: Store, tasks: Tasks) -> None:
    with store.reading() as session:
        assert organisation.home_area(session) is None
    records = Records(store, tasks)
    window = Window([PageSpec("members", "users", N_("Members"), lambda shell: MembersPage(shell, records))], tasks)
    window.show()
    settle(qapp, tasks)
    page = window.page()
    assert isinstance(page, MembersPage)
    assert "No members yet" in [w.text() for w in page.findChildren(QLabel) if w.isVisible()]
    bring = next(b for b in page.findChildren(QPushButton) if b.text() == "Bring a roster in" and b.isVisible())
    QTest.mouseClick(bring, Qt.MouseButton.LeftButton)
    assert page._importing()
    settle(qapp, tasks)
    window.close()
    tasks.close()


@pytest.mark.slow
def test_the_page_walks_clean_in_every_look(desk: Desk, qapp: QApplication) -> None:
    desk.choose(desk.rows()[0])
    for look in every_look(desk.window, qapp, "members"):
        assert problems(desk.page) == [], look
    desk.window.resize(1366, 690)
    desk.rest()
    assert problems(desk.page) == []


def test_place_and_words_stay_over_language_and_theme(desk: Desk) -> None:
    row = desk.rows()[40]
    desk.choose(row)
    desk.page.open_place("add")
    desk.rest()
    form = desk.page.person.form
    assert form is not None
    name = form.fields["name"].focusProxy()
    assert isinstance(name, QLineEdit)
    QTest.keyClicks(name, "Half typed")
    wing = desk.page.person.wings[0].id
    form.set_values({"wings": [wing]})
    desk.window.use_language("hi")
    desk.rest()
    assert desk.page.roster.table.current_id() == row.n
    again = desk.page.person.form
    assert again is not None
    assert again is not form
    assert again.values()["name"] == "Half typed"
    assert again.values()["wings"] == [wing]
    assert desk.page.pane.title() == "नया सदस्य"


def test_words_and_their_count_stay_over_a_language(desk: Desk) -> None:
    _type(desk, "ram")
    found = desk.page.roster.listed().count
    for code, foot in (("hi", f"सूची के 296 में से {found} लोग"), ("en", f"{found} people of 296 on the roster")):
        desk.window.use_language(code)
        desk.rest()
        field = desk.window.findChild(QLineEdit, "search")
        assert isinstance(field, QLineEdit)
        assert (field.text(), desk.page.roster.listed().count, _foot(desk)) == ("ram", found, foot)
    desk.page.open_place("import")
    desk.window.use_language("hi")
    desk.rest()
    assert desk.page._importing(), "words in the field take nobody away from an import"
    desk.window.begin_anew()
    desk.rest()
    field = desk.window.findChild(QLineEdit, "search")
    assert isinstance(field, QLineEdit)
    assert field.text() == "", "nothing of what the last person looked for stays"


def test_enter_in_the_search_goes_to_the_first_person_found(desk: Desk) -> None:
    field = desk.window.findChild(QLineEdit, "search")
    assert isinstance(field, QLineEdit)
    _type(desk, desk.rows()[7].name)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.rest()
    assert desk.page.roster.table.hasFocus()
    assert desk.page.person.mode == "person"
    assert desk.member(desk.page.person.id).name == desk.shown()[0]


def test_a_search_that_finds_more_than_it_shows_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roster, "FOUND", 5)
    _type(desk, "k")
    assert len(desk.shown()) == 5
    assert _foot(desk) == "The best 5; type more to narrow it"


def test_no_key_has_two_meanings(desk: Desk) -> None:
    told = [key for key, _what in (*KEYS, *desk.page.keys())]
    assert [key for key in told if told.count(key) > 1] == []
