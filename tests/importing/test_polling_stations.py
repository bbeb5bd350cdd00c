"""Polling-station lists to booths: several headings, both scripts, and rows that say what is wrong with them."""

import csv
import random
import time
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

import pytest

from organizer_app.domain.areas import AreaLine
from organizer_app.domain.errors import RuleBroken
from organizer_app.domain.made_up_places import POLLING_STATION_HEADER, booths, polling_station_rows
from organizer_app.domain.words import in_language
from organizer_app.importing import area_lists, polling_stations

HEADER = ("AC No", "AC Name", "Part No", "Polling Station Name", "Block", "Village")


@pytest.fixture(scope="module")
def known() -> list[AreaLine]:
    packs = resources.files("resources") / "areas"
    lists = [area_lists.read(Path(str(packs / f"{name}.csv"))).lines for name in ("jharkhand", "chhattisgarh")]
    return [line for lines in lists for line in lines]


def written(folder: Path, *rows: Sequence[object], name: str = "stations.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_the_made_up_list_gives_the_made_up_booths(tmp_path: Path, known: list[AreaLine]) -> None:
    path = written(tmp_path, POLLING_STATION_HEADER, *polling_station_rows())
    found = polling_stations.read(path, known=known, state_code="20")
    assert found.problems == ()
    assert list(found.lines) == list(booths())


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (HEADER, (63, "Ranchi", 123, "Middle School Kanke", "Kanke", "")),
        (("AC_NO", "PS_NO", "PS_NAME", "BLOCK"), ("063", "123.0", "Middle School Kanke", "KANKE")),
        (
            (
                "S.No.",
                "No. and Name of Assembly",
                "Assembly Constituency",
                "Polling Station No.",
                "Name of Polling Station",
            ),
            (1, "", "63 - RANCHI", "123", "Middle School Kanke"),
        ),
        (("विधानसभा क्रमांक", "मतदान केन्द्र क्रमांक", "मतदान केंद्र का नाम"), ("६३", "१२३", "मध्य विद्यालय कांके")),
        (("विधानसभा क्षेत्र", "भाग संख्या", "मतदान केंद्र का नाम", "प्रखण्ड"), ("रांची", "123", "मध्य विद्यालय", "कांके")),
        (("AC Name", "Booth No", "Locality"), ("Ranchi (63)", "123", "Kanke Road")),
    ],
)
def test_headings_of_many_lists(tmp_path: Path, known: list[AreaLine], header: list[str], row: list[object]) -> None:
    path = written(tmp_path, ("List of polling stations",), (), header, row)
    (booth,) = polling_stations.read(path, known=known, state_code="20").lines
    assert (booth.level, booth.code) == ("booth", "S27-063-0123")
    assert (booth.constituency_level, booth.constituency_code, booth.state_code) == ("vidhan_sabha", "S27-063", "20")
    assert booth.parent_code == ("3223" if "lock" in str(header).casefold() or "प्रखण्ड" in header else "")
    assert bool(booth.name_hi) is not bool(booth.name_en)


def test_both_names_and_the_village_as_parent(tmp_path: Path, known: list[AreaLine]) -> None:
    village = AreaLine("village", "374001", "Arsande", "अरसंडे", "block", "3223", state_code="20")
    path = written(
        tmp_path,
        ("AC No", "Part No", "Polling Station Name", "मतदान केंद्र का नाम", "Village", "Block"),
        (65, "7A", "Primary School", "प्राथमिक विद्यालय", "Arsande", "Kanke"),
    )
    (booth,) = polling_stations.read(path, known=[*known, village], state_code="20").lines
    assert booth == AreaLine(
        "booth",
        "S27-065-0007A",
        "Primary School",
        "प्राथमिक विद्यालय",
        "village",
        "374001",
        "vidhan_sabha",
        "S27-065",
        state_code="20",
    )


def test_a_list_of_one_assembly_needs_no_assembly_column(tmp_path: Path, known: list[AreaLine]) -> None:
    path = written(tmp_path, ("Part No", "Polling Station Name"), (1, "School"))
    assert [b.code for b in polling_stations.read(path, known=known, assembly="S26-048").lines] == ["S26-048-0001"]
    with pytest.raises(RuleBroken, match=r"stations\.csv"):
        polling_stations.read(path, known=known)


def test_equal_numbers_of_two_states_are_told_apart_by_name_or_refused(tmp_path: Path, known: list[AreaLine]) -> None:
    rows = [(63, "Ranchi", 1, "School", "", ""), (63, "Durg Rural", 1, "School", "", ""), (63, "", 2, "School", "", "")]
    found = polling_stations.read(written(tmp_path, HEADER, *rows), known=known)
    assert [b.code for b in found.lines] == ["S27-063-0001", "S26-063-0001"]
    assert [p.msgid for p in found.problems] == [polling_stations.SEVERAL]


def test_of_two_blocks_with_one_name_the_one_in_the_assemblys_district_is_meant(
    tmp_path: Path, known: list[AreaLine]
) -> None:
    twins = [
        AreaLine("block", c, "Nagar", "नगर", "district", d, state_code="20") for c, d in (("1", "322"), ("2", "339"))
    ]
    path = written(
        tmp_path, HEADER, (63, "Ranchi", 1, "School", "Nagar", ""), (1, "Rajmahal", 1, "School", "Nagar", "")
    )
    found = polling_stations.read(path, known=[*known, *twins], state_code="20")
    assert [(b.code, b.parent_code) for b in found.lines] == [("S27-063-0001", "2"), ("S27-001-0001", "")]


def test_broken_rows_give_sentences_in_both_languages(tmp_path: Path, known: list[AreaLine]) -> None:
    rows = [
        (63, "Ranchi", 1, "School one", "Kanke", ""),
        (999, "Nowhere", 1, "School", "", ""),
        (63, "Ranchi", "x", "School", "", ""),
        (63, "Ranchi", 0, "School", "", ""),
        (63, "Ranchi", 2, "", "", ""),
        (63, "Ranchi", 1, "School again", "", ""),
        (63, "Ranchi", 3, "School three", "Atlantis", ""),
        (63, "Ranchi", 4, "School four", "Atlantis", ""),
        ("Total", "", "", "", "", ""),
    ]
    found = polling_stations.read(written(tmp_path, HEADER, *rows), known=known, state_code="20")
    assert [b.code[-4:] for b in found.lines] == ["0001", "0003", "0004"]
    assert [str(p) for p in found.problems] == [
        "Row 3: AC No “999 Nowhere” is not in the area list. Import the state's area list first.",
        "Row 4: Part No “x” is not a booth's number. Check the cell.",
        "Row 5: Part No “0” is not a booth's number. Check the cell.",
        "Row 6: “S27-063-0002” has no name. Fill in Polling Station Name.",
        "Row 7: Part No “S27-063-0001” stands in this file twice. Only the first is taken.",
        "Row 8: Block “Atlantis” is not in the area list. Its booths were taken without it.",
    ]
    with in_language("hi"):
        assert all(str(problem).startswith("पंक्ति ") for problem in found.problems)


def test_a_polling_station_list_is_told_from_an_area_list(tmp_path: Path) -> None:
    assert polling_stations.is_list(written(tmp_path, ("Title",), HEADER, (63, "Ranchi", 1, "School", "", "")))
    packs = resources.files("resources") / "areas"
    assert not polling_stations.is_list(Path(str(packs / "jharkhand.csv")))
    assert not polling_stations.is_list(written(tmp_path, ("Name", "Phone", "Booth No"), ("राम", "98", "3")))


def test_another_file_is_refused(tmp_path: Path, known: list[AreaLine]) -> None:
    with pytest.raises(RuleBroken, match=r"stations\.csv: no row has the headings"):
        polling_stations.read(written(tmp_path, ("Name", "Phone"), ("राम", "98")), known=known)


def fuzz(folder: Path, seconds: float, seed: int, known: Sequence[AreaLine]) -> int:
    """Mixes headings and cells for `seconds`; any end but a list of distinct booths or a RuleBroken is an error."""
    random_ = random.Random(seed)
    headings = [*HEADER, "Location", "विधानसभा", "बूथ सं.", "S.No."]
    cells = [63, "63-Ranchi", "रांची", "", "1", "12A", "१२", "0", "Kanke", "x" * 200, "9" * 40, "²", "-", '"', "School"]
    ends = time.monotonic() + seconds
    rounds = 0
    while time.monotonic() < ends:
        rounds += 1
        head = random_.sample(headings, random_.randint(1, 8))
        rows = [[random_.choice(cells) for _ in range(random_.randint(0, 9))] for _ in range(random_.randint(0, 9))]
        try:
            found = polling_stations.read(written(folder, head, *rows), known=known)
        except RuleBroken:
            continue
        assert len({b.code for b in found.lines}) == len(found.lines)
        assert all(b.constituency_code and (b.name_en or b.name_hi) for b in found.lines)
        assert all(str(problem) for problem in found.problems)
    return rounds


def test_fuzz(tmp_path: Path, known: list[AreaLine]) -> None:
    assert fuzz(tmp_path, 1.0, 7, known) > 20
