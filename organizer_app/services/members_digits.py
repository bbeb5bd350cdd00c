"""People by the first or last digits of a phone, and by their card number."""

from typing import Any

PHONE_DIGITS = 10
MOST_TRIED = 5_000  # numbers looked at for who lives in an area: a digit or two fit nearly everybody

_LIVE = "m.archived_at IS NULL AND m.merged_into IS NULL"
_WITHIN = (
    "(:area IS NULL OR EXISTS (SELECT 1 FROM area_paths a WHERE a.above = :area AND a.tree IN ('place', 'seat') "
    "AND a.below IN (m.area_id, m.seat_id)))"
)
_RANGES = ("number >= :starts AND number < :starts || ':'", "tail >= :ends AND tail < :ends || ':'")  # ":" follows "9"


def ends(digits: str) -> dict[str, str]:
    """What numbers begin with in member_phones, and their tails."""
    national = digits[-PHONE_DIGITS:]
    return {"starts": f"+91{national}", "ends": national[::-1]}


def by_phone(cursor: Any, digits: str, *, within: bytes | None, limit: int) -> list[int]:
    """Numbers of people on the roster whose phone begins or ends so, those with these first digits first."""
    found: dict[int, None] = {}
    for fits in _RANGES:
        rows = cursor.execute(
            f"SELECT p.n FROM (SELECT n FROM member_phones WHERE {fits} LIMIT {MOST_TRIED}) p "
            f"CROSS JOIN members m ON m.n = p.n WHERE {_LIVE} AND {_WITHIN} LIMIT :limit",
            ends(digits) | {"area": within, "limit": limit},
        )
        found |= {n: None for (n,) in rows}
    return list(found)[:limit]


def by_last(cursor: Any, digits: str, *, near: bytes | None, limit: int) -> list[int]:
    """Numbers of people on the roster whose phone ends so, those who live `near` first."""
    rows = cursor.execute(
        f"SELECT DISTINCT m.n, {_WITHIN} AS at_home FROM (SELECT n FROM member_phones WHERE {_RANGES[1]} "
        f"LIMIT {MOST_TRIED}) p CROSS JOIN members m ON m.n = p.n WHERE {_LIVE} "
        "ORDER BY at_home DESC, m.n LIMIT :limit",
        ends(digits) | {"area": near, "limit": limit},
    )
    return [n for n, _at_home in rows]


def by_card(cursor: Any, card: str, *, within: bytes | None, limit: int) -> list[int]:
    """Numbers of people on the roster whose card number begins so, the whole number first."""
    rows = cursor.execute(
        f"SELECT m.n FROM members m WHERE m.card_no <> '' AND m.card_no >= :card AND m.card_no < :card || char(65535) "
        f"AND {_LIVE} AND {_WITHIN} ORDER BY m.card_no LIMIT :limit",
        {"card": card, "area": within, "limit": limit},
    )
    return [n for (n,) in rows]


def among_named(cursor: Any, match: str, digits: str, *, tried: int, limit: int) -> list[int]:
    """Numbers of people whom the index finds and whose phone begins or ends so; `tried` of them are looked at."""
    rows = cursor.execute(
        "SELECT s.n FROM (SELECT rowid AS n FROM member_search WHERE member_search MATCH :match LIMIT :tried) s "
        f"WHERE EXISTS (SELECT 1 FROM member_phones p WHERE p.n = s.n AND ({_RANGES[0]} OR {_RANGES[1]})) LIMIT :limit",
        ends(digits) | {"match": match, "tried": tried, "limit": limit},
    )
    return [n for (n,) in rows]
