"""Erasing with progress: looking can be cancelled, and what was written while it looked is looked at, too."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from organizer_app.db import erased_texts, tidying
from organizer_app.domain.erased_words import SIGN
from organizer_app.domain.errors import Cancelled, RuleBroken
from organizer_app.domain.progress import Progress
from organizer_app.jobs import backups, erasing
from organizer_app.jobs.data_folder import create
from organizer_app.models import Member, Outbox
from organizer_app.services import members
from tests.services.test_erased_texts import NAME, decrypted, planted, traces
from tests.services.world import Template, World


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return Template(tmp_path_factory.mktemp("district"))


@pytest.fixture
def world(template: Template) -> Iterator[World]:
    made = template.fresh()
    yield made
    made.store.close()


class Once(Progress):
    """Does something at the first step."""

    def __init__(self, work: object) -> None:
        self._work, self.texts = work, set[str]()

    def step(self, done: int, total: int = 0, text: str = "") -> None:
        assert done <= total
        self.texts.add(text)
        if callable(self._work):
            work, self._work = self._work, None
            work()


def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes each reading of all texts."""
    made: list[str] = []
    look = erased_texts.look

    def noted(*given: Any) -> erased_texts.Looked:
        made.append("looked")
        return look(*given)

    monkeypatch.setattr(erased_texts, "look", noted)
    return made


def test_what_was_found_before_is_enough(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    member = planted(world)
    made, progress = looks(monkeypatch), Once(None)
    receipt = erasing.erase(world.store, progress, member=member, reason="asked")
    assert dict(receipt.erased)["members"] == 1
    assert len(made) == 1, "the transaction itself is short"
    assert progress.texts == {"Looking for the name in what others wrote"}
    assert [trace for trace in traces() if trace in decrypted(world.store)] == []


def test_who_writes_of_them_meanwhile_is_looked_at(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    member, other = world.people[:2]
    world.do(members.edit, id=member, changes={"name": NAME})
    made = looks(monkeypatch)
    write = Once(lambda: world.do(members.edit, id=other, changes={"notes": f"ask {NAME}"}))
    erasing.erase(world.store, write, member=member, reason="asked")
    assert world.member(other).notes == f"ask {SIGN}"
    assert len(made) == 2
    with world.store.reading() as session:
        assert all(NAME not in str(op.f) for op in session.scalars(select(Outbox)))


def test_cancelled_or_refused_nothing_happened(world: World) -> None:
    member = world.people[0]

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        erasing.erase(world.store, Once(stop), member=member, reason="asked")
    with pytest.raises(RuleBroken, match="Reason"):
        erasing.erase(world.store, member=member, reason=" ")
    with world.store.reading() as session:
        assert session.scalar(select(Member.id).where(Member.id == member)) == member
    assert not world.store.is_untidy()


def test_a_large_file_is_written_anew_before_the_next_backup(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tidying, "LARGEST", 1)
    store = create(tmp_path / "data", passphrase="neela ghada", use_keyring=False).store
    with store.transaction("members.add") as session:
        member = members.add(session, new=members.New(name="Sita Devi"))
    erasing.erase(store, member=member, reason="asked")
    assert store.is_untidy()
    progress = Once(None)
    backups.make(store, progress, dest=tmp_path / "b.zip")
    assert not store.is_untidy()
    assert {"Writing the data anew", "Copying the data"} <= progress.texts
    store.close()
