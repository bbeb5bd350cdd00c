"""The month's camps on one page: read in the paper's language, made as a PDF."""

from datetime import date

from organizer_app.db.store import Store
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.months import last_of_month
from organizer_app.domain.words import in_language
from organizer_app.printing import month_page
from organizer_app.services import camps, home, organisation


def make(store: Store, *, first: date, language: str = "hi") -> bytes:
    """The camps of the month that begins with `first`, A4 across, without cancelled ones."""
    with in_language(language), store.reading() as session:
        found = camps.rows(session, from_on=first, to_on=last_of_month(first))
        own = organisation.get(session)
        area = home.area_name(session)
    planned = [camp for camp in found if camp.status != "cancelled"]
    return month_page.pdf(first, planned, own, area=area, language=language, printed_at=local_text(now_ms()))
