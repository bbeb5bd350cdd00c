"""What the levels of areas are called in a state, on screen and on paper: the government's words or one's own."""

from functools import partial
from typing import Any

from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import level_labels
from organizer_app.services.level_labels import StateLabels
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, clear, column
from ui.shared.page import Shell, Undo


class LabelsSection(Section):
    """See the module's first lines. Every page is made anew after a change: they all name levels."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.form: Form | None = None
        self._states: dict[str, StateLabels] = {}
        self._chosen, self._typed, self._own = "", dict[str, Any](), dict[str, str]()
        self._choice: ChoiceField | None = None
        self._place = column(gap=12)
        text = _("An empty line means the usual word. Every laptop of the organisation gets the names by sync.")
        self.show_cards(titled(_("What levels are called"), text, box(self._place)))

    def refresh(self) -> None:
        self.records.read(level_labels.states, done=self._on_read, owner=self, latest="labels")

    def state(self) -> dict[str, Any]:
        typed = self._typed
        if self.form is not None:
            typed = {key: value for key, value in self.form.values().items() if value != self._own[key]}
        return {"state": self._chosen, "typed": typed}

    def restore(self, state: dict[str, Any]) -> None:
        self._chosen, self._typed = state.get("state", ""), state.get("typed", {})

    def undo(self) -> None:
        self.records.undo(done=lambda _about: _renewed(self.shell, _("Undone.")), owner=None)

    def _on_read(self, found: tuple[StateLabels, ...]) -> None:
        self._states = {one.state_code: one for one in found}
        if self._chosen not in self._states:
            self._chosen, self._typed = next(iter(self._states), ""), {}
        self._show()

    def _show(self) -> None:
        clear(self._place)
        self.form = None
        if not self._states:
            self._place.addWidget(label(_("There is no area list on this laptop yet."), "muted", wrap=True))
            return
        if len(self._states) > 1:
            self._choice = ChoiceField("state", _("State"), [Option(c, s.name) for c, s in self._states.items()])
            self._choice.set_value(self._chosen)
            self._choice.changed.connect(self._on_state)
            self._place.addWidget(self._choice)
        fields: list[Field] = []
        for one in self._states[self._chosen].levels:
            hindi, english = _("{level} in Hindi"), _("{level} in English")
            fields += [
                TextField(f"hi:{one.level}", hindi.format(level=one.usual_hi), placeholder=one.usual_hi),
                TextField(f"en:{one.level}", english.format(level=one.usual_en), placeholder=one.usual_en),
            ]
        self._own = {f"hi:{one.level}": one.own_hi for one in self._states[self._chosen].levels}
        self._own |= {f"en:{one.level}": one.own_en for one in self._states[self._chosen].levels}
        self.form = Form(fields, columns=2, needs=May.SETTINGS)
        self.form.set_values(self._own | self._typed)
        self._typed = {}
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.refresh)
        self._place.addWidget(self.form)

    def _on_state(self) -> None:
        if self._choice is not None:
            self._chosen = self._choice.value()
            self._show()

    def _on_saved(self, values: dict[str, Any]) -> None:
        levels = [one.level for one in self._states[self._chosen].levels]
        names = {level: (values[f"en:{level}"], values[f"hi:{level}"]) for level in levels}
        work = partial(level_labels.set_all, state_code=self._chosen, names=names)
        about = self._states[self._chosen].name
        said = partial(_renewed, self.shell, _("The names stand everywhere from now on."), self.undo)
        self.records.write("labels.set", work, about=about, done=lambda _none: said(), failed=self._refuse, owner=self)

    def _refuse(self, sentence: str) -> None:
        """Shows what the rules said below the first field whose word the sentence names."""
        form = self.form
        if form is not None:
            named = [key for key, value in form.values().items() if value and f"“{value}”" in sentence]
            form.show_refusal(sentence, named[0] if named else next(iter(form.fields)))


def _renewed(shell: Shell, said: str, undo: Undo | None = None) -> None:
    """Makes every page anew and says why: at once, for a clock of its own could outlive the window."""
    shell.renew()
    shell.say(said, undo=undo)
