"""What a laptop keeps of its HQ, and where the token lies."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend

from organizer_app.db import facts
from organizer_app.db.store import Store
from organizer_app.sync import credentials
from organizer_app.sync.credentials import Hq
from organizer_app.wire import seal

KEYS = seal.new_keys()
HQ = Hq("https://hq.example.org", "laptop-1", "aa" * 32, "bb" * 32, KEYS, "cc" * 32, 5)


class Safe(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def safe() -> Iterator[Safe]:
    before, made = keyring.get_keyring(), Safe()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_before_joining_there_is_no_hq(store: Store) -> None:
    with store.exchanging() as (raw, _):
        assert credentials.joined(raw) is None


def test_what_was_joined_is_there_again(store: Store) -> None:
    with store.exchanging() as (raw, _):
        credentials.save(raw, HQ)
        found = credentials.joined(raw)
    assert found is not None
    assert (found.address, found.device, found.hq_sign, found.hq_box, found.certificate, found.token_at) == (
        HQ.address,
        HQ.device,
        HQ.hq_sign,
        HQ.hq_box,
        HQ.certificate,
        HQ.token_at,
    )
    assert found.keys.sign_pub == KEYS.sign_pub


def test_keys_stay_the_same_until_joining_is_through(store: Store) -> None:
    with store.exchanging() as (raw, _):
        first = credentials.keys_for_joining(raw)
        assert credentials.keys_for_joining(raw).sign_pub == first.sign_pub
        credentials.save(raw, HQ)
        assert credentials.keys_for_joining(raw).sign_pub != first.sign_pub


def test_the_token_lies_in_the_keyring_and_not_in_the_database(store: Store, safe: Safe) -> None:
    known = (Safe.__module__,)
    assert credentials.keep_in_keyring("laptop-1", "secret", known=known)
    with store.exchanging() as (raw, _):
        credentials.keep_token(raw, "secret", in_keyring=True, now=9)
        assert credentials.token_in_keyring("laptop-1", known=known) == "secret"
        assert credentials.token_in_database(raw) == ""
    assert len(safe.kept) == 1
    credentials.forget_in_keyring("laptop-1", known=known)
    assert not safe.kept


def test_without_a_keyring_the_token_lies_in_the_encrypted_database(store: Store) -> None:
    assert not credentials.keep_in_keyring("laptop-1", "secret")
    with store.exchanging() as (raw, _):
        credentials.keep_token(raw, "secret", in_keyring=False, now=9)
        assert credentials.token_in_database(raw) == "secret"
    assert b"secret" not in store.path.read_bytes()


def test_a_token_that_stayed_on_another_computer_is_missing(store: Store) -> None:
    with store.exchanging() as (raw, _):
        credentials.keep_token(raw, "secret", in_keyring=True, now=9)
        assert credentials.token_in_database(raw) == ""
    assert credentials.token_in_keyring("laptop-1") == ""


def test_what_is_forgotten_is_gone_but_hqs_keys(store: Store) -> None:
    with store.exchanging() as (raw, _):
        credentials.save(raw, HQ)
        credentials.keep_token(raw, "secret", in_keyring=False, now=9)
        credentials.forget(raw)
        assert credentials.joined(raw) is None
        assert credentials.token_in_database(raw) == ""
        assert facts.get(raw, credentials.HQ_SIGN) == HQ.hq_sign
