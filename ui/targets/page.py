"""The page of targets: how far a place is with a drive, line by line, and the places below."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from organizer_app.domain.boards import MEMBERS, Board, Drive, Standing, What
from organizer_app.domain.clock import today
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane, card
from ui.shared.empty import empty
from ui.shared.field import Option
from ui.shared.labels import label
from ui.shared.layout import Stack, box, clear, column, row, scrolled
from ui.shared.page import Page, Shell
from ui.shared.records import Records
from ui.shared.tallying import Tallying
from ui.shared.undoing import Undoing
from ui.targets import reading
from ui.targets.acts import PRINT, TABLE, Acts
from ui.targets.forms import Forms
from ui.targets.head import Head
from ui.targets.honest import HONEST, HonestPane
from ui.targets.lines import GOAL_KEY, Lines
from ui.targets.pane import SHARE, TAKE_BACK, LinePane
from ui.targets.pictures import PicturesCard
from ui.targets.reading import Look
from ui.targets.told import counted_words, notes

WIDTH = 420  # px of the pane
OPEN_FROM = 1000  # px of the page from which the first line is opened by itself
UP = "Alt+Up"


class TargetsPage(Page):
    """`open_place` takes a place's id."""

    shows = frozenset(
        {"drives", "targets", "tallies", "members", "posts", "attendance", "camps"}
        | {"groups", "group_counts", "areas", "wings"}
    )

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self.records = records
        self.look: Look | None = None
        self.wings: tuple[Option, ...] = ()
        self._has_looked = False
        self.undoing = Undoing(shell, records)
        self._preview: Any = None
        self._drive: bytes | None = None
        self._area: bytes | None = None
        self._what: What | None = None
        self.counting = Tallying(records, self)
        self.counting.turned.connect(self._show_counted)
        self._stack, self._whole = Stack(), Stack()
        self.head = Head(records)
        self.head.drive_asked.connect(self.open_drive)
        self.head.place_asked.connect(self._on_place)
        self._notes = column(gap=4)
        self.lines = Lines()
        self.lines.opened.connect(self.open_line)
        self.pictures = PicturesCard(records)
        self.pictures.place_asked.connect(self.open_place)
        self._counted = label("", "small")
        self._pane = SidePane(WIDTH)
        self.side = SideBySide(box(column((self._stack, 1), gap=0), "page"), self._pane)
        self._pane.closed.connect(self._on_closed)
        self.pane = LinePane(records, self.side, self._pane)
        self.pane.place_asked.connect(self.open_place)
        self.forms = Forms(records, self.side, self._pane)
        self.forms.opened.connect(self.pane.forget)
        self.forms.wrote.connect(self.undoing.say)
        self.forms.told.connect(self._on_failed)
        self.honest = HonestPane(records, self.side, self._pane, self.forms)
        self.honest.paper.connect(self.show_paper)
        self._connect_acts()
        self._board_view = self._make_board()
        begin = button(_("Begin a drive"), kind="primary", icon="target", needs=May.CHANGE, on=self.begin_drive)
        text = _(
            "A drive has days and goals. Begin one from the template that comes with the program, or in your own words."
        )
        self._waiting, self._none = QWidget(), empty("target", _("No drive yet"), text, begin)
        for part in (self._waiting, self._none, self._board_view):
            self._stack.addWidget(part)
        self._whole.addWidget(self.side)
        self.fill(self._whole)
        up = QShortcut(QKeySequence(UP), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        up.activated.connect(self.go_up)

    @property
    def board(self) -> Board | None:
        """What shows."""
        return self.look.board if self.look is not None else None

    def _connect_acts(self) -> None:
        self.pane.goal_asked.connect(lambda one: self.with_board(lambda b: self.forms.goal(b, self.wings, one)))
        self.pane.share_asked.connect(lambda one: self.with_board(lambda b: self.forms.share(b, one)))
        self.pane.back_asked.connect(lambda one: self.with_board(lambda b: self.forms.take_back(b, one)))

    def with_board(self, act: Callable[[Any], object]) -> None:
        """Does something with the board that shows, if one does."""
        if self.board is not None and self.board.drive is not None:
            act(self.board)

    def with_drive(self, act: Callable[[Drive], object]) -> None:
        """Does something with the drive that shows, if one does."""
        if self.board is not None and self.board.drive is not None:
            act(self.board.drive)

    def begin_drive(self) -> None:
        """The form that begins a drive."""
        if self.look is not None:
            self.forms.begin(self.look)

    def change_drive(self) -> None:
        """The form of all that the drive says of itself."""
        self.with_drive(lambda drive: self.forms.change(drive, self.wings))

    def show_honest(self) -> None:
        """How sure the numbers of this place are, in the pane."""
        if self.board is not None:
            self._on_closed()
            self.honest.show(self.board)

    def show_paper(self, name: str, pdf: bytes) -> None:
        """Shows a paper over the page."""
        if self._preview is None:
            self._preview = import_module("ui.shared.preview").Preview(self.shell)
            self._preview.closed.connect(self._on_preview_closed)
            self._whole.addWidget(self._preview)
        self._preview.show_pdf(pdf, name)
        self._whole.setCurrentWidget(self._preview)
        self._preview.setFocus()

    def undo(self) -> bool:
        return self.undoing.undo()

    def refresh(self) -> None:
        work = partial(reading.look, drive=self._drive, area=self._area, day=today())
        self.records.read(work, done=self._on_look, failed=self._on_failed, owner=self, latest="look")

    def state(self) -> dict[str, Any]:
        return {"drive": self._drive, "area": self._area, "what": self._what}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self._drive, self._area, self._what = state["drive"], state["area"], state["what"]

    def open_drive(self, drive: bytes) -> None:
        """Looks at another drive."""
        self._drive = drive
        self.refresh()

    def open_place(self, place: Any) -> None:
        if isinstance(place, bytes):
            self._area = place
            self.refresh()

    def go_up(self) -> None:
        """To the place in which this one lies."""
        if self.look is not None and len(self.look.way) > 1:
            self.open_place(self.look.way[1].id)

    def open_line(self, what: What | None) -> None:
        """Shows a line in the pane."""
        self._what = what
        self.lines.choose(what)
        one = self.standing()
        if one is not None and self.board is not None:
            self.pane.show(self.board, one)
            self.pictures.ask(self.board, one)

    def looked_at(self) -> What:
        """What of the drive is looked at: the line in the pane, else the members."""
        return self._what or What(MEMBERS)

    def standing(self) -> Standing | None:
        """The line that is looked at."""
        board = self.board
        return next((one for one in board.standings if one.what == self._what), None) if board else None

    def keys(self) -> list[tuple[str, str]]:
        return [
            (UP, _("To the place above")),
            (GOAL_KEY, _("Set the goal")),
            (SHARE, _("Share out")),
            (TAKE_BACK, _("Take back")),
            ("Ctrl+M", _("What to do with this drive")),
            (HONEST, _("How sure the numbers are")),
            (PRINT, _("Print…")),
            (TABLE, _("Goals from a table…")),
        ]

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.counting.begin()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.counting.stop()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.lines.isVisible():
            self.lines.setFocus(event.reason())

    def _make_board(self) -> QWidget:
        self.acts = Acts(self)
        self.head.add(self.acts.menu)
        body = column(
            card(self.lines, margins=(0, 4, 0, 4)), self._notes, self.pictures, None, gap=12, margins=(26, 4, 26, 16)
        )
        foot = box(row(self._counted, None, margins=(26, 5, 26, 5)), "bar")
        return box(column(self.head, (scrolled(box(body, "page")), 1), foot, gap=0), "page")

    def _on_look(self, look: Look) -> None:
        self.look, self.wings = look, look.wings
        board = look.board
        if board is None or board.drive is None:
            self._stack.setCurrentWidget(self._none)
            return
        self.head.show_look(look, board, board.drive)
        self.lines.show_standings(board.standings, board.day)
        self._show_notes(board)
        self._show_counted()
        if board.standings:
            self.pictures.ask(board, self.standing() or board.standings[0])
        self._stack.setCurrentWidget(self._board_view)
        if self.hasFocus():
            self.lines.setFocus()
        if not self._has_looked and self.width() >= OPEN_FROM and board.standings:
            self._what = self._what or board.standings[0].what
        self._has_looked = True
        if self.forms.form is None and self._what is not None and self.standing() is not None:
            self.open_line(self._what)
        elif self.pane.what is not None and self.forms.form is None:
            self.side.close_pane()

    def _show_notes(self, board: Board) -> None:
        clear(self._notes)
        for words in notes(board):
            self._notes.addWidget(label(words, "small", wrap=True))

    def _show_counted(self) -> None:
        self._counted.setText(counted_words(self.board, busy=self.counting.busy))

    def _on_place(self, chosen: bytes) -> None:
        if chosen != self._area:
            self.open_place(chosen)

    def _on_closed(self) -> None:
        self.pane.forget()
        self._what = None
        self.lines.choose(None)

    def _on_preview_closed(self) -> None:
        self._whole.setCurrentWidget(self.side)
        self.lines.setFocus()

    def _on_failed(self, sentence: str) -> None:
        self.shell.say(sentence, tone="bad")
