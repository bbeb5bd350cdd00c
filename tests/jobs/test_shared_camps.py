"""Camps above a district around an exchange: what has to go by the clock, and what never goes."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.hq import bundles as hq_bundles
from organizer_app.hq.hub import Hub
from organizer_app.jobs import bundles, data_folder, shared_camps, sync
from organizer_app.models import Camp, Invitation, Invitee, SyncState
from organizer_app.services import attendance, camp_records, camps, day_closes, invitations, sheets
from tests.sync.online import add, online

DAY_MS = 86_400_000
NOW = 1_800_000_000_000
CAMP, PERSON, AREA, HOME = bytes([1]) * 16, bytes([2]) * 16, bytes([3]) * 16, "D339"
BUCKET = f"camp:{CAMP.hex()}"


@pytest.fixture
def laptop(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A laptop of Ranchi that holds a closed camp; HQ was heard of two days ago."""
    held(store)
    monkeypatch.setattr(shared_camps, "now_ms", lambda: NOW)
    return store


def held(store: Store) -> None:
    facts = {"device": "ranchi", "buckets": json.dumps([HOME, BUCKET]), "settled": "1"}
    facts["exchanged_at"] = str(NOW - 2 * DAY_MS)
    of_camp: dict[str, Any] = {
        "title": "Camp",
        "area_id": AREA,
        "from_on": date(2026, 12, 1),
        "to_on": date(2026, 12, 2),
        "districts": {HOME: 0},
    }
    with store.applying() as session:
        session.add_all(SyncState(k=k, v=v) for k, v in facts.items())
        session.execute(text("INSERT INTO cursor(bucket, ver) VALUES (:b, 9), ('D339', 9)"), {"b": BUCKET})
        session.add(Camp(id=CAMP, bucket=BUCKET, status="closed", **of_camp))
        session.add(Invitation(id=PERSON, bucket=BUCKET, camp_id=CAMP, member_id=PERSON))
        told: dict[str, Any] = {"home_bucket": HOME, "area_id": AREA, "name": "Asha Slim"}
        session.add(Invitee(id=PERSON, bucket=BUCKET, camp_id=CAMP, member_id=PERSON, **told))
    with store.applying() as session:
        session.execute(text("UPDATE camps SET changed_at = :at"), {"at": NOW - 31 * DAY_MS})


def count(store: Store, table: str, bucket: str = BUCKET) -> int:
    with store.reading() as session:
        return int(session.execute(text(f"SELECT count(*) FROM {table} WHERE bucket = :b"), {"b": bucket}).scalar_one())


def test_thirty_days_after_closing_it_is_gone_and_what_is_kept_at_home_is_not(laptop: Store) -> None:
    with laptop.transaction("invitations.answer", "Asha Slim") as session:
        session.get_one(Invitation, PERSON).state = "confirmed"
    with laptop.applying() as session:
        session.execute(text("UPDATE outbox SET state = 'acked'"))
    shared_camps.purge_old(laptop)
    assert [count(laptop, table) for table in ("camps", "invitations", "invitees", "cursor")] == [0, 0, 0, 0]
    assert [count(laptop, table, HOME) for table in ("camps", "invitations")] == [1, 1]
    with laptop.reading() as session:
        assert session.execute(text("SELECT about FROM acts")).scalars().all() == [""]
        assert "Asha" not in str(session.execute(text("SELECT f, was FROM outbox")).all())
    shared_camps.purge_old(laptop)
    assert count(laptop, "camps", HOME) == 1


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE camps SET status = 'held'",
        f"UPDATE camps SET changed_at = {NOW - 29 * DAY_MS}",
        f"UPDATE sync_state SET v = {NOW - DAY_MS // 2} WHERE k = 'exchanged_at'",
        "DELETE FROM cursor",
    ],
)
def test_a_camp_goes_on_that_is_not_over_or_while_hq_can_tell(laptop: Store, change: str) -> None:
    with laptop.applying() as session:
        session.execute(text(change))
    shared_camps.purge_old(laptop)
    assert [count(laptop, table) for table in ("camps", "invitations", "invitees")] == [1, 1, 1]


def test_nothing_goes_while_something_of_it_was_not_sent(laptop: Store) -> None:
    with laptop.transaction("invitations.answer") as session:
        session.get_one(Invitation, PERSON).state = "declined"
    shared_camps.purge_old(laptop)
    assert count(laptop, "invitees") == 1


def test_half_a_camp_is_not_kept_as_if_it_were_all(laptop: Store) -> None:
    with laptop.applying() as session:
        session.execute(text("DELETE FROM sync_state WHERE k = 'settled'"))
    assert not shared_camps.settle(laptop)
    assert count(laptop, "camps", HOME) == 0


def test_nothing_is_compared_again_until_something_changed(laptop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shared_camps.settle(laptop)
    monkeypatch.setattr(camp_records, "bring_home", lambda _session: pytest.fail("nothing changed"))
    assert not shared_camps.settle(laptop)
    monkeypatch.undo()
    with laptop.applying() as session:
        session.execute(text("UPDATE cursor SET ver = 10 WHERE bucket = :b"), {"b": BUCKET})
        session.get_one(Invitation, PERSON).state = "confirmed"
    assert shared_camps.settle(laptop)


def test_what_is_changed_while_it_settles_is_looked_at_the_next_time(
    laptop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    upkeep = type(laptop).upkeep

    @contextmanager
    def then_more_comes(store: Store) -> Iterator[Any]:
        with upkeep(store) as session:
            yield session
        with store.exchanging() as (raw, _tables):
            raw.execute("UPDATE cursor SET ver = ver + 1")

    monkeypatch.setattr(type(laptop), "upkeep", then_more_comes)
    assert shared_camps.settle(laptop)
    monkeypatch.undo()
    looked: list[Store] = []
    monkeypatch.setattr(type(laptop), "upkeep", lambda store: (looked.append(store), upkeep(store))[1])
    shared_camps.settle(laptop)
    assert looked == [laptop]


def test_a_laptop_without_a_district_keeps_nothing(laptop: Store) -> None:
    with laptop.applying() as session:
        session.execute(text("UPDATE sync_state SET v = '[\"D339:up\"]' WHERE k = 'buckets'"))
    assert not shared_camps.settle(laptop)
    shared_camps.purge_old(laptop)
    assert [count(laptop, "camps"), count(laptop, "camps", HOME)] == [0, 0]


def test_what_came_in_a_file_comes_home_too(tmp_path: Path) -> None:
    """A camp of one district, without a line for that district's laptop after it was closed."""
    with online(tmp_path) as hq:
        host, ranchi = hq.laptop("division", ("D339:up", "rw")), hq.laptop("ranchi")
        for one in (host, ranchi):
            data_folder.load_areas(one, path=data_folder.pack_path("jharkhand"))
        member = add(ranchi, "Asha Kumari")[0]
        day = date(2030, 12, 1)
        with host.transaction("camps.add") as session:
            asked = {area_id("district", "339"): None}
            planned = [camps.NewSession(day, "10:00", "", "Phones")]
            division = area_id("division", "JH-SCN")
            common: dict[str, Any] = {"from_on": day, "to_on": day, "sessions": planned, "districts": asked}
            camp = camps.add(session, title="Division", area=division, **common)
        sync.run(host)
        sync.run(ranchi)
        with ranchi.transaction("invitations.invite_one") as session:
            invitations.invite_one(session, camp=camp, member=member)
        sync.run(ranchi)
        sync.run(host)
        with host.transaction("sheets.freeze") as session:
            sheets.freeze(session, camp=camp)
            attendance.mark_rest(session, session_id=camps.sessions(session, camp=camp)[0].id, as_="present")
            day_closes.close(session, camp=camp, day=day, despite="not counted")
        sync.run(host)
        bundles.write(ranchi, file=tmp_path / "out.organizer-sync")
        sealed = (tmp_path / "out.organizer-sync").read_bytes()
        answer = hq_bundles.answer(hq.site.engine, Hub(hq.site.engine), hq.site.keys, sealed, "out")
        (tmp_path / "in.organizer-sync").write_bytes(answer.data)
        bundles.read(ranchi, file=tmp_path / "in.organizer-sync")
        kept = camp_records.copy_id(camp, HOME)
        with ranchi.reading() as session:
            (line,) = attendance.lines(session, camp=kept)
        assert (line.name, list(line.marks.values())) == ("Asha Kumari", ["present"])
