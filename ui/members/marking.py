"""Which parts of the rows a search met, for the cells: worked out once for each row and question."""

from collections.abc import Callable, Sequence

from organizer_app.domain.matched import Mark, Span, matched
from organizer_app.domain.members import MemberRow

MarksOf = Callable[[MemberRow], Sequence[Mark]]


class Marking:
    """`ask(words)` what was searched for, "" for nothing; `of(row)` the marks of a row."""

    def __init__(self) -> None:
        self._words = ""
        self._known: dict[int, tuple[MemberRow, Sequence[Mark]]] = {}

    def ask(self, words: str) -> None:
        """Marks these words from now on."""
        if words != self._words:
            self._words, self._known = words, {}

    def of(self, row: MemberRow) -> Sequence[Mark]:
        """The parts of a row that answered."""
        if not self._words:
            return ()
        known = self._known.get(row.n)
        if known is None or known[0] is not row:
            known = self._known[row.n] = (row, matched(row, self._words))
        return known[1]


def moved(spans: Sequence[Span], by: int) -> tuple[Span, ...]:
    """The same parts where the text stands further on (or, below 0, begins later); what is before it is left out."""
    return tuple((start + by, end + by) for start, end in spans if start + by >= 0)
