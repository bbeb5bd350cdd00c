"""The field for a place: by typing, and by arrows through both trees."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.areas import area_id
from tests.conftest import District
from ui.shared.form import Form
from ui.shared.places import HOMES, SEATS, AreaField
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import settle


@pytest.fixture
def form(qtbot: QtBot, tasks: Tasks, district: District) -> Iterator[Form]:
    records = Records(district.store, tasks)
    made = Form([AreaField("area", "Block or booth", records, HOMES), AreaField("seat", "Seat", records, SEATS)])
    qtbot.addWidget(made)
    made.resize(500, 300)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    yield made
    settle(QApplication.instance(), tasks)  # type: ignore[arg-type]  # there is one


def field(form: Form, key: str) -> AreaField:
    found = form.fields[key]
    assert isinstance(found, AreaField)
    found.input.setFocus()
    return found


def press(area: AreaField, qapp: QApplication, tasks: Tasks, *keys: Qt.Key) -> list[str]:
    """Presses keys where the keyboard is; what is listed then."""
    for key in keys:
        QTest.keyClick(area._popup if area._popup.isVisible() else area.input, key)
        settle(qapp, tasks)
    return [option.text for option in area._options.options] if area._popup.isVisible() else []


def test_arrows_go_through_the_places(form: Form, qapp: QApplication, tasks: Tasks) -> None:
    area = field(form, "area")
    blocks = press(area, qapp, tasks, Qt.Key.Key_Down)
    assert blocks[:2] == ["Angara", "Bero"]
    inside = press(area, qapp, tasks, Qt.Key.Key_Right)
    assert inside
    assert "Angara" not in inside
    assert press(area, qapp, tasks, Qt.Key.Key_Left) == blocks
    districts = press(area, qapp, tasks, Qt.Key.Key_Left)
    assert "Ranchi" in districts
    press(area, qapp, tasks, Qt.Key.Key_Return)
    assert area.option() is not None
    assert area.input.text() == districts[0]
    assert area._below.text().startswith("District  ·  South Chotanagpur")


def test_what_may_not_be_chosen_is_gone_into(form: Form, qapp: QApplication, tasks: Tasks) -> None:
    seat = field(form, "seat")
    parliament = press(seat, qapp, tasks, Qt.Key.Key_Down)
    assert "Chatra" in parliament
    assemblies = press(seat, qapp, tasks, Qt.Key.Key_Return)
    assert assemblies != parliament
    assert seat.value() is None
    press(seat, qapp, tasks, Qt.Key.Key_Return)
    assert seat.value() is not None
    assert seat.input.text() == assemblies[0]
    assert seat._below.text().startswith("Assembly constituency  ·  Chatra")


def test_typing_finds_it_in_either_script(form: Form, qapp: QApplication, tasks: Tasks) -> None:
    area = field(form, "area")
    QTest.keyClicks(area.input, "kan")
    settle(qapp, tasks)
    assert press(area, qapp, tasks, Qt.Key.Key_Down)[0] == "Kanke"
    press(area, qapp, tasks, Qt.Key.Key_Return)
    assert area.option() is not None
    assert form.values()["area"] == area.value() != area_id("district", "339")
    area.input.setText("nowhere")
    assert area.problem() == "Choose one from the list."
    area.set_value(None)
    assert area.is_empty()
