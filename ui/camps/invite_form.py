"""Inviting by area, wing and post with a quota each: how many fit is seen before anybody is invited."""

from collections.abc import Sequence, Set
from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from organizer_app.domain.camps import Asked, Camp
from organizer_app.domain.invitations import Invited, QuotaRow
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import fitting, frozen_lists, invitations, shared_camps
from organizer_app.services.fitting import Fitting
from organizer_app.services.frozen_lists import FrozenList
from ui.camps import choices, sheets_now
from ui.camps.desk import Desk
from ui.camps.districts import lines, open_ask
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.field import ChoiceField, NumberField, Option
from ui.shared.form import Form
from ui.shared.labels import label, retone
from ui.shared.layout import box, clear, column, row
from ui.shared.places import AreaField, place

CHANGES = {"invitations", "quotas", "members"}
SHEETS = "Ctrl+Shift+Return"


def open_invite(desk: Desk, camp: Camp) -> None:
    """Opens the pane as soon as the wings and the camp's area are known.

    A camp above a district is filled by its districts: from another laptop they are asked for people.
    """

    def offered(found: tuple[Option, list[Option], Sequence[Asked]]) -> None:
        if found[2] and not any(one.own for one in found[2]):
            open_ask(desk, camp)
        else:
            InvitePane(desk, camp, *found)

    desk.records.tasks.run(partial(_offered, desk, camp), done=offered, owner=desk.side)


class InvitePane(QWidget):
    """See the module's first lines. It stays open after inviting, for the next block."""

    def __init__(self, desk: Desk, camp: Camp, area: Option, wings: list[Option], asked: Sequence[Asked]) -> None:
        super().__init__()
        self._desk, self._camp = desk, camp
        self.fit, self._quotas = label("", "strong", wrap=True), column(gap=6)
        self.form = Form(
            [
                AreaField("area", _("Area"), desk.records),
                ChoiceField("wing", _("Wing"), wings),
                ChoiceField("post", _("Post"), choices.post_options()),
                NumberField("wanted", _("Quota"), low=1, hint=_("Empty: everybody who fits")),
            ],
            save_text=_("Invite"),
            buttons=False,
        )
        self.form.set_values({"area": area, "wing": None, "post": ""})
        self.form.changed.connect(self._count)
        self._asked, self._next = column(gap=6), column(gap=8)
        told = _("All districts of this camp see name, office, wing, district and the last digits of the phone.")
        self._told = label(told, "small", wrap=True)
        self._told.setVisible(bool(asked))
        quotas = (rule(), label(_("Quotas"), "heading"), self._quotas)
        self.setLayout(column(self.form, self.fit, self._told, 8, self._asked, *quotas, self._next, gap=8))
        self._show_asked(asked)
        desk.shell.tasks.changed.connect(self._on_changed)
        desk.open_form_in(_("Invite by area, wing and post"), self, self.form, self._on_saved)
        self._on_changed({"quotas"})

    @Slot(object)
    def _on_changed(self, names: Set[str]) -> None:
        if names & CHANGES:
            work = partial(invitations.quotas, camp=self._camp.id)
            self._desk.records.read(work, done=self._on_quotas, owner=self, latest="quotas")
            standing = partial(frozen_lists.standing, camp=self._camp.id)
            self._desk.records.read(standing, done=self._on_standing, owner=self, latest="standing")
            if self._camp.districts:
                asked = partial(shared_camps.asked, camp=self._camp.id)
                self._desk.records.read(asked, done=self._show_asked, owner=self, latest="asked")
            self._count()

    def _chosen(self) -> dict[str, Any]:
        values = self.form.values()
        return {key: values[key] for key in ("area", "wing", "post")}

    def _count(self) -> None:
        if not self.form.fields["area"].problem():
            work = partial(fitting.count, camp=self._camp.id, **self._chosen())
            self._desk.records.read(work, done=self._on_counted, owner=self, latest="fit")

    def _on_counted(self, found: Fitting) -> None:
        fit = ngettext("{n} person fits", "{n} people fit", found.people).format(n=group_digits(found.people))
        listed = _("{n} already on the list").format(n=group_digits(found.already)) if found.already else ""
        self.fit.setText("  ·  ".join(filter(None, (fit, listed))))
        retone(self.fit, "tone", "accent" if found.new else "warn")
        everybody = ngettext("Invite {n} person", "Invite {n} people", found.new).format(n=group_digits(found.new))
        do = self.form.save_button
        do.setText(everybody if found.new and not self.form.values()["wanted"] else _("Invite"))
        do.setAccessibleName(do.text())

    def _on_saved(self, values: dict[str, Any]) -> None:
        work = partial(invitations.invite, camp=self._camp.id, wanted=values["wanted"], **self._chosen())
        self._desk.write("invitations.invite", work, about=self._camp.title, said=_invited, form=self.form)

    def _show_asked(self, asked: Sequence[Asked]) -> None:
        clear(self._asked)
        if asked:
            for part in (rule(), label(_("Invited by district"), "heading"), lines(asked)):
                self._asked.addWidget(part)

    def _on_standing(self, standing: FrozenList) -> None:
        """Once somebody is invited the sheets are what comes next."""
        clear(self._next)
        if standing.people and not standing.versions and self._camp.runs_here:
            go = partial(sheets_now.freeze, self._desk, self._camp, then_print=True)
            print_now = button(_("Freeze and print the sheets"), kind="primary", icon="printer", key=SHEETS, on=go)
            said = (label(_("When all are invited"), "heading"), label(_(sheets_now.MEANS), "small", wrap=True))
            for part in (rule(), *said, print_now):
                self._next.addWidget(part)

    def _on_quotas(self, rows: Sequence[QuotaRow]) -> None:
        clear(self._quotas)
        for quota in rows:
            words = " · ".join(filter(None, (quota.area, quota.wing, quota.post))) or _("everybody")
            invited = group_digits(quota.invited)
            count = f"{invited} / {group_digits(quota.wanted)}" if quota.wanted else invited
            self._quotas.addWidget(box(row((label(words, wrap=True), 1), label(count, "muted"), gap=8)))
        if not rows:
            self._quotas.addWidget(
                label(_("Each invitation you send by block or wing is listed here."), "small", wrap=True)
            )


def _offered(desk: Desk, camp: Camp) -> tuple[Option, list[Option], Sequence[Asked]]:
    asked: Sequence[Asked] = desk.records.now(partial(shared_camps.asked, camp=camp.id))
    own = [one.area_id for one in asked if one.own]
    area = own[0] if len(own) == 1 else camp.area_id
    return place(desk.records, area), choices.wing_options(desk.records), asked


def _invited(done: Invited) -> str:
    if not done.added:
        return _("Nobody new: all who fit are on the list already.")
    text = ngettext("{n} person invited.", "{n} people invited.", done.added)
    return text.format(n=group_digits(done.added))
