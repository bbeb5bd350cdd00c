"""The pill in the header that says where this laptop stands with HQ; a click opens the page about it."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.standing import Standing
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from ui.shared.icons import icon
from ui.shared.style import tokens
from ui.shared.tokens import Tokens


class Words(NamedTuple):
    """What the pill shows: its icon and tone, its words, the number that stays on a narrow window, the whole story."""

    icon: str
    tone: str
    text: str
    number: int
    told: str


def words(standing: Standing, *, busy: bool) -> Words:
    """Syncing, so many to send, so many to look at (the sidebar tells of them, too), or all is safe; in the language
    in force."""
    if busy:
        text = _("Syncing…")
        return Words("refresh", "accent", text, 0, text)
    n = standing.waiting
    if standing.hq and n:
        if standing.error:
            text = ngettext("Offline · {n} to send", "Offline · {n} to send", n)
        else:
            text = ngettext("{n} to send", "{n} to send", n)
        sign = "cloud-off" if standing.error else "upload"
        return Words(sign, "", text.format(n=group_digits(n)), n, sentence(standing))
    n = standing.conflicts + standing.refused
    if n:
        return Words("alert", "warn", to_look_at(standing), n, sentence(standing))
    if not standing.hq:
        return Words("laptop-check", "ok", _("Everything is saved on this laptop"), 0, sentence(standing))
    return Words("laptop-check", "ok", _("Saved here and at HQ"), 0, sentence(standing))


def to_look_at(standing: Standing) -> str:
    """How many conflicts and refused changes wait for somebody."""
    n = standing.conflicts + standing.refused
    return ngettext("{n} to look at", "{n} to look at", n).format(n=group_digits(n))


def sentence(standing: Standing) -> str:
    """What is safe and what goes out when: "Everything is saved on this laptop. 14 changes go out when …"."""
    saved = _("Everything is saved on this laptop.")
    n = standing.waiting
    if not standing.hq:
        return f"{saved} " + _("Nothing goes out by itself.")
    if not n:
        return saved if standing.refused else f"{saved} " + _("HQ has everything, too.")
    if standing.error:
        goes = ngettext("{n} change goes out when the network is back.",
                        "{n} changes go out when the network is back.", n)  # fmt: skip
    else:
        goes = ngettext("{n} change goes out with the next sync.", "{n} changes go out with the next sync.", n)
    return f"{saved} " + goes.format(n=group_digits(n))


class SyncPill(QPushButton):
    """Shows a standing; `set_narrow` leaves the icon and the number."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "state")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self._words = words(Standing(), busy=False)
        self._narrow = False
        self._show()

    def show_standing(self, standing: Standing, *, busy: bool) -> None:
        """Says what there is to say now."""
        self._words = words(standing, busy=busy)
        self._show()

    def set_narrow(self, narrow: bool) -> None:
        """Leaves out the words on a narrow window."""
        self._narrow = narrow
        self._show()

    def _show(self) -> None:
        said = self._words
        short = group_digits(said.number) if said.number else ""
        text = short if self._narrow else said.text
        gap = 5 if text else 0
        self.setText(text)
        self.setIcon(icon(said.icon, _ink(tokens(), said.tone), 17, gap))
        self.setIconSize(QSize(17 + gap, 17))
        self.setAccessibleName(said.text)
        self.setAccessibleDescription(said.told)
        self.setToolTip(said.told)


def _ink(t: Tokens, tone: str) -> str:
    return t.tone(tone)[0] if tone else t.text2
