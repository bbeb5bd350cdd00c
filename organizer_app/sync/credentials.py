"""What this laptop keeps of its HQ: address, keys, its own name and keys there, and the token.

The token lies in the operating system's keyring; where none answers, in the encrypted database. Everything else is in
the database, because a file for HQ must be written without a keyring, too.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from organizer_app.db import facts, os_keyring
from organizer_app.wire import seal

ADDRESS, DEVICE = "hq", "device"
HQ_SIGN, HQ_BOX, CERTIFICATE = "hq_sign", "hq_box", "hq_certificate"
OWN_KEYS, PENDING_KEYS = "own_keys", "pending_keys"
TOKEN, TOKEN_AT = "token", "token_at"
_ALL = (ADDRESS, DEVICE, CERTIFICATE, OWN_KEYS, PENDING_KEYS, TOKEN, TOKEN_AT)


@dataclass(frozen=True)
class Hq:
    """The HQ that this laptop has joined. `certificate` is the SHA-256 of the one it is pinned to, or empty.

    `token_at`: since when the token is in use, ms by this laptop's clock.
    """

    address: str
    device: str
    hq_sign: str
    hq_box: str
    keys: seal.Keys
    certificate: str = ""
    token_at: int = 0


def joined(connection: Any) -> Hq | None:
    """The HQ of this laptop; None before it joined. `connection` is a raw one."""
    device = facts.get(connection, DEVICE)
    if not device:
        return None
    return Hq(
        address=facts.get(connection, ADDRESS),
        device=device,
        hq_sign=facts.get(connection, HQ_SIGN),
        hq_box=facts.get(connection, HQ_BOX),
        keys=seal.keys_from(facts.get(connection, OWN_KEYS)),
        certificate=facts.get(connection, CERTIFICATE),
        token_at=int(facts.get(connection, TOKEN_AT, "0")),
    )


def keys_for_joining(connection: Any) -> seal.Keys:
    """New keys, kept until joining is through: when the answer is lost, HQ knows the same laptop by them."""
    kept = facts.get(connection, PENDING_KEYS)
    if kept:
        return seal.keys_from(kept)
    keys = seal.new_keys()
    facts.put(connection, PENDING_KEYS, seal.keys_text(keys))
    return keys


def save(connection: Any, hq: Hq) -> None:
    """Keeps an HQ that was joined, inside the caller's transaction."""
    for name, value in (
        (ADDRESS, hq.address),
        (DEVICE, hq.device),
        (HQ_SIGN, hq.hq_sign),
        (HQ_BOX, hq.hq_box),
        (CERTIFICATE, hq.certificate),
        (OWN_KEYS, seal.keys_text(hq.keys)),
        (TOKEN_AT, hq.token_at),
        (PENDING_KEYS, ""),
    ):
        facts.put(connection, name, value)


def keep_in_keyring(device: str, token: str, *, known: Collection[str] = os_keyring.KNOWN_GOOD) -> bool:
    """Keeps the token in this computer's keyring; False when it has no good one. Takes up to 0.3 s."""
    backend = os_keyring.find(known)
    return backend is not None and os_keyring.write(backend, _account(device), token.encode())


def keep_token(connection: Any, token: str, *, in_keyring: bool, now: int) -> None:
    """Notes a new token, in the database itself unless the keyring took it."""
    facts.put(connection, TOKEN, "" if in_keyring else token)
    facts.put(connection, TOKEN_AT, now)


def token_in_database(connection: Any) -> str:
    """The token, where no keyring took it; else ""."""
    return facts.get(connection, TOKEN)


def token_in_keyring(device: str, *, known: Collection[str] = os_keyring.KNOWN_GOOD) -> str:
    """The token in this computer's keyring, or "": the data may have come from another computer. Up to 0.3 s."""
    backend = os_keyring.find(known)
    secret = os_keyring.read(backend, _account(device)) if backend else None
    return secret.decode() if secret else ""


def forget(connection: Any) -> None:
    """Forgets HQ's address and everything this laptop was to it; HQ's keys stay, to know the same HQ again."""
    for name in _ALL:
        facts.put(connection, name, "")


def forget_in_keyring(device: str, *, known: Collection[str] = os_keyring.KNOWN_GOOD) -> None:
    """Removes the token from this computer's keyring, if it is there."""
    backend = os_keyring.find(known)
    if backend is not None:
        os_keyring.forget(backend, _account(device))


def _account(device: str) -> str:
    return f"hq-{device}"
