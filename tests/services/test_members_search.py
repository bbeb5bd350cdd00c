import pytest

from organizer_app.domain.areas import AreaLine, area_id
from organizer_app.services import areas, members, members_list
from tests.services.world import KANKE, KHUNTI, NAMKUM, World


def hits(world: World, query: str, **given: object) -> list[str]:
    numbers = world.read(members_list.search, query=query, **given)
    return [row.name for row in world.read(members_list.rows, numbers=numbers)]


def add(world: World, name: str, **more: object) -> bytes:
    made: bytes = world.do(members.add, new=members.New(name=name, **more))  # type: ignore[arg-type]  # fields by name
    return made


@pytest.mark.parametrize("query", ["zubeda", "jubeda", "ज़ुबैदा", "zubeda khatun", "khatoon zubeda", "zub"])
def test_who_is_called_so_is_found_and_nobody_is_guessed(world: World, query: str) -> None:
    add(world, "Zubeda Khatoon", area=KANKE)
    add(world, "Zubena Khatoon", area=KANKE)
    add(world, "Zubedar Khatoon", area=KANKE)
    assert hits(world, query)[0] == "Zubeda Khatoon"
    assert "Zubena Khatoon" not in hits(world, query) or query == "zub"


@pytest.mark.parametrize(
    "query", ["zubea", "zubbteda", "jbueda", "zubena", "zubea khatoon", "zubeda katoona", "xubeda"]
)
def test_one_letter_wrong_still_finds_somebody_nearly_called_so(world: World, query: str) -> None:
    add(world, "Zubeda Khatoon", area=KANKE)
    assert hits(world, query)[:1] == ["Zubeda Khatoon"]


def test_vowels_decide_between_names_of_the_same_key(world: World) -> None:
    for name in ("Rima Topno", "Rama Topno", "Roma Topno"):
        add(world, name, area=KANKE)
    assert hits(world, "reema topno")[0] == "Rima Topno"
    assert hits(world, "रोमा")[0] == "Roma Topno"


def test_a_village_alone_or_with_a_name_and_the_block_above_it(world: World) -> None:
    with world.store.applying() as session:
        booth = AreaLine("booth", "S27-063-0099", "Primary School Sonahatu", "", "block", "3")
        areas.load(session, lines=[booth], bucket="S20")
    add(world, "Gopal Minz", area=area_id("booth", "S27-063-0099"))
    add(world, "Etwari Minz", place="Phulpur", area=NAMKUM)
    for query in ("sonahatu", "सोनाहातू", "gopal sonahatu", "gopal khunti", "khunti gop"):
        assert hits(world, query) == ["Gopal Minz"], query
    assert hits(world, "fulpur") == hits(world, "etwari phulpur") == ["Etwari Minz"]
    assert hits(world, "gopal phulpur") == [] or "Gopal Minz" not in hits(world, "gopal phulpur")


def test_everything_stays_in_the_area_asked_for(world: World) -> None:
    add(world, "Zubeda", phones="7000012345", card_no="KNK-9", area=KANKE)
    add(world, "Zubeda", phones="7000012346", card_no="KNK-91", area=KHUNTI)
    for query in ("zubeda", "70000", "zubeda 7000", "KNK-9", "knk zubeda", "zubenda"):
        assert len(hits(world, query, area=NAMKUM)) == 0, query
    for query in ("zubeda", "70000", "zubeda 7000", "KNK-9"):
        assert len(hits(world, query)) == 2, query
        assert len(hits(world, query, area=KHUNTI)) == 1, query


def test_who_is_off_the_roster_is_found_by_nothing(world: World) -> None:
    one = add(world, "Zubeda", phones="7000012345", card_no="KNK-9", area=KANKE)
    world.do(members.archive, ids=[one])
    assert [hits(world, query) for query in ("zubeda", "12345", "zubeda 123", "KNK-9", "zubenda")] == [[]] * 5
    world.undo()
    assert hits(world, "zubeda") == ["Zubeda"]


def test_the_first_digits_of_very_many_numbers_with_a_name(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizer_app.services.members_search.AT_ONCE", 3)
    add(world, "Zubeda", phones="9812399999", area=KANKE)
    assert hits(world, "zubeda 98123") == hits(world, "9999 jubeda") == ["Zubeda"]
    assert hits(world, "zubeda 98123", area=NAMKUM) == []
    assert hits(world, "+91 98123 99") == ["Zubeda"]
