"""The grid of districts: every district of both states has a place of its own; unknown ones stand beside them."""

import csv
from pathlib import Path

from organizer_app.domain.rollups import DistrictNumbers
from organizer_app.domain.tiles import read, tiles

RESOURCES = Path(__file__).parents[2] / "resources"


def district(code: str, **counts: int) -> DistrictNumbers:
    return DistrictNumbers(f"D{code}:up", code, f"District {code}", counts=counts)


def test_every_district_of_both_states_has_its_own_place() -> None:
    spots = read((RESOURCES / "tiles.csv").read_text(encoding="utf-8").splitlines())
    for pack, state in (("jharkhand", "20"), ("chhattisgarh", "22")):
        with (RESOURCES / "areas" / f"{pack}.csv").open(encoding="utf-8", newline="") as lines:
            codes = {row["code"] for row in csv.DictReader(lines) if row["level"] == "district"}
        assert {code for code, spot in spots.items() if spot.state == state} == codes
        places = [(spot.column, spot.row) for code, spot in spots.items() if code in codes]
        assert len(set(places)) == len(places)
    assert spots["328"].column < spots["339"].column < spots["337"].column  # Garhwa, Ranchi, Pakur: west to east
    assert spots["760"].row < spots["387"].row < spots["642"].row  # Manendragarh, Raipur, Sukma: north to south


def test_states_stand_side_by_side_and_unknown_districts_after_them() -> None:
    spots = read(["state,code,column,row", "20,1,0,0", "20,2,1,0", "22,3,2,1"])
    found = tiles([district("1", people=5), district("2"), district("3", people=0), district("9")], "people", spots)
    assert {t.code: (t.column, t.row, t.value) for t in found} == {
        "3": (2, 1, 0), "1": (4, 0, 5), "2": (5, 0, None), "9": (7, 0, None)}  # fmt: skip
    assert tiles([], "people", spots) == ()
