"""Joining HQ: the messages of hello, enrol and token, and the code that stands on paper.

A code is 32 signs of Crockford's base 32: 80 secret bits, then 80 bits of the fingerprint of HQ's public keys (and of
its certificate, when HQ made that itself). A laptop asks `hello` for the keys, compares the fingerprint, and only then
sends the secret.
"""

import hashlib
import secrets
import unicodedata
from typing import Annotated

from msgspec import Meta, Struct

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are misread on paper
SIGNS, GROUP = 16, 4
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})

Name = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00]*$")]  # PostgreSQL stores no NUL
PublicKey = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
Secret = Annotated[str, Meta(pattern=f"^[{ALPHABET}]{{{SIGNS}}}$")]


class Schemas(Struct, frozen=True):
    """The laptop database versions HQ works with."""

    min: int
    max: int


class Hello(Struct, frozen=True):
    """What HQ says before anybody has joined. `max_body` in bytes, as sent; keys are 64 hexadecimal digits."""

    protocols: list[int]
    schema: Schemas
    gen: str
    now: int
    max_body: int
    hq_sign: str
    hq_box: str


class Enrol(Struct, frozen=True):
    """A laptop's wish to join: the secret of its code, its name, its database version and its own public keys.

    The same wish again, while its token was never used, gives a new token for the same device: an answer may be lost.
    """

    code: Secret
    device: Name
    schema: Annotated[int, Meta(ge=0, le=2**31)]
    sign_pub: PublicKey
    box_pub: PublicKey


class Enrolled(Struct, frozen=True):
    """HQ's answer. `buckets` holds (bucket, "rw" or "ro")."""

    device_id: str
    token: str
    buckets: list[tuple[str, str]]
    hq_sign: str
    hq_box: str


class Offer(Struct, frozen=True):
    """What a code brings, before it is used up: the buckets as in Enrolled, how many people and records lie in them
    now, and roughly how many bytes travel until a laptop has them.
    """

    buckets: list[tuple[str, str]]
    people: int
    records: int
    bytes: int


class NewToken(Struct, frozen=True):
    """A token in place of the present one, which stays valid until this one is first used."""

    token: str


def fingerprint(hq_sign: str, hq_box: str, certificate_sha256: str = "") -> str:
    """16 signs of the SHA-256 of HQ's keys, and of the certificate's SHA-256 (hex) where that is pinned."""
    digest = hashlib.sha256(f"field-organizer hq {hq_sign} {hq_box} {certificate_sha256}".encode()).digest()
    return _signs(int.from_bytes(digest[:10], "big"))


def new_secret() -> str:
    """80 random bits."""
    return _signs(secrets.randbits(80))


def code(secret: str, mark: str) -> str:
    """The code as it is printed: eight groups of four signs."""
    whole = secret + mark
    return "-".join(whole[i : i + GROUP] for i in range(0, len(whole), GROUP))


def read_code(text: str) -> tuple[str, str]:
    """(secret, fingerprint) of a code, however it was typed: case, spaces, dashes, O for 0, I or L for 1.

    Raises RuleBroken when signs are missing.
    """
    typed = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    signs = "".join(sign for sign in typed if sign in ALPHABET)
    if len(signs) != 2 * SIGNS:
        raise RuleBroken(
            N_("The code has {count} letters and digits; it needs {needed}. Compare it with the paper."),
            count=len(signs),
            needed=2 * SIGNS,
        )
    return signs[:SIGNS], signs[SIGNS:]


def _signs(number: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(SIGNS)))
