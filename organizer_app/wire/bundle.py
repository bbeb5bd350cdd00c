"""Exchanges in a file: the same bodies as over HTTP, one JSON line each, packed, sealed to the reader and proven.

A file is a line of magic, a header as JSON, the proof in hexadecimal digits, then the sealed bytes. The header can be
read without a key, so that HQ knows whose signature to expect; seal and proof hold for exactly that header. Nothing is
opened or unpacked before the proof was checked.
"""

import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from gzip import GzipFile
from typing import Any, Literal, TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec import Struct

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.wire import seal
from organizer_app.wire.joining import PublicKey
from organizer_app.wire.protocol import MAX_ROWS, Answer, Exchange, Int, Key, Refusal, exchange_from

T = TypeVar("T")
MAGIC = b"field-organizer bundle 1\n"
ENDING = ".organizer-sync"
MAX_FILE = 256 << 20
MAX_INFLATED = 2 << 30
MAX_LINE = 64 << 20
_MAX_HEAD = 2_000
_PIECE = 1 << 20
_PACKING = 6

DAMAGED = N_("{file} is damaged or is no file of this program. Copy it again, or write it again where it came from.")
NOT_FOR_US = N_("{file} is for another HQ or another laptop. Nothing was changed.")
TOO_LARGE = N_("{file} is too large to be read here. Nothing was changed.")


class Header(Struct, frozen=True):
    """Who wrote a file for whom: `exchange` by this device for the HQ with this key, or HQ's `answer` to it.

    `at` in ms UTC by the writer's clock.
    """

    kind: Literal["exchange", "answer"]
    device: Key
    hq_box: PublicKey
    at: Int


class Said(Struct, frozen=True):
    """A refusal as it stands in an answer file."""

    status: int
    type: str
    title: str
    detail: str = ""
    extra: dict[str, Any] = {}


class Reply(Struct, frozen=True):
    """One line of an answer file: the request it answers, its ops without their fields, and what HQ said to it."""

    request: Exchange
    answer: Answer | None = None
    refusal: Said | None = None


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file taken apart, nothing proven and nothing opened yet. `name` is what errors call it."""

    name: str
    header: Header
    about: bytes
    proof: bytes
    body: bytes


def write_requests(requests: Iterable[Exchange], header: Header, keys: seal.Keys) -> bytes:
    """A laptop's file for HQ: exchanges in the order in which its ops were made."""
    sealed, about = _pack(map(msgspec.json.encode, requests), header, header.hq_box)
    return _whole(about, seal.sign(sealed, keys.sign, about), sealed)


def write_replies(replies: Iterable[Reply], header: Header, *, hq_key: X25519PrivateKey, to: str) -> bytes:
    """HQ's file for a laptop with the public key `to`."""
    sealed, about = _pack(map(msgspec.json.encode, replies), header, to)
    return _whole(about, seal.shared_proof(sealed, hq_key, to, about), sealed)


def take_apart(data: bytes, name: str) -> Sealed:
    """The parts of a file. Raises RuleBroken when it is none of ours."""
    if len(data) > MAX_FILE:
        raise RuleBroken(TOO_LARGE, file=name)
    stream = io.BytesIO(data)
    magic, about, proof = (stream.readline(_MAX_HEAD) for _ in range(3))
    try:
        header, raw = msgspec.json.decode(about, type=Header), bytes.fromhex(proof.decode())
        if (magic, proof) != (MAGIC, raw.hex().encode() + b"\n"):
            raise ValueError
        return Sealed(name, header, about, raw, stream.read())
    except ValueError:  # msgspec's and the codecs' errors are ValueErrors, too
        raise RuleBroken(DAMAGED, file=name) from None


def read_requests(sealed: Sealed, *, hq_key: X25519PrivateKey, sign_pub: str) -> list[Exchange]:
    """What a laptop with this public key wrote. Raises RuleBroken."""
    if not seal.is_signed(sealed.body, sealed.proof, sign_pub, sealed.about):
        raise RuleBroken(DAMAGED, file=sealed.name)
    return list(_lines(sealed, hq_key, exchange_from))


def read_replies(sealed: Sealed, *, key: X25519PrivateKey) -> list[Reply]:
    """What HQ answered to the laptop with this key. Raises RuleBroken."""
    if not seal.is_proven(sealed.body, sealed.proof, key, sealed.header.hq_box, sealed.about):
        raise RuleBroken(DAMAGED, file=sealed.name)
    return list(_lines(sealed, key, msgspec.json.Decoder(Reply).decode))


def replies(handle: Callable[[Exchange], Answer], requests: Iterable[Exchange]) -> Iterator[Reply]:
    """HQ's answers to a file: every push first, then all that is new for the laptop, in pages.

    A refusal ends it: later exchanges would be refused for the same reason, and the laptop's next file repeats them.
    """
    asked = list(requests)
    for number, request in enumerate(asked):
        last = number == len(asked) - 1
        request.max = MAX_ROWS if last else 0
        while True:
            try:
                answer = handle(request)
            except Refusal as refusal:
                said = Said(refusal.status, refusal.type, refusal.title, refusal.detail, refusal.extra)
                yield Reply(_bare(request), refusal=said)
                return
            yield Reply(_bare(request), answer=answer)
            if not (last and answer.more and answer.cur != request.cur):
                break
            request = msgspec.structs.replace(request, prev="", ops=[], want=[], chk={}, cur=answer.cur)


def _bare(request: Exchange) -> Exchange:
    return msgspec.structs.replace(request, ops=[msgspec.structs.replace(op, f={}) for op in request.ops])


def _pack(lines: Iterable[bytes], header: Header, to: str) -> tuple[bytes, bytes]:
    """The sealed bytes, and the header line they are sealed under."""
    about = msgspec.json.encode(header) + b"\n"
    packed = io.BytesIO()
    with GzipFile(fileobj=packed, mode="wb", compresslevel=_PACKING, mtime=0) as target:
        for line in lines:
            target.write(line + b"\n")
    return seal.seal(packed.getvalue(), to, about), about


def _whole(about: bytes, proof: bytes, sealed: bytes) -> bytes:
    return b"".join((MAGIC, about, proof.hex().encode(), b"\n", sealed))


def _lines(sealed: Sealed, key: X25519PrivateKey, decode: Callable[[bytes], T]) -> Iterator[T]:
    packed = seal.unseal(sealed.body, key, sealed.about)
    if packed is None:
        raise RuleBroken(NOT_FOR_US, file=sealed.name)
    try:
        for line in _unpacked(packed, sealed.name):
            yield decode(line)
    except (zlib.error, ValueError, RecursionError, Refusal):  # msgspec's errors are ValueErrors
        raise RuleBroken(DAMAGED, file=sealed.name) from None


def _unpacked(packed: bytes, name: str) -> Iterator[bytes]:
    """The lines of gzip data, never more at once than one line. Raises RuleBroken, ValueError or zlib.error."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    rest, size, waiting = packed, 0, b""
    while not unpacker.eof:
        piece = unpacker.decompress(rest, _PIECE)
        rest = unpacker.unconsumed_tail
        size += len(piece)
        *whole, waiting = (waiting + piece).split(b"\n")
        if size > MAX_INFLATED or len(waiting) > MAX_LINE:
            raise RuleBroken(TOO_LARGE, file=name)
        yield from whole
        if not piece and not rest and not unpacker.eof:
            raise ValueError("cut off")
    if waiting or unpacker.unused_data:
        raise ValueError("more after the end")
