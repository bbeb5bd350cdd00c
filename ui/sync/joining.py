"""Before the laptop belongs to HQ: what joining means, the code, then exactly what comes, and only then it is done."""

import re
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.roles import May
from organizer_app.domain.words import translate as _
from organizer_app.wire.joining import read_code
from ui.shared.buttons import button
from ui.shared.cards import card, rule
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label, mark
from ui.shared.layout import Item, box, clear, column, row
from ui.shared.notices import announce, notice
from ui.shared.progress import JobStrip
from ui.shared.records import Records
from ui.shared.syncing import Syncing
from ui.shared.tasks import Job
from ui.sync.coming import Coming
from ui.sync.words import district_names, holds

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Joining(QWidget):
    """The form for code and address beside what will be here; `joined` with what came of it."""

    joined = Signal(object)

    def __init__(self, records: Records, syncing: Syncing, device: str) -> None:
        super().__init__()
        self._records, self._syncing = records, syncing
        self.strip = JobStrip()
        self._job: Job | None = None
        self.coming: Coming | None = None
        self._outcome = column(gap=6)
        code = TextField(
            "code",
            _("Code from HQ"),
            required=True,
            wide=True,
            lines=2,
            placeholder="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX",
            hint=_("32 letters and digits on a sheet of paper. Type, paste or scan it; it works once."),
            check=code_problem,
        )
        address = TextField(
            "address",
            _("HQ's address"),
            required=True,
            placeholder="https://",
            hint=_("It stands on the same paper."),
            check=address_problem,
        )
        name = TextField(
            "device", _("Name of this laptop"), required=True, hint=_("So that HQ can tell it from others.")
        )
        self.form = Form(
            [code, address, name], columns=2, save_text=_("See what comes"), buttons=False, needs=May.SETTINGS
        )
        self.form.set_values({"device": device})
        self.form.saved.connect(self._on_saved)
        self.form.changed.connect(self._on_typed)
        code.changed.connect(self._on_code)
        self._code, self._address, self._name = code, address, name
        self._see = self.form.save_button
        self._ask = button(_("Ask by pendrive…"), icon="pendrive", needs=May.SETTINGS, on=self._on_ask)
        self._read = button(_("Read HQ's answer…"), icon="download", needs=May.SETTINGS, on=self._on_read)
        without = _("Without a network: HQ gives you a file with the code, and answers your request with another.")
        typed = card(
            label(_("Join your HQ"), "heading"),
            label(_("Everything works without HQ, too. Joining makes this laptop and HQ agree."), "small", wrap=True),
            2,
            self.form,
            box(self._outcome),
            self.strip,
            row(self._see, None),
            rule(),
            label(without, "small", wrap=True),
            row(self._ask, self._read, None, gap=8),
            gap=10,
        )
        self._beside = column()
        self._say_first()
        self.setLayout(row((column(typed, None), 58), (column(box(self._beside), None), 42), gap=16))

    def begin(self, address: str) -> None:
        """Brings the keyboard to the code; the address is known."""
        self.form.set_values({"address": address})
        self.form.focus_first()

    def state(self) -> dict[str, Any]:
        """What was typed."""
        return self.form.values()

    def restore(self, state: dict[str, Any]) -> None:
        """Puts it back."""
        self.form.set_values(state)

    def join(self, *, code: str, address: str, device: str) -> None:
        """Asks HQ to take this laptop in."""
        self._run(partial(_do, "join", code=code, address=address, device=device), self._on_joined)

    def look(self, *, code: str, address: str, device: str) -> None:
        """Asks HQ what would come; the code is not used up."""
        given: dict[str, Any] = {"code": code, "address": address, "device": device}
        self._run(partial(_look, "look", **given), partial(self.show_coming, partial(self.join, **given)))

    def ask_by_file(self, hq_file: Path, file: Path) -> None:
        """Writes a request for HQ into a file."""
        values = self.form.values()
        work = partial(_do, "ask_by_file", code=values["code"], hq_file=hq_file, file=file, device=values["device"])
        self._run(work, self._on_asked)

    def look_at_file(self, file: Path) -> None:
        """Says what HQ's answer brings."""
        join = partial(self._run, partial(_do, "join_by_file", file=file), self._on_joined)
        self._run(partial(_look, "look_at_file", file=file), partial(self.show_coming, join))

    def show_now(self) -> None:
        """Shows the joining that is under way, if one is."""
        job = self._syncing.job
        for asked in (self._see, self._ask, self._read):
            asked.setEnabled(job is None)
        if self.coming is not None:
            self.coming.setEnabled(job is None)
        if job is not None and job is not self._job:
            self.strip.follow(job, _("Asking HQ") if self.coming is None else _("Joining HQ"))
        self._job = job

    def _run(self, work: Callable[..., Any], done: Callable[[Any], object]) -> None:
        if self._syncing.job is None:
            self._say("")
            self._syncing.hold(self._records.job(work, done=done, failed=self._say, owner=self))

    def show_coming(self, join: Callable[[], object], found: tuple[Any, list[str], list[str]]) -> None:
        """Says what joining brings; `join` does it."""
        clear(self._beside)
        self.coming = Coming(*found)
        self.coming.agreed.connect(join)
        self.coming.refused.connect(self._say_first)
        self._beside.addWidget(self.coming)
        self.coming.join_button.setFocus(Qt.FocusReason.TabFocusReason)
        announce(self.coming, self.coming.accessibleName())

    def _say_first(self) -> None:
        clear(self._beside)
        self.coming = None
        self._beside.addWidget(_said_first())

    def _on_typed(self) -> None:
        if self.coming is not None and self._syncing.job is None:  # what was said is of another code
            self._say_first()

    def _on_asked(self, file: Path) -> None:
        text = _("The request is in {file}. Carry it to HQ, and read its answer here.")
        self._say(text.format(file=file.name), "ok")

    def _on_ask(self) -> None:
        problems = [field.problem() for field in (self._code, self._name)]
        for field, problem in zip((self._code, self._name), problems, strict=True):
            field.show_problem(problem)
        if any(problems):
            return
        kinds = _("Files for joining") + " (*.organizer-join)"
        found, _kind = QFileDialog.getOpenFileName(self, _("The file that HQ gave you"), str(Path.home()), kinds)
        if not found:
            return
        start = str(Path(found).with_name("request.organizer-join"))
        path, _kind = QFileDialog.getSaveFileName(self, _("Ask by pendrive…"), start, kinds)
        if path:
            self.ask_by_file(Path(found), Path(path))

    def _on_read(self) -> None:
        kinds = _("Files for joining") + " (*.organizer-join)"
        path, _kind = QFileDialog.getOpenFileName(self, _("Read HQ's answer…"), str(Path.home()), kinds)
        if path:
            self.look_at_file(Path(path))

    def _on_code(self) -> None:
        code, address = split(self._code.value())
        if address:
            self._code.set_value(code)
            self._address.set_value(address)
            self._address.show_problem("")

    def _on_saved(self, values: dict[str, Any]) -> None:
        self.look(code=values["code"], address=values["address"], device=values["device"])

    def _on_joined(self, joined: Any) -> None:
        self.form.set_values({"code": "", "address": ""})
        self._say_first()
        self.joined.emit(joined)

    def _say(self, sentence: str, tone: str = "bad") -> None:
        clear(self._outcome)
        if sentence:
            self._outcome.addWidget(notice(sentence, tone))


def _said_first() -> QWidget:
    here = _(
        "A district's code brings that district: its people, camps and attendance. A state's code brings counts, and "
        "people only where that was granted. What is here already stays."
    )
    lines = (
        ("download", _("What comes to this laptop"), here),
        ("upload", _("What goes to HQ"),
         _("The people, camps and attendance of this district, also from before joining. The passphrase stays here.")),
        ("shield-check", _("Who sees it"),
         _("Your HQ, and the laptops that got the same district. The line is locked.")),
        ("key", _("If this laptop is lost"),
         _("HQ can close it: then its data is sealed to HQ, and nobody else opens it, you neither.")),
        ("laptop-check", _("Without a network"),
         _("Nothing changes: you work on, and changes go out when the network is back, or on a pendrive.")),
    )  # fmt: skip
    items: list[Item] = []
    for icon, title, text in lines:
        words = column(label(title, "strong", wrap=True), label(text, "small", wrap=True), gap=0)
        items.append(box(row(mark(icon, "accent"), (words, 1), gap=12)))
    no_code = label(
        _("No code yet? Ask the person who looks after the computer at your state office; nothing is lost by waiting."),
        "small",
        wrap=True,
    )
    return card(label(_("What joining does"), "heading"), rule(), *items, rule(), no_code, gap=10)


def split(text: str) -> tuple[str, str]:
    """(code, address) of what was pasted or scanned; the address is empty when there is none in it."""
    found = _ADDRESS.search(text)
    return (text.replace(found[0], " ").strip(), found[0].rstrip("/,;")) if found else (text, "")


def code_problem(text: str) -> str:
    """What is wrong with a code as it was typed, or ""."""
    try:
        read_code(text)
    except RuleBroken as error:
        return str(error)
    return ""


def address_problem(text: str) -> str:
    """What is wrong with an address, or ""."""
    return "" if _ADDRESS.fullmatch(text) else _("The address begins with https://, as on the paper.")


def _do(verb: str, store: Store, progress: Progress, **given: Any) -> Any:
    return getattr(import_module("organizer_app.jobs.joining"), verb)(store, progress, **given)


def _look(verb: str, store: Store, progress: Progress, **given: Any) -> tuple[Any, list[str], list[str]]:
    """What would come, with the words for the buckets that come and for those that go."""
    found = _do(verb, store, progress, **given)
    granted = [bucket for bucket, _mode in found.buckets]
    with store.reading() as session:
        names = district_names(session, [*granted, *found.withdrawn])
    reading = [bucket for bucket, mode in found.buckets if mode == "ro"]
    return found, holds(granted, reading, names), holds(found.withdrawn, (), names)
