"""How many areas there are, and finding one's own."""

from organizer_app.services import area_counts
from tests.conftest import District


def test_what_the_lists_hold(district: District) -> None:
    with district.store.reading() as session:
        seen = area_counts.standing(session)
    assert seen.home is not None
    assert (seen.home.name_en, [s.name_en for s in seen.states]) == ("Ranchi", ["Jharkhand"])
    counted = dict(seen.levels)
    assert (counted["state"], counted["district"], counted["vidhan_sabha"]) == (1, 24, 81)
    assert next(iter(counted)) == "state"


def test_homes_by_the_start_of_a_name(district: District) -> None:
    with district.store.reading() as session:
        found = area_counts.homes(session, text="ranc")
        hindi = area_counts.homes(session, text="रांच")
        nothing = area_counts.homes(session, text=" ")
    assert (found[0].level, found[0].name_en) == ("district", "Ranchi")
    assert hindi[0].id == found[0].id
    assert list(nothing) == []
    assert {p.level for p in found} <= set(area_counts.HOME_LEVELS)
