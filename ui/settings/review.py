"""Whom to decide about: nobody is kept because nobody thought of it. Keep, take off the roster, or erase."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame

from organizer_app.domain.clock import today
from organizer_app.domain.members import status_name
from organizer_app.domain.retention import LONGEST_KEPT, Due, DuePage, why_text
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import members, retention
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.field import NumberField, TextField
from ui.shared.labels import label
from ui.shared.layout import box, clear, column, row
from ui.shared.page import Shell

STEP = 50


class ReviewSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.page = DuePage(0, ())
        self._limit = STEP
        self.reason = TextField("reason", _("Why they are kept; it stands in the log"))
        self.years = NumberField("years", _("For how many years"), low=1, high=LONGEST_KEPT)
        self.years.set_value(1)
        self._count = label("", "muted", wrap=True)
        self._list = column(gap=0)
        self._more = button(_("Show more"), icon="chevron-down", on=self._on_more)
        why = _("Leads after a year; who left, died or was expelled after a year; who is inactive after three; others "
                "after five years without a word. Nothing is erased by itself.")  # fmt: skip
        self.show_cards(
            titled(
                _("Whom to keep"),
                why,
                row((self.reason, 2), (self.years, 1), gap=12),
                self._count,
                box(self._list),
                row(self._more, None),
            )
        )

    def refresh(self) -> None:
        work = partial(retention.due, limit=self._limit)
        self.records.read(work, done=self._on_page, owner=self, latest="due", beside=True)

    def state(self) -> dict[str, Any]:
        return {"reason": self.reason.value(), "years": self.years.value()}

    def restore(self, state: dict[str, Any]) -> None:
        if state:
            self.reason.set_value(state["reason"])
            self.years.set_value(state["years"])

    def keep(self, who: Due) -> None:
        """Keeps somebody for the years and the reason that are typed above the list."""
        now = today()
        until = now.replace(year=now.year + (self.years.value() or 1), day=min(now.day, 28))
        work = partial(retention.keep, ids=[who.id], until=until, reason=self.reason.value())
        said = _("{name} is kept until {day}.").format(name=who.name, day=day_text(until))
        self.write("retention.keep", work, said, about=who.name, done=self._on_done, failed=self._on_refused)

    def take_off(self, who: Due) -> None:
        """Takes somebody off the roster."""
        said = _("{name} is off the roster.").format(name=who.name)
        work = partial(members.archive, ids=[who.id])
        self.write("members.archive", work, said, about=who.name, done=self._on_done, failed=self._on_refused)

    def _on_done(self, _count: object) -> None:
        self.reason.show_problem("")
        self.refresh()

    def _on_refused(self, sentence: str) -> None:
        self.reason.show_problem(sentence)
        self.show_top()

    def _on_more(self) -> None:
        self._limit += STEP
        self.refresh()

    def _on_page(self, page: DuePage) -> None:
        self.page = page
        clear(self._list)
        said = ngettext("{count} person to decide about.", "{count} people to decide about.", page.total)
        self._count.setText(said.format(count=group_digits(page.total)) if page.total else _("Nobody is due."))
        for who in page.people:
            self._list.addWidget(self._line(who))
        self._more.setVisible(len(page.people) < page.total)

    def _line(self, who: Due) -> QFrame:
        facts = (why_text(who.why), status_name(who.status), who.place, _("since {day}").format(day=day_text(who.due)))
        words = column(
            label(who.name, "strong", wrap=True),
            label("  ·  ".join(filter(None, facts)), "small", wrap=True),
            gap=0,
        )
        keep = button(_("Keep"), kind="ghost", icon="check", needs=May.CHANGE, on=partial(self.keep, who))
        off = button(_("Take off"), kind="ghost", icon="minus", needs=May.CHANGE, on=partial(self.take_off, who))
        show = button(_("Open"), kind="ghost", icon="user", on=partial(self.shell.go, "members", who.id),
                      tip=_("On the page of members the person can be erased for good."))  # fmt: skip
        for made in (keep, off, show):
            made.setAccessibleName(f"{made.text()}: {who.name}")
        return box(row((words, 1), keep, off, show, gap=6, margins=(0, 6, 0, 6)))
