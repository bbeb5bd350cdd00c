"""Before the laptop passes on, all is in a backup and at HQ, or in a file for HQ; a stop in between loses no step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from organizer_app.db import key
from organizer_app.db.store import Store
from organizer_app.domain.handover import Standing
from organizer_app.jobs import backups
from organizer_app.services import handover, pins
from organizer_app.settings import load
from organizer_app.sync.transport import NotReached
from tests.sync.online import Online, add, online
from ui.choices import Choices
from ui.pages_list import Context
from ui.settings.handover_data import Secure
from ui.shared.records import Records
from ui.shared.syncing import Syncing
from ui.shared.tasks import Tasks
from ui.start import settle


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


@pytest.fixture
def store(hq: Online) -> Store:
    """A laptop that joined, with a person that HQ lacks, in the hands of Asha, who hands it to Balu."""
    made = hq.laptop("one", ("D339", "rw"))
    key.create(made.folder / "other", passphrase="made-up", use_keyring=False)
    (made.folder / "other" / key.ENVELOPE).rename(made.folder / key.ENVELOPE)  # a backup carries a copy
    add(made, "Sita Devi")
    with made.transaction("pins.add") as session:
        pins.add(session, name=made.operator, role="organiser", pin="274950")
        balu = pins.add(session, name="Balu", role="organiser", pin="860371")
    with made.transaction("handover.begin") as session:
        handover.begin(session, receiver=balu)
    return made


@pytest.fixture
def secure(store: Store, tasks: Tasks, tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Secure]:
    records = Records(store, tasks)
    choices = Choices(load({}, usual_data=tmp_path / "none", usual_file=tmp_path / "settings.json"))
    syncing = Syncing(records, tasks)
    made = Secure(Context(records, choices, syncing=syncing))
    qtbot.addWidget(made)
    made.show()
    (tmp_path / "pendrive").mkdir()

    def again() -> None:
        made.show_standing(now(store), unsent(store))

    made.moved.connect(again)
    again()
    syncing.begin()
    settle(qapp, tasks)
    yield made
    syncing.stop()
    settle(qapp, tasks)


def now(store: Store) -> Standing:
    with store.reading() as session:
        return handover.standing(session)


def unsent(store: Store) -> int:
    with store.reading() as session:
        return handover.unsent(session)


def test_all_is_backed_up_and_sent(
    secure: Secure, store: Store, tasks: Tasks, qapp: QApplication, tmp_path: Path
) -> None:
    assert secure.missing() == ("backup", "sent")
    secure.back_up_to(tmp_path / "pendrive")
    settle(qapp, tasks)
    assert [f.name.endswith(".organizer-backup.zip") for f in (tmp_path / "pendrive").iterdir()] == [True]
    assert unsent(store) == 0
    assert now(store).sent_at
    assert secure.missing() == ()
    assert not secure.go.isVisible()


def test_without_a_line_what_hq_lacks_is_a_file_beside_the_backup(
    secure: Secure, store: Store, tasks: Tasks, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    secure.said.connect(said.append)
    monkeypatch.setattr("organizer_app.sync.transport.Transport.exchange", _not_reached)
    secure.back_up_to(tmp_path / "pendrive")
    settle(qapp, tasks)
    names = sorted(f.name.split(".", 1)[1] for f in (tmp_path / "pendrive").iterdir())
    assert names == ["organizer-backup.zip", "organizer-sync"]
    assert unsent(store) > 0
    assert secure.missing() == ()
    assert "HQ was not reached" in said[0]


def test_a_backup_that_was_stopped_is_made_again_and_one_that_was_made_is_not(
    secure: Secure, store: Store, tasks: Tasks, qapp: QApplication, tmp_path: Path
) -> None:
    backups.keep_folder(store, dest=tmp_path / "pendrive")
    secure.go.click()
    secure.strip._on_cancel()
    settle(qapp, tasks)
    assert (now(store).backup_at, list((tmp_path / "pendrive").iterdir())) == (None, [])
    assert secure.missing() == ("backup", "sent")
    secure.go.click()
    settle(qapp, tasks)
    made = now(store).backup_at
    assert made is not None
    secure.go.click()  # the rest is done; nothing is done twice
    settle(qapp, tasks)
    assert now(store).backup_at == made


def _not_reached(*_given: object) -> None:
    raise NotReached("HQ was not reached. Everything is saved here and goes out when the network is back.")
