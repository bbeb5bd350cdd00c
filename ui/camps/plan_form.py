"""Planning a camp and changing it: the forms in the pane."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any

from organizer_app.domain.camps import KINDS, Camp
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.services import camps, shared_camps
from organizer_app.services.shared_camps import Plan
from ui.camps import plan
from ui.camps.desk import Desk
from ui.camps.districts import DistrictsField
from ui.camps.words import KIND_NAMES
from ui.shared import places
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Field, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.layout import box, column, row
from ui.shared.places import AreaField


class PlanForm(Form):
    """A new camp, filled in so that it can be planned as it stands: tomorrow, in the person's own area, two sessions.

    `planned_sessions(values)` are its sessions, typed or so many a day.
    """

    def __init__(self, desk: Desk, day: date | None) -> None:
        districts = DistrictsField()
        kinds = [Option(kind, _(KIND_NAMES[kind])) for kind in KINDS]
        example = "10:45-12:00 " + _("How to run a meeting / Sunita Munda")
        fields: list[Field] = [
            TextField("title", _("Title"), required=True, wide=True, hint=_("It stands on every sheet.")),
            ChoiceField("kind", _("Kind"), kinds),
            NumberField("capacity", _("Capacity"), low=1, hint=_("Empty: no limit")),
            AreaField("area", _("Area"), desk.records, required=True, wide=True),
            districts,
            DateField("from_on", _("From"), required=True),
            DateField("to_on", _("To"), hint=_("Empty: one day")),
            TextField("venue", _("Venue"), wide=True),
            TextField("link", _("Link"), wide=True, hint=_("For a webinar")),
            NumberField("a_day", _("Sessions a day"), high=plan.MOST_A_DAY),
            TextField("typed", _("Or type the sessions, one a line"), lines=3, wide=True, placeholder=example),
        ]
        super().__init__(fields, columns=2, save_text=_("Plan the camp"), buttons=False)
        self.set_values({"from_on": day or today() + timedelta(1), "a_day": 2})
        self.districts = districts
        self._desk, self._area, self._offered_title = desk, b"", ""
        self.changed.connect(self.look_at_area)
        desk.records.tasks.run(partial(places.home, desk.records), done=self._on_home, owner=self)

    def planned_sessions(self, values: dict[str, Any]) -> list[camps.NewSession]:
        """The sessions of the form's values. Raises RuleBroken naming the line that can't be read."""
        first = values["from_on"]
        if values["typed"]:
            return plan.typed_sessions(values["typed"], first, today())
        return plan.sessions_a_day(values["a_day"] or 0, first, values["to_on"] or first)

    def look_at_area(self) -> None:
        """Offers the districts of the area chosen, when it is more than one."""
        area = self.fields["area"].value() or b""
        if area != self._area:
            self._area = area
            self._offer_title()
            if not area:
                self.districts.show_plan(Plan())
                return
            work = partial(shared_camps.plan, area=area)
            self._desk.records.read(work, done=self.districts.show_plan, owner=self, latest="districts")

    def _offer_title(self) -> None:
        """A title after the area, as long as the person typed none of their own."""
        title, area = self.fields["title"], self.fields["area"]
        if title.value() == self._offered_title and isinstance(area, AreaField):
            chosen = area.option()
            self._offered_title = _("Training camp, {area}").format(area=chosen.text) if chosen else ""
            title.set_value(self._offered_title)
            if isinstance(title, TextField) and title.input.hasFocus():
                title.input.selectAll()  # typing takes its place

    def _on_home(self, area: Option | None) -> None:
        if self.fields["area"].is_empty():
            self.fields["area"].set_value(area)
            self.look_at_area()


def open_plan(desk: Desk, opened: Callable[[bytes], object], day: date | None = None) -> None:
    """Opens the form for a new camp; `opened(camp_id)` when it is planned."""
    form = PlanForm(desk, day)

    def save(values: dict[str, Any]) -> None:
        try:
            sessions = form.planned_sessions(values)
        except RuleBroken as error:
            form.show_refusal(str(error), "typed")
            return
        named = ("title", "kind", "area", "from_on", "venue", "capacity", "link", "districts")
        given = {key: values[key] for key in named}
        work = partial(camps.add, **given, to_on=values["to_on"] or values["from_on"], sessions=sessions)
        said = _("{camp} is planned. Invite people next.").format(camp=values["title"])
        desk.write("camps.add", work, about=values["title"], said=said, form=form, done=opened)

    desk.open_form(_("New camp"), form, save)


def open_edit(desk: Desk, camp: Camp, venue_changed: Callable[[str, str], object]) -> None:
    """Opens the form to change a camp; `venue_changed(before, after)` when the place is another one now."""
    form = Form(
        [
            TextField("title", _("Title"), required=True, wide=True),
            DateField("from_on", _("From"), required=True),
            DateField("to_on", _("To"), required=True),
            TextField("venue", _("Venue"), wide=True),
            NumberField("capacity", _("Capacity"), hint=_("Empty: no limit")),
            TextField("link", _("Link"), wide=True),
        ],
        columns=2,
        buttons=False,
    )
    form.set_values({key: getattr(camp, key) for key in form.fields})

    def save(values: dict[str, Any]) -> None:
        after = values["venue"]
        work = partial(camps.edit, camp=camp.id, **values | {"capacity": values["capacity"] or camps.NO_LIMIT})

        def saved(_answer: None) -> None:
            desk.close_pane()
            if camp.venue and after and after != camp.venue:
                venue_changed(camp.venue, after)

        desk.write("camps.edit", work, about=camp.title, said=_("Saved."), form=form, done=saved)

    cancel = button(_("Cancel the camp"), kind="danger", icon="x", needs=May.CHANGE, on=partial(_cancel, desk, camp))
    cancel.setEnabled(camp.status in ("planned", "frozen"))
    content = box(column(form, 12, rule(), row(cancel, None), gap=8))
    desk.open_form_in(_("Change the camp"), content, form, save)


def _cancel(desk: Desk, camp: Camp) -> None:
    def done(_answer: None) -> None:
        desk.close_pane()

    said = _("{camp} is cancelled.").format(camp=camp.title)
    desk.write("camps.cancel", partial(camps.cancel, camp=camp.id), about=camp.title, said=said, done=done)
