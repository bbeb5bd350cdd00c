"""What is kept about one person, on paper for that person: everything, in plain words, in both languages' headings."""

from collections.abc import Iterator

from organizer_app.domain.attendance import mark_name
from organizer_app.domain.audit import act_name
from organizer_app.domain.groups import language_name, platform_name
from organizer_app.domain.invitations import STATE_NAMES
from organizer_app.domain.members import (
    Member,
    channel_name,
    consent_state_name,
    gender_name,
    office_name,
    purpose_name,
    relation_name,
    status_name,
)
from organizer_app.domain.person_record import CampOf, GroupOf, PersonRecord
from organizer_app.domain.phones import spoken
from organizer_app.domain.record_names import field_name
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, days_text, group_digits, in_language, moment_text, ngettext
from organizer_app.domain.words import language as language_in_force
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Block, gap, heading, publish, sentence
from organizer_app.printing.parts import BODY, HAIR, Frame
from organizer_app.printing.text import Paper, Style, mm

_LABEL, _WORDS, _FAINT = Style("regular", 8.5, 0.25), Style("medium", 9.5), Style("regular", 8.5, 0.2)
_SIDE = 46 * mm
_STEP = 4.8 * mm
NOTHING = N_("Nothing.")


def pdf(record: PersonRecord, organisation: Organisation, *, language: str = "hi") -> bytes:
    """A4. Every field that is known, and nothing in code words."""
    with in_language(language):
        made = moment_text(record.made_at)
        frame = Frame(
            N_("What we keep about you"),
            organisation,
            printed_at=made,
            heading=" ".join(filter(None, (record.member.honorific, record.member.name))),
            facts=_("Made on {at} by {user}").format(at=made, user=record.made_by or "–"),
        )
        paper = frame.paper()
        blocks = [heading(frame, N_("Your entry")), *_facts(paper, frame, record.member)]
        if record.review_on:
            blocks.append(_pair(paper, frame, _("Ask again on"), day_text(record.review_on)))
        blocks += _merged(paper, frame, record)
        parts = (
            (N_("What you agreed to"), _consents(record.member)),
            (N_("Camps and meetings"), [line for camp in record.camps for line in _camp(camp)]),
            (N_("Groups you keep"), _groups(record)),
            (N_("What was changed"), _changes(record)),
            (N_("Who looked at it or took it out"), _accesses(record)),
            (N_("On paper"), _printed(record)),
        )
        for title, lines in parts:
            blocks += [gap(2 * mm), heading(frame, title)]
            blocks += [_pair(paper, frame, *line) for line in lines] or [sentence(paper, frame, _(NOTHING), _FAINT)]
        blocks += _notices(paper, frame, record)
        blocks += [gap(2 * mm), heading(frame, N_("Your rights")), *_rights(paper, frame)]
        return publish(paper, frame, blocks)


def _pair(paper: Paper, frame: Frame, label: str, words: str) -> Block:
    """A label at the left and what it says at the right, over as many lines as it needs."""
    room = frame.width - _SIDE
    lines = max(len(paper.lines(words, room, _WORDS)), len(paper.lines(label, _SIDE - 3 * mm, _LABEL)))

    def draw(paper: Paper, y: float) -> None:
        paper.paragraph(frame.left, y - 4 * mm, _SIDE - 3 * mm, label, _LABEL, leading=_STEP)
        paper.paragraph(frame.left + _SIDE, y - 4 * mm, room, words, _WORDS, leading=_STEP)
        paper.line(frame.left, y - height, frame.right, y - height, width=0.3, stroke=HAIR)

    height = lines * _STEP + 1.6 * mm
    return Block(height, draw)


def _facts(paper: Paper, frame: Frame, member: Member) -> list[Block]:
    """Every field that is known."""
    phones = [spoken(p.number) if p.number else p.raw for p in member.phones]
    facts = (
        (_("Name"), " ".join(filter(None, (member.honorific, member.name)))),
        (_("Name in the other script"), member.name_other),
        (relation_name(member.relation) if member.relation else _("Father or husband"), member.guardian),
        (_("Gender"), gender_name(member.gender)),
        (_("Birth year"), str(member.birth_year or "")),
        (_("Phone"), ", ".join(phones)),
        (_("Address"), member.address),
        (_("Place"), ", ".join(filter(None, (member.place, *member.area_path)))),
        (_("Assembly seat"), ", ".join(member.seat_path)),
        (_("Wings"), ", ".join(name for _id, name in member.wings if name)),
        (_("Status"), status_name(member.status)),
        (_("Skills"), ", ".join(member.skills)),
        (_("Languages"), ", ".join(member.languages)),
        (_("Platforms"), ", ".join(member.platforms)),
        (_("Card number"), member.card_no),
        (_("Source"), member.source),
        (_("Note"), member.notes),
    )
    blocks = [_pair(paper, frame, label, words) for label, words in facts if words]
    for post in member.posts:
        where = ", ".join(filter(None, (office_name(post.title), post.area_name, post.wing_name)))
        term = " – ".join(day_text(day) if day else "…" for day in (post.from_on, post.to_on))
        blocks.append(_pair(paper, frame, _("Office"), f"{where} ({term})"))
    return blocks


def _merged(paper: Paper, frame: Frame, record: PersonRecord) -> list[Block]:
    blocks: list[Block] = []
    for entry in record.merged:
        blocks += [gap(2 * mm), heading(frame, N_("An earlier entry, now one with yours"))]
        blocks += _facts(paper, frame, entry)
        blocks += [_pair(paper, frame, *line) for line in _consents(entry)]
    return blocks


def _consents(member: Member) -> list[tuple[str, str]]:
    lines = []
    for c in member.consents:
        told = [purpose_name(c.purpose), channel_name(c.channel), consent_state_name(c.state), c.how]
        if c.given_by:
            told.append(_("by {name}").format(name=c.given_by))
        told.append(_("notice {version}").format(version=c.notice_version) if c.notice_version else "")
        told.append(_("taken by {name}").format(name=c.taken_by) if c.taken_by else "")
        lines.append((moment_text(c.at), " · ".join(filter(None, told))))
    return lines


def _camp(camp: CampOf) -> list[tuple[str, str]]:
    answer = _("walk-in") if camp.walk_in else _(STATE_NAMES.get(camp.state, camp.state))
    told = " · ".join(filter(None, (camp.title, camp.venue, answer)))
    marks = [
        (
            f"{day_text(mark.day)}, {mark.starts}",
            " · ".join(filter(None, (mark.title, mark_name(mark.mark), mark.by))),
        )
        for mark in camp.marks
    ]
    return [(days_text(camp.from_on, camp.to_on), told), *marks]


def _groups(record: PersonRecord) -> list[tuple[str, str]]:
    return [(platform_name(group.platform), " · ".join(filter(None, _group(group)))) for group in record.groups]


def _group(group: GroupOf) -> Iterator[str]:
    if group.said_on is not None:
        words = _("{n} groups, said on {day}")
        yield words.format(n=group_digits(group.groups), day=day_text(group.said_on))
        return
    yield from (group.name, group.area, language_name(group.language))
    if group.size:
        yield ngettext("{n} person", "{n} people", group.size).format(n=group_digits(group.size))
    yield group.link
    if group.expires_on:
        yield _("link until {day}").format(day=day_text(group.expires_on))
    if group.checked_on:
        yield _("seen on {day} by {name}").format(day=day_text(group.checked_on), name=group.checked_by or "–")


def _changes(record: PersonRecord) -> list[tuple[str, str]]:
    lines = []
    for change in record.changes:
        words = _("Added to the roster")
        if change.field:
            words = _("{field}: {after} (before: {before})").format(
                field=field_name("members", change.field), after=change.after or "–", before=change.before or "–"
            )
        lines.append((moment_text(change.at), " · ".join(filter(None, (words, change.by)))))
    return lines


def _accesses(record: PersonRecord) -> list[tuple[str, str]]:
    return [
        (moment_text(line.at), " · ".join(filter(None, (act_name(line.act), line.by, line.reason))))
        for line in record.accesses
    ]


def _printed(record: PersonRecord) -> list[tuple[str, str]]:
    row = N_("sheet {version}, row {serial}")
    return [
        (
            days_text(sheet.from_on, sheet.to_on or sheet.from_on) if sheet.from_on else "–",
            " · ".join((sheet.camp or "–", _(row).format(version=sheet.version, serial=sheet.serial))),
        )
        for sheet in record.printed
    ]


def _notices(paper: Paper, frame: Frame, record: PersonRecord) -> list[Block]:
    """What the person was told, once for each version."""
    blocks: list[Block] = []
    for notice in record.notices:
        words = N_("What you were told: {purpose}, notice {version}")
        title = _(words).format(purpose=purpose_name(notice.purpose), version=notice.version)
        blocks += [gap(2 * mm), sentence(paper, frame, title, Style("semibold", 10))]
        blocks += [sentence(paper, frame, line, _FAINT) for line in notice.text(language_in_force()).split("\n")]
    return blocks


def _rights(paper: Paper, frame: Frame) -> list[Block]:
    lines = (
        _("If something here is wrong, tell us and we correct it. If you want, we erase all of it."),
        _("What you agreed to you can take back at any time; from then on we stop."),
        _("First complain to our office; after that you can complain to the Data Protection Board of India."),
    )
    return [sentence(paper, frame, line, BODY) for line in lines]
