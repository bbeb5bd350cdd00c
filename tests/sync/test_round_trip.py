"""Laptops against a real hub on SQLite: what one writes, the others get; nothing is lost when answers are."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from organizer_app.hq import database, grants, tables
from organizer_app.hq import generations as hq_generations
from organizer_app.hq.hub import Hub
from organizer_app.hq.sql import Sql
from organizer_app.models import sent_columns
from organizer_app.sync import generations
from organizer_app.sync.client import Applied
from organizer_app.sync.shapes import SHAPES
from organizer_app.wire.protocol import Refusal, answer_from, encode, exchange_from
from tests.sync.laptop import NOW, B, Laptop, member, rid

OTHER = "D341"
RAM, SITA = rid("ram"), rid("sita")


class Site:
    """HQ's hub and its laptops, with one clock."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now = engine, NOW
        database.prepare(engine)
        self.hub = Hub(engine, clock=lambda: self.now)
        self.laptops: dict[str, Laptop] = {}

    def join(self, name: str, *buckets: str, mode: str = "rw") -> Laptop:
        with self.engine.begin() as connection:
            connection.execute(tables.device.insert().values(id=name, status="active"))
            for bucket in buckets:
                grants.grant(Sql(connection), name, bucket, mode)
        self.laptops[name] = Laptop()
        return self.laptops[name]

    def grant(self, name: str, bucket: str, mode: str | None) -> None:
        with self.engine.begin() as connection:
            if mode:
                grants.grant(Sql(connection), name, bucket, mode)
            else:
                grants.withdraw(Sql(connection), name, bucket)

    def exchange(self, name: str, *, lost: bool = False, **limits: int) -> Applied | None:
        """One exchange through JSON, as it travels; `lost`: the answer never arrives."""
        laptop = self.laptops[name]
        self.now += 1000
        laptop.now = self.now
        request = laptop.ask(**limits)
        try:
            said = encode(self.hub.handle(name, exchange_from(encode(request))))
        except Refusal as refusal:
            if refusal.type == "generation-changed":
                generations.change(laptop.raw, refusal.extra["gen"])
            elif refusal.type == "cursor-expired":
                generations.restart(laptop.raw, refusal.extra["buckets"])
            else:
                raise
            return Applied(more=True)
        return None if lost else laptop.apply(answer_from(said), request)

    def settle(self, *names: str) -> None:
        """Exchanges until nobody has anything to do."""
        for _ in range(200):
            done = [self.exchange(name) for name in (names or self.laptops)]
            if not any(applied is None or applied.more or applied.received for applied in done):
                return
        raise AssertionError("no end")


@pytest.fixture
def site() -> Iterator[Site]:
    engine = database.open_engine("sqlite://")
    yield Site(engine)
    engine.dispose()


def contents(laptop: Laptop) -> dict[str, list[Any]]:
    """What everybody must have alike: every sent column of every synced table, and where HQ has it."""
    found = {}
    for name, shape in SHAPES.items():
        columns = ", ".join(f"t.{column}" for column in sent_columns(shape.table))
        known = "LEFT JOIN sync_row s ON s.tbl = ? AND s.id = t.id"
        query = f"SELECT lower(hex(t.id)), s.bucket, t.bucket, s.rev, {columns} FROM {name} t {known} ORDER BY t.id"
        found[name] = laptop.rows(query, name)
    return found


def alike(*laptops: Laptop) -> bool:
    first, *others = [contents(laptop) for laptop in laptops]
    return all(first == other for other in others)


def test_what_one_writes_the_other_gets(site: Site) -> None:
    one, two = site.join("one", B), site.join("two", B)
    phones = [{"number": "+919812345678", "kind": "mobile", "problem": ""}]
    one.add(RAM, name="राम लाल", phones=phones, birth_year=1980, area_id=rid("area"), archived_at=None)
    site.settle()
    assert two.one("SELECT name, birth_year, area_id, phones FROM members")[:3] == ("राम लाल", 1980, rid("area"))
    assert two.one("SELECT number FROM member_phones") == "+919812345678"
    assert one.one("SELECT count(*) FROM want") == 0
    assert one.states() == ["acked"]
    two.edit(RAM, birth_year=None, notes="x")
    site.settle()
    assert one.one("SELECT birth_year, notes FROM members") == (None, "x")
    assert alike(one, two)


def test_two_edits_of_one_field_end_in_one_conflict_everywhere(site: Site) -> None:
    one, two = site.join("one", B), site.join("two", B)
    one.add(RAM)
    site.settle()
    for laptop, name in ((one, "पहला"), (two, "दूसरा")):
        laptop.raw.execute("UPDATE capture SET clock = ?", (site.now + (5 if laptop is two else 1),))
        laptop.edit(RAM, name=name)
    site.settle()
    assert alike(one, two)
    assert one.one("SELECT name FROM members") == "दूसरा"
    kept, lost, rid_, status = one.one("SELECT kept, lost, rid, status FROM conflicts")
    assert (kept, lost, rid_, status) == ('"दूसरा"', '"पहला"', RAM, "open")
    one.edit(one.one("SELECT id FROM conflicts"), "conflicts", status="kept")
    site.settle()
    assert two.one("SELECT status FROM conflicts") == "kept"
    assert one.one("SELECT count(*) FROM conflicts") == 1


def test_a_record_moves_between_buckets_of_its_laptop_and_out_of_the_others(site: Site) -> None:
    both, one = site.join("both", B, OTHER), site.join("one", B)
    other = site.join("other", OTHER)
    one.add(RAM)
    site.settle()
    both.edit(RAM, bucket=OTHER, place="Khunti")
    site.settle()
    assert one.one("SELECT count(*) FROM members") == 0
    assert other.one("SELECT place, bucket FROM members") == ("Khunti", OTHER)
    assert both.revision(RAM) == other.revision(RAM)
    other.edit(RAM, notes="here now")
    site.settle()
    assert alike(both, other)


def test_a_laptop_without_the_other_bucket_leaves_the_record_where_it_is(site: Site) -> None:
    one, two = site.join("one", B), site.join("two", B)
    one.add(RAM)
    site.settle()
    one.edit(RAM, bucket=OTHER, place="Khunti")
    site.settle()
    assert two.one("SELECT place, bucket FROM members") == ("Khunti", B)
    assert alike(one, two)


def test_an_erased_person_is_gone_from_all_and_stays_away(site: Site) -> None:
    one, two = site.join("one", B), site.join("two", B)
    one.add(RAM, name="झबरू")
    one.add(SITA)
    site.settle()
    one.raw.execute("DELETE FROM members WHERE id = ?", (RAM,))
    two.edit(RAM, notes="झबरू not sent yet")
    site.settle()
    assert alike(one, two)
    assert "झबरू" not in str([two.rows(f"SELECT * FROM {t}") for t in ("outbox", "members", "conflicts", "acts")])
    assert two.rows("SELECT id FROM members") == [(SITA,)]


def memory_of(site: Site) -> Any:
    """A copy of HQ's database, to be put back later."""
    raw: Any = site.engine.raw_connection()
    copied = sqlite3.connect(":memory:")
    raw.driver_connection.backup(copied)
    raw.close()
    return copied


def put_back(site: Site, memory: Any) -> None:
    raw: Any = site.engine.raw_connection()
    memory.backup(raw.driver_connection)
    raw.close()
    memory.close()


@pytest.mark.parametrize("says_so", [True, False])
def test_hq_restored_from_a_backup_gets_back_what_it_forgot(site: Site, says_so: bool) -> None:
    """Also when somebody only copied the file back, as long as HQ's counters tell."""
    one, two = site.join("one", B), site.join("two", B)
    one.add(RAM)
    site.settle()
    memory = memory_of(site)
    one.edit(RAM, name="नया")
    two.add(SITA)
    site.settle()
    put_back(site, memory)
    if says_so:
        with site.engine.begin() as connection:
            hq_generations.begin(connection, [], now=site.now)
    site.settle()
    assert alike(one, two)
    assert sorted(one.rows("SELECT name FROM members")) == [("नया",), ("राम",)]
    assert one.one("SELECT count(*) FROM conflicts") == 0


def test_a_bucket_taken_away_goes_with_its_people_and_comes_back_whole(site: Site) -> None:
    one, two = site.join("one", B), site.join("two", B)
    one.add(RAM)
    site.settle()
    site.grant("two", B, None)
    two.edit(RAM, name="देर से")
    site.settle()
    assert two.one("SELECT count(*) FROM members") == 0
    assert two.states() == ["parked"]
    site.grant("two", B, "ro")
    site.settle()
    assert two.one("SELECT name FROM members") == "राम"
    assert one.one("SELECT kind FROM conflicts") == "out-of-scope"


def test_the_idle_check_finds_nothing_where_nothing_is_wrong_and_mends_what_is(site: Site) -> None:
    one, two = site.join("one", B), site.join("two", B)
    for number in range(5):
        one.add(rid(str(number)))
    site.settle()
    site.now += 2 * 86_400_000
    two.now = site.now + 1000
    assert two.ask().chk[B][0] == 5
    applied = site.exchange("two")
    assert applied is not None
    assert not applied.more
    two.raw.execute("DELETE FROM sync_row WHERE id = ?", (rid("1"),))
    two.raw.execute("UPDATE capture SET applying = 1")
    two.raw.execute("DELETE FROM members WHERE id IN (?, ?)", (rid("1"), rid("2")))
    two.raw.execute("UPDATE capture SET applying = 0")
    site.now += 2 * 86_400_000
    site.settle()
    assert alike(one, two)


FAULTS = ("edit", "edit", "edit", "add", "erase", "move", "grant", "sync", "sync", "sync", "lose", "resolve", "late")


@pytest.mark.parametrize("seed", range(12))
def test_many_faults_converge(site: Site, seed: int) -> None:
    """A short random life; tests/simulation lives longer and breaks more."""
    dice = random.Random(seed)
    for name in ("one", "two"):
        site.join(name, B)
    site.join("all", B, OTHER)
    kept: list[tuple[str, Any, Any]] = []
    steps: dict[str, Callable[[str, Laptop, list[bytes]], None]] = {
        "edit": lambda _n, laptop, ids: _edit(laptop, dice, ids),
        "add": lambda _n, laptop, _ids: laptop.add(rid(f"{dice.random()}"), name=f"नाम {dice.randrange(99)}"),
        "erase": lambda _n, laptop, ids: _erase(laptop, dice, ids),
        "move": lambda _n, laptop, ids: _move(laptop, dice, ids),
        "grant": lambda _n, _l, _ids: site.grant("two", B, dice.choice(["rw", "ro", None])),
        "sync": lambda name, _l, _ids: _sync(site, name, dice, kept),
        "lose": lambda name, _l, _ids: _lose(site, name),
        "resolve": lambda _n, laptop, _ids: _resolve(laptop, dice),
        "late": lambda _n, _l, _ids: _late(site, kept, dice),
    }
    for _ in range(60):
        name = dice.choice(["one", "two", "all"])
        laptop = site.laptops[name]
        steps[dice.choice(FAULTS)](name, laptop, [r for (r,) in laptop.rows("SELECT id FROM members ORDER BY id")])
    site.grant("two", B, "rw")
    site.settle()
    assert alike(site.laptops["one"], site.laptops["two"])
    assert all("waiting" not in laptop.states() for laptop in site.laptops.values())
    in_ranchi = [r for r in contents(site.laptops["all"])["members"] if r[1] == B]
    assert in_ranchi == contents(site.laptops["one"])["members"]
    for laptop in site.laptops.values():
        laptop.raw.execute("INSERT INTO member_search(member_search, rank) VALUES ('integrity-check', 1)")


def _edit(laptop: Laptop, dice: random.Random, ids: list[bytes]) -> None:
    if ids:
        laptop.edit(dice.choice(ids), **{dice.choice(["name", "notes", "place"]): f"क {dice.randrange(9)}"})


def _erase(laptop: Laptop, dice: random.Random, ids: list[bytes]) -> None:
    if ids and dice.random() < 0.3:
        laptop.raw.execute("DELETE FROM members WHERE id = ?", (dice.choice(ids),))


def _move(laptop: Laptop, dice: random.Random, ids: list[bytes]) -> None:
    if ids:
        laptop.edit(dice.choice(ids), bucket=dice.choice([B, OTHER]))


def _resolve(laptop: Laptop, dice: random.Random) -> None:
    found = [c for (c,) in laptop.rows("SELECT id FROM conflicts WHERE status = 'open' ORDER BY id")]
    if found:
        laptop.edit(dice.choice(found), "conflicts", status=dice.choice(["kept", "theirs"]))


def _sync(site: Site, name: str, dice: random.Random, kept: list[tuple[str, Any, Any]]) -> None:
    site.now += 1000
    laptop = site.laptops[name]
    laptop.now = site.now
    request = laptop.ask(max_ops=dice.choice([1, 3, 50]), max_rows=dice.choice([1, 2, 50]))
    said = site.hub.handle(name, request)
    kept.append((name, request, said))
    laptop.apply(said, request)


def _lose(site: Site, name: str) -> None:
    site.exchange(name, lost=True)


def _late(site: Site, kept: list[tuple[str, Any, Any]], dice: random.Random) -> None:
    """An old answer once more, as a file that was found again; or an old request."""
    if kept:
        name, request, said = dice.choice(kept)
        if dice.random() < 0.5:
            site.hub.handle(name, request)
        else:
            site.laptops[name].apply(said, request)


def test_documents_are_as_the_triggers_write_them() -> None:
    laptop = Laptop()
    laptop.add(RAM, wings=["aa"], phones=[{"number": "1", "kind": "", "problem": ""}])
    (op,) = laptop.ask().ops
    assert op.f == member(wings=["aa"], phones=[{"number": "1", "kind": "", "problem": ""}])
