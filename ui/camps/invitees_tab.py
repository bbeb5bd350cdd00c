"""Who is invited to a camp, what they answered, and who comes in somebody's place."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp
from organizer_app.domain.clock import now_ms
from organizer_app.domain.invitations import CONFIRMED, DECLINED, STATES, Invitee
from organizer_app.domain.phones import on_screen
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import invitations
from ui.camps.actions import Act, Acts
from ui.camps.desk import Desk, Tab
from ui.camps.invite_form import open_invite
from ui.camps.one_person import open_invite_one, open_substitute
from ui.camps.words import STATE_TONES, state_word
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.chips import Filter, FilterBar
from ui.shared.empty import empty
from ui.shared.field import Option
from ui.shared.labels import label
from ui.shared.layout import Stack, column, row
from ui.shared.rows import Cell, Column
from ui.shared.table import Table


class InviteesTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: Sequence[Invitee] = ()
        self._shown: Sequence[Invitee] = ()
        self.table = Table(_("Invitees"), _columns())
        self._acts = Acts(
            self.table,
            [
                Act(_("Invite"), "user-plus", "Ctrl+I", self._on_invite, kind="primary", for_row=False),
                Act(_("Invite one person"), "user", "Ctrl+Shift+I", self._on_invite_one, for_row=False),
                Act(_("Confirmed"), "check", "Ctrl+Y", partial(self._on_answer, CONFIRMED)),
                Act(_("Declined"), "x", "Ctrl+D", partial(self._on_answer, DECLINED)),
                Act(_("Somebody else comes"), "refresh", "Ctrl+T", self._on_substitute),
                Act(_("Remove"), "trash", "Del", self._on_remove),
            ],
        )
        states = [Option(state, state_word(state)) for state in STATES]
        self.filters = FilterBar([Filter("state", _("Answer"), states)])
        self.filters.picked.connect(lambda _chosen: self._show())
        self._total = label("", "small")
        self._stack = Stack()
        self._stack.addWidget(self.table)
        words = _("Choose a block, a wing and a post, say how many, and see who fits before anybody is invited.")
        first = button(_("Invite people"), icon="user-plus", needs=May.CHANGE, on=self._on_invite)
        self._stack.addWidget(empty("users", _("Nobody is invited yet"), words, first))
        body = card(self._stack, margins=(1, 1, 1, 1))
        foot = row((self.filters, 1), self._total, gap=12)
        self.setLayout(column(self._acts.layout(), foot, (body, 1), gap=10, margins=(26, 4, 26, 20)))

    def show_camp(self, camp: Camp) -> None:
        super().show_camp(camp)
        work = partial(invitations.rows, camp=camp.id)
        self.desk.records.read(work, done=self._on_rows, owner=self, latest="invitees")

    def keys(self) -> list[tuple[str, str]]:
        return self._acts.keys()

    def state(self) -> dict[str, Any]:
        return {"filters": self.filters.chosen(), "table": self.table.place()}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self.filters.choose(state["filters"])
            self.table.go_to(state["table"])

    def selected(self) -> list[Invitee]:
        """The people of the selected rows."""
        return [self._shown[number] for number in self.table.selected_ids()]

    def _on_rows(self, rows: Sequence[Invitee]) -> None:
        self._all = rows
        self._show()

    def _show(self) -> None:
        states = self.filters.chosen().get("state", [])
        self._shown = [i for i in self._all if not states or i.state in states]
        self.table.set_values(self._shown)
        self._stack.setCurrentIndex(0 if self._all else 1)
        self.filters.setVisible(bool(self._all))
        counts = Counter(i.state for i in self._all)
        said = [f"{state_word(state)}: {group_digits(counts[state])}" for state in STATES if counts[state]]
        self._total.setText("  ·  ".join(said))

    def _on_invite(self) -> None:
        if self.camp is not None:
            open_invite(self.desk, self.camp)

    def _on_invite_one(self) -> None:
        if self.camp is not None:
            open_invite_one(self.desk, self.camp)

    def _on_answer(self, state: str) -> None:
        people = self.selected()
        if self.camp is None or not people:
            return
        members = [p.member_id for p in people]
        work = partial(invitations.answer, camp=self.camp.id, members=members, state=state)
        said = _("{who}: {state}").format(who=_who(people), state=state_word(state))
        self.desk.write("invitations.answer", work, about=said, said=said)

    def _on_substitute(self) -> None:
        people = self.selected()
        if self.camp is not None and people:
            open_substitute(self.desk, self.camp, people[0])

    def _on_remove(self) -> None:
        people = self.selected()
        if self.camp is None or not people:
            return
        members = [p.member_id for p in people]
        work = partial(invitations.remove, camp=self.camp.id, members=members, now=now_ms())
        said = _("Taken off the list: {who}").format(who=_who(people))
        self.desk.write("invitations.remove", work, about=said, said=said)


def _who(people: Sequence[Invitee]) -> str:
    if len(people) == 1:
        return people[0].name
    return ngettext("{n} person", "{n} people", len(people)).format(n=group_digits(len(people)))


def _columns() -> list[Column]:
    return [
        Column(_("No."), lambda i: Cell("" if i.serial is None else str(i.serial), kind="quiet"), 72),
        Column(_("Name"), lambda i: Cell(i.name, i.guardian or i.name_other, "person"), 220, stretch=True),
        Column(_("Place"), lambda i: Cell(i.area, i.block if i.block != i.area else ""), 170, from_width=560),
        Column(_("Phone"), lambda i: Cell(on_screen(i.phone), kind="quiet"), 130, from_width=740),
        Column(_("Answer"), _state_cell, 190),
    ]


def _state_cell(person: Invitee) -> Cell:
    if person.walk_in:
        return Cell(_("walk-in"), kind="pill", tone="accent")
    if person.stands_for:
        return Cell(state_word(person.state), _("for {name}").format(name=person.stands_for))
    return Cell(state_word(person.state), kind="pill", tone=STATE_TONES.get(person.state, ""))
