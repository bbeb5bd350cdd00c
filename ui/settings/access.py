"""Who looked at or took out whose data: newest first, narrowed by person, act and operator, printed or as CSV."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame

from organizer_app.domain.audit import ACTS, Access, act_name
from organizer_app.domain.words import group_digits, language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import rights_papers
from organizer_app.services import audit, members_list
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.labels import label
from ui.shared.layout import box, clear, column, row
from ui.shared.page import Shell
from ui.shared.when import said_when

STEP, PEOPLE, ON_PAPER = 50, 50, 5_000


@dataclass(frozen=True, slots=True)
class Shown:
    """Some lines of the log, and how many there are in all."""

    lines: Sequence[Access]
    total: int


class AccessSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.shown = Shown((), 0)
        self._limit = STEP
        every = Option("", _("Everything"))
        self.person = TextField("person", _("Person"), placeholder=_("Name, phone or card number"))
        self.act = ChoiceField("act", _("What"), [every, *(Option(code, act_name(code)) for code in ACTS)])
        self.by = TextField("by", _("By whom"))
        fields: tuple[Field, ...] = (self.person, self.act, self.by)
        for field in fields:
            field.changed.connect(self._on_narrowed)
        self._list = column(gap=0)
        self._more = button(_("Show more"), icon="chevron-down", on=self._on_more)
        save = button(_("Print or save…"), icon="printer", key="Ctrl+P", on=self._ask)
        why = _("Every look at a hidden number, every file with people in it, every copy, correction and erasure. "
                "Nothing here can be changed or taken back.")  # fmt: skip
        self.show_cards(
            titled(
                _("Who looked at what"),
                why,
                row(*((field, 1) for field in fields), gap=12),
                row(save, None),
                box(self._list),
                row(self._more, None),
            )
        )

    def refresh(self) -> None:
        asked = {"person": self.person.value(), "act": self.act.value(), "by": self.by.value()}
        work = partial(_read, limit=self._limit, **asked)
        self.records.read(work, done=self._on_shown, owner=self, latest="access")

    def save_to(self, path: Path) -> None:
        """Writes what is chosen, PDF to print or CSV."""
        asked = {"person": self.person.value(), "act": self.act.value(), "by": self.by.value()}

        def write(store: Any, _progress: object) -> Path:
            with store.reading() as session:
                lines = _read(session, limit=ON_PAPER, **asked).lines
            return rights_papers.save_audit(store, lines=lines, file=path, language=language())

        def failed(sentence: str) -> None:
            self.shell.say(sentence, tone="bad")

        self.records.job(write, done=self._on_saved, failed=failed, owner=self)

    def _on_saved(self, path: Path) -> None:
        self.shell.say(_("Saved in {file}.").format(file=path))

    def _ask(self) -> None:
        start = str(Path.home() / f"{_('Who looked at what')}.pdf")
        path, _kind = QFileDialog.getSaveFileName(self, _("Print or save…"), start, "PDF (*.pdf);;CSV (*.csv)")
        if path:
            self.save_to(Path(path))

    def _on_narrowed(self) -> None:
        self._limit = STEP
        self.refresh()

    def _on_more(self) -> None:
        self._limit += STEP
        self.refresh()

    def _on_shown(self, shown: Shown) -> None:
        self.shown = shown
        clear(self._list)
        for line in shown.lines:
            self._list.addWidget(_line(line))
        if not shown.lines:
            self._list.addWidget(label(_("Nobody has looked at anything yet."), "muted"))
        self._more.setVisible(len(shown.lines) < shown.total)


def _read(session: Any, *, person: str, act: str | None, by: str, limit: int) -> Shown:
    """The lines that were asked for; a name nobody has finds none."""
    subjects: Sequence[bytes] = ()
    if person:
        numbers = members_list.search(session, query=person, limit=PEOPLE)
        subjects = [r.id for r in members_list.rows(session, numbers=numbers)] or [b""]
    lines = audit.lines(session, subjects=subjects, act=act or "", by=by, limit=limit)
    return Shown(lines, audit.count(session, subjects=subjects, act=act or "", by=by))


def _line(line: Access) -> QFrame:
    many = ngettext("{count} person", "{count} people", line.people).format(count=group_digits(line.people))
    what = "  ·  ".join(filter(None, (act_name(line.act), line.name or (many if line.people else ""))))
    facts = (said_when(line.at), line.by, line.device, line.fields, line.reason)
    below = label("  ·  ".join(filter(None, facts)), "small", wrap=True)
    return box(row((column(label(what, "strong", wrap=True), below, gap=0), 1), margins=(0, 6, 0, 6)))
