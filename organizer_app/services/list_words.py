"""A filter in words, as it stands over a list on paper and beside a saved list."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from organizer_app.domain.areas import level_name
from organizer_app.domain.members import channel_name, office_name, purpose_name, status_name
from organizer_app.domain.wings import names_community
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.models import Wing
from organizer_app.services import areas, organisation
from organizer_app.services.members_where import NO_CONSENT, Filter
from organizer_app.services.saved_filters import NOTHING, Sought

EVERYBODY = N_("Everybody on the roster")


def words(session: Session, *, chosen: Filter, sought: Sought = NOTHING, on_paper: bool = False) -> str:
    """The conditions one after the other, in the language in force. On paper no wing of a community is named."""
    found_by = _found_by(sought, everywhere=sought.everywhere and chosen.area is None)
    return " · ".join((*found_by, *_parts(session, chosen, on_paper))) or _(EVERYBODY)


def title_on_paper(title: str) -> str:
    """The name of a list as it may head a paper: one that tells a community is left out."""
    return "" if names_community(title) else title


def level_word(session: Session, level: str) -> str:
    """What a level is called in the state of this laptop's own area."""
    home = organisation.home_area(session)
    place = areas.by_id(session, [home]).get(home) if home else None
    return level_name(level, place.state_code if place else "")


def _found_by(sought: Sought, *, everywhere: bool) -> Iterator[str]:
    if sought.words:
        said = _("Found everywhere by “{words}”") if everywhere else _("Found by “{words}”")
        yield said.format(words=sought.words)


def _parts(session: Session, chosen: Filter, on_paper: bool) -> Iterator[str]:
    if chosen.area is not None:
        place = areas.by_id(session, [chosen.area]).get(chosen.area)
        yield f"{place.level_text}: {place.name}" if place else _("A place that is not in the list any more")
    if chosen.wing is not None:
        wing = session.get(Wing, chosen.wing)
        shown = wing is not None and (wing.on_paper or not on_paper)
        yield _("Wing: {wing}").format(wing=areas.name_of(wing)) if shown else _("Of one wing")
    if chosen.post or chosen.level:
        office = office_name(chosen.post) if chosen.post else _("any")
        of = f" ({level_word(session, chosen.level)})" if chosen.level else ""
        yield _("Office: {office}").format(office=f"{office}{of}")
    if chosen.status:
        yield _("Status: {status}").format(status=status_name(chosen.status))
    if chosen.trained is not None:
        yield _("Came to a training camp") if chosen.trained else _("Not trained yet")
    if chosen.consent == NO_CONSENT:
        yield _("Agreed to nothing yet")
    elif chosen.consent:
        purpose, _colon, channel = chosen.consent.partition(":")
        said = ", ".join(filter(None, (purpose_name(purpose), channel_name(channel) if channel else "")))
        yield _("Agreed to: {what}").format(what=said)
    if chosen.source:
        yield _("Source: {source}").format(source=chosen.source)
    for condition, sentence in (
        (chosen.problem_phone, _("Phone number to ask for again")),
        (chosen.unplaced, _("No place known")),
        (chosen.no_booth, _("No booth known")),
    ):
        if condition:
            yield sentence
