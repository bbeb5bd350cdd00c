"""The same edits of two laptops, once over the network and once by files that are doubled, late and out of order."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain import clock
from organizer_app.hq import bundles as hq_bundles
from organizer_app.hq import database
from organizer_app.hq.hub import Hub
from organizer_app.jobs import bundles, sync
from organizer_app.wire.bundle import ENDING
from tests.hq.site import Site
from tests.sync.online import add, dump, online, rename

PEOPLE = ("D339", "rw")
LATER = 3_600_000  # milliseconds after the edits, on every clock: so that both ways give the same times


class Files:
    """Two laptops and an HQ that share no line. Every file is kept, and may be handed in again."""

    def __init__(self, site: Site, folder: Path, chance: Random) -> None:
        self.site, self.folder, self.chance = site, folder, chance
        self.hub = Hub(site.engine, clock=lambda: site.now)
        self.sent: list[Path] = []
        self.answers: dict[Store, list[Path]] = {}

    def write(self, store: Store) -> None:
        self.sent.append(bundles.write(store, file=self.folder / f"{len(self.sent)}{ENDING}").file)

    def answer(self, store: Store, file: Path) -> None:
        made = hq_bundles.answer(self.site.engine, self.hub, self.site.keys, file.read_bytes(), file.name)
        answered = self.folder / f"answer-{self.chance.randrange(10**9)}-{file.name}"
        answered.write_bytes(made.data)
        self.answers.setdefault(store, []).append(answered)

    def round(self, store: Store) -> None:
        """A file goes, one of the older ones goes with it, and all answers come in any order, some twice."""
        self.write(store)
        mine = self.sent[-1]
        self.answer(store, mine)
        self.answer(store, mine)
        found = [*self.answers[store], self.chance.choice(self.answers[store])]
        self.chance.shuffle(found)
        for answer in found:
            bundles.read(store, file=answer)


def edits(one: Store, two: Store, both: list[bytes]) -> None:
    """What the two type without a line: new people, changes of the same person, one field on which they disagree."""
    first, second, third = both
    rename(one, first, notes="from one", address="Lalpur")
    add(one, "Ramesh Oraon")
    rename(two, first, notes="from two")
    rename(two, second, phones="9876543210")
    rename(one, second, address="Kanke")
    add(two, "Budhni Devi", "Somra Munda")
    rename(two, third, notes="the same")
    rename(one, third, notes="the same")


def value(store: Store, query: str) -> object:
    with store.reading() as session:
        return session.scalar(text(query))


def set_clocks(site: Site, monkeypatch: pytest.MonkeyPatch, now: int) -> None:
    """HQ's and the laptops', which stand still then."""
    site.now = now
    monkeypatch.setattr(clock, "source", lambda: now)


@pytest.mark.parametrize("seed", range(2))
def test_files_in_any_order_give_what_the_network_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    with online(tmp_path) as hq:
        set_clocks(hq.site, monkeypatch, clock.now_ms())  # so that laptops know how far HQ's is from theirs: not at all
        one, two = hq.laptop("one", PEOPLE), hq.laptop("two", PEOPLE)
        both = add(one, "Sita Devi", "Mangra Oraon", "Phulo Kumari")
        for store in (one, two, one):
            sync.run(store)
        edits(one, two, both)
        now = clock.now_ms() + LATER
        set_clocks(hq.site, monkeypatch, now)
        copy = tmp_path / "copy"
        copy.mkdir()
        with closing(sqlite3.connect(tmp_path / "hq.sqlite")) as of, closing(sqlite3.connect(copy / "hq.sqlite")) as to:
            of.backup(to)
        for name in ("hq", "one", "two"):
            shutil.copytree(tmp_path / name, copy / name)
        for store in (one, two, one, two):
            assert sync.run(store).error == ""
        by_network = dump(one)
        assert dump(two) == by_network
        assert value(one, "SELECT count(*) FROM conflicts") == 1

        engine = database.open_engine(f"sqlite:///{copy / 'hq.sqlite'}")
        site = Site(engine, copy / "hq")
        site.now = now
        files = Files(site, copy, Random(seed))
        first, second = Store(copy / "one", one.key, operator="one"), Store(copy / "two", two.key, operator="two")
        for store in (first, first, second, first, second, first, second):
            files.round(store)
        assert dump(first) == dump(second) == by_network
        assert value(first, "SELECT count(*) FROM outbox WHERE state = 'waiting'") == 0
        first.close()
        second.close()
        engine.dispose()
