"""The organisation's name in both scripts and its logo, as they stand on every paper."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel

from organizer_app.domain.roles import May
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import translate as _
from organizer_app.services import organisation
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared import logo_file
from ui.shared.buttons import button
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import column, row
from ui.shared.page import Shell

LOGO = 96


class OrganisationSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self._typed: dict[str, Any] = {}
        self.form = Form(
            [TextField("name_hi", _("Name in Hindi")), TextField("name_en", _("Name in English"))],
            columns=2,
            needs=May.SETTINGS,
        )
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.refresh)
        self._logo = QLabel()
        self._logo.setFixedSize(LOGO, LOGO)
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._logo.setObjectName("sunk")
        self._logo.setAccessibleName(_("Logo"))
        self._choose = button(
            _("Choose a picture…"), icon="upload", key="Ctrl+O", needs=May.SETTINGS, on=self._on_choose
        )
        self._remove = button(_("Remove"), icon="trash", needs=May.SETTINGS, on=self._on_remove)
        hint = label(_("PNG, JPG or SVG. It stands on sheets, badges, letters and certificates."), "small", wrap=True)
        beside = column(row(self._choose, self._remove, None), hint, None, gap=6)
        self.show_cards(
            titled(_("Name"), _("It stands on every sheet, letter and certificate."), self.form),
            titled(_("Logo"), "", row(self._logo, (beside, 1), gap=16)),
        )

    def refresh(self) -> None:
        self.records.read(organisation.get, done=self._on_read, owner=self, latest="organisation")

    def state(self) -> dict[str, Any]:
        return self.form.values()

    def restore(self, state: dict[str, Any]) -> None:
        self._typed = state

    def set_logo(self, path: Path | None) -> None:
        """Takes a picture from a file as the logo; None removes it."""
        work = partial(_set_logo, path=path)
        said = _("The logo was removed.") if path is None else _("The logo stands on every paper from now on.")
        self.write("organisation.set_logo", work, said, about=_("Logo"))

    def _on_read(self, found: Organisation) -> None:
        self.form.set_values({"name_hi": found.name_hi, "name_en": found.name_en} | self._typed)
        self._typed = {}
        picture = QPixmap()
        if found.logo:
            picture.loadFromData(found.logo)
        size = self._logo.size() * 0.9
        if picture.isNull():
            self._logo.setText(_("No logo"))
        else:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._logo.setPixmap(picture.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, smooth))
        self._remove.setVisible(bool(found.logo))

    def _on_saved(self, values: dict[str, Any]) -> None:
        work = partial(organisation.rename, name_hi=values["name_hi"], name_en=values["name_en"])
        self.write(
            "organisation.rename",
            work,
            _("The new name stands on every paper from now on."),
            about=values["name_hi"] or values["name_en"],
            failed=lambda sentence: self.form.show_refusal(sentence, "name_hi"),
        )

    def _on_choose(self) -> None:
        kind = _("Pictures") + f" ({' '.join(f'*.{suffix}' for suffix in logo_file.SUFFIXES)})"
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture…"), str(Path.home()), kind)
        if path:
            self.set_logo(Path(path))

    def _on_remove(self) -> None:
        self.set_logo(None)


def _set_logo(session: Any, *, path: Path | None) -> None:
    organisation.set_logo(session, png=None if path is None else logo_file.read(path))
