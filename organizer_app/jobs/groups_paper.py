"""The paper of a spot check of groups: drawn, read in the paper's language, made as a PDF."""

from organizer_app.db.store import Store
from organizer_app.domain.clock import local_text, now_ms, today
from organizer_app.domain.groups import SAMPLE, Sample
from organizer_app.domain.words import in_language
from organizer_app.services import groups_sample, organisation


def make(
    store: Store, *, seed: int, number: int = SAMPLE, area: bytes | None = None, language: str = "hi"
) -> tuple[bytes, Sample]:
    """The PDF and what was drawn; `seed` stands on the paper, so that the draw can be done again. Phones are masked.

    Raises RuleBroken for a number below 1, and without any groups.
    """
    from organizer_app.printing import groups_sample as paper  # here: the window opens without what makes PDFs

    with in_language(language), store.reading() as session:
        drawn = groups_sample.sample(session, number=number, seed=seed, day=today(), area=area)
        own = organisation.get(session)
    return paper.pdf(drawn, own, language=language, printed_at=local_text(now_ms())), drawn
