"""The pane for somebody who came unasked, or in another's place: one short form, the roster searched first.

`asked(form)` when it is to be saved; Enter in any field saves, Esc closes. See `WalkInForm` for what it holds.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit

from organizer_app.domain.attendance import Line
from organizer_app.domain.camps import Asked, Session
from organizer_app.domain.members import GENDERS, RELATIONS, MemberRow, gender_name, relation_name
from organizer_app.domain.words import translate as _
from ui.attendance.names import other_name
from ui.attendance.roster_match import NameField
from ui.shared.buttons import Segments, button
from ui.shared.field import ChoiceField, NumberField, Option, TextField
from ui.shared.form import Form
from ui.shared.layout import box, clear, column, row, scrolled
from ui.shared.pick import ManyField
from ui.shared.records import Records

WALK_IN, SUBSTITUTE = "walk_in", "substitute"
LARGEST = 99_999
FEW = 3  # sessions whose titles fit beside their times


class WalkInForm(NamedTuple):
    """What was entered. `member` is who was found on the roster, `instead_of` the number of who stays away.

    `again` tells how somebody who was erased agreed to be taken in again; the form asks for it only then.
    """

    name: str
    phone: str
    guardian: str
    relation: str
    gender: str
    serial: int | None
    sessions: tuple[bytes, ...]
    member: bytes | None = None
    instead_of: int | None = None
    area: bytes | None = None
    again: str = ""


class _AwayField(NumberField):
    """The number of who stays away, with the name below as soon as it is typed."""

    def __init__(self, lines: Mapping[int, Line]) -> None:
        super().__init__(
            "instead_of",
            _("In place of number"),
            low=1,
            high=LARGEST,
            required=True,
            wide=True,
            check=lambda serial: "" if serial in lines else _("Nobody on the list has this number."),
        )
        self._lines = lines

    def _hint_now(self) -> str:
        line = self._lines.get(self.value() or 0)
        return f"{line.name}  {other_name(line)}" if line else ""


class WalkInPane(QFrame):
    """See the module's first lines."""

    asked = Signal(object)
    closed = Signal()

    def __init__(self, records: Records) -> None:
        super().__init__()
        self.setObjectName("card")
        self._records = records
        self._lines: dict[int, Line] = {}
        self._form: Form | None = None
        self.tabs = Segments([(WALK_IN, _("Walk-in"), ""), (SUBSTITUTE, _("Substitute"), "")], name=_("Who came"))
        self.tabs.picked.connect(self._on_tab)
        close = button(kind="icon", icon="x", tip=_("Close"), on=self.closed.emit)
        self._body = column(gap=8)
        self._foot = row(gap=8)
        body = box(self._body)
        self.setLayout(
            column(row(self.tabs, None, close), (scrolled(body), 1), self._foot, gap=10, margins=(16, 12, 12, 14))
        )
        self._sessions: Sequence[Session] = ()
        self._here, self._next = b"", 1
        self.districts: Sequence[Asked] = ()  # of a camp above them: each person comes from one

    def open_for(
        self, sessions: Sequence[Session], here: bytes, lines: Collection[Line], next_serial: int, name: str = ""
    ) -> None:
        """Begins a form: the session `here` is ticked, the next spare row filled in, and a `name` looked for."""
        self._sessions, self._here, self._next = sessions, here, next_serial
        self._lines = {line.serial: line for line in lines}
        self._build()
        if name and self._form is not None:
            self._form.set_values({"name": name})
            self._name().search(name)

    def form(self) -> Form | None:
        """The form in view."""
        return self._form

    def tab(self) -> str:
        """WALK_IN or SUBSTITUTE."""
        return self.tabs.chosen()

    def set_tab(self, tab: str) -> None:
        """Shows the other form without a signal."""
        self.tabs.choose(tab)

    def values(self) -> dict[str, Any]:
        """What is entered so far, to be put in again."""
        return self._form.values() if self._form else {}

    def refuse(self, sentence: str) -> None:
        """Shows why it was not saved."""
        if self._form is None:
            return
        again = self._form.fields["again"]
        asked = sentence.startswith(f"{again.title}:")
        again.setVisible(asked or not again.is_empty())
        district = self._form.fields.get("area")
        is_district = district is not None and sentence.startswith(f"{district.title}:")
        self._form.show_refusal(sentence, "area" if is_district else "again" if asked else "name")

    def listed(self) -> int | None:
        """The number on the list of the person chosen from the roster, None when they have none."""
        found = self._name().found()
        return next((n for n, line in self._lines.items() if found and line.member_id == found.id), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        unsaid = Option("", _("not said"))
        relations = [unsaid, *(Option(code, relation_name(code)) for code in RELATIONS)]
        genders = [unsaid, *(Option(code, gender_name(code)) for code in GENDERS)]
        few = len(self._sessions) < FEW
        titles = [f"{s.starts} {s.title}" if few else s.starts for s in self._sessions]
        name = NameField("name", _("Name"), self._records)
        phone = TextField("phone", _("Phone"), wide=True)
        again = TextField("again", _("Fresh consent"), wide=True)
        again.hide()
        fields = [
            name,
            phone,
            again,
            TextField("guardian", _("Father / husband"), wide=True),
            ChoiceField("relation", _("Relation"), relations),
            ChoiceField("gender", _("Gender"), genders),
            NumberField("serial", _("Row number"), low=1, high=LARGEST, check=self._check_row),
            ManyField(
                "sessions",
                _("Came to"),
                [Option(session.id, words) for session, words in zip(self._sessions, titles, strict=True)],
                wide=True,
            ),
        ]
        if self.districts:
            districts = [Option(d.area_id, d.name) for d in self.districts]
            fields.insert(2, ChoiceField("area", _("District"), districts, placeholder=_("Choose"), wide=True))
        if self.tab() == SUBSTITUTE:
            fields.insert(0, _AwayField(self._lines))
        form = Form(fields, columns=2, buttons=False, save_text=_("Save"))
        form.set_values({"serial": self._next, "sessions": [self._here]})
        form.saved.connect(self._on_saved)
        form.cancelled.connect(self.closed)
        for line in form.findChildren(QLineEdit):
            line.returnPressed.connect(form.save)
        for field in (name, phone):
            if isinstance(field.input, QLineEdit):
                field.input.textEdited.connect(name.search)
        name.chosen.connect(self._on_chosen)
        clear(self._body)
        clear(self._foot)
        self._form = form
        self._body.addWidget(form)
        self._body.addStretch(1)
        cancel, save = form.foot_buttons()
        self._foot.addWidget(cancel)
        self._foot.addStretch(1)
        self._foot.addWidget(save)

    def take_focus(self, people: Sequence[MemberRow] = ()) -> None:
        """Brings the keyboard to the first field; who of the roster stands there is filled in, several are listed."""
        if self._form is not None:
            self._form.focus_first()
        if people and self._form is not None:
            self._name().offer(people)

    def _name(self) -> NameField:
        field = self._form.fields["name"] if self._form else None
        assert isinstance(field, NameField)
        return field

    def _on_tab(self, _tab: str) -> None:
        kept = {key: value for key, value in self.values().items() if key != "instead_of"}
        self._build()
        if self._form is not None:
            self._form.set_values(kept)
        self.take_focus()

    def _on_chosen(self) -> None:
        if self._form is None:
            return
        found, listed = self._name().found(), self.listed()
        for key in ("phone", "guardian", "relation", "gender", "area"):
            if key in self._form.fields:
                self._form.fields[key].setEnabled(found is None)
        self._form.fields["serial"].setEnabled(listed is None)
        self._form.set_values({"serial": listed or self._next})
        if found is not None:
            known = {key: getattr(found, key) for key in ("guardian", "relation", "gender")}
            self._form.set_values({"phone": ""} | known)
        self._form.save_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _check_row(self, serial: int) -> str:
        line = self._lines.get(serial)
        if line is None or serial == self.listed():
            return ""
        return _("{number} is {name}. Type the number of the spare row.").format(number=serial, name=line.name)

    def _on_saved(self, values: dict[str, Any]) -> None:
        found = self._name().found()
        self.asked.emit(
            WalkInForm(
                name=values["name"],
                phone=values["phone"],
                guardian=values["guardian"],
                relation=values["relation"] or "",
                gender=values["gender"] or "",
                serial=values["serial"],
                sessions=tuple(values["sessions"]),
                member=found.id if found else None,
                instead_of=values.get("instead_of"),
                area=values.get("area"),
                again=values["again"],
            )
        )
