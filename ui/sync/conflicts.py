"""The list of records that two people changed. J and K go through it, 1 to 4 decide about the one in turn."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QScrollArea

from organizer_app.domain.conflicts import Conflicted
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.labels import label, pill
from ui.shared.layout import clear, column, row
from ui.shared.notices import announce
from ui.sync.conflict_card import MINE, THEIRS, ConflictCard

SHOWN = 10  # cards at a time; the next ones come when these are decided

Open = Callable[[Conflicted], Callable[[], object] | None]


class Conflicts(QFrame):
    """`show_records` fills it; `decided(record, decision)` when the person chose; hidden while there is nothing."""

    decided = Signal(object, object)

    def __init__(self, open_record: Open) -> None:
        super().__init__()
        self._open = open_record
        self.cards: list[ConflictCard] = []
        self._list = column(gap=14)
        self._at = 0
        self.setLayout(self._list)
        self.hide()

    def show_records(self, records: Sequence[Conflicted]) -> None:
        """Shows these records; the keys stay at the place in the list where they were."""
        clear(self._list)
        self.cards = [ConflictCard(record, self._open(record)) for record in records[:SHOWN]]
        self.setVisible(bool(records))
        if not records:
            return
        keys = label(_("1 mine · 2 theirs · 3 marked · 4 write · J next · K before"), "caption")
        head = row(
            label(_("Two people changed this"), "title"), pill(group_digits(len(records)), "warn"), None, keys, gap=10
        )
        self._list.addLayout(head)
        text = _("The later change stands for now. Nothing is lost: choose what is right, and undo if you were wrong.")
        self._list.addWidget(label(text, "muted", wrap=True))
        for card in self.cards:
            card.decided.connect(self.decided)
            self._list.addWidget(card)
        if len(records) > SHOWN:
            n = len(records) - SHOWN
            more = ngettext("{n} more comes after these", "{n} more come after these", n).format(n=group_digits(n))
            self._list.addWidget(label(more, "small"))
        self._mark(self._at, scroll=False)

    def step(self, by: int) -> None:
        """Goes to the next record or the one before."""
        if self.cards:
            self._mark((self._at + by) % len(self.cards), scroll=True)

    def keep_mine(self) -> None:
        """Keeps the left value of the record in turn."""
        if self.cards:
            self.cards[self._at].keep(MINE)

    def keep_theirs(self) -> None:
        """Keeps the right value of the record in turn."""
        if self.cards:
            self.cards[self._at].keep(THEIRS)

    def keep_marked(self) -> None:
        """Keeps what is marked in the record in turn."""
        if self.cards:
            self.cards[self._at].keep_marked()

    def write(self) -> None:
        """Goes to where another value is written for the record in turn."""
        if self.cards:
            self.cards[self._at].write()

    def ask_before(self) -> tuple[bytes, ...]:
        """The conflicts shown of which this laptop does not know what was before."""
        return tuple(identity for card in self.cards for identity in card.ask_before())

    def tell_before(self, told: Mapping[bytes, str]) -> None:
        """Shows what was before, as HQ says."""
        for card in self.cards:
            card.tell_before(told)

    def show_refusal(self, record: Conflicted, sentence: str) -> None:
        """Says at a record why the decision was not taken."""
        for card in self.cards:
            if card.record == record:
                card.show_refusal(sentence)

    def place(self) -> int:
        """Which record is in turn."""
        return self._at

    def go_to(self, place: int) -> None:
        """Goes back to a place after the page was made anew."""
        self._at = place

    def _mark(self, at: int, *, scroll: bool) -> None:
        self._at = min(at, len(self.cards) - 1)
        for number, card in enumerate(self.cards):
            card.set_current(number == self._at)
        card = self.cards[self._at]
        if scroll:
            announce(card, card.accessibleName())
            around = self.parentWidget()
            while around is not None and not isinstance(around, QScrollArea):
                around = around.parentWidget()
            if around is not None:
                around.ensureWidgetVisible(card, 0, 24)
