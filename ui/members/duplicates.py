"""The desk for entries that look like one person: one pair at a time, decided by the keyboard.

`left` when the person goes back to the roster; `open_asked(id)` when they want to see one of the two.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from organizer_app.domain.merging import BOTH, KEPT
from organizer_app.domain.roles import May
from organizer_app.domain.words import group_digits
from organizer_app.domain.words import translate as _
from organizer_app.jobs import duplicates as job
from organizer_app.services import duplicates, duplicates_pair, merging
from organizer_app.services.duplicates_found import Waiting
from organizer_app.services.duplicates_pair import Shown
from ui.members.duplicates_card import DuplicateCard
from ui.members.list_act import Desk
from ui.shared.buttons import button
from ui.shared.empty import empty
from ui.shared.labels import label
from ui.shared.layout import Stack, box, clear, column, row, scrolled
from ui.shared.page import Shell
from ui.shared.progress import Bar, JobStrip
from ui.shared.records import Records
from ui.shared.tasks import Job

SHOWS = frozenset({"members", "distinctions"})
AT_ONCE = 200  # pairs read in one go
Pair = tuple[bytes, bytes]


class DuplicatesView(QWidget):
    """See the module's first lines."""

    kept_as = "duplicates"  # the page keeps its `state()` under this word
    left = Signal()
    open_asked = Signal(bytes)
    wrote = Signal(str)

    def __init__(self, shell: Shell, records: Records) -> None:
        super().__init__()
        self._shell, self._records = shell, records
        self._pairs: Sequence[Waiting] = ()
        self._later: set[Pair] = set()
        self._wanted: Pair | None = None
        self._at, self._decided, self._total, self._looking = 0, 0, 0, False
        self.card: DuplicateCard | None = None
        self._bar, self._how_far = Bar(name=_("Pairs looked at")), label("", "small")
        self._bar.setFixedWidth(160)
        self._keys = label(_("M merge · D two people · S later · 1 / 2 side · arrows: field, pair"), "caption")
        self.back = button(_("Back to the roster"), icon="arrow-left", key="Esc", on=self.left.emit)
        head = row(
            label(_("Possible duplicates"), "title"), 14, self._bar, self._how_far, None, self._keys, 12, self.back,
            gap=10, margins=(26, 16, 26, 6),
        )  # fmt: skip
        self.later = button(_("Later"), kind="ghost", icon="clock", key="S", on=self._on_later)
        self.apart = button(_("Two different people"), icon="users", key="D", needs=May.CHANGE, on=self._on_apart)
        self.merge = button(_("Merge"), kind="primary", icon="merge", key="M", needs=May.CHANGE, on=self._on_merge)
        self._strip = JobStrip()
        self._place = column(gap=0)
        self._stack = Stack()
        self._nothing = box(column(gap=0))
        for part in (scrolled(box(column(self._place, None, margins=(26, 6, 26, 10)))), self._nothing):
            self._stack.addWidget(part)
        self._foot = box(
            row(self.later, None, self.apart, self.merge, gap=10, margins=(26, 10, 26, 10)),
            "bar",
        )
        strip = box(column(self._strip, margins=(26, 0, 26, 8)))
        self.setLayout(column(head, strip, (self._stack, 1), self._foot, gap=0))
        for key, sides in (("1", (True, False)), ("2", (False, True)), ("3", (True, True))):
            self._shortcut(key, partial(self._choose, sides))
        for key, by in (("Left", -1), ("Right", 1)):
            self._shortcut(key, partial(self._step, by))
        for key, by in (("Up", -1), ("Down", 1)):
            self._shortcut(key, partial(self._step_field, by))
        self._show_foot()
        records.tasks.changed.connect(self._on_changed)

    def state(self) -> dict[str, Any]:
        """Which pair is looked at, and what was put off and decided."""
        pair = self._pair() if self._pairs else self._wanted
        return {"pair": pair, "later": self._later, "decided": self._decided}

    def begin(self, state: dict[str, Any]) -> None:
        """Looks for pairs where something changed, and shows the first one that waits, or the one of `state()`."""
        self._wanted, self._later = state.get("pair"), set(state.get("later", ()))
        self._decided = state.get("decided", 0)
        self._show_nothing(_("Looking for duplicates"), _("Names, phones, fathers and places are compared."))
        self._strip.follow(self._look(), _("Looking for duplicates"))

    def _on_changed(self, tables: frozenset[str]) -> None:
        """Looks again at whom something changed of, and reads the pairs anew."""
        if tables & SHOWS and not self._looking:
            self._look()

    def _look(self) -> Job:
        self._looking = True
        return self._records.job(
            job.run, done=self._on_looked, failed=self._on_failed, cancelled=self._on_stopped, owner=self
        )

    def _shortcut(self, key: str, work: partial[None]) -> None:
        made = QShortcut(QKeySequence(key), self)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        made.activated.connect(work)

    def _on_looked(self, count: int) -> None:
        self._looking, self._total = False, count
        self._read()

    def _on_stopped(self) -> None:
        self._looking = False
        self._read()

    def _on_failed(self, sentence: str) -> None:
        self._looking = False
        self._shell.say(sentence, tone="bad")
        self._read()

    def _read(self) -> None:
        work = partial(duplicates_pair.first, besides=frozenset(self._later), limit=AT_ONCE)
        self._records.read(work, done=self._on_pairs, owner=self, latest="duplicates")

    def _on_pairs(self, found: Sequence[Waiting]) -> None:
        shown = self._pair() if self._at < len(self._pairs) else self._wanted
        self._pairs, self._wanted = found, None
        pairs = [(p.first, p.second) for p in found]
        if shown in pairs:
            self._at = pairs.index(shown)
        self._at = max(0, min(self._at, len(found) - 1))
        if len(found) < AT_ONCE:
            self._total = len(found) + len(self._later)
        self._show()

    def _show(self) -> None:
        if not self._pairs:
            self.card = None
            if self._later:
                text = _("The pairs you put off come again when you open this desk next time.")
                self._show_nothing(_("Only pairs for later are left"), text)
            else:
                text = _(
                    "Nobody seems to stand on the roster twice. New and changed entries are looked at by themselves."
                )
                self._show_nothing(_("No duplicates"), text)
            self._show_foot()
            return
        work = partial(duplicates_pair.shown, pair=self._pairs[self._at])
        self._records.read(work, done=self._on_pair, failed=self._on_gone, owner=self, latest="duplicate")

    def _on_gone(self, _sentence: str) -> None:
        """One of the two is not on the roster any more."""
        pair = self._pairs[self._at]
        self._pairs = [p for p in self._pairs if p is not pair]
        self._at = max(0, min(self._at, len(self._pairs) - 1))
        self._show()

    def _on_pair(self, shown: Shown) -> None:
        clear(self._place)
        self.card = DuplicateCard(shown, open_person=self.open_asked.emit)
        self._place.addWidget(self.card)
        self._stack.setCurrentIndex(0)
        self._show_foot()
        if self.isVisible():
            self.card.begin()

    def _show_nothing(self, heading: str, text: str) -> None:
        layout = self._nothing.layout()
        if layout is not None:
            clear(layout)
            layout.addWidget(empty("users", heading, text))
        self._stack.setCurrentIndex(1)
        self.setFocus()

    def _show_foot(self) -> None:
        on = self.card is not None
        self._foot.setVisible(on)
        self._bar.setVisible(on)
        self._keys.setVisible(on)
        left = max(self._total - len(self._later), len(self._pairs))
        done = self._decided + len(self._later)
        self._bar.show_value(done, max(done + left, 1))
        self._how_far.setText(_("{n} left").format(n=group_digits(left)) if on else "")

    def _choose(self, sides: tuple[bool, bool]) -> None:
        if self.card is not None:
            self.card.choose(sides)

    def _step_field(self, by: int) -> None:
        if self.card is not None:
            self.card.step(by)

    def _step(self, by: int) -> None:
        """Another pair, without deciding about this one."""
        if len(self._pairs) > 1:
            self._at = (self._at + by) % len(self._pairs)
            self._show()

    def _on_later(self) -> None:
        if self.card is not None:
            self._later.add(self._pair())
            self._drop()

    def _pair(self) -> Pair:
        waiting = self._pairs[self._at]
        return waiting.first, waiting.second

    def _drop(self) -> None:
        gone = self._pair()
        self._pairs = [p for p in self._pairs if (p.first, p.second) != gone]
        self._at = max(0, min(self._at, len(self._pairs) - 1))
        if self._pairs:
            self._show()
        else:
            self._read()

    def _on_apart(self) -> None:
        if self.card is not None:
            first, second = self._pair()
            sentence = _("{name}: written down as two people.").format(name=self.card.shown.sides[0].name)
            self._write("duplicates.tell_apart", partial(duplicates.tell_apart, first=first, second=second), sentence)

    def _on_merge(self) -> None:
        if self.card is not None:
            first, second = self._pair()
            sides: dict[str, bytes | str] = {KEPT: first, BOTH: BOTH}
            choices = {field: sides.get(how, second) for field, how in self.card.choices().items()}
            sentence = _("{name}: two entries merged into one.").format(name=self.card.shown.sides[0].name)
            work = partial(merging.merge, first=first, second=second, choices=choices)
            self._write("merging.merge", work, sentence)

    def _write(self, verb: str, work: "partial[Any]", sentence: str) -> None:
        about = self.card.shown.sides[0].name if self.card is not None else ""
        self._records.write(
            verb, work, about=about, done=partial(self._on_wrote, sentence), failed=self._on_refused, owner=self
        )
        self._foot.setEnabled(False)

    def _on_wrote(self, sentence: str, _result: object) -> None:
        self._foot.setEnabled(True)
        self._decided, self._total = self._decided + 1, self._total - 1
        self.wrote.emit(sentence)
        self._drop()

    def _on_refused(self, sentence: str) -> None:
        self._foot.setEnabled(True)
        self._shell.say(sentence, tone="bad")


def show_duplicates(desk: Desk, state: dict[str, Any] | None = None) -> "DuplicatesView":
    """Opens the desk in the place of the roster, as it was where `state` says it."""
    view = DuplicatesView(desk.shell, desk.records)
    view.wrote.connect(desk.wrote)
    view.left.connect(desk.close_page)
    view.left.connect(view.deleteLater)
    view.open_asked.connect(lambda member: desk.shell.go("members", member))
    desk.show_page(view)
    view.begin(state or {})
    return view
