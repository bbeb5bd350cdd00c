"""The organisation's wings as a tree: adding, changing, taking out of the list and bringing back."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from organizer_app.domain.roles import May
from organizer_app.domain.wings import KINDS, WingRow
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services import wings
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label, pill
from ui.shared.layout import Item, box, clear, column, row
from ui.shared.page import Shell

KIND_NAMES = {
    "front": N_("Front"),
    "organisation": N_("Organisation"),
    "department": N_("Department"),
    "cell": N_("Cell"),
}
INDENT = 24
NO_NAMES = {"name_hi": "", "name_en": "", "parent": None}


class WingsSection(Section):
    """See the module's first lines. `editing` is the wing in the form, or None while a new one is typed."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self._list, self._past, self._form_place = column(gap=0), column(gap=0), column(gap=0)
        self.form: Form | None = None
        self.editing: bytes | None = None
        self._found: Sequence[WingRow] = ()
        self._typed: dict[str, Any] = {}
        self._form_title = label("", "heading", wrap=True)
        text = _("People who are in one of these stay in it, but it is offered to nobody any more.")
        self._past_card = titled(_("No longer offered"), text, box(self._past))
        self._past_card.hide()
        self.show_cards(
            card(self._form_title, 2, box(self._form_place), gap=8),
            titled(
                _("Wings"),
                _("A wing is an office of the organisation. One that is named for a community stays off every paper."),
                box(self._list),
            ),
            self._past_card,
        )

    def refresh(self) -> None:
        self.records.read(wings.every, done=self._on_rows, owner=self, latest="wings")

    def state(self) -> dict[str, Any]:
        return {"editing": self.editing, "typed": self.form.values() if self.form is not None else self._typed}

    def restore(self, state: dict[str, Any]) -> None:
        self.editing, self._typed = state.get("editing"), state.get("typed", {})

    def edit(self, wing: WingRow) -> None:
        """Puts a wing into the form."""
        self.editing = wing.id
        values = {"name_hi": wing.name_hi, "name_en": wing.name_en, "kind": wing.kind, "parent": wing.parent_id}
        self._show_form(values)
        if self.form is not None:
            self.form.focus_first()
        self.show_top()

    def archive(self, wing: WingRow) -> None:
        """Takes a wing out of the list."""
        if self.editing == wing.id:
            self.editing = None
        said = _("{wing} is not offered any more.").format(wing=wing.name)
        self._act("wings.archive", partial(wings.archive, wing=wing.id), said, wing)

    def bring_back(self, wing: WingRow) -> None:
        """Puts an archived wing back into the list."""
        said = _("{wing} is in the list.").format(wing=wing.name)
        self._act("wings.bring_back", partial(wings.bring_back, wing=wing.id), said, wing)

    def _act(self, verb: str, work: Any, said: str, wing: WingRow) -> None:
        self.write(
            verb,
            work,
            said,
            about=wing.name,
            done=lambda _wing: self.refresh(),
            failed=lambda sentence: self.shell.say(sentence, tone="bad"),
        )

    def _on_rows(self, found: Sequence[WingRow]) -> None:
        self._typed = self.state()["typed"]
        self._found = found
        now = [w for w in found if not w.archived]
        past = [w for w in found if w.archived]
        if self.editing not in {w.id for w in now}:
            self.editing = None
        self._show_form(self._typed)
        clear(self._list)
        for depth, wing in _tree(now):
            self._list.addWidget(_line(depth, wing, *self._buttons(wing)))
        clear(self._past)
        for wing in past:
            back = button(
                _("Bring back"), kind="ghost", icon="undo", needs=May.SETTINGS, on=partial(self.bring_back, wing)
            )
            back.setAccessibleName(f"{back.text()}: {wing.name}")
            self._past.addWidget(_line(0, wing, back))
        self._past_card.setVisible(bool(past))

    def _buttons(self, wing: WingRow) -> tuple[QPushButton, QPushButton]:
        change = _("Change {wing}").format(wing=wing.name)
        take_out = _("Take {wing} out of the list").format(wing=wing.name)
        return (
            button(kind="icon", icon="pencil", tip=change, needs=May.SETTINGS, on=partial(self.edit, wing)),
            button(kind="icon", icon="trash", tip=take_out, needs=May.SETTINGS, on=partial(self.archive, wing)),
        )

    def _show_form(self, values: dict[str, Any]) -> None:
        edited = next((w for w in self._found if w.id == self.editing), None)
        title = _("Change {wing}").format(wing=edited.name) if edited is not None else _("Add a wing")
        self._form_title.setText(title)
        clear(self._form_place)
        self.form = self._make_form(edited)
        self.form.set_values(values)
        self._form_place.addWidget(self.form)

    def _make_form(self, edited: WingRow | None) -> Form:
        others = (w for w in self._found if not w.archived and w != edited)
        above = [Option(None, _("No other wing")), *(Option(w.id, w.name) for w in others)]
        fields: list[Field] = [
            TextField("name_hi", _("Name in Hindi")),
            TextField("name_en", _("Name in English")),
            ChoiceField("kind", _("Kind"), [Option(kind, _(KIND_NAMES[kind])) for kind in KINDS]),
            ChoiceField("parent", _("Part of"), above),
        ]
        form = Form(fields, columns=2, save_text=_("Save") if edited else _("Add wing"), needs=May.SETTINGS)
        form.saved.connect(self._on_saved)
        form.cancelled.connect(self._on_cancelled)
        return form

    def _on_cancelled(self) -> None:
        self.editing = None
        self._show_form(NO_NAMES)

    def _on_saved(self, values: dict[str, Any]) -> None:
        name = values["name_hi"] or values["name_en"]
        if self.editing is not None:
            work = partial(wings.edit, wing=self.editing, changes=values)
            self.write("wings.edit", work, _("Saved."), about=name, done=self._on_done, failed=self._on_refused)
            return
        said = _("{wing} is in the list.").format(wing=name)
        add = partial(wings.add, **values)
        self.write("wings.add", add, said, about=name, done=self._on_done, failed=self._on_refused)

    def _on_refused(self, sentence: str) -> None:
        if self.form is not None:
            at_parent = sentence.startswith(f"{self.form.fields['parent'].title}:")
            self.form.show_refusal(sentence, "parent" if at_parent else "name_hi")

    def _on_done(self, _wing: WingRow) -> None:
        self.editing = None
        self._show_form(NO_NAMES)
        self.refresh()


def _tree(found: Sequence[WingRow]) -> list[tuple[int, WingRow]]:
    """Every wing under the one it is part of, with how deep it stands."""
    known = {w.id for w in found}
    below: dict[bytes | None, list[WingRow]] = {}
    for wing in found:
        below.setdefault(wing.parent_id if wing.parent_id in known else None, []).append(wing)

    def walk(parent: bytes | None, depth: int) -> list[tuple[int, WingRow]]:
        return [entry for w in below.get(parent, ()) for entry in ((depth, w), *walk(w.id, depth + 1))]

    return walk(None, 0)


def _line(depth: int, wing: WingRow, *buttons: QPushButton) -> QFrame:
    other = wing.name_en if wing.name == wing.name_hi else wing.name_hi
    words: list[QWidget] = [label(wing.name, wrap=True)]
    if other and other != wing.name:
        words.append(label(other, "small", wrap=True))
    names: Item = (column(*words, gap=0), 1)
    return box(row(depth * INDENT, names, pill(_(KIND_NAMES[wing.kind])), *buttons, gap=10, margins=(0, 5, 0, 5)))
