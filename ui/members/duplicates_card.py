"""A pair side by side: each field with both values, the one that counts marked, reasons above, consequences below."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout

from organizer_app.domain.likeness import AGAINST, reason_text
from organizer_app.domain.merging import BOTH, GONE, KEPT
from organizer_app.domain.words import ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services.duplicates_pair import Line, Shown, Side
from ui.members.duplicates_cell import ValueCell
from ui.members.titles import title
from ui.shared.buttons import button
from ui.shared.cards import rule
from ui.shared.labels import Avatar, label, mark, pill
from ui.shared.layout import Flow, Item, box, column, row
from ui.shared.when import said_when

CAPTION = 118
SIDES = (KEPT, GONE)


class DuplicateCard(QFrame):
    """See the module's first lines. `choices()` says whose value counts where that is not the default."""

    def __init__(self, shown: Shown, *, open_person: Callable[[bytes], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.shown = shown
        self._many: dict[str, bool] = {}  # whether both sides may be taken, by field
        self._cells: dict[str, tuple[ValueCell, ValueCell]] = {}
        self._turn = ""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        reasons = [pill(reason_text(r), "warn" if r in AGAINST else "ok") for r in shown.reasons]
        why = row(label(_("Why we ask"), "small"), 4, (box(Flow(*reasons, gap=6)), 1), gap=8)
        self.setLayout(
            column(why, rule(), self._grid(open_person), rule(), self._after(), gap=10, margins=(18, 14, 18, 14))
        )
        self.setAccessibleName(" / ".join(side.name for side in shown.sides))

    def choices(self) -> dict[str, str]:
        """Field -> KEPT, GONE or BOTH, for the fields in which the entries differ."""
        return {field: self._chosen(field) for field in self._cells}

    def choose(self, sides: tuple[bool, bool]) -> None:
        """Takes these sides for the field in turn, and goes on to the next one."""
        fields = list(self._cells)
        if not fields:
            return
        at = fields.index(self._turn)
        if all(sides) and not self._many[self._turn]:
            return
        for cell, on in sorted(zip(self._cells[self._turn], sides, strict=True), key=lambda pair: not pair[1]):
            cell.setChecked(on)
        self.turn_to(fields[min(at + 1, len(fields) - 1)])

    def step(self, by: int) -> None:
        """Goes to the next field in which the entries differ, or the one before."""
        fields = list(self._cells)
        if fields:
            self.turn_to(fields[max(0, min(fields.index(self._turn) + by, len(fields) - 1))])

    def turn_to(self, field: str) -> None:
        """Brings the keys to a field."""
        self._turn = field
        cells = self._cells[field]
        (cells[0] if cells[0].isChecked() else cells[1]).setFocus(Qt.FocusReason.TabFocusReason)

    def begin(self) -> None:
        """Brings the keys to the first field that differs, without showing a ring."""
        for cells in self._cells.values():
            (cells[0] if cells[0].isChecked() else cells[1]).setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.setFocus()

    def _chosen(self, field: str) -> str:
        cells = self._cells[field]
        if all(cell.isChecked() for cell in cells):
            return BOTH
        return KEPT if cells[0].isChecked() else GONE

    def _grid(self, open_person: Callable[[bytes], object]) -> QFrame:
        made = QFrame()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, CAPTION)
        for number, who in enumerate(self.shown.sides):
            grid.setColumnStretch(number + 1, 1)
            grid.addWidget(_head(who, open_person, kept=number == 0), 0, number + 1)
        differing = [line for line in self.shown.lines if not line.same]
        alike = [line for line in self.shown.lines if line.same]
        at = 1
        for line in differing:
            grid.addWidget(label(title(line.field), "small", wrap=True), at, 0)
            for side, cell in enumerate(self._choice(line)):
                grid.addWidget(cell, at, side + 1)
            at += 1
        if alike:
            grid.addWidget(label(_("The same"), "small"), at, 0, Qt.AlignmentFlag.AlignTop)
            words = [f"{title(line.field)}: {line.texts[0]}" for line in alike]
            sign = column(mark("check", "ok", 16), None, margins=(0, 4, 0, 0))  # beside the first line
            text = label("   ·   ".join(words), "muted", wrap=True)
            grid.addWidget(box(row(sign, (text, 1), gap=8, margins=(4, 0, 0, 2))), at, 1, 1, 2)
        return made

    def _choice(self, line: Line) -> tuple[ValueCell, ValueCell]:
        group = None if line.many else QButtonGroup(self)  # Tab comes to one button of a group, even if all may be on
        cells = ValueCell(line, 0, self.shown.sides[0].name), ValueCell(line, 1, self.shown.sides[1].name)
        for side, cell in enumerate(cells):
            cell.setChecked(line.chosen in (SIDES[side], BOTH))
            if group is not None:
                group.addButton(cell, side)
            cell.focused.connect(partial(self._on_focused, line.field))
            if line.many:
                cell.toggled.connect(partial(self._keep_one, cells[1 - side]))
        self._many[line.field], self._cells[line.field] = line.many, cells
        self._turn = self._turn or line.field
        return cells

    def _on_focused(self, field: str) -> None:
        self._turn = field

    def _keep_one(self, other: ValueCell, on: bool) -> None:
        """Of a list at least one side counts."""
        if not on and not other.isChecked():
            other.setChecked(True)

    def _after(self) -> QFrame:
        sides = self.shown.sides
        camps, offices = sum(s.camps for s in sides), sum(s.offices for s in sides)
        parts = [
            ngettext("{n} camp", "{n} camps", camps).format(n=camps),
            ngettext("{n} office", "{n} offices", offices).format(n=offices),
        ]
        text = _("After merging: one {name} with {what}. What stands on paper stays. You can take them apart later.")
        words = label(text.format(name=sides[0].name, what=", ".join(parts)), "muted", wrap=True)
        return box(row(mark("users", size=18), (words, 1), gap=10))


def _head(side: Side, open_person: Callable[[bytes], object], *, kept: bool) -> QFrame:
    camps = ngettext("{n} camp", "{n} camps", side.camps).format(n=side.camps)
    added = _("added {when}").format(when=said_when(side.added_at))
    below = "  ·  ".join(filter(None, (added, side.source, camps)))
    words = column(label(side.name, "strong", wrap=True), label(below, "caption", wrap=True), gap=0)
    opened = button(
        kind="icon", icon="user", tip=_("Open: {name}").format(name=side.name), on=lambda: open_person(side.id)
    )
    items: list[Item] = [Avatar(side.name, 40), (words, 1)]
    if kept:
        items.append(pill(_("older entry"), "plain"))
    return box(row(*items, opened, gap=12, margins=(0, 0, 0, 4)))
