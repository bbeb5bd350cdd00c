"""The user's own area, and area lists: what comes with the program, LGD's downloads, polling stations."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog

from organizer_app.domain.areas import PACKS, level_name
from organizer_app.domain.imports import Problem
from organizer_app.domain.roles import May
from organizer_app.domain.words import N_, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs import data_folder
from organizer_app.jobs.data_folder import Loaded
from organizer_app.services import area_counts, organisation
from organizer_app.services.area_counts import Standing
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.field import Option
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import Flow, box, clear, column
from ui.shared.notices import notice
from ui.shared.page import Shell
from ui.shared.pick import PickField
from ui.shared.progress import JobStrip

SHOWN = 30  # problems
STATES = {"jharkhand": N_("Jharkhand"), "chhattisgarh": N_("Chhattisgarh")}


class PlacesSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.home = PickField(
            "home",
            _("Your own area"),
            self._find,
            tasks=shell.tasks,
            required=True,
            hint=_("Lists, camps and invitations begin here."),
        )
        self.form = Form([self.home], needs=May.SETTINGS)
        self.form.saved.connect(self._on_saved)
        self.form.cancelled.connect(self.refresh)
        self._counts = label("", "muted", wrap=True)
        packs = [
            button(_("Add {state}").format(state=_(STATES[pack])), icon="plus", on=partial(self._load_pack, pack))
            for pack in PACKS
        ]
        choose = button(_("Area list from a file…"), icon="upload", key="Ctrl+O", on=self._on_choose)
        self._strip = JobStrip()
        self._outcome = column(gap=6)
        text = _(
            "Both states that come with the program, LGD's own downloads (states, districts, blocks, panchayats, "
            "villages), and polling stations as CSV. A list read again changes only what is new in it."
        )
        buttons = box(Flow(*packs, choose))
        self.show_cards(
            titled(_("Your own area"), "", self.form),
            titled(_("Area lists"), text, self._counts, buttons, self._strip, box(self._outcome)),
        )

    def refresh(self) -> None:
        self.records.read(area_counts.standing, done=self._on_standing, owner=self, latest="standing")

    def load(self, path: Path) -> None:
        """Reads an area list in the background."""
        clear(self._outcome)
        job = self.records.job(
            partial(data_folder.load_areas, path=path), done=self._on_loaded, failed=self._on_failed, owner=self
        )
        self._strip.follow(job, _("Reading {file}").format(file=path.name))

    def _find(self, text: str) -> Sequence[Option]:
        found = self.records.now(partial(area_counts.homes, text=text))
        return [Option(p.id, p.name, ", ".join(filter(None, (p.level_text, p.parent_name)))) for p in found]

    def _on_standing(self, found: Standing) -> None:
        if found.home is not None:
            self.home.set_value(Option(found.home.id, found.home.name, found.home.level_text))
        state = found.states[0].state_code if len(found.states) == 1 else ""
        parts = [f"{level_name(level, state)}: {group_digits(count)}" for level, count in found.levels]
        self._counts.setText("  ·  ".join(parts) or _("There is no area list on this laptop yet."))

    def _on_saved(self, values: dict[str, Any]) -> None:
        work = partial(organisation.set_home_area, area=values["home"])
        option = self.home.option()
        said = _("Your own area is {area} now.").format(area=option.text if option else "")
        self.records.write("organisation.set_home_area", work, done=lambda _none: self.shell.say(said), owner=self)

    def _load_pack(self, pack: str) -> None:
        self.load(data_folder.pack_path(pack))

    def _on_choose(self) -> None:
        kinds = _("Area lists") + " (*.csv *.tsv *.txt *.xlsx *.xls *.ods)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Area list from a file…"), str(Path.home()), kinds)
        if path:
            self.load(Path(path))

    def _on_loaded(self, loaded: Loaded) -> None:
        text = ngettext("{n} area was read.", "{n} areas were read.", loaded.areas)
        self._outcome.addWidget(notice(text.format(n=group_digits(loaded.areas)), "ok"))
        self._list_problems(loaded.problems)
        self.refresh()

    def _list_problems(self, problems: Sequence[Problem]) -> None:
        for problem in problems[:SHOWN]:
            self._outcome.addWidget(label(str(problem), "small", tone="warn", wrap=True))
        more = len(problems) - SHOWN
        if more > 0:
            text = ngettext("and {n} more like these", "and {n} more like these", more)
            self._outcome.addWidget(label(text.format(n=group_digits(more)), "small"))

    def _on_failed(self, sentence: str) -> None:
        self._outcome.addWidget(notice(sentence, "bad"))
