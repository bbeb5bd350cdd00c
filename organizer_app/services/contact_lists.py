"""Who may stand on a list that somebody calls or writes to, and why the others are left out: counted, never silent."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from organizer_app.domain.ages import may_be_minor
from organizer_app.domain.clock import today
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.list_columns import USES
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.reachable import NOT_REACHED
from organizer_app.domain.words import N_, group_digits, ngettext
from organizer_app.domain.words import translate as _
from organizer_app.models import Member, MemberPhone
from organizer_app.services import consents

PIECE = 1000  # people looked at in one query
GONE, MINOR, NOT_AGREED, NO_NUMBER = "gone", "minor", "not_agreed", "no_number"
WHY = {
    GONE: (N_("{n} has left, died or was expelled"), N_("{n} have left, died or were expelled")),
    MINOR: (N_("{n} may be under 18"), N_("{n} may be under 18")),
    NOT_AGREED: (N_("{n} has not agreed to it"), N_("{n} have not agreed to it")),
    NO_NUMBER: (N_("{n} has no readable number"), N_("{n} have no readable number")),
}


@dataclass(frozen=True, slots=True)
class Sorted:
    """The local numbers of those on the list, in order, and how many were left out for each reason of WHY."""

    numbers: "array[int]"
    left_out: dict[str, int]

    @property
    def told(self) -> str:
        """Who is left out and why, in one sentence; "" when nobody is."""
        return told(self.left_out)


def told(left_out: dict[str, int]) -> str:
    """The same for counts alone."""
    parts = [ngettext(*WHY[why], n).format(n=group_digits(n)) for why, n in left_out.items() if n]
    return _("Left out: {reasons}.").format(reasons=", ".join(parts)) if parts else ""


def sort_out(session: Session, *, numbers: Sequence[int], use: str, progress: Progress = silent) -> Sorted:
    """Takes those off a list who may not be on one for this use; for office use nobody is taken off.

    Raises RuleBroken for a use that is not in domain.list_columns.USES.
    """
    if use not in USES:
        raise RuleBroken(N_("There is no use “{use}”. Choose one of: {known}."), use=use, known=", ".join(USES))
    purpose, channel = USES[use]
    if not purpose:
        return Sorted(array("q", numbers), {})
    allowed = _Numbers(session, select(Member.n).where(consents.contactable(session, purpose=purpose, channel=channel)))
    reachable = _Numbers(session, select(MemberPhone.n).where(MemberPhone.number != ""))
    kept, refused, left_out = array("q"), array("q"), dict.fromkeys(WHY, 0)
    for number in numbers:
        if number not in allowed:
            refused.append(number)
        elif number not in reachable:
            left_out[NO_NUMBER] += 1
        else:
            kept.append(number)
    for start in range(0, len(refused), PIECE):
        progress.step(start, len(refused), _("Looking who agreed"))
        piece = refused[start : start + PIECE].tolist()
        for status, born in session.execute(select(Member.status, Member.birth_year).where(Member.n.in_(piece))):
            why = GONE if status in NOT_REACHED else MINOR if may_be_minor(born, today()) else NOT_AGREED
            left_out[why] += 1
    return Sorted(kept, {why: n for why, n in left_out.items() if n})


class _Numbers:
    """A set of local numbers, a bit each: 600,000 of them as a set would take 50 MB."""

    def __init__(self, session: Session, query: "Select[int]") -> None:
        self._bits = bytearray()
        for (number,) in session.connection().execute(query):
            if number >= len(self._bits) * 8:
                self._bits.extend(bytes(number // 8 + 1 - len(self._bits)))
            self._bits[number >> 3] |= 1 << (number & 7)

    def __contains__(self, number: int) -> bool:
        byte = number >> 3
        return byte < len(self._bits) and bool(self._bits[byte] & (1 << (number & 7)))
