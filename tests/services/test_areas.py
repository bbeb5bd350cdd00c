from dataclasses import replace

import pytest

from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.words import in_language
from organizer_app.models import Area
from organizer_app.services import areas
from tests.services.world import ASSEMBLY, DISTRICT, KANKE, KHUNTI, NAMKUM, OTHER_DISTRICT, STATE, World

BOOTH = area_id("booth", "S27-063-0001")
LOK_SABHA = area_id("lok_sabha", "S27-08")


def below(world: World, area: bytes) -> set[bytes]:
    with world.store.reading() as session:
        return set(session.scalars(areas.below(area)))


def test_both_trees_hold_what_is_below_them(world: World) -> None:
    booths = [area_id("booth", f"S27-063-{n:04}") for n in range(1, 7)]
    assert below(world, KANKE) == {KANKE, *booths[:2]}
    assert below(world, DISTRICT) == {DISTRICT, KANKE, NAMKUM, *booths[:4]}
    assert below(world, ASSEMBLY) == {ASSEMBLY, *booths}
    assert below(world, LOK_SABHA) >= {ASSEMBLY, BOOTH}
    assert len(below(world, STATE)) == 15
    assert world.read(areas.path, area=BOOTH, tree="place") == ("School 1", "Kanke", "Ranchi", "Jharkhand")
    assert world.read(areas.path, area=BOOTH, tree="seat") == ("School 1", "Ranchi", "Ranchi", "Jharkhand")
    assert world.read(areas.path, area=None, tree="seat") == ()
    with in_language("hi"):
        assert world.read(areas.path, area=KANKE, tree="place") == ("कांके", "रांची", "झारखंड")


def test_places_from_the_widest_then_by_name(world: World) -> None:
    listed = world.read(areas.places)
    assert [p.level for p in listed][:3] == ["state", "lok_sabha", "district"]
    assert len(listed) == 15
    blocks = world.read(areas.places, under=DISTRICT, levels=["block"])
    assert [(p.name, p.parent_name, p.state_code, p.level_text) for p in blocks] == [
        ("Kanke", "Ranchi", "20", "Block"),
        ("Namkum", "Ranchi", "20", "Block"),
    ]
    with in_language("hi"):
        assert world.read(areas.get, id=KANKE).level_text == "प्रखंड"


def test_an_area_is_found_by_code_or_name(world: World) -> None:
    assert world.read(areas.find, code=" 339 ").id == DISTRICT
    assert world.read(areas.find, code="नामकुम").id == NAMKUM
    assert world.read(areas.find, code="RANCHI", levels=["district"]).id == DISTRICT
    assert world.read(areas.find, code="Kanke", levels=["block"]).id == KANKE
    several = r"fits several areas: Kanke \(Assembly constituency, S27-065\), Kanke \(Block, 1\)"
    with pytest.raises(RuleBroken, match=several):
        world.read(areas.find, code="kanke")
    for code in ("", "Atlantis"):
        with pytest.raises(RuleBroken, match="No area has the code or name"):
            world.read(areas.find, code=code)
    with pytest.raises(RuleBroken, match="not in the list on this laptop"):
        world.read(areas.get, id=b"0" * 16)


@pytest.mark.parametrize(
    ("area", "bucket"),
    [(BOOTH, "D339"), (KHUNTI, "D341"), (DISTRICT, "D339"), (ASSEMBLY, "D339"), (STATE, "local"), (LOK_SABHA, "local")],
)
def test_the_bucket_is_the_districts(world: World, area: bytes, bucket: str) -> None:
    assert world.read(areas.bucket_of, area=area) == bucket
    assert world.read(areas.bucket_of, area=None) == "local"


def test_a_list_read_again_moves_and_renames(world: World) -> None:
    with world.store.applying() as session:
        lines = [
            AreaLine("block", "1", "Kanke North", "कांके", "district", "341"),
            AreaLine("village", "9", "Haripur", "हरिपुर", "block", "1"),
        ]
        assert areas.load(session, lines=lines, bucket="state:20") == 2
        assert areas.load(session, lines=[], bucket="state:20") == 0
    assert world.read(areas.get, id=KANKE).name == "Kanke North"
    assert BOOTH in below(world, OTHER_DISTRICT)
    assert BOOTH not in below(world, DISTRICT)
    assert area_id("village", "9") in below(world, KANKE)
    assert len(world.read(areas.places)) == 16


def test_an_own_place_below_another(world: World) -> None:
    made = world.do(areas.add, level="sector", name_en=" Sector 1 ", parent=KANKE)
    assert (made.name, made.parent_name, made.code) == ("Sector 1", "Kanke", "1-sector 1")
    assert made.id in below(world, DISTRICT)
    with world.store.reading() as session:
        assert session.get_one(Area, made.id).bucket == "D339"
    with pytest.raises(RuleBroken, match="sector 1 is already in Kanke"):
        world.do(areas.add, level="sector", name_en="sector 1", parent=KANKE)
    with pytest.raises(RuleBroken, match="needs a name"):
        world.do(areas.add, level="sector", name_en=" ", parent=KANKE)
    add = world.last_tx()
    world.undo(add)
    assert len(world.read(areas.places)) == 15
    again = world.do(areas.add, level="sector", name_hi="सेक्टर", name_en="Sector 1", parent=KANKE)
    assert (again.id, again.name_hi) == (made.id, "सेक्टर")


def test_the_block_of_each_place(world: World) -> None:
    everywhere = world.read(areas.block_names)
    assert (everywhere[BOOTH], everywhere[KANKE]) == ("Kanke", "Kanke")
    assert DISTRICT not in everywhere
    assert world.read(areas.block_names, of=[BOOTH, DISTRICT]) == {BOOTH: "Kanke"}
    with in_language("hi"):
        assert world.read(areas.block_names, of=[BOOTH]) == {BOOTH: "कांके"}


def test_more_blocks_do_not_slow_down_naming_those_of_a_page(world: World) -> None:
    before = _steps(world)
    lines = [AreaLine("block", str(n), f"Block {n}", "", "district", "341") for n in range(100, 400)]
    with world.store.applying() as session:
        areas.load(session, lines=lines, bucket="state:20")
    assert 0 < _steps(world) < 1.5 * before


def _steps(world: World) -> int:
    """How many of SQLite's instructions it takes to name the blocks of a page of the roster."""
    counted, page = [], [BOOTH, *(area_id("village", str(n)) for n in range(127))]
    with world.store.reading() as session:
        raw = session.connection().connection.driver_connection
        assert raw is not None
        raw.set_progress_handler(lambda: counted.append(1), 1)
        assert areas.block_names(session, page) == {BOOTH: "Kanke"}
        raw.set_progress_handler(None, 1)
    return len(counted)


def test_two_places_in_each_other_do_no_harm(world: World) -> None:
    with world.store.applying() as session:
        circle = [
            AreaLine("block", "8", "A", "", "block", "9"),
            AreaLine("block", "9", "B", "", "block", "8"),
        ]
        areas.load(session, lines=circle, bucket="state:20")
    first, second = area_id("block", "8"), area_id("block", "9")
    assert below(world, first) == below(world, second) == {first, second}
    assert world.read(areas.path, area=first, tree="place") == ("A", "B")


def test_a_list_without_populations_takes_none_away(world: World) -> None:
    line = AreaLine("district", "339", "Ranchi", "रांची", "state", "20", population=2_914_253)
    for one in (line, replace(line, population=None)):
        with world.store.applying() as session:
            areas.load(session, lines=[one], bucket="state:20")
        with world.store.reading() as session:
            assert session.get_one(Area, DISTRICT).population == 2_914_253
