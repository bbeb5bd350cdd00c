"""The pages of a list on screen, to be printed or saved; what leaves with whole numbers is written down.

Imported only when a paper is wanted: it brings PDFium, Qt's printing and the whole text layer with it.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

from organizer_app.db.store import Store
from organizer_app.domain.progress import Progress
from organizer_app.domain.words import translate as _
from organizer_app.jobs import list_papers
from organizer_app.jobs.list_papers import Order, Printed
from organizer_app.services.members_where import Filter
from ui.members.list_act import Desk
from ui.shared.preview import Preview


def order_of(values: dict[str, Any], chosen: Filter, numbers: Sequence[int] | None) -> Order:
    """What the form asks for."""
    return Order(
        title=values["title"],
        columns=tuple(values["columns"]) or ("name",),
        chosen=chosen,
        numbers=numbers,
        by=values["by"],
        use=values["use"],
        reason=values["reason"],
        mask_phones=values["phones"],
        language=values["language"],
    )


def make(order: Order, store: Store, progress: Progress) -> Printed:
    """`list_papers.make` in the order a job is called in."""
    return list_papers.make(store, progress, order=order)


def file_name(title: str) -> str:
    """ "Booth presidents.pdf", without what a file name may not hold."""
    kept = "".join(c if c.isprintable() and c not in '/\\:*?"<>|' else " " for c in title)
    return f"{' '.join(kept.split())[:120] or _('Members')}.pdf"


def show(desk: Desk, order: Order, printed: Printed) -> None:
    """Shows the pages in the place of the roster."""
    preview = Preview(desk.shell)
    preview.closed.connect(desk.close_page)
    preview.used.connect(partial(_record, desk, order, printed))
    desk.close_pane()
    preview.show_pdf(printed.pdf, file_name(order.title))
    desk.show_page(preview)
    if printed.left_out:
        desk.shell.say(printed.left_out, tone="info")


def _record(desk: Desk, order: Order, printed: Printed) -> None:
    def work(store: Store, _progress: Progress) -> None:
        list_papers.record(store, printed, order)

    desk.records.job(work)
