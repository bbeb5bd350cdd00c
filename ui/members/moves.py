"""Somebody moved, died, left, was expelled or came back: what that brings with it stands below before it is saved.

One form for one person in the pane (`MOVE`) and for a selection in the list (`move_selected`).
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout

from organizer_app.domain.clock import today
from organizer_app.domain.moves import TRANSFER, VERBS, Consequences, Part, parts, verb_name
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import moves
from organizer_app.services.moves import Move
from ui.members.act import About, Act, Values, Write
from ui.members.list_act import Desk
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Option
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import Item, box, clear, column
from ui.shared.notices import announce
from ui.shared.places import HOMES, SEATS, AreaField
from ui.shared.records import Records


class MoveForm(Form):
    """Keys: verb, on, area, seat. `told` is what the choice would bring, None while it can't be said."""

    def __init__(self, records: Records, *, people: Sequence[bytes] = (), numbers: Sequence[int] = ()) -> None:
        self._records, self._whom = records, partial(moves.consequences, people=people, numbers=numbers)
        verbs = [Option(verb, verb_name(verb)) for verb in VERBS]
        super().__init__(
            [
                ChoiceField("verb", _("What happened"), verbs, placeholder=_("Choose"), required=True),
                DateField("on", _("Day"), last=today(), required=True),
                AreaField("area", _("New place"), records, HOMES),
                AreaField("seat", _("New assembly seat"), records, SEATS),
            ],
            save_text=_("Write it down"),
            buttons=False,
        )
        self.set_values({"on": today()})
        self.told: Consequences | None = None
        self._below: QFrame = box(column(gap=10, margins=(12, 10, 12, 10)), "sunk")
        grid = self.layout()
        if isinstance(grid, QGridLayout):
            grid.addWidget(self._below, grid.rowCount(), 0, 1, 1)
        self.changed.connect(self._ask)
        self._ask()

    def _ask(self) -> None:
        move = _move(self.values())
        for key in ("area", "seat"):
            self.fields[key].setVisible(move.verb == TRANSFER)
        self.told = None
        if not move.verb or move.on is None or (move.verb == TRANSFER and move.area is None):
            self._show(Part(_("Here you will read what it brings, before anything is written.")))
            return
        self._records.read(
            partial(self._whom, move=move),
            done=self._on_told,
            failed=self._on_refused,
            owner=self,
            latest="consequences",
        )

    def _on_told(self, told: Consequences) -> None:
        self.told = told
        shown = parts(told)
        self._show(*shown)
        announce(self, shown[0].heading)

    def _on_refused(self, sentence: str) -> None:
        self._show(Part(sentence), tone="bad")

    def _show(self, *shown: Part, tone: str = "") -> None:
        layout = self._below.layout()
        if layout is None:
            return
        clear(layout)
        for number, part in enumerate(shown):
            words: list[Item] = [label(part.heading, "strong" if part.lines else "", tone=tone, wrap=True)]
            words += [label(f"· {line}", "small", wrap=True) for line in part.lines]
            layout.addWidget(box(column(*words, gap=2)))
            if not number:
                self._below.setAccessibleName(part.heading)


def field_of(sentence: str) -> str:
    """The field a refusal is about."""
    return (
        "on" if sentence.startswith(_("Day") + ":") else "area" if sentence.startswith(_("New place") + ":") else "verb"
    )


def _move(values: Values) -> Move:
    moved = values["verb"] == TRANSFER
    return Move(
        values["verb"] or "", values["on"], values["area"] if moved else None, values["seat"] if moved else None
    )


def _form(about: About) -> Form:
    return MoveForm(about.records, people=[about.member.id])


def _write(about: About, values: Values) -> Write:
    return _written(about.member.name, _move(values), people=[about.member.id])


def _written(who: str, move: Move, **whom: Any) -> Write:
    sentence = _("{who}: {what} is written down.").format(who=who, what=verb_name(move.verb))
    return Write(f"moves.{move.verb}", partial(moves.carry_out, **whom, move=move), who, sentence)


def move_selected(desk: Desk) -> None:
    """Asks where the people selected went."""
    numbers = desk.listed().selected
    if not numbers:
        desk.shell.say(_("Select people in the list first."), tone="info")
        return
    who = ngettext("{n} person", "{n} people", len(numbers)).format(n=group_digits(len(numbers)))
    form = MoveForm(desk.records, numbers=numbers)

    def save(values: Values) -> None:
        write = _written(who, _move(values), numbers=numbers)

        def done(_told: Consequences) -> None:
            desk.close_pane()
            desk.wrote(write.sentence)

        def failed(sentence: str) -> None:
            form.show_refusal(sentence, field_of(sentence))

        desk.records.write(write.verb, write.work, about=who, done=done, failed=failed, owner=form)

    form.saved.connect(save)
    form.cancelled.connect(desk.close_pane)
    desk.show_form(_("Moved, left, died: {who}").format(who=who), form)


MOVE = Act("move", lambda name: _("Moved, left, died: {who}").format(who=name), _form, _write, field_of)
