"""Which people an act on the list means, and what keeps some of them off a list to call or write to."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QFrame

from organizer_app.domain.list_columns import USE_NAMES
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import contact_lists
from organizer_app.services.contact_lists import Sorted
from organizer_app.services.members_where import ALL, Filter
from ui.members.list_act import Listed
from ui.shared.field import ChoiceField, Option
from ui.shared.labels import label
from ui.shared.layout import box, clear, column
from ui.shared.notices import announce
from ui.shared.records import Records


def whom(listed: Listed) -> tuple[Filter, Sequence[int] | None]:
    """The filter, or the local numbers of those selected or searched for."""
    if len(listed.selected) > 1 or listed.asked.query:
        return ALL, listed.numbers()
    return listed.chosen, None


def use_field() -> ChoiceField:
    """What the list is for."""
    return ChoiceField("use", _("What is it for"), [Option(use, _(name)) for use, name in USE_NAMES.items()])


class Told(QFrame):
    """How many people will be on the list and who is left out, said before anything is made."""

    def __init__(self, records: Records, numbers: Sequence[int]) -> None:
        super().__init__()
        self._records, self._numbers = records, numbers
        self._box = box(column(gap=4, margins=(12, 10, 12, 10)), "sunk")
        self.setLayout(column(self._box, gap=0))

    def ask(self, use: str) -> None:
        """Counts for a use."""
        work = partial(contact_lists.sort_out, numbers=self._numbers, use=use)
        self._records.read(work, done=self._show, owner=self, latest="sorted-out")

    def _show(self, found: Sorted) -> None:
        layout = self._box.layout()
        if layout is None:
            return
        clear(layout)
        count = len(found.numbers)
        words = ngettext("{n} person on the list", "{n} people on the list", count).format(n=group_digits(count))
        layout.addWidget(label(words, "strong", wrap=True))
        if found.told:
            layout.addWidget(label(found.told, "small", tone="warn", wrap=True))
        announce(self, f"{words} {found.told}")
