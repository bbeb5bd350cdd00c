"""Search as you type: names in either script, guardian, place, digits of a phone, card number."""

from array import array
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz
from sqlalchemy import ColumnElement, select, text
from sqlalchemy.orm import Session

from organizer_app.domain.names import fold
from organizer_app.domain.skeleton import keys, query_tokens
from organizer_app.models import Area, Member, MemberPhone
from organizer_app.services import areas

CANDIDATES = 300  # hits fetched and ranked; sorting all by rank on a short prefix takes 100 times longer
WIDE_CANDIDATES = 1500  # when a word may be a place, which the index does not hold
FEW = 5  # hits by name alone, below which a word is tried as a place
PHONE_DIGITS = 10

Where = Sequence[ColumnElement[bool]]


class _Hit(NamedTuple):
    n: int
    name: str
    name_other: str
    guardian: str
    place: str
    area_id: bytes | None
    sort_key: str


def find(session: Session, *, query: str, where: Where, limit: int) -> "array[int]":
    """The local numbers of the people that fit `where` and the words typed, best first.

    "ram 3210" finds Ram whose number holds 3210 at its start or end; "ram kanke" Ram of Kanke.
    """
    words = fold(query).replace("+", " ").split()
    digits = "".join("".join(c for c in word if c.isdigit()) for word in words if _is_number(word))
    names = [word for word in words if not _is_number(word)]
    if digits:
        where = [*where, _has_digits(digits)]
    if not names:
        found = select(Member.n).where(*where).order_by(Member.sort_key, Member.n).limit(limit) if digits else None
        return array("q", session.scalars(found) if found is not None else ())
    tokens = query_tokens(" ".join(names))
    if not tokens:
        return array("q")
    hits = _matching(session, tokens, where, CANDIDATES)
    ranked = sorted(hits, key=_rank(" ".join(names)))
    if len(hits) < FEW and len(names) > 1:
        ranked += [hit for hit in _by_place(session, names, where) if hit.n not in {h.n for h in hits}]
    return array("q", [hit.n for hit in ranked[:limit]])


def _is_number(word: str) -> bool:
    bare = word.replace("-", "")
    return bare.isdigit()


def _has_digits(digits: str) -> ColumnElement[bool]:
    """First digits of a number by index, last digits by the reversed number, or the whole card number."""
    national = digits[-PHONE_DIGITS:]
    starts, ends = f"+91{national}", national[::-1]
    numbers = select(MemberPhone.n).where(
        MemberPhone.number.between(starts, starts + ":") | MemberPhone.tail.between(ends, ends + ":")
    )
    return Member.n.in_(numbers) | (Member.card_no == digits)


def _matching(session: Session, tokens: Sequence[str], where: Where, limit: int) -> list[_Hit]:
    """Some of the people in whose name or guardian every token begins a word."""
    hits = select(text("rowid")).select_from(text("member_search")).where(text("member_search MATCH :matching"))
    query = (
        select(Member.n, Member.name, Member.name_other, Member.guardian, Member.place, Member.area_id, Member.sort_key)
        .where(Member.n.in_(hits), *where)
        .limit(limit)
    )
    rows = session.execute(query, {"matching": " AND ".join(f'"{token}"*' for token in tokens)})
    return [_Hit(*row) for row in rows]


def _rank(wanted: str) -> Callable[[_Hit], tuple[float, str]]:
    """Orders hits: names written as typed, then names that sound so, then guardians."""
    sound = " ".join(query_tokens(wanted))

    def rank(hit: _Hit) -> tuple[float, str]:
        as_typed = max(_alike(wanted, fold(name)) for name in (hit.name, hit.name_other))
        as_heard = max(_alike(sound, " ".join(keys(name))) for name in (hit.name, hit.name_other))
        with_guardian = _alike(sound, " ".join(keys(f"{hit.name} {hit.guardian}")))
        return -max(as_typed, 0.97 * as_heard, with_guardian), hit.sort_key

    return rank


def _alike(wanted: str, found: str) -> float:
    """0 to 100; a name that goes on where the person stopped typing is as good as a whole one."""
    if not found:
        return 0.0
    begins = found.startswith(wanted) and 100 - min(9.0, 0.5 * (len(found) - len(wanted)))
    return max(float(begins), 0.9 * fuzz.token_sort_ratio(wanted, found))


def _by_place(session: Session, words: Sequence[str], where: Where) -> list[_Hit]:
    """People found by all words but one, who live in a place that begins with that one."""
    found: dict[int, _Hit] = {}
    for place in reversed(words):
        others = [word for word in words if word is not place]
        tokens, wanted = query_tokens(" ".join(others)), query_tokens(place)
        if not tokens or not wanted:
            continue
        hits = _matching(session, tokens, where, WIDE_CANDIDATES)
        names = _place_names(session, {hit.area_id for hit in hits if hit.area_id})
        here = [hit for hit in hits if _lies_in(wanted[0], (hit.place, *names.get(hit.area_id or b"", ())))]
        found |= {hit.n: hit for hit in sorted(here, key=_rank(" ".join(others))) if hit.n not in found}
    return list(found.values())


def _place_names(session: Session, ids: set[bytes]) -> dict[bytes, tuple[str, ...]]:
    """The name of each place and of its block."""
    blocks = areas.block_names(session, ids)
    found = session.execute(select(Area.id, Area.name_hi, Area.name_en).where(Area.id.in_(ids)))
    return {area: (hi, en, blocks.get(area, "")) for area, hi, en in found}


def _lies_in(token: str, names: Sequence[str]) -> bool:
    return any(key.startswith(token) for name in names for key in keys(name))
