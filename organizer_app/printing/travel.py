"""The travel and daily allowance sheet: journey, fare, days, amount, signature, with totals."""

from collections.abc import Sequence

from organizer_app.domain.camps import Camp
from organizer_app.domain.papers import TravelClaim
from organizer_app.domain.sheets import Organisation
from organizer_app.domain.words import N_, group_digits, in_language, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.printing.flow import Cell, Column, gap, nothing, publish, sentence, signatures, table
from organizer_app.printing.parts import Frame
from organizer_app.printing.text import A4, Style, landscape, mm

MODE_NAMES = {
    "bus": N_("Bus"),
    "train": N_("Train"),
    "own": N_("Own vehicle"),
    "shared": N_("Shared vehicle"),
    "foot": N_("On foot"),
}
_MONEY = Style("medium", 10.5)


def pdf(
    camp: Camp,
    claims: Sequence[TravelClaim],
    organisation: Organisation,
    *,
    language: str = "hi",
    printed_at: str = "",
) -> bytes:
    """A4 across. What is None stays blank for the pen; the total adds only what is known and says how many are open.

    With no amount known at all the totals are blank too.
    """
    with in_language(language):
        frame = Frame(N_("Travel and daily allowance"), organisation, camp, printed_at, size=landscape(A4))
        paper = frame.paper()
        if not claims:
            return publish(paper, frame, [nothing(paper, frame, _("Nobody is on this list yet."))])
        rows = [*(_row(claim) for claim in claims), _total(claims)]
        blocks = table(frame, _columns(), rows, row_height=10.5 * mm, grid=True, strong=frozenset({len(claims)}))
        missing = sum(1 for claim in claims if claim.amount is None)
        if 0 < missing < len(claims):
            words = ngettext(
                "{count} amount is not known yet and is not in the total.",
                "{count} amounts are not known yet and are not in the total.",
                missing,
            )
            blocks += [gap(2 * mm), sentence(paper, frame, words.format(count=missing))]
        blocks.append(signatures(frame, [_("Prepared by"), _("Verified by"), _("Paid by (treasurer)")]))
        return publish(paper, frame, blocks, _("Amounts in rupees"))


def _columns() -> list[Column]:
    return [
        Column(N_("No."), 12, "center", Style("semibold", 10.5)),
        Column(N_("Name"), 50, style=Style("semibold", 10.5)),
        Column(N_("From – to"), 48),
        Column(N_("Km · by"), 26),
        Column(N_("Travel (TA)"), 21, "right", _MONEY),
        Column(N_("Days × rate"), 24, "right"),
        Column(N_("Daily (DA)"), 21, "right", _MONEY),
        Column(N_("Amount"), 25, "right", Style("bold", 11)),
        Column(N_("Signature / thumb"), 44),
    ]


def _row(claim: TravelClaim) -> list[Cell]:
    person = claim.person
    mode = _(MODE_NAMES.get(claim.mode, claim.mode))
    days, daily_rate = claim.days, claim.daily_rate
    rate = "" if days is None or daily_rate is None else f"{days} × {group_digits(daily_rate)}"
    return [
        str(person.serial),
        (person.name, " · ".join(part for part in (person.office, person.block) if part)),
        f"{claim.from_place} – {claim.to_place}" if claim.from_place or claim.to_place else "",
        " · ".join(part for part in ("" if claim.km is None else str(claim.km), mode) if part),
        _rupees(claim.fare),
        rate,
        _rupees(claim.allowance),
        _rupees(claim.amount),
        "",
    ]


def _total(claims: Sequence[TravelClaim]) -> list[Cell]:
    """Only lines whose amount is known, in every column, so that the totals add up across."""
    known = [claim for claim in claims if claim.amount is not None]
    if not known:
        return ["", _("Grand total"), *[""] * 7]
    fares = sum(claim.fare or 0 for claim in known)
    daily = sum(claim.allowance or 0 for claim in known)
    amounts = sum(claim.amount or 0 for claim in known)
    return ["", _("Grand total"), "", "", group_digits(fares), "", group_digits(daily), group_digits(amounts), ""]


def _rupees(amount: int | None) -> str:
    return "" if amount is None else group_digits(amount)
