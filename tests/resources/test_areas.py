"""The shipped area lists: counts that the governments publish, codes, both trees, both names."""

import csv
import re
import unicodedata
from collections import Counter
from importlib import resources

import pytest

FOLDER = resources.files("resources") / "areas"
COUNTS = {
    "jharkhand": {"state": 1, "division": 5, "district": 24, "block": 18, "lok_sabha": 14, "vidhan_sabha": 81},
    "chhattisgarh": {"state": 1, "division": 5, "district": 33, "block": 4, "lok_sabha": 11, "vidhan_sabha": 90},
}
BY_DIVISION = {"jharkhand": [3, 3, 5, 6, 7], "chhattisgarh": [5, 6, 7, 7, 8]}
ABOVE = {"division": "state", "district": "division", "block": "district"}
SEAT_ABOVE = {"lok_sabha": "state", "vidhan_sabha": "lok_sabha"}


def pack(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=sorted(COUNTS))
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_counts(name: str) -> None:
    rows = pack(name)
    assert Counter(r["level"] for r in rows) == COUNTS[name]
    per_division = Counter(r["parent"] for r in rows if r["level"] == "district")
    assert sorted(per_division.values()) == BY_DIVISION[name]


def test_codes_are_unique_and_every_parent_exists(name: str) -> None:
    rows = pack(name)
    keys = {(r["level"], r["code"]) for r in rows}
    assert len(keys) == len(rows)
    for row in rows:
        if row["level"] in ABOVE:
            assert (ABOVE[row["level"]], row["parent"]) in keys, row
        if row["level"] in SEAT_ABOVE:
            assert (SEAT_ABOVE[row["level"]], row["constituency"]) in keys, row
        if row["level"] == "vidhan_sabha":
            assert ("district", row["district"]) in keys, row


def test_every_district_with_an_assembly_and_every_lok_sabha_with_several(name: str) -> None:
    rows = pack(name)
    seats = [r for r in rows if r["level"] == "vidhan_sabha"]
    assert {r["district"] for r in seats} == {r["code"] for r in rows if r["level"] == "district"}
    assert all(5 <= n <= 9 for n in Counter(r["constituency"] for r in seats).values())


def test_assemblies_are_numbered_without_gaps(name: str) -> None:
    codes = [r["code"] for r in pack(name) if r["level"] == "vidhan_sabha"]
    state = {"jharkhand": "S27", "chhattisgarh": "S26"}[name]
    assert codes == [f"{state}-{n:03}" for n in range(1, len(codes) + 1)]


def test_both_names_in_their_script_and_one_spelling(name: str) -> None:
    for row in pack(name):
        assert re.fullmatch(r"[A-Z][A-Za-z -]+", row["name_en"]), row
        assert re.fullmatch(r"[\u0900-\u0965 -]+", row["name_hi"]), row
        assert row["name_hi"] == unicodedata.normalize("NFC", row["name_hi"])
        assert "ँ" not in row["name_hi"], "one spelling: गांव, not गाँव"
        assert not re.search("न्[दतधथ]|गढ(?!़)", row["name_hi"]), "one spelling: ंद, गढ़"


def test_no_column_about_a_community(name: str) -> None:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as file:
        header = file.readline().strip()
    assert header == "level,code,name_en,name_hi,parent,constituency,district"


def test_wings_have_both_names_and_known_parents() -> None:
    with (resources.files("resources") / "wings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    codes = [r["code"] for r in rows]
    assert len(set(codes)) == len(codes) >= 20
    assert all(r["name_en"] and re.match("[\u0900-\u097f]", r["name_hi"]) for r in rows)
    assert {r["kind"] for r in rows} == {"front", "organisation", "department", "cell"}
    assert {r["parent"] for r in rows if r["parent"]} <= set(codes)
    assert [int(r["order"]) for r in rows] == sorted({int(r["order"]) for r in rows})


def test_demo_blocks_and_their_assemblies_are_in_the_packs() -> None:
    with (resources.files("resources") / "demo" / "places.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name in COUNTS:
        known = {(r["level"], r["code"]) for r in pack(name)}
        blocks = [r["block"] for r in rows if r["pack"] == name]
        assert set(blocks) == {code for level, code in known if level == "block"}
        assert {("vidhan_sabha", r["assembly"]) for r in rows if r["pack"] == name} <= known
