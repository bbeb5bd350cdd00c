"""Joining HQ with a code: its keys are checked, this laptop is taken in, and what is granted comes."""

from dataclasses import dataclass
from functools import partial

from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import translate as _
from organizer_app.jobs import sync
from organizer_app.jobs.sync import Synced
from organizer_app.sync import credentials, joining, leaving
from organizer_app.sync.credentials import Hq
from organizer_app.sync.leaving import Leaving
from organizer_app.sync.sentences import sentence
from organizer_app.sync.transport import tidy_address
from organizer_app.wire.joining import read_code
from organizer_app.wire.protocol import Refusal


@dataclass(frozen=True, slots=True)
class Joined:
    """What this laptop may hold as (bucket, "rw" or "ro"), how many records got their district, and the first go."""

    device: str
    buckets: tuple[tuple[str, str], ...]
    placed: int
    synced: Synced


def join(store: Store, progress: Progress = silent, *, code: str, address: str, device: str) -> Joined:
    """Joins the HQ at this address under a name for people, then exchanges for the first time.

    A line that breaks after HQ took the laptop in is said in `synced.error`; the rest comes later by itself. Asked
    again after an answer was lost, HQ knows the laptop by its keys. Raises RuleBroken; then nothing was joined.
    """
    where = tidy_address(address)
    secret, mark = read_code(code)
    still = partial(progress.step, 0, 0, _("Asking HQ"))
    still()
    try:
        line, hello, certificate = joining.reach(where, mark, still)
        try:
            with store.exchanging() as (raw, _tables):
                keys = joining.begin(raw, hello)
            enrolled = line.enrol(joining.wish(secret, device.strip()[:100] or "?", keys))
        finally:
            line.close()
    except Refusal as refusal:
        raise sentence(refusal) from None
    now = now_ms()
    hq = Hq(where, enrolled.device_id, hello.hq_sign, hello.hq_box, keys, certificate, now)
    in_keyring = credentials.keep_in_keyring(hq.device, enrolled.token)
    with store.exchanging() as (raw, tables):
        joining.complete(raw, enrolled, hq, in_keyring=in_keyring, now=now)
        tables.add("sync_state")
    with store.transaction("joining.place", where) as session:
        placed = joining.place(session)
    return Joined(hq.device, tuple(enrolled.buckets), placed, sync.run(store, progress))


def consequences(store: Store) -> Leaving:
    """What leaving would do, to be said first."""
    with store.exchanging() as (raw, _tables):
        return leaving.consequences(raw)


def leave(store: Store, progress: Progress = silent) -> Leaving:
    """Leaves HQ; all data stays here. Returns what it did. Raises RuleBroken when no HQ was joined."""
    progress.step(0, 1)
    with store.exchanging() as (raw, tables):
        hq = sync.require_joined(credentials.joined(raw))
        done = leaving.consequences(raw)
        leaving.leave(raw)
        tables.add("sync_state")
    credentials.forget_in_keyring(hq.device)
    return done
