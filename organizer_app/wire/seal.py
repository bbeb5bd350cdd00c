"""Sealed and signed bytes: HPKE (RFC 9180) with X25519 hides, Ed25519 or a shared X25519 secret tells who wrote.

Public keys are 64 hexadecimal digits. `about` is the purpose and header of the bytes: what was sealed or signed for one
purpose opens and counts for no other.
"""

import hmac
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_SHARED = b"field-organizer shared proof 1"
KEY = 32  # bytes of every key


@dataclass(frozen=True)
class Keys:
    """A laptop's own keys: `sign` for its files, `box` opens what is sealed to it."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @property
    def sign_pub(self) -> str:
        return self.sign.public_key().public_bytes_raw().hex()

    @property
    def box_pub(self) -> str:
        return self.box.public_key().public_bytes_raw().hex()


def new_keys() -> Keys:
    """Random keys."""
    return Keys(Ed25519PrivateKey.generate(), X25519PrivateKey.generate())


def keys_text(keys: Keys) -> str:
    """Both private keys as 128 hexadecimal digits, for the encrypted database."""
    return (keys.sign.private_bytes_raw() + keys.box.private_bytes_raw()).hex()


def keys_from(text: str) -> Keys:
    """The keys back. Raises ValueError for anything else."""
    raw = bytes.fromhex(text)
    return Keys(Ed25519PrivateKey.from_private_bytes(raw[:KEY]), X25519PrivateKey.from_private_bytes(raw[KEY:]))


def seal(plain: bytes, to: str, about: bytes) -> bytes:
    """`plain` so that only the holder of the key `to` reads it; 48 bytes longer. Raises ValueError for a bad key."""
    return _SUITE.encrypt(plain, X25519PublicKey.from_public_bytes(bytes.fromhex(to)), about)


def unseal(sealed: bytes, key: X25519PrivateKey, about: bytes) -> bytes | None:
    """What was sealed, or None when it was for another key or purpose, or was changed."""
    try:
        return _SUITE.decrypt(sealed, key, about)
    except (InvalidTag, ValueError):
        return None


def sign(data: bytes, key: Ed25519PrivateKey, about: bytes) -> bytes:
    """64 bytes that only the holder of the key can make."""
    return key.sign(_framed(about, data))


def is_signed(data: bytes, signature: bytes, sign_pub: str, about: bytes) -> bool:
    """Whether the holder of this public key signed the data for this purpose."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(sign_pub)).verify(signature, _framed(about, data))
    except (InvalidSignature, ValueError):
        return False
    return True


def shared_proof(data: bytes, own: X25519PrivateKey, other: str, about: bytes) -> bytes:
    """32 bytes that only the two holders of these keys can make. Raises ValueError for a bad key.

    HQ proves its answers so, because the key that signs its orders may be kept off the server.
    """
    secret = own.exchange(X25519PublicKey.from_public_bytes(bytes.fromhex(other)))
    key = HKDF(SHA256(), KEY, None, _SHARED).derive(secret)
    return hmac.digest(key, _framed(about, data), "sha256")


def is_proven(data: bytes, proof: bytes, own: X25519PrivateKey, other: str, about: bytes) -> bool:
    """Whether the other holder (or this one) made the proof."""
    try:
        return hmac.compare_digest(proof, shared_proof(data, own, other, about))
    except ValueError:
        return False


def _framed(about: bytes, data: bytes) -> bytes:
    return len(about).to_bytes(4, "big") + about + data
