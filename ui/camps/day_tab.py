"""A day of a camp: paper against database, page by page, then closed; opened again only with a reason."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from organizer_app.domain.camps import Camp
from organizer_app.domain.clock import today
from organizer_app.domain.roles import May, allows
from organizer_app.domain.sheets import DayReport
from organizer_app.domain.words import day_text, group_digits, language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import day_closes, day_pages, sheets
from organizer_app.services.day_pages import DayPage, DayTable
from ui.camps.day_forms import open_despite, open_reopen
from ui.camps.day_grid import DayGrid
from ui.camps.desk import Desk, Tab, days_of
from ui.camps.words import moment, short_day
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.combo import Combo
from ui.shared.empty import empty
from ui.shared.labels import label
from ui.shared.layout import Flow, Stack, box, clear, column, row, scrolled
from ui.shared.notices import notice

SHOWN = 12  # differences on the page; the report has them all


class DayTab(Tab):
    """See the module's first lines."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._days: Sequence[date] = ()
        self._day: date | None = None
        self._table: DayTable | None = None
        self.choice = Combo(_("Day"))
        self.choice.currentIndexChanged.connect(self._on_day)
        self.grid = DayGrid(desk.shell.tasks)
        self.grid.returned.connect(self._on_returned)
        self.grid.counted.connect(self._on_counted)
        self._head, self._notices, self._named = label("", "muted", wrap=True), column(gap=6), column(gap=4)
        self.close_button = button(
            _("Close the day"), kind="primary", icon="check", key="Ctrl+Return", needs=May.CLOSE_DAY, on=self.close_day
        )
        self.reopen_button = button(
            _("Open again"), icon="undo", needs=May.CLOSE_DAY, on=self._on_reopen, key="Ctrl+Shift+O"
        )
        self.all_back = button(_("All came back"), icon="inbox", key="Ctrl+B", needs=May.CHANGE, on=self._on_all_back)
        report = button(_("Day report"), icon="printer", key="Ctrl+P", on=partial(self._print, "report"))
        thanks = button(_("Certificates"), icon="certificate", key="Ctrl+G", on=partial(self._print, "certificates"))
        tools = Flow(self.choice, self.close_button, self.reopen_button, self.all_back, report, thanks)
        advice = _("Count the signatures on each page and type them. After the stroke: how many are marked here.")
        paper = card(label(advice, "small", wrap=True), self.grid, gap=10)
        self._differences = card(self._named)
        parts = (self._head, self._notices, paper, self._differences, None)
        inside = column(*parts, gap=12, margins=(26, 0, 26, 20))
        self._area = scrolled(box(inside, "page"))
        self.grid.reached.connect(lambda cell: self._area.ensureWidgetVisible(cell))
        page = box(column(box(row(tools, margins=(26, 4, 26, 0))), (self._area, 1), gap=12))
        self._stack = Stack()
        self._stack.addWidget(page)
        self._stack.addWidget(_nothing())
        words = _("Paper is counted and the day closed there. Your own people's marks stand under Attendance.")
        self._stack.addWidget(empty("calendar", _("This camp is run from another laptop"), words))
        self.setLayout(column(self._stack))

    def show_camp(self, camp: Camp) -> None:
        super().show_camp(camp)
        if days_of(camp) != self._days:
            self._show_days(days_of(camp))
        self._stack.setCurrentIndex(2 if not camp.runs_here else 0 if self._days else 1)
        if self._day is not None and camp.runs_here:
            work = partial(day_pages.table, camp=camp.id, day=self._day)
            self.desk.records.read(work, done=self._on_table, owner=self, latest="day")

    def close_day(self) -> None:
        """Closes the day when paper and database agree; else asks for a reason in the pane."""
        if self.camp is None or self._table is None or self._day is None:
            return
        if self._table.differences:
            open_despite(self.desk, self._table, self._close)
        else:
            self._close("")

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Ctrl+Return", _("Close the day")),
            ("Ctrl+B", _("All came back")),
            ("Ctrl+P", _("Day report")),
            ("Ctrl+G", _("Certificates")),
        ]

    def state(self) -> dict[str, Any]:
        return {"day": self._day}

    def restore(self, state: dict[str, Any]) -> None:
        self._day = state.get("day")

    def _show_days(self, days: Sequence[date]) -> None:
        self._days = days
        passed = [day for day in days if day <= today()]
        nearest = passed[-1:] or list(days[:1])
        wanted = self._day if self._day in days else nearest[0] if nearest else None
        self._day = wanted
        self.choice.blockSignals(True)
        self.choice.clear()
        for day in days:
            self.choice.addItem(short_day(day))
        if wanted is not None:
            self.choice.setCurrentIndex(list(days).index(wanted))
        self.choice.blockSignals(False)
        self.choice.setVisible(len(days) > 1)

    def _on_day(self, place: int) -> None:
        if 0 <= place < len(self._days) and self.camp is not None:
            self._day = self._days[place]
            self.show_camp(self.camp)

    def _on_table(self, table: DayTable) -> None:
        if table.report.day != self._day:
            return
        self._table = table
        closed = bool(table.report.closed_at)
        self.grid.show_table(table, closed=closed or not allows(May.CHANGE))
        self._head.setText(_counts(table.report))
        self.close_button.setVisible(not closed)
        self.reopen_button.setVisible(closed)
        self.all_back.setVisible(not closed and any(not page.returned for page in table.pages))
        clear(self._notices)
        clear(self._named)
        for made in _notices(table):
            self._notices.addWidget(made)
        self._differences.setVisible(bool(table.differences) and not closed)
        for line in _named(table):
            self._named.addWidget(line)

    def _on_returned(self, page: DayPage, back: bool) -> None:
        if self._day is not None:
            day = self._day.isoformat()
            work = partial(sheets.record_return, sheet=page.sheet, page=page.page, day=day, back=back)
            about = _("page {page} came back").format(page=page.page)
            self.desk.write("sheets.record_return", work, about=about)

    def _on_counted(self, page: DayPage, session: bytes, count: int | None) -> None:
        work = partial(sheets.record_count, sheet=page.sheet, page=page.page, session_id=session, signed=count)
        about = _("signatures of page {page}").format(page=page.page)
        self.desk.write("sheets.record_count", work, about=about)

    def _on_all_back(self) -> None:
        if self.camp is not None and self._day is not None:
            work = partial(day_pages.return_all, camp=self.camp.id, day=self._day)
            said = _("All pages of {day} came back.").format(day=short_day(self._day))
            self.desk.write("day_pages.return_all", work, about=said, said=said)

    def _close(self, despite: str) -> None:
        if self.camp is None or self._day is None:
            return
        work = partial(day_closes.close, camp=self.camp.id, day=self._day, despite=despite)
        said = _("{day} is closed.").format(day=day_text(self._day))
        done = self._on_closed
        self.desk.write("day_closes.close", work, about=self.camp.title, said=said, undo=False, done=done)

    def _on_closed(self, _report: DayReport) -> None:
        self.desk.close_pane()

    def _on_reopen(self) -> None:
        if self.camp is not None and self._day is not None:
            open_reopen(self.desk, self.camp, self._day)

    def _print(self, what: str) -> None:
        if self.camp is not None:
            press = self.desk.press()
            day = self._day if what == "report" else None
            press.show(press.order(self.camp, what, language=language(), day=day), self.camp.title)


def _counts(report: DayReport) -> str:
    unmarked = sum(s.unmarked for s in report.sessions)
    parts = [
        day_text(report.day, weekday=True),
        _("{came} of {invited} came").format(came=group_digits(report.came), invited=group_digits(report.invited)),
        ngettext("{n} walk-in", "{n} walk-ins", report.walk_ins).format(n=group_digits(report.walk_ins)),
        ngettext("{n} mark missing", "{n} marks missing", unmarked).format(n=group_digits(unmarked)),
    ]
    return "  ·  ".join(parts)


def _notices(table: DayTable) -> list[QFrame]:
    report, found = table.report, table.differences
    if report.closed_at:
        words = _("Closed by {name} at {at}.").format(name=report.closed_by or "—", at=moment(report.closed_at))
        made = [notice(words, "ok")]
    elif not found and report.day > today():
        made = [notice(_("This day is still to come."), "info")]
    elif not found:
        made = [notice(_("Paper and database agree. The day can be closed."), "ok")]
    else:
        text = ngettext("{n} thing does not agree, named below.", "{n} things do not agree, named below.", len(found))
        made = [notice(text.format(n=group_digits(len(found))), "warn")]
    if report.reopened:
        made.append(notice(_("Opened again: {reason}").format(reason=report.reopened.replace("\n", "; ")), "info"))
    return made


def _named(table: DayTable) -> list[QLabel]:
    """Every difference in a sentence; a long list ends on the report."""
    named = [label(f"•  {sentence}", wrap=True) for sentence in table.differences[:SHOWN]]
    if len(table.differences) > SHOWN:
        named.append(label(_("The others are on the day report."), "small"))
    return [label(_("This does not agree"), "heading"), *named]


def _nothing() -> QWidget:
    words = _("Plan a session first. Its day appears here with the pages of its paper.")
    return empty("calendar", _("No day to close yet"), words)
