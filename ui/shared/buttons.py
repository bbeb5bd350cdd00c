"""Buttons: `button("Save", kind="primary", icon="check", key="Ctrl+S", on=self._on_save)`.

Kinds: "" (plain), primary (one a screen), ghost (a link), icon (no text; `tip` is its name), danger, chip, state.
A key is shown in the tooltip. `needs` is what the role of who sits here must allow, else it is off (see rights.py).
Buttons take focus from Tab only, so the ring appears for the keyboard alone.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from organizer_app.domain.roles import May
from ui.shared.icons import icon as make_icon
from ui.shared.icons import pixmap
from ui.shared.rights import Refused, why_not
from ui.shared.style import tokens

# Reasons for focus that mean a person who uses the keyboard: only then is a ring painted.
KEYBOARD = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason)


def button(
    text: str = "",
    *,
    kind: str = "",
    icon: str = "",
    tip: str = "",
    key: str = "",
    on: Callable[[], object] | None = None,
    needs: May | None = None,
) -> QPushButton:
    """A push button; `on()` is called on click or its key. An icon-only button must have a `tip`."""
    why = why_not(needs)
    made = Refused(text, why) if why else QPushButton(text)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAutoDefault(False)
    if kind:
        made.setProperty("kind", kind)
    if icon:
        set_icon(made, icon)
    made.setAccessibleName(text or tip)
    # Read as it is written here: in another language Qt would look up its words for all keys that there are.
    pressed = QKeySequence.fromString(key, QKeySequence.SequenceFormat.PortableText)
    shown = pressed.toString(QKeySequence.SequenceFormat.NativeText)
    made.setToolTip(f"{tip or text}  ({shown})" if key else tip)
    if key:
        made.setShortcut(pressed)
    if on is not None:
        made.clicked.connect(lambda _checked=False: on())
    return made


def set_icon(target: QPushButton, name: str) -> None:
    """Puts an icon in the colour that fits the button's kind."""
    t, kind = tokens(), str(target.property("kind") or "")
    ink = {"primary": t.on_accent, "ghost": t.accent, "danger": t.bad}.get(kind, t.text2)
    gap = 5 if target.text() else 0
    made = make_icon(name, ink, 17, gap)
    made.addPixmap(pixmap(name, t.text3, 17, gap), QIcon.Mode.Disabled)  # white on a grey button would not be seen
    target.setIcon(made)
    target.setIconSize(QSize(17 + gap, 17))


class Segments(QWidget):
    """Two or more choices side by side, one of them on. `picked(key)` when the person changes it."""

    picked = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str, str]], chosen: str = "", *, name: str = "") -> None:
        """`choices` are (key, text, icon name or "")."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._keys = [key for key, _text, _icon in choices]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, (_key, text, icon) in enumerate(choices):
            kind = "seg-first" if number == 0 else "seg-last" if number == len(choices) - 1 else "seg"
            part = button(text, kind=kind, icon=icon)
            part.setCheckable(True)
            self._group.addButton(part, number)
            layout.addWidget(part)
        self.choose(chosen or self._keys[0])
        self._group.idClicked.connect(self._on_clicked)

    def chosen(self) -> str:
        """The key that is on."""
        return self._keys[self._group.checkedId()]

    def choose(self, key: str) -> None:
        """Turns a choice on without a signal. Raises ValueError for an unknown key."""
        self._group.button(self._keys.index(key)).setChecked(True)

    def _on_clicked(self, number: int) -> None:
        self.picked.emit(self._keys[number])
