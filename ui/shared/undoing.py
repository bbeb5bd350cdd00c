"""What a page wrote last, said with undo: the toast and Ctrl+Z take it back."""

from organizer_app.domain.words import translate as _
from ui.shared.page import Shell
from ui.shared.records import Records


class Undoing:
    """`say(sentence)` after a write, `undo()` for the page's own; False when there is nothing of this page to undo."""

    def __init__(self, shell: Shell, records: Records) -> None:
        self._shell, self._records, self._due = shell, records, False

    def say(self, sentence: str) -> None:
        """Says what was written; from now on it can be taken back."""
        self._due = True
        self._shell.say(sentence, undo=self._take_back)

    def undo(self) -> bool:
        """Takes it back."""
        if not self._due:
            return False
        self._take_back()
        return True

    def _take_back(self) -> None:
        self._due = False
        self._records.undo(done=self._on_taken_back, owner=None)  # the toast outlives the page

    def _on_taken_back(self, about: str) -> None:
        words = _("Taken back: {about}").format(about=about) if about else _("Nothing to undo here.")
        self._shell.say(words, tone="info")
