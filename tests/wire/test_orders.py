"""Orders of HQ: only its own signature, only for the laptop that is named."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from organizer_app.wire import orders


def test_an_order_counts_only_from_this_hq_for_this_laptop() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    public = key.public_key().public_bytes_raw().hex()
    signed = orders.sign(orders.Order(orders.REVOKE, "a", 1), key)
    assert orders.read(signed, public, "a") is not None
    assert orders.read(signed, public, "b") is None
    assert orders.read(signed, other.public_key().public_bytes_raw().hex(), "a") is None
    changed = orders.SignedOrder(signed.order.replace('"a"', '"b"'), signed.signature)
    assert orders.read(changed, public, "b") is None
    assert orders.read(orders.SignedOrder(signed.order, "not hex"), public, "a") is None
