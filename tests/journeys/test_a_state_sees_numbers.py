"""A district works, its state looks: the numbers arrive, and on the state's laptop there is not one person.

The HQ is real and listens; the grants are those that HQ gives to a district's and to a state's laptop.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from organizer_app.db.store import Store
from organizer_app.domain import buckets
from organizer_app.domain.areas import AreaLine
from organizer_app.domain.buckets import Kind
from organizer_app.domain.clock import now_ms, today
from organizer_app.domain.rollups import DistrictNumbers
from organizer_app.hq import packs, scopes
from organizer_app.hq.hub import Hub
from organizer_app.jobs import joining, made_up, made_up_camps, sync
from organizer_app.models import Member
from organizer_app.services import erasing, rollups
from tests.conftest import Template
from tests.sync.online import Online, online


@pytest.fixture
def hq(tmp_path: Path) -> Iterator[Online]:
    with online(tmp_path) as made:
        yield made


@pytest.fixture
def ranchi(district_template: Template, tmp_path: Path) -> Iterator[Store]:
    """The made-up district on the day of a camp, when everybody is marked."""
    shutil.copytree(district_template.folder, tmp_path / "ranchi-data")
    store = Store(tmp_path / "ranchi-data", district_template.key, operator="Asha")
    camp = made_up.plan_camp(store, area=district_template.home, seed=1, day=today())
    made_up_camps.invite(store, camp, area=district_template.home, wanted=40)
    made_up_camps.freeze(store, camp)
    made_up_camps.mark(store, camp, seed=1)
    yield store
    store.close()


def people(store: Store) -> list[Member]:
    with store.reading() as session:
        return list(session.scalars(select(Member)))


def numbers(store: Store) -> dict[str, DistrictNumbers]:
    with store.reading() as session:
        return {one.code: one for one in rollups.districts(session, now=now_ms())}


def everything(store: Store) -> bytes:
    """Every value of every table of a laptop, those inside the search index too."""
    found = []
    with store.reading() as session:
        for table in session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all():
            for row in session.execute(text(f'SELECT * FROM "{table}"')):
                found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\n".join(found)


def traces(whole: bytes, gone: list[Member]) -> list[str]:
    """Whatever of these people is in there: ids as bytes or text, names in either script, numbers, guardians."""
    said = {
        word
        for one in gone
        for word in (one.name, one.name_other, one.guardian, one.id.hex(), *(p["number"] for p in one.phones))
        if len(word) > 3
    }
    return [word for word in sorted(said) if word.encode() in whole] + [m.name for m in gone if m.id in whole]


def loads_areas(hq: Online) -> None:
    """HQ has a list of the state's districts, by which it knows what a laptop of a place may hold."""
    lines = [AreaLine("state", "20", "Jharkhand", "झारखंड", state_code="20")]
    lines += [AreaLine("district", code, code, code, "state", "20") for code in ("339", "341")]
    packs.load(hq.site.engine, Hub(hq.site.engine), packs.of_areas(lines), now=hq.site.now, who="admin")


def test_the_state_sees_what_the_district_counted_and_nobody_of_it(hq: Online, ranchi: Store) -> None:
    loads_areas(hq)
    with hq.site.engine.connect() as connection:
        of_district, of_state = (scopes.of_area(connection, code) for code in ("339", "20"))
    assert ("D339", "rw") in of_district
    assert not any(buckets.kind(bucket) is Kind.DISTRICT for bucket, _mode in of_state)
    joining.join(ranchi, code=hq.site.code(*of_district), address=hq.url, device="Ranchi")
    state = hq.laptop("state", *of_state)
    known = people(ranchi)
    assert traces(everything(ranchi), known)[:1], "the search would find somebody"

    seen = numbers(state)
    assert seen["339"].counts["people"] == sum(m.status in ("lead", "member", "volunteer") for m in known)
    assert 20 < seen["339"].counts["came"] <= 40
    assert seen["339"].counts["blocks_reached"] > 1
    assert sum(block.counts.get("people", 0) for block in seen["339"].blocks) <= seen["339"].counts["people"]
    assert (seen["341"].as_of, seen["341"].silent) == (None, True)
    assert people(state) == []
    assert traces(everything(state), known) == []

    # Somebody leaves for good; the next count is without them, and there was nothing to erase at the state.
    before = seen["339"].counts["people"]
    gone = next(m for m in known if m.status == "member")
    with ranchi.transaction("members.erase") as session:
        erasing.erase(session, member=gone.id, reason="asked for it")
    for store in (ranchi, state):
        assert sync.run(store).error == ""
    assert numbers(state)["339"].counts["people"] == before - 1
    assert traces(everything(state), known) == []
