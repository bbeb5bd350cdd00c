"""The marks as keys and words: which key gives which mark, and the sentences that say what was marked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from organizer_app.domain.attendance import ABSENT, EXCUSED, LATE, PRESENT
from organizer_app.domain.words import N_, ngettext
from organizer_app.domain.words import translate as _

UNMARK = ""
# The second letter is what the same key types on a Hindi (InScript) keyboard.
LETTERS = {"a": ABSENT, "ो": ABSENT, "l": LATE, "त": LATE, "e": EXCUSED, "ा": EXCUSED}
KEYS = {
    Qt.Key.Key_Space: PRESENT,
    Qt.Key.Key_Return: PRESENT,
    Qt.Key.Key_Enter: PRESENT,
    Qt.Key.Key_Delete: UNMARK,
    Qt.Key.Key_Backspace: UNMARK,
}
# (mark, the verb on its button, its key as it is shown, icon)
BUTTONS = (
    (PRESENT, N_("Came"), N_("Space"), "check"),
    (ABSENT, N_("Absent"), "A", "x"),
    (LATE, N_("Late"), "L", "clock"),
    (EXCUSED, N_("Excused"), "E", "minus"),
)
ICONS = {PRESENT: ("check", "ok"), ABSENT: ("x", "bad"), LATE: ("clock", "warn"), EXCUSED: ("minus", "info")}


def mark_of(event: QKeyEvent) -> str | None:
    """The mark a key stands for, "" to take a mark back, None for other keys."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return None
    key = Qt.Key(event.key())
    return KEYS[key] if key in KEYS else LETTERS.get(event.text().lower())


def state_text(mark: str) -> str:
    """The mark as a word of a sentence, also for none."""
    return {
        PRESENT: _("came"),
        LATE: _("came late"),
        ABSENT: _("absent"),
        EXCUSED: _("excused"),
    }.get(mark, _("not marked"))


def people_text(count: int) -> str:
    """1 person, 12 people."""
    return ngettext("{count} person", "{count} people", count).format(count=count)
