"""One record that two people changed: both values of every field side by side, who wrote them and what was before."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QLabel, QPushButton, QWidget

from organizer_app.domain import roles
from organizer_app.domain.conflicts import Conflict, Conflicted, Side
from organizer_app.domain.record_names import field_name, table_name
from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.labels import Avatar, label, pill, retone
from ui.shared.layout import Item, box, clear, column, row
from ui.shared.notices import notice
from ui.shared.when import said_when
from ui.sync.choice import Choice, Mark
from ui.sync.neither import Neither

CAPTION = 128
MINE, THEIRS, NEITHER = 0, 1, 2
KEPT, LOST, TYPED = "kept", "lost", "typed"
Decision = Mapping[bytes, tuple[str, str]]  # by conflict id: (kept | lost | typed, what was typed)


class Pair(NamedTuple):
    """The two values of one field in the order of the columns: this laptop's at the left where one is."""

    conflict: Conflict
    sides: tuple[Side, Side]

    def stands(self, which: int) -> bool:
        """Whether the value of a column is the one in the record now."""
        return self.sides[which] is self.conflict.kept

    def choice(self, which: int) -> tuple[str, str]:
        """The decision for a column."""
        return (KEPT if self.stands(which) else LOST), ""


def pair(conflict: Conflict) -> Pair:
    """This laptop's value first; where none of the two is, the one that stands now."""
    if conflict.lost.here and not conflict.kept.here:
        return Pair(conflict, (conflict.lost, conflict.kept))
    return Pair(conflict, (conflict.kept, conflict.lost))


class ConflictCard(QFrame):
    """See the module's first lines. `decided(record, decision)` when the person chose."""

    decided = Signal(object, object)

    def __init__(self, record: Conflicted, open_record: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("card")
        self.record = record
        self._pairs = [pair(c) for c in record.conflicts if c.kind == "field"]
        self._groups: dict[bytes, QButtonGroup] = {}
        self._others: dict[bytes, Neither] = {}
        self._before: dict[bytes, QLabel] = {}
        self._refusal = column(gap=6)
        self._is_mine = any(p.sides[MINE].here for p in self._pairs)
        self._lacks = roles.lacking(roles.role(), (record.tbl,))
        parts: list[Item] = [self._head(open_record)]
        if self._pairs:
            parts.append(self._table())
        parts += [self._placeless(c) for c in record.conflicts if c.kind != "field"]
        self._refused = box(self._refusal)
        self._refused.hide()
        parts.append(self._refused)
        self.setLayout(column(*parts, gap=12, margins=(18, 15, 18, 16)))
        self.setAccessibleName(f"{table_name(record.tbl)}: {record.name}")

    def keep(self, which: int) -> None:
        """Keeps one column for all fields."""
        if self._pairs and self._lacks is None:
            self.decided.emit(self.record, {p.conflict.id: p.choice(which) for p in self._pairs})

    def keep_marked(self) -> None:
        """Keeps what is marked or written, field by field."""
        if self._groups and self._lacks is None:
            self.decided.emit(self.record, {p.conflict.id: self._marked(p) for p in self._pairs})

    def write(self) -> None:
        """Brings the keyboard to where another value is written, the first one that can be."""
        for other in self._others.values():
            other.begin()
            return

    def ask_before(self) -> tuple[bytes, ...]:
        """The conflicts of which this laptop does not know what was before."""
        return tuple(identity for identity, shown in self._before.items() if not shown.text())

    def tell_before(self, told: Mapping[bytes, str]) -> None:
        """Shows what was before, as HQ says."""
        for identity in told.keys() & self._before.keys():
            _say_before(self._before[identity], told[identity])

    def show_refusal(self, sentence: str) -> None:
        """Says why the decision was not taken."""
        clear(self._refusal)
        self._refusal.addWidget(notice(sentence, "bad"))
        self._refused.show()

    def _marked(self, one: Pair) -> tuple[str, str]:
        group = self._groups.get(one.conflict.id)
        which = group.checkedId() if group is not None else MINE
        return (TYPED, self._others[one.conflict.id].value()) if which == NEITHER else one.choice(which)

    def set_current(self, current: bool) -> None:
        """Shows that the keys act on this card."""
        retone(self, "current", "true" if current else "")

    def _head(self, open_record: Callable[[], object] | None) -> QFrame:
        record = self.record
        below = "  ·  ".join(filter(None, (table_name(record.tbl), record.below)))
        words = column(label(record.name, "strong", wrap=True), label(below, "small", wrap=True), gap=0)
        items: list[Item] = [Avatar(record.name, 34), (words, 1)]
        if open_record is not None:
            tip = _("Open: {name}").format(name=record.name)
            opened = button(_("Open"), kind="ghost", tip=tip, on=open_record)
            opened.setAccessibleName(tip)
            items.append(opened)
        return box(row(*items, gap=12))

    def _table(self) -> QFrame:
        made = QFrame()
        made.setObjectName("sunk")
        grid = QGridLayout(made)
        grid.setContentsMargins(16, 12, 16, 14)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, CAPTION)
        for which in (MINE, THEIRS):
            grid.setColumnStretch(which + 1, 1)
            title = label(self._title(which), "strong")
            by = label(_by([p.sides[which] for p in self._pairs]), "caption", wrap=True)
            grid.addLayout(column(title, by, gap=0), 0, which + 1)
        line = 1
        for one in self._pairs:
            line = self._add_field(grid, line, one)
        for which in (MINE, THEIRS):
            grid.addLayout(row(self._keep_button(which), None, margins=(0, 4, 0, 0)), line, which + 1)
        if self._groups:
            tip = _("Keep what is marked or written, field by field")
            marked = button(
                _("Keep what is marked"), icon="branch", tip=f"{tip}  (3)", needs=self._lacks, on=self.keep_marked
            )
            marked.setAccessibleName(f"{tip}: {self.record.name}")
            grid.addLayout(row(marked, None), line + 1, 1, 1, 2)
        return made

    def _title(self, which: int) -> str:
        if self._is_mine:
            return _("This laptop") if which == MINE else _("Another laptop")
        return _("Stands now") if which == MINE else _("Did not stand")

    def _keep_button(self, which: int) -> QPushButton:
        words = (_("Keep mine"), _("Keep theirs"))[which] if self._is_mine else _("Keep this")
        made = button(
            words, icon="check", tip=f"{words}  ({which + 1})", needs=self._lacks, on=partial(self.keep, which)
        )
        made.setAccessibleName(f"{words}, {self._title(which)}: {self.record.name}")
        return made

    def _add_field(self, grid: QGridLayout, line: int, one: Pair) -> int:
        title = field_name(self.record.tbl, one.conflict.field)
        caption = box(column(label(title, "small", wrap=True), margins=(0, 2, 0, 0)))
        grid.addWidget(caption, line, 0, Qt.AlignmentFlag.AlignTop)
        group: QButtonGroup | None = None
        entry, identity = one.conflict.entry, one.conflict.id
        if len(self._pairs) > 1 or entry is not None:
            group = self._groups[identity] = QButtonGroup(self)
        for which in (MINE, THEIRS):
            grid.addWidget(self._value(one, which, title, group), line, which + 1, Qt.AlignmentFlag.AlignTop)
        if group is not None and entry is not None:
            line += 1
            other = self._others[identity] = Neither(title, entry)
            other.entered.connect(self.keep_marked)
            group.addButton(other.mark, NEITHER)
            grid.addWidget(other, line, 1, 1, 2)
        before = self._before[identity] = label("", "caption", wrap=True)
        grid.addWidget(before, line + 1, 1, 1, 2)  # first: what has no parent would show as a window of its own
        _say_before(before, one.conflict.before)
        return line + 2

    def _value(self, one: Pair, which: int, title: str, group: QButtonGroup | None) -> QWidget:
        text = one.sides[which].text
        value = label(text or _("(empty)"), "strong" if text else "muted", wrap=True)
        state = pill(_("stands now"), "ok") if self._is_mine and one.stands(which) else None
        items: list[Item] = [(value, 1), *([state] if state is not None else [])]
        if group is None:
            return box(row(*items, gap=8))
        mark = Mark(f"{title}: {value.text()}, {self._title(which)}")
        mark.setChecked(one.stands(which))
        group.addButton(mark, which)
        return Choice(mark, *items)

    def _placeless(self, conflict: Conflict) -> QFrame:
        text = _("HQ could not place this change by {who}: {what}. The record is not in that area any more.")
        side = conflict.lost
        words = label(text.format(who=side.usr or _("somebody"), what=side.text or _("(empty)")), "muted", wrap=True)
        seen = button(_("Seen"), icon="check", needs=self._lacks, on=partial(self._decide, conflict.id, KEPT))
        seen.setAccessibleName(_("Seen: {name}").format(name=self.record.name))
        buttons: list[Item] = [seen]
        if self.record.name and side.text:  # the record is here
            use = button(_("Make this change"), needs=self._lacks, on=partial(self._decide, conflict.id, LOST))
            use.setAccessibleName(_("Make this change: {name}").format(name=self.record.name))
            buttons.insert(0, use)
        return box(row((words, 1), *buttons, gap=12, margins=(14, 10, 12, 10)), "sunk")

    def _decide(self, identity: bytes, choice: str) -> None:
        self.decided.emit(self.record, {identity: (choice, "")})


def _by(sides: Sequence[Side]) -> str:
    """Who wrote the values, and when last."""
    names = list(dict.fromkeys(side.usr for side in sides if side.usr))
    times = [side.at for side in sides if side.at]
    when = said_when(max(times)) if times else ""
    return ", ".join(filter(None, (*names, when)))


def _say_before(shown: QLabel, before: str) -> None:
    shown.setText(_("Before: {value}").format(value=before) if before else "")
    shown.setVisible(bool(before))
