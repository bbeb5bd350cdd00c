"""The offices of every committee of a level and wing: how many seats each has, and new ones."""

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from organizer_app.domain.committees import MOST, Seats
from organizer_app.domain.members import office_name
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import areas, committees, organisation, wings
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.field import ChoiceField, Field, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.layout import box, clear, column, row
from ui.shared.offices import levels, offices
from ui.shared.page import Shell

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

AT = "seats:"  # before the office in the key of its field
FIRST = "block"
ADDED: dict[str, Any] = {"new": None, "own": "", "number": None}


class Found(NamedTuple):
    """The offices of the chosen committee, and what it is chosen from."""

    offices: tuple[Seats, ...]
    wing: bytes | None
    wings: tuple[Option, ...]
    state_code: str


class PostsSection(Section):
    """See the module's first lines. `level` and `wing` (None for the organisation) are what is chosen."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.level = FIRST
        self.wing: bytes | None = None
        self._offered: tuple[tuple[Option, ...], str] | None = None
        self.form: Form | None = None
        self._typed, self._own = dict[str, Any](), dict[str, Any]()
        self._choices, self._place = column(gap=0), column(gap=0)
        self._usual = button(
            _("Back to the usual ones"), kind="ghost", icon="undo", needs=May.CHANGE, on=self.set_usual
        )
        self._usual.setEnabled(False)  # until it is known whose they are
        text = _(
            "How many seats each office has in every committee of the level, in order of precedence. 0 takes an office "
            "out. Vacant seats are counted from these numbers."
        )
        self.show_cards(
            titled(_("Posts"), text, box(self._choices), rule(), box(self._place), rule(), row(self._usual, None))
        )

    def refresh(self) -> None:
        work = partial(_look_up, level=self.level, wing=self.wing)
        self.records.read(work, done=self._on_read, owner=self, latest="posts-section")

    def state(self) -> dict[str, Any]:
        typed = self._typed
        if self.form is not None:
            typed = {key: value for key, value in self.form.values().items() if value != self._own[key]}
        return {"level": self.level, "wing": self.wing, "typed": typed}

    def restore(self, state: dict[str, Any]) -> None:
        self.level, self.wing = state.get("level", FIRST), state.get("wing")
        self._typed = state.get("typed", {})

    def set_usual(self) -> None:
        """Takes back what was set here for the chosen level and wing."""
        work = partial(committees.set_usual, level=self.level, wing=self.wing)
        self.write(
            "committees.set_usual",
            work,
            _("The usual posts stand again."),
            about=self._about(),
            done=self._on_done,
            failed=lambda sentence: self.shell.say(sentence, tone="bad"),
        )

    def _on_read(self, found: Found) -> None:
        self._typed = self.state()["typed"]
        self.wing = found.wing
        if self._offered != (found.wings, found.state_code):  # else the keyboard stays in them
            self._offered = found.wings, found.state_code
            self._show_choices(found)
        self._show_form(found.offices)
        self._usual.setEnabled(True)

    def _show_choices(self, found: Found) -> None:
        clear(self._choices)
        self._level = ChoiceField("level", _("Level"), levels(found.state_code))
        self._wing = ChoiceField("wing", _("Wing"), [Option(None, _("The organisation itself")), *found.wings])
        for field, value in ((self._level, self.level), (self._wing, self.wing)):
            field.set_value(value)
            field.changed.connect(self._on_chosen)
        self._choices.addWidget(box(row((self._level, 1), (self._wing, 1), gap=16)))

    def _show_form(self, found: tuple[Seats, ...]) -> None:
        clear(self._place)
        known = {seats.title for seats in found}
        others = [office for office in offices() if office.value not in known]
        fields: list[Field] = [
            NumberField(AT + seats.title, office_name(seats.title), high=MOST, required=True) for seats in found
        ]
        fields += [
            ChoiceField("new", _("Add an office"), others, placeholder=_("Choose"), wide=True),
            TextField("own", _("Or in your own words")),
            NumberField("number", _("Seats"), high=MOST),
        ]
        self._own = {AT + seats.title: seats.seats for seats in found} | ADDED
        self.form = Form(fields, columns=2)
        self.form.set_values(self._own | self._typed)
        self._typed = {}
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self._on_done)
        self._place.addWidget(self.form)

    def _on_chosen(self) -> None:
        self.level, self.wing = self._level.value(), self._wing.value()
        self._on_done()

    def _on_saved(self, values: dict[str, Any]) -> None:
        numbers = {
            key.removeprefix(AT): number
            for key, number in values.items()
            if key.startswith(AT) and number != self._own[key]
        }
        title, number = values["own"] or values["new"] or "", values["number"]
        if title and number is None:
            self._refuse(_("{field}: please fill this in.").format(field=_("Seats")), "number")
            return
        if number is not None:
            numbers[title] = number  # without an office the rules say what is missing
        work = partial(committees.set_all, level=self.level, wing=self.wing, numbers=numbers)
        said, refuse = _("The seats are set for every committee of this level."), partial(self._refuse, key="own")
        self.write("committees.set_all", work, said, about=self._about(), done=self._on_done, failed=refuse)

    def _refuse(self, sentence: str, key: str) -> None:
        if self.form is not None:
            self.form.show_refusal(sentence, key)

    def _about(self) -> str:
        chosen = (self._level.input.currentText(), self._wing.input.currentText() if self.wing else "")
        return " · ".join(filter(None, chosen))

    def _on_done(self, _none: None = None) -> None:
        self.form, self._typed = None, {}
        self.refresh()


def _look_up(session: "Session", *, level: str, wing: bytes | None) -> Found:
    home = organisation.home_area(session)
    offered = tuple(Option(w.id, w.name) for w in wings.rows(session))
    if wing not in {option.value for option in offered}:
        wing = None
    return Found(
        committees.seats(session, level=level, wing=wing),
        wing,
        offered,
        areas.get(session, id=home).state_code if home is not None else "",
    )
