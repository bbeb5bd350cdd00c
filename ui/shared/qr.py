"""A QR code on screen, black on white in every theme: phones read no other."""

import segno
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

MODULE, QUIET = 6, 4  # px of a module; modules of white around the code, as the standard asks
SIDE = 400  # px
SMALLEST = 3  # px of a module that the camera of a plain phone reads from a screen


class Code(QWidget):
    """`show_text(...)`: the modules get smaller for a long text."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[bytes, ...] = ()
        self._module = MODULE
        self.text = ""

    def show_text(self, text: str, name: str, *, error: str = "m", side: int = SIDE) -> bool:
        """Shows a text as a code, at most `side` px wide, that a screen reader calls by `name`; False where the text is
        too long to be read from so small a code.
        """
        try:
            rows = tuple(map(bytes, segno.make(text, error=error, micro=False).matrix))
        except segno.DataOverflowError:
            rows = ()
        modules = len(rows) + 2 * QUIET
        self._module = min(MODULE, side // modules)
        fits = bool(rows) and self._module >= SMALLEST
        self.text, self._rows = (text, rows) if fits else ("", ())
        self.setFixedSize(QSize(modules * self._module, modules * self._module) if fits else QSize(0, 0))
        self.setAccessibleName(name)
        self.update()
        return fits

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        black, one = QColor(Qt.GlobalColor.black), self._module
        for down, line in enumerate(self._rows, QUIET):
            for across, dark in enumerate(line, QUIET):
                if dark:
                    painter.fillRect(across * one, down * one, one, one, black)
