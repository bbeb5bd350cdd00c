"""Charts on the screen: the arrows say every value, every ground can be read, nothing is shown for nothing."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.domain.charts import LEVELS, BarValue, Branch, Tile, pace
from organizer_app.domain.words import LANGUAGES, use_language
from ui.shared import style
from ui.shared.charts import Chart, ink_on, shade
from ui.shared.charts_bars import Bars
from ui.shared.charts_heat import HeatMap
from ui.shared.charts_pace import PaceLine
from ui.shared.charts_tiles import Tiles
from ui.shared.charts_tree import Tree
from ui.shared.tokens import contrast

FIRST, TODAY, LAST = date(2026, 10, 1), date(2026, 10, 6), date(2026, 10, 31)


def bars() -> Bars:
    made = Bars("By block", "No blocks yet.")
    made.show_bars([BarValue("Pindra", 148, 500, 81), BarValue("Cholapur", 58, 500, 81), BarValue("सदर", 0, 120, 0)])
    return made


def line() -> PaceLine:
    made = PaceLine("New members", "No goal yet.")
    done = {date(2026, 10, n): 120 + n for n in range(1, 7)}
    due = {date(2026, 10, n): 129 for n in range(1, 32)}
    made.show_pace(pace(done, due, first=FIRST, last=LAST, today=TODAY))
    return made


def heat() -> HeatMap:
    made = HeatMap("Days with camps", lambda count: f"{count} camps", "No camps yet.")
    made.show_days({TODAY: 2, LAST: 1}, first=FIRST, last=LAST)
    return made


def tiles() -> Tiles:
    made = Tiles("Districts", "Nothing came yet.")
    made.show_tiles(
        [Tile("1", "Garhwa", 0, 0, 5), Tile("2", "East Singhbhum", 2, 0, None), Tile("3", "Simdega", 1, 1, 90)]
    )
    return made


def tree() -> Tree:
    made = Tree("Places", "No places yet.")
    blocks = (Branch("b1", "Kanke", 30), Branch("b2", "Bundu", 12))
    made.show_branches([Branch("d1", "Ranchi", 42, blocks), Branch("d2", "Khunti", 7)])
    return made


ALL: dict[str, Callable[[], Chart]] = {"bars": bars, "line": line, "heat": heat, "tiles": tiles, "tree": tree}


@pytest.fixture(params=ALL)
def chart(request: pytest.FixtureRequest, qtbot: QtBot, qapp: QApplication) -> Chart:
    made = ALL[request.param]()
    qtbot.addWidget(made)
    made.resize(560, max(240, made.height()))
    made.show()
    qtbot.waitExposed(made)
    return made


def heard(chart: Chart) -> str:
    """What a screen reader says of it."""
    face = QAccessible.queryAccessibleInterface(chart)
    assert face is not None
    assert face.text(QAccessible.Text.Name)
    return face.text(QAccessible.Text.Description)


def test_the_arrows_say_one_value_after_the_other(chart: Chart) -> None:
    assert heard(chart)
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(chart, Qt.Key.Key_Home)
    seen = [heard(chart)]
    for spot in chart.spots()[1:]:
        QTest.keyClick(chart, Qt.Key.Key_Down)
        if heard(chart) != seen[-1]:
            seen.append(heard(chart))
        assert spot.words
    assert len(seen) > 1
    QTest.keyClick(chart, Qt.Key.Key_End)
    assert heard(chart).startswith(chart.spots()[-1].words)
    QTest.keyClick(chart, Qt.Key.Key_Down)  # there is nothing after the last
    assert heard(chart).startswith(chart.spots()[-1].words)


def test_enter_and_a_click_open_a_value(chart: Chart, qtbot: QtBot) -> None:
    last = chart.spots()[-1]
    with qtbot.waitSignal(chart.opened) as opened:
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=last.rect.center().toPoint())
    assert opened.args == [last.key]
    with qtbot.waitSignal(chart.opened) as opened:
        QTest.keyClick(chart, Qt.Key.Key_Return)
    assert opened.args == [last.key]
    with qtbot.assertNotEmitted(chart.opened):
        QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=QPoint(chart.width() - 1, chart.height() - 1))


def test_every_value_lies_within_and_is_painted_in_every_look(chart: Chart, qapp: QApplication) -> None:
    for code in LANGUAGES:
        for dark in (False, True):
            use_language(code)
            style.use(dark)
            for width in (320, 560, 900):
                chart.resize(width, chart.height())
                assert all(chart.rect().adjusted(-2, 0, 2, 2).contains(s.rect.toRect()) for s in chart.spots())
            picture = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
            colours = {picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(picture.height())}
            assert len(colours) > 4


@pytest.mark.parametrize("dark", [False, True])
def test_numbers_are_read_on_every_shade_and_the_shades_are_told_apart(dark: bool) -> None:
    style.use(dark)
    grounds = [shade(n) for n in range(LEVELS + 1)]
    assert [g for g in grounds if contrast(ink_on(g), g) < 4.5] == []
    light = [contrast(g, style.tokens().surface) for g in grounds]
    assert all(later > before * 1.15 for before, later in pairwise(light[1:]))


@pytest.mark.parametrize("kind", [Bars, PaceLine, Tiles, Tree])
def test_nothing_says_what_will_be_here_and_takes_no_focus(kind: type[Chart], qtbot: QtBot) -> None:
    made = kind("Districts", "Nothing came yet.")
    qtbot.addWidget(made)
    made.show_changed("")
    assert made.words() == "Nothing came yet."
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus
    made.resize(300, 60)
    made.grab()


def test_a_tree_unfolds_and_folds_by_arrow_and_click(qtbot: QtBot) -> None:
    made = tree()
    qtbot.addWidget(made)
    made.resize(500, 200)
    names = lambda: [spot.key for spot in made.spots()]  # noqa: E731  # said three times below
    made.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(made, Qt.Key.Key_Home)
    assert "folded" in heard(made)
    QTest.keyClick(made, Qt.Key.Key_Right)
    assert names() == ["d1", "b1", "b2", "d2"]
    assert "2 places in it, open" in heard(made)
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Left)  # from a block to its district
    assert made.at == 0
    QTest.keyClick(made, Qt.Key.Key_Left)
    assert names() == ["d1", "d2"]
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=made.spots()[0].rect.center().toPoint())
    assert names() == ["d1", "b1", "b2", "d2"]


def test_the_tiles_go_by_direction(qtbot: QtBot) -> None:
    made = tiles()
    qtbot.addWidget(made)
    made.resize(400, 120)
    made.at = 0
    QTest.keyClick(made, Qt.Key.Key_Right)
    assert made.at == 1
    assert heard(made).startswith("East Singhbhum: nothing came yet")
    QTest.keyClick(made, Qt.Key.Key_Down)
    assert heard(made).startswith("Simdega: 90")
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert made.at in (0, 1)


def test_the_words_of_the_values(qtbot: QtBot) -> None:
    shown, course, days = bars(), line(), heat()
    for made in (shown, course, days):
        qtbot.addWidget(made)
        made.resize(500, 200)
    assert [s.words for s in shown.spots()] == [
        "Pindra: 148 of 500, 67 ahead", "Cholapur: 58 of 500, 23 behind", "सदर: 0 of 120, on course"]  # fmt: skip
    assert course.words() == "741 of 3,999, 33 behind, on course for 3,828"
    assert course.spots()[5].words == "6 October 2026: 741 so far, 774 due"
    assert course.spots()[30].words == "31 October 2026: 3,999 due"
    assert days.words() == "3 camps in all"
    assert [s.words for s in days.spots() if s.key == TODAY] == ["Tuesday, 6 October 2026: 2 camps"]
