"""Somebody at the gate whom nobody invited: their last four digits find them on the roster, Enter opens the walk-in."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from organizer_app.domain.members import MemberRow
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import attendance_desk
from ui.attendance.board import Board
from ui.shared.records import Records

MOST = 9  # people with the same four digits that are offered


class Uninvited(QObject):
    """`people` of the roster are those whom the four digits on the board mean; empty when somebody else is typed."""

    def __init__(self, records: Records, board: Board, open_walk_in: Callable[[], object]) -> None:
        super().__init__(board)
        self._records, self._board = records, board
        self._digits, self.people = "", tuple[MemberRow, ...]()
        board.unknown.connect(self._ask)
        board.walk_in_asked.connect(open_walk_in)

    def _ask(self, digits: str) -> None:
        self._digits, self.people = digits, ()
        if digits:
            work = partial(attendance_desk.by_last_four, digits=digits, limit=MOST)
            done = partial(self._on_found, digits)
            self._records.read(work, done=done, owner=self, latest="uninvited")

    def _on_found(self, digits: str, people: tuple[MemberRow, ...]) -> None:
        if digits != self._digits:
            return
        self.people = people
        if len(people) == 1:
            who = ", ".join(filter(None, (people[0].name, people[0].block_name or people[0].area_name)))
            self._board.offer_walk_in(_("Not invited: {who}. Enter opens the walk-in.").format(who=who))
        elif people:
            told = _("Not invited: {n} people of the roster have these digits. Enter opens the walk-in.")
            self._board.offer_walk_in(told.format(n=group_digits(len(people))))
