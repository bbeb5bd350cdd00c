"""The forms for sessions: a new one, a change, and another trainer for one who can't come."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from organizer_app.domain.camps import Camp, Session
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.times import clock_time
from organizer_app.domain.words import translate as _
from organizer_app.services import camps
from ui.camps.desk import Desk
from ui.camps.reprint_pane import open_reprint
from ui.camps.words import session_name
from ui.shared.daypicker import DateField
from ui.shared.field import ChoiceField, Option, TextField
from ui.shared.form import Form


def open_add(desk: Desk, camp: Camp) -> None:
    """Opens the form for a new session, on the day of the last one."""
    form = _session_form(camp.sessions[-1].day if camp.sessions else camp.from_on)

    def save(values: dict[str, Any]) -> None:
        work = partial(camps.add_session, camp=camp.id, new=_new(values))
        _write(desk, "camps.add_session", work, values, _("Session added."), form)

    desk.open_form(_("Add session"), form, save)


def open_edit(desk: Desk, session: Session) -> None:
    """Opens the form to change a session."""
    form = _session_form(session.day)
    form.set_values({"starts": session.starts, "ends": session.ends, "title": session.title})
    form.set_values({"trainers": "\n".join(session.trainers)})

    def save(values: dict[str, Any]) -> None:
        work = partial(camps.edit_session, id=session.id, new=_new(values))
        _write(desk, "camps.edit_session", work, values, _("Saved."), form)

    desk.open_form(_("Change the session"), form, save)


def open_trainer(desk: Desk, camp: Camp, session: Session) -> None:
    """Opens the form for another trainer; afterwards the pane offers the change notice and what to print again."""
    names = [Option(name, name) for name in session.trainers]
    before = ChoiceField("before", _("Who can't come"), names)
    form = Form([before, TextField("after", _("Who comes instead"), required=True)], buttons=False)

    def save(values: dict[str, Any]) -> None:
        work = partial(camps.substitute_trainer, session_id=session.id, **values)
        said = _("{after} takes the place of {before}.").format(**values)

        def done(_answer: None) -> None:
            open_reprint(desk, camp, "trainer", values["before"], values["after"])

        about = session_name(session)
        desk.write("camps.substitute_trainer", work, about=about, said=said, form=form, done=done)

    desk.open_form(_("Other trainer"), form, save)


def _write(desk: Desk, verb: str, work: Callable[..., object], values: dict[str, Any], said: str, form: Form) -> None:
    def done(_answer: object) -> None:
        desk.close_pane()

    desk.write(verb, work, about=values["title"] or values["starts"], said=said, form=form, done=done)


def _new(values: dict[str, Any]) -> camps.NewSession:
    trainers = tuple(name.strip() for name in values["trainers"].splitlines() if name.strip())
    return camps.NewSession(values["day"], values["starts"], values["ends"], values["title"], trainers)


def _session_form(day: date) -> Form:
    form = Form(
        [
            DateField("day", _("Day"), required=True, wide=True),
            TextField("starts", _("Starts"), required=True, check=_time_problem),
            TextField("ends", _("Ends"), check=_time_problem),
            TextField("title", _("Title"), wide=True),
            TextField("trainers", _("Trainers"), lines=3, wide=True, hint=_("One a line")),
        ],
        columns=2,
        buttons=False,
    )
    form.set_values({"day": day})
    return form


def _time_problem(text: str) -> str:
    try:
        clock_time(text)
    except RuleBroken as error:
        return str(error)
    return ""
