"""All camps, as a list with how many are invited, as a week with their hours and as a month."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from organizer_app.domain.camps import Camp
from organizer_app.domain.clock import today
from organizer_app.domain.names import fold
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import camp_turnout, camps
from ui.camps.desk import Desk
from ui.camps.listing import columns
from ui.camps.plan_form import open_plan
from ui.camps.week import WeekGrid
from ui.camps.week_blocks import blocks, clashes
from ui.camps.words import STANDINGS, short_days, standing
from ui.shared.buttons import Segments, button
from ui.shared.calendar import DayItem, MonthGrid, month_title
from ui.shared.cards import card
from ui.shared.days import add_months
from ui.shared.empty import empty
from ui.shared.labels import label, mark, pill
from ui.shared.layout import PAGE, Item, Stack, box, clear, column, row
from ui.shared.notices import notice
from ui.shared.rights import why_not
from ui.shared.table import Table

LIST, WEEK, MONTH = "list", "week", "calendar"
VIEWS = (LIST, WEEK, MONTH)
MOST_CLASHES = 2
PRINTS_FROM = 880  # px of this page: beside an open form there is no room for more buttons


class Overview(QWidget):
    """See the module's first lines. `opened(camp id)` when one is chosen, `planned(camp id)` when one is new."""

    opened = Signal(object)
    planned = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._camps: Sequence[Camp] = ()
        self._came: Mapping[bytes, int] = {}
        self._query = ""
        self._wanted: bytes | None = None
        now = today()
        self._title = label("", "title")
        parts = [(LIST, _("List"), ""), (WEEK, _("Week"), ""), (MONTH, _("Month"), "")]
        self._views = Segments(parts, name=_("View"))
        self._views.setToolTip(_("List, week or month") + "  (Ctrl+L)")
        self._views.picked.connect(self.show_view)
        self._new = button(_("New camp"), kind="primary", icon="plus", key="Ctrl+N", needs=May.CHANGE, on=self.plan)
        self.month = MonthGrid(now.year, now.month)
        self.month.item_opened.connect(self.opened)
        self.month.day_opened.connect(self.plan)
        self.month.turned.connect(self._on_turned)
        self.week = WeekGrid(now)
        self.week.item_opened.connect(self.opened)
        self.week.day_opened.connect(self.plan)
        self.week.turned.connect(self._show)
        before, after = partial(self._turn, -1), partial(self._turn, 1)
        self._turning = box(
            row(
                button(kind="icon", icon="chevron-left", tip=_("Earlier"), key="Ctrl+Left", on=before),
                button(kind="icon", icon="chevron-right", tip=_("Later"), key="Ctrl+Right", on=after),
                button(_("Today"), key="Ctrl+T", on=self._to_today),
                gap=4,
            )
        )
        self.table = Table(_("Camps"), columns(lambda: self._came))
        self.table.opened.connect(lambda camp: self.opened.emit(camp.id))
        self._stack = Stack()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.month)
        self._stack.addWidget(self.week)
        self._none, unknown = _nothing(self.plan), _("No camp is called that")
        self._nobody = empty("search", unknown, _("Type less, or clear the search."))
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._nobody)
        QShortcut(QKeySequence("Ctrl+L"), self, self._flip)
        self._extra = row()
        head = row(self._title, self._turning, None, self._views, self._extra, self._new, gap=8)
        body = card(self._stack, margins=(1, 1, 1, 1))
        self._clashes = column()
        self._foot = column()
        self._legend: QWidget | None = None  # made with the first week or month, as is what prints
        self._print: QWidget | None = None
        self.setLayout(column(head, self._clashes, (body, 1), self._foot, gap=14, margins=PAGE))
        self.show_view(LIST)

    def refresh(self) -> None:
        """Asks for the camps again."""
        self._desk.records.read(camps.rows, done=self._on_camps, owner=self, latest="camps")

    def show_view(self, view: str) -> None:
        """List, week or calendar."""
        self._views.choose(view)
        self._turning.setVisible(view != LIST)
        self._show_around(view)
        self._show()

    def _show_around(self, view: str) -> None:
        if view != LIST and self._legend is None:
            self._legend = _legend()
            self._foot.addWidget(self._legend)
        if view == MONTH and self._print is None:
            self._print = button(_("Print month"), icon="printer", key="Ctrl+P", on=self.print_month)
            self._extra.addWidget(self._print)
        room = self.width() >= PRINTS_FROM
        for part, shown in ((self._legend, view != LIST), (self._print, view == MONTH and room)):
            if part is not None:
                part.setVisible(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_around(self._views.chosen())

    def print_month(self) -> None:
        """Shows the month in view as it goes on paper."""
        self._desk.press().show_month(self.month.year, self.month.month)

    def search(self, text: str) -> None:
        """Leaves only camps whose title, venue or area holds the words."""
        self._query = fold(text)
        self._show()

    def plan(self, day: date | None = None) -> None:
        """Opens the form for a new camp; says why not to who may plan none."""
        if why := why_not(May.CHANGE):
            self._desk.shell.say(why, tone="info")
            return
        open_plan(self._desk, self.planned.emit, day)

    def state(self) -> dict[str, Any]:
        """The view, the month, the day of the week and the row."""
        camp = self.table.current()
        month = (self.month.year, self.month.month)
        view, day = self._views.chosen(), self.week.day
        return {"view": view, "month": month, "day": day, "camp": camp.id if camp else None, "came": self._came}

    def restore(self, state: dict[str, Any]) -> None:
        """Goes back there."""
        self.month.show_month(*state["month"])
        self.week.show_day(state["day"])
        self._wanted, self._came = state["camp"], state["came"]
        self.show_view(state["view"])

    def _on_camps(self, found: Sequence[Camp]) -> None:
        now = today()
        coming = [camp for camp in found if camp.to_on >= now]
        self._camps = [*coming, *(camp for camp in reversed(found) if camp.to_on < now)]
        self._show()
        counting = partial(camp_turnout.turnout, day=now)
        self._desk.records.read(counting, done=self._on_came, owner=self, latest="came", beside=True)

    def _on_came(self, came: Mapping[bytes, int]) -> None:
        if came != self._came:
            self._came = came
            self.table.viewport().update()

    def _show(self) -> None:
        shown = [camp for camp in self._camps if self._query in _words(camp)] if self._query else list(self._camps)
        kept = self.table.current()
        self._wanted = kept.id if kept is not None else self._wanted
        self.table.set_values(shown)
        places = [n for n, camp in enumerate(shown) if camp.id == self._wanted]
        if places:
            self.table.select_row(places[0])
        view = self._views.chosen()
        self._title.setText(self._title_of(view, shown))
        clear(self._clashes)
        if view == WEEK:
            found = blocks(shown, self.week.first)
            self.week.show_blocks(found)
            self._stack.setCurrentWidget(self.week)
            for sentence in clashes(found)[:MOST_CLASHES]:
                self._clashes.addWidget(notice(sentence, "warn"))
        elif view == MONTH:
            self.month.show_items(_by_day(shown))
            self._stack.setCurrentWidget(self.month)
        elif self._camps:
            self._stack.setCurrentWidget(self.table if shown else self._nobody)
        else:
            self._stack.setCurrentWidget(self._none)

    def _title_of(self, view: str, shown: Sequence[Camp]) -> str:
        if view == WEEK:
            return f"{short_days(self.week.first, self.week.first + timedelta(6))} {self.week.first.year}"
        return month_title(self.month.year, self.month.month) if view == MONTH else _count(shown)

    def _flip(self) -> None:
        self.show_view(VIEWS[(VIEWS.index(self._views.chosen()) + 1) % len(VIEWS)])

    def _turn(self, step: int) -> None:
        if self._views.chosen() == WEEK:
            self.week.show_day(self.week.day + timedelta(7 * step))
        else:
            self.month.show_month(*add_months(self.month.year, self.month.month, step))
            self._show()

    def _to_today(self) -> None:
        now = today()
        self.week.show_day(now)
        self.month.day = now
        self.month.show_month(now.year, now.month)
        self._show()

    def _on_turned(self, _year: int, _month: int) -> None:
        self._show()


def _words(camp: Camp) -> str:
    return fold(f"{camp.title} {camp.venue} {camp.area_name}")


def _count(shown: Sequence[Camp]) -> str:
    text = ngettext("{n} camp", "{n} camps", len(shown))
    return text.format(n=group_digits(len(shown)))


def _by_day(found: Sequence[Camp]) -> dict[date, list[DayItem]]:
    items: dict[date, list[DayItem]] = {}
    for camp in sorted(found, key=lambda c: (c.from_on, _starts(c, c.from_on))):
        stands = standing(camp)
        for number in range((camp.to_on - camp.from_on).days + 1):
            day = camp.from_on + timedelta(number)
            text = f"{_starts(camp, day)} {camp.title}".strip()
            items.setdefault(day, []).append(DayItem(text, stands.tone, camp.id, stands.icon, _(stands.word)))
    return items


def _starts(camp: Camp, day: date) -> str:
    return min((s.starts for s in camp.sessions if s.day == day), default="")


def _nothing(plan: Callable[[], None]) -> QWidget:
    words = _("A camp begins with a title, a day and a place. Then invite people by block, wing and post.")
    return empty(
        "camp",
        _("No camp is planned yet"),
        words,
        button(_("Plan the first camp"), icon="plus", needs=May.CHANGE, on=plan),
    )


def _legend() -> QWidget:
    """What the colours and signs of the week and the month say."""
    shown: list[Item] = []
    for stands in STANDINGS:
        shown += [mark(stands.icon, stands.tone, 14)] if stands.icon else []
        shown += [pill(_(stands.word), stands.tone), 10]
    return box(row(*shown, None, gap=6))
