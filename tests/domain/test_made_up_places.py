from organizer_app.domain.areas import district_bucket
from organizer_app.domain.made_up_places import DEMO_DISTRICTS, booths, pack_rows, places, polling_station_rows


def test_booths_hang_in_both_trees() -> None:
    for pack, district in DEMO_DISTRICTS.items():
        rows = {(r["level"], r["code"]): r for r in pack_rows(pack)}
        made = booths(pack)
        assert len({b.code for b in made}) == len(made) > 50
        for booth in made:
            assert rows["block", booth.parent_code]["parent"] == district
            assert ("vidhan_sabha", booth.constituency_code) in rows
            assert booth.name_hi
            assert booth.name_en.isascii()
        assert district_bucket(district) == f"D{district}"


def test_a_village_stands_once_in_its_block_and_votes_in_one_or_two_rooms() -> None:
    for pack in DEMO_DISTRICTS:
        rooms: dict[tuple[str, str], int] = {}
        for place in places(pack):
            key = (place.block, place.village_en)
            rooms[key] = rooms.get(key, 0) + 1
        assert set(rooms.values()) == {1, 2}


def test_polling_station_rows_tell_the_same_booths() -> None:
    rows = list(polling_station_rows())
    assert [(f"S27-{int(r[0]):03}-{int(r[2]):04}", r[3], r[4]) for r in rows] == [
        (b.code, b.name_hi, b.name_en) for b in booths()
    ]
