"""INSCRIPT and phonetic keyboards: what is only being composed touches nothing, what is committed counts as typed.

And Devanagari digits are digits in every field that takes a number, a day, a time or a phone.
"""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.domain import phones
from organizer_app.domain.ranges import parse
from organizer_app.domain.times import clock_time, day
from ui.attendance.entry import EntryField
from ui.members.other_script import OtherScriptField
from ui.shared.daypicker import DateField
from ui.shared.field import Field, NumberField, Option, TextField
from ui.shared.pick import PickField
from ui.shared.secret import SecretField
from ui.topbar import Topbar

FOUND = [Option(1, "कांके")]
FIELDS: dict[str, tuple[Callable[[], Field], str, object]] = {
    "one line": (lambda: TextField("k", "Name"), "सीता", "सीता"),
    "several lines": (lambda: TextField("k", "Note", lines=3), "सीता", "सीता"),
    "required": (lambda: TextField("k", "Name", required=True, check=lambda text: "" if text else "no"), "क", "क"),
    "other script": (lambda: OtherScriptField("k", "Name"), "सीता", "सीता"),
    "number": (lambda: NumberField("k", "Number"), "१२", 12),
    "day": (lambda: DateField("k", "Day"), "१४/१२/२०२६", date(2026, 12, 14)),
    "passphrase": (lambda: SecretField("k", "Passphrase"), "गुप्त", "गुप्त"),
}


def compose(widget: QWidget, preedit: str, committed: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if committed:
        event.setCommitString(committed)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize("kind", FIELDS)
def test_what_is_composed_is_no_value_until_it_is_committed(qtbot: QtBot, kind: str) -> None:
    make, text, value = FIELDS[kind]
    field = make()
    qtbot.addWidget(field)
    field.show()
    target = field.focusProxy()
    assert isinstance(target, QLineEdit | QPlainTextEdit)
    assert target.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled), "the keyboard's helper must be let in"
    target.setFocus()
    changed: list[object] = []
    field.changed.connect(lambda: changed.append(field.value()))
    for typed in range(1, len(text) + 1):
        compose(target, text[:typed])
        assert field.is_empty(), typed
        assert changed == [], typed
        assert field._below.property("tone") != "bad"
    compose(target, "", text)
    assert field.value() == value
    assert changed[-1] == value
    assert field.problem() == ""


def test_a_search_waits_for_what_is_committed(qtbot: QtBot) -> None:
    asked: list[str] = []

    def find(text: str) -> list[Option]:
        asked.append(text)
        return FOUND

    field = PickField("k", "Place", find)
    qtbot.addWidget(field)
    field.show()
    field.input.setFocus()
    compose(field.input, "का")
    assert asked == []
    compose(field.input, "", "कां")
    assert asked == ["कां"]
    compose(field.input, "के")
    assert asked == ["कां"]
    compose(field.input, "", "के")
    assert asked == ["कां", "कांके"]


def test_the_search_of_the_window_waits_too(qtbot: QtBot) -> None:
    bar = Topbar()
    qtbot.addWidget(bar)
    bar.show()
    bar.search.setFocus()
    heard: list[str] = []
    bar.search.textChanged.connect(heard.append)
    bar.search.textEdited.connect(heard.append)
    compose(bar.search, "सी")
    assert heard == []
    compose(bar.search, "", "सीता")
    assert set(heard) == {"सीता"}


def test_serials_are_composed_and_committed(qtbot: QtBot) -> None:
    field = EntryField()
    qtbot.addWidget(field)
    field.show()
    heard: list[str] = []
    field.textChanged.connect(heard.append)
    compose(field, "७")
    assert heard == []
    compose(field, "", "७ १२-१८")
    assert heard == ["७ १२-१८"]


def test_a_number_field_takes_digits_of_either_script_only(qtbot: QtBot) -> None:
    field = NumberField("k", "Number")
    qtbot.addWidget(field)
    compose(field.input, "", "१2३")
    assert field.value() == 123
    compose(field.input, "", "क")
    assert field.value() == 123


READ: dict[str, tuple[Callable[[str], object], str, str]] = {
    "phone": (lambda text: [p.number for p in phones.read(text)], "९८१२३ ४५६७८", "98123 45678"),
    "time": (clock_time, "०९:३०", "09:30"),
    "day of a command": (day, "१४-१२-२०२६", "14-12-2026"),
    "ISO day": (day, "२०२६-१२-१४", "2026-12-14"),
    "serials": (lambda text: parse(text, 40), "७ १२-१८ ३९- !१३", "7 12-18 39- !13"),
}


@pytest.mark.parametrize("what", READ)
def test_devanagari_digits_are_digits(what: str) -> None:
    read, devanagari, latin = READ[what]
    assert read(devanagari) == read(latin)
    assert read(latin)
