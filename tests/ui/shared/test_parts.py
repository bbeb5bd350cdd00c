"""Chips, toasts, bars, panes, buttons, the month: the small parts."""

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from organizer_app.domain.progress import Progress
from organizer_app.domain.words import use_language
from ui.shared.buttons import Segments, button
from ui.shared.calendar import DayItem, MonthGrid, month_title, weekday_letters
from ui.shared.cards import SideBySide, SidePane
from ui.shared.chips import Filter, FilterBar
from ui.shared.combo import Combo
from ui.shared.field import Option
from ui.shared.labels import initials, label
from ui.shared.layout import Flow, clear, column, row
from ui.shared.notices import SECONDS, Toast, announce, notice
from ui.shared.progress import Bar, JobStrip
from ui.shared.tasks import Tasks
from ui.shared.time_left import TimeLeft, left_text
from ui.start import settle

FILTERS = [
    Filter("block", "Block", [Option(1, "Kanke"), Option(2, "Bundu")]),
    Filter("status", "Status", [Option("a", "Active"), Option("i", "Invited")], single=True),
]


def actions(bar: FilterBar, key: str, value: object) -> list:  # type: ignore[type-arg]  # QActions
    bar._menus[key].aboutToShow.emit()
    return [action for kept, action in bar._actions[key] if kept == value]


def test_chips_take_several_or_one(qtbot: QtBot) -> None:
    bar = FilterBar(FILTERS)
    qtbot.addWidget(bar)
    heard: list[dict[str, object]] = []
    bar.picked.connect(heard.append)
    for key, value in (("block", 1), ("block", 2), ("status", "a"), ("status", "i")):
        actions(bar, key, value)[0].trigger()
    assert bar.chosen() == {"block": [1, 2], "status": ["i"]}
    assert heard[-1] == bar.chosen()
    assert bar._chips["block"].text() == "Block: Kanke +1"
    assert bar._chips["block"].accessibleName() == "Block: Kanke +1"
    assert all(action.isChecked() for action in actions(bar, "block", 1))
    actions(bar, "block", 1)[0].trigger()
    assert bar.chosen()["block"] == [2]
    bar._clear.click()
    assert bar.chosen() == {}


def test_chips_fold_when_narrow(qtbot: QtBot, qapp: QApplication) -> None:
    bar = FilterBar(FILTERS)
    qtbot.addWidget(bar)
    bar.show()
    bar.choose({"block": [2], "nonsense": [1]})
    bar.resize(bar.sizeHint().width() + 40, 40)
    qapp.processEvents()
    assert bar._chips["block"].isVisible()
    assert not bar._fold.isVisible()
    bar.resize(150, 40)
    qapp.processEvents()
    assert not bar._chips["block"].isVisible()
    assert bar._fold.text() == "Filters · 1"


def test_the_menu_stays_open_while_ticking(qtbot: QtBot, qapp: QApplication) -> None:
    bar = FilterBar(FILTERS)
    qtbot.addWidget(bar)
    bar.show()
    menu = bar._chips["block"].menu()
    assert menu is not None
    menu.popup(QPoint(0, 0))
    first = menu.actions()[0]
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(first).center())
    assert bar.chosen() == {"block": [1]}
    assert menu.isVisible()
    QTest.keyClick(menu, Qt.Key.Key_Space)
    assert bar.chosen() == {}
    assert menu.isVisible()
    menu.close()


def test_a_menu_is_made_once_and_on_use(qtbot: QtBot, qapp: QApplication) -> None:
    bar = FilterBar(FILTERS)
    qtbot.addWidget(bar)
    bar.choose({"block": [2]})
    assert bar.findChildren(QAction) == [menu.menuAction() for menu in bar.findChildren(QMenu)], "nothing to choose yet"
    assert len(bar.findChildren(QMenu)) == len(FILTERS) + 1
    bar.resize(150, 40)
    bar.show()
    folded = bar._fold.menu()
    assert folded is not None
    folded.popup(QPoint(0, 0))
    inner = bar._chips["block"].menu()
    assert inner is not None
    assert folded.actions()[0].menu() is inner
    opened: list[str] = []
    bar.opened.connect(opened.append)
    folded.setActiveAction(folded.actions()[0])
    QTest.keyClick(folded, Qt.Key.Key_Right)
    assert inner.isVisible()
    assert opened == ["block"]
    assert [(a.text(), a.isChecked()) for a in inner.actions()] == [("Kanke", False), ("Bundu", True)]
    inner.close()
    folded.close()
    inner.popup(QPoint(0, 0))
    assert len(inner.actions()) == 2
    inner.close()


def test_the_toast_waits_offers_undo_and_goes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    toast, undone = Toast(window), list[int]()
    toast._timer.setInterval(30)
    toast.say("Saved")
    assert not toast.can_undo()
    qtbot.waitUntil(toast.isHidden)
    toast.say("12 people marked", undo=lambda: undone.append(1))
    toast.focus_button()
    qtbot.wait(60)
    assert not toast.isHidden()  # it waits while the keyboard is on it
    toast.undo()
    toast.undo()
    assert undone == [1]
    toast.say("x" * 400)
    assert toast.geometry().right() < 900
    assert toast._text.heightForWidth(toast._text.width()) <= toast.height()
    QTest.keyClick(toast, Qt.Key.Key_Escape)
    assert toast.text() == ""
    announce(toast, "said")


def test_a_toast_stands_beside_a_pane(qtbot: QtBot) -> None:
    """Save and Cancel at the foot of a pane stay within reach, whichever of them came first."""
    window, pane, cancel = QWidget(), SidePane(360), button("Cancel")
    split = SideBySide(label("body"), pane)
    window.setLayout(column(split, gap=0))
    pane.set_content("New camp", label("form"), cancel, button("Save"))
    qtbot.addWidget(window)
    window.resize(1093, 614)
    window.show()
    toast = Toast(window)
    toast.say("12 people marked, which takes a few more words to say than there is room for beside it", undo=list)
    whole = toast.geometry()
    split.open()
    assert whole.intersects(QRect(pane.mapTo(window, QPoint()), pane.size())), "else this shows nothing"
    for _again in range(2):
        assert not toast.geometry().intersects(QRect(pane.mapTo(window, QPoint()), pane.size()))
        assert toast.x() > 0
        toast.say("3 people marked", undo=list)
    split.close_pane()
    assert abs(toast.geometry().center().x() - 1093 // 2) < 2


def test_notice_is_named(qtbot: QtBot) -> None:
    strip = notice("2 rows need a look", "warn", button("Look"))
    qtbot.addWidget(strip)
    assert strip.accessibleName() == "2 rows need a look"


@pytest.mark.parametrize(
    ("spent", "done", "total", "words"),
    [
        (1, 5, 10, ""),
        (5, 0, 10, ""),
        (5, 10, 10, ""),
        (5, 5, 0, ""),
        (5, 50, 100, "a few seconds left"),
        (30, 50, 100, "about 30 seconds left"),
        (300, 50, 100, "about 5 minutes left"),
        (70, 50, 110, "about 80 seconds left"),
    ],
)
def test_time_left(spent: float, done: int, total: int, words: str) -> None:
    left = TimeLeft()
    left.told(0, total, 0.0)
    assert left_text(left.told(done, total, spent)) == words


def test_the_strip_follows_a_job_and_cancels_it(qtbot: QtBot, qapp: QApplication, tasks: Tasks) -> None:
    strip = JobStrip()
    qtbot.addWidget(strip)

    def work(progress: Progress) -> None:
        for number in range(1, 100_000):
            progress.step(number, 100_000, "Kanke")
            qtbot_sleep()

    strip.follow(tasks.run_long(work), "Importing")
    qtbot.waitUntil(lambda: "Kanke" in strip._text.text(), timeout=10_000)
    assert strip.isVisible()
    assert "1,00,000" in strip._text.text()
    strip._cancel.click()
    settle(qapp, tasks)
    assert strip.isHidden()
    strip.follow(tasks.run_long(lambda _progress: None), "Again")
    settle(qapp, tasks)
    assert strip.isHidden()


def test_the_time_left_begins_anew_with_another_part_of_the_work(qtbot: QtBot) -> None:
    strip = JobStrip()
    qtbot.addWidget(strip)
    strip._left_of.told(0, 0, time.monotonic() - 100)
    strip._on_progress(9_000, 10_000, "Reading the list")
    assert strip._left.text() == "about 10 seconds left"
    strip._on_progress(100, 20_000, "Saving the places")
    assert strip._left.text() == "", "not six hours"


def test_one_slow_step_does_not_make_the_time_left_jump() -> None:
    left, said = TimeLeft(), []
    now = 0.0
    for done in range(1_000):
        now += 3.0 if done == 400 else 0.05
        if (seconds := left.told(done, 1_000, now)) is not None:
            said.append(seconds)
    jumps = [later - before for before, later in pairwise(said)]
    assert max(jumps) < 3
    assert abs(said[len(said) // 10] - 45) < 5
    assert said[-1] < 1


@given(st.lists(st.tuples(st.integers(0, 1_000), st.floats(0, 60)), max_size=60), st.integers(0, 1_000))
def test_the_time_left_is_never_less_than_nothing(steps: list[tuple[int, float]], total: int) -> None:
    left, now = TimeLeft(), 0.0
    for done, passed in steps:
        now += passed
        seconds = left.told(done, total, now)
        assert seconds is None or seconds >= 0
        assert done < total or seconds is None


def test_a_toast_is_announced_and_gives_the_keyboard_back(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: heard.append(event.message()))
    window = QWidget()
    qtbot.addWidget(window)
    field, toast = QLineEdit(window), Toast(window)
    window.resize(800, 400)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    field.setFocus()
    toast.say("12 people marked", undo=list)
    assert heard == ["12 people marked"]
    assert (SECONDS, toast._timer.interval()) == (8, 8_000)
    toast.focus_button()
    assert not toast._timer.isActive()
    field.setFocus()
    assert toast._timer.isActive()  # it waits no more
    toast.focus_button()
    QTest.keyClick(toast._button, Qt.Key.Key_Space)
    assert toast.isHidden()
    assert QApplication.focusWidget() is field


def qtbot_sleep() -> None:
    QTest.qSleep(1)


def test_the_bar_speaks(qtbot: QtBot) -> None:
    bar = Bar(742, 4000, expected=645, name="Members")
    qtbot.addWidget(bar)
    assert (bar.value(), bar.maximum()) == (742, 4000)
    assert bar.accessibleDescription() == "742 / 4,000"
    bar.show_value(3, 0)
    bar.resize(200, 16)
    assert not bar.grab().isNull()


def test_the_pane_stands_beside_or_over_the_body(qtbot: QtBot, qapp: QApplication) -> None:
    body, pane = QLabel("body"), SidePane()
    split = SideBySide(body, pane)
    qtbot.addWidget(split)
    split.resize(1200, 500)
    split.show()
    assert body.width() == 1200
    pane.set_content("Person", QLabel("details"), button("Cancel"), button("Save"))
    split.open()
    assert (body.width(), pane.geometry().right()) == (1200 - pane.width(), 1199)
    split.resize(800, 500)
    qapp.processEvents()
    assert (body.width(), pane.geometry().right()) == (800, 799)
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert not split.is_open()


def test_segments(qtbot: QtBot) -> None:
    parts = Segments([("a", "List", "list"), ("b", "Month", "calendar"), ("c", "Day", "")], "b", name="View")
    qtbot.addWidget(parts)
    assert parts.chosen() == "b"
    with qtbot.waitSignal(parts.picked) as picked:
        parts._group.button(0).click()
    assert picked.args == ["a"]
    with pytest.raises(ValueError, match="not in list"):
        parts.choose("z")


def test_a_button_names_its_key(qtbot: QtBot) -> None:
    made = button("Save", key="Ctrl+S", icon="check")
    qtbot.addWidget(made)
    assert made.toolTip() == "Save  (Ctrl+S)"
    assert made.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_the_month(qtbot: QtBot, qapp: QApplication) -> None:
    month = MonthGrid(2026, 12)
    qtbot.addWidget(month)
    month.resize(900, 560)
    day = date(2026, 12, 14)
    month.show_items({day: [DayItem(f"Camp {n}", "accent", n) for n in range(9)]})
    month.show()
    qapp.processEvents()
    opened, days, turned = [], [], []
    month.item_opened.connect(opened.append)
    month.day_opened.connect(days.append)
    month.turned.connect(lambda year, number: turned.append((year, number)))
    shape, item = month._places[0]
    assert item.key == 0
    QTest.mouseClick(month, Qt.MouseButton.LeftButton, pos=shape.center().toPoint())
    assert opened == [0]
    assert month.day == day
    assert "Camp 0" in month.accessibleDescription()
    QTest.keyClick(month, Qt.Key.Key_Right)
    QTest.keyClick(month, Qt.Key.Key_Return)
    assert days == [date(2026, 12, 15)]
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left):
        QTest.keyClick(month, key)
    assert turned == [(2027, 1), (2026, 12)]
    month.show_month(2027, 2)
    assert month.accessibleName() == "February 2027"
    QTest.mouseDClick(month, Qt.MouseButton.LeftButton, pos=QPoint(10, 60))
    assert days[-1] == date(2027, 2, 1)


def test_the_month_in_hindi() -> None:
    use_language("hi")
    assert month_title(2026, 12) == "दिसंबर 2026"
    assert weekday_letters()[0] == "सोम"


def test_initials() -> None:
    assert [initials(name) for name in ("Ramesh Oraon", "रमेश उरांव", "Md", "")] == ["RO", "रउ", "M", ""]


def test_a_combo_does_not_turn_with_the_wheel(qtbot: QtBot) -> None:
    combo = Combo("Block")
    combo.addItems(["Kanke", "Bundu"])
    qtbot.addWidget(combo)
    assert combo.sizeHint().height() == 34
    combo.wrong = True
    assert not combo.grab().isNull()


def test_layouts(qtbot: QtBot, qapp: QApplication) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    parts = [button(f"chip {n}") for n in range(6)]
    flow = Flow(*parts)
    holder.setLayout(flow)
    holder.resize(200, 300)
    holder.show()
    qapp.processEvents()
    assert flow.heightForWidth(200) > flow.heightForWidth(2_000)
    assert all(part.geometry().right() <= 200 for part in parts)
    assert flow.itemAt(9) is None
    outer = column(row(QLabel("a"), None, 4, (QLabel("b"), 1)), QLabel("c"))
    clear(outer)
    assert outer.count() == 0


def test_long_words_in_a_list_are_cut_in_the_middle_and_told_whole(qtbot: QtBot) -> None:
    combo = Combo("Camp")
    qtbot.addWidget(combo)
    combo.addItem("Training of booth presidents of the whole district of Ranchi · 14 to 16 December 2026")
    combo.resize(300, combo.sizeHint().height())
    assert combo.is_cut()
    combo.resize(900, combo.sizeHint().height())
    assert not combo.is_cut()
