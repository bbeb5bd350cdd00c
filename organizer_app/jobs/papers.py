"""The papers of a camp: values from services, PDFs from printing."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date

from organizer_app.db.store import Store
from organizer_app.domain.attendance import CAME
from organizer_app.domain.audit import PRINT
from organizer_app.domain.camps import Camp
from organizer_app.domain.clock import local_text, now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.invitations import COMING
from organizer_app.domain.papers import KitchenCount, Letter, MaterialIssue, Meal, Signer, TravelClaim
from organizer_app.domain.phones import MASK
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.sheets import Change, DayReport, Organisation, Person, Sheet
from organizer_app.domain.words import N_, in_language
from organizer_app.domain.words import translate as _
from organizer_app.printing import (
    agenda,
    attendance_sheet,
    badges,
    certificate,
    change_notice,
    day_report,
    desk_copy,
    fit_test,
    kitchen,
    letter,
    materials,
    pages,
    shop,
    travel,
)
from organizer_app.services import (
    attendance,
    audit,
    camps,
    day_closes,
    invitations,
    organisation,
    people,
    shared_camps,
    sheets,
)

PAPERS = (
    "sheet",
    "desk",
    "badges",
    "invitation",
    "agenda",
    "report",
    "certificates",
    "kitchen",
    "materials",
    "travel",
    "notice",
    "fit",
    "shop",
)
NAMES = {
    "sheet": N_("Attendance sheet"),
    "desk": N_("Desk copy"),
    "badges": N_("Badges"),
    "invitation": N_("Invitation letters"),
    "agenda": N_("Programme"),
    "report": N_("Day report"),
    "certificates": N_("Certificates"),
    "kitchen": N_("Meal count"),
    "materials": N_("Material register"),
    "travel": N_("Travel and daily allowance"),
    "notice": N_("Change notice"),
    "fit": N_("Does it fit? test page"),
    "shop": N_("Everything, for the print shop"),
}
# What can be made of a camp that another laptop runs: of this one's own people.
OF_OWN_PEOPLE = ("badges", "invitation", "agenda", "certificates", "notice", "fit")
WITH_PHONES = ("sheet", "desk", "shop")
FOR_SHOP = ("sheet", "desk", "badges", "agenda", "kitchen", "materials", "travel")
ITEMS = (N_("Bag"), N_("Notebook"), N_("Pen"), N_("Booklet"))
MEALS = ("breakfast", "lunch", "tea")


@dataclass(frozen=True, slots=True)
class Order:
    """What to print. `pages` (from 1) picks pages of the result, for a lost one; `change` is what a notice says."""

    camp: bytes
    what: str
    language: str = "hi"
    mask_phones: bool = True
    paper: str = "a4"
    day: date | None = None
    pages: Collection[int] = ()
    late_only: bool = False
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, how many pages it has, the sheets in it, and how many people's whole phone numbers."""

    pdf: bytes
    pages: int
    sheets: tuple[bytes, ...] = ()
    numbers: int = 0


def make(store: Store, order: Order, progress: Progress = silent) -> Printed:
    """Makes one paper of a camp. Raises RuleBroken when it can't be made yet, saying what to do first."""
    if order.what not in PAPERS:
        raise RuleBroken(
            N_("There is no paper “{what}”. Choose one of: {known}."), what=order.what, known=", ".join(PAPERS)
        )
    with in_language(order.language):
        material = _gather(store, order)
        progress.step(1, 2, _("Making the pages"))
        if order.what == "shop":
            grey = replace(material, organisation=shop.in_grey(material.organisation))
            parts = [(_(NAMES[what]), _MAKERS[what](grey, replace(order, what=what))) for what in FOR_SHOP]
            pdf = shop.combine(
                parts, organisation=grey.organisation, language=order.language, printed_at=grey.printed_at
            )
        else:
            pdf = _MAKERS[order.what](material, order)
        pdf = pages.picked(pdf, order.pages)
    used = tuple(s.id for s in material.sheets) if order.what in ("sheet", "shop") else ()
    progress.step(2, 2)
    return Printed(pdf, pages.counts([(order.what, pdf)])[0], used, _numbers(material, order))


def record(store: Store, made: Printed) -> None:
    """Writes down that the sheets in a paper, or whole phone numbers, were printed or saved; looking at a preview is
    neither.
    """
    if made.sheets:
        with store.transaction("sheets.record_print") as session:
            sheets.record_print(session, sheets=made.sheets)
    if made.numbers:
        with store.transaction("sheets.record_print") as session:
            audit.record(session, act=PRINT, people=made.numbers, fields="phone")


def _numbers(material: "_Material", order: Order) -> int:
    if order.mask_phones or order.what not in WITH_PHONES:
        return 0
    return len({p.member_id for s in material.sheets for p in s.people if p.phone and not p.phone.startswith(MASK)})


@dataclass(frozen=True, slots=True)
class _Material:
    organisation: Organisation
    camp: Camp
    sheets: tuple[Sheet, ...]
    people: tuple[Person, ...]
    living: tuple[Person, ...]
    came: frozenset[bytes]
    came_by_day: dict[date, int]
    report: DayReport | None
    printed_at: str


def _gather(store: Store, order: Order) -> _Material:
    """Reads everything a paper of this camp may need, in one look at the database."""
    with store.reading() as session:
        record = camps.record(session, order.camp)
        if order.what not in OF_OWN_PEOPLE:
            shared_camps.require_run_here(session, record)
        camp = camps.get(session, camp=order.camp)
        frozen = sheets.latest(session, camp=order.camp)
        given = sheets.serials(session, camp=order.camp)
        here = shared_camps.shown(session, record, given)
        needs_list = order.what in ("sheet", "desk", "badges", "certificates", "materials", "travel", "shop")
        if needs_list and not given:
            raise RuleBroken(N_("Freeze the list of “{camp}” first, so that everybody has a number."), camp=camp.title)
        values = tuple(
            sheets.get(session, sheet=s.id, mask_phones=order.mask_phones, circulates=order.what != "desk")
            for s in frozen
        )
        invited = [i.member_id for i in invitations.rows(session, camp=order.camp) if i.state in COMING]
        serials = {m: n for m, n in given.items() if m in here} or {m: i for i, m in enumerate(invited, 1)}
        lines = attendance.lines(session, camp=order.camp)
        half = len(camp.sessions) / 2
        came = frozenset(
            line.member_id for line in lines if sum(m in CAME for m in line.marks.values()) >= max(1, half)
        )
        by_day = {
            day: sum(any(line.marks.get(s.id) in CAME for s in camp.sessions if s.day == day) for line in lines)
            for day in {s.day for s in camp.sessions}
        }
        day = order.day or camp.from_on
        listed = people.on_paper(session, serials=serials, by_district=camp.grouped_by == "district")
        dead = people.dead(session, serials)
        report = day_closes.report(session, camp=order.camp, day=day) if order.what == "report" else None
        return _Material(
            organisation.get(session),
            camp,
            values,
            listed,
            tuple(p for p in listed if p.member_id not in dead),
            came,
            by_day,
            report,
            local_text(now_ms()),
        )


def _sheet(m: _Material, order: Order) -> bytes:
    pdf = attendance_sheet.pdf_of(m.sheets, m.organisation, language=order.language, paper=order.paper)  # type: ignore[arg-type]  # checked by the command and the window
    keep, before = [], 0
    for sheet in m.sheets if order.late_only else ():
        late = next((i for i, p in enumerate(sheet.people) if p.serial >= sheet.first_new), 0)
        first = late // sheet.rows_per_page + 1
        keep += [before + page for page in range(first, sheet.pages + 1)]
        before += sheet.pages
    return pages.picked(pdf, keep)


def _letters(m: _Material, order: Order) -> bytes:
    what = Letter(
        contact_name="",
        contact_phone="",
        signer=Signer("", _("Camp in-charge")),
        report_at=min((s.starts for s in m.camp.sessions), default=""),
        bring=(_("this letter"), _("a notebook and a pen")),
        notice=_(sheets.NOTICE),
    )
    return letter.pdf(m.camp, m.living, m.organisation, what, language=order.language)


def _report(m: _Material, order: Order) -> bytes:
    assert m.report is not None
    return day_report.pdf(m.report, m.organisation, language=order.language, printed_at=m.printed_at)


def _certificates(m: _Material, order: Order) -> bytes:
    earned = [p for p in m.living if p.member_id in m.came]
    return certificate.pdf(m.camp, earned, m.organisation, language=order.language)


def _kitchen(m: _Material, order: Order) -> bytes:
    expected = len(m.people) or m.camp.invited
    served = sum(m.came_by_day.values()) > 0
    meals = tuple(
        Meal(day, kind, expected, came if served else None)
        for day, came in sorted(m.came_by_day.items())
        for kind in MEALS
    )
    return kitchen.pdf(KitchenCount(m.camp, meals), m.organisation, language=order.language, printed_at=m.printed_at)


def _materials(m: _Material, order: Order) -> bytes:
    issue = MaterialIssue(m.camp, tuple(_(i) for i in ITEMS), m.people)
    return materials.pdf(issue, m.organisation, language=order.language, printed_at=m.printed_at)


def _travel(m: _Material, order: Order) -> bytes:
    days = (m.camp.to_on - m.camp.from_on).days + 1
    claims = [TravelClaim(person=p, from_place=p.place or p.block, to_place=m.camp.venue, days=days) for p in m.people]
    return travel.pdf(m.camp, claims, m.organisation, language=order.language, printed_at=m.printed_at)


def _notice(m: _Material, order: Order) -> bytes:
    if order.change is None:
        raise RuleBroken(N_("Say what changed: the venue or a trainer, before and after."))
    return change_notice.pdf(order.change, m.camp, m.organisation, language=order.language)


_MAKERS: dict[str, Callable[[_Material, Order], bytes]] = {
    "sheet": _sheet,
    "desk": lambda m, o: desk_copy.pdf(m.sheets[0], m.organisation, language=o.language, printed_at=m.printed_at),
    "badges": lambda m, o: badges.pdf(m.camp, m.living, m.organisation, language=o.language),
    "invitation": _letters,
    "agenda": lambda m, o: agenda.pdf(m.camp, m.organisation, language=o.language, printed_at=m.printed_at),
    "report": _report,
    "certificates": _certificates,
    "kitchen": _kitchen,
    "materials": _materials,
    "travel": _travel,
    "notice": _notice,
    "fit": lambda _m, o: fit_test.pdf(language=o.language),
}
