"""The evening report: the words HQ asks for, to be copied or scanned by one's own phone; its workbook; the brief.

Nothing is sent from here.
"""

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QSizePolicy, QWidget

from organizer_app.domain.reports import Report
from organizer_app.domain.roles import May, allows
from organizer_app.domain.words import language
from organizer_app.domain.words import translate as _
from ui.report import reading
from ui.report.reading import Written
from ui.shared.buttons import Segments, button
from ui.shared.cards import card, heading_row, rule
from ui.shared.empty import empty
from ui.shared.field import TextField
from ui.shared.labels import label
from ui.shared.layout import PAGE, Stack, box, column, row, scrolled
from ui.shared.page import Page, Shell
from ui.shared.qr import Code
from ui.shared.records import Records

COPY, NEXT_LANGUAGE, PRINT, FILL, BRIEF = "Ctrl+Shift+C", "Ctrl+L", "Ctrl+P", "Ctrl+Shift+X", "Ctrl+Shift+B"
LINES = 20  # of the text that are in view
WIDEST_CODE = 480  # px
WORKBOOKS = "XLSX, XLSM (*.xlsx *.xlsm)"
NAMES = {"hi": "हिन्दी", "en": "English"}


class _Words(QPlainTextEdit):
    """Words to look at and to copy, LINES high; Tab goes on."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), 14 + 24 * LINES)


class ReportPage(Page):
    """See the module's first lines. `report` is what was read last."""

    shows = frozenset({"drives", "targets", "tallies", "areas"})

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__(shell)
        self.records = records
        self.written: Written | None = None
        self._preview: Any = None
        self.languages = Segments([(code, name, "") for code, name in NAMES.items()], name=_("Language"))
        self.languages.choose(language())
        self.languages.picked.connect(lambda _code: self.refresh())
        self.words = _Words()
        self.words.setAccessibleName(_("Evening report"))
        self.code = Code()
        self._told, self._counted = label("", "small", wrap=True), label("", "small", wrap=True)
        self._whole, self._stack = Stack(), Stack()
        self._none = empty(
            "file-text", _("No drive yet"), _("The report tells how far a drive is. Begin one under Targets."),
            button(_("Targets"), kind="primary", icon="target", on=partial(shell.go, "targets")),
        )  # fmt: skip
        self._content = self._make_content()
        self._waiting = QWidget()
        for part in (self._waiting, self._none, self._content):
            self._stack.addWidget(part)
        self._whole.addWidget(self._stack)
        self.fill(self._whole)
        turn = QShortcut(QKeySequence(NEXT_LANGUAGE), self)
        turn.activated.connect(self.next_language)

    @property
    def report(self) -> Report | None:
        """The figures that the words tell."""
        return self.written.report if self.written is not None else None

    def refresh(self) -> None:
        work = partial(reading.written, code=self.languages.chosen())
        self.records.tasks.run(
            partial(work, self.records.store), done=self._on_written, failed=self._failed, owner=self, latest="report",
            pool="work",
        )  # fmt: skip

    def state(self) -> dict[str, Any]:
        return {}

    def keys(self) -> list[tuple[str, str]]:
        return [
            (COPY, _("Copy the words")),
            (NEXT_LANGUAGE, _("The other language")),
            (PRINT, _("Print…")),
            (FILL, _("Fill HQ's workbook…")),
            (BRIEF, _("Morning brief…")),
        ]

    def focusInEvent(self, event: QFocusEvent) -> None:
        if self.words.isVisible():
            self.words.setFocus(event.reason())

    def next_language(self) -> None:
        """The words in the other language."""
        order = list(NAMES)
        self.languages.choose(order[(order.index(self.languages.chosen()) + 1) % len(order)])
        self.refresh()

    def copy(self) -> None:
        """Puts the words where they can be pasted."""
        QGuiApplication.clipboard().setText(self.words.toPlainText())
        self.shell.say(_("Copied. Paste it into your own message."))

    def print_report(self) -> None:
        """Shows the report as a paper."""
        if self.report is not None:
            work = partial(reading.paper, report=self.report, code=self.languages.chosen())
            name = f"{_('Evening report')} {self.report.day.isoformat()}.pdf"
            self.records.job(work, done=partial(self.show_paper, name), failed=self._failed, owner=self)

    def ask_workbook(self) -> None:
        """Asks for HQ's workbook and where the filled one is saved."""
        form, _kind = QFileDialog.getOpenFileName(self, _("Fill HQ's workbook…"), str(Path.home()), WORKBOOKS)
        if not form:
            return
        start = Path(form).with_name(f"{Path(form).stem} {self.report.day.isoformat() if self.report else ''}.xlsx")
        out, _kind = QFileDialog.getSaveFileName(self, _("Save the filled workbook…"), str(start), WORKBOOKS)
        if out:
            self.fill_workbook(Path(form), Path(out).with_suffix(Path(form).suffix))

    def fill_workbook(self, form: Path, out: Path) -> None:
        """Fills HQ's workbook with the numbers that show."""
        if self.report is not None:
            work = partial(reading.workbook, report=self.report, form=form, out=out)
            done = partial(self._on_filled, out)
            self.records.job(work, done=done, failed=self._failed, owner=self)

    def ask_brief(self) -> None:
        """Shows the morning brief; with a reason the phone numbers on it stand whole."""
        reason = self.reason.value().strip()
        work = partial(reading.brief, reason=reason, code=self.languages.chosen())
        self.records.job(
            work, done=partial(self.show_paper, f"{_('Morning brief')}.pdf"), failed=self._failed, owner=self
        )

    def show_paper(self, name: str, pdf: bytes) -> None:
        """Shows a paper over the page."""
        if self._preview is None:
            self._preview = import_module("ui.shared.preview").Preview(self.shell)
            self._preview.closed.connect(lambda: self._whole.setCurrentWidget(self._stack))
            self._whole.addWidget(self._preview)
        self._preview.show_pdf(pdf, name)
        self._whole.setCurrentWidget(self._preview)
        self._preview.setFocus()

    def _make_content(self) -> QWidget:
        copy = button(_("Copy the words"), kind="primary", icon="file-text", key=COPY, on=self.copy)
        paper = button(_("Print…"), icon="printer", key=PRINT, on=self.print_report)
        fill = button(_("Fill HQ's workbook…"), icon="grid", key=FILL, on=self.ask_workbook)
        self.reason = TextField(
            "reason", _("Why whole phone numbers"),
            hint=_("Without a reason numbers are masked; the reason is written down beside your name."),
        )  # fmt: skip
        if not allows(May.EXPORT_PHONES):  # shown without a parent it would be a window of its own
            self.reason.hide()
        brief = button(_("Morning brief…"), icon="sun", key=BRIEF, on=self.ask_brief)
        words = card(
            heading_row(label(_("Evening report"), "heading"), None, self.languages),
            rule(), self.words, self._counted, row(copy, paper, fill, None, gap=8), gap=10,
        )  # fmt: skip
        scan = card(label(_("On your own phone"), "heading"), rule(), row(self.code, None), self._told, gap=10)
        morning = card(
            label(_("Morning brief"), "heading"), rule(),
            label(_("One page: who is furthest behind, ten calls to make, camps and sheets, what waits."), wrap=True),
            self.reason, row(brief, None), gap=10,
        )  # fmt: skip
        both = row((column(words, None, gap=16), 50), (column(scan, morning, None, gap=16), 50), gap=16, margins=PAGE)
        return scrolled(box(both, "page"))

    def _on_written(self, written: Written) -> None:
        self.written = written
        if written.report is None:
            self._stack.setCurrentWidget(self._none)
            return
        self.words.setPlainText(written.text or written.refused)
        self._counted.setText(_("Counted: {counted}").format(counted=written.report.counted))
        side = min(WIDEST_CODE, self.width() // 2 - 80)
        name = _("The report as a code")
        fits = bool(written.text) and self.code.show_text(written.text, name, error="l", side=side)
        self.code.setVisible(fits)
        self._told.setText(
            _("Scan it: the words come onto your phone, and you pass them on. This laptop sends nothing.") if fits
            else _("The words are too long for a code. Copy them.")
        )  # fmt: skip
        self._stack.setCurrentWidget(self._content)
        if self.hasFocus():
            self.words.setFocus()

    def _on_filled(self, out: Path, cells: int) -> None:
        self.shell.say(_("{n} cells filled: {file}").format(n=cells, file=out.name))

    def _failed(self, sentence: str) -> None:
        self.shell.say(sentence, tone="bad")
