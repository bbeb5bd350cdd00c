"""A file sealed with a passphrase, written and read as a stream: scrypt, then ChaCha20-Poly1305 in pieces.

Each piece is sealed with its number and whether it is the last, so that none can be left out, swapped or cut off.
"""

import io
import secrets
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

MAGIC = b"organizer-hq backup 1\n"
COST = 2**16  # 64 MB and a tenth of a second a guess
PIECE = 1 << 20
_SALT, _TAG, _NONCE = 16, 16, 12

CUT = N_("{file} is damaged or was cut off. Use another backup.")


class SealedWriter(io.RawIOBase):
    """Seals what is written into `target`; whole only after `close`, and never when left by an error."""

    def __init__(self, target: IO[bytes], passphrase: str) -> None:
        salt = secrets.token_bytes(_SALT)
        self._cipher, self._target, self._number = _cipher(passphrase, salt), target, 0
        self._waiting = bytearray()
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: "bytes | bytearray | memoryview", /) -> int:  # type: ignore[override]  # all that is written here is bytes
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        """Writes the last piece; without it the file counts as cut off."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._target.write(self._cipher.encrypt(_nonce(self._number, last), piece, MAGIC))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Opens what SealedWriter wrote. Raises RuleBroken for a wrong passphrase and for damage."""

    def __init__(self, source: IO[bytes], passphrase: str, name: object) -> None:
        self._source, self._name, self._number = source, name, 0
        if source.read(len(MAGIC)) != MAGIC:
            raise RuleBroken(N_("{file} is not a backup of HQ."), file=name)
        self._cipher = _cipher(passphrase, source.read(_SALT))
        self._next = source.read(PIECE + _TAG)
        self._open, self._ended = b"", False
        self._advance()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "bytearray | memoryview", /) -> int:  # type: ignore[override]  # readers here pass these
        while not self._open and not self._ended:
            self._advance()
        taken = self._open[: len(buffer)]
        self._open = self._open[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def drain(self) -> None:
        """Reads to the end, so that a file that was cut off is noticed. Raises RuleBroken."""
        while not self._ended:
            self._advance()

    def _advance(self) -> None:
        piece, self._next = self._next, self._source.read(PIECE + _TAG)
        last = not self._next
        try:
            self._open = self._cipher.decrypt(_nonce(self._number, last), piece, MAGIC)
        except (InvalidTag, ValueError):
            sentence = CUT if self._number else N_("The passphrase doesn't open {file}, or the file is damaged.")
            raise RuleBroken(sentence, file=self._name) from None
        self._number += 1
        self._ended = last


def _cipher(passphrase: str, salt: bytes) -> ChaCha20Poly1305:
    """The salt is new for each file, so the key is too, and a nonce needs to be unique only within the file."""
    return ChaCha20Poly1305(Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode()))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(_NONCE - 1, "big") + bytes([last])
