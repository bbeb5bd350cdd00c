"""Marks in a file, from one laptop to another at the same camp: packed, and locked with a short code.

The code is shown on the screen of the laptop that wrote the file and typed on the other; it stands in no file. A file
is a line of magic with the version, 16 bytes of salt, 12 of nonce, the SHA-256 of the rest, then gzip JSON under
ChaCha20-Poly1305. The digest tells damage from a wrong code. The key is stretched from the code by scrypt at a cost
that belongs to the version, so that no file can ask for more memory.
"""

import hashlib
import secrets
import unicodedata
import zlib
from typing import Annotated, Literal

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from msgspec import Meta, Struct

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.wire.joining import ALPHABET
from organizer_app.wire.protocol import Count, Word

VERSION = 1
ENDING = ".organizer-marks"
MAX_FILE = 16 << 20
MAX_UNPACKED = 64 << 20
CODE_SIGNS, GROUP = 8, 4  # 40 random bits: at a tenth of a second a guess, thousands of years
COST = 2**16  # 64 MB and a tenth of a second
START, _MAGIC = b"field-organizer marks ", b"field-organizer marks %d\n"
_MAX_MAGIC = len(START) + 8
_SALT, _NONCE, _DIGEST = 16, 12, 32
_GZIP = zlib.MAX_WBITS | 16
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})

FOREIGN = N_("{file} is no file of marks. Choose the file that the other laptop wrote.")
NEWER = N_("{file} was written by a newer version of this program. Install that version here, then read it again.")
DAMAGED = N_("{file} is damaged or cut off. Copy it again from the other laptop.")
TOO_LARGE = N_("{file} is too large for a file of marks. Nothing was changed.")
WRONG_CODE = N_("This code does not open {file}. Compare it with the screen of the other laptop.")
SHORT_CODE = N_("The code has {count} letters and digits; it needs {needed}. Compare it with the other screen.")

Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
Text = Annotated[str, Meta(max_length=500)]


class Mark(Struct, frozen=True, array_like=True):
    """A mark as its record has it; `gone` when it was taken back. `at` is when that was decided, ms UTC."""

    session: Id
    member: Id
    mark: Literal["present", "absent", "late", "excused"]
    how: Word
    sheet: Id | None
    at: Count
    by: Word
    gone: bool = False


class Listed(Struct, frozen=True, array_like=True):
    """An invitation that came or changed at the desk: a walk-in, a substitute, or somebody stood in for."""

    member: Id
    state: Literal["invited", "confirmed", "declined", "substituted"]
    walk_in: bool
    serial: Annotated[int, Meta(ge=1, le=10**6)] | None
    stands_for: Id | None


class Phone(Struct, frozen=True, omit_defaults=True):
    """A phone as the roster keeps it."""

    number: Word = ""
    kind: Word = ""
    problem: Word = ""
    raw: Word | None = None


class Person(Struct, frozen=True, omit_defaults=True):
    """Somebody who was added at the desk, so that the other laptop can't know them: what the desk asks for."""

    id: Id
    name: Annotated[str, Meta(min_length=1, max_length=500)]
    name_other: Text = ""
    name_other_state: Word = ""
    honorific: Word = ""
    guardian: Text = ""
    relation: Word = ""
    gender: Word = ""
    birth_year: Annotated[int, Meta(ge=1800, le=2200)] | None = None
    phones: Annotated[list[Phone], Meta(max_length=20)] = []
    place: Text = ""
    area: Id | None = None
    status: Word = "member"
    source: Text = ""


class Marks(Struct, frozen=True):
    """What is in a file: one camp's marks, who wrote them, and when by that laptop's clock (ms UTC)."""

    camp: Id
    title: Text
    writer: Word
    at: Count
    marks: Annotated[list[Mark], Meta(max_length=500_000)] = []
    listed: Annotated[list[Listed], Meta(max_length=100_000)] = []
    people: Annotated[list[Person], Meta(max_length=100_000)] = []


def new_code() -> str:
    """A code for one file, as the screen shows it: two groups of four signs."""
    signs = [secrets.choice(ALPHABET) for _place in range(CODE_SIGNS)]
    return "-".join("".join(signs[i : i + GROUP]) for i in range(0, CODE_SIGNS, GROUP))


def read_code(text: str) -> str:
    """The signs of a code however it was typed: case, spaces, dashes, Devanagari digits, O for 0, I or L for 1.

    Raises RuleBroken when some are missing or too many.
    """
    typed = unicodedata.normalize("NFKC", text).upper().translate(_MISREAD)
    latin = (str(unicodedata.decimal(sign, sign)) for sign in typed)
    signs = "".join(sign for sign in latin if sign in ALPHABET)
    if len(signs) != CODE_SIGNS:
        raise RuleBroken(SHORT_CODE, count=len(signs), needed=CODE_SIGNS)
    return signs


def pack(marks: Marks, code: str) -> bytes:
    """The file. Raises RuleBroken for something that is no code."""
    packer = zlib.compressobj(level=6, wbits=_GZIP)
    packed = packer.compress(msgspec.json.encode(marks)) + packer.flush()
    head = _MAGIC % VERSION + secrets.token_bytes(_SALT)
    nonce = secrets.token_bytes(_NONCE)
    sealed = _cipher(code, head[-_SALT:]).encrypt(nonce, packed, head)
    return head + nonce + hashlib.sha256(head + nonce + sealed).digest() + sealed


def unpack(data: bytes, code: str, name: str) -> Marks:
    """What is in a file that errors call `name`. Raises RuleBroken for a wrong code and any file it can't be."""
    if len(data) > MAX_FILE:
        raise RuleBroken(TOO_LARGE, file=name)
    magic = _magic(data, name)
    parts = data[len(magic) :]
    salt, nonce = parts[:_SALT], parts[_SALT : _SALT + _NONCE]
    digest, sealed = parts[_SALT + _NONCE :][:_DIGEST], parts[_SALT + _NONCE + _DIGEST :]
    if digest != hashlib.sha256(magic + salt + nonce + sealed).digest():
        raise RuleBroken(DAMAGED, file=name)
    try:
        packed = _cipher(code, salt).decrypt(nonce, sealed, magic + salt)
    except InvalidTag:
        raise RuleBroken(WRONG_CODE, file=name) from None
    try:
        return msgspec.json.decode(_unpacked(packed, name), type=Marks)
    except (zlib.error, ValueError, RecursionError):  # msgspec's errors are ValueErrors
        raise RuleBroken(DAMAGED, file=name) from None


def _magic(data: bytes, name: str) -> bytes:
    """The first line. Raises RuleBroken when it is of another program, or of a later version of this one."""
    line, newline, _rest = data[:_MAX_MAGIC].partition(b"\n")
    number = line.removeprefix(START)
    if not line.startswith(START) or not newline or not number.isdigit():
        raise RuleBroken(DAMAGED if line and START.startswith(line[: len(START)]) else FOREIGN, file=name)
    if int(number) != VERSION:
        raise RuleBroken(NEWER, file=name)
    return line + newline


def _cipher(code: str, salt: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(read_code(code).encode()))


def _unpacked(packed: bytes, name: str) -> bytes:
    """gzip data, never more than the limit. Raises RuleBroken, ValueError or zlib.error."""
    unpacker = zlib.decompressobj(_GZIP)
    plain = unpacker.decompress(packed, MAX_UNPACKED + 1)
    if len(plain) > MAX_UNPACKED:
        raise RuleBroken(TOO_LARGE, file=name)
    if not unpacker.eof or unpacker.unused_data:
        raise ValueError("cut off, or more after the end")
    return plain
