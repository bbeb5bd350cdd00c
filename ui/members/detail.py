"""One person in the pane at the right: everything known, offices, consents, and the history of the record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QPushButton, QWidget

from organizer_app.domain import roles
from organizer_app.domain.clock import today
from organizer_app.domain.honorifics import titled
from organizer_app.domain.members import (
    Consent,
    Member,
    Post,
    channel_name,
    gender_name,
    office_name,
    purpose_name,
    relation_name,
    status_name,
)
from organizer_app.domain.phones import on_screen, problem_text, typed_on_screen
from organizer_app.domain.reachable import CALL, WHATSAPP, refusal
from organizer_app.domain.roles import May
from organizer_app.domain.words import day_text
from organizer_app.domain.words import translate as _
from organizer_app.services import name_guesses
from organizer_app.services.members_history import Told
from ui.members import past
from ui.members.titles import STATUS_TONES, moment_or_day, title
from ui.shared.buttons import button
from ui.shared.cards import detail_line, rule
from ui.shared.labels import Avatar, label, mark, pill
from ui.shared.layout import Flow, Item, box, column, row


@dataclass(frozen=True, slots=True)
class Actions:
    """What the buttons of the pane do."""

    use_guess: Callable[[str], object]
    add_office: Callable[[], object]
    end_office: Callable[[Post], object]
    record_consent: Callable[[], object]
    withdraw: Callable[[Consent], object]
    show_number: Callable[[], object]
    reach: Callable[[str], object]
    take_back: Callable[[int], object]


def detail(told: Told, actions: Actions, *, asked: bool = False) -> QWidget:
    """The body of the pane. `asked`: the numbers were asked for, where the role does not see them by itself."""
    member = told.member
    parts: list[Item] = [_head(member, actions), rule()]
    parts += [*_phones(member, actions, asked), *_facts(member), rule()]
    parts += [_section(_("Offices"), _("Add office"), "Ctrl+Shift+O", actions.add_office, May.CHANGE)]
    parts += [_office(post, actions) for post in member.posts] or [label(_("No office so far."), "small")]
    parts += [rule(), _section(_("Consents"), _("Record consent"), "Ctrl+Shift+C", actions.record_consent, May.CONSENT)]
    answers = latest(member.consents)
    first = next((one for one in answers if one.state == "given"), None)
    parts += [_consent(one, actions, "Ctrl+Shift+W" if one is first else "") for one in answers] or [
        label(_("Nobody has written down yet what this person agreed to."), "small", wrap=True)
    ]
    if member.notes:
        parts += [rule(), label(_("Notes"), "heading"), label(member.notes, "muted", wrap=True)]
    parts += [rule(), *past.camps(told.camps)]
    parts += [rule(), *past.entries(told.entries)] if told.entries else []
    parts += [rule(), *past.history(told.steps, actions.take_back, asked=asked)]
    return box(column(*parts, gap=9))


def latest(consents: Iterable[Consent]) -> list[Consent]:
    """The answer that counts for each purpose and channel: the newest."""
    found: dict[tuple[str, str], Consent] = {}
    for consent in consents:
        found.setdefault((consent.purpose, consent.channel), consent)
    return list(found.values())


def _head(member: Member, actions: Actions) -> QFrame:
    name = label(titled(member.honorific, member.name), "title", wrap=True)
    words: list[Item] = [name]
    offered = "" if member.name_other_state == "confirmed" else member.name_other or name_guesses.guess(member.name)
    if member.name_other:
        words.append(label(member.name_other, "muted", wrap=True))
    if member.guardian:
        words.append(label(kin(member), "small", wrap=True))
    pills = [pill(status_name(member.status), STATUS_TONES.get(member.status, ""))]
    pills += [pill(office_name(post.title)) for post in member.posts if post.to_on is None]
    lines: list[Item] = [row(Avatar(member.name, 54), (column(*words, gap=0), 1), gap=14)]
    if offered:
        lines.append(_guess(offered, actions))
    reach = row((_way(member, CALL, actions), 1), (_way(member, WHATSAPP, actions), 1), gap=8)
    return box(column(*lines, box(Flow(*pills, gap=6)), reach, gap=9))


def _way(member: Member, way: str, actions: Actions) -> QPushButton:
    """Calling or writing by hand, on where the person agreed to it; otherwise it says why not."""
    text, sign, key = (_("Call"), "phone", "Ctrl+Shift+T") if way == CALL else (_("Message"), "message", "Ctrl+Shift+G")
    tip = "" if roles.sees_phones() else f"{text}: {_('It is written down that you looked.')}"
    made = button(text, icon=sign, key=key, tip=tip, needs=May.ASK_PHONES, on=lambda: actions.reach(way))
    if why := refusal(member, way, today()):
        made.setEnabled(False)
        made.setToolTip(why)
        made.setAccessibleDescription(why)
    return made


def _guess(offered: str, actions: Actions) -> QFrame:
    use = button(
        _("Use it"), kind="ghost", icon="check", key="Ctrl+G", needs=May.CHANGE, on=lambda: actions.use_guess(offered)
    )
    words = label(_("Guess: {name}").format(name=offered), "small", wrap=True)
    return box(row((words, 1), use, gap=8, margins=(12, 3, 4, 3)), "sunk")


def kin(member: Member) -> str:
    """How the person is told apart from others of the name: "Husband: Ram Lal"."""
    how = relation_name(member.relation) if member.relation else title("guardian")
    return f"{how}: {member.guardian}"


def _phones(member: Member, actions: Actions, asked: bool) -> list[Item]:
    found: list[Item] = []
    for number, phone in enumerate(sorted(member.phones, key=lambda p: not p.number)):
        if phone.number:
            caption = _("Another phone") if number else _("Phone")
            found.append(detail_line(mark("phone"), caption, on_screen(phone.number, asked=asked)))
            continue
        found.append(detail_line(mark("phone", "warn"), _("Can't be read"), typed_on_screen(phone.raw, asked=asked)))
        found.append(row(30, (label(problem_text(phone.problem), "small", tone="warn", wrap=True), 1), gap=0))
    if not member.phones:
        found.append(detail_line(mark("phone"), _("Phone"), _("Not known")))
    hidden = bool(member.phones) and not (asked or roles.sees_phones())
    if hidden and roles.may_ask_for_phones():
        tip = _("It is written down that you looked.")
        show = button(
            _("Show the number"), kind="ghost", icon="eye", key="Ctrl+Shift+N", tip=tip, on=actions.show_number
        )
        found.append(row(show, None))
    return found


def _facts(member: Member) -> list[Item]:
    found: list[Item] = []
    where = ", ".join(filter(None, (member.place, *member.area_path)))
    found.append(detail_line(mark("pin"), _("Place"), where or _("Not known")))
    found.append(detail_line(mark("layers"), title("seat_id"), ", ".join(member.seat_path) or _("Not known")))
    lines = (
        ("users", title("wings"), ", ".join(name for _id, name in member.wings if name)),
        ("user", title("gender"), gender_name(member.gender)),
        ("calendar", title("birth_year"), str(member.birth_year or "")),
        ("home", title("address"), member.address),
        ("badge", title("card_no"), member.card_no),
        ("file-text", title("source"), member.source),
    )
    return found + [detail_line(mark(sign), caption, words) for sign, caption, words in lines if words]


def _section(heading: str, action: str, key: str, on: Callable[[], object], needs: May) -> QFrame:
    add = button(action, kind="ghost", icon="plus", key=key, on=on, needs=needs)
    return box(row(label(heading, "heading"), None, add))


def _office(post: Post, actions: Actions) -> QFrame:
    where = ", ".join(filter(None, (post.area_name, post.wing_name)))
    begins = day_text(post.from_on) if post.from_on else _("unknown")
    term = (
        _("from {day}").format(day=begins)
        if post.to_on is None
        else _("{first} to {last}").format(first=begins, last=day_text(post.to_on))
    )
    lines: list[Item] = [label(office_name(post.title), "strong", wrap=True)]
    lines += [label(words, "small", wrap=True) for words in (where, term) if words]
    end: list[Item] = []
    if post.to_on is None:
        end.append(_quiet(_("End"), _("End the term of {office}").format(office=office_name(post.title)),
                          lambda: actions.end_office(post), May.CHANGE))  # fmt: skip
    return box(row((column(*lines, gap=0), 1), *end))


def _consent(consent: Consent, actions: Actions, key: str) -> QFrame:
    given = consent.state == "given"
    state = pill(_("Given") if given else _("Withdrawn"), "ok" if given else "bad")
    what = label(purpose_name(consent.purpose), "strong", wrap=True)
    by = _("by {name}").format(name=consent.given_by) if consent.given_by else ""
    parts = (channel_name(consent.channel), consent.how, by, moment_or_day(consent.at), consent.taken_by)
    told = " · ".join(filter(None, parts))
    top: list[Item] = [(what, 1), state]
    lines: list[Item] = [row(*top, gap=8), label(told, "small", wrap=True)]
    if given:
        tip = _("Withdraw the consent: {purpose}").format(purpose=purpose_name(consent.purpose))
        lines.append(row(_quiet(_("Withdraw"), tip, lambda: actions.withdraw(consent), May.CONSENT, key), None))
    return box(column(*lines, gap=1))


def _quiet(text: str, tip: str, on: Callable[[], object], needs: May, key: str = "") -> QPushButton:
    made = button(text, kind="ghost", tip=tip, key=key, on=on, needs=needs)
    made.setAccessibleName(tip)
    return made
