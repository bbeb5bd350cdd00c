"""One labelled field of a form: a label above, the input, and one sentence below when something is wrong.

A kind of field gives `value()`, `set_value(value)` and calls `_touched()` when the person changed it. Its sentence
appears while typing, but an empty required field is only named when the form is saved.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from ui.shared.combo import Combo
from ui.shared.labels import label, retone

Check = Callable[[Any], str]


class Option(NamedTuple):
    """Something to choose: the value kept, the word shown, a second line."""

    value: Any
    text: str
    below: str = ""


class Field(QFrame):
    """The frame all kinds share. `key` names the value in the form's result; `check(value)` gives a sentence or ""."""

    changed = Signal()

    def __init__(
        self,
        key: str,
        title: str,
        *,
        required: bool = False,
        hint: str = "",
        check: Check | None = None,
        wide: bool = False,
    ) -> None:
        super().__init__()
        self.key, self.title, self.required, self.wide = key, title, required, wide
        self._check, self._hint = check, hint
        self._label = label(f"{title} *" if required else title, "field")
        self._below = label(hint, "small", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self._label)
        self._column.addWidget(self._below)
        if not title:
            self._label.hide()
        self._below.setVisible(bool(hint))  # only now: shown without a parent it would be a window of its own

    def value(self) -> Any:
        """What the person entered, as the form's result holds it; None or "" when nothing."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Puts a value in without a signal."""
        raise NotImplementedError

    def problem(self) -> str:
        """The sentence that says what is wrong with the present value, or ""."""
        if self.is_empty():
            return _("{field}: please fill this in.").format(field=self.title) if self.required else ""
        return self._check(self.value()) if self._check else ""

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        value = self.value()
        return value is None or value == "" or value == []

    def show_problem(self, sentence: str) -> None:
        """Shows a sentence below the field (also one from the rules, after saving); "" shows the hint again."""
        words = sentence or self._hint_now()
        self._below.setText(words)
        retone(self._below, "tone", "bad" if sentence else "")
        self._below.setVisible(bool(words))
        self._mark_wrong(bool(sentence))
        target = self.focusProxy()
        if target is not None:
            target.setAccessibleDescription(words)  # what stands below is heard with the field

    def _hint_now(self) -> str:
        return self._hint

    def _adopt(self, widget: QWidget) -> None:
        widget.setAccessibleName(self.title)
        widget.setAccessibleDescription(self._hint)
        self._column.insertWidget(1, widget)
        self.setFocusProxy(widget)

    def _touched(self) -> None:
        self.show_problem("" if self.is_empty() else self.problem())
        self.changed.emit()

    def _mark_wrong(self, wrong: bool) -> None:
        target = self.focusProxy()
        if isinstance(target, Combo):
            target.wrong = wrong
            target.update()
        elif target is not None:
            retone(target, "wrong", "true" if wrong else "")


class TextField(Field):
    """One line of text, or several; the value is stripped."""

    def __init__(self, key: str, title: str, *, placeholder: str = "", lines: int = 1, **more: Any) -> None:
        super().__init__(key, title, **more)
        self.input: QLineEdit | QPlainTextEdit
        if lines > 1:
            self.input = QPlainTextEdit()
            self.input.setFixedHeight(14 + 24 * lines)
            self.input.setTabChangesFocus(True)
        else:
            self.input = QLineEdit()
        self.input.setPlaceholderText(placeholder)
        self._typed = ""
        self.input.textChanged.connect(self._on_text)
        self._adopt(self.input)

    def value(self) -> str:
        return self._text().strip()

    def _text(self) -> str:
        return self.input.toPlainText() if isinstance(self.input, QPlainTextEdit) else self.input.text()

    def _on_text(self) -> None:
        typed = self._text()
        if typed != self._typed:  # several lines also tell of what an input method is still composing
            self._typed = typed
            self._touched()

    def set_value(self, value: str | None) -> None:
        self.input.blockSignals(True)
        if isinstance(self.input, QPlainTextEdit):
            self.input.setPlainText(value or "")
        else:
            self.input.setText(value or "")
        self.input.blockSignals(False)
        self._typed = self._text()


WIDTH = 176  # px of a number: as wide as half of a form in the widest pane


class NumberField(Field):
    """A whole number within limits, in digits of either script; the value is an int or None."""

    def __init__(self, key: str, title: str, *, low: int = 0, high: int = 99_999, **more: Any) -> None:
        super().__init__(key, title, **more)
        self._low, self._high = low, high
        self.input = QLineEdit()
        self.input.setMaximumWidth(WIDTH)
        self.input.setValidator(QRegularExpressionValidator(QRegularExpression(r"[0-9०-९]{0,9}"), self.input))
        self.input.textChanged.connect(self._touched)
        self._adopt(self.input)

    def value(self) -> int | None:
        text = self.input.text()
        return int(text) if text else None

    def set_value(self, value: int | None) -> None:
        self.input.blockSignals(True)
        self.input.setText("" if value is None else str(value))
        self.input.blockSignals(False)

    def problem(self) -> str:
        value = self.value()
        if value is not None and not self._low <= value <= self._high:
            text = _("Use a number from {low} to {high}.")
            return text.format(low=group_digits(self._low), high=group_digits(self._high))
        return super().problem()


class ChoiceField(Field):
    """One of a few. With `placeholder` nothing is chosen at first and the value is None."""

    def __init__(self, key: str, title: str, options: list[Option], *, placeholder: str = "", **more: Any) -> None:
        super().__init__(key, title, **more)
        self._options = options
        self.input = Combo()
        for option in options:
            self.input.addItem(option.text)
        self.input.setPlaceholderText(placeholder)
        self.input.setCurrentIndex(-1 if placeholder else 0)
        self.input.currentIndexChanged.connect(self._touched)
        self._adopt(self.input)

    def value(self) -> Any:
        at = self.input.currentIndex()
        return self._options[at].value if at >= 0 else None

    def set_value(self, value: Any) -> None:
        places = [n for n, option in enumerate(self._options) if option.value == value]
        self.input.blockSignals(True)
        self.input.setCurrentIndex(places[0] if places else -1)
        self.input.blockSignals(False)
        self.input.update()
