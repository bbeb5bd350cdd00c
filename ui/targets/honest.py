"""How sure the numbers of a place are: how many are left at each step, what calls for a call back, and that list."""

import secrets
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from organizer_app.db.store import Store
from organizer_app.domain.boards import Board
from organizer_app.domain.counters import FLAGS, SAMPLE, STEPS, Honest, counter_name
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits, language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import call_backs, list_papers
from organizer_app.services import counters
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane, rule
from ui.shared.field import NumberField, TextField
from ui.shared.form import Form
from ui.shared.labels import label, pill
from ui.shared.layout import Item, box, column, row
from ui.shared.progress import Bar
from ui.shared.records import Records
from ui.targets.forms import Forms

HONEST, CALL_BACK = "Ctrl+Shift+H", "Ctrl+Shift+L"
DRAWS, MOST = 10_000, 500


class HonestPane(QObject):
    """`show(board)` counts beside everything and shows; `paper(name, pdf)` when people to call back were drawn."""

    paper = Signal(str, object)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane, forms: Forms) -> None:
        super().__init__(side)
        self._records, self._side, self._pane, self._forms = records, side, pane, forms
        self.found: Honest | None = None
        self._asked: Board | None = None
        forms.opened.connect(self.forget)
        pane.closed.connect(self.forget)

    def forget(self) -> None:
        """Another thing is in the pane now."""
        self._asked = None

    def show(self, board: Board) -> None:
        """Counts what is left of a place's number since the drive began."""
        if board.drive is None:
            return
        self._forms.forget()
        self._asked, self.found = board, None
        self._set([label(_("Counting …"), "muted")])
        work = partial(counters.honest, area=board.area, since=board.drive.first, day=board.day)
        done = partial(self._on_found, board)
        self._records.read(work, done=done, failed=self._forms.told.emit, owner=self, latest="honest", beside=True)

    def ask_list(self, board: Board) -> None:
        """The form of a list of people to call back."""
        drive = board.drive
        if drive is None:
            return
        told = _("Half are drawn from what is flagged, half from all others, so the list says nothing of anybody.")
        form = Form(
            [
                NumberField("number", _("How many people"), low=1, high=MOST, required=True, hint=told),
                TextField("reason", _("Why whole numbers"), required=True, hint=_("It stands on the paper, too.")),
            ],
            save_text=_("Show the pages"),
            buttons=False,
            needs=May.EXPORT_PHONES,
        )
        form.set_values({"number": SAMPLE})

        def save(values: dict[str, Any]) -> None:
            self._records.job(
                partial(_draw, area=board.area, since=drive.first, number=values["number"], reason=values["reason"]),
                done=self._on_drawn,
                failed=lambda sentence: form.show_refusal(sentence, "number"),
                owner=form,
            )

        self._forms.show(_("People to call back"), form, save)

    def _on_found(self, board: Board, found: Honest) -> None:
        if self._asked is not board:
            return  # another thing took the pane meanwhile
        self.found = found
        parts: list[Item] = [label(board.area_name, "muted")]
        most = max(1, found.steps[0])
        for at, (code, number) in enumerate(zip(STEPS, found.steps, strict=True)):
            kept = found.kept[at - 1] if at else None
            share = pill(_("{n} of 100").format(n=kept), "plain") if kept is not None else None
            parts.append(row(label(group_digits(number), "strong"), label(counter_name(code)), None, share, gap=8))
            parts.append(Bar(number, most, name=counter_name(code)))
        parts += [rule(), label(_("Worth a call back"), "strong")]
        for code, number in zip(FLAGS, found.flags, strict=True):
            tone = "warn" if number else "plain"
            parts.append(row(label(counter_name(code)), None, pill(group_digits(number), tone), gap=8))
        words = _("These are numbers of the place. Nobody's record says that they were flagged.")
        parts.append(label(words, "small", wrap=True))
        make = button(
            _("People to call back"), kind="primary", icon="phone", key=CALL_BACK, needs=May.EXPORT_PHONES,
            on=partial(self.ask_list, board),
        )  # fmt: skip
        self._set(parts, make)

    def _set(self, parts: list[Item], *acts: QPushButton) -> None:
        self._pane.set_content(_("How sure the numbers are"), box(column(*parts, gap=8)), *acts)
        self._side.open()

    def _on_drawn(self, drawn: tuple[bytes, str]) -> None:
        self._forms.close()
        pdf, name = drawn
        self.paper.emit(f"{name}.pdf", pdf)


def _draw(store: Store, _progress: Progress, *, area: bytes, since: Any, number: int, reason: str) -> tuple[bytes, str]:
    made, order = call_backs.make(
        store, area=area, since=since, number=number, seed=secrets.randbelow(DRAWS), reason=reason, language=language()
    )
    list_papers.record(store, made, order)
    return made.pdf, _("People to call back")
