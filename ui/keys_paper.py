"""The map of keys on paper: the button at its foot, and the page in the place of what is on screen until it is left."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton

from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from organizer_app.printing import key_map
from ui.shared.buttons import button
from ui.shared.cards import SideBySide
from ui.shared.keymap import Key, KeyMap
from ui.shared.layout import Stack
from ui.shared.page import Shell
from ui.shared.preview import Preview

NAME = "keys-paper"


def offer(shell: Shell, body: SideBySide, listed: KeyMap, title: str) -> QPushButton:
    """The button that shows the paper in the place of the pages; `title` is the name of the page in view."""
    return button(_("Print"), icon="printer", on=partial(_make, shell, body, listed, title))


def _make(shell: Shell, body: SideBySide, listed: KeyMap, title: str) -> None:
    work = partial(_pdf, listed.parts(), title, language())
    shell.tasks.run(work, done=partial(_show, shell, body), pool="work", owner=listed)


def _pdf(parts: Sequence[tuple[str, Sequence[Key]]], title: str, code: str) -> bytes:
    here, everywhere = ([(key.shown(), key.words) for key in keys] for _title, keys in parts)
    return key_map.pdf(here, everywhere, page=title, language=code)


def _show(shell: Shell, body: SideBySide, pdf: bytes) -> None:
    stack = body.body
    if not isinstance(stack, Stack):
        return
    body.close_pane()
    for old in stack.findChildren(Preview, NAME):  # left by going to another page
        stack.removeWidget(old)
        old.deleteLater()
    before = stack.currentWidget()
    preview = Preview(shell)
    preview.setObjectName(NAME)
    stack.addWidget(preview)

    def leave() -> None:
        if before is not None and stack.currentWidget() is preview:
            stack.setCurrentWidget(before)
        stack.removeWidget(preview)
        preview.deleteLater()

    preview.closed.connect(leave)
    stack.setCurrentWidget(preview)
    preview.show_pdf(pdf, _("keys.pdf"))
    preview.setFocus()
