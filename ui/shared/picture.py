"""A picture in a form, from a file: shown small, chosen, taken away. The value is the bytes of a PNG, or None."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import translate as _
from ui.shared import logo_file
from ui.shared.buttons import button
from ui.shared.field import Field
from ui.shared.layout import row

SIDE = 64  # px


class PictureField(Field):
    """See the module's first line."""

    def __init__(self, key: str, title: str, *, hint: str = "") -> None:
        super().__init__(key, title, hint=hint)
        self._png: bytes | None = None
        self._shown = QLabel()
        self._shown.setFixedSize(SIDE, SIDE)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._shown.setObjectName("sunk")
        self._choose = button(_("Choose a picture…"), on=self._on_choose)
        self._remove = button(_("Remove"), on=self._on_remove)
        holder = QWidget()
        holder.setLayout(row(self._shown, self._choose, self._remove, None, gap=8))
        self._adopt(holder)
        holder.setFocusProxy(self._choose)
        self._show()

    def value(self) -> bytes | None:
        return self._png

    def set_value(self, value: bytes | None) -> None:
        self._png = value or None
        self._show()

    def take_file(self, path: Path) -> None:
        """Takes a picture from a file; what is wrong with it is said below."""
        try:
            self.set_value(logo_file.read(path))
        except RuleBroken as broken:
            self.show_problem(str(broken))
            return
        self._touched()

    def _on_choose(self) -> None:
        kind = _("Pictures") + f" ({' '.join(f'*.{suffix}' for suffix in logo_file.SUFFIXES)})"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture…"), str(Path.home()), kind)
        if path:
            self.take_file(Path(path))

    def _on_remove(self) -> None:
        self.set_value(None)
        self._touched()

    def _show(self) -> None:
        picture = QPixmap()
        if self._png is not None:
            picture.loadFromData(self._png)
        if picture.isNull():
            self._shown.setText("–")
        else:
            size, smooth = self._shown.size() * 0.9, Qt.TransformationMode.SmoothTransformation
            self._shown.setPixmap(picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        self._remove.setEnabled(self._png is not None)
