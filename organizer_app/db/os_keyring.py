"""The operating system's own safe, when there is one that deserves the name."""

import secrets
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "field-organizer"

# Never keyrings.alt: it keeps base64 text in a file and makes itself the default wherever it is installed.
KNOWN_GOOD = (
    "keyring.backends.Windows",
    "keyring.backends.macOS",
    "keyring.backends.SecretService",
    "keyring.backends.libsecret",
    "keyring.backends.kwallet",
)


def find(known: Collection[str] = KNOWN_GOOD) -> "KeyringBackend | None":
    """A keyring from the modules in `known` that keeps and gives back a probe, or None. Takes up to 0.3 s."""
    import keyring  # a tenth of a second, which a start with a passphrase need not pay
    from keyring.backend import KeyringBackend

    chosen = keyring.get_keyring()
    for backend in (chosen, *getattr(chosen, "backends", ())):  # a chainer holds several, best first
        if type(backend).__module__ in known and isinstance(backend, KeyringBackend):
            if hasattr(backend, "persist"):
                backend.persist = "local machine"  # Windows' default roams with the domain profile
            if _keeps(backend):
                return backend
    return None


def read(backend: "KeyringBackend", account: str) -> bytes | None:
    """The secret kept for this account; None when there is none or the safe stays locked."""
    try:
        text = backend.get_password(SERVICE, account)
        return bytes.fromhex(text) if text else None
    except Exception:  # each backend has its own errors, and none of them is a reason not to ask for the passphrase
        return None


def write(backend: "KeyringBackend", account: str, secret: bytes) -> bool:
    """Keeps the secret; False when the safe refused."""
    try:
        backend.set_password(SERVICE, account, secret.hex())
    except Exception:  # as in read
        return False
    return read(backend, account) == secret


def forget(backend: "KeyringBackend", account: str) -> None:
    """Removes the secret, if it is there."""
    try:
        backend.delete_password(SERVICE, account)
    except Exception:  # as in read: what can't be removed was not there or opens nothing any more
        return


def _keeps(backend: "KeyringBackend") -> bool:
    probe = secrets.token_bytes(8)
    kept = write(backend, f"probe-{probe.hex()}", probe)
    forget(backend, f"probe-{probe.hex()}")
    return kept
