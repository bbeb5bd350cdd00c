"""Sync by file: the same as over the network, in any order and however often."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain import clock
from organizer_app.domain.errors import RuleBroken
from organizer_app.hq import bundles as hq_bundles
from organizer_app.hq import generations
from organizer_app.hq.hub import Hub
from organizer_app.jobs import bundles, sync
from organizer_app.wire import protocol
from tests.sync.online import Online, add, dump, names, online, rename, states

PEOPLE = ("D339", "rw")  # without what is shared with the state: such a laptop sends no counts


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


class Courier:
    """Carries files between laptops and HQ."""

    def __init__(self, hq: Online) -> None:
        self.hq, self.folder, self.number = hq, hq.folder, 0

    def written(self, store: Store) -> Path:
        self.number += 1
        return bundles.write(store, file=self.folder / f"{self.number}{bundles.ENDING}").file

    def answered(self, file: Path) -> Path:
        """What `organizer-hq bundle` does, without the command."""
        site = self.hq.site
        hub = Hub(site.engine, clock=lambda: site.now)
        made = hq_bundles.answer(site.engine, hub, site.keys, file.read_bytes(), file.name)
        answer = file.with_name(f"answer-{file.name}")
        answer.write_bytes(made.data)
        return answer

    def round(self, store: Store) -> None:
        bundles.read(store, file=self.answered(self.written(store)))


@pytest.fixture
def courier(hq: Online) -> Courier:
    return Courier(hq)


def test_a_file_in_place_of_the_network_gives_the_same(hq: Online, courier: Courier) -> None:
    one, two = hq.laptop("one", PEOPLE), hq.laptop("two", PEOPLE)
    sita, _ = add(one, "Sita Devi", "Ramesh Oraon")
    courier.round(one)
    courier.round(two)
    assert names(two) == {"Sita Devi", "Ramesh Oraon"}
    rename(one, sita, phones="9876543210")
    rename(two, sita, phones="9876543211")
    courier.round(two)
    courier.round(one)
    courier.round(two)
    assert dump(one) == dump(two)
    assert states(one) == {"acked": 3}
    with two.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM conflicts")) == 1
    three = hq.laptop("three", PEOPLE)  # by the network
    assert dump(three) == dump(one)


def test_files_may_be_lost_doubled_swapped_and_mixed_with_the_network(hq: Online, courier: Courier) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    add(one, "Sita Devi")
    courier.written(one)  # lost
    first = courier.written(one)
    add(one, "Ramesh Oraon")
    second = courier.written(one)
    later, earlier = courier.answered(second), courier.answered(first)
    bundles.read(one, file=later)
    bundles.read(one, file=earlier)
    bundles.read(one, file=later)
    assert states(one) == {"acked": 2}
    sync.run(one)
    courier.answered(second)
    sync.run(two)
    assert names(two) == {"Sita Devi", "Ramesh Oraon"}
    assert dump(one) == dump(two)


def test_a_file_that_was_written_counts_as_not_sent(hq: Online, courier: Courier) -> None:
    one = hq.laptop("one", PEOPLE)
    add(one, "Sita Devi")
    before = _facts(one)
    courier.written(one)
    assert states(one) == {"waiting": 1}
    assert _facts(one) == before


def test_people_of_a_district_that_was_never_granted_stay_here_and_the_file_ends(hq: Online, courier: Courier) -> None:
    one = hq.laptop("one", PEOPLE)
    add(one, "Sita Devi")
    add(one, "Ramesh Oraon", bucket="D999")
    made = bundles.write(one, file=courier.folder / "some.organizer-sync")
    assert made.sent == 1
    bundles.read(one, file=courier.answered(made.file))
    assert states(one) == {"acked": 1, "waiting": 1}
    assert bundles.write(one, file=courier.folder / "none.organizer-sync").sent == 0


def _facts(store: Store) -> list[object]:
    with store.reading() as session:
        return list(session.execute(text("SELECT k, v FROM sync_state ORDER BY k")))


def test_more_than_one_exchange_goes_into_a_file(hq: Online, courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "MAX_OPS", 10)
    monkeypatch.setattr(protocol, "MAX_OPS", 10)
    one, two = hq.laptop("one", PEOPLE), hq.laptop("two", PEOPLE)
    add(one, *(f"Person {n}" for n in range(35)))
    made = bundles.write(one, file=courier.folder / "many.organizer-sync")
    assert made.sent == 35
    totals = bundles.read(one, file=courier.answered(made.file))
    assert (totals.sent, totals.exchanges) == (35, 4)
    assert states(one) == {"acked": 35}
    courier.round(two)
    assert dump(one) == dump(two)


def test_a_restored_hq_asks_for_the_file_again(hq: Online, courier: Courier) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    courier.round(one)
    with hq.site.engine.begin() as connection:
        for table in ("head", "oplog"):
            connection.exec_driver_sql(f"DELETE FROM {table}")
        connection.exec_driver_sql("UPDATE bucket SET ver = 0")
        generations.begin(connection, (), now=hq.site.now)
    with pytest.raises(RuleBroken, match="Write the file once more"):
        courier.round(one)
    courier.round(one)
    assert states(one) == {"acked": 1}
    assert names(hq.laptop("two")) == {"Sita Devi"}


def test_what_is_read_in_the_wrong_place_is_said_so(hq: Online, courier: Courier, store: Store) -> None:
    one, two = hq.laptop("one"), hq.laptop("two")
    file = courier.written(one)
    answer = courier.answered(file)
    before = dump(two)
    with pytest.raises(RuleBroken, match="is HQ's answer to another laptop"):
        bundles.read(two, file=answer)
    with pytest.raises(RuleBroken, match="is the file for HQ"):
        bundles.read(one, file=file)
    with pytest.raises(RuleBroken, match="has not joined an HQ"):
        bundles.read(store, file=answer)
    with pytest.raises(RuleBroken, match="Join first"):
        bundles.write(store, file=courier.folder / "no.organizer-sync")
    with pytest.raises(RuleBroken, match="is an answer of HQ"):
        courier.answered(answer)
    assert dump(two) == before


def test_a_file_of_an_unknown_laptop_and_of_another_hq_are_refused(
    hq: Online, courier: Courier, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    with online(tmp_path / "elsewhere") as other:
        file = Courier(other).written(other.laptop("one"))
        with pytest.raises(RuleBroken, match="is for another HQ"):
            courier.answered(file)
    known = courier.written(hq.laptop("two"))
    with hq.site.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM laptops")
    with pytest.raises(RuleBroken, match="from a laptop that HQ does not know"):
        courier.answered(known)


def test_a_damaged_answer_changes_nothing(hq: Online, courier: Courier) -> None:
    one = hq.laptop("one")
    add(one, "Sita Devi")
    answer = courier.answered(courier.written(one))
    whole = answer.read_bytes()
    for damaged in (whole[:-1], whole[:-40] + bytes(40), b"", whole[: len(whole) // 2]):
        answer.write_bytes(damaged)
        with pytest.raises(RuleBroken, match="is damaged"):
            bundles.read(one, file=answer)
    assert states(one) == {"waiting": 1}


def test_a_file_that_is_something_else_is_not_overwritten(hq: Online, courier: Courier) -> None:
    one = hq.laptop("one")
    letter = courier.folder / "letter.odt"
    letter.write_bytes(b"Dear friends")
    with pytest.raises(RuleBroken, match="exists and is no file for HQ"):
        bundles.write(one, file=letter)
    assert letter.read_bytes() == b"Dear friends"
    bundles.write(one, file=courier.written(one))  # an earlier file for HQ is replaced
    letter.write_bytes(b"")
    assert bundles.write(one, file=letter).bytes == letter.stat().st_size, "an empty file holds nothing to lose"


def test_an_answer_too_large_is_not_read(hq: Online, courier: Courier, monkeypatch: pytest.MonkeyPatch) -> None:
    one = hq.laptop("one")
    answer = courier.answered(courier.written(one))
    monkeypatch.setattr(bundles.bundle, "MAX_FILE", 100)
    with pytest.raises(RuleBroken, match="too large"):
        bundles.read(one, file=answer)


def test_an_edit_that_lay_about_in_a_file_is_as_old_as_it_is(hq: Online, courier: Courier) -> None:
    one, two = hq.laptop("one", PEOPLE), hq.laptop("two", PEOPLE)
    hour, made, site = 3_600_000, clock.now_ms(), hq.site

    def at(store: Store, hours: int) -> None:
        """The time of the last edit, on a laptop whose clock is right at the hour 0."""
        with store.exchanging() as (raw, _tables):
            raw.execute("UPDATE outbox SET at = ? WHERE state = 'waiting'", (made + hours * hour,))

    site.now = made
    (sita,) = add(one, "Sita Devi")
    for store in (one, two):
        sync.run(store)
    rename(one, sita, address="earlier")
    at(one, 0)
    file = courier.written(one)
    site.now = made + 5 * hour
    rename(two, sita, address="later")
    at(two, -1)  # an hour before the exchange, by a laptop's clock that stands at 0 when HQ's is 5
    sync.run(two)
    site.now = made + 9 * hour
    bundles.read(one, file=courier.answered(file))
    sync.run(two)
    for store in (one, two):
        with store.reading() as session:
            assert session.scalar(text("SELECT address FROM members")) == "later"
            assert session.scalar(text("SELECT count(*) FROM conflicts")) == 1
