"""First step of an import: a file, dropped or chosen."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.words import translate as _
from ui.shared.buttons import button
from ui.shared.cards import card
from ui.shared.empty import empty
from ui.shared.labels import label
from ui.shared.layout import clear, column, row
from ui.shared.notices import notice

PATTERNS = "*.csv *.tsv *.tab *.txt *.xlsx *.xlsm *.xls *.ods *.vcf"


class FileStep(QWidget):
    """`picked(path)` when a file was chosen."""

    picked = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        choose = button(_("Choose a file"), kind="primary", icon="folder", key="Ctrl+O", on=self.choose)
        place = empty(
            "upload",
            _("Drop the roster here"),
            _("Excel, LibreOffice, CSV, text or contacts (vCard), as it is. Hindi in old fonts is recognised."),
            choose,
        )
        place.setMinimumHeight(300)
        self._trouble = column()
        self._hint = label("", "small")
        self.setLayout(column(self._trouble, (card(place), 1), row(self._hint, None), gap=12))
        self.show_trouble("")

    def choose(self) -> None:
        """Opens the system's file dialog."""
        dialog = QFileDialog(self, _("Choose a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        lists, everything = _("Lists"), _("All files")
        dialog.setNameFilters([f"{lists} ({PATTERNS})", f"{everything} (*)"])
        dialog.fileSelected.connect(lambda name: self.picked.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def show_looking(self, name: str) -> None:
        """Says that a file is being looked at; a large workbook takes some seconds."""
        self._hint.setText(_("Looking at {file}…").format(file=name))

    def show_trouble(self, sentence: str) -> None:
        """Says why the file can't be read; "" takes the notice away."""
        self._hint.setText(_("The file itself is only read, never changed."))
        clear(self._trouble)
        if sentence:
            self._trouble.addWidget(notice(sentence, "bad"))
