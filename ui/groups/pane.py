"""The pane of a group, or of a number that was said: what is known, who keeps it, and what can be done."""

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from organizer_app.domain.boards import TEN
from organizer_app.domain.clock import today
from organizer_app.domain.groups import GroupRow, Kept, Said, Told, language_name, platform_name
from organizer_app.domain.phones import on_screen
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.services import groups, groups_counts
from ui.groups.forms import Forms
from ui.shared.buttons import button
from ui.shared.cards import SideBySide, SidePane, detail_line, heading_row, rule
from ui.shared.field import Option
from ui.shared.labels import label, mark, pill
from ui.shared.layout import Item, box, column, row
from ui.shared.records import Records

EDIT, SEEN, REMOVE, SAID = "Shift+F2", "Ctrl+Shift+V", "Ctrl+Shift+E", "Ctrl+Shift+U"


class GroupPane(QObject):
    """`person_asked(id)` to look at a keeper; what is written goes through the forms."""

    person_asked = Signal(object)

    def __init__(self, records: Records, side: SideBySide, pane: SidePane, forms: Forms) -> None:
        super().__init__(side)
        self._records, self._side, self._pane, self._forms = records, side, pane, forms
        self.shown: GroupRow | Told | None = None
        self._kept = column(gap=2)
        forms.opened.connect(self.forget)
        pane.closed.connect(self.forget)

    def forget(self) -> None:
        """Another thing is in the pane now."""
        self.shown = None

    def close(self) -> None:
        """Shows nothing."""
        self.forget()
        self._side.close_pane()

    def show_group(self, group: GroupRow) -> None:
        """A group with what is known of it, and what its keeper has altogether."""
        self._forms.forget()
        language = language_name(group.language) if group.language else ""
        size = ngettext("{n} person", "{n} people", group.size).format(n=group_digits(group.size)) if group.size else ""
        known = (
            ("message", _("Platform"), " · ".join(filter(None, (platform_name(group.platform), language)))),
            ("pin", _("Place"), group.area),
            ("users", _("People in it"), size),
            ("link", _("Link"), group.link),
            ("clock", _("Link ends on"), day_text(group.expires_on) if group.expires_on else ""),
            ("eye", _("Last seen"), _seen(group)),
        )
        parts: list[Item] = [detail_line(mark(sign), title, text) for sign, title, text in known if text]
        if group.expires_on is not None and group.ends_soon(today()):
            over = group.expires_on < today()
            words = _("The link has ended. Ask the keeper for a new one.") if over else _("The link ends soon.")
            parts.insert(0, pill(words, "bad" if over else "warn"))
        name, phone, keeper = group.keeper, group.phone, group.member_id
        acts = (
            button(_("Take out"), kind="danger", key=REMOVE, needs=May.CHANGE,
                   on=lambda: self._end(group)),
            button(_("Edit"), key=EDIT, needs=May.CHANGE, on=lambda: self._forms.edit(group)),
            button(_("Seen today"), kind="primary", key=SEEN, needs=May.CHANGE,
                   on=lambda: self._on_seen(group)),
        )  # fmt: skip
        self._show(group, group.name, [*parts, *self._keeper(keeper, name, phone)], *acts)

    def show_said(self, told: Told) -> None:
        """A number that somebody said, and all that is known of what they keep."""
        self._forms.forget()
        number = ngettext("{n} group", "{n} groups", told.number).format(n=group_digits(told.number))
        parts: list[Item] = [
            detail_line(mark("message"), _("Platform"), platform_name(told.platform)),
            detail_line(mark("users"), _("How many groups"), number),
            detail_line(mark("calendar"), _("Said on"), day_text(told.as_of)),
        ]
        keeper = Option(told.member_id, told.name)
        again = partial(self._forms.said, keeper, told.platform, told.number)
        acts = (
            button(_("List one of them"), needs=May.CHANGE, on=partial(self._forms.add, keeper)),
            button(_("Another number"), kind="primary", key=EDIT, needs=May.CHANGE, on=again),
        )
        self._show(told, told.name, [*parts, *self._keeper(told.member_id, told.name, told.phone)], *acts)

    def _show(self, shown: GroupRow | Told, title: str, parts: list[Item], *acts: QPushButton) -> None:
        self.shown = shown
        self._pane.set_content(title, box(column(*parts, gap=4)), *acts)
        self._side.open()
        work = partial(groups_counts.of_member, member=shown.member_id)
        self._records.read(work, done=self._on_kept, failed=self._forms.told.emit, owner=self, latest="kept")

    def _keeper(self, keeper: bytes, name: str, phone: str) -> list[Item]:
        """Who keeps it, with room for how many they keep."""
        self._kept = column(gap=2)
        look = button(_("Open"), kind="ghost", tip=_("Look at {name}").format(name=name),
                      on=lambda: self.person_asked.emit(keeper))  # fmt: skip
        lines: list[Item] = [rule(), heading_row(label(_("Kept by"), "strong"), None, look)]
        lines.append(detail_line(mark("user"), _("Name"), name))
        if phone:
            lines.append(detail_line(mark("phone"), _("Phone"), on_screen(phone)))
        return [*lines, box(self._kept)]

    def _on_kept(self, kept: Kept) -> None:
        if self.shown is None or kept.member_id != self.shown.member_id:
            return
        total = _("{n} of {all}").format(n=group_digits(kept.total), all=group_digits(TEN))
        state = pill(_("keeps ten"), "ok") if kept.has_ten else pill(total, "warn")
        self._kept.addLayout(row(label(_("Groups"), "caption"), None, state))
        for one in kept.platforms:
            self._kept.addWidget(label(_words(one), "small", wrap=True))

    def _on_seen(self, group: GroupRow) -> None:
        words = _("“{group}” was seen today.").format(group=group.name)
        self._forms.write("groups.checked", partial(groups.checked, id=group.id), group.name, words)

    def _end(self, group: GroupRow) -> None:
        words = _("“{group}” is taken out.").format(group=group.name)
        self._forms.write("groups.archive", partial(groups.archive, ids_=[group.id]), group.name, words)


def _seen(group: GroupRow) -> str:
    if group.checked_on is None:
        return _("never")
    if not group.checked_by:
        return day_text(group.checked_on)
    return _("{name}, {when}").format(name=group.checked_by, when=day_text(group.checked_on))


def _words(one: Said) -> str:
    """WhatsApp: 4 listed, 12 said on 3 November."""
    said = ""
    if one.said is not None and one.as_of is not None:
        said = _("{n} said on {day}").format(n=group_digits(one.said), day=day_text(one.as_of))
    listed = _("{n} listed").format(n=group_digits(one.listed)) if one.listed else ""
    return f"{platform_name(one.platform)}: " + ", ".join(filter(None, (listed, said)))
