"""Orders of HQ to one laptop, signed by HQ's Ed25519 key; a laptop obeys no other."""

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

REVOKE = "revoke"
_CONTEXT = b"field-organizer order 1\0"  # no signature made for anything else counts as one here


class Order(msgspec.Struct, frozen=True):
    """What a laptop must do: with `revoke`, keep its unsent edits sealed to HQ and give up its keys. `at` in ms UTC."""

    act: str
    device: str
    at: int


class SignedOrder(msgspec.Struct, frozen=True):
    """The order as JSON text, and the signature of exactly that text in hexadecimal digits."""

    order: str
    signature: str


def sign(order: Order, key: Ed25519PrivateKey) -> SignedOrder:
    """The order with HQ's signature."""
    text = msgspec.json.encode(order)
    return SignedOrder(text.decode(), key.sign(_CONTEXT + text).hex())


def read(signed: SignedOrder, hq_sign: str, device: str) -> Order | None:
    """The order, or None unless HQ's key (hexadecimal digits) signed it for this device."""
    try:
        text = signed.order.encode()
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(hq_sign)).verify(
            bytes.fromhex(signed.signature), _CONTEXT + text
        )
        order = msgspec.json.decode(text, type=Order)
    except (InvalidSignature, ValueError, msgspec.DecodeError):
        return None
    return order if order.device == device else None
