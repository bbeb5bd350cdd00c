"""The organisation's wings as a tree, and adding one of its own."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QWidget

from organizer_app.domain.wings import KINDS, WingRow
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.services import wings
from ui.pages_list import Context
from ui.settings.section import Section, titled
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


class WingsSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self._list = column(gap=0)
        self._form_place = column(gap=0)
        self.form: Form | None = None
        self._typed: dict[str, Any] = {}
        self.show_cards(
            titled(_("Add a wing"), "", box(self._form_place)),
            titled(
                _("Wings"),
                _("A wing is an office of the organisation. One that is named for a community stays off every paper."),
                box(self._list),
            ),
        )

    def refresh(self) -> None:
        self.records.read(wings.rows, done=self._on_rows, owner=self, latest="wings")

    def state(self) -> dict[str, Any]:
        return self.form.values() if self.form is not None else self._typed

    def restore(self, state: dict[str, Any]) -> None:
        self._typed = state

    def _on_rows(self, found: Sequence[WingRow]) -> None:
        typed = self.state()
        clear(self._list)
        clear(self._form_place)
        self.form = self._make_form(found)
        self.form.set_values(typed)
        self._form_place.addWidget(self.form)
        for depth, wing in _tree(found):
            self._list.addWidget(_line(depth, wing))

    def _make_form(self, found: Sequence[WingRow]) -> Form:
        above = [Option(None, _("No other wing")), *(Option(w.id, w.name) for w in found)]
        fields: list[Field] = [
            TextField("name_hi", _("Name in Hindi")),
            TextField("name_en", _("Name in English")),
            ChoiceField("kind", _("Kind"), [Option(kind, _(KIND_NAMES[kind])) for kind in KINDS]),
            ChoiceField("parent", _("Part of"), above),
        ]
        form = Form(fields, columns=2, save_text=_("Add wing"))
        form.saved.connect(self._on_saved)
        form.cancelled.connect(lambda: form.set_values({"name_hi": "", "name_en": ""}))
        return form

    def _on_saved(self, values: dict[str, Any]) -> None:
        form = self.form
        assert form is not None
        name = values["name_hi"] or values["name_en"]
        self.write(
            "wings.add",
            partial(wings.add, **values),
            _("{wing} is in the list.").format(wing=name),
            about=name,
            done=self._on_added,
            failed=lambda sentence: form.show_refusal(sentence, "name_hi"),
        )

    def _on_added(self, _wing: WingRow) -> None:
        if self.form is not None:
            self.form.set_values({"name_hi": "", "name_en": "", "parent": None})
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


def _line(depth: int, wing: WingRow) -> QFrame:
    other = wing.name_en if wing.name == wing.name_hi else wing.name_hi
    words: list[QWidget] = [label(wing.name, wrap=True)]
    if other and other != wing.name:
        words.append(label(other, "small", wrap=True))
    names: Item = (column(*words, gap=0), 1)
    return box(row(depth * INDENT, names, pill(_(KIND_NAMES[wing.kind])), gap=10, margins=(0, 5, 0, 5)))
