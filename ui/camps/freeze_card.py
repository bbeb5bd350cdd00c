"""The card over the papers: whether the list is frozen, what that means, and late names."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel

from organizer_app.domain.clock import local_text
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services.frozen_lists import FrozenList
from ui.camps.sheets_now import MEANS
from ui.camps.words import moment
from ui.shared.buttons import button
from ui.shared.labels import label, mark
from ui.shared.layout import column, row

FREEZE, FREEZE_AND_PRINT = "Ctrl+Shift+F", "Ctrl+Shift+P"


class FreezeCard(QFrame):
    """See the module's first lines. `asked` to freeze the list, `sheets_asked` to print the sheets at once too."""

    asked = Signal()
    sheets_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title: QLabel = label("", "strong", wrap=True)
        self._words: QLabel = label("", "small", wrap=True)
        words = _("Freeze and print the sheets")
        self.sheets = button(
            words, kind="primary", icon="printer", key=FREEZE_AND_PRINT, needs=May.CHANGE, on=self.sheets_asked.emit
        )
        self.first = button(_("Freeze the list"), icon="lock", key=FREEZE, needs=May.CHANGE, on=self.asked.emit)
        self.again = button(_("Freeze again"), icon="lock", key=FREEZE, needs=May.CHANGE, on=self.asked.emit)
        told = column(self._title, self._words, gap=1)
        acts = (self.first, self.again, self.sheets)
        self.setLayout(row(mark("lock", "accent"), (told, 1), *acts, gap=12, margins=(18, 10, 16, 10)))
        for act in acts:
            act.hide()

    def show_standing(self, standing: FrozenList, *, runs_here: bool = True) -> None:
        """Says where the list stands; it is frozen where the camp is run."""
        for act in (self.first, self.sheets):
            act.setVisible(not standing.versions and runs_here)
            act.setEnabled(standing.people > 0)
        self.again.setVisible(bool(standing.versions and standing.late) and runs_here)
        if not runs_here:
            self._title.setText(_("The list is made where the camp is run."))
            self._words.setText(_("Here you can make badges, letters and certificates of your own people."))
            return
        if not standing.versions:
            people = ngettext("{n} person is coming.", "{n} people are coming.", standing.people)
            self._title.setText(people.format(n=group_digits(standing.people)) + " " + _("The list is not frozen yet."))
            self._words.setText(
                _(MEANS) if standing.people else _("Invite people first; then freeze the list and print the sheets.")
            )
            return
        newest = standing.versions[0]
        title = _("Version {version}: {people} people on {pages} pages")
        people, pages = group_digits(newest.people), group_digits(newest.pages)
        self._title.setText(title.format(version=newest.version, people=people, pages=pages))
        self._words.setText("  ·  ".join(_history(standing)))


def _history(standing: FrozenList) -> list[str]:
    newest = standing.versions[0]
    said = [_("frozen {at}").format(at=moment(local_text(newest.frozen_at)))]
    if newest.printed_at is not None:
        said.append(_("made for printing {at}").format(at=moment(local_text(newest.printed_at))))
    if standing.late:
        late = ngettext(
            "{n} late name: freeze again for version {version}",
            "{n} late names: freeze again for version {version}",
            standing.late,
        )
        said.append(late.format(n=group_digits(standing.late), version=standing.next_version))
    else:
        said.append(_("nobody came late to the list"))
    return said
