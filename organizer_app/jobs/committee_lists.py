"""The printed list of a committee: read in the paper's language, made as a PDF."""

from organizer_app.db.store import Store
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.words import in_language
from organizer_app.printing import committee_list
from organizer_app.services import committees, organisation


def make(store: Store, *, area: bytes, wing: bytes | None = None, language: str = "hi") -> bytes:
    """The committee of a place as it is today, A4. Raises RuleBroken for a place that is not on this laptop."""
    with in_language(language), store.reading() as session:
        value, own = committees.committee(session, area=area, wing=wing), organisation.get(session)
    return committee_list.pdf(value, own, language=language, printed_at=local_text(now_ms()))
