"""The envelope: a small file beside the database that holds its key, wrapped once for each way to open it."""

import secrets
from pathlib import Path
from typing import Annotated

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from organizer_app.db.connect import KEY_BYTES, explain
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_

ENVELOPE = "organizer.key"
VERSION = 1
PASSPHRASE_COST = 2**16  # 64 MB and a tenth of a second a guess
RECOVERY_COST = 2**10  # 150 random bits need no slowing down
_NONCE, _TAG = 12, 16
_Sealed = Annotated[bytes, msgspec.Meta(min_length=_NONCE + KEY_BYTES + _TAG, max_length=_NONCE + KEY_BYTES + _TAG)]
_Cost = Annotated[int, msgspec.Meta(ge=0, le=2**20)]  # a planted file can't ask for all the memory there is


class Slot(msgspec.Struct, frozen=True):
    """The data key sealed under one secret. `cost` is scrypt's n; 0 when the secret is itself a key."""

    sealed: _Sealed
    salt: bytes = b""
    cost: _Cost = 0


class Envelope(msgspec.Struct, frozen=True):
    """All slots of one data key. `id` names the data key for good; `digest` tells damage from a wrong passphrase."""

    version: int
    id: str
    slots: dict[str, Slot]
    digest: str = ""


def seal(envelope_id: str, name: str, data_key: bytes, secret: bytes, cost: int) -> Slot:
    """The data key under `secret`; with cost 0 the secret is a key of 32 bytes, else it is stretched by scrypt."""
    salt = secrets.token_bytes(16) if cost else b""
    nonce = secrets.token_bytes(_NONCE)
    cipher = ChaCha20Poly1305(_stretch(secret, salt, cost))
    return Slot(nonce + cipher.encrypt(nonce, data_key, _label(envelope_id, name)), salt, cost)


def unseal(envelope: Envelope, name: str, secret: bytes) -> bytes | None:
    """The data key, or None when the secret is not the one of this slot."""
    slot = envelope.slots[name]
    cipher = ChaCha20Poly1305(_stretch(secret, slot.salt, slot.cost))
    try:
        return cipher.decrypt(slot.sealed[:_NONCE], slot.sealed[_NONCE:], _label(envelope.id, name))
    except InvalidTag:
        return None


def read(file: Path) -> Envelope:
    """The envelope in the file. Raises RuleBroken when it is missing, damaged or of a later version."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        raise RuleBroken(
            N_("The key file {file} is missing. Put it back, or restore a backup: every backup carries a copy."),
            file=file,
        ) from None
    except OSError as error:
        raise explain(error, file) or error from error
    return decode(data, file)


def decode(data: bytes, file: Path) -> Envelope:
    """As `read`, from bytes that came out of `file`."""
    try:
        envelope = msgspec.json.decode(data, type=Envelope)
    except msgspec.DecodeError:  # wrong types are decode errors too
        envelope = None
    if envelope and envelope.version > VERSION:
        raise RuleBroken(
            N_("The key file {file} was written by a newer version of this program. Install that version."), file=file
        )
    if not envelope or envelope.digest != _digest(envelope):
        raise RuleBroken(
            N_("The key file {file} is damaged. Restore a backup of the data: every backup carries a copy."), file=file
        )
    return envelope


def encode(envelope: Envelope) -> bytes:
    """The envelope as JSON a person can look at, with its digest."""
    whole = msgspec.structs.replace(envelope, digest=_digest(envelope))
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def write(file: Path, envelope: Envelope) -> None:
    """Puts the envelope in the file, whole or not at all. Raises RuleBroken when the folder can't be written."""
    try:
        write_whole(file, encode(envelope), mode=0o600)
    except OSError as error:
        raise explain(error, file) or error from error


def _stretch(secret: bytes, salt: bytes, cost: int) -> bytes:
    return Scrypt(salt=salt, length=KEY_BYTES, n=cost, r=8, p=1).derive(secret) if cost else secret


def _label(envelope_id: str, name: str) -> bytes:
    """Bound into the seal, so that a slot can't be moved to another envelope or another name."""
    return f"field-organizer/{VERSION}/{envelope_id}/{name}".encode()


def _digest(envelope: Envelope) -> str:
    bare = msgspec.structs.replace(envelope, digest="")
    made = Hash(SHA256())  # not hashlib's, which would load another OpenSSL, 3.5 MB, at every start
    made.update(msgspec.json.encode(bare, order="deterministic"))
    return made.finalize().hex()
