"""The list of keys shown with F1."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.shared.labels import label


def key_list(keys: Sequence[tuple[str, str]]) -> QWidget:
    """(key, what it does) lines, the keys as small caps of a keyboard."""
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(14)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    for line, (key, words) in enumerate(keys):
        shown = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) or key
        cap = label(shown, "key")
        cap.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        grid.addWidget(cap, line, 0)
        grid.addWidget(label(words, wrap=True), line, 1)
    return made
