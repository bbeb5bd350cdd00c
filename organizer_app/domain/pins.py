"""The rules of a PIN: a lock on the screen and no encryption. Loaded where one is typed: it brings OpenSSL with it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from itertools import pairwise

from organizer_app.domain.digits import latin_digits
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

COST = 2**15  # scrypt's n: 32 MB and a tenth of a second a guess
SHORTEST, LONGEST = 4, 6
FREE_TRIES = 5
FIRST_WAIT, LONGEST_WAIT = 30_000, 900_000  # ms, after the free tries and at most


@dataclass(frozen=True, slots=True)
class Pin:
    """A stretched PIN, as it is kept on this laptop alone."""

    salt: bytes
    digest: bytes
    cost: int


def clean_pin(text: str) -> str:
    """A new PIN in digits 0 to 9. Raises RuleBroken for one that is too short or too easy to guess."""
    pin = latin_digits("".join(text.split()))
    if not (pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST):
        raise RuleBroken(N_("PIN: use {low} to {high} digits."), low=SHORTEST, high=LONGEST)
    steps = {int(b) - int(a) for a, b in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise RuleBroken(N_("PIN: {pin} is the first that anybody tries. Use other digits."), pin=pin)
    return pin


def sealed(pin: str) -> Pin:
    """A clean PIN, stretched with a salt of its own."""
    salt = secrets.token_bytes(16)
    return Pin(salt, _stretch(pin, salt, COST), COST)


def opens(pin: str, kept: Pin) -> bool:
    """Whether a typed PIN is the one that was kept."""
    typed = latin_digits("".join(pin.split()))
    return hmac.compare_digest(_stretch(typed, kept.salt, kept.cost), kept.digest)


def _stretch(pin: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=cost, r=8, p=1, maxmem=cost * 1024 + 2**20, dklen=32)


def wait_ms(tries: int, tried_at: int, now: int) -> int:
    """How long the next try has to wait (ms), after so many wrong ones: doubled each time, 15 minutes at most."""
    if tries < FREE_TRIES:
        return 0
    whole = min(FIRST_WAIT << min(tries - FREE_TRIES, 10), LONGEST_WAIT)
    return max(0, min(whole, tried_at + whole - now))  # a clock that was set back lets nobody wait for ever
