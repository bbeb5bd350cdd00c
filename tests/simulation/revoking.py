"""Laptops that HQ sends away by a signed order, laptops that it forgot, and people who pretend to be HQ."""

from random import Random
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from organizer_app.hq.hub import REVOKED
from organizer_app.sync import leaving
from organizer_app.sync.credentials import Hq
from organizer_app.wire import orders, seal
from organizer_app.wire.orders import REVOKE, Order, SignedOrder
from organizer_app.wire.protocol import Refusal
from tests.simulation import sticks
from tests.simulation.failed import Failed
from tests.simulation.laptop import Laptop

if TYPE_CHECKING:
    from tests.simulation.world import World

FEWEST = 3  # laptops that stay
HQ_KEY, OTHER_KEY = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2))
_KEYS = seal.new_keys()


def _public(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes_raw().hex()


def _refusal(signed: SignedOrder | None) -> Refusal:
    extra = {"order": signed.order, "signature": signed.signature} if signed else {}
    return Refusal(401, "device-revoked", "This laptop was revoked.", **extra)


def told(world: "World", laptop: Laptop, refusal: Refusal) -> None:
    """A laptop hears that HQ does not want it. It gives up its data at HQ's order alone; anything else stops sync."""
    if refusal.type == "device-revoked" and not refusal.extra and laptop.device in world.orders:
        refusal = _refusal(world.orders[laptop.device])  # as the desk of HQ adds it
    if leaving.order_in(refusal, Hq("", laptop.device, _public(HQ_KEY), "", _KEYS)) is None:
        return
    if laptop.device not in world.orders:
        raise Failed("closed", f"{laptop.name} gave up its data, and HQ never said so: {refusal}")
    unsent = sticks.lines_of(world, laptop)
    world.laptops = {name: other for name, other in world.laptops.items() if other is not laptop}
    world.closed.append(laptop)
    sticks.take_in(world, laptop, unsent)


def revoked(world: "World", laptop: Laptop, _chance: Random) -> str:
    """For good. Until it asks again, the laptop does not know."""
    others = {other.device for other in world.laptops.values()} - {*world.orders, laptop.device}
    if len(others) < FEWEST or laptop.device in ("d0", *world.orders):
        return ""
    world.hq.know_again()
    world.orders[laptop.device] = orders.sign(Order(REVOKE, laptop.device, world.now), HQ_KEY)
    world.hq.set_status(laptop.device, REVOKED)
    return "is revoked"


def pretended(world: "World", laptop: Laptop, chance: Random) -> str:
    """Somebody says that this laptop is revoked: without an order, with another laptop's, or with one of their own."""
    forged = chance.choice(
        (
            None,
            orders.sign(Order(REVOKE, laptop.device, world.now), OTHER_KEY),
            orders.sign(Order(REVOKE, "somebody", world.now), HQ_KEY),
            SignedOrder(orders.sign(Order(REVOKE, laptop.device, world.now), OTHER_KEY).order, "00"),
        )
    )
    if laptop.device in world.orders:
        return ""
    told(world, laptop, _refusal(forged))
    return f"is told by somebody that it is revoked ({'an order' if forged else 'no order'})"


def forgotten(world: "World", laptop: Laptop, _chance: Random) -> str:
    """HQ does not know a laptop any more, until it is enrolled again."""
    if laptop.device in world.orders:
        return ""
    world.hq.forget(laptop.device)
    return "is unknown at HQ"
