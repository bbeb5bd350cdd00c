"""Grants, and the buckets of camps above a district."""

from typing import Any

import pytest
from sqlalchemy import delete, select

from organizer_app.hq import grants
from organizer_app.hq.device_tables import laptops
from organizer_app.hq.hub import DAY_MS
from organizer_app.hq.sql import Sql
from organizer_app.hq.tables import grants as table
from tests.hq.world import ASHA, BALU, CHAND, DILIP, KHUNTI, RANCHI, World

CAMP = "camp:" + "c" * 32
TITLE = {"title": "Division camp", "area_id": ASHA, "from_on": "2026-12-01", "to_on": "2026-12-03"}


def held(world: World, name: str) -> dict[str, str]:
    with world.engine.connect() as connection:
        return {row.bucket: row.mode for row in connection.execute(select(table).where(table.c.dev == name))}


@pytest.fixture
def division(world: World) -> World:
    """A laptop that plans a camp above its district, and invites two people of Khunti and Ranchi."""
    world.laptop("division", "D341", "D341:up")
    laptop = world["division"]
    results = laptop.does(
        laptop.op(ASHA, TITLE, tbl="camps", bucket=CAMP),
        laptop.op(BALU, {"name": "B", "home_bucket": KHUNTI}, tbl="invitations", bucket=CAMP),
        laptop.op(ASHA, {"name": "A", "home_bucket": RANCHI}, tbl="invitations", bucket=CAMP),
    )
    assert [r.status for r in results] == ["ok", "ok", "ok"]
    return world


def test_the_first_op_makes_the_bucket_and_grants_the_districts(division: World) -> None:
    assert held(division, "division")[CAMP] == "rw"
    assert [held(division, name)[CAMP] for name in ("ranchi", "ranchi2", "khunti")] == ["rw"] * 3
    answer = division["khunti"].pulls()
    assert {row.tbl for row in answer.rows[CAMP]} == {"camps", "invitations"}


def test_the_districts_write_in_it(division: World) -> None:
    mark = {"session_id": ASHA, "member_id": BALU, "mark": "present"}
    assert division["khunti"].edits(BALU, mark, tbl="attendance", bucket=CAMP).status == "ok"


def test_a_laptop_that_joins_later_gets_the_camp_of_its_district(division: World) -> None:
    division.laptop("khunti2", KHUNTI)
    assert held(division, "khunti2") == {KHUNTI: "rw", CAMP: "rw"}


def test_a_laptop_that_leaves_the_district_leaves_its_camps(division: World) -> None:
    division.withdraw("khunti", KHUNTI)
    assert held(division, "khunti") == {KHUNTI: "past", CAMP: "past"}
    assert division["khunti"].pulls().buckets == []


def test_the_host_keeps_its_camp(division: World) -> None:
    division.withdraw("division", "D341")
    assert held(division, "division")[CAMP] == "rw"


def test_a_district_without_anything_above_it_opens_no_camp(world: World) -> None:
    assert world["ranchi"].edits(ASHA, TITLE, tbl="camps", bucket=CAMP).status == "parked"
    assert held(world, "ranchi") == {RANCHI: "rw"}


def test_a_stranger_does_not_get_into_a_camp_nor_invite_others(division: World) -> None:
    stranger = division.laptop("stranger", "D342", "D342:up")
    division.laptop("victim", "D343")
    result = stranger.edits(BALU, {"home_bucket": "D343"}, tbl="invitations", bucket=CAMP)
    assert result.status == "parked"
    assert CAMP not in held(division, "stranger")
    assert CAMP not in held(division, "victim")


def test_no_people_in_a_camp_but_invitees(division: World) -> None:
    assert division["division"].edits(BALU, {"name": "B"}, bucket=CAMP).status == "rejected"


@pytest.mark.parametrize(("days", "mode"), [(29, "rw"), (31, "past")])
def test_a_camp_is_taken_back_30_days_after_it_was_closed(division: World, days: int, mode: str) -> None:
    division["division"].edits(ASHA, {"status": "closed"}, tbl="camps", bucket=CAMP, base=1)
    division.now += days * DAY_MS
    division["khunti"].pulls()
    assert {held(division, name)[CAMP] for name in ("division", "khunti", "ranchi")} == {mode}
    division.laptop("khunti2", KHUNTI)
    assert (CAMP in held(division, "khunti2")) == (mode == "rw")


def test_a_camp_that_goes_on_is_not_taken_back(division: World) -> None:
    division.now += 400 * DAY_MS
    division["khunti"].pulls()
    assert held(division, "khunti")[CAMP] == "rw"


def test_a_quota_asks_its_district(world: World) -> None:
    district = {"level": "district", "code": "340", "name_en": "Khunti"}
    block = {"level": "block", "code": "7", "name_en": "Torpa", "district_id": CHAND}
    world.laptop("state", "state:20").does(
        world["state"].op(CHAND, district, tbl="areas", bucket="state:20"),
        world["state"].op(DILIP, block, tbl="areas", bucket="state:20"),
    )
    quota = world["state"].op(BALU, {"camp_id": ASHA, "area_id": DILIP, "wanted": 30}, tbl="quotas", bucket=CAMP)
    assert world["state"].does(world["state"].op(ASHA, TITLE, tbl="camps", bucket=CAMP), quota)[1].status == "ok"
    assert held(world, "khunti")[CAMP] == "rw"
    assert CAMP not in held(world, "ranchi")


def test_a_camp_names_the_districts_it_asks(world: World) -> None:
    state = world.laptop("state", "state:20")
    asked = {KHUNTI: 30, "hq": 1, "D339:up": 1, "camp:x": 1}
    state.does(state.op(ASHA, TITLE | {"districts": asked}, tbl="camps", bucket=CAMP))
    assert held(world, "khunti")[CAMP] == "rw"
    assert CAMP not in held(world, "ranchi")
    state.edits(ASHA, {"districts": {KHUNTI: 30, RANCHI: 0}}, tbl="camps", bucket=CAMP, base=1)
    assert held(world, "ranchi")[CAMP] == "rw"


def test_a_laptop_that_was_away_keeps_the_camp_until_it_has_fetched_the_marks(division: World) -> None:
    def seen(name: str, at: int) -> None:
        values = {"label": "", "name": name, "schema_number": 1, "sign_pub": "", "box_pub": "", "enrolled_at": 0}
        with division.engine.begin() as connection:
            connection.execute(delete(laptops).where(laptops.c.device == name))
            connection.execute(laptops.insert().values(device=name, seen_at=at, **values))

    closed = division.now
    division["division"].edits(ASHA, {"status": "closed"}, tbl="camps", bucket=CAMP, base=1)
    seen("khunti", closed - 1)
    seen("ranchi", closed + 1)
    division.now += 31 * DAY_MS
    division["ranchi"].pulls(cur={CAMP: division.version(CAMP)})
    assert [held(division, name)[CAMP] for name in ("khunti", "ranchi", "ranchi2")] == ["rw", "past", "past"]
    division.now += DAY_MS
    seen("khunti", division.now)  # it is back, and the first to ask this day
    answer = division["khunti"].pulls(max=1)
    assert answer.rows[CAMP]
    assert answer.more
    assert division["khunti"].pulls(cur=answer.cur).rows[CAMP]
    division.now += DAY_MS
    division["khunti"].pulls(cur={CAMP: division.version(CAMP)})
    assert held(division, "khunti")[CAMP] == "past"


@pytest.mark.parametrize(("bucket", "mode"), [("local", "rw"), ("x", "rw"), (RANCHI, "all")])
def test_no_grant_of_what_is_no_bucket_or_mode(world: World, bucket: str, mode: str) -> None:
    with pytest.raises(ValueError, match=bucket), world.engine.begin() as connection:
        grants.grant(Sql(connection), "ranchi", bucket, mode)


def test_a_grant_can_be_narrowed_and_widened(world: World) -> None:
    world.grant("ranchi", RANCHI, "ro")
    assert world["ranchi"].edits(ASHA, {"name": "A"}).status == "parked"
    world.grant("ranchi", RANCHI, "rw")
    assert world["ranchi"].edits(ASHA, {"name": "A"}).status == "ok"


ASKED = {RANCHI: 30, KHUNTI: 0}
SLIM = {"name": "B", "camp_id": ASHA, "member_id": BALU, "area_id": DILIP}


@pytest.fixture
def asking(world: World) -> World:
    """A state's camp that asks two districts; Khunti has invited somebody."""
    state = world.laptop("state", "state:20")
    state.does(state.op(ASHA, TITLE | {"districts": ASKED, "host": "state"}, tbl="camps", bucket=CAMP))
    world["khunti"].edits(BALU, SLIM | {"home_bucket": KHUNTI}, tbl="invitees", bucket=CAMP)
    return world


def without_khunti(world: World, *, base: int = 1) -> None:
    world["state"].edits(ASHA, {"districts": {RANCHI: 30, KHUNTI: -1}}, tbl="camps", bucket=CAMP, base=base)


def off_the_list(world: World) -> None:
    world["state"].edits(BALU, {"archived_at": 5}, tbl="invitees", bucket=CAMP, base=1)


@pytest.mark.parametrize("first", [off_the_list, without_khunti])
def test_a_district_asked_no_more_loses_the_camp_once_nobody_of_it_is_on_the_list(asking: World, first: Any) -> None:
    first(asking)
    assert held(asking, "khunti")[CAMP] == "rw"
    (without_khunti if first is off_the_list else off_the_list)(asking)
    assert held(asking, "khunti")[CAMP] == "past"
    assert [held(asking, name)[CAMP] for name in ("state", "ranchi", "ranchi2")] == ["rw"] * 3
    assert CAMP not in asking["khunti"].pulls().buckets
    late = asking["khunti"].edits(CHAND, SLIM | {"home_bucket": KHUNTI}, tbl="invitees", bucket=CAMP)
    assert late.status == "parked", "and what it had not sent does not bring it back"
    asking.laptop("khunti2", KHUNTI)
    assert CAMP not in held(asking, "khunti2")


def test_asking_again_gives_the_camp_back(asking: World) -> None:
    off_the_list(asking)
    without_khunti(asking)
    asking["state"].edits(ASHA, {"districts": ASKED}, tbl="camps", bucket=CAMP, base=2)
    assert held(asking, "khunti")[CAMP] == "rw"
    assert {row.tbl for row in asking["khunti"].pulls().rows[CAMP]} == {"camps", "invitees"}


def test_who_runs_the_camp_or_has_another_of_its_districts_keeps_it(world: World) -> None:
    host = world.laptop("host", KHUNTI, f"{KHUNTI}:up")
    world.laptop("both", RANCHI, KHUNTI)
    host.does(host.op(ASHA, TITLE | {"districts": ASKED, "host": "host"}, tbl="camps", bucket=CAMP))
    host.edits(ASHA, {"districts": {RANCHI: 30, KHUNTI: -1}}, tbl="camps", bucket=CAMP, base=1)
    modes = {name: held(world, name)[CAMP] for name in ("host", "both", "ranchi", "khunti")}
    assert modes == {"host": "rw", "both": "rw", "ranchi": "rw", "khunti": "past"}


def test_who_can_not_write_in_a_camp_takes_it_from_nobody(asking: World) -> None:
    off_the_list(asking)
    stranger = asking.laptop("stranger", "D342", "D342:up")
    stranger.edits(ASHA, {"districts": {RANCHI: -1, KHUNTI: -1}}, tbl="camps", bucket=CAMP, base=1)
    assert [held(asking, name)[CAMP] for name in ("khunti", "ranchi")] == ["rw", "rw"]
