"""What may be done about one person in the pane: a form, what saving it writes, and what is shown afterwards.

An act is one file that makes an `Act`, called as its mode, and one line in `ui/members/acts.py`. The pane does the
rest: it shows the form, writes, tells, offers undo, and shows a refusal below the field it is about.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.members import Member
from organizer_app.domain.wings import WingRow
from organizer_app.services.members_history import Told
from ui.shared.records import Records
from ui.shared.tasks import Job, Tasks

if TYPE_CHECKING:
    from ui.shared.form import Form

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class About:
    """Whom a form is about, and what its fields may ask."""

    told: Told
    wings: Sequence[WingRow]
    records: Records

    @property
    def member(self) -> Member:
        """The person."""
        return self.told.member

    @property
    def tasks(self) -> Tasks:
        """For fields that look something up while typing."""
        return self.records.tasks


@dataclass(frozen=True, slots=True)
class Write:
    """One act on the data: `work(session)` under the name `verb`, about whom, and the sentence once it is done.

    Where it may take long, `work(store, progress)`: then `follow` shows how far the job is, and that it can be stopped.
    """

    verb: str
    work: Callable[..., Any]
    about: str
    sentence: str
    follow: "Callable[[Form, Job], Job] | None" = None


class View(Protocol):
    """A widget that is shown once after an act, with the button `save` for the pane's foot."""

    save: QPushButton
    saved: SignalInstance
    failed: SignalInstance


def nowhere(_sentence: str) -> str:
    """A refusal that belongs to no field."""
    return ""


@dataclass(frozen=True, slots=True)
class Act:
    """`mode` is its short name, `title(name)` the pane's heading, `form` the fields, `write` what saving them does.

    `field_of(sentence)` names the field a refusal is about ("" for none). An act with a `view` can't be undone: what
    it returned is shown instead of the person, once.
    """

    mode: str
    title: Callable[[str], str]
    form: "Callable[[About], Form]"
    write: Callable[[About, Values], Write]
    field_of: Callable[[str], str] = nowhere
    view: Callable[[Any, Tasks], View] | None = None
    view_title: Callable[[], str] = str
