"""The morning brief as a PDF: counted, gathered, printed, and its phones written down with a reason."""

from dataclasses import dataclass
from datetime import date

from organizer_app.db.store import Store
from organizer_app.domain.audit import PRINT
from organizer_app.domain.brief import Brief
from organizer_app.domain.clock import local_text, now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_, in_language
from organizer_app.jobs import list_papers, tallies
from organizer_app.jobs.exports import require_reason
from organizer_app.services import audit, brief, organisation

PAST = N_("{day} is over. A morning brief is for today or a day to come.")
FIELDS = "name,office,phone"


@dataclass(frozen=True, slots=True)
class Made:
    """The PDF and what stands on it."""

    pdf: bytes
    brief: Brief


def make(store: Store, *, day: date | None = None, reason: str = "", language: str = "hi") -> Made:
    """One page. With a `reason` phone numbers stand whole; then `record` must follow where it is kept or printed.

    Raises RuleBroken for a day that is over.
    """
    if day is not None and day < today():
        raise RuleBroken(PAST, day=day)
    if reason.strip():
        require_reason(reason, list_papers.NO_REASON)  # a role that gives no phones out prints none whole
    tallies.refresh(store)
    from organizer_app.printing import brief as paper  # here: who only looks at the window needs nothing that prints

    with in_language(language), store.reading() as session:
        found = brief.gather(session, day=day or today(), whole_phones=bool(reason.strip()))
        own = organisation.get(session)
        return Made(paper.pdf(found, own, language=language, printed_at=local_text(now_ms())), found)


def record(store: Store, made: Made, reason: str) -> None:
    """Writes down that whole numbers left on paper, and why; masked ones are nothing to write down."""
    if reason.strip() and made.brief.calls:
        with store.transaction("members.print") as session:
            audit.record(session, act=PRINT, people=len(made.brief.calls), fields=FIELDS, reason=reason.strip())
