"""The first run: the made-up district or one's own, in three calm steps. `begin(gate)` starts it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs.first_run import Made, NewDistrict, keyring_answers, make, make_made_up, open_made_up
from ui.shared.buttons import Segments, button
from ui.shared.code_sheet import CodeSheet
from ui.shared.labels import label, mark
from ui.shared.layout import clear, column, row
from ui.shared.notices import notice
from ui.welcome.bring import Bring
from ui.welcome.district_form import DistrictForm
from ui.welcome.gate import Gate
from ui.welcome.views import View, sheet


def begin(gate: Gate, *, made_up: bool) -> None:
    """Shows the welcome, or makes the made-up district at once when that was asked for."""
    if made_up:
        _make_made_up(gate)
    else:
        gate.show_view(partial(Welcome, gate))


def open_again(gate: Gate) -> None:
    """Opens the made-up district that is there already."""
    gate.wait(partial(open_made_up, gate.folder), _("Opening your district"), lambda _nothing: gate.hand_on())


def _make_made_up(gate: Gate) -> None:
    gate.wait(
        partial(make_made_up, gate.folder),
        _("Making the made-up district"),
        lambda _nothing: gate.hand_on(),
        cancelled=gate.close,
    )


class Welcome(View):
    """Language, and the two ways to begin."""

    def __init__(self, gate: Gate) -> None:
        super().__init__()
        self._gate = gate
        languages = Segments([("hi", "हिन्दी", ""), ("en", "English", "")], language(), name=_("Language"))
        languages.picked.connect(gate.use_language)
        self.own = button(_("Make my district"), kind="primary", key="Alt+1", on=self._on_own)
        self.made_up = button(_("Open the made-up district"), key="Alt+2", on=partial(gate.begin, made_up=True))
        ways = row(
            _way(
                "home",
                _("My own district"),
                _("Choose your district and give your organisation's name. It takes two minutes."),
                self.own,
            ),
            _way(
                "eye",
                _("Try it first"),
                _("A district with 2,000 made-up people and some camps. Nothing in it is real."),
                self.made_up,
            ),
            gap=16,
        )
        words = label(
            _("Rosters, training camps and attendance sheets. Everything stays on this laptop, locked."),
            "muted",
            wrap=True,
        )
        head = row(label(_("Welcome"), "display"), None, languages)
        backup = button(_("I have a backup"), kind="ghost", icon="pendrive", key="Alt+3", on=self._on_backup)
        self.setLayout(column(sheet(head, words, 10, ways, row(backup, None), width=720)))
        self.first = self.own

    def bring(self, file: Path) -> None:
        """Asks what opens a backup, and puts it in place."""
        self._gate.show_view(partial(Bring, self._gate, file))

    def _on_backup(self) -> None:
        kinds = _("Backups") + " (*.zip)"
        path, _kind = QFileDialog.getOpenFileName(self, _("I have a backup"), str(Path.home()), kinds)
        if path:
            self.bring(Path(path))

    def _on_own(self) -> None:
        self._gate.tasks.run(keyring_answers, done=self._on_keyring, pool="work", owner=self)

    def _on_keyring(self, answers: bool) -> None:
        given = self._gate.folder.passphrase
        self._gate.show_view(partial(MakeDistrict, self._gate, ask_passphrase=given is None and not answers))


def _way(icon: str, title: str, text: str, go: QWidget) -> QFrame:
    words = label(text, "small", wrap=True)
    made = sheet(mark(icon, "accent", 26), label(title, "heading"), words, None, row(go, None), width=320, gap=8)
    made.setObjectName("sunk")
    made.setMinimumHeight(190)
    return made


class MakeDistrict(View):
    """The form of a new district."""

    def __init__(self, gate: Gate, *, ask_passphrase: bool) -> None:
        super().__init__()
        self._gate = gate
        self.form = DistrictForm(gate.tasks, ask_passphrase=ask_passphrase, operator=gate.choices.operator)
        self.form.asked.connect(self._on_asked)
        self.form.cancelled.connect(partial(gate.show_view, partial(Welcome, gate)))
        self._refusal = column()
        self.setLayout(column(sheet(label(_("My district"), "title"), self._refusal, self.form, width=720, gap=14)))
        self.first = self.form.areas

    def show_refusal(self, sentence: str) -> None:
        """Says above the form why it could not be made."""
        clear(self._refusal)
        self._refusal.addWidget(notice(sentence, "bad"))

    def _on_asked(self, new: NewDistrict, operator: str) -> None:
        gate = self._gate
        try:
            gate.choices.use_operator(operator)
        except RuleBroken as error:
            self.show_refusal(str(error))
            return
        gate.folder.operator = gate.choices.operator
        if gate.folder.passphrase is not None:
            new = NewDistrict(new.areas, new.home, new.name_hi, new.name_en, gate.folder.passphrase)
        organisation = (new.name_hi or new.name_en) if language() == "hi" else (new.name_en or new.name_hi)
        gate.wait(
            partial(make, gate.folder, new=new),
            _("Making your district"),
            partial(self._on_made, organisation),
            failed=self._on_failed,
            cancelled=gate.back,
        )

    def _on_made(self, organisation: str, made: Made) -> None:
        self._gate.show_view(partial(KeepCode, self._gate, made, organisation))

    def _on_failed(self, sentence: str) -> None:
        self._gate.back()
        self.show_refusal(sentence)


class KeepCode(View):
    """The recovery code, shown this once; then the window."""

    def __init__(self, gate: Gate, made: Made, organisation: str) -> None:
        super().__init__()
        go: Callable[..., Any] = gate.hand_on
        self.code = CodeSheet(gate.tasks, made.recovery_code, data=gate.folder.path, organisation=organisation)
        self.go = button(_("Open the district"), kind="primary", key="Ctrl+Return", on=go)
        self.go.setEnabled(False)
        self.code.kept.connect(self.go.setEnabled)
        why = _(
            "This code opens the data if the passphrase is forgotten or this laptop breaks. It is shown only now: "
            "print it and keep it away from the laptop."
        )
        areas = ngettext("{n} area read from the list.", "{n} areas read from the list.", made.areas)
        notes = label(areas.format(n=made.areas), "small")
        problems = column(*(notice(str(problem), "warn") for problem in made.problems[:3]))
        title, words = label(_("Recovery code"), "title"), label(why, "muted", wrap=True)
        foot = row(notes, None, self.go)
        self.setLayout(column(sheet(title, words, 4, self.code, problems, foot, width=720, gap=12)))
        self.first = self.code.tick
