"""Second step of an import: which column is what, guessed and correctable; old fonts; the sheet of a workbook."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from organizer_app.domain.imports import FIELDS, Preview
from organizer_app.domain.words import translate as _
from ui.members.import_count import Shortened, Tiles, joined, trouble
from ui.members.import_draft import Draft
from ui.shared.buttons import Segments
from ui.shared.cards import card, heading_row, rule
from ui.shared.combo import Combo
from ui.shared.icons import pixmap
from ui.shared.labels import label, mark, pill
from ui.shared.layout import box, clear, column, row, scrolled
from ui.shared.notices import notice
from ui.shared.style import tokens

SAMPLES = 3
SURE = 0.7


class ColumnsStep(QWidget):
    """`changed` when a column or the old font is treated otherwise, `sheet_asked(name)` for another sheet."""

    changed = Signal()
    sheet_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._draft = Draft()
        self._combos: dict[int, Combo] = {}
        self._notes: dict[int, QLabel] = {}
        self._layout = column(gap=12)
        self.setLayout(self._layout)

    def show_draft(self, draft: Draft) -> None:
        """Shows the columns of the file in a draft; what is changed here is changed in it."""
        self._draft = draft
        clear(self._layout)
        if draft.preview is not None:
            self._fill(draft.preview)

    def show_check(self, *, counting: bool) -> None:
        """Shows what the draft knows of what the import would do, or that it is being counted."""
        self._tiles.show_check(self._draft.check, counting=counting)
        self._show_choices()

    def combo(self, place: int) -> Combo:
        """The list that says where a column (0-based) goes. Raises KeyError for a refused one."""
        return self._combos[place]

    def _fill(self, preview: Preview) -> None:
        self._tiles = Tiles(preview)
        parts: list[QFrame] = [self._tiles]
        if len(preview.sheets) > 1:
            parts.append(self._sheets(preview))
        if preview.legacy:
            parts.append(self._legacy(preview))
        for part in parts:
            self._layout.addWidget(part)
        heading = heading_row(
            label(_("Match the columns"), "heading"), None,
            label(_("Guessed from the headings and the first rows. Change what is wrong."), "small"),
        )  # fmt: skip
        grid = self._grid(preview)
        self._layout.addWidget(card(heading, rule(), (scrolled(grid), 1), gap=6), 1)
        self._show_choices()

    def _sheets(self, preview: Preview) -> QFrame:
        combo = Combo(_("Sheet of the workbook"))
        combo.addItems(list(preview.sheets))
        combo.setCurrentIndex(preview.sheets.index(preview.sheet))
        combo.textActivated.connect(self.sheet_asked)
        return box(row(label(_("Sheet of the workbook"), "field"), combo, None, gap=12))

    def _legacy(self, preview: Preview) -> QFrame:
        names = ", ".join(_column_name(preview, place) for place in preview.legacy)
        words = _("Typed in the old Kruti Dev font: {columns}. Below it is shown as it would be converted.")
        choice = Segments(
            [("convert", _("Convert"), ""), ("refuse", _("Leave out"), "")], self._draft.legacy, name=_("Old font")
        )
        choice.picked.connect(self._on_legacy)
        made = notice(words.format(columns=names), "warn")
        layout = made.layout()
        if layout is not None:
            layout.addWidget(choice)
        return made

    def _grid(self, preview: Preview) -> QFrame:
        grid = QGridLayout()
        grid.setContentsMargins(0, 4, 8, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(1, 1)
        for at, words in enumerate((_("In your file"), _("First rows"), "", _("Goes to"), "")):
            grid.addWidget(label(words, "caption"), 0, at)
        refused = {r.column: str(r) for r in preview.mapping.refused}
        self._combos, self._notes = {}, {}
        for place in range(preview.mapping.width):
            self._line(grid, preview, place, refused.get(place, ""))
        grid.setRowStretch(preview.mapping.width + 1, 1)
        return box(grid, "plain")

    def _line(self, grid: QGridLayout, preview: Preview, place: int, refusal: str) -> None:
        line = place + 1
        name = _column_name(preview, place)
        heading = label(name, "strong", wrap=True)
        heading.setFixedWidth(150)
        grid.addWidget(heading, line, 0)
        if refusal:  # the cells themselves are not shown: nobody should read them off the screen
            why = row(mark("shield", "warn"), (label(refusal, "small", tone="warn", wrap=True), 1), gap=10)
            grid.addLayout(why, line, 1, 1, 4)
            return
        grid.addWidget(Shortened(" · ".join(_samples(preview, place))), line, 1)
        arrow = QLabel()
        arrow.setPixmap(pixmap("arrow-right", tokens().text3, 16))
        grid.addWidget(arrow, line, 2)
        combo = Combo(_("{column} goes to").format(column=name))
        combo.addItem(_("Do not import"), None)
        for field, msgid in FIELDS.items():
            combo.addItem(_(msgid), field)
        combo.setFixedWidth(230)
        combo.activated.connect(partial(self._on_picked, place))
        grid.addWidget(combo, line, 3)
        note = pill("", "warn")
        note.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        grid.addWidget(note, line, 4, Qt.AlignmentFlag.AlignLeft)
        self._combos[place], self._notes[place] = combo, note

    def _show_choices(self) -> None:
        for place, combo in self._combos.items():
            field = self._draft.field_of(place)
            combo.setCurrentIndex(combo.findData(field) if field else 0)
            words, more = self._note(field)
            self._notes[place].setText(words)
            self._notes[place].setToolTip(more)
            self._notes[place].setVisible(bool(words))

    def _note(self, field: str | None) -> tuple[str, str]:
        check, mapping = self._draft.check, self._draft.mapping
        if mapping is None or field is None:
            return "", ""
        if check is not None and field in check.troubles:
            return trouble(check.troubles[field])
        if check is not None and field in check.joined:
            return joined(check.joined[field])
        return (_("Please check") if mapping.guesses[field].confidence < SURE else ""), ""

    def _on_picked(self, place: int, at: int) -> None:
        self._draft.set_column(place, self._combos[place].itemData(at))
        self._show_choices()
        self.changed.emit()

    def _on_legacy(self, choice: str) -> None:
        self._draft.legacy = choice
        self.changed.emit()


def _column_name(preview: Preview, place: int) -> str:
    named = preview.header[place] if place < len(preview.header) else ""
    return named or _("Column {n}").format(n=place + 1)


def _samples(preview: Preview, place: int) -> list[str]:
    cells = [row[place].strip() for row in preview.samples if place < len(row) and row[place].strip()]
    return [" ".join(cell.split()) for cell in cells[:SAMPLES]]
