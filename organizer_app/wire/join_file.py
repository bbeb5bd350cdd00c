"""Joining by file, for a laptop without a line: what HQ hands out, the laptop's request, HQ's answer.

A file is a line of magic, a header as JSON, and a body. HQ's own file is open: the printed code carries the fingerprint
of the keys in it. The request is sealed to HQ, the answer to the laptop, with a proof that only HQ could make.
"""

from typing import Final, Literal, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.wire import seal
from organizer_app.wire.joining import Enrol, Enrolled, Name, Offer, PublicKey, Schemas

MAGIC = b"field-organizer joining 1\n"
ENDING = ".organizer-join"
MAX_FILE = 1 << 20
HQ: Final = "hq"
REQUEST: Final = "request"
ANSWER: Final = "answer"
_MAX_HEAD = 1_000
_PROOF = 32

DAMAGED = N_("{file} is damaged or is no file for joining. Copy it again from where it was written.")
NOT_FOR_US = N_("{file} is for another HQ or another laptop, or was read before. Nothing was changed.")
_OTHER_KIND = {
    HQ: N_("{file} is what HQ hands out before joining. Choose the file that was written after it."),
    REQUEST: N_("{file} is a laptop's request to join. Carry it to HQ, which answers with another file."),
    ANSWER: N_("{file} is HQ's answer to a request to join. Read it on the laptop that asked."),
}

T = TypeVar("T")


class Header(Struct, frozen=True):
    """What a file is, and the key of the HQ it is of or for."""

    kind: Literal["hq", "request", "answer"]
    hq_box: PublicKey


class PublicHq(Struct, frozen=True):
    """What HQ hands out: its address and keys, what it speaks, and its certificate's SHA-256 where that is pinned."""

    address: Name
    protocols: list[int]
    schema: Schemas
    hq_sign: PublicKey
    hq_box: PublicKey
    certificate: str = ""


class Admitted(Struct, frozen=True):
    """HQ's answer: what `enrol` answers over the line, and what comes."""

    enrolled: Enrolled
    offer: Offer


def write_hq(public: PublicHq) -> bytes:
    """HQ's own file."""
    return _about(HQ, public.hq_box) + msgspec.json.format(msgspec.json.encode(public), indent=1) + b"\n"


def read_hq(data: bytes, name: str) -> PublicHq:
    """HQ's own file, as far as nobody changed it: compare the fingerprint. Raises RuleBroken."""
    _header, body = _take_apart(data, name, HQ)
    return _decoded(body, PublicHq, name)


def write_request(wish: Enrol, hq_box: str) -> bytes:
    """A laptop's request; HQ alone reads the code in it."""
    about = _about(REQUEST, hq_box)
    return about + seal.seal(msgspec.json.encode(wish), hq_box, about)


def read_request(data: bytes, name: str, *, hq_key: X25519PrivateKey, hq_box: str) -> Enrol:
    """What a laptop asks. Raises RuleBroken."""
    header, body = _take_apart(data, name, REQUEST)
    plain = seal.unseal(body, hq_key, _about(REQUEST, hq_box)) if header.hq_box == hq_box else None
    if plain is None:
        raise RuleBroken(NOT_FOR_US if header.hq_box != hq_box else DAMAGED, file=name)
    return _decoded(plain, Enrol, name)


def write_answer(admitted: Admitted, *, hq_key: X25519PrivateKey, hq_box: str, to: str) -> bytes:
    """HQ's answer to the laptop with the public key `to`."""
    about = _about(ANSWER, hq_box)
    sealed = seal.seal(msgspec.json.encode(admitted), to, about)
    return about + seal.shared_proof(sealed, hq_key, to, about) + sealed


def read_answer(data: bytes, name: str, *, key: X25519PrivateKey, hq_box: str) -> Admitted:
    """HQ's answer to the laptop with this key. Raises RuleBroken."""
    header, body = _take_apart(data, name, ANSWER)
    proof, sealed, about = body[:_PROOF], body[_PROOF:], _about(ANSWER, header.hq_box)
    if header.hq_box != hq_box or not seal.is_proven(sealed, proof, key, hq_box, about):
        raise RuleBroken(NOT_FOR_US, file=name)
    plain = seal.unseal(sealed, key, about)
    if plain is None:
        raise RuleBroken(NOT_FOR_US, file=name)
    return _decoded(plain, Admitted, name)


def _about(kind: Literal["hq", "request", "answer"], hq_box: str) -> bytes:
    return MAGIC + msgspec.json.encode(Header(kind, hq_box)) + b"\n"


def _take_apart(data: bytes, name: str, kind: str) -> tuple[Header, bytes]:
    head, line, body = data.removeprefix(MAGIC).partition(b"\n")
    if len(data) > MAX_FILE or not data.startswith(MAGIC) or not line or len(head) > _MAX_HEAD:
        raise RuleBroken(DAMAGED, file=name)
    header = _decoded(head, Header, name)
    if header.kind != kind:
        raise RuleBroken(_OTHER_KIND[header.kind], file=name)
    return header, body


def _decoded(text: bytes, kind: type[T], name: str) -> T:
    try:
        return msgspec.json.decode(text, type=kind)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors
        raise RuleBroken(DAMAGED, file=name) from None
