"""The members page: the roster with one person at the right, and bringing a roster file in."""

from functools import cached_property, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFocusEvent, QShowEvent

from organizer_app.domain.members import MemberRow
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import members, merged
from organizer_app.services.members_filters import Choices
from ui.members.acts import REACH
from ui.members.list_act import Asked
from ui.members.list_acts import LIST_ACTS
from ui.members.list_page import ListPage
from ui.members.menu import Choice, person_menu
from ui.members.pane import EDIT, PERSON
from ui.shared.page import Shell
from ui.shared.records import Records
from ui.shared.rights import why_not

if TYPE_CHECKING:
    from ui.members.import_draft import Draft
    from ui.members.import_view import ImportView


class MembersPage(ListPage):
    """`open_place` takes a person's id, "add", "import", "duplicates", a path to import, or chips {"area": [id], …}."""

    shows = frozenset({"members", "posts", "consents", "wings", "areas", "organisations"})

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell, records)
        self._typed = ""
        self.fill(self._stack)
        self.setAcceptDrops(True)
        self._connect()

    @cached_property
    def imports(self) -> "ImportView":
        """Bringing a file in; loaded and made when somebody does, for it takes as long as the rest of the page."""
        made: ImportView = import_module("ui.members.import_view").ImportView(self.shell, self.records)
        self._stack.addWidget(made)
        self._lasting = (self.side, made)
        made.left.connect(self._on_import_left)
        made.result.duplicates_asked.connect(lambda: self._show_duplicates())
        return made

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.shell.show_words(self.roster.asked.query)  # something else may have been looked for on another page

    def refresh(self) -> None:
        self.roster.ask()
        self.person.refresh()

    def state(self) -> dict[str, Any]:
        view: Any = self._stack.currentWidget()
        return {
            "asked": self.roster.asked,
            "table": self.roster.table.place(),
            "person": self.person.state(),
            "import": self.imports.draft if self._importing() else None,
            "duplicates": view.state() if getattr(view, "kept_as", "") == "duplicates" else None,
        }

    def restore(self, state: dict[str, Any]) -> None:
        if not state:
            return
        self.roster.table.go_to(state["table"])
        self.roster.restore(state["asked"])
        self.person.restore(state["person"])
        if state["import"] is not None:
            self._open_import(state["import"])
        if state["duplicates"] is not None:
            self._show_duplicates(state["duplicates"])

    def open_place(self, place: Any) -> None:
        self._show_roster()
        if isinstance(place, bytes):
            self._go_to(place)
        elif place == "add":
            self.person.show_add()
        elif place == "import":
            self._open_import()
        elif place == "duplicates":
            self._show_duplicates()
        elif isinstance(place, Path):
            self.take_file(place)
        elif isinstance(place, dict):
            self.roster.asked.query = ""
            self.shell.show_words("")
            self.roster.filter(place)

    def search(self, text: str) -> bool:
        entered, self._typed = text == self._typed, text
        if text.strip() or not self._importing():
            self._show_roster()
            self.roster.search(text)
        if entered and text:  # Enter asks for the same words once more: on to whom they found
            self.roster.focus_table()
        return True

    def undo(self) -> bool:
        if not self._undoable:
            return False
        self._take_back()
        return True

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+N", _("Add member")),
            ("Ctrl+I", _("Import")),
            ("Shift+F2", _("Edit")),
            *([] if why_not(May.CHANGE) else [("F2", _("Type into the cell"))]),
            ("Ctrl+M", _("What to do with this list")),
            ("Del", _("Take off the roster")),
            ("Ctrl+Shift+O", _("Add office")),
            ("Ctrl+Shift+C", _("Record consent")),
            ("Ctrl+G", _("Use the guessed name")),
            ("Ctrl+E", _("Search everywhere or at home")),
            ("Ctrl+Return", _("Save")),
            *((act.key, act.text()) for act in LIST_ACTS if act.key),
        ]

    def take_file(self, path: Path) -> None:
        """Opens the import with a file chosen."""
        if not self._refused():
            self._open_import()
            self.imports.take_file(path)

    def _refused(self) -> bool:
        """Says why who may change nothing brings nothing in."""
        why = why_not(May.CHANGE)
        if why:
            self.shell.say(why, tone="info")
        return bool(why)

    def focusInEvent(self, event: QFocusEvent) -> None:
        (self.imports if self._importing() else self.roster).setFocus(event.reason())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not any(url.isLocalFile() for url in event.mimeData().urls()):
            return
        if self._refused():
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_file(files[0])

    def _connect(self) -> None:
        table = self.roster.table
        table.chosen.connect(self._on_chosen)
        table.opened.connect(self._on_opened)
        table.menu_asked.connect(self._on_menu)
        table.refused.connect(lambda why: self.shell.say(why, tone="info"))
        self.roster.import_asked.connect(lambda: self._open_import())
        self.roster.add_asked.connect(self.person.show_add)
        self.roster.chosen_known.connect(self._on_choices)
        self.person.wrote.connect(self._on_wrote)
        self.person.added.connect(self._go_to)
        self.person.failed.connect(lambda sentence: self.shell.say(sentence, tone="bad"))
        self.person.take_off_asked.connect(self._take_off)
        self.person.erased.connect(self._on_erased)

    def _importing(self) -> bool:
        return "imports" in vars(self) and self._stack.currentWidget() is self.imports

    def _open_import(self, draft: "Draft | None" = None) -> None:
        if self._importing() and self.imports.running():
            return
        self.imports.show_draft(draft or import_module("ui.members.import_draft").Draft())
        self._stack.setCurrentWidget(self.imports)

    def _on_import_left(self, newest_first: bool) -> None:
        self._show_roster()
        if newest_first:
            self.roster.restore(Asked(sort="changed", descending=True))
            self._show_everybody()
        self.roster.focus_table()

    def _on_choices(self, choices: Choices) -> None:
        self.person.wings = choices.wings

    def _on_chosen(self, row: MemberRow | None) -> None:
        if self.person.busy() or (row is not None and row.id == self.person.id and self.person.mode):
            return
        if row is not None:
            self.person.show_person(row.id)
        elif self.person.mode == PERSON or self.person.mode in REACH:
            self.person.close()

    def _on_opened(self, row: MemberRow) -> None:
        if not self.person.busy():
            self.person.show_person(row.id, PERSON if why_not(May.CHANGE) else EDIT)

    def _on_menu(self, row: MemberRow, at: QPoint) -> None:
        numbers = self.roster.table.selected_ids()
        menu = person_menu(row, len(numbers) if row.n in numbers else 1, self)
        menu.picked.connect(partial(self._on_menu_picked, row))
        self.records.read(partial(merged.entries, member=row.id), done=menu.show_merged, owner=menu)
        menu.popup(at)

    def _show_duplicates(self, state: dict[str, Any] | None = None) -> None:
        import_module("ui.members.duplicates").show_duplicates(self, state)

    def _on_menu_picked(self, row: MemberRow, choice: Choice) -> None:
        if choice is Choice.TAKE_OFF:
            self._take_off()
        elif choice is Choice.INVITE:
            numbers = self.roster.table.selected_ids()
            import_module("ui.members.lists_invite").invite(self, numbers if row.n in numbers else [row.n])
        else:
            self.person.show_person(row.id, EDIT if choice is Choice.EDIT else choice.value)

    def _go_to(self, member: bytes) -> None:
        """Shows a person and, when the table has the row, selects it."""
        self.person.show_person(member)
        self.records.read(partial(members.get, id=member), done=self._select, owner=self, latest="go-to")

    def _select(self, member: Any) -> None:
        table = self.roster.table
        if not table.select_id(member.n):
            table.go_to(table.place() | {"id": member.n, "scroll": None})
