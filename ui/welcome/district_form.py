"""The form of a new district: area list, own area, organisation, name, passphrase."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.domain.areas import PACKS, AreaLine, level_name, level_order
from organizer_app.domain.names import fold
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.importing import area_lists
from organizer_app.jobs.data_folder import pack_path
from organizer_app.jobs.first_run import NewDistrict
from ui.shared.field import ChoiceField, Field, Option, TextField
from ui.shared.form import Form
from ui.shared.layout import column
from ui.shared.pick import PickField
from ui.shared.secret import SecretField, same_twice
from ui.shared.tasks import Tasks

HOMES = ("state", "division", "lok_sabha", "district", "vidhan_sabha", "block")
MOST = 30
FILE = "file"  # the choice "another state"
STATES = {"jharkhand": N_("Jharkhand"), "chhattisgarh": N_("Chhattisgarh")}


class DistrictForm(QWidget):
    """`asked(NewDistrict, operator)` when everything is filled in, `cancelled` on Esc."""

    asked = Signal(object, str)
    cancelled = Signal()

    def __init__(self, tasks: Tasks, *, ask_passphrase: bool, operator: str = "") -> None:
        super().__init__()
        self._tasks = tasks
        self._path = pack_path(next(iter(PACKS)))
        self._lines: Sequence[AreaLine] = ()
        packs = [Option(pack, _(STATES[pack])) for pack in PACKS]
        self.areas = ChoiceField("areas", _("State"), [*packs, Option(FILE, _("Another state: LGD file…"))])
        self.areas.changed.connect(self._on_state)
        self.home = PickField(
            "home", _("Your district or area"), self._find, required=True, hint=_("Type the start of its name.")
        )
        self._secrets: list[Field] = []
        if ask_passphrase:
            self.first = SecretField(
                "first",
                _("Passphrase"),
                judged=True,
                required=True,
                hint=_("It locks the data. You type it at every start."),
            )
            self.second = SecretField("second", _("Passphrase once more"), required=True)
            self._secrets = [self.first, self.second]
        fields: list[Field] = [
            self.areas,
            self.home,
            TextField("name_hi", _("Organisation's name in Hindi")),
            TextField("name_en", _("Organisation's name in English")),
            *self._secrets,
            TextField("operator", _("Your name"), hint=_("It stands beside what you enter.")),
        ]
        self.form = Form(fields, columns=2, save_text=_("Make my district"), needs=None)
        self.form.set_values({"operator": operator})
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.cancelled)
        self.setLayout(column(self.form))
        self._read(self._path)

    def read_file(self, path: Path) -> None:
        """Takes the area list from a file of one's own."""
        self._read(path)

    def _read(self, path: Path) -> None:
        self._path, self._lines = path, ()
        self.home.set_value(None)
        self._tasks.run(
            partial(_homes, path),
            done=self._on_read,
            failed=self.areas.show_problem,
            pool="work",
            owner=self,
            latest="areas",
        )

    def _on_read(self, lines: Sequence[AreaLine]) -> None:
        self._lines = lines
        if self.areas.value() == FILE:
            self.areas.show_problem("" if lines else _("The file holds no area that could be your own."))

    def _find(self, text: str) -> list[Option]:
        wanted = fold(text)
        if not wanted:
            return []
        hits = [line for line in self._lines if _fits(line, wanted)]
        return [
            Option(line.key, line.name, level_name(line.level, line.state_code))
            for line in sorted(hits, key=lambda line: (line.level != "district", level_order(line.level), line.name))
        ][:MOST]

    def _on_state(self) -> None:
        if self.areas.value() == FILE:
            kinds = _("Area lists") + " (*.csv *.xlsx *.xls *.ods *.zip)"
            path, _kind = QFileDialog.getOpenFileName(self, _("Choose an area list"), str(Path.home()), kinds)
            if path:
                self.read_file(Path(path))
                return
            self.areas.set_value(next(iter(PACKS)))
        self._read(pack_path(self.areas.value()))

    def _on_saved(self, values: dict[str, Any]) -> None:
        if self._secrets and (problem := same_twice(self.first, self.second)):
            self.second.show_problem(problem)
            return
        if not (values["name_hi"] or values["name_en"]):
            self.form.show_refusal(_("Type the organisation's name in Hindi or English."), "name_hi")
            return
        new = NewDistrict(self._path, values["home"], values["name_hi"], values["name_en"], values.get("first"))
        self.asked.emit(new, values["operator"])


def _homes(path: Path) -> list[AreaLine]:
    return [line for line in area_lists.read(path).lines if line.level in HOMES]


def _fits(line: AreaLine, wanted: str) -> bool:
    return any(name.startswith(wanted) or f" {wanted}" in name for name in (fold(line.name_hi), fold(line.name_en)))
