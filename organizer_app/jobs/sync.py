"""The exchange with HQ over the network, from the token to the sentence when it did not go through."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from organizer_app.db.store import Store
from organizer_app.domain.clock import now_ms
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.files import write_whole
from organizer_app.domain.progress import Progress, silent
from organizer_app.domain.words import N_
from organizer_app.domain.words import translate as _
from organizer_app.jobs import bundles, merging, rollups, shared_camps
from organizer_app.services import sync_state
from organizer_app.sync import credentials, leaving, runner
from organizer_app.sync.credentials import Hq
from organizer_app.sync.runner import Totals
from organizer_app.sync.sentences import retry_after, sentence
from organizer_app.sync.transport import NotReached, Transport
from organizer_app.wire import closed_laptop
from organizer_app.wire.bundle import ENDING
from organizer_app.wire.orders import SignedOrder
from organizer_app.wire.protocol import Refusal

NEW_TOKEN_MS = 30 * 86_400_000  # a token is used so long

NOT_JOINED = N_("This laptop has not joined an HQ yet. Ask HQ for a code and join first.")
REVOKED = N_(
    "HQ has closed this laptop's data: it can be opened by HQ alone. What was not sent lies in {file}, sealed to HQ. "
    "Give the laptop to HQ, or ask there."
)

Line = Callable[[Hq, str], Transport]


@dataclass(frozen=True, slots=True)
class Synced:
    """What one go did. `error` is one sentence why it stopped early, or empty; HQ wants `asked` seconds of quiet.

    `why` is the same as a sentence that is put into words when it is shown.
    """

    sent: int
    received: int
    conflicts: int
    refused: int
    waiting: int
    error: str = ""
    asked: float = 0.0
    why: RuleBroken | None = None


class Revoked(RuleBroken):
    """HQ took this laptop's data: the folder can't be opened any more, so the caller closes it."""


def line_to(hq: Hq, token: str) -> Transport:
    """The line to the HQ that was joined; the caller closes it."""
    return Transport(hq.address, token=token, certificate=hq.certificate)


def run(store: Store, progress: Progress = silent, *, line: Line = line_to) -> Synced:
    """Exchanges with HQ until both agree. What went through before an error stays, and is counted.

    Raises RuleBroken before this laptop joined, Revoked, or Cancelled. Anything else that keeps HQ away is said in
    `error`, and nobody is logged out and nothing deleted because of it.
    """
    with store.exchanging() as (raw, _tables):
        hq = require_joined(credentials.joined(raw))
        token = credentials.token_in_database(raw)
    shared_camps.settle(store)  # what came before the last go was cut off, while it is still here
    shared_camps.purge_old(store)
    totals = Totals()
    transport = line(hq, token or credentials.token_in_keyring(hq.device))
    transport.still = lambda: progress.step(totals.sent + totals.received, 0, _("Waiting for HQ"))
    try:
        runner.run(store, transport, progress, device=hq.device, totals=totals)
        # What came home from a camp goes out at once, and what follows somebody to the entry that is kept.
        if any((shared_camps.settle(store), merging.settle(store))):
            runner.run(store, transport, progress, device=hq.device)
        if rollups.put(store):  # with what just came from HQ; nobody typed them, so they are not told as sent
            runner.run(store, transport, progress, device=hq.device)
        _renew_token(store, transport, hq)
    except NotReached as error:
        return _stopped(store, totals, error)
    except Refusal as refusal:
        signed = leaving.order_in(refusal, hq)
        if signed is not None:
            raise give_up(store, hq, signed) from None
        return _stopped(store, totals, sentence(refusal), retry_after(refusal))
    finally:
        transport.close()
    return _synced(store, totals)


def at_rest(store: Store) -> Synced:
    """As after an exchange that brought nothing: how much waits."""
    return _synced(store, Totals())


def require_joined(hq: Hq | None) -> Hq:
    """The HQ. Raises RuleBroken before this laptop joined one."""
    if hq is None:
        raise RuleBroken(NOT_JOINED)
    return hq


def give_up(store: Store, hq: Hq, signed: SignedOrder) -> Revoked:
    """Obeys HQ's signed order: what was not sent goes into a file only HQ can open, then every key here is given up."""
    made = bundles.content(store, hq)
    file = _free(store.folder)
    write_whole(file, made.data)
    leaving.give_up_keys(store.folder, store.key, hq, signed)
    return Revoked(REVOKED, file=file)


def _free(folder: Path) -> Path:
    """A name that is not taken, so that an order obeyed twice loses nothing."""
    names = (f"{closed_laptop.UNSENT}{number or ''}{ENDING}" for number in range(10_000))
    return next(folder / name for name in names if not (folder / name).exists())


def _renew_token(store: Store, transport: Transport, hq: Hq) -> None:
    """A new token in place of one that was used for a month. The old one is valid until the new one is used."""
    now = now_ms()
    if 0 <= now - hq.token_at < NEW_TOKEN_MS:
        return
    token = transport.new_token()
    in_keyring = credentials.keep_in_keyring(hq.device, token)
    with store.exchanging() as (raw, _tables):
        credentials.keep_token(raw, token, in_keyring=in_keyring, now=now)


def _stopped(store: Store, totals: Totals, error: RuleBroken, asked: float = 0.0) -> Synced:
    with store.applying() as session:
        sync_state.note_failure(session, error)
    return _synced(store, totals, error, asked)


def _synced(store: Store, totals: Totals, why: RuleBroken | None = None, asked: float = 0.0) -> Synced:
    error = str(why) if why else ""
    with store.reading() as session:
        waiting = sync_state.standing(session).waiting
    return Synced(totals.sent, totals.received, totals.conflicts, totals.refused, waiting, error, asked, why)
