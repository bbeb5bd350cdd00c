"""HQ's side of sync by file: a laptop's exchanges are answered into a file that only that laptop opens."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
from sqlalchemy import Connection, Engine, select

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq import blobs
from organizer_app.hq.device_tables import laptops, revocations
from organizer_app.hq.hub import Hub
from organizer_app.hq.keys import HqKeys
from organizer_app.wire import bundle
from organizer_app.wire.bundle import Header, Reply
from organizer_app.wire.orders import SignedOrder
from organizer_app.wire.protocol import Answer, Exchange, Refusal

_ANSWER = N_("{file} is an answer of HQ. Read it on the laptop it is for.")
UNKNOWN = N_("{file} is from a laptop that HQ does not know. After a restore it has to join again.")


@dataclass(frozen=True)
class Answered:
    """HQ's answer file, and what was in the laptop's: edits by what became of them, records sent down.

    `refused` is the type of a refusal, or empty.
    """

    data: bytes
    device: str
    label: str
    ops: dict[str, int]
    records: int
    refused: str = ""


def answer(engine: Engine, hub: Hub, keys: HqKeys, data: bytes, name: str) -> Answered:
    """Takes a laptop's file in and answers it. The same file again gives the same answers and changes nothing.

    Raises RuleBroken for a file that is damaged, foreign, or from a laptop HQ does not know; nothing was changed then.
    """
    sealed = bundle.take_apart(data, name)
    if sealed.header.kind != "exchange":
        raise RuleBroken(_ANSWER, file=name)
    if sealed.header.hq_box != keys.box_pub:
        raise RuleBroken(bundle.NOT_FOR_US, file=name)
    device = sealed.header.device
    with engine.connect().execution_options(readonly=True) as connection:
        laptop = connection.execute(select(laptops).where(laptops.c.device == device)).first()
    if laptop is None:
        raise RuleBroken(UNKNOWN, file=name)
    requests = bundle.read_requests(sealed, hq_key=keys.box, sign_pub=laptop.sign_pub)
    found = list(bundle.replies(lambda request: _handle(engine, hub, device, request), requests))
    header = Header("answer", device, keys.box_pub, hub.clock())
    said = bundle.write_replies(found, header, hq_key=keys.box, to=laptop.box_pub)
    results = Counter(result.status for reply in _answers(found) for result in reply.res)
    records = sum(len(rows) for reply in _answers(found) for rows in reply.rows.values())
    refused = next((reply.refusal.type for reply in found if reply.refusal), "")
    return Answered(said, device, laptop.label or laptop.name, dict(results), records, refused)


def _handle(engine: Engine, hub: Hub, device: str, request: Exchange) -> Answer:
    if blobs.may_name(request.ops):
        with engine.begin() as connection:
            blobs.note(connection, request.ops)
    try:
        return hub.handle(device, request)
    except Refusal as refusal:
        if refusal.type == "device-revoked":
            with engine.connect().execution_options(readonly=True) as connection:
                refusal.extra |= _order(connection, device)
        raise


def _order(connection: Connection, device: str) -> dict[str, str]:
    text = connection.execute(select(revocations.c.signed_order).where(revocations.c.device == device)).scalar()
    if text is None:
        return {}
    signed = msgspec.json.decode(text, type=SignedOrder)
    return {"order": signed.order, "signature": signed.signature}


def _answers(found: list[Reply]) -> Iterator[Answer]:
    return (reply.answer for reply in found if reply.answer is not None)
