"""The envelope: who opens it, who does not, and what damage says."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from organizer_app.db import envelope, key
from organizer_app.db.connect import connect
from organizer_app.domain.errors import RuleBroken

GOOD = (__name__,)  # this module's keyring counts as a known-good one
PASSPHRASE = "चार शब्द याद रखो"


class InMemory(KeyringBackend):
    priority = 1.0  # type: ignore[assignment]  # keyring declares a class property

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise keyring.errors.KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def safe() -> Iterator[InMemory]:
    before, mine = keyring.get_keyring(), InMemory()
    keyring.set_keyring(mine)
    yield mine
    keyring.set_keyring(before)


@pytest.fixture
def no_safe() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    yield
    keyring.set_keyring(before)


def test_passphrase_opens_and_a_wrong_one_does_not(
    tmp_path: Path, no_safe: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key, "PASSPHRASE_COST", envelope.PASSPHRASE_COST)  # as no other test does, to be quick
    data_key, _code = key.create(tmp_path, passphrase=PASSPHRASE)
    assert len(data_key) == 32
    assert key.slots(tmp_path) == {key.PASSPHRASE, key.RECOVERY}
    assert envelope.read(tmp_path / envelope.ENVELOPE).slots[key.PASSPHRASE].cost == 2**16
    assert key.unlock(tmp_path, passphrase=PASSPHRASE) == data_key
    for wrong in (PASSPHRASE + " ", PASSPHRASE[:-1], "x"):
        with pytest.raises(RuleBroken, match="This passphrase does not open"):
            key.unlock(tmp_path, passphrase=wrong)
    with pytest.raises(RuleBroken, match="empty"):
        key.unlock(tmp_path, passphrase="")


def test_two_keyboards_write_one_passphrase(tmp_path: Path) -> None:
    one_sign, letter_and_nukta = "\u0958लम", "\u0915\u093cलम"
    data_key, _code = key.create(tmp_path, passphrase=one_sign, use_keyring=False)
    assert key.unlock(tmp_path, passphrase=letter_and_nukta) == data_key


def test_recovery_code_opens_however_it_is_typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key, "new_code", lambda: "01ABC-D10EF-GHJKM-NPQRS-TVWXY-Z2345")
    data_key, code = key.create(tmp_path, passphrase=PASSPHRASE, use_keyring=False)
    assert key.unlock(tmp_path, recovery=code) == data_key
    typed = f"  {code.lower().replace('-', ' ').replace('0', 'o').replace('1', 'l')}\n"
    assert key.unlock(tmp_path, recovery=typed) == data_key
    assert key.unlock(tmp_path, recovery=code.replace("1", "I").replace("0", "O")) == data_key
    wrong = ("0" if code[0] != "0" else "2") + code[1:]
    with pytest.raises(RuleBroken, match="recovery code does not open"):
        key.unlock(tmp_path, recovery=wrong)
    stored = (tmp_path / key.ENVELOPE).read_text()
    assert code not in stored
    assert data_key.hex() not in stored


@given(st.text(max_size=60))
def test_any_typing_is_read_without_error(typed: str) -> None:
    assert set(key._code_bytes(typed).decode()) <= set(key.ALPHABET)


def test_the_alphabet_has_no_twins() -> None:
    assert len(set(key.ALPHABET)) == 32
    assert not set("ILOU") & set(key.ALPHABET)
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}", key.new_code())
    assert len({key.new_code() for _ in range(50)}) == 50


def test_keyring_opens_without_a_word(tmp_path: Path, safe: InMemory) -> None:
    data_key, _code = key.create(tmp_path, known=GOOD)
    assert key.slots(tmp_path) == {key.KEYRING, key.RECOVERY}
    assert not key.needs_passphrase(tmp_path, known=GOOD)
    assert key.unlock(tmp_path, known=GOOD) == data_key
    assert data_key.hex() not in safe.kept.values()
    assert len(safe.kept) == 1  # the probe is gone
    with pytest.raises(RuleBroken, match="needs its passphrase"):
        key.unlock(tmp_path, use_keyring=False)


def test_two_folders_do_not_share_a_place_in_the_keyring(tmp_path: Path, safe: InMemory) -> None:
    keys = [key.create(tmp_path / name, known=GOOD)[0] for name in "ab"]
    assert [key.unlock(tmp_path / name, known=GOOD) for name in "ab"] == keys


def test_a_locked_or_emptied_keyring_asks_for_the_passphrase(tmp_path: Path, safe: InMemory) -> None:
    data_key, _code = key.create(tmp_path, passphrase=PASSPHRASE, known=GOOD)
    safe.locked = True
    assert key.needs_passphrase(tmp_path, known=GOOD)
    safe.locked = False
    safe.kept.clear()
    assert key.needs_passphrase(tmp_path, known=GOOD)
    with pytest.raises(RuleBroken, match="needs its passphrase"):
        key.unlock(tmp_path, known=GOOD)
    assert key.unlock(tmp_path, passphrase=PASSPHRASE, known=GOOD) == data_key
    assert key.remember(tmp_path, data_key, known=GOOD)
    assert key.unlock(tmp_path, known=GOOD) == data_key


def test_a_keyring_nobody_vouches_for_is_not_used(tmp_path: Path, safe: InMemory) -> None:
    assert key.keyring_available(known=GOOD)
    assert not key.keyring_available()
    with pytest.raises(RuleBroken, match="Choose a passphrase"):
        key.create(tmp_path)
    assert not safe.kept
    assert not (tmp_path / key.ENVELOPE).exists()


def test_a_passphrase_given_is_the_only_way_tried(tmp_path: Path, safe: InMemory) -> None:
    key.create(tmp_path, passphrase=PASSPHRASE, known=GOOD)
    with pytest.raises(RuleBroken, match="passphrase"):
        key.unlock(tmp_path, passphrase="wrong", known=GOOD)


def test_changes_rewrite_the_envelope_and_not_the_database(tmp_path: Path, no_safe: None) -> None:
    data_key, code = key.create(tmp_path, passphrase=PASSPHRASE)
    connect(tmp_path / key.DATABASE, data_key).close()
    before = (tmp_path / key.DATABASE).read_bytes()
    key.change_passphrase(tmp_path, data_key, "another")
    new_code = key.renew_recovery(tmp_path, data_key)
    assert key.unlock(tmp_path, passphrase="another") == key.unlock(tmp_path, recovery=new_code) == data_key
    for old in ({"passphrase": PASSPHRASE}, {"recovery": code}):
        with pytest.raises(RuleBroken):
            key.unlock(tmp_path, **old)
    assert (tmp_path / key.DATABASE).read_bytes() == before
    with pytest.raises(RuleBroken, match="empty"):
        key.change_passphrase(tmp_path, data_key, "")


@pytest.mark.parametrize("name", [key.ENVELOPE, key.DATABASE])
def test_a_folder_with_data_never_gets_another_key(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"precious")
    with pytest.raises(RuleBroken, match="already holds data"):
        key.create(tmp_path, passphrase=PASSPHRASE)
    assert (tmp_path / name).read_bytes() == b"precious"


def test_damage_is_told_from_a_wrong_passphrase(tmp_path: Path) -> None:
    key.create(tmp_path, passphrase=PASSPHRASE, use_keyring=False)
    file = tmp_path / key.ENVELOPE
    whole = file.read_bytes()
    flipped = bytearray(whole)
    flipped[whole.index(b'"sealed": "') + 15] ^= 1
    for damaged in (b"", whole[:100], b"\xff" * 50, b"[]", bytes(flipped)):
        file.write_bytes(damaged)
        with pytest.raises(RuleBroken, match=r"organizer\.key is damaged.*every backup carries a copy"):
            key.unlock(tmp_path, passphrase=PASSPHRASE)
    file.unlink()
    with pytest.raises(RuleBroken, match=r"organizer\.key is missing"):
        key.unlock(tmp_path, passphrase=PASSPHRASE)


def test_a_slot_fits_no_other_envelope_and_a_later_version_is_told(tmp_path: Path) -> None:
    for name in "ab":
        key.create(tmp_path / name, passphrase=PASSPHRASE, use_keyring=False)
    mine, other = (envelope.read(tmp_path / name / key.ENVELOPE) for name in "ab")
    mixed = envelope.Envelope(1, mine.id, {**mine.slots, key.PASSPHRASE: other.slots[key.PASSPHRASE]})
    envelope.write(tmp_path / "a" / key.ENVELOPE, mixed)
    with pytest.raises(RuleBroken, match="passphrase does not open"):
        key.unlock(tmp_path / "a", passphrase=PASSPHRASE)
    envelope.write(tmp_path / "a" / key.ENVELOPE, envelope.Envelope(2, mine.id, mine.slots))
    with pytest.raises(RuleBroken, match="newer version"):
        key.slots(tmp_path / "a")


def test_a_planted_cost_cannot_eat_the_memory(tmp_path: Path) -> None:
    key.create(tmp_path, passphrase=PASSPHRASE, use_keyring=False)
    planted = json.loads((tmp_path / key.ENVELOPE).read_text())
    planted["slots"][key.PASSPHRASE]["cost"] = 2**40
    with pytest.raises(RuleBroken, match="damaged"):
        envelope.decode(json.dumps(planted).encode(), tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_only_the_owner_reads_the_envelope(tmp_path: Path) -> None:
    key.create(tmp_path / "new", passphrase=PASSPHRASE, use_keyring=False)
    assert (tmp_path / "new" / key.ENVELOPE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert [p.name for p in (tmp_path / "new").iterdir()] == [key.ENVELOPE]


def test_passphrase_of_scripts(tmp_path: Path) -> None:
    assert key.passphrase_from_environment({}) is None
    assert key.passphrase_from_environment({"ORGANIZER_PASSPHRASE": "from outside"}) == "from outside"
    file = tmp_path / "passphrase.txt"
    file.write_bytes("\ufeffगुप्त शब्द\r\nsecond line".encode())
    assert key.passphrase_from_environment({"ORGANIZER_PASSPHRASE": "x"}, file) == "गुप्त शब्द"
    for bad in (b"", b"\n", b"\xff\xfe"):
        file.write_bytes(bad)
        with pytest.raises(RuleBroken, match="No passphrase in"):
            key.passphrase_from_environment({}, file)
    with pytest.raises(RuleBroken, match="No passphrase in"):
        key.passphrase_from_environment({}, tmp_path / "absent")


def test_the_keyring_library_is_not_loaded_before_it_is_asked() -> None:
    code = "import sys, organizer_app.db.key; sys.exit('keyring' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
