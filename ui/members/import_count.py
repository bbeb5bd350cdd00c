"""What an import would do, in four tiles over its columns, and what is wrong in a column, in a few words."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy

from organizer_app.domain.imports import Preview
from organizer_app.domain.phones import PROBLEMS
from organizer_app.domain.words import group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.importing.row_cells import SHORTENED
from organizer_app.importing.rows import NAME_TOO_LONG, NO_NAME
from organizer_app.jobs.members_check import Check
from organizer_app.jobs.members_import import YOUNG
from organizer_app.services.placing import UNCLEAR_AREA, UNKNOWN_AREA, UNKNOWN_WING
from ui.shared.cards import card
from ui.shared.labels import label, retone
from ui.shared.layout import row

NAMED = 12  # spellings in a tooltip
HIGH = 40  # px of the number, which is a smaller word while it is counted


class Shortened(QLabel):
    """A text on one line, cut with … where the line ends; the whole is in the tooltip."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "small")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Another text."""
        self._whole = text
        self.setToolTip(text)
        self._shorten()

    def resizeEvent(self, event: object) -> None:
        del event  # the new size is the widget's own by now
        self._shorten()

    def _shorten(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


class Tiles(QFrame):
    """Rows of the file, new people, people already here, and rows that need a look."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self._preview = preview
        self._tiles = [_Tile() for _place in range(4)]
        self.setLayout(row(*((tile.frame, 1) for tile in self._tiles), gap=14))

    def show_check(self, check: Check | None, *, counting: bool) -> None:
        """Shows what was counted; without it that it is being counted, or cannot be."""
        rows, new, here, look = self._tiles
        found = self._preview
        count = group_digits(found.total if check is None else check.rows)
        about = _("about {rows}").format(rows=count)
        told = count if check is not None or found.exact else about
        rows.show_number(told, _("rows in {file}").format(file=found.path.name))
        columns = ngettext("{n} column", "{n} columns", found.mapping.width).format(n=found.mapping.width)
        rows.explain(" · ".join(filter(None, (found.path.name, columns, found.encoding.upper()))))
        words = _("new people"), _("already here, will be updated"), _("need a look")
        if check is None:
            for tile, text in zip((new, here, look), words, strict=True):
                tile.show_number(_("Counting…") if counting else "–", text, "muted")
            return
        new.show_number(group_digits(check.added), words[0], tone="accent")
        stay = _("already here, stay as they are")
        unchanged = check.unchanged if not check.updated else 0
        here.show_number(group_digits(unchanged or check.updated), stay if unchanged else words[1])
        if check.updated and check.unchanged:
            here.explain(f"{group_digits(check.updated)} {words[1]}\n{group_digits(check.unchanged)} {stay}")
        look.show_number(group_digits(check.look), words[2], tone="warn" if check.look else "")


class _Tile:
    def __init__(self) -> None:
        self._number, self._words = label("", "number"), Shortened()
        self._number.setFixedHeight(HIGH)
        self.frame = card(self._number, self._words, gap=0, margins=(18, 6, 18, 12))

    def show_number(self, number: str, words: str, role: str = "number", *, tone: str = "") -> None:
        self._number.setText(number)
        retone(self._number, "role", role)
        retone(self._number, "tone", tone)
        self._words.show_text(words)

    def explain(self, words: str) -> None:
        self._words.setToolTip(words)


def trouble(found: Counter[str]) -> tuple[str, str]:
    """What is wrong with the cells of a column, in a few words and at length."""
    kinds: Counter[str] = Counter()
    for msgid, count in found.items():
        kinds[_KINDS.get(msgid, "unread")] += count
    said = [_short(kind, count) for kind, count in kinds.most_common()]
    if len(said) > 1:
        return _short("", kinds.total()), "\n".join(said)
    advice = [_(msgid) for msgid in found if "{" not in msgid]
    return said[0], "\n".join(advice)


def joined(words: Sequence[str]) -> tuple[str, str]:
    """How many spellings of places in a column were taken for others there, and which."""
    count = len(words)
    said = ngettext("{n} spelling joined", "{n} spellings joined", count).format(n=group_digits(count))
    return said, " · ".join(words[:NAMED]) + (" …" if count > NAMED else "")


_KINDS = {
    PROBLEMS["too_short"]: "short",
    PROBLEMS["too_long"]: "long",
    SHORTENED: "long",
    NAME_TOO_LONG: "long",
    NO_NAME: "nameless",
    YOUNG: "young",
    UNKNOWN_AREA: "unlisted",
    UNKNOWN_WING: "unlisted",
    UNCLEAR_AREA: "unclear",
}


def _short(kind: str, count: int) -> str:
    if kind == "short":
        words = ngettext("{n} too short", "{n} too short", count)
    elif kind == "long":
        words = ngettext("{n} too long", "{n} too long", count)
    elif kind == "nameless":
        words = ngettext("{n} without a name", "{n} without a name", count)
    elif kind == "young":
        words = ngettext("{n} may be under 18", "{n} may be under 18", count)
    elif kind == "unlisted":
        words = ngettext("{n} not on your lists", "{n} not on your lists", count)
    elif kind == "unclear":
        words = ngettext("{n} fits several", "{n} fit several", count)
    elif kind == "unread":
        words = ngettext("{n} can't be read", "{n} can't be read", count)
    else:
        words = ngettext("{n} needs a look", "{n} need a look", count)
    return words.format(n=group_digits(count))
