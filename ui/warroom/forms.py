"""The forms of the war room: a new directive, an answer to one, a shift. `wrote(sentence)` after each write."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from organizer_app.domain.clock import today
from organizer_app.domain.directives import Answer, Directive
from organizer_app.domain.duties import TEAMS, team_name
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.times import at_time, clock_time
from organizer_app.domain.warroom import Room
from organizer_app.domain.words import translate as _
from organizer_app.services import directives, duties
from ui.shared.cards import SideBySide, SidePane
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.people import find_people
from ui.shared.pick import ManyField, PickField
from ui.shared.records import Records

Values = dict[str, Any]
EVENING, MORNING = "18:00", "09:00"


class Forms(QObject):
    """See the module's first lines. `form` is the form that is open, None while there is none."""

    wrote = Signal(str)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.form: Form | None = None
        pane.closed.connect(self.forget)

    def forget(self) -> None:
        """There is no form any more."""
        self.form = None

    def give(self, room: Room) -> None:
        """The form of a new directive."""
        options = [Option(one.area, one.name) for one in sorted(room.districts, key=lambda one: one.name)]
        fields: list[Field] = [
            TextField("title", _("Title"), required=True, placeholder=_("What is to be done")),
            TextField("text", _("Text"), lines=4),
            DateField("day", _("Due"), required=True, first=today()),
            _time("time", _("Until what time")),
            ManyField("areas", _("For which districts"), options, hint=_("None chosen: for all of them."), wide=True),
        ]
        form = Form(fields, save_text=_("Give it"), buttons=False)
        form.set_values({"day": today(), "time": EVENING})

        def save(values: Values) -> None:
            due_at = at_time(values["day"], clock_time(values["time"]))
            work = partial(
                directives.add,
                title=values["title"],
                text=values["text"],
                due_at=due_at,
                areas_=values["areas"],
            )
            said = _("“{title}” goes out with the next sync.").format(title=values["title"])
            self.write("directives.add", work, values["title"], said, form)

        self._show(_("Give a directive"), form, save)

    def answer(self, one: Directive, before: Answer) -> None:
        """The form of an answer to a directive."""
        done = [Option(False, _("Not done yet")), Option(True, _("It is done"))]
        form = Form(
            [TextField("text", _("Answer"), lines=5), ChoiceField("done", _("How far it is"), done)],
            save_text=_("Answer"),
            buttons=False,
        )
        form.set_values({"text": before.text, "done": before.done_at is not None})

        def save(values: Values) -> None:
            work = partial(directives.answer, id=one.id, text=values["text"], done=values["done"])
            self.write("directives.answer", work, one.title, _("Answered. It goes out with the next sync."), form)

        self._show(one.title, form, save)

    def put_on_duty(self) -> None:
        """The form of a shift."""
        hint = _("Without consent for camps and meetings only the office is shown.")
        find = partial(find_people, self._records)
        fields: list[Field] = [
            ChoiceField("team", _("Team"), [Option(team, team_name(team)) for team in TEAMS]),
            PickField("member", _("Person"), find, tasks=self._records.tasks, hint=hint),
            DateField("from_day", _("From"), required=True),
            _time("from_time", _("From what time")),
            DateField("to_day", _("To"), required=True),
            _time("to_time", _("Until what time")),
        ]
        form = Form(fields, save_text=_("Put on duty"), buttons=False)
        form.set_values(
            {"from_day": today(), "from_time": MORNING, "to_day": today() + timedelta(1), "to_time": MORNING}
        )

        def save(values: Values) -> None:
            work = partial(
                duties.add,
                team=values["team"],
                member=values["member"],
                from_at=at_time(values["from_day"], clock_time(values["from_time"])),
                to_at=at_time(values["to_day"], clock_time(values["to_time"])),
            )
            self.write("duties.add", work, team_name(values["team"]), _("The shift is on the list."), form)

        self._show(_("Put on duty"), form, save)

    def write(self, verb: str, work: Callable[..., Any], about: str, said: str, form: Form | None = None) -> None:
        """Writes, and closes the pane; what the rules say against it stands in the form, or as a notice."""

        def done(_result: object) -> None:
            self.forget()
            self._side.close_pane()
            self.wrote.emit(said)

        def failed(sentence: str) -> None:
            if form is not None:
                fields = form.fields.items()
                named = next((key for key, field in fields if sentence.startswith(f"{field.title}:")), "")
                form.show_refusal(sentence, named or next(iter(form.fields)))

        refused = failed if form is not None else None
        self._records.write(verb, work, about=about, done=done, failed=refused, owner=form or self)

    def _show(self, title: str, form: Form, save: Callable[[Values], None]) -> None:
        self.form = form
        form.saved.connect(save)
        form.cancelled.connect(self._side.close_pane)
        self._pane.set_content(title, form, *form.foot_buttons())
        self._side.open()
        form.show()  # at once: a hidden widget takes no focus
        form.focus_first()


def _time(key: str, title: str) -> TextField:
    return TextField(key, title, required=True, placeholder=_("for example 18:00"), check=_wrong_time)


def _wrong_time(text: str) -> str:
    try:
        clock_time(text)
    except RuleBroken as broken:
        return str(broken)
    return ""
