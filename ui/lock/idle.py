"""Nobody touched the keys or the mouse for a while."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

from organizer_app.domain.clock import now_ms

LOOK = 15_000  # ms between two looks at the clock
ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """`passed` when nothing was touched for so many minutes.

    It listens to the windows that have the keyboard and not to every widget: a table that scrolls has better to do. The
    clock on the wall counts, which goes on while the laptop sleeps.
    """

    passed = Signal()

    def __init__(self, parent: QObject, minutes: int, clock: Callable[[], int] = now_ms) -> None:
        super().__init__(parent)
        self.minutes, self._clock = minutes, clock
        self._last = clock()
        self._timer = QTimer(self, interval=LOOK)
        self._timer.timeout.connect(self.look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        for window in QGuiApplication.topLevelWindows():
            self._watch(window)

    def begin(self) -> None:
        """Counts from now on."""
        self._last = self._clock()
        self._timer.start()

    def rest(self) -> None:
        """Counts no more."""
        self._timer.stop()

    def look(self) -> None:
        """Says so when the time is over; a clock that was set back far is no reason to stay open."""
        if abs(self._clock() - self._last) >= self.minutes * 60_000:
            self.passed.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in ACTS:
            self._last = self._clock()
        return False

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # once more moves it to the front, nothing else
