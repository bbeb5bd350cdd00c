"""What opens the data: a new passphrase, this computer's keyring, a new recovery code."""

from functools import partial
from typing import Any

from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import translate as _
from organizer_app.services import organisation
from ui.pages_list import Context
from ui.settings.section import Section, titled
from ui.shared.buttons import button
from ui.shared.code_sheet import CodeSheet
from ui.shared.field import Field
from ui.shared.form import Form
from ui.shared.labels import label
from ui.shared.layout import box, clear, column, row
from ui.shared.notices import notice
from ui.shared.page import Shell
from ui.shared.secret import SecretField, same_twice


class KeysSection(Section):
    """See the module's first lines."""

    def __init__(self, shell: Shell, context: Context) -> None:
        super().__init__(shell, context)
        self.form: Form | None = None
        self.code: CodeSheet | None = None
        self._place = column(gap=0)
        if context.own_district is not None:
            text = _("The made-up district opens by itself. Your own district has a passphrase and a recovery code.")
            self.show_cards(notice(text, "info"))
            return
        if not roles.allows(roles.May.SETTINGS):
            self.show_cards(notice(_("Only an organiser changes what opens the data."), "info"))
            return
        self._keyring = column(gap=0)
        self._sheet = column(gap=0)
        renew = button(_("Make a new recovery code"), icon="refresh", on=self._on_renew)
        why = _(
            "The printed code opens the data when the passphrase is lost. A new code makes the old page worthless: "
            "destroy it."
        )
        self.show_cards(
            titled(_("Passphrase"), "", box(self._place)),
            box(self._keyring),
            titled(_("Recovery code"), why, row(renew, None), box(self._sheet)),
        )

    def refresh(self) -> None:
        if self.context.own_district is None and roles.allows(roles.May.SETTINGS):
            self.records.job(_ways, done=self._on_ways, owner=self)

    def _on_ways(self, ways: tuple[frozenset[str], bool]) -> None:
        slots, keyring = ways
        typed = self.form.values() if self.form is not None else {}
        clear(self._place)
        clear(self._keyring)
        self.form = self._make_form(has_one=key.PASSPHRASE in slots)
        self.form.set_values(typed)
        self._place.addWidget(self.form)
        if keyring and key.KEYRING not in slots:
            remember = button(_("Open without asking on this computer"), icon="key", on=self._on_remember)
            text = _("This computer's own keyring can keep the key, so that nobody types the passphrase here.")
            self._keyring.addWidget(titled(_("This computer"), text, row(remember, None)))

    def _make_form(self, *, has_one: bool) -> Form:
        first = SecretField("first", _("New passphrase"), judged=True, required=True)
        second = SecretField("second", _("New passphrase once more"), required=True)
        fields: list[Field] = [first, second]
        if has_one:
            fields.insert(0, SecretField("now", _("Present passphrase"), required=True))
        form = Form(fields, save_text=_("Change the passphrase"), needs=roles.May.SETTINGS)
        form.saved.connect(partial(self._on_saved, first, second))
        form.cancelled.connect(self._forget)
        return form

    def _forget(self) -> None:
        if self.form is not None:
            self.form.set_values(dict.fromkeys(self.form.fields))

    def _on_saved(self, first: SecretField, second: SecretField, values: dict[str, Any]) -> None:
        problem = same_twice(first, second)
        if problem:
            second.show_problem(problem)
            return
        work = partial(_change, now=values.get("now"), new=values["first"])
        self.records.job(work, done=self._on_changed, failed=self._on_wrong, owner=self)

    def _on_changed(self, _none: None) -> None:
        self._forget()
        self.shell.say(_("The new passphrase opens the data from now on."))
        self.refresh()

    def _on_wrong(self, sentence: str) -> None:
        if self.form is not None and not self.form.show_refusal(sentence, "now"):
            self.form.show_refusal(sentence, "first")

    def _on_remember(self) -> None:
        self.records.job(_remember, done=self._on_remembered, owner=self)

    def _on_remembered(self, kept: bool) -> None:
        if kept:
            self.shell.say(_("This computer opens the data without asking from now on."))
        else:
            self.shell.say(_("This computer's keyring refused to keep the key."), tone="bad")
        self.refresh()

    def _on_renew(self) -> None:
        self.records.job(_renew, done=self._on_code, owner=self)

    def _on_code(self, made: tuple[str, str]) -> None:
        code, name = made
        clear(self._sheet)
        self.code = CodeSheet(self.shell.tasks, code, data=self.records.store.folder, organisation=name)
        done = button(_("Done, hide the code"), icon="check", on=partial(clear, self._sheet))
        done.setEnabled(False)
        self.code.kept.connect(done.setEnabled)
        text = _("This is the new code. It is shown only now; the old one opens nothing any more.")
        self._sheet.addWidget(box(column(label(text, "strong", wrap=True), self.code, row(done, None), gap=10)))


def _ways(store: Store, _progress: Progress) -> tuple[frozenset[str], bool]:
    return key.slots(store.folder), key.keyring_available()


def _change(store: Store, _progress: Progress, *, now: str | None, new: str) -> None:
    if now is not None:
        key.unlock(store.folder, passphrase=now)
    key.change_passphrase(store.folder, store.key, new)


def _remember(store: Store, _progress: Progress) -> bool:
    return key.remember(store.folder, store.key)


def _renew(store: Store, _progress: Progress) -> tuple[str, str]:
    with store.reading() as session:
        name = organisation.get(session)
    return key.renew_recovery(store.folder, store.key), name.name_hi or name.name_en
