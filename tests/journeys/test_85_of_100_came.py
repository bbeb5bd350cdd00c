"""85 of 100 came: how many keys a person costs, counted from the events the window gets.

The paper lies beside the laptop; whoever types looks at it alone. Those who are absent are typed and everybody else
came; typing who came is counted too, and what a spreadsheet costs (a mark and an arrow for each row).
"""

import random
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.domain.attendance import ABSENT, PRESENT
from tests.conftest import District
from tests.ui.attendance.conftest import INVITED, MadeCamp, make_camp
from ui.attendance.page import AttendancePage
from ui.collector import collecting
from ui.shared.page import PageSpec
from ui.shared.records import Records
from ui.shared.tasks import Tasks
from ui.start import make_application, settle
from ui.window import Window

AWAY = 15
MOST = 0.5  # keys a person
MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt)


class Keys(QObject):
    """Counts the keys that go down, once each however many widgets see them, and types."""

    def __init__(self, application: QApplication, tasks: Tasks) -> None:
        super().__init__()
        self._application, self._tasks = application, tasks
        self.count = 0
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Asked for every key that goes down, whether it is a shortcut then or typed.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            self.count += watched is QApplication.focusWidget() and event.key() not in MODIFIERS
        return False

    def press(self, key: Qt.Key) -> None:
        """One key where the keyboard is; the shortcuts of the window hear it too."""
        QTest.keyClick(self._target(), key)
        settle(self._application, self._tasks)

    def type(self, text: str) -> None:
        """Letters where the keyboard is."""
        QTest.keyClicks(self._target(), text)

    def _target(self) -> QWidget:
        target = QApplication.focusWidget()
        assert target is not None
        return target


@pytest.fixture
def keys(qtbot: QtBot, district: District, camp: MadeCamp) -> Iterator[Keys]:
    """The keyboard at the attendance of the first session, nothing marked."""
    application, tasks = make_application("en", dark=False), Tasks()
    records = Records(district.store, tasks)
    window = Window([PageSpec("attendance", "attendance", "Attendance", lambda s: AttendancePage(s, records))], tasks)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle(application, tasks)
    window.go("attendance", (camp.id, camp.sessions[0]))
    settle(application, tasks)
    counter = Keys(application, tasks)
    with collecting(tasks.busy):
        yield counter
        application.removeEventFilter(counter)
        settle(application, tasks)
        tasks.close()


@pytest.fixture
def camp(district: District) -> MadeCamp:
    """A hundred people with numbers."""
    return make_camp(district, INVITED)


def away(seed: int, families: int = 0) -> set[int]:
    """Fifteen numbers of a hundred; with families they stay away four together."""
    chance = random.Random(seed)
    if families:
        starts = chance.sample(range(0, INVITED // 5), AWAY // 3)
        return {1 + 5 * start + n for start in starts for n in range(3)}
    return set(chance.sample(range(1, INVITED + 1), AWAY))


def spans(numbers: set[int]) -> list[str]:
    """The numbers as whoever reads them off the paper types them: neighbours as 7-9."""
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [f"{run[0]}-{run[-1]}" if len(run) > 2 else " ".join(map(str, run)) for run in found]


@pytest.mark.parametrize(("seed", "families"), [(1, 0), pytest.param(2, 1, marks=pytest.mark.slow)])
def test_typing_who_is_absent(keys: Keys, camp: MadeCamp, seed: int, families: int) -> None:
    missing = away(seed, families)
    keys.press(Qt.Key.Key_F3)
    keys.type(" ".join(spans(missing)))
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_F9)
    marks = camp.marks()
    assert marks == {n: ABSENT if n in missing else PRESENT for n in range(1, INVITED + 1)}
    assert keys.count == len(" ".join(spans(missing))) + len(("F3", "Return", "F9")), "every key is counted, once"
    each = keys.count / INVITED
    assert each <= MOST, f"{keys.count} keys for {INVITED} people"
    assert families == 0 or each <= 0.35


@pytest.mark.slow
def test_typing_who_came_is_still_less_than_a_spreadsheet(keys: Keys, camp: MadeCamp) -> None:
    missing = away(1)
    keys.press(Qt.Key.Key_F2)
    keys.type(" ".join(spans(set(range(1, INVITED + 1)) - missing)))
    keys.press(Qt.Key.Key_Return)
    keys.press(Qt.Key.Key_F9)
    assert camp.marks() == {n: ABSENT if n in missing else PRESENT for n in range(1, INVITED + 1)}
    assert keys.count / INVITED <= 1.0
