"""The pane of the war room: a district down to its booths, a directive with every answer, a shift."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.boards import Below, What
from organizer_app.domain.clock import local_day, now_ms
from organizer_app.domain.directives import Answer, Directive, state_name
from organizer_app.domain.duties import Duty, team_name
from organizer_app.domain.roles import May
from organizer_app.domain.rollups import PEOPLE, AreaNumbers, measure_name
from organizer_app.domain.warroom import District, Room
from organizer_app.domain.words import group_digits, moment_text
from organizer_app.domain.words import translate as _
from organizer_app.services import boards, directives, duties
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane, detail_line
from ui.shared.combo import Combo
from ui.shared.labels import label, mark, pill
from ui.shared.layout import Item, box, column, row
from ui.shared.records import Records
from ui.shared.rows import Cell, Column
from ui.shared.table import Table
from ui.shared.tokens import ROW
from ui.shared.when import said_when
from ui.warroom import lines
from ui.warroom.forms import Forms

ACKNOWLEDGE, ANSWER, CLOSE, REMOVE, BACK = "Ctrl+Shift+A", "Ctrl+Shift+W", "Ctrl+Shift+X", "Ctrl+Shift+E", "Alt+Up"
HEAD, SHOWN = 36, 8


class RoomPane(QObject):
    """`wrote(sentence)` after a write that can be undone; `forms` are its forms."""

    wrote = Signal(str)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane) -> None:
        super().__init__(side)
        self._records, self._side, self._pane = records, side, pane
        self.forms = Forms(records, side, pane)
        self.forms.wrote.connect(self.wrote)
        self.room: Room | None = None
        self.district: District | None = None
        self.measure: Combo | None = None
        self.below: Table | None = None
        self._path: list[tuple[bytes, str]] = []

    def close(self) -> None:
        """Shows nothing."""
        self.forms.forget()
        self._path = []
        self._side.close_pane()

    def is_inside(self) -> bool:
        """Whether somebody went down into the places of a district."""
        return len(self._path) > 1

    def show_district(self, one: District) -> None:
        """A district with all its figures and the places in it."""
        self.forms.forget()
        self.district, self._path = one, [(one.area, one.name)]
        parts: list[Item] = [
            label(lines.heard(one), "muted", wrap=True, tone="warn" if one.silent else ""),
            *self._figures(one),
        ]
        parts += [detail_line(mark("user"), team_name(duty.team), duty.who) for duty in one.on_duty]
        if self.room is not None and self.room.drive is not None and self.room.whats:
            parts += self._drill_down()
        else:
            parts += [label(_("People by block"), "strong"), self._blocks(one)]
        self._set(one.name, parts)

    def show_directive(self, one: Directive) -> None:
        """A directive with what every district said."""
        self.forms.forget()
        self._path = []
        now = now_ms()
        given = _("{name}, {when}").format(name=one.issued_by or _("the state"), when=said_when(one.issued_at))
        parts: list[Item] = [
            *([label(one.text, wrap=True)] if one.text else []),
            detail_line(mark("clock"), _("Due"), moment_text(one.due_at)),
            detail_line(mark("pin"), _("For"), lines.where(one)),
            detail_line(mark("user"), _("Issued by"), given),
        ]
        waits = {answer.bucket for answer in one.waits(now)}
        in_order = sorted(one.answers, key=lambda answer: (answer.bucket not in waits, answer.district))
        parts += [self._answer(answer, one.due_at, now) for answer in in_order]
        self._set(one.title, parts, *self._acts(one))

    def show_duty(self, one: Duty) -> None:
        """A shift."""
        self.forms.forget()
        self._path = []
        shift = _("{first} to {last}").format(first=moment_text(one.from_at), last=moment_text(one.to_at))
        parts: list[Item] = [
            detail_line(mark("pin"), _("Where"), one.where),
            detail_line(mark("user"), _("Who"), one.who),
            detail_line(mark("clock"), _("Shift"), shift),
        ]
        if not one.name and one.member is not None:
            parts.append(
                label(_("Without consent for camps and meetings only the office is shown."), "small", wrap=True)
            )
        acts = []
        if one.own:
            work = partial(self.forms.write, "duties.remove", partial(duties.remove, id=one.id), team_name(one.team),
                           _("The shift is taken off the list."))  # fmt: skip
            acts.append(button(_("Take off the list"), kind="danger", key=REMOVE, needs=May.CHANGE, on=work))
        self._set(team_name(one.team), parts, *acts)

    def _figures(self, one: District) -> list[Item]:
        if self.room is None or not one.figures:
            return [
                detail_line(mark("users"), measure_name(m), group_digits(n)) for m, n in list(one.counts.items())[:8]
            ]
        found = zip(self.room.whats, one.figures, strict=False)
        return [
            row(label(name, "muted", wrap=True), None, label(lines.figure_words(figure)))
            for (_what, name), figure in found
            if figure is not None
        ]

    def _drill_down(self) -> list[Item]:
        self.measure = Combo(_("What is counted"))
        for _what, name in self.room.whats if self.room is not None else ():
            self.measure.addItem(name)
        self.measure.currentIndexChanged.connect(self._ask_below)
        self.below = Table(_("Places in it"), self._place_columns())
        self.below.setFixedHeight(HEAD + ROW * 3)
        self.below.opened.connect(self._on_place)
        self._up = button(kind="icon", icon="arrow-left", tip=_("Back up"), key=BACK, on=self._on_up)
        self._where = label("", "strong", wrap=True)
        self._ask_below()
        told = label(_("Enter or a double click goes into a place."), "small", wrap=True)
        return [self.measure, row(self._up, (self._where, 1)), self.below, told]

    def _place_columns(self) -> Sequence[Column]:
        return (
            Column(_("Place"), lambda one: Cell(one.name), 120, stretch=True),
            Column(_("Number"), _number, 118),
        )

    def _blocks(self, one: District) -> Table:
        columns = (
            Column(_("Block"), lambda block: Cell(block.name), 120, stretch=True),
            Column(measure_name(PEOPLE), _people, 90),
        )
        table = Table(_("People by block"), columns)
        blocks = [block for block in one.blocks if block.name]
        table.set_values(blocks)
        table.setFixedHeight(HEAD + ROW * max(1, min(len(blocks), SHOWN)))
        return table

    def _ask_below(self) -> None:
        if self.room is None or self.room.drive is None or self.measure is None or self.measure.currentIndex() < 0:
            return
        area, name = self._path[-1]
        self._where.setText(name)
        self._up.setEnabled(len(self._path) > 1)
        what: What = self.room.whats[self.measure.currentIndex()][0]
        work = partial(boards.below, drive=self.room.drive.id, area=area, what=what, day=local_day(self.room.now))
        self._records.read(work, done=self.show_below, failed=self._on_gone, owner=self.below, latest="below")

    def _on_gone(self, _sentence: str) -> None:
        """The drive was taken out meanwhile: the next look at the room is without it."""

    def show_below(self, found: Sequence[Below]) -> None:
        """Shows how far the places in the one that is looked at are."""
        if self.below is not None:
            self.below.set_values(found)
            self.below.setFixedHeight(HEAD + ROW * max(1, min(len(found), SHOWN)))

    def _on_place(self, one: Below) -> None:
        if one.level != "booth":
            self._path.append((one.area, one.name))
            self._ask_below()

    def _on_up(self) -> None:
        if len(self._path) > 1:
            self._path.pop()
            self._ask_below()

    def _answer(self, answer: Answer, due_at: int, now: int) -> Item:
        state = answer.state(due_at, now)
        head = row(label(answer.district, "strong"), None, pill(state_name(state), lines.TONES[state]))
        told = []
        if answer.text:
            told.append(label(answer.text, wrap=True))
        said = [(_("acknowledged"), answer.acknowledged_at, answer.acknowledged_by)]
        said.append((_("answered"), answer.answered_at, answer.answered_by))
        words = [
            _("{what} {when}, {name}").format(what=what, when=said_when(at), name=name) for what, at, name in said if at
        ]
        if words:
            told.append(label("\n".join(words), "small", wrap=True))
        return box(column(head, *told, gap=2, margins=(0, 6, 0, 6)))

    def _acts(self, one: Directive) -> list[QPushButton]:
        if one.closed_at is not None:
            return []
        own = [answer for answer in one.answers if answer.own]
        acts = []
        if own:
            if any(answer.acknowledged_at is None for answer in own):
                work = partial(self.forms.write, "directives.acknowledge", partial(directives.acknowledge, id=one.id),
                               one.title, _("Acknowledged. It goes out with the next sync."))  # fmt: skip
                acts.append(button(_("Acknowledge"), icon="check", key=ACKNOWLEDGE, needs=May.CHANGE, on=work))
            acts.append(
                button(_("Answer"), kind="primary", icon="pencil", key=ANSWER, needs=May.CHANGE,
                       on=partial(self.forms.answer, one, own[0]))
            )  # fmt: skip
        if one.own:
            work = partial(self.forms.write, "directives.close", partial(directives.close, id=one.id), one.title,
                           _("“{title}” is closed.").format(title=one.title))  # fmt: skip
            acts.append(button(_("Close the directive"), key=CLOSE, needs=May.CHANGE, on=work))
        return acts

    def _set(self, title: str, parts: list[Item], *actions: QPushButton) -> None:
        self._pane.set_content(title, box(column(*parts, gap=9)), *actions)
        self._side.open()


def _people(block: AreaNumbers) -> Cell:
    return Cell(group_digits(block.counts.get(PEOPLE, 0)), kind="number")


def _number(one: Below) -> Cell:
    if one.goal is None:
        return Cell(group_digits(one.now), kind="quiet")
    return Cell(lines.figure_words(one), kind="bar", tone=lines.figure_tone(one), share=lines.share(one))
