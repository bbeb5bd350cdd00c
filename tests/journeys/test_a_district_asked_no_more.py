"""A camp asks a district no more: its laptop loses the camp, what it had not sent is seen, and undo brings all back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from organizer_app.db.store import Store
from organizer_app.domain.areas import area_id
from organizer_app.jobs import sync
from organizer_app.models import Conflict, Member
from organizer_app.services import camp_withdrawals, camps, history, invitations, shared_camps
from tests.journeys.test_a_division_camp import CODES, DAY, DIVISION, bucket, does, laptop, reads, rows, synced
from tests.sync.online import Online, online


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


def person(store: Store, name: str, place: str) -> bytes:
    with store.transaction("members.add") as session:
        made = Member(name=name, area_id=area_id("district", CODES[place]), bucket=bucket(place))
        session.add(made)
    return made.id


def names(store: Store) -> set[str]:
    """Whom a laptop was told of by camps, those left off the list without."""
    return {row["name"] for row in rows(store, "invitees") if row["archived_at"] is None}


def test_a_district_is_asked_no_more_while_its_laptop_is_away(hq: Online) -> None:
    host = laptop(hq, "division", *((f"{bucket(name)}:up", "rw") for name in ("ranchi", "gumla")))
    ranchi, gumla = (laptop(hq, name, (bucket(name), "rw")) for name in ("ranchi", "gumla"))
    camp = does(
        host,
        camps.add,
        title="Division training",
        area=DIVISION,
        from_on=DAY,
        to_on=DAY,
        sessions=[camps.NewSession(DAY, "10:00", "12:00", "Booth work")],
        districts={area_id("district", CODES[name]): None for name in ("ranchi", "gumla")},
    )
    synced(host, ranchi, gumla)
    does(ranchi, invitations.invite_one, camp=camp, member=person(ranchi, "Sita Devi", "ranchi"))
    does(gumla, invitations.invite_one, camp=camp, member=person(gumla, "Birsa Munda", "gumla"))
    synced(ranchi, gumla, host, ranchi, gumla)
    assert names(host) == names(ranchi) == names(gumla) == {"Sita Devi", "Birsa Munda"}

    # Gumla is away and invites one more; meanwhile it is asked no more.
    does(gumla, invitations.invite_one, camp=camp, member=person(gumla, "Etwa Oraon", "gumla"))
    assert does(host, camp_withdrawals.withdraw, camp=camp, district=area_id("district", CODES["gumla"]), now=1) == 1
    synced(host, ranchi)
    assert names(ranchi) == {"Sita Devi"}
    done = sync.run(gumla)
    assert (done.error, done.waiting) == ("", 0)
    assert (rows(gumla, "camps"), rows(gumla, "invitees"), len(rows(gumla, "members"))) == ([], [], 2)

    # What Gumla had not sent is seen where the camp is run, and is on no list.
    sync.run(host)
    assert names(host) == names(ranchi) == {"Sita Devi"}
    with host.reading() as session:
        laid_aside = session.query(Conflict).filter_by(kind="out-of-scope").all()
    assert {row.tbl for row in laid_aside} == {"invitations", "invitees"}

    # Undo: Gumla is asked again and has its person on the list.
    last = next(a for a in reads(host, history.acts, limit=5) if a.verb.endswith(".withdraw"))
    does(host, history.undo, tx=last.tx)
    for store in (host, ranchi, gumla, host):
        assert sync.run(store).error == ""
    assert names(gumla) == names(host) == {"Sita Devi", "Birsa Munda"}
    assert {a.name: a.invited for a in reads(host, shared_camps.asked, camp=camp)} == {"Gumla": 1, "Ranchi": 1}
