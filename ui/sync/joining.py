"""Before the laptop belongs to HQ: what joining means is said first, then the code is typed; and the way out again."""

import re
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.domain.sync_state import Standing
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.wire.joining import read_code
from ui.shared.buttons import button
from ui.shared.cards import card, rule
from ui.shared.field import TextField
from ui.shared.form import Form
from ui.shared.labels import label, mark
from ui.shared.layout import Item, box, column, row
from ui.shared.notices import notice
from ui.shared.progress import JobStrip
from ui.shared.records import Records
from ui.shared.syncing import Syncing
from ui.shared.tasks import Job

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


class Joining(QWidget):
    """The form for code and address beside what will be here; `joined` with what came of it."""

    joined = Signal(object)

    def __init__(self, records: Records, syncing: Syncing, device: str) -> None:
        super().__init__()
        self._records, self._syncing = records, syncing
        self.strip = JobStrip()
        self._job: Job | None = None
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
        self.form = Form([code, address, name], columns=2, save_text=_("Join HQ"), buttons=False)
        self.form.set_values({"device": device})
        self.form.saved.connect(self._on_saved)
        code.changed.connect(self._on_code)
        self._code, self._address = code, address
        _cancel, self._join = self.form.foot_buttons()
        typed = card(
            label(_("Join your HQ"), "heading"),
            label(_("Everything works without HQ, too. Joining makes this laptop and HQ agree."), "small", wrap=True),
            2,
            self.form,
            box(self._outcome),
            self.strip,
            row(self._join, None),
            gap=10,
        )
        self.setLayout(row((column(typed, None), 58), (column(_said_first(), None), 42), gap=16))

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
        work = partial(_join, code=code, address=address, device=device)
        self._syncing.hold(self._records.job(work, done=self._on_joined, failed=self._say, owner=self))

    def show_now(self) -> None:
        """Shows the joining that is under way, if one is."""
        job = self._syncing.job
        self._join.setEnabled(job is None)
        if job is not None and job is not self._job:
            self.strip.follow(job, _("Joining HQ"))
        self._job = job

    def _on_code(self) -> None:
        code, address = split(self._code.value())
        if address:
            self._code.set_value(code)
            self._address.set_value(address)
            self._address.show_problem("")

    def _on_saved(self, values: dict[str, Any]) -> None:
        self._say("")
        self.join(code=values["code"], address=values["address"], device=values["device"])

    def _on_joined(self, joined: Any) -> None:
        self.form.set_values({"code": "", "address": ""})
        self.joined.emit(joined)

    def _say(self, sentence: str) -> None:
        while (item := self._outcome.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.deleteLater()
        if sentence:
            self._outcome.addWidget(notice(sentence, "bad"))


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


class Leaving(QWidget):
    """What leaving does to the data, and the button that does it; `left` when it is done, `stayed` on Cancel."""

    left = Signal()
    stayed = Signal()

    def __init__(self, records: Records, standing: Standing) -> None:
        super().__init__()
        self._records = records
        self._outcome = column(gap=6)
        texts = [
            _("Everything on this laptop stays here and can be used as before."),
            _("HQ keeps what it has; other laptops get it."),
            _("This laptop sends and fetches nothing any more. To come back you need a new code."),
        ]
        n = standing.waiting
        if n:
            stays = ngettext(
                "{n} change has not gone out. It stays here, and HQ will not have it.",
                "{n} changes have not gone out. They stay here, and HQ will not have them.",
                n,
            )
            texts.insert(0, stays.format(n=group_digits(n)))
        lines: list[Item] = []
        for number, text in enumerate(texts):
            sign = mark("alert", "warn") if n and not number else mark("check", "ok")
            lines.append(box(row(sign, (label(text, wrap=True), 1), gap=12)))
        self.leave_button = button(_("Leave HQ"), kind="danger", icon="cloud-off", on=self._on_leave)
        stay = button(_("Stay"), on=self.stayed.emit)
        self.setLayout(
            column(
                card(
                    label(_("Leave HQ?"), "heading"),
                    rule(),
                    *lines,
                    box(self._outcome),
                    row(self.leave_button, stay, None),
                    gap=10,
                )
            )
        )

    def _on_leave(self) -> None:
        self.leave_button.setEnabled(False)
        self._records.job(_leave, done=self._on_left, failed=self._on_failed, owner=self)

    def _on_left(self, _done: Any) -> None:
        self.left.emit()

    def _on_failed(self, sentence: str) -> None:
        self.leave_button.setEnabled(True)
        self._outcome.addWidget(notice(sentence, "bad"))


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


def _join(store: Store, progress: Progress, *, code: str, address: str, device: str) -> Any:
    return import_module("organizer_app.jobs.joining").join(store, progress, code=code, address=address, device=device)


def _leave(store: Store, progress: Progress) -> Any:
    return import_module("organizer_app.jobs.joining").leave(store, progress)
