"""A revoked laptop comes back to HQ: its data opens under a passphrase, what it had not sent waits for people."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.cli.main import main as laptop_main
from organizer_app.db import envelope, key
from organizer_app.db.envelope import ENVELOPE, VERSION, Envelope
from organizer_app.db.store import Store
from organizer_app.domain.errors import RuleBroken
from organizer_app.hq import devices
from organizer_app.hq.keys import signing
from organizer_app.hq.settings import DATA_VARIABLE, DB_VARIABLE
from organizer_app.jobs import bundles, joining, sync
from organizer_app.jobs.opening import REVOKED, DataFolder
from organizer_app.services import conflicts
from organizer_app.wire import closed_laptop, orders, seal
from tests.hq.test_admin import Command
from tests.sync.online import RANCHI, Online, add, names, online, rename

SECRET = "four words of hq"


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


@pytest.fixture
def command(hq: Online, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    monkeypatch.delenv(DATA_VARIABLE, raising=False)
    monkeypatch.setenv(DB_VARIABLE, str(hq.site.engine.url))
    monkeypatch.setenv("ORGANIZER_PASSPHRASE", SECRET)
    return Command(hq.site.folder, capsys)


@pytest.fixture
def closed(hq: Online) -> Path:
    """The folder of a laptop that was revoked while one change had not gone out."""
    folder = hq.folder / "one"
    data_key, _code = key.create(folder, passphrase="one two three four", use_keyring=False)
    one = Store(folder, data_key, operator="Asha")
    joining.join(one, code=hq.site.code(*RANCHI, label="Ranchi 1"), address=hq.url, device="one")
    (sita,) = add(one, "Sita Devi")
    sync.run(one)
    rename(one, sita, name="Sita Kumari")
    revoke(hq)
    with pytest.raises(sync.Revoked):
        sync.run(one)
    one.close()
    return folder


def revoke(hq: Online) -> None:
    with hq.site.engine.begin() as connection:
        laptop = devices.find(connection, "Ranchi 1")
        devices.revoke(connection, laptop, signing(hq.site.keys, None), now=hq.site.now, who="admin")


def test_hq_opens_the_data_under_a_passphrase_of_its_own(hq: Online, command: Command, closed: Path) -> None:
    folder = DataFolder(closed)
    assert folder.look() == REVOKED
    folder.close()
    with pytest.raises(SystemExit) as refused:
        laptop_main(["--data", str(closed), "members", "list"])
    assert refused.value.code == 1
    copy = shutil.copytree(closed, hq.folder / "copy")
    told = command("--json", "open-laptop", str(copy)).json
    assert told["label"] == "Ranchi 1"
    (unsent,) = told["unsent"]
    assert unsent.endswith("unsent-for-hq.organizer-sync")
    opened = DataFolder(copy, passphrase=SECRET)
    opened.open()
    assert names(opened.store) == {"Sita Kumari"}
    with pytest.raises(sync.Revoked):  # and it gives itself up again as soon as it meets HQ
        sync.run(opened.store)
    opened.close()
    with pytest.raises(RuleBroken):
        key.unlock(closed, passphrase=SECRET, use_keyring=False)
    assert [entry["act"] for entry in command("--json", "audit").json].count("open-laptop") == 1


def test_what_was_not_sent_waits_as_a_decision_and_again_changes_nothing(
    hq: Online, command: Command, closed: Path
) -> None:
    two = hq.laptop("two")
    for _ in range(2):
        told = command("--json", "take-in", str(closed / "unsent-for-hq.organizer-sync")).json
        assert told["ops"] == {"parked": 1}
        sync.run(two)
    assert names(two) == {"Sita Devi"}
    with two.reading() as session:
        ((one,),) = (record.conflicts for record in conflicts.listing(session))
    assert (one.kind, one.lost.usr) == ("out-of-scope", "Asha")
    assert "Sita Kumari" in one.lost.text


def test_a_laptop_that_is_not_revoked_uses_the_other_verb(hq: Online, command: Command, tmp_path: Path) -> None:
    two, file = hq.laptop("two"), tmp_path / "two.organizer-sync"
    add(two, "Ramesh Oraon")
    bundles.write(two, file=file)
    told = command("take-in", str(file))
    assert (told.code, told.err) == (
        1,
        "two.organizer-sync is from a laptop that is not revoked. Use “organizer-hq bundle” for it.\n",
    )


def bare(hq: Online, name: str, *, box: str, data: str = "d1") -> Path:
    """A folder as a revoked laptop leaves it, without data; `box` is the key that its own key is sealed to."""
    folder = hq.folder / name
    folder.mkdir()
    envelope.write(folder / ENVELOPE, Envelope(VERSION, "d1", {}))
    order = orders.sign(orders.Order(orders.REVOKE, "x", 1), seal.new_keys().sign)
    closed_laptop.write(folder, b"k" * 32, hq_box=box, device="x", envelope=data, order=order)
    return folder


def test_what_is_not_such_a_folder_is_one_sentence_and_stays_as_it_is(hq: Online, command: Command) -> None:
    ours, strange = hq.site.keys.box_pub, seal.new_keys().box_pub
    other_hq, other_data = bare(hq, "other-hq", box=strange), bare(hq, "other-data", box=ours, data="d2")
    damaged, none = bare(hq, "damaged", box=ours), bare(hq, "none", box=ours)
    file = damaged / closed_laptop.FILE
    file.write_bytes(file.read_bytes()[:50])
    (none / closed_laptop.FILE).unlink()
    for folder, sentence in (
        (other_hq, f"The data in {other_hq} was sealed to another HQ, or with keys this HQ does not have. Nothing was"),
        (other_data, f"The key in {other_data} is of other data. Copy the whole folder from the laptop. Nothing was"),
        (damaged, f"{file} is damaged or is not the key of a laptop that HQ closed."),
        (none, f"{none} is not the data of a laptop that HQ closed."),
    ):
        told = command("open-laptop", str(folder))
        assert (told.code, told.err.count("\n")) == (1, 1)
        assert told.err.startswith(sentence)
        assert envelope.read(folder / ENVELOPE).slots == {}
