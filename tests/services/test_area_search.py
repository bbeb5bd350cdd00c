"""Places for a picker: found in either script, gone through in both trees."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from organizer_app.domain.areas import area_id
from organizer_app.domain.words import use_language
from organizer_app.services import area_search
from tests.conftest import District

T = TypeVar("T")
RANCHI = area_id("district", "339")


def ask(district: District, work: Callable[[Session], T]) -> T:
    with district.store.reading() as session:
        return work(session)


def names(district: District, text: str, *levels: str) -> list[str]:
    return [f.place.name for f in ask(district, lambda s: area_search.find(s, text=text, levels=levels))]


def test_a_name_is_found_in_either_script_and_by_code(district: District) -> None:
    assert names(district, "kank")[0] == "Kanke"
    assert names(district, "कांके", "block") == names(district, "KANKE", "block") == ["Kanke"]
    assert names(district, "339", "district") == ["Ranchi"]
    assert names(district, "  ") == []
    assert names(district, "100%") == names(district, "_") == names(district, "\\") == []
    use_language("hi")
    assert names(district, "ranchi", "district") == ["रांची"]


def test_a_name_that_begins_so_comes_first_and_wide_before_narrow(district: District) -> None:
    found = ask(district, lambda s: area_search.find(s, text="ranchi"))
    assert [f.place.level for f in found][:3] == ["lok_sabha", "district", "vidhan_sabha"]
    held = names(district, "and", "block")
    begins = [name.lower().startswith("and") or " and" in name.lower() for name in held]
    assert begins == sorted(begins, reverse=True)


def test_the_crumbs_name_both_trees(district: District) -> None:
    (kanke,) = ask(district, lambda s: area_search.find(s, text="kanke", levels=("block",)))
    assert kanke.crumbs == "Block  ·  Ranchi › South Chotanagpur › Jharkhand"
    (seat,) = ask(district, lambda s: area_search.find(s, text="kanke", levels=("vidhan_sabha",)))
    assert seat.crumbs == "Assembly constituency  ·  Ranchi › Jharkhand"


def test_going_down_and_up_each_tree(district: District) -> None:
    place, seat = (area_search.PLACE,), (area_search.SEAT,)
    assert ask(district, lambda s: area_search.start(s, trees=place)) == RANCHI
    blocks = ask(district, lambda s: area_search.inside(s, area=RANCHI, trees=place))
    assert {f.place.level for f in blocks} == {"block"}
    assert [f.place.name for f in blocks] == sorted(f.place.name for f in blocks)
    division = ask(district, lambda s: area_search.above(s, area=RANCHI, trees=place))
    assert division == area_id("division", "JH-SCN")
    state = ask(district, lambda s: area_search.start(s, trees=seat))
    assert state == area_id("state", "20")
    parliament = ask(district, lambda s: area_search.inside(s, area=state or b"", trees=seat))
    assert {f.place.level for f in parliament} == {"lok_sabha"}
    assert all(f.holds for f in parliament)
    assert ask(district, lambda s: area_search.above(s, area=state or b"", trees=seat)) is None
