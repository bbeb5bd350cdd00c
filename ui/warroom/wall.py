"""The wall view: the war room in large type over a whole screen, for a second screen or a projector.

It is a window of its own that nobody has to touch: it asks for new numbers by itself. Esc or F11 leaves.
"""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from organizer_app.domain.clock import now_ms
from organizer_app.domain.rollups import PEOPLE
from organizer_app.domain.warroom import District, Room
from organizer_app.domain.words import group_digits, moment_text, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.style import colour, font, metrics, tokens
from ui.warroom import lines

EVERY_MS = 60_000
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
SIDE = 0.27  # of the width: directives, and who is on duty
TOTALS = 4  # that stand at the top
COLUMNS = 6  # of districts, at most


class Wall(QWidget):
    """`aged` when it wants new numbers, `closed` when somebody left it."""

    aged = Signal()
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("War room"))
        self.room: Room | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.aged)
        self._timer.start()

    def show_room(self, room: Room) -> None:
        """Shows other numbers."""
        self.room = room
        silent = ngettext("{n} silent", "{n} silent", room.silent).format(n=group_digits(room.silent))
        self.setAccessibleName(", ".join((_("War room"), room.area_name, silent)))
        self.update()

    def open_on(self, beside: QScreen) -> None:
        """Shows it over all of another screen than that of the window, where there is one."""
        others = [screen for screen in QGuiApplication.screens() if screen is not beside]
        self.setGeometry((others[0] if others else beside).geometry())
        self.showFullScreen()
        self.activateWindow()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F11):
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self.closed.emit()
        super().closeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), colour(tokens().bg))
        if self.room is None:
            return
        width, height = float(self.width()), float(self.height())
        edge, unit = height / 40, height / 34
        head = QRectF(edge, edge, width - 2 * edge, unit * 1.7)
        self._head(painter, head, self.room, round(unit))
        totals = QRectF(edge, head.bottom() + edge / 2, width - 2 * edge, unit * 3.4 if self.room.totals else 0)
        self._totals(painter, totals, self.room, unit)
        rest = QRectF(edge, totals.bottom() + edge, width - 2 * edge, height - totals.bottom() - 2 * edge)
        side = rest.width() * SIDE
        self._districts(painter, rest.adjusted(0, 0, -side - edge, 0), self.room, unit)
        self._side(painter, rest.adjusted(rest.width() - side, 0, 0, 0), self.room, round(unit * 0.62))

    def _head(self, painter: QPainter, rect: QRectF, room: Room, px: int) -> None:
        drive = room.drive.title if room.drive is not None else ""
        when = moment_text(now_ms())
        _write(painter, rect, " · ".join(filter(None, (room.area_name, drive))), px, tokens().text, 600)
        said = when
        if room.silent:
            silent = ngettext("{n} silent", "{n} silent", room.silent).format(n=group_digits(room.silent))
            said = f"{silent}   {when}"
        _write(painter, rect, said, round(px * 0.8), tokens().warn if room.silent else tokens().text2, 500, RIGHT)

    def _totals(self, painter: QPainter, rect: QRectF, room: Room, unit: float) -> None:
        shown = room.totals[:TOTALS]
        for number, one in enumerate(shown):
            wide = rect.width() / len(shown)
            at = QRectF(rect.left() + number * wide, rect.top(), wide - unit / 2, rect.height())
            ink = tokens().tone(lines.figure_tone(one))[0] if lines.figure_tone(one) else tokens().text
            upper, lower = at.adjusted(0, 0, 0, -at.height() * 0.42), at.adjusted(0, at.height() * 0.58, 0, 0)
            _write(painter, upper, group_digits(one.now), round(unit * 1.5), ink, 600)
            goal = _("{name}, of {goal}").format(name=one.name, goal=group_digits(one.goal)) if one.goal else one.name
            _write(painter, lower, goal, round(unit * 0.6), tokens().text2)

    def _districts(self, painter: QPainter, rect: QRectF, room: Room, unit: float) -> None:
        found = room.districts
        if not found:
            return
        across = min(COLUMNS, max(1, round((len(found) * rect.width() / rect.height() / 2.4) ** 0.5)))
        down = -(-len(found) // across)
        gap = unit * 0.3
        wide, high = (rect.width() + gap) / across - gap, min(unit * 5, (rect.height() + gap) / down - gap)
        for number, one in enumerate(found):
            line, place = divmod(number, across)
            at = QRectF(rect.left() + place * (wide + gap), rect.top() + line * (high + gap), wide, high)
            self._tile(painter, at, one)

    def _tile(self, painter: QPainter, rect: QRectF, one: District) -> None:
        t = tokens()
        ink, ground = t.tone("warn") if one.silent else (t.text, t.surface)
        painter.setPen(colour(ink if one.silent else t.line))
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(rect, 8, 8)
        inside = rect.adjusted(rect.height() * 0.1, rect.height() * 0.06, -rect.height() * 0.1, -rect.height() * 0.06)
        third = inside.height() / 3
        px = max(9, round(third * 0.62))
        _write(painter, QRectF(inside.left(), inside.top(), inside.width(), third), one.name, px, ink, 600)
        figure = next((figure for figure in one.figures if figure is not None), None)
        told = lines.figure_words(figure) if figure is not None else group_digits(one.counts.get(PEOPLE, 0))
        line = QRectF(inside.left(), inside.top() + third, inside.width(), third)
        _write(painter, line, lines.heard(one) if one.silent else told, px, ink if one.silent else t.text2)
        last = QRectF(inside.left(), inside.top() + 2 * third, inside.width(), third)
        if one.waiting:
            waits = _("{n} to answer").format(n=group_digits(one.waiting))
            above = last.adjusted(0, 0, 0, -third * 0.2)
            _write(painter, above, waits, round(px * 0.85), ink if one.silent else t.bad)
        if figure is not None and figure.goal:
            bar = QRectF(inside.left(), inside.bottom() - third * 0.16, inside.width(), third * 0.16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(t.line))
            painter.drawRect(bar)
            painter.setBrush(colour(t.warn if lines.figure_tone(figure) else t.fill))
            painter.drawRect(QRectF(bar.left(), bar.top(), bar.width() * lines.share(figure), bar.height()))

    def _side(self, painter: QPainter, rect: QRectF, room: Room, px: int) -> None:
        t = tokens()
        said: list[tuple[str, str, int]] = [(_("Directives"), t.text2, 600)]
        for one in room.open_directives:
            waits = one.waits(room.now)
            said.append((one.title, t.text, 500))
            done = _("{n} of {all} acknowledged").format(
                n=group_digits(one.acknowledged), all=group_digits(len(one.answers))
            )
            said.append((f"{done} · {moment_text(one.due_at)}", t.warn if waits else t.ok, 400))
        if not room.open_directives:
            said.append((_("none open"), t.text3, 400))
        said += [("", t.text, 400), (_("On duty"), t.text2, 600)]
        here = [one for one in room.duties if one.is_now(room.now)]
        said += [(f"{one.where}: {one.who}", t.text, 400) for one in here]
        if not here:
            said.append((_("nobody"), t.text3, 400))
        high = px * 1.7
        room_for = int(rect.height() // high)
        for number, (text, ink, weight) in enumerate(said[:room_for]):
            at = QRectF(rect.left(), rect.top() + number * high, rect.width(), high)
            _write(painter, at, text, px, ink, weight)


def _write(
    painter: QPainter,
    rect: QRectF,
    text: str,
    px: int,
    ink: str,
    weight: int = 400,
    align: Qt.AlignmentFlag = LEFT,
) -> None:
    """Writes smaller what has no room, and cuts it where that is not enough."""
    least = round(px * 0.7)
    while px > least and metrics(px, weight).horizontalAdvance(text) > rect.width():
        px -= 1
    painter.setFont(font(px, weight))
    painter.setPen(colour(ink))
    fitted = metrics(px, weight).elidedText(text, Qt.TextElideMode.ElideRight, round(rect.width()))
    painter.drawText(rect, align, fitted)
