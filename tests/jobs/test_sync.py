"""The exchange as the window and the command line ask for it: sentences, tokens, and HQ's order to give up."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from organizer_app.db import envelope, key
from organizer_app.db.envelope import ENVELOPE
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import day_text
from organizer_app.hq import bundles, devices
from organizer_app.hq.hub import Hub
from organizer_app.hq.keys import signing
from organizer_app.jobs import sync
from organizer_app.jobs.opening import REVOKED, DataFolder
from organizer_app.services import sync_state
from organizer_app.sync import credentials
from organizer_app.sync.credentials import Hq
from organizer_app.sync.transport import Transport
from organizer_app.wire import closed_laptop, orders, seal
from tests.sync.line import BUSY, LOST_REQUEST
from tests.sync.online import RANCHI, Online, add, bad_line, names, online, states


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def on(*faults: int) -> sync.Line:
    def line(hq: Hq, token: str) -> Transport:
        made = Transport(hq.address, token=token)
        bad_line(made, *faults)
        return made

    return line


def error_kept(store: Store) -> str:
    with store.reading() as session:
        return sync_state.standing(session).error


def test_before_joining_it_is_said_what_to_do(store: Store) -> None:
    with pytest.raises(RuleBroken, match="Ask HQ for a code and join first"):
        sync.run(store)


def test_why_it_did_not_go_through_is_kept_until_it_does(hq: Online) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    done = sync.run(one, line=on(LOST_REQUEST))
    assert done.error.startswith("HQ was not reached.")
    assert (done.sent, done.waiting) == (0, 1)
    assert error_kept(one) == done.error
    done = sync.run(one, line=on(BUSY))
    assert (done.error, done.asked) == ("HQ is busy. Everything stays here and goes out later.", 7)
    done = sync.run(one)
    assert (done.error, done.sent, done.waiting) == ("", 1, 0)
    assert error_kept(one) == ""


def test_a_token_of_a_month_is_renewed_and_the_old_one_ends(hq: Online, monkeypatch: pytest.MonkeyPatch) -> None:
    one = hq.laptop("one")
    with one.exchanging() as (raw, _):
        old = credentials.token_in_database(raw)
    sync.run(one)
    with one.exchanging() as (raw, _):
        assert credentials.token_in_database(raw) == old
        credentials.keep_token(raw, old, in_keyring=False, now=int(time.time() * 1000) - sync.NEW_TOKEN_MS - 1)
    sync.run(one)
    with one.exchanging() as (raw, _):
        new = credentials.token_in_database(raw)
    assert new not in ("", old)
    assert sync.run(one).error == ""
    assert sync.run(one, line=lambda hq, _token: Transport(hq.address, token=old)).error.startswith("HQ does not know")


def revoke(hq: Online) -> str:
    with hq.site.engine.begin() as connection:
        (laptop,) = devices.listed(connection)
        devices.revoke(connection, laptop, signing(hq.site.keys, None), now=hq.site.now, who="admin")
    return laptop.id


def test_a_signed_order_closes_the_data_and_keeps_what_was_not_sent(hq: Online) -> None:
    one = hq.laptop("one")
    key_before = one.key
    (one.folder / ENVELOPE).write_bytes(_envelope(one.key, hq.folder))
    add(one, "Sita Devi")
    device = revoke(hq)
    with pytest.raises(sync.Revoked, match="can be opened by HQ alone"):
        sync.run(one)
    folder = DataFolder(one.folder, passphrase="one two three four")
    assert folder.look() == REVOKED
    folder.close()
    day = day_text(date.fromtimestamp(hq.site.now / 1000))
    assert str(folder.closed).startswith(f"This laptop was closed by HQ on {day}; its data is sealed to HQ")
    with pytest.raises(RuleBroken):
        key.unlock(one.folder, passphrase="one two three four", use_keyring=False)
    (file,) = one.folder.glob("unsent-for-hq*")
    with hq.site.engine.begin() as connection:  # HQ may take it in under another standing
        connection.exec_driver_sql("UPDATE device SET status = 'active' WHERE id = ?", (device,))
    answered = bundles.answer(hq.site.engine, Hub(hq.site.engine), hq.site.keys, file.read_bytes(), file.name)
    assert sum(answered.ops.values()) == 1
    assert closed_laptop.open_key(closed_laptop.read(one.folder), hq.site.keys.box) == key_before
    assert closed_laptop.open_key(closed_laptop.read(one.folder), seal.new_keys().box) is None


def _envelope(data_key: bytes, folder: Path) -> bytes:
    """An envelope of this data key with a passphrase."""
    file = folder / "made.key"
    slot = envelope.seal("id", "passphrase", data_key, b"one two three four", 2)
    envelope.write(file, envelope.Envelope(envelope.VERSION, "id", {"passphrase": slot}))
    return file.read_bytes()


def test_an_order_that_hqs_key_did_not_sign_only_stops_sync(hq: Online) -> None:
    one = hq.laptop("one")
    (one.folder / ENVELOPE).write_bytes(before := _envelope(one.key, hq.folder))
    add(one, "Sita Devi")
    device = revoke(hq)
    stranger = seal.new_keys()
    with hq.site.engine.begin() as connection:
        signed = orders.sign(orders.Order(orders.REVOKE, device, 1), stranger.sign)
        text = f'{{"order":{json.dumps(signed.order)},"signature":"{signed.signature}"}}'
        connection.exec_driver_sql("UPDATE revocations SET signed_order = ?", (text,))
    assert sync.run(one).error.startswith("HQ does not know this laptop any more.")
    assert (one.folder / ENVELOPE).read_bytes() == before
    assert names(one) == {"Sita Devi"}
    assert states(one) == {"waiting": 1}


def test_a_suspended_laptop_still_sends(hq: Online) -> None:
    one = hq.laptop("one", *RANCHI)
    add(one, "Sita Devi")
    with hq.site.engine.begin() as connection:
        (laptop,) = devices.listed(connection)
        devices.suspend(connection, laptop, now=hq.site.now, who="admin")
    done = sync.run(one)
    assert (done.sent, done.refused) == (1, 1)
    assert done.error.startswith("HQ has suspended this laptop")
    assert names(one) == {"Sita Devi"}
