"""The districts of a camp above them: chosen when it is planned, asked for a number, and how many each has invited."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from organizer_app.domain.camps import Asked, Camp
from organizer_app.domain.places import Place
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.services import shared_camps
from organizer_app.services.shared_camps import Plan
from ui.camps.desk import Desk
from ui.camps.withdrawal import open_withdrawal
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.field import ChoiceField, Field, NumberField, Option
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, clear, column, row
from ui.shared.notices import notice
from ui.shared.pick import ManyField

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

STOP = "Ctrl+Shift+X"


class DistrictsField(Field):
    """Which districts a new camp asks, and how many people of each: district -> number (None: no number).

    The value is None, and the field hidden, while the camp's area is no more than a district.
    """

    def __init__(self) -> None:
        super().__init__("districts", _("Districts"), wide=True)
        self.chosen: ManyField | None = None
        self.wanted: NumberField | None = None
        self._plan = Plan()
        holder = QWidget()
        self._inside = column(gap=10)
        holder.setLayout(self._inside)
        self._adopt(holder)
        self.hide()

    def show_plan(self, plan: Plan) -> None:
        """Offers the districts, or says why this laptop can't plan there."""
        self._plan = plan
        clear(self._inside)
        self.chosen = self.wanted = None
        if plan.refusal:
            self._inside.addWidget(notice(plan.refusal, "warn"))
        elif plan.is_above:
            options = [Option(place.id, place.name) for place in plan.districts]
            self.chosen = ManyField("chosen", "", options)
            self.chosen.set_value([option.value for option in options])
            self.wanted = NumberField("wanted", _("People of each district"), low=1, hint=_("Empty: no number"))
            words = _("After the next sync each district's laptop invites its own people. Names come here, no roster.")
            for part in (self.chosen, self.wanted, label(words, "small", wrap=True)):
                self._inside.addWidget(part)
        self.setVisible(plan.is_above)

    def value(self) -> Mapping[bytes, int | None] | None:
        if self.chosen is None or self.wanted is None:
            return None
        return dict.fromkeys(self.chosen.value(), self.wanted.value())

    def set_value(self, value: Any) -> None:
        """Takes none: the districts follow from the area."""

    def problem(self) -> str:
        if self.chosen is not None and not self.chosen.value():
            return _("Choose at least one district.")
        return self._plan.refusal or (self.wanted.problem() if self.wanted is not None else "")


def lines(asked: Sequence[Asked]) -> QWidget:
    """Each district with how many are invited of how many asked."""
    shown = []
    for one in asked:
        invited = group_digits(one.invited)
        count = f"{invited} / {group_digits(one.wanted)}" if one.wanted else invited
        name = label(_name(one), "strong" if one.own else "", wrap=True)
        shown.append(box(row((name, 1), label(count, "muted"), gap=8)))
    return box(column(*shown, gap=6))


def _name(one: Asked) -> str:
    return one.name if one.is_asked else _("{district}, asked no more").format(district=one.name)


def open_ask(desk: Desk, camp: Camp) -> None:
    """Opens the pane where districts are asked for people, as soon as they are known."""
    desk.records.read(partial(_asked, camp=camp), done=partial(_open, desk, camp), owner=desk.side, latest="asked")


def _asked(session: "Session", *, camp: Camp) -> tuple[Sequence[Asked], Sequence[Place]]:
    asked = shared_camps.asked(session, camp=camp.id)
    named = {one.area_id for one in asked}
    others = (place for place in shared_camps.districts_in(session, area=camp.area_id) if place.id not in named)
    return asked, tuple(others)


def _open(desk: Desk, camp: Camp, found: tuple[Sequence[Asked], Sequence[Place]]) -> None:
    asked, others = found
    every = Option(None, _("Every district that is asked"))
    new = (Option(place.id, _("{district}, not asked yet").format(district=place.name)) for place in others)
    options = [every, *(Option(a.area_id, _name(a)) for a in asked), *new]
    districts = ChoiceField("district", _("District"), options)
    wanted = NumberField("wanted", _("Quota"), low=1, hint=_("Empty: no number"))
    form = Form([districts, wanted], save_text=_("Ask"), buttons=False)
    form.set_values({"district": None})

    def save(values: dict[str, Any]) -> None:
        chosen = [values["district"]] if values["district"] else [a.area_id for a in asked if a.is_asked]
        work = partial(shared_camps.ask, camp=camp.id, districts=chosen, wanted=values["wanted"])
        said = _("The districts see it after the next sync.")
        desk.write("camps.ask", work, about=camp.title, said=said, form=form, done=lambda _answer: open_ask(desk, camp))

    def stop() -> None:
        chosen = [a for a in asked if a.area_id == districts.value()]
        if chosen:
            open_withdrawal(desk, camp, chosen[0], back=partial(open_ask, desk, camp))

    withdraw = button(_("Ask no more…"), icon="x", key=STOP, needs=May.CHANGE, on=stop)
    can_stop = {a.area_id for a in asked}
    form.changed.connect(lambda: withdraw.setEnabled(districts.value() in can_stop))
    withdraw.setEnabled(False)
    told = _("Laptops of these districts see name, office, wing, district and last digits of everybody who is invited.")
    parts = (
        form,
        row(withdraw, None),
        8,
        rule(),
        label(_("Invited by district"), "heading"),
        lines(asked),
        label(told, "small", wrap=True),
    )
    desk.open_form_in(_("Ask the districts for people"), box(column(*parts, gap=8)), form, save)
