"""Lists with a name in the pane: opened, renamed, removed; examples where there are none yet."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import list_shelf, saved_lists
from organizer_app.services.list_shelf import Shelf, Shelved
from organizer_app.services.ready_lists import Ready
from organizer_app.services.saved_lists import Saved
from ui.members.filters import chips_of
from ui.members.list_act import Asked, Desk
from ui.members.lists_save import save_list, show_name_form
from ui.shared.buttons import button
from ui.shared.labels import label
from ui.shared.layout import Item, box, clear, column, row
from ui.shared.notices import notice
from ui.shared.style import metrics

WIDEST = 220  # px of a name; the whole of it is in the tooltip


class ListsView(QWidget):
    """The saved lists of the district, each with what it finds, and the examples; it reads itself."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setLayout(column(gap=10))
        self.ask()

    def ask(self) -> None:
        """Reads the lists again."""
        self._desk.records.read(list_shelf.shelf, done=self._show, owner=self, latest="lists")

    def _show(self, shelf: Shelf) -> None:
        layout = self.layout()
        if layout is None:
            return
        clear(layout)
        parts: list[QWidget] = [self._list(one) for one in shelf.lists] or [_first_step()]
        if shelf.examples:
            parts.append(label(_("Examples"), "caption"))
            parts += [self._example(ready) for ready in shelf.examples]
        for part in parts:
            layout.addWidget(part)

    def _list(self, one: Shelved) -> QFrame:
        saved = one.saved
        rename = _small("pencil", _("Rename {title}").format(title=saved.title), partial(self._rename, saved))
        remove = _small("trash", _("Remove {title}").format(title=saved.title), partial(self._remove, saved))
        about = label(f"{_people(one.people)} · {one.about}", "small", wrap=True)
        lines: list[Item] = [row(self._opener(saved), None), row((about, 1), rename, remove, gap=2)]
        if saved.trouble:
            lines.append(notice(saved.trouble, "warn"))
        return box(column(*lines, gap=2, margins=(12, 6, 6, 10)), "sunk")

    def _example(self, ready: Ready) -> QFrame:
        saved = Saved(b"", ready.title, ready.chosen)
        found = label(_people(ready.people), "small")
        return box(column(row(self._opener(saved), None), found, gap=2, margins=(12, 6, 6, 10)), "sunk")

    def _opener(self, saved: Saved) -> QPushButton:
        tip = _("Show the people of “{title}”").format(title=saved.title)
        title = metrics(15, 500).elidedText(saved.title, Qt.TextElideMode.ElideRight, WIDEST)
        made = button(title, kind="ghost", icon="list", tip=tip, on=partial(self._open, saved))
        made.setAccessibleName(tip)
        return made

    def _open(self, saved: Saved) -> None:
        asked = Asked(
            query=saved.sought.words,
            chips=chips_of(saved.chosen),
            sort=saved.sort,
            descending=saved.descending,
            everywhere=saved.sought.everywhere,
        )
        self._desk.ask(asked, saved.columns)
        if saved.trouble:
            self._desk.shell.say(saved.trouble, tone="warn")

    def _rename(self, saved: Saved) -> None:
        show_name_form(self._desk, saved, done=partial(show_lists, self._desk))

    def _remove(self, saved: Saved) -> None:
        work = partial(saved_lists.remove, id=saved.id)
        self._desk.records.write("lists.remove", work, about=saved.title, done=self._on_removed, owner=self)

    def _on_removed(self, title: str) -> None:
        self.ask()
        self._desk.wrote(_("The list “{title}” is removed.").format(title=title))


def show_lists(desk: Desk) -> None:
    """Puts the lists into the pane."""
    view = ListsView(desk)
    keep = button(_("Save this list…"), kind="primary", icon="plus", on=partial(save_list, desk))
    desk.show_view(_("Saved lists"), view, keep)


def _first_step() -> QFrame:
    words = _(
        "Choose people with the chips above the table or by words, then keep the choice under a name: it always finds "
        "who fits today, and can be printed, saved as a file or invited to a camp."
    )
    return box(column(label(_("No list saved yet"), "strong"), label(words, "muted", wrap=True), gap=4))


def _small(icon: str, tip: str, on: Callable[[], object]) -> QPushButton:
    return button(kind="icon", icon=icon, tip=tip, on=on)


def _people(count: int) -> str:
    return ngettext("{n} person", "{n} people", count).format(n=group_digits(count))
