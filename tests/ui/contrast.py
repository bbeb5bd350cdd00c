"""Text that is hard to read, found in the picture of a window: what is drawn, not what the tokens promise.

assert faint(window) == []

Drawn twice as large, so that the strokes of small letters reach their full colour. In the rectangle of each text the
ground is the colour there is most of; of each line the ink is the colour that stands out most from it. WCAG 2.1, 1.4.3:
4.5, or 3 for 24 px, or 18.66 px in bold; what is switched off is exempt.
"""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QTableView,
    QToolButton,
    QWidget,
)

from ui.shared.tokens import contrast

SCALE = 2
NORMAL, LARGE, MOST = 4.5, 3.0, 21.0
LARGE_PX, BOLD_PX = 24, 18.66
LETTER = 5  # px: a lower line of the picture is a stroke or a sign below a letter, none of text
FILLED = 0.5  # of a line in one colour beside the ground: a bar, no words
NEAR = 3  # px around the words of a label, for what stands out of a letter's box

_measured: dict[tuple[int, bytes], float] = {}


class Text(NamedTuple):
    """Words, where they stand in the window, and the contrast they need."""

    words: str
    place: QRect
    needs: float


def faint(window: QWidget) -> list[str]:
    """Each visible text of a window that has less contrast than it needs, with what it has."""
    picture = QImage(window.size() * SCALE, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(SCALE)
    window.render(picture)
    found = []
    for text in _texts(window):
        place = QRect(text.place.topLeft() * SCALE, text.place.size() * SCALE).intersected(picture.rect())
        has = _least(picture.copy(place))
        if has < text.needs:
            found.append(f"faint: {text.words!r} has {has:.2f}, needs {text.needs:g}")
    return found


def _least(part: QImage) -> float:
    """The contrast of the line of text that has least. What stays the same from place to place is looked at once."""
    if part.isNull():
        return MOST
    drawn = bytes(part.constBits())
    known = (part.width(), sha256(drawn).digest())
    if known not in _measured:
        _measured[known] = min(_lines(memoryview(drawn).cast("I"), part.width()), default=MOST)
    return _measured[known]


def _lines(pixels: memoryview, wide: int) -> Iterator[float]:
    """The contrast of every line of text."""
    ground = Counter(pixels).most_common(1)[0][0]
    line: Counter[int] = Counter()
    high = 0
    for start in (*range(0, len(pixels), wide), -1):
        row = Counter(pixels[start : start + wide]) if start >= 0 else Counter()
        if len(row) > (ground in row):
            line += row
            high += 1
            continue
        del line[ground]
        if high >= LETTER * SCALE and line.most_common(1)[0][1] < FILLED * high * wide:
            yield max(_between(ink, ground) for ink in line)
        line, high = Counter(), 0


@cache
def _between(one: int, other: int) -> float:
    return contrast(QColor(one).name(), QColor(other).name())


def _texts(window: QWidget) -> Iterator[Text]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        if isinstance(widget, QHeaderView):
            yield from _titles(widget)
        elif isinstance(widget, QAbstractItemView):
            yield from _cells(widget)
        else:
            words, place = _own(widget)
            seen = widget.visibleRegion().boundingRect()
            whole = seen.contains(place)  # half scrolled away is no text to judge
            if words.strip() and not place.isEmpty() and whole and not _covered(widget, place):
                yield Text(words, place.translated(widget.mapTo(window, QPoint())), _needs(widget.font()))


def _covered(widget: QWidget, place: QRect) -> bool:
    """Whether something that lies over the page, as what the search found, lies over words."""
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    above = [widget.window().childAt(widget.mapTo(widget.window(), corner)) for corner in corners]
    return any(not (one.isAncestorOf(widget) or widget.isAncestorOf(one) or one is widget) for one in above if one)


def _own(widget: QWidget) -> tuple[str, QRect]:
    """The words a widget draws itself, and where."""
    if isinstance(widget, QLabel):  # without the corners of a framed one
        lines = Qt.TextFlag.TextWordWrap if widget.wordWrap() else Qt.TextFlag.TextSingleLine
        box = widget.contentsRect()
        words = widget.fontMetrics().boundingRect(box, int(widget.alignment()) | int(lines), widget.text())
        return widget.text(), words.adjusted(-NEAR, -NEAR, NEAR, NEAR).intersected(box)
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
        return "", QRect()  # its words are for the ear
    if isinstance(widget, (QCheckBox, QRadioButton)):
        option = QStyleOptionButton()
        option.initFrom(widget)
        place = widget.style().subElementRect(QStyle.SubElement.SE_CheckBoxContents, option, widget)
        where = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        return widget.text(), widget.fontMetrics().boundingRect(place, where, widget.text()).intersected(place)
    if isinstance(widget, QAbstractButton):
        option = QStyleOptionButton()
        option.initFrom(widget)
        place = widget.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, widget)
        if not widget.icon().isNull():  # a sign stands left of the words and may stand out more
            place.setLeft(place.center().x())
        above = max(0, (place.height() - widget.fontMetrics().height()) // 2)  # without the corners of a frame
        return widget.text(), place.adjusted(0, above, 0, -above)
    if isinstance(widget, QLineEdit):
        place = widget.contentsRect()
        if widget.actions():  # their signs stand at both ends
            place.setLeft(place.left() + place.height())
            place.setRight(place.center().x())
        return widget.text() or widget.placeholderText(), place
    if isinstance(widget, QComboBox) and not widget.isEditable():
        place = widget.contentsRect()
        place.setRight(place.center().x())  # the arrow stands at the right
        return widget.currentText(), place
    return "", QRect()


def _titles(header: QHeaderView) -> Iterator[Text]:
    across = header.orientation() is Qt.Orientation.Horizontal
    view = header.viewport()
    for section in range(header.count()):
        words = header.model().headerData(section, header.orientation())
        at, size = header.sectionViewportPosition(section), header.sectionSize(section)
        place = QRect(at, 0, size, view.height()) if across else QRect(0, at, view.width(), size)
        if isinstance(words, str) and words.strip() and not header.isSectionHidden(section):
            yield from _within(view, words, place, header.font())


def _cells(table: QAbstractItemView) -> Iterator[Text]:
    model, view, root = table.model(), table.viewport(), table.rootIndex()
    if model is None:
        return
    first = table.indexAt(QPoint(1, 1))
    for row in range(max(0, first.row()), model.rowCount(root)):
        if table.visualRect(model.index(row, 0, root)).top() > view.height():
            return
        for column in range(model.columnCount(root) if isinstance(table, QTableView) else 1):  # of a list it is private
            at = model.index(row, column, root)
            words = at.data(Qt.ItemDataRole.DisplayRole)
            hidden = isinstance(table, QTableView) and table.isColumnHidden(column)
            if isinstance(words, str) and words.strip() and not hidden and at.flags() & Qt.ItemFlag.ItemIsEnabled:
                yield from _within(view, words, table.visualRect(at), table.font())


def _within(view: QWidget, words: str, place: QRect, font: QFont) -> Iterator[Text]:
    whole = view.visibleRegion().boundingRect().contains(place)
    if whole and not place.isEmpty() and not _covered(view, place):
        yield Text(words, place.translated(view.mapTo(view.window(), QPoint())), _needs(font))


def _needs(font: QFont) -> float:
    shown = QFontInfo(font)
    large = shown.pixelSize() >= LARGE_PX or (shown.bold() and shown.pixelSize() >= BOLD_PX)
    return LARGE if large else NORMAL
