"""Duplicates of a whole roster: what was planted is found, what only looks alike is left; then only what changed."""

import gc
import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from organizer_app.db.store import Store
from organizer_app.domain.errors import Cancelled
from organizer_app.domain.likeness import LIKELY
from organizer_app.domain.progress import Progress
from organizer_app.jobs import data_folder, duplicates, made_up_state
from organizer_app.memory import uncollected
from organizer_app.models import DuplicateFound, DuplicateStale, Member
from organizer_app.services import duplicates_found, duplicates_waiting, members
from organizer_app.services.duplicates import raw_execute
from organizer_app.services.duplicates_all import all_pairs
from tests.jobs.duplicates_truth import TEST_SEED, measure

PRECISION, RECALL = 0.97, 0.95


def state(folder: Path, people: int) -> tuple[Store, Path]:
    created = data_folder.create(folder / "data", passphrase=secrets.token_hex(4), use_keyring=False)
    made = made_up_state.make(created.store, members=people, seed=TEST_SEED, beside=folder / "state")
    return created.store, made.truth


def check(folder: Path, people: int) -> None:
    store, truth = state(folder, people)
    likely = duplicates.run(store)
    found = measure(store, truth)
    store.close()
    assert likely > 0
    assert found.precision >= PRECISION, found
    assert found.recall >= RECALL, found


def test_what_was_planted_is_found_and_little_else(tmp_path: Path) -> None:
    check(tmp_path, 6_000)


@pytest.mark.slow
def test_what_was_planted_in_a_district_is_found(tmp_path: Path) -> None:
    check(tmp_path, 25_000)


def known(store: Store) -> set[tuple[int, int]]:
    with store.reading() as session:
        return {(a, b) for a, b in session.execute(select(DuplicateFound.first, DuplicateFound.second))}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small state, one for the tests that only change it a little."""
    made, _truth = state(tmp_path_factory.mktemp("state"), 600)
    yield made
    made.close()


def test_only_whom_something_changed_of_is_looked_at_again(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    duplicates.run(store)
    before = known(store)
    with store.reading() as session:
        waits = duplicates_waiting.waiting(session)
        assert len(waits) == duplicates_waiting.count(session) > 5
        assert all(w.first < w.second for w in waits)
        assert [w.likeness for w in waits] == sorted((w.likeness for w in waits), reverse=True)
        one, other = (members.record(session, i) for i in (waits[0].first, waits[0].second))
        whole = [m for m in session.scalars(select(Member)) if m.phones and m.guardian and m.birth_year]
        twin = next(m for m in whole if m.id not in {i for w in waits for i in (w.first, w.second)})

    def everybody(*_given: object, **_more: object) -> None:
        raise AssertionError("all were looked at")

    monkeypatch.setattr(duplicates, "_all", everybody)
    with store.transaction("members.edit") as session:
        members.edit(session, id=other.id, changes={"name": "Nobody Else", "name_other": "", "phones": ""})
    with store.transaction("members.add") as session:
        phones = ", ".join(p["number"] for p in twin.phones)
        new = members.New(name=twin.name, guardian=twin.guardian, phones=phones, area=twin.area_id)
        added = members.add(session, new=new)
    with store.reading() as session:
        changed = duplicates_found.stale(session)
        added_n = members.record(session, added).n
    assert changed == sorted((other.n, added_n))
    duplicates.run(store)
    after = known(store)
    pair = (min(one.n, other.n), max(one.n, other.n))
    assert pair in before - after
    assert (twin.n, added_n) in after - before
    assert {p for p in before if other.n not in p} <= after
    with store.reading() as session:
        assert duplicates_found.stale(session) == []


class Stop(Progress):
    def step(self, done: int, total: int = 0, text: str = "") -> None:
        if done > 40:
            raise Cancelled


def test_nothing_of_the_roster_is_left_to_the_collector_of_garbage(store: Store) -> None:
    """In the window it comes only when everything rests: a state's list would stay until then."""
    with store.reading() as session, uncollected():
        gc.collect()
        assert list(all_pairs(raw_execute(session), lambda _done: None))
        assert gc.collect() < 100


def test_who_stops_it_loses_nothing_and_all_are_looked_at_next_time(store: Store) -> None:
    duplicates.run(store)
    before = known(store)
    with store.applying() as session:
        duplicates_found.begin(session)
    with pytest.raises(Cancelled):
        duplicates.run(store, Stop())
    assert known(store) == before
    with store.reading() as session:
        assert duplicates_found.stale(session) is None
    duplicates.run(store)
    assert known(store) == before
    with store.reading() as session:
        assert session.scalars(select(DuplicateStale.n)).all() == []


def test_many_who_changed_are_looked_at_in_turns_that_may_be_stopped(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    duplicates.run(store)
    before = known(store)
    monkeypatch.setattr(duplicates, "AT_ONCE", 4)
    with store.transaction("members.edit") as session:
        changed = session.scalars(
            select(Member.n).where(Member.archived_at.is_(None)).order_by(Member.n).limit(10)
        ).all()
        for n in changed:
            members.edit(session, id=session.get_one(Member, n).id, changes={"birth_year": ""})
        for n in changed[5:]:
            members.edit(session, id=session.get_one(Member, n).id, changes={"name": f"Nobody {n}"})
    with store.reading() as session:
        due = duplicates_found.stale(session)
    with pytest.raises(Cancelled):
        duplicates.run(store, Stop())
    with store.reading() as session:
        left = duplicates_found.stale(session)
    assert due
    assert left
    assert left == due[-len(left) :] != due
    likely = duplicates.run(store)
    assert gc.isenabled()
    after = known(store)
    assert after < before or after == before
    with store.applying() as session:
        duplicates_found.begin(session)
    assert duplicates.run(store) == likely
    assert known(store) == after
    highest = max(second for _first, second in after)
    with store.reading() as session:
        count = session.scalar(
            select(func.count()).where(DuplicateFound.second >= highest, DuplicateFound.likeness >= LIKELY)
        )
    assert duplicates.run(store, after=highest - 1) == count
    assert duplicates.run(store, after=highest) == 0
