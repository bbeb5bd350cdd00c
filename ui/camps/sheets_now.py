"""The sheets in one go: freezes the list and makes the attendance sheets for the printer. What that means is said."""

from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.words import N_, language
from organizer_app.domain.words import translate as _
from organizer_app.services import frozen_lists
from organizer_app.services.frozen_lists import FrozenList
from ui.camps.desk import Desk

MEANS = N_(
    "Freezing gives everybody a number that never changes, on paper and here. Late names get the numbers after them. "
    "It can't be undone."
)
SHEET = "sheet"


def freeze(desk: Desk, camp: Camp, *, then_print: bool = False, **options: Any) -> None:
    """Freezes the list; with `then_print` the sheets are made and the printer is asked for. `options` as `Order`'s."""

    def frozen(_standing: FrozenList) -> None:
        if then_print:
            desk.close_pane()
            desk.shell.go("camps", (camp.id, "papers"))  # where the way back from the sheets leads
            press = desk.press()
            press.print(press.order(camp, SHEET, **{"language": language()} | options), camp.title)

    work = partial(frozen_lists.freeze, camp=camp.id)
    desk.write("sheets.freeze", work, about=camp.title, said=_said, undo=False, done=frozen)


def _said(standing: FrozenList) -> str:
    newest = standing.versions[0]
    return _("The list is frozen: version {version}, {people} people.").format(
        version=newest.version, people=newest.people
    )
