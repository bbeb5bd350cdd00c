"""HQ's own keys: Ed25519 signs orders, X25519 opens what laptops seal to HQ."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.words import N_
from organizer_app.wire.joining import PublicKey

FILE = "hq-keys.json"


class _Stored(msgspec.Struct, frozen=True, omit_defaults=True):
    sign_pub: PublicKey
    box_pub: PublicKey
    box: PublicKey
    sign: str = ""


@dataclass(frozen=True)
class HqKeys:
    """`sign` is None on a server whose signing key is kept elsewhere; public keys are 64 hexadecimal digits."""

    sign_pub: str
    box_pub: str
    box: X25519PrivateKey
    sign: Ed25519PrivateKey | None


def make(folder: Path, sign_key: Path | None = None) -> HqKeys:
    """The folder's keys, made when there are none; a new signing key goes to the file `sign_key` when one is named."""
    if not (folder / FILE).exists():
        sign, box = Ed25519PrivateKey.generate(), X25519PrivateKey.generate()
        stored = _Stored(
            sign_pub=sign.public_key().public_bytes_raw().hex(),
            box_pub=box.public_key().public_bytes_raw().hex(),
            box=box.private_bytes_raw().hex(),
            sign="" if sign_key else sign.private_bytes_raw().hex(),
        )
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if sign_key:
            write_whole(sign_key, sign.private_bytes_raw().hex().encode() + b"\n")
        write_whole(folder / FILE, encode(stored))
    return load(folder)


def encode(stored: _Stored) -> bytes:
    """The key file's bytes."""
    return msgspec.json.format(msgspec.json.encode(stored), indent=1) + b"\n"


def load(folder: Path) -> HqKeys:
    """The folder's keys. Raises RuleBroken when they are missing or damaged."""
    file = folder / FILE
    try:
        stored = msgspec.json.decode(file.read_bytes(), type=_Stored)
        sign = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored.sign)) if stored.sign else None
        box = X25519PrivateKey.from_private_bytes(bytes.fromhex(stored.box))
    except FileNotFoundError:
        raise RuleBroken(
            N_("There is no HQ in {folder} yet. Run “organizer-hq init” first, or name the folder with --data."),
            folder=folder,
        ) from None
    except ValueError:
        raise RuleBroken(
            N_("The key file {file} is damaged. Restore a backup of HQ: every backup carries it."), file=file
        ) from None
    return HqKeys(stored.sign_pub, stored.box_pub, box, sign)


def signing(keys: HqKeys, file: Path | None) -> Ed25519PrivateKey:
    """The key that signs orders, from `file` when it is kept elsewhere. Raises RuleBroken when it is not HQ's."""
    if file is None and keys.sign is not None:
        return keys.sign
    if file is None:
        raise RuleBroken(N_("HQ's signing key is kept elsewhere. Name its file with --sign-key."))
    try:
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(file.read_text("ascii").strip()))
    except (OSError, ValueError):
        raise RuleBroken(N_("{file} is not a signing key."), file=file) from None
    if key.public_key().public_bytes_raw().hex() != keys.sign_pub:
        raise RuleBroken(N_("{file} is not this HQ's signing key."), file=file)
    return key
