"""The list of people to call back: drawn at random, printed like every list, its phones written down with a reason."""

from datetime import date

from organizer_app.db.store import Store
from organizer_app.domain.words import in_language
from organizer_app.domain.words import translate as _
from organizer_app.jobs import list_papers
from organizer_app.jobs.list_papers import Order, Printed
from organizer_app.services import counters

COLUMNS = ("name", "guardian", "place", "phone", "remark")


def make(
    store: Store, *, area: bytes, since: date, number: int, seed: int, reason: str, language: str
) -> tuple[Printed, Order]:
    """Draws and prints; `seed` stands on the paper, so that the draw can be done again. Raises RuleBroken without a
    reason, and when nobody may be called.
    """
    with store.reading() as session:
        drawn = counters.sample(session, area=area, since=since, number=number, seed=seed)
    with in_language(language):
        title = _("Call back: are they there, and do they know of it? (draw {seed})").format(seed=seed)
    order = Order(
        title=title, columns=COLUMNS, numbers=drawn, use="call", reason=reason, mask_phones=False, language=language
    )
    return list_papers.make(store, order=order), order
