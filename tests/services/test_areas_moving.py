"""A block comes to another district on a laptop that has not joined: its people follow, and nothing else moves."""

import pytest
from sqlalchemy import text

from organizer_app.domain.areas import area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.models import Outbox
from organizer_app.services import areas, areas_moving, consents, posts
from tests.services.world import DISTRICT, KANKE, NAMKUM, OTHER_DISTRICT, STATE, World


def buckets(world: World, table: str) -> dict[str, int]:
    with world.store.reading() as session:
        return dict(session.execute(text(f"SELECT bucket, count(*) FROM {table} GROUP BY bucket")).all())


def moved(world: World, **given: object) -> areas_moving.AreasMoved:
    with world.store.upkeep() as session:
        return areas_moving.move(session, **({"places": [NAMKUM], "to": OTHER_DISTRICT} | given))  # type: ignore[arg-type]


def test_people_follow_with_what_is_theirs_and_come_back(world: World) -> None:
    who = next(p for p in world.people if world.member(p).area_id == area_id("booth", "S27-063-0003"))
    world.do(posts.appoint, member=who, title="secretary", area=NAMKUM)
    world.do(consents.record, member=who, purpose="organisation", channel="call")
    camp = world.camp(area=NAMKUM, title="In Namkum")
    before = buckets(world, "members")
    told = world.read(areas_moving.consequences, places=[NAMKUM], to=OTHER_DISTRICT)
    assert (told.places, told.district, told.camps) == (("Namkum",), "Khunti", ("In Namkum",))
    assert buckets(world, "members") == before
    assert moved(world) == told
    assert buckets(world, "members") == {"D339": before["D339"] - told.people, "D341": told.people}
    assert (buckets(world, "posts"), buckets(world, "consents")) == ({"D341": 1}, {"D341": 1})
    assert world.read(areas.bucket_of, area=NAMKUM) == "D341"
    assert buckets(world, "camps") == {"D339": 1}
    assert camp
    with world.store.reading() as session:  # what is sent is the people, not the list of areas
        assert set(session.scalars(text("SELECT DISTINCT tbl FROM outbox WHERE bucket = 'D341'"))) == {
            *("members", "posts", "consents"),
        }
        assert session.query(Outbox).filter_by(tbl="areas").count() == 0
    moved(world, to=DISTRICT)
    assert buckets(world, "members") == before


def test_what_can_not_be_is_refused(world: World) -> None:
    for given, sentence in (
        ({"to": KANKE}, "is no district"),
        ({"places": [STATE]}, "no part of a district"),
        ({"to": DISTRICT}, "belongs to Ranchi already"),
    ):
        with pytest.raises(RuleBroken, match=sentence):
            moved(world, **given)
    with world.store.applying() as session:
        session.execute(text("INSERT INTO sync_state(k, v) VALUES ('device', 'a'), ('buckets', '[]')"))
    with pytest.raises(RuleBroken, match="come from HQ"):
        moved(world)
