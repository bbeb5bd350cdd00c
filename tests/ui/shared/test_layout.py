"""What is put together outside of the window is styled when it is shown in its place; what scrolls has no ground."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.shared import style
from ui.shared.cards import card
from ui.shared.labels import label
from ui.shared.layout import Stack, box, column, scrolled


class _Words(QLabel):
    """Counts how often it was made ready to be painted."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.polished: list[QEvent.Type] = []

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:
            self.polished.append(event.type())
        return super().event(event)


def _shown(qtbot: QtBot, part: QWidget) -> QWidget:
    window = box(column(part))
    qtbot.addWidget(window)
    window.resize(400, 300)
    window.show()
    return window


def test_what_scrolls_is_styled_in_its_place(qtbot: QtBot) -> None:
    words = _Words("words")
    area = scrolled(box(column(words)))
    assert not words.polished
    _shown(qtbot, area)
    assert len(words.polished) == 1
    assert words.isVisible()
    assert area.widget() is words.parentWidget()


def test_the_first_of_a_stack_is_styled_in_its_place(qtbot: QtBot) -> None:
    words, other = _Words("words"), _Words("others")
    stack = Stack()
    for part in (words, other):
        stack.addWidget(part)
    assert not words.polished
    _shown(qtbot, stack)
    assert words.isVisible()
    assert not other.isVisible()
    stack.setCurrentWidget(other)
    assert other.isVisible()
    assert not words.isVisible()
    late = _Words("late")
    stack.addWidget(late)
    assert not late.isVisible()
    assert stack.currentWidget() is other


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_scrolls_in_a_card_stands_on_the_cards_ground(qtbot: QtBot, *, dark: bool) -> None:
    style.use(dark=dark)
    numbers = QWidget()  # paints nothing of its own, as the grid of attendance or the columns of an import
    numbers.setMinimumSize(80, 80)
    inside = scrolled(numbers)
    window = box(column(card(label("above"), (inside, 1)), label("below")), "page")
    window.resize(300, 300)
    qtbot.addWidget(window)
    window.show()
    picture = window.grab().toImage()
    middle = inside.mapTo(window, inside.rect().center())
    beside = inside.mapTo(window, QPoint(-6, 40))
    assert picture.pixelColor(middle) == picture.pixelColor(beside)
    assert picture.pixelColor(middle) != picture.pixelColor(2, 2)  # the page's


def test_a_wrapped_text_is_as_high_as_its_words_and_font_now_need(qtbot: QtBot) -> None:
    long = "Everything works without HQ, too. Joining makes this laptop and HQ agree. " * 4
    wrapped, plain = label("One word", wrap=True), QLabel("One word")
    plain.setWordWrap(True)
    for widget in (wrapped, plain):
        qtbot.addWidget(widget)
        assert widget.heightForWidth(200) == plain.heightForWidth(200)
    short = wrapped.heightForWidth(200)
    wrapped.setText(long)
    plain.setText(long)
    assert wrapped.heightForWidth(200) == plain.heightForWidth(200) > short
    larger = QFont(wrapped.font())
    larger.setPixelSize(40)
    wrapped.setFont(larger)
    plain.setFont(larger)
    assert wrapped.heightForWidth(200) == plain.heightForWidth(200)
    for width in range(100, 400):  # a window that is made wider
        assert wrapped.heightForWidth(width) == plain.heightForWidth(width)
