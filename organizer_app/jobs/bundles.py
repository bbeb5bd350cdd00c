"""The exchange with HQ by file: what waits goes into one that only HQ opens, and HQ's answer is read from another."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.domain import hq_clock
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.hq_clock import Ahead
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import merging, rollups, shared_camps
from organizer_app.jobs.files import read_file, require_replaceable, write_file
from organizer_app.sync import client, credentials, generations
from organizer_app.sync.credentials import Hq
from organizer_app.sync.runner import Totals
from organizer_app.sync.sentences import sentence
from organizer_app.wire import bundle
from organizer_app.wire.bundle import ENDING, Header, Reply
from organizer_app.wire.protocol import MAX_OPS, MAX_ROWS, Exchange, Refusal

_NOT_JOINED = N_("This laptop has not joined an HQ yet, so HQ could not open the file. Join first.")
_OTHER_LAPTOP = N_("{file} is HQ's answer to another laptop. Nothing was changed.")
_FOR_HQ = N_("{file} is the file for HQ. Carry it there, and read the answer that HQ gives for it.")
_WRITE_AGAIN = N_("HQ was restored from a backup. Write the file once more and carry it to HQ; nothing is lost.")


@dataclass(frozen=True, slots=True)
class Content:
    """A file's bytes, and how many changes are in it."""

    data: bytes
    sent: int


@dataclass(frozen=True, slots=True)
class Written:
    """A file for HQ: where, how many changes it holds, and its bytes."""

    file: Path
    sent: int
    bytes: int


def suggested_name() -> str:
    """A dated name for a file for HQ: "2026-11-22-0930.organizer-sync"."""
    return datetime.fromtimestamp(now_ms() / 1000).strftime("%Y-%m-%d-%H%M") + ENDING


def write(store: Store, progress: Progress = silent, *, file: Path) -> Written:
    """Writes everything HQ has not acknowledged into a file; again gives the same changes again. Raises RuleBroken."""
    require_replaceable(file)
    with store.exchanging() as (raw, _tables):
        hq = credentials.joined(raw)
    if hq is None:
        raise RuleBroken(_NOT_JOINED)
    progress.step(0, 1, _("Writing the file for HQ"))
    rollups.put(store)
    made = content(store, hq)
    write_file(file, made.data)
    progress.step(1, 1, _("Writing the file for HQ"))
    return Written(file, made.sent, len(made.data))


def content(store: Store, hq: Hq) -> Content:
    """A file for HQ as bytes, as the database stands at one moment."""
    now = now_ms()
    with store.exchanging() as (raw, _tables), _undone(raw):
        requests = list(_requests(raw, hq.device, now))
    header = Header("exchange", hq.device, hq.hq_box, now)
    return Content(bundle.write_requests(requests, header, hq.keys), sum(len(request.ops) for request in requests))


def read(store: Store, progress: Progress = silent, *, file: Path) -> Totals:
    """Takes HQ's answer out of a file. One that was read before, or is older than another, changes nothing.

    Each page is taken whole or not at all. Raises RuleBroken, or Cancelled between two pages.
    """
    sealed = bundle.take_apart(read_file(file), file.name)
    with store.exchanging() as (raw, _tables):
        hq = credentials.joined(raw)
    if hq is None:
        raise RuleBroken(_NOT_JOINED)
    if sealed.header.kind != "answer":
        raise RuleBroken(_FOR_HQ, file=file.name)
    if (sealed.header.device, sealed.header.hq_box) != (hq.device, hq.hq_box):
        raise RuleBroken(_OTHER_LAPTOP, file=file.name)
    replies = bundle.read_replies(sealed, key=hq.keys.box)
    totals = Totals()
    for number, reply in enumerate(replies, start=1):
        _take(store, reply, totals)
        progress.step(number, len(replies), _("Reading HQ's answer"))
    shared_camps.settle(store)
    merging.settle(store)
    return totals


def _take(store: Store, reply: Reply, totals: Totals) -> None:
    if reply.answer is not None:
        with store.exchanging() as (raw, tables):
            applied = client.apply(raw, reply.request, reply.answer, now=now_ms())
            tables |= applied.tables
        totals.add(applied)
    elif reply.refusal is not None:
        said = reply.refusal
        gen = said.extra.get("gen")
        if said.type == "generation-changed" and isinstance(gen, str):
            with store.exchanging() as (raw, tables):
                tables.add("sync_state")
                generations.change(raw, gen)
            raise RuleBroken(_WRITE_AGAIN)
        raise sentence(Refusal(said.status, said.type, said.title))


def _requests(raw: Any, device: str, now: int) -> Iterator[Exchange]:
    """All that waits, as exchanges one after the other, each as if HQ had answered the one before."""
    hq_at = hq_clock.by_hq(now, Ahead.read(facts.get(raw, facts.AHEAD))) or 0
    while True:
        request = client.make_request(raw, device=device, max_ops=MAX_OPS, max_rows=MAX_ROWS, now=now)
        request.hq_at = hq_at
        ids = msgspec.json.encode([op.op_id for op in request.ops]).decode()
        raw.execute("UPDATE outbox SET state = 'acked' WHERE op_id IN (SELECT value FROM json_each(?))", (ids,))
        if request.ops:
            facts.put(raw, facts.LAST_OP, request.ops[-1].op_id)
        more = raw.execute("SELECT EXISTS(SELECT 1 FROM outbox WHERE state = 'waiting' AND bucket <> 'local')")
        if not request.ops or not more.fetchone()[0]:  # what is left may wait for a district that was never granted
            yield request
            return
        yield msgspec.structs.replace(request, want=[], chk={})


@contextmanager
def _undone(raw: Any) -> Iterator[None]:
    """A transaction that is taken back."""
    raw.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        raw.execute("ROLLBACK")
