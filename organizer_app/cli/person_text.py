"""A person as lines of text, for `members show`."""

from organizer_app.domain.honorifics import titled
from organizer_app.domain.members import (
    Consent,
    Member,
    Post,
    channel_name,
    consent_state_name,
    gender_name,
    office_name,
    purpose_name,
    relation_name,
    status_name,
)
from organizer_app.domain.phones import on_screen, problem_text
from organizer_app.domain.words import day_text, moment_text
from organizer_app.domain.words import translate as _


def person_text(member: Member) -> str:
    """Everything known of a person, a fact on each line; what is not known has no line."""
    phones = [on_screen(p.number) if p.number else f"{p.raw} ({problem_text(p.problem)})" for p in member.phones]
    facts = [
        (_("Name in the other script"), member.name_other),
        (relation_name(member.relation) if member.relation else _("Father or husband"), member.guardian),
        (_("Gender"), gender_name(member.gender)),
        (_("Birth year"), str(member.birth_year or "")),
        (_("Phone"), ", ".join(phones)),
        (_("Place"), ", ".join(filter(None, (member.place, *member.area_path)))),
        (_("Assembly seat"), ", ".join(member.seat_path)),
        (_("Address"), member.address),
        (_("Wings"), ", ".join(name for _id, name in member.wings if name)),
        (_("Status"), status_name(member.status)),
        (_("Card number"), member.card_no),
        (_("Source"), member.source),
        (_("Note"), member.notes),
        *((_("Office"), _office(post)) for post in member.posts),
        *((_("Consent"), _consent(consent)) for consent in member.consents),
    ]
    name = titled(member.honorific, member.name)
    return "\n".join([name, *(f"{title}: {words}" for title, words in facts if words)])


def _office(post: Post) -> str:
    where = [words for words in (office_name(post.title), post.area_name, post.wing_name) if words]
    ends = [day_text(day) if day else "…" for day in (post.from_on, post.to_on)]
    return f"{', '.join(where)} ({' – '.join(ends)})"


def _consent(consent: Consent) -> str:
    told = (purpose_name(consent.purpose), channel_name(consent.channel), consent_state_name(consent.state))
    return ", ".join(filter(None, (*told, consent.how, moment_text(consent.at), consent.taken_by)))
