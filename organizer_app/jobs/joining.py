"""Joining HQ with a code, over the line or by file: first what would come, then it is done; and leaving again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain import roles
from organizer_app.domain.clock import now_ms
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.jobs import sync
from organizer_app.jobs.files import read_file, require_replaceable, write_file
from organizer_app.jobs.sync import Synced
from organizer_app.sync import credentials, joining, leaving
from organizer_app.sync.credentials import Hq
from organizer_app.sync.leaving import Leaving
from organizer_app.sync.sentences import sentence
from organizer_app.sync.transport import Transport, tidy_address
from organizer_app.wire import join_file
from organizer_app.wire.joining import Enrol, Enrolled, Hello, Offer, read_code
from organizer_app.wire.protocol import Refusal


@dataclass(frozen=True, slots=True)
class Joined:
    """What this laptop may hold as (bucket, "rw" or "ro"), how many records got their district, and the first go."""

    device: str
    buckets: tuple[tuple[str, str], ...]
    placed: int
    synced: Synced


@dataclass(frozen=True, slots=True)
class Coming:
    """What joining brings, said before it is done. `bytes` roughly, as they travel.

    `goes` are the changes of this laptop that go out; `withdrawn` the buckets that go from it, with `fewer` people.
    """

    buckets: tuple[tuple[str, str], ...]
    people: int
    records: int
    bytes: int
    goes: int
    withdrawn: tuple[str, ...] = ()
    fewer: int = 0


def look(store: Store, progress: Progress = silent, *, code: str, address: str, device: str) -> Coming:
    """What `join` with the same words would bring; the code is not used up. Raises as `join`."""
    with _reached(store, progress, code, address, device) as (line, wish, _hello, _certificate):
        offer = line.look(wish)
    return _coming(store, offer)


def join(store: Store, progress: Progress = silent, *, code: str, address: str, device: str) -> Joined:
    """Joins the HQ at this address under a name for people, then exchanges for the first time.

    A line that breaks after HQ took the laptop in is said in `synced.error`; the rest comes later by itself. Asked
    again after an answer was lost, HQ knows the laptop by its keys. Raises RuleBroken; then nothing was joined.
    """
    _require_organiser()
    with _reached(store, progress, code, address, device) as (line, wish, hello, certificate):
        enrolled = line.enrol(wish)
        with store.exchanging() as (raw, _tables):
            keys = joining.begin(raw, hello.hq_sign)
    where = line.address
    hq = Hq(where, enrolled.device_id, hello.hq_sign, hello.hq_box, keys, certificate, now_ms())
    return _joined(store, hq, enrolled, progress, sync.run)


@contextmanager
def _reached(
    store: Store, progress: Progress, code: str, address: str, device: str
) -> Iterator[tuple[Transport, Enrol, Hello, str]]:
    """The line to HQ, this laptop's wish, what HQ is and its certificate. What HQ refuses is said in our words."""
    where = tidy_address(address)
    secret, mark = read_code(code)
    still = partial(progress.step, 0, 0, _("Asking HQ"))
    still()
    try:
        line, hello, certificate = joining.reach(where, mark, still)
        try:
            with store.exchanging() as (raw, _tables):
                keys = joining.begin(raw, hello.hq_sign)
            yield line, joining.wish(secret, _name(device), keys), hello, certificate
        finally:
            line.close()
    except Refusal as refusal:
        raise sentence(refusal) from None


def ask_by_file(
    store: Store, progress: Progress = silent, *, code: str, hq_file: Path, file: Path, device: str
) -> Path:
    """Writes a request to join, which only HQ can open; `hq_file` is what HQ hands out. Raises RuleBroken."""
    progress.step(0, 1)
    secret, mark = read_code(code)
    data = read_file(hq_file, join_file.MAX_FILE)
    require_replaceable(file, join_file.MAGIC)
    with store.exchanging() as (raw, _tables):
        made = joining.ask(raw, data, hq_file.name, secret, mark, _name(device))
    write_file(file, made)
    return file


def look_at_file(store: Store, progress: Progress = silent, *, file: Path) -> Coming:
    """What HQ's answer to the request brings; nothing is done yet. Raises RuleBroken."""
    progress.step(0, 1)
    data = read_file(file, join_file.MAX_FILE)
    with store.exchanging() as (raw, _tables):
        _hq, _keys, admitted = joining.answered(raw, data, file.name)
    return _coming(store, admitted.offer)


def join_by_file(store: Store, progress: Progress = silent, *, file: Path) -> Joined:
    """Joins with HQ's answer; what HQ has comes with the first exchange, however that goes. Raises RuleBroken."""
    _require_organiser()
    data = read_file(file, join_file.MAX_FILE)
    with store.exchanging() as (raw, _tables):
        hq, keys, admitted = joining.answered(raw, data, file.name)
    enrolled = admitted.enrolled
    joined = Hq(hq.address, enrolled.device_id, hq.hq_sign, hq.hq_box, keys, hq.certificate, now_ms())
    return _joined(store, joined, enrolled, progress, lambda store, _progress: sync.at_rest(store))


def _joined(
    store: Store, hq: Hq, enrolled: Enrolled, progress: Progress, begin: Callable[[Store, Progress], Synced]
) -> Joined:
    in_keyring = credentials.keep_in_keyring(hq.device, enrolled.token)
    with store.exchanging() as (raw, tables):
        joining.complete(raw, enrolled, hq, in_keyring=in_keyring, now=hq.token_at)
        tables.add("sync_state")
    with store.transaction("joining.place", hq.address) as session:
        placed = joining.place(session)
    return Joined(hq.device, tuple(enrolled.buckets), placed, begin(store, progress))


def _coming(store: Store, offer: Offer) -> Coming:
    with store.exchanging() as (raw, _tables):
        goes = leaving.consequences(raw, placed_only=False).unsent - joining.stays(raw, offer.buckets)
        gone, fewer = joining.withdrawn(raw, [bucket for bucket, _mode in offer.buckets])
    return Coming(tuple(offer.buckets), offer.people, offer.records, offer.bytes, goes, tuple(gone), fewer)


def _name(device: str) -> str:
    return device.strip()[:100] or "?"


def _require_organiser() -> None:
    """Raises RuleBroken for a role that does not decide with whom this laptop exchanges."""
    roles.require(roles.role(), ("organisations",))


def consequences(store: Store) -> Leaving:
    """What leaving would do, to be said first."""
    with store.exchanging() as (raw, _tables):
        return leaving.consequences(raw)


def leave(store: Store, progress: Progress = silent) -> Leaving:
    """Leaves HQ; all data stays here. Returns what it did. Raises RuleBroken when no HQ was joined."""
    _require_organiser()
    progress.step(0, 1)
    with store.exchanging() as (raw, tables):
        hq = sync.require_joined(credentials.joined(raw))
        done = leaving.consequences(raw)
        leaving.leave(raw)
        tables.add("sync_state")
    credentials.forget_in_keyring(hq.device)
    return done
