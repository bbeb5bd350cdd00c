"""Which people an act on the list means, and what keeps some of them off a list to call or write to."""

from collections.abc import Sequence
from functools import partial

from organizer_app.domain.list_columns import USE_NAMES
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import contact_lists
from organizer_app.services.contact_lists import Sorted
from organizer_app.services.members_where import ALL, Filter
from ui.members.list_act import Listed
from ui.shared.field import ChoiceField, Option
from ui.shared.notices import announce
from ui.shared.records import Records


def whom(listed: Listed) -> tuple[Filter, Sequence[int] | None]:
    """The filter, or the local numbers of those selected or searched for."""
    if len(listed.selected) > 1 or listed.asked.query:
        return ALL, listed.numbers()
    return listed.chosen, None


class UseField(ChoiceField):
    """What the list is for; below it how many people that leaves on it, and why the others are left out."""

    def __init__(self, records: Records, numbers: Sequence[int]) -> None:
        super().__init__("use", _("What is it for"), [Option(use, _(name)) for use, name in USE_NAMES.items()])
        self._records, self._numbers = records, numbers
        self.changed.connect(self._count)
        self._count()

    def _count(self) -> None:
        work = partial(contact_lists.sort_out, numbers=self._numbers, use=self.value())
        self._records.read(work, done=self._tell, owner=self, latest="sorted-out")

    def _tell(self, found: Sorted) -> None:
        count = len(found.numbers)
        words = ngettext("{n} person on the list", "{n} people on the list", count).format(n=group_digits(count))
        self._hint = f"{words}. {found.told}" if found.told else words
        self.show_problem("")
        announce(self, self._hint)
