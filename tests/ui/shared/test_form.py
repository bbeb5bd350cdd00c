"""Forms: checked while typing, saved only when right, refusals below their field, every kind of field."""

import gc
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.ui.sample import find_block
from ui.shared.daypicker import DateField, MonthPopup
from ui.shared.days import add_months, parse_day, weeks
from ui.shared.field import ChoiceField, Field, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.pick import ManyField, PickField
from ui.shared.tasks import Tasks
from ui.start import settle

WINGS = [Option(n, word) for n, word in enumerate(("Women", "Youth", "IT cell"))]


def ten_digits(text: str) -> str:
    return "" if len(text) == 10 else "Ten digits, please."


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    made = Form(
        [
            TextField("name", "Name", required=True, hint="As on the sheet"),
            TextField("phone", "Phone", check=ten_digits),
            ChoiceField("relation", "Relation", [Option("f", "Father"), Option("h", "Husband")], placeholder="Choose"),
            NumberField("born", "Year of birth", low=1920, high=2010),
            DateField("day", "Since", first=date(2020, 1, 1), last=date(2030, 1, 1)),
            PickField("block", "Block", find_block),
            ManyField("wings", "Wings", WINGS, wide=True),
            TextField("note", "Notes", lines=3, wide=True),
        ],
        columns=2,
    )
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


def said(form: Form, key: str) -> str:
    return form.fields[key]._below.text()


def test_saved_only_when_right(form: Form) -> None:
    got: list[dict[str, Any]] = []
    form.saved.connect(got.append)
    form.save()
    assert got == []
    assert said(form, "name") == "Name: please fill this in."
    assert QApplication.focusWidget() is form.fields["name"].focusProxy()
    values = {"relation": "h", "born": 1987, "day": date(2026, 12, 14), "wings": [0, 2], "note": "one\ntwo"}
    form.set_values({"name": " Sunita ", "phone": "9000011111", "block": find_block("Kan")[0], **values})
    form.save()
    assert got == [{"name": "Sunita", "phone": "9000011111", "block": "Kanke", **values}]


def test_what_is_wrong_is_said_while_typing(form: Form) -> None:
    QTest.keyClicks(form.fields["phone"].focusProxy(), "90000")
    assert said(form, "phone") == "Ten digits, please."
    QTest.keyClicks(form.fields["phone"].focusProxy(), "11111")
    assert said(form, "phone") == ""
    QTest.keyClicks(form.fields["born"].focusProxy(), "19a0")
    assert form.fields["born"].value() == 190
    assert said(form, "born") == "Use a number from 1,920 to 2,010."
    assert said(form, "name") == "As on the sheet"


def test_a_refusal_stands_below_its_field(form: Form) -> None:
    assert form.show_refusal("This phone is another person's.", "phone")
    assert said(form, "phone").startswith("This phone")
    assert form.fields["phone"].focusProxy().property("wrong") == "true"
    assert not form.show_refusal("The district is closed.", "elsewhere")


def test_keys_of_a_form(form: Form, qtbot: QtBot) -> None:
    form.set_values({"name": "Sunita"})
    form.focus_first()
    with qtbot.waitSignal(form.saved):
        QTest.keyClick(form.windowHandle(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(form.cancelled):
        QTest.keyClick(form.fields["name"].focusProxy(), Qt.Key.Key_Escape)


def test_the_pick_field_takes_only_what_was_chosen(form: Form) -> None:
    field = form.fields["block"]
    assert isinstance(field, PickField)
    field.setFocus()
    QTest.keyClicks(field.input, "bu")
    assert field.value() is None
    assert field.problem() == "Choose one from the list."
    assert field._popup.isVisible()
    QTest.keyClick(field._popup, Qt.Key.Key_Down)
    QTest.keyClick(field._popup, Qt.Key.Key_Return)
    assert field.value() == "Bundu"
    assert field.option() == find_block("Bundu")[0]
    assert field.input.text() == "Bundu"
    QTest.keyClick(field.input, Qt.Key.Key_Backspace)
    assert field.value() is None
    field.input.clear()
    assert field.problem() == ""


def test_the_pick_field_asks_in_the_background(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> None:
    field = PickField("block", "Block", find_block, tasks=tasks)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    QTest.qWaitForWindowActive(field)
    field.setFocus()
    QTest.keyClicks(field.input, "Kank")
    settle(qapp, tasks)
    assert [option.value for option in field._options.options] == ["Kanke"]
    field._popup.hide()


def test_a_day_is_typed_or_picked(form: Form, qtbot: QtBot) -> None:
    field = form.fields["day"]
    assert isinstance(field, DateField)
    QTest.keyClicks(field.input, "14/12/26")
    assert field.value() == date(2026, 12, 14)
    assert said(form, "day") == "Monday, 14 December 2026"
    field.input.setText("31/2/2026")
    assert said(form, "day") == "Write the day as 14/12/2026."
    field.input.setText("1/1/2019")
    assert said(form, "day") == "Choose 1 January 2020 or later."
    field.input.setText("1/1/2031")
    assert said(form, "day") == "Choose 1 January 2030 or earlier."
    field.set_value(date(2026, 1, 31))
    popup = MonthPopup(date(2026, 1, 31), form)
    with qtbot.waitSignal(popup.picked) as picked:
        popup.days.turn(1)
        assert popup.days.day == date(2026, 2, 28)
        QTest.keyClick(popup.days, Qt.Key.Key_Left)
        QTest.keyClick(popup.days, Qt.Key.Key_PageDown)
        QTest.keyClick(popup.days, Qt.Key.Key_Return)
    assert picked.args == [date(2026, 3, 27)]


def test_days_outside_the_limits_are_not_reached(form: Form, qtbot: QtBot) -> None:
    field = form.fields["day"]
    assert isinstance(field, DateField)
    field.set_value(date(2029, 12, 31))
    QTest.keyClick(field.input, Qt.Key.Key_Up)
    assert field.value() == date(2030, 1, 1)
    QTest.keyClick(field.input, Qt.Key.Key_Up)
    assert field.value() == date(2030, 1, 1)
    QTest.keyClick(field.input, Qt.Key.Key_Down)
    assert field.value() == date(2029, 12, 31)
    popup = MonthPopup(date(2029, 12, 31), form, last=date(2030, 1, 1))
    popup.days.turn(1)
    assert popup.days.day == date(2030, 1, 1)
    cell = popup.days.width() // 7
    with qtbot.assertNotEmitted(popup.picked):
        QTest.mouseClick(popup.days, Qt.MouseButton.LeftButton, pos=QPoint(int(cell * 2.5), int(cell * 1.5)))
    with qtbot.waitSignal(popup.picked) as picked:
        QTest.mouseClick(popup.days, Qt.MouseButton.LeftButton, pos=QPoint(int(cell * 1.5), int(cell * 1.5)))
    assert picked.args == [date(2030, 1, 1)]


def test_what_stands_below_a_field_is_heard_with_it(form: Form) -> None:
    field = form.fields["name"]
    assert field.focusProxy().accessibleDescription() == "As on the sheet"
    form.save()
    assert field.focusProxy().accessibleDescription() == "Name: please fill this in."
    QTest.keyClicks(field.focusProxy(), "A")
    assert field.focusProxy().accessibleDescription() == "As on the sheet"


def test_a_required_chips_field(qtbot: QtBot) -> None:
    field = ManyField("wings", "Wings", WINGS, required=True)
    qtbot.addWidget(field)
    assert field.problem() == "Wings: please fill this in."
    field.set_value([1])
    assert (field.value(), field.problem()) == ([1], "")


def test_a_bare_field_has_no_value(qtbot: QtBot) -> None:
    field = Field("x", "X")
    qtbot.addWidget(field)
    with pytest.raises(NotImplementedError):
        field.value()
    with pytest.raises(NotImplementedError):
        field.set_value(1)


TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14/12/2026", date(2026, 12, 14)),
        ("14-12-26", date(2026, 12, 14)),
        ("14.12", date(2026, 12, 14)),
        ("3/1", date(2027, 1, 3)),
        ("2026-12-14", date(2026, 12, 14)),
        ("१४/१२/२०२६", date(2026, 12, 14)),
        ("14 Dec", date(2026, 12, 14)),
        ("14 दिसंबर 2026", date(2026, 12, 14)),
        ("14 december, 26", date(2026, 12, 14)),
        ("31/2/2026", None),
        ("0/0/0", None),
        ("14 xyz", None),
        ("next week", None),
        ("14 फरवरी", date(2027, 2, 14)),
        ("14 फ़रवरी", date(2027, 2, 14)),
        ("१४ फ़र", date(2027, 2, 14)),
        ("14 मई", date(2027, 5, 14)),
        ("Aaj", date(2026, 11, 22)),
        ("आज", date(2026, 11, 22)),
        ("kal", date(2026, 11, 23)),
        ("कल", date(2026, 11, 23)),
        ("परसों", date(2026, 11, 24)),
        ("yesterday", date(2026, 11, 21)),
        ("Sunday", date(2026, 11, 22)),
        ("सोमवार", date(2026, 11, 23)),
        ("sat", date(2026, 11, 28)),
        ("s", None),
        ("", None),
    ],
)
def test_days_as_people_type_them(text: str, day: date | None) -> None:
    assert parse_day(text, TODAY) == day


def test_in_a_field_about_the_past_a_word_means_the_past() -> None:
    words = {"kal": 1, "परसों": 2, "yesterday": 1, "Saturday": 1, "sunday": 0, "सोमवार": 6}
    assert {w: (TODAY - (parse_day(w, TODAY, past=True) or TODAY)).days for w in words} == words
    assert parse_day("tomorrow", TODAY, past=True) == date(2026, 11, 23)  # the limit says what is wrong with it


@given(st.text(max_size=20))
def test_no_text_breaks_the_day_reader(text: str) -> None:
    found = parse_day(text, TODAY)
    assert found is None or isinstance(found, date)


@given(st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert parse_day(f"{day:%d/%m/%Y}", TODAY) == day
    assert parse_day(day.isoformat(), TODAY) == day


@given(st.integers(1900, 2200), st.integers(1, 12), st.integers(-30, 30))
def test_months(year: int, month: int, more: int) -> None:
    grid = weeks(year, month)
    days = [day for week in grid for day in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in grid)
    assert sum(day.month == month and day.year == year for day in days) in (28, 29, 30, 31)
    assert all(later.toordinal() - day.toordinal() == 1 for day, later in pairwise(days))
    there = add_months(year, month, more)
    assert add_months(*there, -more) == (year, month)


def test_a_form_whose_buttons_stand_nowhere_is_gone_with_its_page(qapp: QApplication) -> None:
    gc.collect()
    before = len(QApplication.topLevelWidgets())
    page = QWidget()
    made = Form([TextField("name", "Name")], buttons=False)
    made.setParent(page)
    dropped = Form([TextField("name", "Name")], buttons=False)
    delete(page)
    del made, dropped
    gc.collect()
    assert len(QApplication.topLevelWidgets()) == before
