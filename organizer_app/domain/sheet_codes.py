"""What the QR on an attendance sheet says: which sheet, page and corner, signed with the sheet's own key.

20 characters of QR's alphanumeric set, so that it fits version 1-M: format, layout version, 35-bit sheet number (7),
page (2), corner, 40-bit HMAC-SHA256 (8). Source: paper-loop rule 5, layout version 1.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from organizer_app.domain.sheets import LAYOUT

FORMAT = "S"
CORNERS = ("A", "B")
LENGTH = 20
CODE_BITS = 35
PAGES = 1023
READABLE_LAYOUTS = frozenset({LAYOUT})
_DIGITS = "0123456789ABCDEFGHJKLMNPQRSTUVWX"  # no I and O, which people mistake
_SIGNED = 12

Outcome = Literal["ok", "forged", "stale", "unknown", "foreign"]


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What a QR said. "ok" alone may be acted on; the other fields are then what was printed.

    forged: the key does not fit, or a character was changed. stale: a layout this version does not know.
    unknown: this laptop has no such sheet yet, sync first. foreign: some other QR.
    """

    outcome: Outcome
    code: int = 0
    page: int = 0
    corner: str = ""
    layout: int = 0


def new_code() -> int:
    """A random sheet number."""
    return secrets.randbits(CODE_BITS)


def new_key() -> bytes:
    """A random key of 16 bytes for one sheet."""
    return secrets.token_bytes(16)


def encode(code: int, page: int, corner: str, key: bytes, *, layout: int = LAYOUT) -> str:
    """The text of the QR in a corner of a page. Raises ValueError for a number that does not fit."""
    if not (0 <= code < 1 << CODE_BITS and 1 <= page <= PAGES and corner in CORNERS and 0 <= layout < 32):
        raise ValueError((code, page, corner, layout))
    head = FORMAT + _base32(layout, 1) + _base32(code, 7) + _base32(page, 2) + corner
    return head + _signature(head, key)


def decode(text: str, key_of: Callable[[int], bytes | None]) -> SheetCode:
    """What a QR text says; `key_of` gives the key of a sheet number, None for a sheet that is not here."""
    if len(text) != LENGTH or text[0] != FORMAT or text[11] not in CORNERS:
        return SheetCode("foreign")
    try:
        layout, code, page = _number(text[1]), _number(text[2:9]), _number(text[9:11])
        _number(text[_SIGNED:])
    except ValueError:
        return SheetCode("foreign")
    found = (code, page, text[11], layout)
    if layout not in READABLE_LAYOUTS:
        return SheetCode("stale", *found)
    key = key_of(code)
    if key is None:
        return SheetCode("unknown", *found)
    if page < 1 or not hmac.compare_digest(_signature(text[:_SIGNED], key), text[_SIGNED:]):
        return SheetCode("forged", *found)
    return SheetCode("ok", *found)


def code_text(code: int) -> str:
    """The sheet number as people read it out: "2F7-K3M9"."""
    digits = _base32(code, 7)
    return f"{digits[:3]}-{digits[3:]}"


def _signature(head: str, key: bytes) -> str:
    return _base32(int.from_bytes(hmac.digest(key, head.encode("ascii"), hashlib.sha256)[:5]), 8)


def _base32(value: int, width: int) -> str:
    return "".join(_DIGITS[value >> 5 * place & 31] for place in reversed(range(width)))


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value << 5 | _DIGITS.index(digit)
    return value
