"""The database key: opened by the OS keyring, a passphrase or the printed recovery code.

The data key is random and never changes, so a new passphrase rewrites one small file and never the database
(docs/decisions/003-keys.md).
"""

import secrets
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path

from organizer_app.db import os_keyring
from organizer_app.db.connect import DATABASE, KEY_BYTES, explain
from organizer_app.db.envelope import (
    ENVELOPE,
    PASSPHRASE_COST,
    RECOVERY_COST,
    VERSION,
    Envelope,
    Slot,
    read,
    seal,
    unseal,
    write,
)
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_

KEYRING, PASSPHRASE, RECOVERY = "keyring", "passphrase", "recovery"

# Crockford's base 32: without I, L, O and U, which are misread on paper.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS, GROUP = 6, 5  # 30 signs of 5 bits
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def create(
    folder: Path,
    *,
    passphrase: str | None = None,
    use_keyring: bool = True,
    known: Collection[str] = os_keyring.KNOWN_GOOD,
) -> tuple[bytes, str]:
    """A new data key for an empty folder and its recovery code, which is kept nowhere: show it, print it, forget it.

    Raises RuleBroken when the folder holds data already, or when there is neither a passphrase nor a keyring.
    """
    for name in (ENVELOPE, DATABASE):
        if (folder / name).exists():
            raise RuleBroken(
                N_("{folder} already holds data: {file}. Open that data, or choose an empty folder."),
                folder=folder,
                file=name,
            )
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise explain(error, folder) or error from error
    data_key = secrets.token_bytes(KEY_BYTES)
    empty = Envelope(VERSION, secrets.token_hex(16), {})
    slots = {}
    if passphrase is not None:
        slots[PASSPHRASE] = seal(empty.id, PASSPHRASE, data_key, _passphrase_bytes(passphrase), PASSPHRASE_COST)
    if use_keyring and (slot := _keyring_slot(empty.id, data_key, known)):
        slots[KEYRING] = slot
    if not slots:
        raise RuleBroken(N_("This computer has no keyring that can keep the key. Choose a passphrase."))
    code = new_code()
    slots[RECOVERY] = seal(empty.id, RECOVERY, data_key, _code_bytes(code), RECOVERY_COST)
    write(folder / ENVELOPE, Envelope(VERSION, empty.id, slots))
    return data_key, code


def unlock(
    folder: Path,
    *,
    passphrase: str | None = None,
    recovery: str | None = None,
    use_keyring: bool = True,
    known: Collection[str] = os_keyring.KNOWN_GOOD,
) -> bytes:
    """The data key of the folder. One way is tried: the recovery code if given, else the passphrase if given, else
    the keyring. Raises RuleBroken when it does not open.
    """
    return open_envelope(
        read(folder / ENVELOPE),
        folder,
        passphrase=passphrase,
        recovery=recovery,
        use_keyring=use_keyring,
        known=known,
    )


def open_envelope(
    envelope: Envelope,
    place: Path,
    *,
    passphrase: str | None = None,
    recovery: str | None = None,
    use_keyring: bool = True,
    known: Collection[str] = os_keyring.KNOWN_GOOD,
) -> bytes:
    """As `unlock`, for an envelope that is still inside a backup; `place` is what the sentence names."""
    if recovery is not None:
        data_key = RECOVERY in envelope.slots and unseal(envelope, RECOVERY, _code_bytes(recovery))
        sentence = N_("This recovery code does not open {place}. Compare it with the paper, group by group.")
    elif passphrase is not None:
        data_key = PASSPHRASE in envelope.slots and unseal(envelope, PASSPHRASE, _passphrase_bytes(passphrase))
        sentence = N_(
            "This passphrase does not open {place}. Check Caps Lock and the keyboard's language, or use the "
            "recovery code."
        )
    else:
        data_key = use_keyring and _from_keyring(envelope, known)
        sentence = N_("{place} needs its passphrase: this computer's keyring does not hold the key.")
    if not data_key:
        raise RuleBroken(sentence, place=place)
    return data_key


def change_passphrase(folder: Path, data_key: bytes, passphrase: str) -> None:
    """A new passphrase; the old one opens this folder no more, though it still opens older backups."""
    envelope, secret = read(folder / ENVELOPE), _passphrase_bytes(passphrase)
    _put(folder, envelope, PASSPHRASE, seal(envelope.id, PASSPHRASE, data_key, secret, PASSPHRASE_COST))


def renew_recovery(folder: Path, data_key: bytes) -> str:
    """A new recovery code; the old paper opens this folder no more."""
    envelope, code = read(folder / ENVELOPE), new_code()
    _put(folder, envelope, RECOVERY, seal(envelope.id, RECOVERY, data_key, _code_bytes(code), RECOVERY_COST))
    return code


def remember(folder: Path, data_key: bytes, *, known: Collection[str] = os_keyring.KNOWN_GOOD) -> bool:
    """Lets this computer's keyring open the folder from now on; False when it has no good one."""
    envelope = read(folder / ENVELOPE)
    slot = _keyring_slot(envelope.id, data_key, known)
    if slot:
        _put(folder, envelope, KEYRING, slot)
    return slot is not None


def slots(folder: Path) -> frozenset[str]:
    """The ways this folder can be opened: KEYRING (perhaps another computer's), PASSPHRASE, RECOVERY."""
    return frozenset(read(folder / ENVELOPE).slots)


def needs_passphrase(folder: Path, *, known: Collection[str] = os_keyring.KNOWN_GOOD) -> bool:
    """True when a person must type something, because this computer's keyring does not open the folder."""
    return _from_keyring(read(folder / ENVELOPE), known) is None


def passphrase_from_environment(environ: Mapping[str, str], file: Path | None = None) -> str | None:
    """The passphrase of scripts: the first line of `file`, else ORGANIZER_PASSPHRASE; None when neither is given.

    A passphrase given this way is the only key tried.

    Raises RuleBroken when the file can't be read or its first line is empty.
    """
    if file is None:
        return environ.get("ORGANIZER_PASSPHRASE") or None
    try:
        first = file.read_text("utf-8-sig").partition("\n")[0].rstrip("\r")
    except (OSError, UnicodeDecodeError):
        first = ""
    if not first:
        raise RuleBroken(N_("No passphrase in {file}. Put it on the first line of that file, as UTF-8."), file=file)
    return first


def new_code() -> str:
    """150 random bits in six groups of five signs."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(GROUP)) for _ in range(GROUPS))


def _code_bytes(code: str) -> bytes:
    """What the paper says, however it was typed: case, spaces, dashes, O for 0, I or L for 1."""
    signs = unicodedata.normalize("NFKC", code).upper().translate(_MISREAD)
    return "".join(sign for sign in signs if sign in ALPHABET).encode()


def _passphrase_bytes(passphrase: str) -> bytes:
    if not passphrase:
        raise RuleBroken(N_("The passphrase is empty. Choose one you can remember, such as four words."))
    return unicodedata.normalize("NFC", passphrase).encode()  # two keyboards write the same क़ differently


def _put(folder: Path, envelope: Envelope, name: str, slot: Slot) -> None:
    write(folder / ENVELOPE, Envelope(VERSION, envelope.id, {**envelope.slots, name: slot}))


def _keyring_slot(envelope_id: str, data_key: bytes, known: Collection[str]) -> Slot | None:
    """The keyring keeps a key of its own, so that what lies in it opens nothing without the envelope."""
    backend, wrapping = os_keyring.find(known), secrets.token_bytes(KEY_BYTES)
    if backend is None or not os_keyring.write(backend, envelope_id, wrapping):
        return None
    return seal(envelope_id, KEYRING, data_key, wrapping, 0)


def _from_keyring(envelope: Envelope, known: Collection[str]) -> bytes | None:
    if KEYRING not in envelope.slots:
        return None
    backend = os_keyring.find(known)
    wrapping = backend and os_keyring.read(backend, envelope.id)
    return unseal(envelope, KEYRING, wrapping) if wrapping and len(wrapping) == KEY_BYTES else None


def keyring_available(*, known: Collection[str] = os_keyring.KNOWN_GOOD) -> bool:
    """True when this computer has a keyring that can keep the key."""
    return os_keyring.find(known) is not None
