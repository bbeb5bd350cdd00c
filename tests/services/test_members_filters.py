"""What the members page may be filtered by, and taking people off."""

from organizer_app.domain.areas import area_id
from organizer_app.services import areas, members, members_filters, members_list, organisation, posts
from tests.conftest import District


def test_the_blocks_and_seats_of_the_home_district(district: District) -> None:
    with district.store.reading() as session:
        found = members_filters.choices(session)
    assert found.home is not None
    assert found.home.id == district.home
    assert {place.level for place in found.areas} == {"block", "vidhan_sabha"}
    assert len([place for place in found.areas if place.level == "block"]) == 18
    assert "Kanke" in [place.name for place in found.areas]
    assert found.total > 200


def test_a_wider_home_offers_districts(district: District) -> None:
    with district.store.transaction("organisation.set_home_area") as session:
        state = next(p for p in areas.places(session, levels=("state",)))
        organisation.set_home_area(session, area=state.id)
        found = members_filters.choices(session)
    assert {place.level for place in found.areas} == {"district"}


def test_offices_held_now_the_senior_ones_first(district: District) -> None:
    with district.store.transaction("posts.appoint") as session:
        who = members.add(session, new=members.New(name="Asha Tirkey"))
        posts.appoint(session, member=who, title="Sector in-charge")
        posts.appoint(session, member=who, title="president")
        gone = posts.appoint(session, member=who, title="Old words")
        posts.end(session, post=gone)
        offices = members_filters.choices(session).offices
    assert offices[0] == "president"
    assert offices[-1] == "Sector in-charge"
    assert "Old words" not in offices


def test_who_is_taken_off_is_not_counted_twice(district: District) -> None:
    with district.store.transaction("members.archive") as session:
        numbers = list(members_list.ids(session))[:600]
        assert members_filters.take_off(session, numbers=numbers) == len(numbers)
        assert members_filters.take_off(session, numbers=[*numbers, 999_999]) == 0
        assert members_filters.choices(session).total == members_list.count(session)


def test_a_search_among_a_filter(district: District) -> None:
    with district.store.transaction("members.add") as session:
        kanke = areas.find(session, code="Kanke", levels=("block",)).id
        bundu = areas.find(session, code="Bundu", levels=("block",)).id
        for area in (kanke, bundu):
            members.add(session, new=members.New(name="Zubeda Quraishi", area=area, status="volunteer"))
        among = members_list.Filter(area=kanke, status="volunteer")
        assert len(members_list.search(session, query="zubeda", among=among)) == 1
        assert len(members_list.search(session, query="zubeda", area=district.home, among=among)) == 2
        assert len(members_list.search(session, query="zubeda", among=members_list.Filter(status="lead"))) == 0
    assert area_id("block", "none") != kanke
