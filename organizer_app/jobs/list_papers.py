"""A list of people as a PDF: gathered in one look, in an order, with phones masked unless somebody says why not."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from organizer_app.db.store import Store
from organizer_app.domain.audit import PRINT
from organizer_app.domain.clock import local_text, now_ms, today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.honorifics import titled
from organizer_app.domain.list_columns import ON_PAPER, PAPER_USUAL, USE_NAMES
from organizer_app.domain.people_lists import Cell, Line, PeopleList
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, day_text, group_digits, in_language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.jobs.exports import require_reason
from organizer_app.services import audit, contact_lists, list_orders, list_words, members_list, organisation
from organizer_app.services.list_rows import PIECE, Reader, Value
from organizer_app.services.members_where import ALL, Filter

NO_REASON = N_("Say why whole phone numbers go on paper: the reason is written down beside your name.")
TITLE = N_("Members")
NOTICE = N_("Only for the organisation's own work. Don't copy it or pass it on; destroy it when it is done with.")
_READ = (
    *("honorific", "name", "name_other", "guardian", "relation", "place", "booth", "block"),
    *("office", "office_at", "wing", "shown_phone", "status", "card_no"),
)


@dataclass(frozen=True, slots=True)
class Order:
    """What to print. `columns` are keys of ON_PAPER, `by` one of ORDERS, `use` as in a file.

    The people are those of `numbers` (local numbers) or, without, whom `chosen` finds.
    """

    title: str = ""
    columns: tuple[str, ...] = PAPER_USUAL
    chosen: Filter = ALL
    numbers: Sequence[int] | None = None
    by: str = "name"
    use: str = "office"
    reason: str = ""
    mask_phones: bool = True
    language: str = "hi"


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, how many people are on it, and who was left out and why in one sentence ("" for nobody)."""

    pdf: bytes
    people: int
    left_out: str = ""


def make(store: Store, progress: Progress = silent, *, order: Order) -> Printed:
    """Makes the PDF. Raises RuleBroken for a column or order that is not known, and for numbers without a reason."""
    for column in order.columns:
        if column not in ON_PAPER:
            known = ", ".join(ON_PAPER)
            raise RuleBroken(N_("There is no column “{column}”. Choose from: {known}."), column=column, known=known)
    if tells_phones(order):
        require_reason(order.reason, NO_REASON)
    with in_language(order.language), store.reading() as session:
        own = organisation.get(session)
        people, left_out = gather(session, order, progress)
        return Printed(_pdf(people, own, order.language, progress), len(people.lines), left_out)


def tells_phones(order: Order) -> bool:
    """Whether whole numbers stand on the paper."""
    return not order.mask_phones and "phone" in order.columns


def record(store: Store, made: Printed, order: Order) -> None:
    """Writes down that whole numbers left on paper; looking at a preview of masked ones is nothing to write down."""
    if tells_phones(order):
        with store.transaction("members.print") as session:
            fields = ",".join(order.columns)
            audit.record(session, act=PRINT, people=made.people, fields=fields, reason=order.reason)


def gather(session: Session, order: Order, progress: Progress = silent) -> tuple[PeopleList, str]:
    """The list as it goes on paper, and who was left out."""
    numbers = members_list.ids(session, chosen=order.chosen) if order.numbers is None else order.numbers
    found = contact_lists.sort_out(session, numbers=numbers, use=order.use, progress=progress)
    placed = list_orders.ordered(session, numbers=found.numbers, by=order.by)
    reader = Reader(session, _READ, mask_phones=order.mask_phones)
    lines: list[Line] = []
    for start in range(0, len(placed), PIECE):
        progress.step(start, len(placed), _("Reading the people"))
        piece = placed[start : start + PIECE]
        cells = reader.read([number for number, _group in piece])
        lines += [Line(_cells(cells[number], order.columns), group) for number, group in piece if number in cells]
    count = ngettext("{n} person", "{n} people", len(lines)).format(n=group_digits(len(lines)))
    chosen = order.chosen if order.numbers is None else None
    about = [list_words.words(session, chosen=chosen, on_paper=True)] if chosen else [_("Chosen from the roster")]
    if order.use != "office":
        about.append(_(USE_NAMES[order.use]))
    if tells_phones(order):
        about.append(_("Whole phone numbers, because: {reason}").format(reason=order.reason.strip()))
    title = list_words.title_on_paper(order.title.strip()) or _(TITLE)
    facts = f"{count} · {day_text(today())}"
    return PeopleList(title, order.columns, tuple(lines), " · ".join(about), facts, _(NOTICE)), found.told


def _cells(row: Sequence[Value], columns: Sequence[str]) -> tuple[Cell, ...]:
    told = dict(zip(_READ, map(str, row), strict=True))
    places = [told[key] for key in ("place", "booth", "block") if told[key]]
    cells: dict[str, Cell] = {
        "name": (titled(told["honorific"], told["name"]), told["name_other"]),
        "guardian": (told["guardian"], told["relation"] if told["guardian"] else ""),
        "place": (places[0] if places else "", " · ".join(places[1:])),
        "office": (told["office"], told["office_at"]) if told["office"] else (told["wing"], ""),
        "phone": (told["shown_phone"], ""),
        "status": (told["status"], ""),
        "card_no": (told["card_no"], ""),
    }
    return tuple(cells.get(column, ("", "")) for column in columns)


def _pdf(people: PeopleList, own: Organisation, language: str, progress: Progress) -> bytes:
    from organizer_app.printing import people_list  # here: the roster opens without what makes PDFs, 9 MB

    progress.step(1, 2, _("Making the pages"))
    return people_list.pdf(people, own, language=language, printed_at=local_text(now_ms()))
