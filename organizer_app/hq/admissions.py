"""Joining by file, HQ's side: what HQ hands out, and the answer to a laptop's request."""

from dataclasses import dataclass

from sqlalchemy import Connection

from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import N_
from organizer_app.hq import enrolment
from organizer_app.hq.checks import OLDEST, SCHEMA
from organizer_app.hq.keys import HqKeys
from organizer_app.wire import join_file
from organizer_app.wire.join_file import Admitted, PublicHq
from organizer_app.wire.joining import Schemas
from organizer_app.wire.protocol import PROTOCOL, Refusal

_NO_CODE = N_("The code in {file} was used by another laptop, or its days are over. Make another code.")


@dataclass(frozen=True)
class Answered:
    """HQ's answer file, the laptop's id and the name it gave itself."""

    data: bytes
    device: str
    name: str
    buckets: list[tuple[str, str]]


def public_file(keys: HqKeys, address: str, certificate_sha256: str = "") -> bytes:
    """What HQ hands out to laptops without a line; no secret is in it."""
    schemas = Schemas(OLDEST, SCHEMA)
    return join_file.write_hq(PublicHq(address, [PROTOCOL], schemas, keys.sign_pub, keys.box_pub, certificate_sha256))


def answer(connection: Connection, keys: HqKeys, data: bytes, name: str, now: int) -> Answered:
    """Takes the laptop in whose request is in a file. The same file again, while the token was never used, gives an
    answer for the same laptop. Raises RuleBroken; nothing was changed then.
    """
    wish = join_file.read_request(data, name, hq_key=keys.box, hq_box=keys.box_pub)
    try:
        offer = enrolment.look(connection, wish, now)
        enrolled = enrolment.enrol(connection, keys, wish, now)
    except Refusal:
        raise RuleBroken(_NO_CODE, file=name) from None
    made = join_file.write_answer(Admitted(enrolled, offer), hq_key=keys.box, hq_box=keys.box_pub, to=wish.box_pub)
    return Answered(made, enrolled.device_id, wish.device, enrolled.buckets)
